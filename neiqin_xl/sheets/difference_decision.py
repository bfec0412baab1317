"""差异处理: what became of a difference between papers, as clerks write it down on the list of them."""

from __future__ import annotations

from functools import partial

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, Outside, column, rows_without, sheet_type
from neiqin_xl.sheets.shipment import FOR_CUSTOMER, FOR_US

IN_HAND, ACCEPTED, SETTLED, NEXT_PERIOD, AGAIN = "处理中", "接受", "已解决", "跨期", "重新打开"
# Answers by which it is decided what counts: of papers that may be one, of freight on slips.
DOUBLE, NOT_DOUBLE = "是重复", "不是重复"
ANOTHER_PAPER = "另一家客户、另一年或另一个办事处的另一张"
"""What bears a number that another paper has, and is none of it (RULES 2)."""
DECIDING = frozenset({DOUBLE, NOT_DOUBLE, FOR_CUSTOMER, FOR_US})
"""The answers that decide what counts, of one question one or the other."""
USUAL = (IN_HAND, ACCEPTED, SETTLED, NEXT_PERIOD, AGAIN)
"""What may be said of a difference that decides nothing of the kind."""
STATES = {
    IN_HAND: ("办理中", "在办", "跟进中", "处理", "in hand"),
    ACCEPTED: ("认可", "同意", "不用处理", "accepted"),
    SETTLED: ("解决", "已处理", "已办", "完成", "settled"),
    NEXT_PERIOD: ("下期", "跨月", "next period"),
    AGAIN: ("重开", "取消", "again"),
    DOUBLE: ("重复", "同一笔", "同一张", "录重了", "double"),
    NOT_DOUBLE: ("不重复", "非重复", "两笔", "是两笔", "两张", "是两张", "not a double"),
    FOR_CUSTOMER: ("客户付", "客户自付", "代垫", "customer"),
    FOR_US: ("我方", "我司承担", "公司承担", "我方付", "ours"),
}
_TYPED = (words.DIFFERENCE_STATE.key, words.DIFFERENCE_NOTE.key, words.HANDLED_BY.key)


@sheet_type(
    words.DIFFERENCE_DECISION,
    master=words.DIFFERENCE_DECISION_MASTER,
    accept=Accept.ROW,
    needs=(("difference_no",), ("difference_state", "difference_note")),
    signs=("difference_no", "difference_state", "difference_note"),
    keys=(("difference_no",),),
    folders=("差异处理",),
    form=("difference_no", "customer_name", "amount", "difference_state", "difference_note", "handled_by"),
    outside=Outside(
        partial(rows_without, _TYPED), "第 {rows} 行（共 {count} 行）的差异还没有填处理状态或处理说明，先不收"
    ),
)
class DifferenceDecision:
    """What was decided about a difference: in hand, accepted, settled, or a matter of the next period.

    One row a difference, known by its number on the list; a later row adds to the earlier one. What is accepted,
    settled or left to the next period stands on the list no longer, unless its amount is another one by now.
    Whether two payments or invoices are one, and who bears the freight of an office's slips, is answered here as well.
    It posts nothing itself.
    """

    difference_no = column(Kind.CODE, words.DIFFERENCE_NO, need=Need.REQUIRED)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME)
    amount = column(Kind.MONEY, words.CONCERNED, signed=True)
    difference_state = column(Kind.ENUM, words.DIFFERENCE_STATE, need=Need.WANTED, choices=STATES, judged=True)
    difference_note = column(Kind.TEXT, words.DIFFERENCE_NOTE)
    handled_by = column(Kind.TEXT, words.HANDLED_BY)
