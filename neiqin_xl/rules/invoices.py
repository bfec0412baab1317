"""V: invoices that the tax office would not know, or whose figures contradict each other (RULES 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import alike, blank, document_numbers, firsts, numbers, texts
from neiqin_xl.sheets.invoice import NOT_MADE, REVERSED, VOID

_ON = words.INVOICE.key
DIGITAL, PAPER = 20, 8
INVOICE_TOLERANCE_FEN = 127


@rule("V101", "发票号码“{invoice_no}”不是 8 位或 20 位数字；请核对", on=_ON, severity=Severity.WARNING)
def invoice_number_has_its_length(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Paper invoices have 8 digits beside a code, 数电票 have 20; anything else was copied wrong."""
    written = ((i, number) for i, number in enumerate(texts(table, words.INVOICE_NO)) if number is not None)
    for number, i in firsts(written).items():
        if not (number.isdigit() and len(number) in (DIGITAL, PAPER)):
            yield Doubt(i, words.INVOICE_NO, invoice_no=number)


@rule("V102", "没有写发票号码；请照发票填上", on=_ON)
def invoice_is_numbered(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An invoice is its number: without one nobody can tell whether it came twice."""
    rows = blank(table, words.INVOICE_NO)
    if rows and len(rows) == len(table):
        yield Doubt(None, words.INVOICE_NO)
    else:
        yield from (Doubt(i, words.INVOICE_NO) for i in rows)


@rule("V103", "没有写价税合计，也没有不含税金额；请填上其中一个", on=_ON)
def invoice_has_an_amount(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Net and tax make the total, and either way one of them must stand there."""
    yield from (Doubt(i, words.AMOUNT_INCL) for i in blank(table, words.AMOUNT_INCL, words.AMOUNT_NET))


@rule("V104", "这张发票是红字，价税合计却是 {amount}；红字发票的金额请写负数，原来的蓝字发票照旧", on=_ON)
def red_invoices_are_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A red invoice counted as a blue one is owed for twice; its sign is never turned in silence."""
    kinds, flags = texts(table, words.INVOICE_TYPE), numbers(table, words.IS_RED)
    for i, amount in enumerate(_amounts(table)):
        if amount is not None and amount > 0 and (kinds[i] == "红字" or flags[i]):
            yield Doubt(i, words.AMOUNT_INCL, amount=money.fixed(amount))


@rule("V105", "数电票 {invoice_no} 不能作废，只能红冲；请把状态改成“红冲”，并登记它的红字发票", on=_ON)
def digital_invoices_are_never_void(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A 数电票 exists for ever; only its red one takes it back."""
    states = texts(table, words.INVOICE_STATUS)
    for i, number in enumerate(texts(table, words.INVOICE_NO)):
        if number is not None and len(number) == DIGITAL and states[i] == VOID:
            yield Doubt(i, words.INVOICE_STATUS, invoice_no=number)


@rule(
    "V106",
    "{count} 行蓝字发票的状态是红冲，照常计入；它们的红字发票（负数）登记后自然抵消",
    on=_ON,
    severity=Severity.NOTE,
)
def reversed_invoices_still_count(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Left out beside its red invoice, a reversed one would be subtracted twice."""
    amounts = _amounts(table)
    states = texts(table, words.INVOICE_STATUS)
    rows = [i for i, state in enumerate(states) if state == REVERSED and (amounts[i] or 0) > 0]
    if rows:
        yield Doubt(rows[0], words.INVOICE_STATUS, count=len(rows))


@rule(
    "V111",
    "{count} 行的状态是没有开出，没有计入；开出以后请改好状态再放入",
    on=_ON,
    severity=Severity.WARNING,
)
def invoices_that_were_not_made_do_not_count(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What failed, or is still to be made, has a number at most by mistake."""
    rows = [i for i, state in enumerate(texts(table, words.INVOICE_STATUS)) if state == NOT_MADE]
    if rows:
        yield Doubt(rows[0], words.INVOICE_STATUS, count=len(rows))


@rule("V107", "发票 {number} 各行按税率算的税额与写的税额合计差 {off}，超过 1.27；请核对税额", on=_ON)
def tax_of_an_invoice_follows_its_rates(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Rounding line by line may miss the tax by up to 1.27 on an invoice; beyond it a figure is wrong."""
    nets, rates, taxes = (numbers(table, word) for word in (words.AMOUNT_NET, words.TAX_RATE, words.TAX_AMOUNT))
    off: defaultdict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    for i, number in enumerate(document_numbers(table)):
        net, rate, tax = nets[i], rates[i], taxes[i]
        if number is not None and net is not None and rate is not None and tax is not None:
            first.setdefault(number, i)
            off[number] += money.half_up(net * rate, money.RATE_ONE) - tax
    for number, i in first.items():
        if abs(off[number]) > INVOICE_TOLERANCE_FEN:
            yield Doubt(i, words.TAX_AMOUNT, number=number, off=money.fixed(abs(off[number])))


@rule("V108", "发票送达日期 {day} 早于开票日期 {first}；请核对", on=_ON, severity=Severity.WARNING)
def invoices_arrive_after_they_are_made_out(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Under 票到N天 the day of delivery may decide when the money is due."""
    made = texts(table, words.INVOICE_DATE)
    for i, day in enumerate(texts(table, words.INVOICE_DELIVERED)):
        first = made[i]
        if day is not None and first is not None and day < first:
            yield Doubt(i, words.INVOICE_DELIVERED, day=day, first=first)


@rule("V109", "购方是我方公司“{buyer}”，这像是收到的进项发票，不是开给客户的；请从这张表里删去", on=_ON)
def we_do_not_invoice_ourselves(table: Table, books: Reference) -> Iterator[Doubt]:
    """The tax office lists both kinds alike; a purchase counted as a sale would be somebody's debt."""
    ours = {alike(name) for name in books.ourselves}
    written = ((i, name) for i, name in enumerate(texts(table, words.CUSTOMER_NAME)) if name is not None)
    for name, i in firsts(written).items():
        if alike(name) in ours:
            yield Doubt(i, words.CUSTOMER_NAME, buyer=name)


@rule("V110", "购方税号“{tax_no}”不是 15 到 20 位的字母和数字；请照发票核对", on=_ON, severity=Severity.WARNING)
def buyers_tax_number_has_its_length(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An invoice made out to a wrong tax number comes back."""
    written = ((i, code) for i, code in enumerate(texts(table, words.BUYER_TAX_NO)) if code is not None)
    for code, i in firsts(written).items():
        bare = code.replace(" ", "")
        if not (bare.isalnum() and bare.isascii() and 15 <= len(bare) <= 20):
            yield Doubt(i, words.BUYER_TAX_NO, tax_no=code)


def _amounts(table: Table) -> list[int | None]:
    """What each line comes to, as far as its sign goes."""
    totals, nets = numbers(table, words.AMOUNT_INCL), numbers(table, words.AMOUNT_NET)
    return [net if total is None else total for total, net in zip(totals, nets, strict=True)]
