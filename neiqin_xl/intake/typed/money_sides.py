"""Lists of payments with 借方 and 贷方: which of the two is what came in.

For a bank its customer's money is owed, so that 贷方 is money in; in our own bank and cash journals it is 借方. The
running balance tells whose book it is, or its name. The account of one customer has both sides too, and is no list of
payments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import fold

_CAME, _WENT, _BALANCE = words.RECEIVED_AMOUNT.key, words.PAID_OUT.key, words.BALANCE.key
_PARTIES = (words.PAYER.key, words.CUSTOMER_NAME.key, words.CUSTOMER_CODE.key)
_LINES = 200
_RENAME = f"请把收进来的一栏改名为“{words.RECEIVED_AMOUNT.shown}”，付出去的一栏改名为“{words.PAID_OUT.shown}”，再放入"
_ACCOUNT = f"要与我们的账核对的客户往来账，请把文件名改成带“{words.THEIR_STATEMENT.strong[0]}”的，再放入"


def with_money_in(grid: Grid, columns: Columns, name: str, findings: list[Finding]) -> Columns | None:
    """The columns with what came in as the amount; None, with a finding, where the two sides cannot be told apart.

    `name` is the file's. Where a side has a column of its own, 方向 is that of the balance and no line's.
    """
    if columns.kind.name != words.RECEIPT.key or not _has_both_sides(grid, columns):
        return columns
    at = {field: index for field, index in columns.at.items() if field != words.DIRECTION.key}
    debit, credit = grid.texts[at[_WENT]], grid.texts[at[_CAME]]
    if not any(field in at for field in _PARTIES):
        seen = f"一个客户的账里有“{debit}”和“{credit}”，分不清哪一栏是收进来的钱，整张表没有读入"
        findings.append(Finding("S112", Severity.ERROR, f"{seen}；{_ACCOUNT}；是回款登记的，{_RENAME}"))
        return None
    adds = _what_adds(grid, at)
    # Whoever saves a bank's list may well call it 银行账.
    is_journal = _is_called(grid, name, words.CASH_BOOKS if adds is not None else words.JOURNALS)
    if adds == _CAME or (adds is None and not is_journal):
        return replace(columns, at=at)
    if not is_journal:
        seen = f"按余额看，“{debit}”使余额变多，分不清是收进来的钱还是发出的货，整张表没有读入"
        findings.append(Finding("S112", Severity.ERROR, f"{seen}；是银行或现金日记账的，{_RENAME}；{_ACCOUNT}"))
        return None
    why = "按余额看" if adds == _WENT else "这是自己的日记账"
    said = f"{why}，“{debit}”是收进来的钱，按它记回款；如果不对，{_RENAME}"
    findings.append(Finding("S113", Severity.WARNING, said, field=_CAME))
    return replace(columns, at=at | {_CAME: at[_WENT], _WENT: at[_CAME]})


def _has_both_sides(grid: Grid, columns: Columns) -> bool:
    sides = {_WENT: words.DEBIT_SIDE, _CAME: words.CREDIT_SIDE}
    return all(
        field in columns.at
        and columns.rank.get(field) != Rank.TOLD
        and grid.names[columns.at[field]] in comparable((*word.strong, *word.weak))
        for field, word in sides.items()
    )


def _is_called(grid: Grid, name: str, marks: Sequence[str]) -> bool:
    """Whether the file, the sheet or what stands above the table bears one of these names."""
    said = (name, grid.sheet.name, *grid.titles, *(as_text(label.value) for label in grid.labels))
    return any(mark in fold(text) for text in said for mark in marks)


def _what_adds(grid: Grid, at: dict[str, int]) -> str | None:
    """The field whose column makes the balance grow by what stands in it; None where the lines do not tell."""
    if _BALANCE not in at:
        return None
    lines = list(_lines(grid, at))
    came = went = 0
    for (first, balance), (second, after) in pairwise(lines):
        step = after - balance
        # Lists run downward or upward in time: the later line's movement makes the step.
        came += step != 0 and step in (second, -first)
        went += step != 0 and step in (-second, first)
    return None if came == went else _CAME if came > went else _WENT


def _lines(grid: Grid, at: dict[str, int]) -> Iterator[tuple[Decimal, Decimal]]:
    """What each line adds if 贷方 adds, and the balance after it; lines without a balance are passed over."""
    for row in grid.rows.data[:_LINES]:
        cells = grid.sheet.rows[row]
        came, went, balance = (number_in(cells[grid.columns[at[one]]]) for one in (_CAME, _WENT, _BALANCE))
        if balance is not None:
            yield (came or Decimal()) - (went or Decimal()), balance
