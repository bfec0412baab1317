"""R: payments that cannot be as they stand, and those of which somebody should know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import alike, blank, firsts, numbers, texts
from neiqin_xl.settlement import given_in
from neiqin_xl.sheets.receipt import SENT_BACK

_ON = words.RECEIPT.key
ROUNDING_LIMIT_FEN = 100
_BILLS = ("银行承兑", "商业承兑")


@rule(
    "R101",
    "{count} 行没有写付款人和客户，记为未认领；查到是谁付的，"
    f"在“{words.ALLOCATIONS}”的“未认领”页填“{words.CLAIMED_BY}”，放进收件箱",
    on=_ON,
    severity=Severity.WARNING,
)
def somebody_paid(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Money that nobody is named for is in the bank all the same: it is listed, and in no customer's balance."""
    if rows := blank(table, words.CUSTOMER_NAME, words.CUSTOMER_CODE, words.PAYER):
        yield Doubt(rows[0], words.PAYER, count=len(rows))


@rule(
    "R102",
    "付款户名“{payer}”在客户档案的名称和别名里都没有，记为未认领。请查是谁付的，在他的客户档案的“别名”里写上这个户名；"
    "一笔款是几家的，在“核销与认领”里分",
    on=_ON,
    severity=Severity.WARNING,
)
def payer_is_a_customer(table: Table, books: Reference) -> Iterator[Doubt]:
    """A payment of an unknown payer is 未认领 (RULES 8); once an alias says who it is, it counts by itself."""
    for payer, i in _unknown_payers(table, books):
        if not (books.to_be_filed and books.to_be_filed(payer)):
            yield Doubt(i, words.PAYER, payer=payer)


@rule(
    "R112",
    "付款户名“{payer}”与待建档的客户同名，记为未认领，他的余额里还没有这笔款。"
    "请先给他建档：放入一份写着他的客户档案，这笔款就自动归他；在那以前他的对账单不要发出去",
    on=_ON,
    severity=Severity.WARNING,
)
def payer_is_to_be_filed(table: Table, books: Reference) -> Iterator[Doubt]:
    """A payer of the very name of a customer who is 待建档 needs no alias: there is no file yet to write it into."""
    for payer, i in _unknown_payers(table, books):
        if books.to_be_filed and books.to_be_filed(payer):
            yield Doubt(i, words.PAYER, payer=payer)


@rule(
    "R111",
    "付款户名“{payer}”是我方公司，像是自己账户之间转的款，记为未认领，不在任何客户的余额里。请不要写进客户的“别名”；"
    f"确是内部转账的，在{words.DIFFERENCES}那一行的“处理状态”填“接受”",
    on=_ON,
    severity=Severity.WARNING,
)
def we_do_not_pay_ourselves(table: Table, books: Reference) -> Iterator[Doubt]:
    """The bank lists what we move between our own accounts like money that came in; no customer paid it."""
    ours = {alike(name) for name in books.ourselves}
    for payer, i in firsts(_payers_alone(table)).items():
        if alike(payer) in ours:
            yield Doubt(i, words.PAYER, payer=payer)


def _unknown_payers(table: Table, books: Reference) -> Iterator[tuple[str, int]]:
    """Each payer beside whom no customer stands, and who is neither one on file nor ourselves, with its first row."""
    ours = {alike(name) for name in books.ourselves}
    for payer, i in firsts(_payers_alone(table)).items():
        if not books.known_customer(None, payer) and alike(payer) not in ours:
            yield payer, i


def _payers_alone(table: Table) -> Iterator[tuple[int, str]]:
    """The rows that name who paid and no customer, each with the payer."""
    codes, names = texts(table, words.CUSTOMER_CODE), texts(table, words.CUSTOMER_NAME)
    for i, payer in enumerate(texts(table, words.PAYER)):
        if payer is not None and codes[i] is None and names[i] is None:
            yield i, payer


@rule("R103", "回款金额是 {amount}，按退给客户的款记；如果不是退款，请改成正数", on=_ON, severity=Severity.WARNING)
def negative_payment_is_a_refund(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Money paid back is counted as such, always: a return that was paid for is only settled by its refund."""
    for i, amount in enumerate(numbers(table, words.RECEIVED_AMOUNT)):
        if amount is not None and amount < 0:
            yield Doubt(i, words.RECEIVED_AMOUNT, amount=amount)


@rule("R104", "“{name}”是 {value}，不会是负数；请改正", on=_ON)
def deductions_are_not_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A fee and a rounding add to what a payment settles; a negative one would take part of it back unseen."""
    for word in (words.BANK_FEE, words.SETTLE_DISCOUNT):
        for i, value in enumerate(numbers(table, word)):
            if value is not None and value < 0:
                yield Doubt(i, word, name=word.shown, value=money.fixed(value))


@rule("R105", "抹零优惠是 {settle_discount}，超过 1.00；请确认有人批准", on=_ON, severity=Severity.WARNING)
def rounding_is_small(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Up to a yuan is rounding; more is a discount that somebody has to answer for (RULES 14)."""
    for i, value in enumerate(numbers(table, words.SETTLE_DISCOUNT)):
        if value is not None and value > ROUNDING_LIMIT_FEN:
            yield Doubt(i, words.SETTLE_DISCOUNT, settle_discount=value)


@rule("R106", "收的是{method}，没有写“票据到期日”；请补上，到期才能兑付", on=_ON, severity=Severity.WARNING)
def bills_say_when_they_fall_due(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A bill of exchange reduces the debt on receipt, and is watched until it falls due."""
    due = texts(table, words.BILL_DUE)
    for i, method in enumerate(texts(table, words.RECEIPT_METHOD)):
        if method in _BILLS and due[i] is None and (i, words.BILL_DUE.key) not in table.unread:
            yield Doubt(i, words.BILL_DUE, method=method)


@rule("R107", "核销单据里的金额加起来是 {named}，比这笔回款 {amount} 多；请核对", on=_ON)
def named_papers_do_not_exceed_the_payment(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A payment cannot settle more than itself, nor a refund: one of the amounts behind the paper numbers is wrong."""
    amounts, fees, discounts = (
        numbers(table, word) for word in (words.RECEIVED_AMOUNT, words.BANK_FEE, words.SETTLE_DISCOUNT)
    )
    for i, written in enumerate(texts(table, words.REF_DOCS)):
        amount = amounts[i]
        if written is None or amount is None:
            continue
        named = sum(share or 0 for _, share in given_in(written))
        if named > abs(amount + (fees[i] or 0) + (discounts[i] or 0)):
            yield Doubt(i, words.REF_DOCS, named=money.fixed(named), amount=amount)


@rule(
    "R108",
    "按余额看，这张表的“{credit}”是付出去的钱，“{debit}”才是收进来的，像是自己的银行日记账；请改用银行给的明细，或把收入一栏改名为“收入金额”",
    on=_ON,
)
def balance_grows_by_what_comes_in(table: Table, _books: Reference) -> Iterator[Doubt]:
    """In a bank's list 贷方 is money in, in our own bank ledger it is money out: the running balance tells which."""
    came, went, balances = (numbers(table, word) for word in (words.RECEIVED_AMOUNT, words.PAID_OUT, words.BALANCE))
    rows = [(came[i] or 0, went[i] or 0, balance) for i, balance in enumerate(balances) if balance is not None]
    right = wrong = 0
    for (in_first, out_first, first), (in_second, out_second, second) in pairwise(rows):
        step = second - first
        # Lists run downward or upward in time: the later row's movement makes the step.
        right += step in (in_second - out_second, out_first - in_first)
        wrong += step in (out_second - in_second, in_first - out_first)
    if wrong > right:
        source, other = table.columns.get(words.RECEIVED_AMOUNT.key), table.columns.get(words.PAID_OUT.key)
        credit = source.header if source is not None else words.RECEIVED_AMOUNT.shown
        debit = other.header if other is not None else words.PAID_OUT.shown
        yield Doubt(None, words.RECEIVED_AMOUNT, credit=credit, debit=debit)


@rule("R109", "{count} 行的钱退回了、没有到账或已作废，没有计入回款", on=_ON, severity=Severity.NOTE)
def payments_that_were_sent_back_are_told(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Money that bounced settles nothing; that it is left out is said once."""
    back = [i for i, state in enumerate(texts(table, words.FINANCE_CONFIRMED)) if state == SENT_BACK]
    if back:
        yield Doubt(back[0], words.FINANCE_CONFIRMED, count=len(back))


@rule("R110", "同一行既有收入 {amount}，又有支出 {paid}，不知道算哪一个；请把不对的一个删去，或拆成两行", on=_ON)
def money_comes_in_or_goes_out(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A bank writes one movement a row: two amounts are a slip, and counting either would be a guess."""
    came, went = numbers(table, words.RECEIVED_AMOUNT), numbers(table, words.PAID_OUT)
    for i, (amount, paid) in enumerate(zip(came, went, strict=True)):
        if amount and paid:
            yield Doubt(i, words.RECEIVED_AMOUNT, amount=amount, paid=money.fixed(paid))
