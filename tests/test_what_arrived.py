"""Payments of which a list says what was paid, what was taken off, and what arrived."""

from __future__ import annotations

import pytest
from drawn import codes, table


def settled(first, beside, last, *, more="2000 | | 2000"):
    """The amount read from two lines, and what is beside it, in fen."""
    found = table(f"""
    | 回款日期 | 客户名称 | {first} | {beside} | {last} |
    | 2026-10-03 | 山河食品店 | 1000 | 5 | 995 |
    | 2026-10-04 | 山河食品店 | {more} |
    """)
    name = "bank_fee" if beside == "手续费" else "settle_discount"
    return found.values["amount"], found.values[name]


@pytest.mark.parametrize("beside", ["手续费", "优惠"])
@pytest.mark.parametrize(("first", "last"), [("收款金额", "到账金额"), ("回款金额", "实收金额"), ("回款金额", "实收")])
def test_what_arrived_is_the_amount_and_what_was_taken_off_is_beside_it(first, beside, last):
    assert settled(first, beside, last) == ([99500, 200000], [500, None])


@pytest.mark.parametrize("last", ["实际到账", "实际到账金额", "实到金额", "到账净额"])
def test_what_arrived_has_several_names(last):
    assert settled("收款金额", "手续费", last) == ([99500, 200000], [500, None])


@pytest.mark.parametrize(("whole", "taken", "asked"), [(1000, 5, ["C136"]), (995, 5, []), (990, 5, []), (1000, 10, [])])
def test_a_lone_payment_of_which_neither_the_whole_nor_the_rest_arrived_is_asked_about(whole, taken, asked):
    found = table(f"""
    | 回款日期 | 客户名称 | 收款金额 | 手续费 | 到账金额 |
    | 2026-10-03 | 山河食品店 | {whole} | {taken} | 990 |
    """)
    assert codes(found) == asked


def test_what_has_not_arrived_yet_contradicts_nothing():
    found = table("""
    | 回款日期 | 客户名称 | 收款金额 | 手续费 | 到账金额 |
    | 2026-10-03 | 山河食品店 | 1000 | 5 | |
    """)
    assert found.findings == []


def test_in_whichever_order_the_two_stand():
    found = table("""
    | 回款日期 | 客户名称 | 到账金额 | 手续费 | 收款金额 |
    | 2026-10-03 | 山河食品店 | 995 | 5 | 1000 |
    """)
    assert (found.values["amount"], found.values["bank_fee"]) == ([99500], [500])


def test_a_line_on_which_they_do_not_go_together_is_asked_about():
    found = table("""
    | 回款日期 | 客户名称 | 收款金额 | 手续费 | 到账金额 |
    | 2026-10-03 | 山河食品店 | 1000 | 5 | 995 |
    | 2026-10-04 | 山河食品店 | 2000 | | 1990 |
    """)
    assert found.values["amount"] == [99500, 199000]
    (asked,) = found.findings
    assert (asked.code, asked.severity.name, asked.cell) == ("C136", "ERROR", "E3")
    assert asked.message.startswith("“收款金额” 2000 减去手续费和抹零 0 是 2000，“到账金额”却是 1990")


def test_where_fewer_than_half_of_the_fees_make_the_difference_the_other_column_is_another_thing():
    found = table("""
    | 回款日期 | 客户名称 | 收款金额 | 手续费 | 本次收款 |
    | 2026-10-03 | 山河食品店 | 1000 | 5 | 995 |
    | 2026-10-04 | 山河食品店 | 2000 | 5 | 3000 |
    | 2026-10-05 | 山河食品店 | 4000 | 5 | 7000 |
    """)
    assert found.values["amount"] == [100000, 200000, 400000]
    assert found.findings == []


def test_without_anything_taken_off_both_are_the_same():
    found = table("""
    | 回款日期 | 客户名称 | 收款金额 | 手续费 | 到账金额 |
    | 2026-10-03 | 山河食品店 | 1000 | | 1000 |
    """)
    assert found.values["amount"] == [100000]
