"""调整单: what changes a customer's debt without goods or money."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

CHARGE, MORE, LESS, ALLOWANCE, OFFSET, BAD_DEBT, ROUNDING = "费用", "调增", "调减", "折让", "对冲", "坏账", "抹零"
ADJUSTMENT_TYPES = {
    CHARGE: (
        "运费",
        "代垫运费",
        "代垫",
        "代垫费用",
        "装卸费",
        "包装费",
        "加工费",
        "模具费",
        "利息",
        "违约金",
        "charge",
    ),
    MORE: ("增加", "补收", "补差价", "应收增加", "调高", "increase"),
    LESS: ("减少", "冲减", "应收减少", "扣款", "调低", "decrease"),
    ALLOWANCE: ("销售折让", "折扣", "返利", "让利", "质量扣款", "降价", "allowance", "rebate"),
    OFFSET: ("抵账", "抵扣", "往来对冲", "应付对冲", "抵货款", "offset"),
    BAD_DEBT: ("坏账核销", "核销坏账", "呆账", "bad debt"),
    ROUNDING: ("尾差", "抹尾", "尾数", "抹零优惠", "rounding"),
}
ADDING = (CHARGE, MORE)
TAKING = (LESS, ALLOWANCE, OFFSET, BAD_DEBT, ROUNDING)


def _posts(measure: Measure) -> tuple[Posts, ...]:
    """Charges add to it, everything else takes away; amounts are positive on the paper."""
    return tuple(
        Posts(
            measure,
            date="adjustment_date",
            quantity="",
            amount="amount",
            sign=sign,
            only=("adjustment_type", types),
            unless=("doc_status", (words.CANCELLED,)),
        )
        for sign, types in ((1, ADDING), (-1, TAKING))
    )


@sheet_type(
    words.ADJUSTMENT,
    master=words.ADJUSTMENT_MASTER,
    number="adjustment_no",
    dated="adjustment_date",
    accept=Accept.DOCUMENT,
    needs=(
        ("customer_name", "customer_code"),
        ("amount",),
        ("adjustment_type", "adjustment_no", "adjustment_date"),
    ),
    signs=("adjustment_no", "adjustment_date", "adjustment_type", "amount"),
    strange=(
        *("qty", "product_code", "product_name", "spec", "unit_price_incl", "tax_amount", "phone", "address", "tax_no"),
        *("ship_date", "order_date", "required_date", "return_no", "return_date", "payer", "as_of", "credit_limit"),
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    identity=("adjustment_type", "reference"),
    posts=(*_posts(Measure.ADJUSTED), *_posts(Measure.RECEIVABLE)),
    folders=("调整", "调整单", "费用单", "折让"),
    form=(
        "adjustment_no",
        "adjustment_date",
        "customer_code",
        "customer_name",
        "adjustment_type",
        "amount",
        "reference",
        "reason",
        "approver",
        "salesperson",
        "remark",
    ),
)
class Adjustment:
    """A change of what a customer owes, with the paper it rests on, the reason, and who approved it (RULES 14).

    费用 and 调增 add to the debt; 调减, 折让, 对冲, 坏账 and 抹零 take away. Amounts are positive: the type gives the
    sign. Goods that have gone are never priced anew by changing their slip, only by such a paper.
    """

    adjustment_no = column(Kind.CODE, words.ADJUSTMENT_NO, need=Need.WANTED, head=True)
    adjustment_date = column(Kind.DATE, words.ADJUSTMENT_DATE, need=Need.REQUIRED, head=True)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, need=Need.WANTED, head=True)
    adjustment_type = column(Kind.ENUM, words.ADJUSTMENT_TYPE, need=Need.REQUIRED, choices=ADJUSTMENT_TYPES)
    amount = column(Kind.MONEY, words.ADJUSTED_AMOUNT, need=Need.REQUIRED)
    currency = column(Kind.ENUM, words.CURRENCY, head=True, choices=words.CURRENCIES)
    reference = column(Kind.CODE, words.REFERENCE, carried=True)
    reason = column(Kind.TEXT, words.ADJUSTMENT_REASON, need=Need.WANTED, carried=True)
    approver = column(Kind.TEXT, words.APPROVER, need=Need.WANTED, head=True)
    salesperson = column(Kind.TEXT, words.SALESPERSON, head=True)
    company = column(Kind.TEXT, words.COMPANY, head=True)
    prepared_by = column(Kind.TEXT, words.PREPARED_BY, head=True)
    doc_status = column(Kind.ENUM, words.DOC_STATUS, head=True, choices=words.DOC_STATUSES)
    version_no = column(Kind.CODE, words.VERSION_NO, head=True)
    change_date = column(Kind.DATE, words.CHANGE_DATE, head=True)
    remark = column(Kind.TEXT, words.REMARK)
