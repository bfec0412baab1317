"""What the texts around a table say of the tax in its prices: 单价均不含税, 税率13%, or 税额 and 价税合计 under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.grossness import adds_up
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.beside_goods import Charges
from neiqin_xl.intake.typed.tax_marks import tax_marks
from neiqin_xl.intake.typed.tax_of_totals import Taxed, TaxShown, tax_shown
from neiqin_xl.intake.typed.tax_under import figures_of, is_made, labels_under, rows_around, tax_row
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.rates import read_rates, tax_rates
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import RATE_ONE, fixed, half_up, line_amount, scaled, shown
from neiqin_xl.spelling import fold, header_hints, plain

_RATE = words.TAX_RATE.key
_NET_OF = {**words.NET_BESIDE_TAX, words.LIST_PRICE_INCL.key: words.LIST_PRICE_NET.key}
_QTY, _PRICE, _AMOUNT = words.QTY.key, words.UNIT_PRICE_INCL.key, words.AMOUNT_INCL.key
_NETS = frozenset((words.AMOUNT_NET.key, words.UNIT_PRICE_NET.key, words.LIST_PRICE_NET.key))
# 不含税费 and 不含税运费 are about what comes on top.
_WITHOUT = r"(?:不含增值税|不含税|未含税|未税|除税)(?![费运])"
_SAYS_NET = late_pattern(
    rf"(?:[单售报定]价|价格|金额|以上|本表)[^含,，。；;:：\d]{{0,6}}{_WITHOUT}|[(（\[【]{_WITHOUT}(?:价|单价|价格|金额)?[,，;；)）\]】]"
    rf"|^{_WITHOUT}(?:价格|报价|单价)表?$"
)
# 单价含税, 以上价格均含13%税; 价税合计 and 含税合计 are figures.
_SAYS_INCL = late_pattern(
    r"(?:[单售报定]价|价格|金额|以上|本表)[^不未除无,，。；;:：\d]{0,6}含(?:增值|\d{1,2}%(?:增值)?)?税(?![费运合总金额])"
)
_WITHOUT_TAX = late_pattern(_WITHOUT)
_SAYS_RATE = late_pattern(
    r"(?:税率|增值税|税点|税额|专票)[^\d%,，。；;]{0,6}(\d{1,2}(?:\.\d)?)\s*%|(?<![\d.])(\d{1,2}(?:\.\d)?)\s*%\s*的?(?:增值税|税|专票|普票)"
)
# 价格不含税，开票加13%
_SAYS_ADDED = late_pattern(r"开(?:[专普]?票|发票)[^\d%]{0,4}加[^\d%]{0,4}(\d{1,2}(?:\.\d)?)\s*(?:%|个?点)")
_CLAUSES = late_pattern(r"[,，。；;]")
_UNDER_CONDITIONS = late_pattern(r"[如若]|部分|另开")
_OR = late_pattern(r"[或/、和及]\s*(\d{1,2}(?:\.\d)?)\s*%")
_USUAL_RATES = tuple(percent * 10**7 for percent in (13, 9, 6, 5, 3, 1))


def with_net_columns(grid: Grid, columns: Columns, findings: list[Finding]) -> Columns:
    """The columns as what is written around the table has them: its bare 单价 and 金额 are net where that says so.

    So is a bare 金额 that is the quantity times 不含税单价 on the lines, where no other price stands.

    A header that itself speaks of tax, or that somebody told the meaning of, stays what it is; so does an amount that
    is not quantity times the net price.
    """
    columns = _with_amount_of_net_price(grid, columns)
    bare = {incl: net for incl, net in _NET_OF.items() if _is_bare(grid, columns, incl, net)}
    marks = tax_marks(grid) if bare else None
    if marks is not None and marks.is_mixed:
        message = f"“{marks.header}”有的行写不含税，有的不是，{_names(grid, columns, bare)}含不含税分不清"
        todo = "请把含税的和不含税的分成两份表，列名写明“含税”“不含税”，再放入"
        findings.append(Finding("C132", Severity.ERROR, f"{message}；{todo}", field=next(iter(bare))))
        return columns
    said = _said_net(grid) if bare else None
    said = f"{marks.header} 否" if marks is not None else said
    if said is None:
        return _with_net_of_totals(grid, columns, bare, findings)
    at = columns.at
    is_checked = _AMOUNT in bare and {_QTY, _PRICE} <= at.keys()
    if is_checked and not (_PRICE in bare and adds_up(grid, at[_QTY], at[_PRICE], at[_AMOUNT])):
        del bare[_AMOUNT]
    if not bare:
        return columns
    message = f"{_names(grid, columns, bare)}按不含税记，因为表上写着“{said[:40]}”；如果不对请在列名写明“含税”"
    findings.append(Finding("C208", Severity.WARNING, message, field=next(iter(bare.values()))))
    return _called(columns, bare)


def _with_net_of_totals(grid: Grid, columns: Columns, bare: Mapping[str, str], findings: list[Finding]) -> Columns:
    """The columns as the 税额 and 价税合计 beside them show; where a 税额 fits neither way, all lines wait."""
    beside = _tax_of_bare(grid, columns, bare)
    if beside is None or beside.taxed is Taxed.INCLUDED:
        return columns
    named, seen = _names(grid, columns, bare), f"表里另外写着{beside.said}"
    says_incl = next((text for text in _texts(grid) if _SAYS_INCL.search("".join(fold(text).split()))), "")
    if beside.taxed is Taxed.ON_TOP and not says_incl:
        message = (
            f"{named}按不含税记，因为{seen}，各行相加的 {fixed(beside.lines)} 里没有税；如果不对请在列名写明“含税”"
        )
        findings.append(Finding("C208", Severity.WARNING, message, field=next(iter(bare.values()))))
        return _called(columns, bare)
    seen += f"和“{says_incl[:40]}”" if says_incl else ""
    message = f"{seen}，和各行相加的 {fixed(beside.lines)} 对不上，看不出{named}含不含税"
    if beside.figures.tax is not None:
        todo = "请核对，并在列名写明“含税”或“不含税”"
        findings.append(Finding("C132", Severity.ERROR, f"{message}；{todo}", field=next(iter(bare))))
    elif not grid.rows.totals:
        todo = "按含税记，请核对；不含税的请在列名写明“不含税”"
        findings.append(Finding("C214", Severity.WARNING, f"{message}；{todo}", field=next(iter(bare))))
    return columns


def _tax_of_bare(grid: Grid, columns: Columns, bare: Mapping[str, str]) -> TaxShown | None:
    """What stands beside lines of the tax in their bare prices; None where a header speaks of it, or nothing does."""
    if _AMOUNT not in bare and (_AMOUNT in columns.at or not {_QTY, _PRICE} <= columns.at.keys()):
        return None
    last = grid.sheet.rows[grid.rows.data[-1]] if grid.rows.data else []
    texts = [*_texts(grid), *(total.label for total in grid.rows.totals), *map(as_text, last)]
    if not any("税" in text or "稅" in text for text in texts):
        return None
    priced = [at for name, at in columns.at.items() if columns.kind.field[name].kind in (Kind.PRICE, Kind.MONEY)]
    if any(header_hints(grid.texts[index]).tax for index in priced):
        return None
    return tax_shown(grid, columns, {rate for text in texts for rate in _rates_in(text)} or _USUAL_RATES)


def _names(grid: Grid, columns: Columns, fields: Iterable[str]) -> str:
    return "、".join(f"“{grid.texts[columns.at[name]]}”" for name in fields)


def _with_amount_of_net_price(grid: Grid, columns: Columns) -> Columns:
    at, price, net = columns.at, _NET_OF[_PRICE], _NET_OF[_AMOUNT]
    if _PRICE in at or not {_QTY, price, _AMOUNT} <= at.keys() or not _is_bare(grid, columns, _AMOUNT, net):
        return columns
    if columns.rank.get(_AMOUNT) != Rank.WEAK or not adds_up(grid, at[_QTY], at[price], at[_AMOUNT]):
        return columns
    return _called(columns, {_AMOUNT: net})


def _called(columns: Columns, names: Mapping[str, str]) -> Columns:
    """The columns with some fields by other names."""
    at = {names.get(name, name): index for name, index in columns.at.items()}
    return replace(columns, at=at, rank={names.get(name, name): sure for name, sure in columns.rank.items()})


def _is_bare(grid: Grid, columns: Columns, incl: str, net: str) -> bool:
    index = columns.at.get(incl)
    if index is None or not columns.kind.has(net) or net in columns.at or columns.rank.get(incl) == Rank.TOLD:
        return False
    return header_hints(grid.texts[index]).tax is None


def _said_net(grid: Grid) -> str | None:
    for text in _texts(grid):
        folded = "".join(fold(text).split())
        found = _SAYS_NET.search(folded)
        if (
            found is not None
            and not _is_conditional(folded, found.start(), found.end())
            and header_hints(_WITHOUT_TAX.sub("", folded)).tax is None
        ):
            return text
    return None


def _is_conditional(text: str, start: int, end: int) -> bool:
    """Whether the clauses from `start` to `end`, or the one before them, say that something is so for some only."""
    before = _CLAUSES.split(text[:start])
    opening = before[-2] if len(before) > 1 else ""
    if "如" in opening or "若" in opening:
        return True
    return _UNDER_CONDITIONS.search(before[-1] + text[start:end] + _CLAUSES.split(text[end:])[0]) is not None


def take_rate(
    grid: Grid,
    columns: Columns,
    values: Values,
    unread: set[tuple[int, str]],
    beside: Charges,
    findings: list[Finding],
) -> None:
    """Give net lines that show no tax the one rate that stands around the table, or that its 税额 makes, in place.

    `beside` gets the tax that stands under them, where it is theirs, and the row that says nothing else.
    """
    if not columns.kind.has(_RATE):
        return
    if _NETS.isdisjoint(values):
        _take_included(grid, columns, beside)
        return
    lines = _net_lines(values, len(grid.rows.data))
    row = tax_row(grid)
    if row is not None:
        lines[-1] = None
    tax, total, _ = figures_of(grid)
    if tax is None and total is not None:
        tax = total - sum(one for one in lines if one is not None)
    rate = _settled(grid, values, unread, lines, labels_under(grid), tax)
    if rate is not None:
        message = f"这几行没有写税率，按表上的 {shown(Kind.RATE, rate)} 记"
        findings.append(Finding("C209", Severity.NOTE, message, field=_RATE))
    if tax is not None and is_made(tax, values, lines):
        beside.tax = tax
        beside.lines.update(() if row is None else (len(lines) - 1,))


def _take_included(grid: Grid, columns: Columns, beside: Charges) -> None:
    """The tax that stands under lines and is in them already is no line, and may stand in their totals' row."""
    bare = {incl: net for incl, net in _NET_OF.items() if _is_bare(grid, columns, incl, net)}
    shown_tax = _tax_of_bare(grid, columns, bare) if bare else None
    if shown_tax is not None and shown_tax.taxed is Taxed.INCLUDED:
        beside.tax = shown_tax.figures.tax or 0
        beside.lines.update(() if tax_row(grid) is None else (len(grid.rows.data) - 1,))


def _settled(
    grid: Grid,
    values: Values,
    unread: set[tuple[int, str]],
    lines: Sequence[int | None],
    under: Sequence[Label],
    tax: int | None,
) -> int | None:
    """The rate that lines without one were given, in place; None where they say it themselves or nothing else does."""
    rates = values.get(_RATE) or [None] * len(lines)
    taxes = values.get(words.TAX_AMOUNT.key) or rates
    at = {i for i, net in enumerate(lines) if net is not None and rates[i] is None and taxes[i] is None}
    if not at or any((i, _RATE) in unread for i in at):
        return None
    said = {rate for text in _texts(grid) for rate in _rates_in(text)} | set(_labelled_rates(under))
    if tax is not None:
        net = sum(one for one in lines if one is not None)
        said = {one for one in said or _USUAL_RATES if abs(half_up(net * one, RATE_ONE) - tax) <= len(at)}
    if len(said) != 1:
        return None
    (rate,) = said
    values[_RATE] = [rate if i in at else own for i, own in enumerate(rates)]
    return rate


def _net_lines(values: Mapping[str, Sequence[str | int | None]], count: int) -> list[int | None]:
    """What each line comes to before tax, in fen; None where it does not say so, or says what it comes to with tax."""
    blank: list[str | int | None] = [None] * count
    whole, net, price, quantity, listed = (
        values.get(word.key) or blank
        for word in (words.AMOUNT_INCL, words.AMOUNT_NET, words.UNIT_PRICE_NET, words.QTY, words.LIST_PRICE_NET)
    )
    found: list[int | None] = []
    for total, amount, each, many, each_listed in zip(whole, net, price, quantity, listed, strict=True):
        if total is not None:
            found.append(None)
        elif isinstance(amount, int):
            found.append(amount)
        elif isinstance(each, int):
            found.append(line_amount(many if isinstance(many, int) else 0, each))
        else:
            found.append(0 if isinstance(each_listed, int) else None)
    return found


def _texts(grid: Grid) -> Iterator[str]:
    """What is written above the table and under it, without its lines."""
    yield from grid.titles
    yield from (f"{label.text}:{as_text(label.value)}" for label in grid.labels)
    for row in rows_around(grid):
        yield from (cell for cell in grid.sheet.rows[row] if isinstance(cell, str) and cell)


def _rates_in(text: str) -> Iterator[int]:
    folded = fold(text)
    for found in _SAYS_RATE.finditer(folded):
        more = _OR.match(folded, found.end())
        for percent in (found[1] or found[2], *(more.groups() if more else ())):
            yield scaled(percent, Kind.RATE.places - 2)
    for found in _SAYS_ADDED.finditer(folded):
        if not _is_conditional(folded, found.start(), found.end()):
            yield scaled(found[1], Kind.RATE.places - 2)


def _labelled_rates(labels: Sequence[Label]) -> Iterator[int]:
    """税率 with its value in the cell beside it."""
    cells: list[Cell] = [label.value for label in labels if plain(label.text) == plain(words.TAX_RATE.shown)]
    read, _ = read_rates(cells)
    tax_rates(read)
    yield from (rate for rate in read.values.values() if isinstance(rate, int))
