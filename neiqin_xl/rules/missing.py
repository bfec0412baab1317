"""M: what a paper must say and does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, everybody_is_known, rule
from neiqin_xl.model.sheet_type import Accept
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GIVEN, GOODS, MAYBE_FREE, blank, document_numbers, is_free, numbers, stands, texts
from neiqin_xl.words import Word

_PRICES = (words.UNIT_PRICE_INCL, words.UNIT_PRICE_NET, words.AMOUNT_INCL, words.AMOUNT_NET)
_OTHER_PAPERS = (words.ORDER_NO, words.CUSTOMER_PO_NO, words.SHIPMENT_NO)


def _missing(table: Table, rows: Sequence[int], *named: Word) -> Iterator[Doubt]:
    """One doubt for the table where it shows none of the fields, else one for each row."""
    if rows and len(rows) == len(table) and not stands(table, *named):
        yield Doubt(None, named[0])
    else:
        yield from (Doubt(i, named[0]) for i in rows)


def _of_documents(table: Table, rows: Sequence[int], *named: Word) -> list[int]:
    """The rows to speak of where a document lacks something that it says once for all its lines.

    Where one bad line holds the document, one is enough, and none where its own cell could not be read, since that has
    been said. Goods that have left wait line by line, and each line is named.
    """
    if table.type is None or table.type.accept is not Accept.DOCUMENT:
        return list(rows)
    keys = {word.key for word in named}
    owners = document_numbers(table)
    said = {owners[i] for i, name in table.unread if name in keys}
    left: list[int] = []
    for i in rows:
        owner = owners[i]
        if owner is None or owner not in said:
            left.append(i)
            said.add(owner)
    return left


@rule("M101", "没有写客户是谁；请填上“客户名称”（全称）或“客户编码”", on=GOODS)
def customer_is_named(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Nobody can be asked for money by a paper without a customer.

    Goods shipped or returned under an order or slip that they name take the customer from there (DESIGN §4).
    """
    own = table.type.number if table.type is not None else None
    is_order = own == words.ORDER_NO.key
    others = [] if is_order else [texts(table, word) for word in _OTHER_PAPERS if word.key != own]
    named = (words.CUSTOMER_NAME, words.CUSTOMER_CODE)
    rows = [i for i in blank(table, *named) if not any(column[i] for column in others)]
    if stands(table, *named):
        rows = _of_documents(table, rows, *named)
    yield from _missing(table, rows, *named)


@rule("M102", "没有写是什么产品；请填上“产品编码”或“品名”", on=(*GOODS, words.PRODUCT.key))
def product_is_named(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A quantity of nothing can be neither shipped nor priced; it needs a code, a part number or a name."""
    named = (words.PRODUCT_NAME, words.PRODUCT_CODE, words.CUSTOMER_PART_NO)
    yield from _missing(table, blank(table, *named), *named)


@rule("M103", "没有写数量；请填上数量", on=GOODS)
def quantity_is_given(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A line without a quantity changes nothing, and a guessed one changes the wrong thing.

    Only 仅扣款 needs none: money is deducted and no goods come back.
    """
    rows = blank(table, words.QTY)
    if rows and table.type is not None and table.type.has(words.DISPOSITION.key):
        dispositions, amounts = texts(table, words.DISPOSITION), numbers(table, words.AMOUNT_INCL)
        rows = [i for i in rows if dispositions[i] != "仅扣款" or amounts[i] is None]
    yield from _missing(table, rows, words.QTY)


@rule("M104", "没有写“{date}”，分不清算在哪一天、哪个月；请填上，例如 2026-11-05")
def date_is_given(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The date decides the month that a paper counts in: it is never guessed from a file's name or the day it came."""
    if table.type is None or table.type.dated is None:
        return
    word = table.type.field[table.type.dated].word
    rows = blank(table, word)
    if stands(table, word):
        rows = _of_documents(table, rows, word)
    for doubt in _missing(table, rows, word):
        yield Doubt(doubt.i, word, date=word.shown)


@rule("M105", "这一行没有“{number}”，别的行有；先按同一客户同一天算一张单，请核对是不是漏填", severity=Severity.WARNING)
def number_is_given_throughout(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Numbers are wanted, not required (RULES 3); among numbered papers one without is likely a slip of the pen."""
    if table.type is None or table.type.number is None:
        return
    word = table.type.field[table.type.number].word
    rows = blank(table, word)
    if len(rows) < len(table):
        before = -2
        for i in rows:
            if i != before + 1:
                yield Doubt(i, word, number=word.shown)
            before = i


@rule("M106", "整张表没有“{number}”；按客户和日期各算一张单", severity=Severity.NOTE)
def table_has_numbers(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Without a number the document is company, customer and date (RULES 3): said once, since it decides duplicates.

    Payments seldom have one; each is a paper of its own.
    """
    if table.type is None or table.type.number is None or table.type.stand_in is not None or not len(table):
        return
    word = table.type.field[table.type.number].word
    if len(blank(table, word)) == len(table):
        yield Doubt(None, word, number=word.shown)


@rule("M107", "{count} 行没有单位；{taken}", on=GOODS, severity=Severity.NOTE)
def unit_is_given(table: Table, books: Reference) -> Iterator[Doubt]:
    """A blank unit is the product's (RULES 11); said once a table, since whole layouts lack the column."""
    if rows := blank(table, words.UNIT):
        codes, names = texts(table, words.PRODUCT_CODE), texts(table, words.PRODUCT_NAME)
        strange = [i for i in rows if not books.known_product(codes[i], names[i])]
        if books.known_product is everybody_is_known:
            taken = "单位空着记；请补上单位，或先建产品档案"
        elif not strange:
            taken = "按产品档案里的单位计"
        elif len(strange) == len(rows):
            taken = "产品档案里也没有这些产品，单位空着记；请补上单位，或先建产品档案"
        else:
            taken = f"按产品档案里的单位计，档案里没有的 {len(strange)} 行单位空着记，请补上"
        yield Doubt(None, words.UNIT, count=len(rows), taken=taken)


@rule(
    "M108",
    "{count} 行没有单价和金额；数量照记，单价按订单、客户价、价格表的顺序取，取不到的列为“未定价”",
    on=GOODS,
    severity=Severity.NOTE,
)
def price_is_given(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Slips without prices are normal; what stays 未定价 keeps its customer's statement waiting (RULES 10)."""
    unpriced_sale = set(_unpriced_sales(table))
    gifts = table.column(words.IS_GIFT.key)
    rows = [i for i in blank(table, *_PRICES) if i not in unpriced_sale and not gifts[i]]
    if rows:
        yield Doubt(None, words.UNIT_PRICE_INCL, count=len(rows))


@rule(
    "M118",
    "“{name}”写着“{said}”，没有单价，按赠品记、不收钱；要收钱的请写上单价，再放一次",
    on=(words.ORDER.key, words.SHIPMENT.key),
    severity=Severity.NOTE,
)
def gifts_without_a_price_are_told(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A gift has mostly no price; taken from the price list it would be charged for."""
    for i, word, said in _unpriced_that_say(table, GIVEN):
        if table.column(words.IS_GIFT.key)[i]:
            yield Doubt(i, word, name=word.shown, said=said)


@rule(
    "M119",
    "“{name}”写着“{said}”，没有单价，按订单、客户价、价格表取价，照常收钱；不收钱的请把单价写成 0，再放一次",
    on=(words.ORDER.key, words.SHIPMENT.key),
    severity=Severity.WARNING,
)
def what_may_be_free_is_charged_and_told(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Samples and replacements are charged for at times; without a price nobody can see that these are."""
    for i, word, said in _unpriced_that_say(table, (*GIVEN, *MAYBE_FREE)):
        if not table.column(words.IS_GIFT.key)[i]:
            yield Doubt(i, word, name=word.shown, said=said)


def _unpriced_that_say(table: Table, signs: Sequence[str]) -> Iterator[tuple[int, Word, str]]:
    """Lines without a price of which a column says one of these, with that column and all that it says."""
    unpriced_sale = set(_unpriced_sales(table))
    said_in = [(word, texts(table, word)) for word in (words.REMARK, words.SHIP_TYPE, words.ORDER_TYPE)]
    for i in blank(table, *_PRICES):
        told = ((word, column[i] or "") for word, column in said_in)
        found = next((one for one in told if any(sign in one[1].lower() for sign in signs)), None)
        if found is not None and i not in unpriced_sale:
            yield i, *found


@rule(
    "M109",
    "这一行没有单价，同一张销售明细的其他行都有，又没有订单可查；请补上单价，赠品请写单价 0 并注明",
    on=words.SHIPMENT.key,
)
def sale_is_priced(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A sales list says what was sold for how much. Where it names no order, a price left out stands nowhere else."""
    yield from (Doubt(i, words.UNIT_PRICE_INCL) for i in _unpriced_sales(table))


def _unpriced_sales(table: Table) -> list[int]:
    """Unpriced lines of a list that has prices, but neither document nor order numbers."""
    if table.type is None or table.type.name != words.SHIPMENT.key:
        return []
    rows = blank(table, *_PRICES)
    if not rows or 2 * len(rows) >= len(table):
        return []
    columns = [texts(table, word) for word in _OTHER_PAPERS]
    return [i for i in rows if not any(column[i] for column in columns) and not is_free(table, i)]


@rule("M110", "没有写客户名称；请填上营业执照上的全称", on=words.CUSTOMER.key)
def customer_on_file_has_a_name(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Statements and invoices are made out to the full name; a code alone addresses nobody."""
    yield from _missing(table, blank(table, words.CUSTOMER_NAME), words.CUSTOMER_NAME)


@rule(
    "M111",
    "{count} 行没有写“处理方式”；按退款（冲减应收）记，换货、返修请写明",
    on=words.GOODS_RETURN.key,
    severity=Severity.WARNING,
)
def disposition_is_given(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A return that does not say what happens to it is a refund with a 提醒 (RULES 11)."""
    if rows := blank(table, words.DISPOSITION):
        whole = len(rows) == len(table)
        yield Doubt(None if whole else rows[0], words.DISPOSITION, count=len(rows))


@rule("M112", "{count} 行没有写单价；这几行只当产品资料收下", on=words.PRODUCT.key, severity=Severity.NOTE)
def price_list_has_prices(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A row without a price describes a product; on a price list it may be an oversight, so it is said."""
    rows = blank(table, words.LIST_PRICE_INCL, words.LIST_PRICE_NET)
    if rows and not _unread_prices(table):
        yield Doubt(None, words.LIST_PRICE_INCL, count=len(rows))


@rule(
    "M117",
    "{count} 行没有写单价，“{headers}”一栏没有当作售价；卖给客户的价，请把列名改成“{wanted}”再放一次",
    on=words.PRODUCT.key,
    severity=Severity.WARNING,
)
def prices_under_a_strange_header_are_told(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A list of prices that looks taken in, and prices nothing, leaves the old prices standing."""
    rows, headers = blank(table, words.LIST_PRICE_INCL, words.LIST_PRICE_NET), _unread_prices(table)
    if rows and headers:
        wanted = words.LIST_PRICE_INCL.shown
        yield Doubt(None, words.LIST_PRICE_INCL, count=len(rows), headers="”“".join(headers), wanted=wanted)


def _unread_prices(table: Table) -> list[str]:
    return [header for header in table.unused_headers.values() if "价" in header]


@rule("M113", "价格范围写的是“{scope}”，没有写给谁；请填“适用客户”或等级", on=words.PRODUCT.key)
def scope_says_for_whom(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A customer's or level's price without the customer or level would become everybody's."""
    keys = texts(table, words.SCOPE_KEY)
    for i, scope in enumerate(texts(table, words.SCOPE)):
        if scope in ("客户", "等级") and keys[i] is None and (i, words.SCOPE_KEY.key) not in table.unread:
            yield Doubt(i, words.SCOPE_KEY, scope=scope)
