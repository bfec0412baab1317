"""What stands in the cells of the workbench: the hidden sheet that the macros read, and the sheet of settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from neiqin_xl.faces.workbench.actions import ACTIONS

SETTINGS = "_neiqin"
PERIOD_CELL, CUSTOMER_CELL, STATUS_CELL, FILES_CELL, STATES_CELL = "C4", "C5", "C13", "C15", "C25"
_FIRST = "'工作台'!"
_FAULTY = "（这一格的公式有错）"
_DAYS = (36_526, 73_050)  # of this century
_FORMULA_SIGNS = ("=", "+", "-", "@")
CALCULATED = {
    f"CELL_{name}": f"${cell[0]}${cell[1:]}"
    for name, cell in (("STATUS", STATUS_CELL), ("FILES", FILES_CELL), ("STATES", STATES_CELL))
}
"""What formulas of the hidden sheet come to in a workbook that no program has calculated yet."""

_TEXTS = {
    "TEXT_TITLE": "内勤工作台",
    "TEXT_WORKING": "正在办，请稍候……",
    "TEXT_FAILED": "没有办成，请把这一格拍下来发给维护人",
    "TEXT_NO_PYTHON": "这台电脑上的 Python 启动不了（没有安装、挪了地方，或被杀毒软件拦下）。请找维护人来看",
    "TEXT_NEEDS_PYTHON": "这个按钮要用这台电脑上的 Python，现在启动不了。请把表格存好，直接放进收件箱，结果一样",
    "TEXT_NO_WATCHER": "监视程序没有在运行，这件事没有办。请打开监视程序再按一次，或把表格放进收件箱等它",
    "TEXT_TAKES_LONG": "监视程序已经接下，还在办。过一会儿按“刷新状态”，或者直接看“输出”文件夹",
    "TEXT_NO_FOLDER": "写不进收件箱所在的文件夹：共享盘断开了，或者没有权限。请连上以后再按一次",
}


class Place(NamedTuple):
    """Where a workbench works: the interpreter that it starts, the workspace, and the folder for its requests.

    `mode` is auto (Python first, the watcher where that cannot be started), python or request.
    """

    interpreter: str
    workspace: str
    requests: str
    mode: str = "auto"


def settings(place: Place) -> Mapping[str, str]:
    """The names and values of the hidden sheet; a value that begins with = is a formula."""
    return {
        "MODE": place.mode,
        "INTERPRETER": place.interpreter,
        "WORKSPACE": place.workspace,
        "REQUESTS": place.requests,
        "WAIT_SECONDS": "30",
        "NUMBER": "",
        "PERIOD_NOW": _typed_period(),
        "CUSTOMER_NOW": f'=IFERROR({_FIRST}{CUSTOMER_CELL}&"","{_FAULTY}")',
        "CELL_STATUS": _address(STATUS_CELL),
        "CELL_FILES": _address(FILES_CELL),
        "CELL_STATES": _address(STATES_CELL),
        "NEEDS_PYTHON": ",".join(one.name for one in ACTIONS if one.live),
        **_TEXTS,
        **{f"ASK_{one.name.upper()}": one.asks for one in ACTIONS if one.asks},
    }


def _typed_period() -> str:
    """The formula of the period as text: Excel makes a day of a month that is typed into a cell of no format."""
    cell = f"{_FIRST}{PERIOD_CELL}"
    is_day = f"AND(ISNUMBER({cell}),N({cell})>{_DAYS[0]},N({cell})<{_DAYS[1]})"
    return f'=IFERROR(IF({is_day},TEXT({cell},"yyyy-mm"),{cell}&""),"{_FAULTY}")'


def _address(cell: str) -> str:
    """The formula of a cell's address, which Excel keeps up to date while people put in rows."""
    return f"=ADDRESS(ROW({_FIRST}{cell}),COLUMN({_FIRST}{cell}))"


def as_text(text: str) -> str:
    """A text that no cell takes for a formula."""
    return f" {text}" if text.startswith(_FORMULA_SIGNS) else text


def place_of(workspace: Path, inbox: Path, interpreter: Path, mode: str = "auto") -> Place:
    """The place of a workbench for that workspace."""
    return Place(str(interpreter), str(workspace), str(inbox / REQUESTS), mode)


def seen_from_elsewhere(place: Place, folder: str) -> Place:
    """The place of a workbench for a computer that sees the workspace as that folder, and not its books.

    Its buttons ask the watcher: books on a share are never opened by a second computer. ValueError where the requests
    lie outside of the workspace.
    """
    inside = Path(place.requests).relative_to(place.workspace).parts
    root = folder.rstrip("\\/")
    between = "/" if "/" in root and "\\" not in root else "\\"
    return Place("", root, between.join([root, *inside]), "request")


REQUESTS = ".requests"
"""The folder within the inbox into which buttons lay what they ask for; never scanned as sheets."""
