"""核销与认领: whose a payment is and which papers it settles, as clerks decide it."""

from __future__ import annotations

from neiqin_xl import money, words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Columns, Need, Outside, column, rows_without, sheet_type

BETWEEN = "；"

# In a row that holds 原登记 what is blank was emptied, which is a decision too.
_DECIDED = tuple(
    one.key for one in (words.CLAIMED_BY, words.CLAIMED_AMOUNT, words.REF_DOCS, words.REMARK, words.DECIDED_BEFORE)
)

_IN_WORDS = (words.CLAIMED_BY, words.CLAIMED_AMOUNT, words.REF_DOCS, words.REMARK)


def in_words(claimed_by: str, part: int | None, papers: str, remark: str = "") -> str:
    """A decision as our lists keep it in 原登记, beside the cells to type in; `part` is in fen, "" is nothing."""
    parts = (
        f"{words.CLAIMED_BY} {claimed_by}" if claimed_by else "",
        f"{words.CLAIMED_AMOUNT} {money.grouped(part)}" if part is not None else "",
        f"{words.REF_DOCS} {papers}" if papers else "",
        f"{words.REMARK} {remark}" if remark else "",
    )
    return BETWEEN.join(filter(None, parts))


def _said_by_nobody(values: Columns) -> list[int]:
    """The rows in which nobody typed anything, or which are as we filled them in: others may have decided since."""
    blank = rows_without(_DECIDED, values)
    before = values.get(words.DECIDED_BEFORE.key)
    if before is None:
        return blank
    nothing = [None] * len(before)
    typed = zip(*(values.get(one.key, nothing) for one in _IN_WORDS), strict=True)
    as_we_filled_in = [
        i
        for i, ((customer, part, papers, remark), said) in enumerate(zip(typed, before, strict=True))
        if said and _squeezed(in_words(customer or "", part, papers or "", remark or "")) == _squeezed(said)
    ]
    return sorted({*blank, *as_we_filled_in})


def _squeezed(text: object) -> str:
    return "".join(str(text).split())


@sheet_type(
    words.ALLOCATION,
    master=words.ALLOCATION_MASTER,
    accept=Accept.ROW,
    needs=(("receipt_no", "bank_txn_no", "receipt_date"), ("claimed_by", "ref_docs")),
    keys=(
        ("receipt_no", "receipt_date", "amount", "payer"),
        ("bank_txn_no", "receipt_date", "amount"),
        ("receipt_date", "amount", "payer", "bank_account"),
    ),
    folders=("核销", "认领", "核销与认领"),
    form=(
        "receipt_no",
        "bank_txn_no",
        "receipt_date",
        "payer",
        "amount",
        "currency",
        "claimed_by",
        "claimed_amount",
        "ref_docs",
        "remark",
    ),
    outside=Outside(
        _said_by_nobody,
        "第 {rows} 行（共 {count} 行）的回款没有填认领客户或核销单据，或者没有改动过，照原来的办，先不收",
    ),
    called=True,
    emptied="decided_before",
    divided=("claimed_amount", "claimed_by"),
)
class Allocation:
    """Whose a payment is, and which papers it settles with how much: S-0012:600;S-0015.

    One row a payment, or one for each of several customers with the amount that is his (认领金额); what they leave is
    whose it was without them. A payment is known by our receipt number, else the bank's number, else day, amount and
    payer; a row may come before it. A later row goes before the earlier one. 自动 gives the decision back, as does a
    cell that was emptied in the list that we filled in (it says in 原登记 what stood there); in other lists a blank
    changes nothing, nor does a row that stands as we filled it in. 预收 among the papers keeps what is left of the
    payment for later. It posts nothing: the payment itself counts for the customer named here.
    """

    receipt_no = column(Kind.CODE, words.RECEIPT_NO)
    bank_txn_no = column(Kind.CODE, words.BANK_TXN_NO)
    receipt_date = column(Kind.DATE, words.RECEIPT_DATE)
    payer = column(Kind.TEXT, words.PAYER)
    amount = column(Kind.MONEY, words.RECEIVED_AMOUNT, signed=True)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    bank_account = column(Kind.TEXT, words.BANK_ACCOUNT)
    company = column(Kind.TEXT, words.COMPANY)
    claimed_by = column(Kind.TEXT, words.CLAIMED_BY, need=Need.WANTED)
    claimed_amount = column(Kind.MONEY, words.CLAIMED_AMOUNT, signed=True)
    ref_docs = column(Kind.TEXT, words.REF_DOCS)
    decided_before = column(Kind.TEXT, words.DECIDED_BEFORE)
    remark = column(Kind.TEXT, words.REMARK)
