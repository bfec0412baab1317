"""What the texts around a table say of all its values: their year, and in what its amounts are, 万元 or 美元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.heads import labels_in
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.tax_under import rows_around
from neiqin_xl.money_units import many_alone, money_unit
from neiqin_xl.spelling import fold, header_hints, plain

# 收货单位 and 制表单位 are somebody, 本表单位 is not.
_UNIT = r"(?:本表单位|报表单位|(?<![货表款户购票运来用工设方])单位)"
_OF_AMOUNTS = re.compile(rf"(?:{_UNIT}|金额)$")
_NAMED_UNIT = re.compile(_UNIT)
# A single character is no unit of a title's: 昆明（分）.
_BRACKETED = re.compile(r"[(（][^()（）]{2,}[)）]")
_NAMES_OF_MONEY = late_pattern(
    r"美元|美金|欧元|港币|港元|日元|日币|英镑|台币|韩元|新加坡元|澳元|加元|(?<![a-z])(?:usd|eur|hkd|jpy|gbp|rmb|cny)(?![a-z])"
    r"|人民币|(?:us|hk|nt)\$|[$€£](?=\s*\d)"
)
_ABOUT_OTHERS = late_pattern(r"[账户]|银行|公司|贸易|[购收供]货|汇率|a/c|account|bank|swift|[如若]|折")
# 美元户, 港币户, 美金户, usd户.
_OF_AN_ACCOUNT = late_pattern(r"账户|账号|帐户|帐号|[元币金dry]户|a/c|account")
_AT_A_RATE = late_pattern(r"汇率|折|[如若]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def year_around(grid: Grid, name: str) -> int | None:
    """The year that a paper's titles, sheet or file name agree on, for dates that are written without one."""
    for texts in (grid.titles, [grid.sheet.name], [name]):
        years = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def scale_around(grid: Grid) -> int:
    """The power of ten that 单位：万元 above or under the table gives its amounts; 0 for 元."""
    return next((power for text, _ in _units_around(grid) if (power := _power_in(text))), 0)


def currency_around(grid: Grid) -> tuple[str, str] | None:
    """The currency that 单位：美元 beside the table gives its amounts, and the cell, "" for none; None for no word."""
    named = ((header_hints(text).currency, cell) for text, cell in _units_around(grid))
    return next(((currency, cell) for currency, cell in named if currency is not None), None)


def currency_of_account(grid: Grid) -> str | None:
    """The one currency that the heading of a bank's list gives the account: 美元账户, 账户类型：美元户."""
    texts = [text for text in map(fold, _above(grid)) if _OF_AN_ACCOUNT.search(text) and not _AT_A_RATE.search(text)]
    codes = set[str | None]().union(*map(_currencies_in, texts))
    return codes.pop() if len(codes) == 1 else None


def _power_in(text: str) -> int:
    # 单位：千 can only be about the amounts, which have no other place for it.
    named = text.replace("：", ":").rpartition(":")[2].strip(" )）]】")
    return header_hints(text).scale_ten_power or many_alone(fold(named)) or 0


def foreign_texts(grid: Grid, usual: str) -> list[str]:
    """The texts around a table that name another currency than `usual` and are not about accounts or companies."""
    found = _above(grid)
    for row in (*rows_around(grid), *(total.row for total in grid.rows.totals)):
        found += [cell for cell in grid.sheet.rows[row] if isinstance(cell, str) and cell]
    return [text for text in found if _names_another(fold(text), usual)]


def _names_another(folded: str, usual: str) -> bool:
    codes = _currencies_in(folded)
    return bool(codes) and usual not in codes and _ABOUT_OTHERS.search(folded) is None


def _above(grid: Grid) -> list[str]:
    """The titles and the labels above a table, these with their values."""
    return [*grid.titles, *(f"{label.text}：{as_text(label.value)}" for label in grid.labels)]


def _currencies_in(folded: str) -> set[str | None]:
    """The currencies that a text names."""
    return {named.currency for one in _NAMES_OF_MONEY.findall(folded) if (named := money_unit(one)) is not None}


def _units_around(grid: Grid) -> Iterator[tuple[str, str]]:
    """What is written beside the table about the units of its amounts, with the cell where that is known."""
    right = len(grid.sheet.rows[0]) - 1
    cells = grid.sheet.rows
    rows = (row for row in rows_around(grid) if any(isinstance(cell, str) and "单位" in cell for cell in cells[row]))
    under = (label for row in rows for label in labels_in(grid.sheet, row, row, 0, right))
    for label in (*grid.labels, *under):
        if _OF_AMOUNTS.search(plain(label.text)) and not any(map(str.isdigit, as_text(label.value))):
            cell = "" if label.row is None else grid.sheet.address(label.row, label.column)
            yield f"单位：{as_text(label.value)}", cell
    for title in grid.titles:
        # 出库明细（万元）
        yield from ((text, "") for text in ([title] if _NAMED_UNIT.search(title) else _bracketed(title)))


def _bracketed(title: str) -> list[str]:
    # Whoever is named in a title has a place in brackets behind him: 收货单位：昆明（分）.
    return [] if "单位" in title else _BRACKETED.findall(title)
