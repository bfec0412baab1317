"""Terms of payment in two columns, 结算方式 and 账期 (月结 | 60天): both are one."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable, free_column
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.filldown import texts_down
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.settlement import is_method, read_terms
from neiqin_xl.spelling import header_hints, plain

_MONTHS = ("月", "个月")
_FROM_MONTHS_END = "月结"  # 2个月 says nothing by itself of since when
_TERMS = words.SETTLE_TYPE.key


def join_terms(grid: Grid, columns: Columns, values: Values, findings: list[Finding]) -> int | None:
    """Add what stands under 账期 to the terms, in place; the index of that column, None where nothing is read from it.

    Where both say when to pay and do not agree, the terms stay and that is said.
    """
    if _TERMS not in columns.at:
        return None
    _count_days(grid, columns, values[_TERMS])
    if words.CREDIT_DAYS.key in columns.at:
        return None
    index = free_column(grid, columns.at, words.PERIODS)
    if index is None:
        return None
    terms, unit = values[_TERMS], header_hints(grid.texts[index]).unit
    for i, said in enumerate(texts_down(grid, index)):
        written, period = str(terms[i] or ""), _period(said, "个月" if unit in _MONTHS else "天")
        joined = _joined(written, period)
        if joined is None:
            row = grid.rows.data[i]
            seen = f"“{grid.texts[index]}”写着“{said}”，和“{grid.texts[columns.at[_TERMS]]}”的“{written}”合不起来"
            message = f"{seen}，按“{written}”算到期日；请把两格写成一句，例如 月结60天"
            address = grid.sheet.address(row, grid.columns[index])
            findings.append(Finding("S118", Severity.WARNING, message, row + grid.sheet.top, address, _TERMS))
        elif joined:
            terms[i] = joined
    return index


def _count_days(grid: Grid, columns: Columns, terms: list[str | int | None]) -> None:
    """Read a bare number as days where the terms' own column is called 账期 and does not count months, in place."""
    header = grid.texts[columns.at[_TERMS]]
    if plain(header) in comparable(words.PERIODS) and header_hints(header).unit not in _MONTHS:
        terms[:] = [_period(said, "天") if isinstance(said, str) else said for said in terms]


def _period(text: str, unit: str) -> str:
    """What stands under 账期, a bare number counting the header's unit; "" for none."""
    if not text.isdecimal():
        return text
    return f"{int(text)}{unit}" if int(text) else ""


def _joined(written: str, period: str) -> str | None:
    """Both as one; None where each says another time, or the period is nothing that anybody understands."""
    if not period:
        return written
    if not written or is_method(written):
        return period
    own, other = read_terms(written), read_terms(period) or read_terms(_FROM_MONTHS_END + period)
    if own is not None and other is not None and (own == other or (own.days is not None and own.days == other.days)):
        return written
    # 月结 and 票到 say from when, and leave open how long.
    is_open = own is None or own.days in (None, 0)
    return written + period if is_open and read_terms(written + period) is not None else None
