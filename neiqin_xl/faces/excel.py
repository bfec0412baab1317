"""Excel, open on this computer, through xlwings: the only module that imports it.

Excel refuses every call while a clerk edits a cell or a dialogue is open; xlwings then spins without end or gives back
nothing (its N_COM_ATTEMPTS of 0 means both). Here each step is tried again for a while, and then told.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from xlwings import Book

PATIENCE_SECONDS = 30
_ATTEMPTS = 50
_PAUSES_SECONDS = (0.3, 0.5, 1.0, 2.0)
# RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE
_BUSY = frozenset({-2147418111, -2147417846, -2146777998})

_Answer = TypeVar("_Answer")
log = logging.getLogger(__name__)


class NoBook(Exception):  # noqa: N818 (a state of Excel, not a mistake)
    """The workbook whose button was pressed cannot be found."""


class ExcelBusy(Exception):  # noqa: N818 (the same)
    """Excel refused to be spoken to for as long as we were patient; the text is for the clerk."""


def current_book() -> Book:
    """The workbook whose button was pressed. NoBook where there is none."""
    import xlwings

    with contextlib.suppress(ImportError):  # only on Windows does it find what it needs
        import xlwings._xlwindows as windows

        windows.N_COM_ATTEMPTS = _ATTEMPTS
    try:
        book = patiently(xlwings.Book.caller)
    except ExcelBusy:
        raise
    except Exception as error:
        raise NoBook(str(error)) from error
    if book is None:
        raise NoBook("Excel gave no book")
    return book


def patiently(step: Callable[[], _Answer]) -> _Answer:
    """What the step answers, tried again while Excel is busy; ExcelBusy where it stays so."""
    until = time.monotonic() + PATIENCE_SECONDS
    tries = 0
    while True:
        try:
            return step()
        except Exception as error:
            if not is_busy(error):
                raise
            if time.monotonic() > until:
                raise ExcelBusy(
                    "Excel 正忙：请先按回车或 Esc 退出单元格编辑、关掉弹出的窗口，再按一次按钮。"
                ) from error
        time.sleep(_PAUSES_SECONDS[min(tries, len(_PAUSES_SECONDS) - 1)])
        tries += 1


def is_busy(error: Exception) -> bool:
    """Whether an error says that Excel will listen later."""
    code = getattr(error, "hresult", None)
    if code is None and error.args:
        code = error.args[0]
    return isinstance(code, int) and code in _BUSY


def other_books(book: Book) -> Sequence[Book]:
    """The other workbooks that a person sees in the same Excel, the one that was in front last first.

    Where Excel tells nothing of its windows, all of them as it lists them.
    """
    others = {one.name: one for one in patiently(lambda: list(book.app.books)) if one.name != book.name}
    try:
        # Hidden ones are not hers: the book of her own macros, for one.
        seen = patiently(lambda: [str(window.Parent.Name) for window in book.app.api.Windows if window.Visible])
    except ExcelBusy:
        raise
    except Exception:  # WPS and Excels of other systems have other windows, or none
        log.info("nothing is told of the windows", exc_info=True)
        return list(others.values())
    return [others[name] for name in dict.fromkeys(seen) if name in others]
