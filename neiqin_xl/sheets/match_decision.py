"""匹配确认: which lines of a customer's statement and of our books a person said to be one, or not."""

from __future__ import annotations

from functools import partial

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, Outside, column, rows_without, sheet_type

IS_ONE, IS_NOT = "是", "否"
ANSWERS = {
    IS_ONE: ("同一笔", "确认", "对", "正确", "√", "y", "yes"),
    IS_NOT: ("不是", "不是同一笔", "不对", "错", "×", "n", "no"),
}


@sheet_type(
    words.MATCH_DECISION,
    master=words.MATCH_DECISION_MASTER,
    accept=Accept.ROW,
    needs=(("our_lines",), ("their_lines",), ("is_match",)),
    signs=("our_lines", "their_lines"),
    keys=(("our_lines", "their_lines"),),
    folders=("匹配确认",),
    form=("customer_name", "is_match", "our_side", "their_side", "our_lines", "their_lines", "remark"),
    outside=Outside(
        partial(rows_without, (words.IS_MATCH.key,)),
        "第 {rows} 行（共 {count} 行）的“确认”还没有填，先不收；填“是”或“否”以后再放入",
    ),
)
class MatchDecision:
    """A pair of the reconciliation with a customer's statement that a person looked at: the same business, or not.

    One row a pair; a later answer about the same lines takes the place of the earlier one. What was confirmed is one
    from then on, in every sheet that says the same lines again; what was denied is never proposed again. It posts
    nothing.
    """

    is_match = column(Kind.ENUM, words.IS_MATCH, need=Need.REQUIRED, choices=ANSWERS)
    our_side = column(Kind.TEXT, words.OUR_SIDE)
    their_side = column(Kind.TEXT, words.THEIR_SIDE)
    our_lines = column(Kind.TEXT, words.OUR_LINES, need=Need.REQUIRED)
    their_lines = column(Kind.TEXT, words.THEIR_LINES, need=Need.REQUIRED)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME)
    remark = column(Kind.TEXT, words.REMARK)
