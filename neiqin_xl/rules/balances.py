"""O, A, L: opening balances, adjustments and credit grants that contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import alike, blank, numbers, texts
from neiqin_xl.sheets.adjustment import ADJUSTMENT_TYPES
from neiqin_xl.spelling import fold

_OPENING, _ADJUSTMENT, _CREDIT = words.OPENING.key, words.ADJUSTMENT.key, words.CREDIT.key
_KEY = (words.COMPANY, words.AS_OF, words.CURRENCY, words.OPENING_DOC_NO, words.OPENING_DOC_DATE, words.DUE_DATE)


@rule("O101", "和第 {row} 行是同一个客户、同一天的期初；一个客户只写一行，按单据写的请写上“原单据号”", on=_OPENING)
def an_opening_balance_stands_once(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Of two rows for one customer and day, one would correct the other, and the sum would be lost."""
    codes, names = texts(table, words.CUSTOMER_CODE), texts(table, words.CUSTOMER_NAME)
    others = [texts(table, word) for word in _KEY]
    written = {one: "".join(fold(one).split()) for one in {*codes, *names} if one is not None}
    seen: dict[tuple[object, ...], int] = {}
    for i, code in enumerate(codes):
        who = written.get((names[i] if code is None else code) or "")
        first = seen.setdefault((who, *(column[i] for column in others)), i)
        if who is not None and first != i:
            yield Doubt(i, words.OPENING_AMOUNT, row=table.rows[first])


@rule("O102", "原单据日期 {day} 晚于期初日期 {first}，那天还没有这张单；请改正其中一个", on=_OPENING)
def open_papers_are_older_than_the_balance(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What was shipped later is a paper of the new books, and would be owed twice."""
    days = texts(table, words.AS_OF)
    for i, day in enumerate(texts(table, words.OPENING_DOC_DATE)):
        first = days[i]
        if day is not None and first is not None and day > first:
            yield Doubt(i, words.OPENING_DOC_DATE, day=day, first=first)


@rule("O103", "其中未开票 {uninvoiced} 大于期初余额 {amount}；请核对", on=_OPENING, severity=Severity.WARNING)
def uninvoiced_is_part_of_the_balance(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What has been paid may still lack its invoice, so it holds nothing; mostly two columns were mixed up."""
    amounts = numbers(table, words.OPENING_AMOUNT)
    for i, part in enumerate(numbers(table, words.UNINVOICED)):
        amount = amounts[i]
        if part is not None and amount is not None and part > max(amount, 0):
            yield Doubt(i, words.UNINVOICED, uninvoiced=part, amount=amount)


@rule(
    "O104",
    "这张表里有 {count} 个期初日期（{days}）；同一家公司一般只有一个启用日，请核对",
    on=_OPENING,
    severity=Severity.WARNING,
)
def the_books_begin_on_one_day(table: Table, books: Reference) -> Iterator[Doubt]:
    """Between two days of beginning, papers of some customers would count and of others not."""
    days = sorted({day for day in texts(table, words.AS_OF) if day is not None})
    companies = len({alike(one or books.company) for one in texts(table, words.COMPANY)})
    if len(days) > companies:
        yield Doubt(None, words.AS_OF, count=len(days), days="、".join(days[:4]))


@rule(
    "O105",
    "“{shown}”写了 {advance}，期初余额写了 {amount}，看不出扣过没有；"
    "请只在期初余额里写一个数：欠款减去预收，只有预收的写负数",
    on=_OPENING,
)
def money_paid_in_advance_is_taken_off(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Beside the balance it is taken off already in some books and not in others; one negative figure says it."""
    amounts = numbers(table, words.OPENING_AMOUNT)
    for i, advance in enumerate(numbers(table, words.OPENING_ADVANCE)):
        if advance:
            amount, shown = amounts[i], words.OPENING_ADVANCE.shown
            written = "空白" if amount is None else money.fixed(amount)
            yield Doubt(i, words.OPENING_ADVANCE, shown=shown, advance=money.fixed(advance), amount=written)


@rule("O106", "期初日期 {day} 还没有到，收下它，那天以前的单据就都不算了；请核对年月日", on=_OPENING)
def the_balance_is_of_a_day_that_has_been(table: Table, books: Reference) -> Iterator[Doubt]:
    """All papers of before it would be in it (RULES 18): with a year mistyped, a whole year of them."""
    today = books.today.isoformat()
    for i, day in enumerate(texts(table, words.AS_OF)):
        if day is not None and day > today:
            yield Doubt(i, words.AS_OF, day=day)


@rule(
    "O107",
    "“{customer}”在这张表里有两个期初日期，{first} 和 {day}，只有晚的会算，别的就丢了；"
    "期初日期请每行写同一天，原单据的日期那一列请叫“原单据日期”",
    on=_OPENING,
)
def a_customer_begins_on_one_day(table: Table, books: Reference) -> Iterator[Doubt]:
    """A later opening takes the place of an earlier one (RULES 18); in one list these are the days of old papers."""
    days = texts(table, words.AS_OF)
    if len(set(days) - {None}) < 2:
        return
    companies, currencies = texts(table, words.COMPANY), texts(table, words.CURRENCY)
    called = list(zip(texts(table, words.CUSTOMER_CODE), texts(table, words.CUSTOMER_NAME), strict=True))
    whose = books.whose(set(called))
    seen: dict[tuple[str, str, str], str] = {}
    for i, (code, name) in enumerate(called):
        customer, day = name or code, days[i]
        if customer is None or day is None:
            continue
        account = (whose[code, name], alike(companies[i] or books.company), currencies[i] or books.currency)
        first = seen.setdefault(account, day)
        if day != first:
            yield Doubt(i, words.AS_OF, customer=customer, first=first, day=day)


@rule("A101", "没有写调整类型；请写成“{wanted}”中的一种", on=_ADJUSTMENT)
def adjustments_say_their_type(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The type alone tells whether more is owed or less."""
    wanted = "”“".join(ADJUSTMENT_TYPES)
    yield from (Doubt(i, words.ADJUSTMENT_TYPE, wanted=wanted) for i in blank(table, words.ADJUSTMENT_TYPE))


@rule("A102", "调整类型“{adjustment_type}”看不懂，分不清是加还是减；请写成“{wanted}”中的一种", on=_ADJUSTMENT)
def adjustment_types_are_understood(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An unknown word is never taken for a sign."""
    wanted = "”“".join(ADJUSTMENT_TYPES)
    for i, kind in enumerate(texts(table, words.ADJUSTMENT_TYPE)):
        if kind is not None and kind not in ADJUSTMENT_TYPES:
            yield Doubt(i, words.ADJUSTMENT_TYPE, adjustment_type=kind, wanted=wanted)


@rule("A103", "调整金额是 {amount}；金额请写正数，加还是减由“调整类型”说明", on=_ADJUSTMENT)
def adjusted_amounts_are_positive(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A minus sign beside 调减 takes away, or gives back: nobody can tell which was meant."""
    for i, amount in enumerate(numbers(table, words.ADJUSTED_AMOUNT)):
        if amount is not None and amount < 0:
            yield Doubt(i, words.ADJUSTED_AMOUNT, amount=amount)


@rule("A104", "{count} 行没有写“{name}”；改应收要说明为什么、谁批的，请补上", on=_ADJUSTMENT, severity=Severity.WARNING)
def adjustments_say_why_and_who(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What changes a debt without goods or money is asked about at the next audit (RULES 14)."""
    for word in (words.ADJUSTMENT_REASON, words.APPROVER):
        if rows := blank(table, word):
            yield Doubt(rows[0], word, count=len(rows), name=word.shown)


@rule("L101", "授信额度和临时额度都没有写；不设额度就不用登记，只许先款后货请写 0", on=_CREDIT)
def a_grant_has_a_limit(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A blank limit is none at all, 0 is payment in advance: which was meant must be said."""
    yield from (Doubt(i, words.GRANTED_LIMIT) for i in blank(table, words.GRANTED_LIMIT, words.TEMP_LIMIT))


@rule("L102", "“{name}”是 {value}，不能是负数；请改正", on=_CREDIT)
def limits_are_not_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Nobody may owe less than nothing."""
    for word in (words.GRANTED_LIMIT, words.TEMP_LIMIT):
        for i, value in enumerate(numbers(table, word)):
            if value is not None and value < 0:
                yield Doubt(i, word, name=word.shown, value=money.fixed(value))


@rule("L103", "没有写“生效日期”；额度从哪天起算要写明，例如 2026-11-05", on=_CREDIT)
def a_grant_says_from_when(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A check uses the grant that was valid on the day of the paper."""
    yield from (Doubt(i, words.GRANTED_FROM) for i in blank(table, words.GRANTED_FROM))
