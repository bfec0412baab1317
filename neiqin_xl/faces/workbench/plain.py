"""工作台.xlsx, for computers on which no macro runs: what is chosen in it is done once it is saved.

It lies in the workspace itself. The watcher looks at it with the inbox; its answer is a text in the outbox, since a
workbook that somebody has open cannot be written to.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl import machine
from neiqin_xl.faces.workbench.actions import ACTIONS
from neiqin_xl.faces.workbench.choices import Choices
from neiqin_xl.faces.workbench.doing import Asked, Done, do, failed
from neiqin_xl.workbook.look import FONT

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk
    from neiqin_xl.workspace import Workspace

PLAIN_BOOK, ANSWER = "工作台.xlsx", "指令结果.txt"
_SHEET, _LISTS = "工作台", "名单"
_ROWS = ("指令", "账期", "客户", "第几次")
_FIRST = 4
_ABOUT = (
    "1. 在“指令”格里选要办的事；需要的话选好账期和客户。",
    "2. 存盘（Ctrl+S）。监视程序几秒钟内就办，不用关表。",
    f"3. 结果写在“输出”文件夹的“{ANSWER}”里。",
    "4. 同一件事要再办一次，把“第几次”改成下一个数，再存盘。",
)
_COMMANDS = tuple(one for one in ACTIONS if not one.live)
_LARGEST_BYTES = 5 << 20

log = logging.getLogger(__name__)


def build_plain(path: Path, choices: Choices) -> None:
    """Write the workbook to that path: the same bytes for the same choices. BusyFile where it is open."""
    from datetime import UTC, datetime

    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"title": "工作台", "created": datetime(2026, 1, 1, tzinfo=UTC)})
        font = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
        title = book.add_format({**font, "font_size": 20, "bold": True, "font_color": "#1F3864"})
        label = book.add_format({**font, "bold": True, "font_color": "#1F3864"})
        typed = book.add_format(
            {**font, "bg_color": "#FFF9E5", "border": 1, "border_color": "#BFBFBF", "num_format": "@"}
        )
        about = book.add_format({**font, "font_color": "#444444", "text_wrap": True})
        sheet, lists = book.add_worksheet(_SHEET), book.add_worksheet(_LISTS)
        sheet.hide_gridlines(2)
        sheet.set_default_row(24)
        sheet.set_column("A:A", 2)
        sheet.set_column("B:B", 12)
        sheet.set_column("C:C", 48)
        sheet.write_string("B1", "工作台（不用宏）", title)
        sources = (f"={_LISTS}!$A$2:$A${len(_COMMANDS) + 1}", *(f"={_LISTS}!${x}$2:${x}$3000" for x in "BC"), None)
        for row, (name, source) in enumerate(zip(_ROWS, sources, strict=True), _FIRST - 1):
            sheet.write_string(row, 1, name, label)
            sheet.write_blank(row, 2, None, typed)
            if source:
                sheet.data_validation(row, 2, row, 2, {"validate": "list", "source": source, "show_error": False})
        for row, text in enumerate(_ABOUT, _FIRST + len(_ROWS)):
            sheet.merge_range(row, 1, row, 2, text, about)
        columns = ([one.caption for one in _COMMANDS], choices.periods, choices.customers)
        for column, (head, texts) in enumerate(zip(_ROWS, columns, strict=False)):
            lists.write_column(0, column, [head, *texts])
        lists.hide()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
    machine.write_atomically(path, held.getvalue())


class PlainBench:
    """The plain workbook of one workspace, as its watcher sees it."""

    def __init__(self, workspace: Workspace) -> None:
        self._path = workspace.root / PLAIN_BOOK
        self._last = workspace.state / "plain-bench"
        self._seen: tuple[int, int] | None = None

    def obey(self, desk: Desk, doing: Callable[[Desk, str, Asked], Done] = do) -> bool:
        """Do what was chosen, where the workbook was saved with another choice; whether anything was done."""
        try:
            known = self._path.stat()
            seen = (known.st_mtime_ns, known.st_size)
            if seen == self._seen or known.st_size > _LARGEST_BYTES:
                return False
            chosen = _chosen(machine.open_shared(self._path))
        except OSError:
            return False  # not there, or just being saved
        self._seen = seen
        if chosen is None or not chosen[0]:
            return False
        mark = hashlib.sha256("\n".join(chosen).encode("utf-8")).hexdigest()
        if self._last.exists() and self._last.read_text("ascii") == mark:
            return False
        # Before it is done: what ends in the middle is not begun again by itself.
        machine.write_atomically(self._last, mark.encode("ascii"))
        self._answer(desk, chosen, self._done(desk, chosen, doing))
        return True

    @staticmethod
    def _done(desk: Desk, chosen: tuple[str, ...], doing: Callable[[Desk, str, Asked], Done]) -> Done:
        action = next((one for one in _COMMANDS if one.caption == chosen[0]), None)
        if action is None:
            return Done(f"没有“{chosen[0]}”这个指令，请从列表里选。", well=False)
        try:
            return doing(desk, action.name, Asked(chosen[1], chosen[2]))
        except Exception as error:
            log.exception("an instruction of the plain workbench failed")
            return failed(error)

    @staticmethod
    def _answer(desk: Desk, chosen: tuple[str, ...], done: Done) -> None:
        asked = "，".join(f"{name} {text}" for name, text in zip(_ROWS, chosen, strict=True) if text)
        files = ["文件：", *done.files] if done.files else []
        at = f"{desk.now():%Y-%m-%d %H:%M:%S}"
        text = "\r\n".join([f"{at}  {asked}", "", *done.text.splitlines(), "", *files, ""])
        machine.write_atomically(desk.workspace.outbox / ANSWER, text.encode("utf-8-sig"))


def _chosen(data: bytes) -> tuple[str, ...] | None:
    """What stands in the cells to fill in; None where this is no workbook that may be read."""
    from neiqin_xl.intake.gate.admission import Admission, Container, admit
    from neiqin_xl.intake.job import Caps

    admitted = admit(data, Caps())
    if not isinstance(admitted, Admission) or admitted.container is not Container.XLSX:
        return None
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book[_SHEET].iter_rows(_FIRST, _FIRST + len(_ROWS) - 1, 3, 3, values_only=True)
        return tuple(str(value if value is not None else "").strip() for (value,) in rows)
    except Exception:  # whatever a person made of it, the watcher lives
        log.warning("the plain workbench cannot be read", exc_info=True)
        return None
