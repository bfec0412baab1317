"""T: tax rates, and whether net, tax and total add up."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, blank, held_by, numbers
from neiqin_xl.words import Word

LINE_TOLERANCE_FEN = 6
PRICE_TOLERANCE = 10**4  # one fen, as prices are kept
_SUM = (words.AMOUNT_INCL, words.AMOUNT_NET, words.TAX_AMOUNT)


@rule(
    "T101",
    "税率 {tax_rate} 不在常用税率之内；请核对，确有这个税率请在设置里加上",
    shown=words.TAX_RATE,
    severity=Severity.WARNING,
)
def tax_rate_is_in_use(table: Table, books: Reference) -> Iterator[Doubt]:
    """Only a few rates are law at any time; another one is mostly mistyped, at times new."""
    for i, rate in enumerate(numbers(table, words.TAX_RATE)):
        if rate is not None and books.tax_rates and rate not in books.tax_rates:
            yield Doubt(i, words.TAX_RATE, tax_rate=rate)


@rule("T102", "不含税金额 {amount_net} 加税额 {tax_amount} 是 {wanted}，价税合计却是 {amount_incl}；请核对", shown=_SUM)
def net_and_tax_make_the_total(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Three amounts of one line that do not add up leave open which of them is owed."""
    yield from (_said(table, i, wanted) for i, wanted, off in _sums(table) if off > 1)


@rule(
    "T103",
    "不含税金额 {amount_net} 加税额 {tax_amount} 是 {wanted}，与价税合计 {amount_incl} 差一分；按价税合计记",
    shown=_SUM,
    severity=Severity.WARNING,
)
def net_and_tax_miss_by_a_fen(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Rounding net and tax each for itself misses the total by a fen in one amount of nine: 尾差, not a mistake."""
    yield from (_said(table, i, wanted) for i, wanted, off in _sums(table) if off == 1)


def _sums(table: Table) -> Iterator[tuple[int, int, int]]:
    """(row, net + tax, distance from the total) of lines that show all three."""
    nets, taxes = numbers(table, words.AMOUNT_NET), numbers(table, words.TAX_AMOUNT)
    for i, total in enumerate(numbers(table, words.AMOUNT_INCL)):
        net, tax = nets[i], taxes[i]
        if total is not None and net is not None and tax is not None:
            yield i, net + tax, abs(total - net - tax)


def _said(table: Table, i: int, wanted: int) -> Doubt:
    return Doubt(
        i,
        words.AMOUNT_INCL,
        amount_net=numbers(table, words.AMOUNT_NET)[i],
        tax_amount=numbers(table, words.TAX_AMOUNT)[i],
        amount_incl=numbers(table, words.AMOUNT_INCL)[i],
        wanted=money.fixed(wanted),
    )


@rule(
    "T104",
    "税额是 {tax_amount}，按税率 {tax_rate} 算应是 {wanted}；请核对税率和税额",
    shown=(words.TAX_RATE, words.TAX_AMOUNT),
)
def tax_follows_the_rate(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Rounding moves the tax by up to 0.06 a line, as on invoices; beyond it a figure is wrong."""
    rates, nets = numbers(table, words.TAX_RATE), numbers(table, words.AMOUNT_NET)
    totals = numbers(table, words.AMOUNT_INCL)
    for i, tax in enumerate(numbers(table, words.TAX_AMOUNT)):
        rate, net, total = rates[i], nets[i], totals[i]
        if tax is None or rate is None or rate <= -money.RATE_ONE or (net is None and total is None):
            continue
        wanted = (
            money.split_tax(total, rate)[1] if net is None and total is not None else money.add_tax(net or 0, rate)[0]
        )
        if abs(tax - wanted) > LINE_TOLERANCE_FEN:
            shown = money.fixed(wanted)
            yield Doubt(i, words.TAX_AMOUNT, shown, tax_amount=tax, tax_rate=rate, wanted=shown)


@rule(
    "T105",
    "含税单价 {unit_price_incl} 与不含税单价 {unit_price_net} 按税率 {tax_rate} 对不上；请核对",
    shown=(words.UNIT_PRICE_INCL, words.UNIT_PRICE_NET, words.TAX_RATE),
    severity=Severity.WARNING,
)
def prices_differ_by_the_tax(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The amounts decide what is owed; a price beside them that is off by more than a fen is worth a look."""
    nets, rates = numbers(table, words.UNIT_PRICE_NET), numbers(table, words.TAX_RATE)
    for i, price in enumerate(numbers(table, words.UNIT_PRICE_INCL)):
        net, rate = nets[i], rates[i]
        if price is None or net is None or rate is None:
            continue
        if abs(price - net - money.half_up(net * rate, money.RATE_ONE)) > PRICE_TOLERANCE:
            yield Doubt(i, words.UNIT_PRICE_INCL, unit_price_incl=price, unit_price_net=net, tax_rate=rate)


@rule(
    "T106",
    "{count} 行只有不含税的单价或金额，没有写税率；税率按产品价格表、订单的顺序取，都没有的列为“未定价”",
    on=GOODS,
    severity=Severity.WARNING,
)
def net_prices_have_a_rate(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What is owed has the tax in it (RULES 12): a net price that nobody says the rate of is no price yet."""
    rows = _without_rate(table, words.UNIT_PRICE_NET, words.AMOUNT_NET)
    if rows:
        yield Doubt(None, words.TAX_RATE, count=len(rows))


@rule("T107", "只有不含税金额 {amount_net}，没有税额、税率和价税合计；请照发票补上其中一个", on=words.INVOICE.key)
def invoiced_amounts_have_their_tax(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An invoice counts with its tax; one without would leave as much to be invoiced for ever."""
    for i in _without_rate(table, words.AMOUNT_NET):
        yield Doubt(i, words.TAX_AMOUNT, amount_net=numbers(table, words.AMOUNT_NET)[i])


@rule(
    "T108",
    "金额 {amount_incl} 正好是数量 × 不含税单价 {unit_price_net}，看不出含不含税；"
    "不含税的请清空这一格，或写到名为“不含税金额”的一列；本来没有税的请把税率写成 0",
    on=GOODS,
)
def an_amount_of_a_net_price_says_whether_it_has_tax(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Among lines with prices of both kinds, one 金额 is with tax here and without there: a tax less would be owed.

    A rate above 0 beside it does not say which; it says that they differ.
    """
    nets, amounts, counts = (numbers(table, one) for one in (words.UNIT_PRICE_NET, words.AMOUNT_INCL, words.QTY))
    told = (words.UNIT_PRICE_INCL, words.AMOUNT_NET, words.TAX_AMOUNT)
    rates = numbers(table, words.TAX_RATE)
    for i in blank(table, *held_by(table, told)):
        net, amount, count = nets[i], amounts[i], counts[i]
        if net and amount and count and rates[i] != 0 and money.line_amount(count, net) == amount:
            yield Doubt(i, words.AMOUNT_INCL, amount_incl=amount, unit_price_net=net)


@rule(
    "T109",
    "不含税金额 {amount_net} 按税率 {tax_rate} 算，价税合计应是 {wanted}，写的却是 {amount_incl}；请核对两个金额和税率",
    shown=(words.TAX_RATE, words.AMOUNT_NET, words.AMOUNT_INCL),
)
def the_total_follows_the_rate(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Where no tax stands between them, a net amount copied into the total leaves the tax out of what is owed."""
    rates, nets, taxes = (numbers(table, one) for one in (words.TAX_RATE, words.AMOUNT_NET, words.TAX_AMOUNT))
    for i, total in enumerate(numbers(table, words.AMOUNT_INCL)):
        net, rate = nets[i], rates[i]
        if total is None or net is None or rate is None or taxes[i] is not None:
            continue
        wanted = money.add_tax(net, rate)[1]
        if abs(total - wanted) > LINE_TOLERANCE_FEN:
            yield Doubt(
                i, words.AMOUNT_INCL, amount_net=net, tax_rate=rate, wanted=money.fixed(wanted), amount_incl=total
            )


@rule(
    "T110",
    "税额 {tax_amount} 正好含在金额 {amount_net} 里面（税率 {rate}），不像是另加的；"
    "含税的请把列名写成“含税金额”，不含税的请核对税额",
    shown=(words.AMOUNT_NET, words.TAX_AMOUNT),
)
def tax_comes_on_top_of_net_amounts(table: Table, books: Reference) -> Iterator[Doubt]:
    """Beside 税额 a bare 金额 is net (RULES 12); one that has the tax in it would be owed with the tax twice."""
    nets, rates = numbers(table, words.AMOUNT_NET), numbers(table, words.TAX_RATE)
    totals = numbers(table, words.AMOUNT_INCL)
    for i, tax in enumerate(numbers(table, words.TAX_AMOUNT)):
        net = nets[i]
        if not tax or net is None or rates[i] is not None or totals[i] is not None:
            continue
        if any(abs(tax - money.add_tax(net, rate)[0]) <= LINE_TOLERANCE_FEN for rate in books.tax_rates):
            continue
        rate = next((one for one in books.tax_rates if abs(tax - money.split_tax(net, one)[1]) <= 1), None)
        if rate is not None:
            shown = money.shown(Kind.RATE, rate)
            yield Doubt(i, words.TAX_AMOUNT, tax_amount=tax, amount_net=net, rate=shown)


def _without_rate(table: Table, *nets: Word) -> list[int]:
    """The lines of which there is a net figure, but neither a rate nor any figure with tax."""
    shown = [numbers(table, word) for word in held_by(table, nets)]
    if not any(any(column) for column in shown):
        return []
    others = (words.TAX_RATE, words.TAX_AMOUNT, words.AMOUNT_INCL, words.UNIT_PRICE_INCL)
    rows = blank(table, *held_by(table, others))
    return [i for i in rows if any(column[i] for column in shown)]
