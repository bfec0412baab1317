"""A PDF beside each workbook that goes to a customer, where this computer has a program for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl.desk.results import Json
from neiqin_xl.enumeration import first_few
from neiqin_xl.machine.pdf import Converter, to_pdf

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing

_NAMED = 5
_NO_PROGRAM = (
    "没有出 PDF：这台电脑上没有找到 Excel、WPS 或 LibreOffice。工作簿都已经做好，可以在有的电脑上打开，另存为 PDF。"
)


def with_pdf(publishing: Publishing, result: Json, *, wanted: bool | None) -> Json:
    """The result of a publication, with a PDF beside each workbook of it that goes to customers.

    `wanted` is what a person asked for; None: what the settings say.
    """
    if not (publishing.workspace.settings.pdf if wanted is None else wanted):
        return result
    return result | print_beside(publishing.going_out, publishing.workspace.root)


def print_beside(workbooks: Iterable[Path], root: Path, ways: Sequence[Converter] | None = None) -> Json:
    """Lay a PDF beside each of these workbooks that has none, or an older one: {"pdf", "pdf_message"}.

    `pdf` are paths below `root`; the message is a Chinese sentence, "" where there is nothing to say. It never fails.
    """
    stale = [one for one in dict.fromkeys(workbooks) if _is_stale(one)]
    if not stale:
        return {"pdf": [], "pdf_message": ""}
    printed = to_pdf(stale, ways)
    return {
        "pdf": [one.relative_to(root).as_posix() for one in printed.made],
        "pdf_message": _said(printed.failed) if printed.possible else _NO_PROGRAM,
    }


def _is_stale(workbook: Path) -> bool:
    try:
        written = workbook.stat().st_mtime_ns
    except OSError:
        return False
    try:
        return workbook.with_suffix(".pdf").stat().st_mtime_ns < written
    except OSError:
        return True


def _said(failed: Sequence[Path]) -> str:
    if not failed:
        return ""
    names = first_few([f"“{one.name}”" for one in failed], _NAMED)
    why = "PDF 正被打开、工作簿打不开，或者用时太长"
    return f"{names} {len(failed)} 份没有出 PDF（{why}）。关闭以后再做一次，或者打开工作簿另存为 PDF。"
