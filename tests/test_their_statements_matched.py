"""Our lines against a customer's: which are one, what differs and why, and the way from our balance to theirs."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.reconcile.theirs.amounts import Cause, explained
from neiqin_xl.reconcile.theirs.bridge import Balances, Step
from neiqin_xl.reconcile.theirs.differences import What, Why
from neiqin_xl.reconcile.theirs.entries import FREIGHT, Entry, Flow, Goods, Same, goods_of, same_goods
from neiqin_xl.reconcile.theirs.later import Later, with_later
from neiqin_xl.reconcile.theirs.likeness import Level
from neiqin_xl.reconcile.theirs.matching import match
from neiqin_xl.reconcile.theirs.reconciled import reconciled, with_void

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
RATES = (130_000_000, 90_000_000)
UNSAID = Balances(None, None)
BOLTS, RINGS = goods_of(["P-1"], "内六角螺栓", "M8"), goods_of(["P-2"], "平垫圈", "M8")


def line(amount, day=10, number="", goods=BOLTS, *, key="", flow=None, **more):
    """A line of so many yuan on a day of November."""
    flow = flow or (Flow.GOODS if amount >= 0 else Flow.BACK)
    return Entry(
        key=key or f"{number}/{day}/{amount}",
        day=date(2026, 11, day).toordinal(),
        flow=flow,
        numbers=(number,) if number else (),
        amount=round(amount * 100),
        goods=goods if flow is not Flow.MONEY else Goods(),
        **more,
    )


def paid(amount, day=10, number="", **more):
    return line(-amount, day, number, flow=Flow.MONEY, **more)


def held(ours, theirs, opening=0, stated=UNSAID, **more):
    return reconciled(ours, theirs, opening, stated, (FIRST, LAST), tax_rates=RATES, **more)


def pairs(ours, theirs, **more):
    return [(one.ours, one.theirs, one.level) for one in match(ours, theirs, RATES, **more).matches]


@pytest.mark.parametrize(
    ("ours", "theirs", "cause"),
    [
        (100_00, 113_00, Cause.TAX),
        (113_00, 100_00, Cause.TAX),
        (1_234_50, 1_243_50, Cause.SWAPPED),
        (21_00, 12_00, Cause.SWAPPED),
        (100_00, 100_07, Cause.ROUNDING),
        (500_00, -500_00, Cause.SIGN),
        (123_45, 1234_50, Cause.POINT),
        (100_00, 140_00, None),
        (100_00, 100_00, None),
    ],
)
def test_the_figures_alone_tell_why_two_amounts_differ(ours, theirs, cause):
    assert explained(ours, theirs, RATES) is cause


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (("P-1", "内六角螺栓", "M8×30"), ("", "内六角螺栓 M8*30", ""), Same.YES),
        (("P-1", "内六角螺栓", "M8×30"), ("P-1", "螺丝", ""), Same.YES),
        (("P-1", "内六角螺栓", "M8×30"), ("", "内六角螺栓", ""), Same.YES),
        (("P-1", "内六角螺栓", "M8×30"), ("", "内六角螺栓", "M8×40"), Same.NO),
        (("P-1", "内六角螺栓", "M8×30"), ("W-7", "", ""), Same.UNKNOWN),
        (("P-1", "内六角螺栓", "M8×30"), ("", "", ""), Same.UNKNOWN),
        (("", "角码", ""), ("", "平垫圈", ""), Same.NO),
    ],
)
def test_goods_are_the_same_by_code_or_by_name_with_specification(ours, theirs, same):
    (code, *named), (other, *called) = ours, theirs
    assert same_goods(goods_of([code], *named), goods_of([other], *called)) is same


def test_lines_of_one_slip_are_told_apart_by_amount_and_goods():
    ours = [line(100, number="S1"), line(200, number="S1", goods=RINGS), line(100, number="S2", day=12)]
    theirs = [line(100, number="S2", day=12), line(200, number="S1", goods=RINGS), line(100, number="S1")]
    level = Level.NUMBER_AND_AMOUNT
    assert pairs(ours, theirs) == [((0,), (2,), level), ((1,), (1,), level), ((2,), (0,), level)]


def test_without_numbers_the_same_goods_for_the_same_money_about_one_day_are_one():
    assert pairs([line(100, 10)], [line(100, 12)]) == [((0,), (0,), Level.CONTENT)]
    assert pairs([line(100, 10)], [line(100, 18)]) == [((0,), (0,), Level.AMOUNT)]
    assert pairs([line(100, 10)], [line(100, 10, goods=RINGS)]) == []


def test_what_could_be_either_of_two_is_paired_with_neither():
    ours = [line(100, 3, goods=Goods()), line(100, 9, goods=Goods())]
    assert pairs(ours, [line(100, 6, goods=Goods())]) == []
    assert len(pairs(ours, [line(100, 3, goods=Goods()), line(100, 9, goods=Goods())])) == 2


def test_two_equal_lines_on_both_sides_are_two_pairs_and_a_third_is_left():
    ours = [line(100, key="a"), line(100, key="b")]
    found = held(ours, [line(100, key="x"), line(100, key="y"), line(100, key="z")])
    assert len(found.agreeing) == 2
    assert [why for _, why in found.only_theirs] == [Why.DUPLICATE]


def test_a_sum_is_found_on_either_side_by_number_and_without():
    parts = [line(100, number="S1"), line(30.5, number="S1", goods=RINGS), line(7, number="S1")]
    assert pairs(parts, [line(137.5, number="S1")]) == [((0, 1, 2), (0,), Level.NUMBER_SUM)]
    assert pairs([line(130.5, number="S1")], parts[:2]) == [((0,), (0, 1), Level.NUMBER_SUM)]
    bare = [line(100, goods=BOLTS), line(30.5, goods=RINGS)]
    assert pairs(bare, [line(130.5, goods=Goods())]) == [((0, 1), (0,), Level.SUM)]


def test_a_slip_that_they_write_in_one_line_with_another_total_is_one_slip_with_a_difference():
    slip = [line(399, number="S1"), line(90, number="S1", goods=RINGS)]
    (one,) = held(slip, [line(498, number="S1", goods=Goods())]).differing
    assert (one.match.ours, one.what, one.cause, one.gap) == ((0, 1), {What.AMOUNT}, Cause.SWAPPED, 9_00)
    (one,) = held([line(498, number="S1", goods=Goods())], slip).differing
    assert (one.match.theirs, one.gap) == ((0, 1), -9_00)


def test_freight_that_they_leave_out_of_a_slip_does_not_hide_why_its_goods_differ():
    slip = [line(399, number="S1"), line(90, number="S1", goods=RINGS), line(60, number="S1", goods=FREIGHT)]
    found = held(slip, [line(498, number="S1", goods=Goods())])
    assert [(one.match.ours, one.cause) for one in found.differing] == [((0, 1), Cause.SWAPPED)]
    assert [at for at, _ in found.only_ours] == [2]
    found = held(slip, [line(700, number="S1", goods=Goods())])
    assert [(one.match.ours, one.gap, one.cause) for one in found.differing] == [((0, 1, 2), 151_00, Cause.UNKNOWN)]


@pytest.mark.parametrize("count", [1, 2])
def test_what_was_adjusted_under_the_number_of_a_slip_does_not_hide_the_slip(count):
    slip = [line(399, number="S1"), line(90, number="S1", goods=RINGS)][:count]
    owed, lines = sum(one.amount for one in slip), tuple(range(count))
    ours = [*slip, line(-9.6, number="S1", goods=Goods(), flow=Flow.OTHER)]
    found = held(ours, [line(470, number="S1", goods=Goods())])
    assert [(one.match.ours, one.gap) for one in found.differing] == [(lines, 470_00 - owed)]
    assert (list(found.only_ours), list(found.only_theirs)) == ([(count, Why.CHARGE)], [])
    assert [one[0] for one in pairs(ours, [line(owed / 100, number="S1", goods=Goods())])] == [lines]
    assert [one[0] for one in pairs(ours, [line(owed / 100 - 9.6, number="S1", goods=Goods())])] == [(*lines, count)]


def test_what_names_other_goods_or_moves_the_other_way_is_no_slip_in_one_line():
    slip = [line(399, number="S1"), line(90, number="S1", goods=BOLTS)]
    assert pairs(slip, [line(700, number="S1", goods=RINGS)]) == []
    assert pairs(slip, [line(-12, number="S1", goods=Goods())]) == []
    assert pairs(slip, [paid(700, number="S1")]) == []


def test_lines_of_many_days_are_no_sum_of_different_goods():
    ours = [line(100, 5, goods=BOLTS), line(30.5, 6, goods=RINGS)]
    assert pairs(ours, [line(130.5, 6, goods=Goods())]) == []


def test_goods_and_money_of_one_amount_are_never_one():
    assert pairs([line(-500, 10)], [paid(500, 10)]) == []


def test_what_differs_is_named_with_its_reason():
    ours = [line(720, number="S1", quantity=10_0000, price=72_000000)]
    (one,) = held(ours, [line(792, number="S1", quantity=11_0000, price=72_000000)]).differing
    assert (one.what, one.cause, one.gap) == ({What.AMOUNT, What.QUANTITY}, Cause.QUANTITY, 72_00)
    (one,) = held(ours, [line(730, number="S1", quantity=10_0000, price=73_000000)]).differing
    assert (one.what, one.cause) == ({What.AMOUNT, What.PRICE}, Cause.PRICE)
    (one,) = held(ours, [line(637.17, number="S1", quantity=10_0000, price=63_717000)]).differing
    assert (one.what, one.cause) == ({What.AMOUNT}, Cause.TAX)


def test_a_few_days_between_two_books_agree_and_say_so_many_days_differ():
    (one,) = held([line(100, 10, "S1")], [line(100, 13, "S1")]).agreeing
    assert (one.what, one.late) == ({What.DAY}, 3)
    (one,) = held([line(100, 10, "S1")], [line(100, 14, "S1")]).differing
    assert one.late == 4


def test_a_mistyped_number_is_seen_and_the_next_number_of_a_book_is_not_taken_for_one():
    numbered = [line(n * 10 + 1, number=f"SH{n:04d}") for n in range(1, 9)]
    found = held([*numbered, line(500, number="SH0123")], [*numbered, line(500, number="SH0132")])
    assert [one.what for one in found.differing] == [{What.NUMBER}]
    apart = held([*numbered, line(500, number="SH0123")], [*numbered, line(600, number="SH0124")])
    assert (len(apart.only_ours), len(apart.only_theirs)) == (1, 1)


def test_what_we_have_in_another_period_is_no_line_of_theirs_alone():
    ours = [
        line(100, 10, "S1"),
        dataclasses.replace(line(80, 1, "S9"), day=date(2026, 10, 30).toordinal(), outside=True),
    ]
    found = held(ours, [line(100, 10, "S1"), line(80, 2, "S9")])
    (one,) = found.differing
    assert What.PERIOD in one.what
    assert found.only_theirs == ()
    assert {step: amount for step, _, amount in found.bridge.steps}[Step.OTHER_PERIOD] == 80_00


def test_lines_on_one_side_have_their_probable_reason():
    ours = [line(100, 29, "S1"), line(90, 3, "S2"), line(-5, 4, "T1")]
    assert [why for _, why in held(ours, []).only_ours] == [Why.IN_TRANSIT, Why.MISSING, Why.RETURN]
    charges = [line(-8, 3, "TZ-1", flow=Flow.OTHER), line(6, 29, "S3", flow=Flow.OTHER)]
    assert {why for _, why in held(charges, []).only_ours} == {Why.CHARGE}
    theirs = [paid(100, 29, "F1"), line(90, 3, "S2"), line(-5, 4, "T1")]
    assert [why for _, why in held([], theirs).only_theirs] == [Why.IN_TRANSIT, Why.MISSING, Why.RETURN]


def later(change, *lines, number="S1", day=10):
    keys = frozenset(one.key for one in lines)
    return Later(keys, (number,) if number else (), date(2026, 11, day).toordinal(), round(change * 100))


def test_what_differs_by_just_what_we_counted_later_has_that_for_its_reason():
    bolts, rings = line(300, 10, "S1"), line(200, 10, "S1", goods=RINGS)
    found = held([bolts, rings], [line(180, 10, "S1"), line(130, 10, "S1", goods=RINGS)])
    assert {one.cause for one in with_later(found, [later(-190, bolts, rings)]).differing} == {Cause.LATER}
    causes = {one.gap: one.cause for one in with_later(found, [later(-70, bolts, rings)]).differing}
    assert (causes[-70_00], causes[-120_00] is Cause.LATER) == (Cause.LATER, False)
    assert with_later(found, [later(-100, bolts, rings)]) == found
    assert with_later(found, [later(-190, line(300, 9, "S2"))]) == found


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (line(90, 3, "S2"), Why.LATER),
        (line(90, 20, "S2"), Why.LATER),
        (line(91, 3, "S2"), Why.MISSING),
        (line(90, 3, "S3"), Why.MISSING),
        (line(90, 6), Why.LATER),
        (line(90, 7), Why.MISSING),
        (line(91, 3), Why.MISSING),
    ],
)
def test_a_line_of_theirs_that_we_entered_after_the_month_was_closed_says_so(theirs, why):
    found = with_later(held([], [theirs]), [later(90, number="S2", day=3)])
    assert [reason for _, reason in found.only_theirs] == [why]


def test_what_we_took_back_after_the_month_was_closed_is_on_our_side_only_for_that_reason():
    mine = line(90, 3, "S2")
    found = held([mine], [])
    assert [why for _, why in with_later(found, [later(-90, mine)]).only_ours] == [Why.LATER]
    assert [why for _, why in with_later(found, [later(-80, mine)]).only_ours] == [Why.MISSING]


def test_their_credit_is_our_debit():
    ours = [line(100, number="S1"), paid(60, number="F1")]
    turned = [dataclasses.replace(one, amount=-one.amount, flow=Flow.UNKNOWN) for one in ours]
    found = held(ours, turned, 10_00, Balances(-10_00, -50_00))
    assert len(found.agreeing) == 2
    assert (found.bridge.ours, found.bridge.theirs) == (50_00, 50_00)


def test_a_list_of_deliveries_is_held_against_goods_alone():
    found = held([line(100, number="S1"), paid(60, number="F1")], [line(100, number="S1")], 999_00)
    assert found.goods_only
    assert (found.only_ours, found.bridge.ours, found.bridge.theirs) == ((), 100_00, 100_00)


def test_a_price_taken_back_under_a_number_that_a_list_of_deliveries_writes_is_no_missing_return():
    ours = [line(100, number="S1"), line(-13, number="TJ1", flow=Flow.OTHER), line(-5, number="TJ2", flow=Flow.OTHER)]
    found = held(ours, [line(100, number="S1"), line(-13, number="TJ1")])
    assert found.goods_only
    assert len(found.compared) == 2
    assert (found.only_ours, found.only_theirs, found.bridge.rest) == ((), (), 0)


def test_a_list_without_amounts_is_held_against_quantities():
    ours = [line(100, number="S1", quantity=10_0000), line(60, number="S2", quantity=6_0000)]
    theirs = [
        dataclasses.replace(line(1, number="S1", quantity=10_0000), amount=None),
        dataclasses.replace(line(1, number="S2", quantity=5_0000), amount=None),
    ]
    found = held(ours, theirs)
    assert len(found.agreeing) == 1
    (one,) = found.differing
    assert (one.cause, one.gap) == (Cause.QUANTITY, -10_00)
    assert found.bridge.rest == 0


def test_a_statement_that_states_an_opening_balance_is_held_against_money_too():
    found = held(
        [line(100, number="S1"), paid(60, number="F1")], [line(100, number="S1")], 10_00, Balances(12_00, 112_00)
    )
    steps = {step: amount for step, _, amount in found.bridge.steps if amount}
    assert steps == {Step.OPENING: 2_00, Step.ONLY_OURS: 60_00}


def test_a_balance_that_their_own_lines_do_not_come_to_is_said():
    found = held([line(100, number="S1")], [line(100, number="S1")], 0, Balances(0, 105_00))
    assert {step: amount for step, _, amount in found.bridge.steps if amount} == {Step.OWN_SUM: 5_00}


def test_what_a_person_said_of_a_pair_is_done():
    ours, theirs = [line(100, 10, key="a"), line(70, 20, key="b")], [line(100, 10, key="x"), line(64, 24, key="y")]
    said = {(frozenset("b"), frozenset("y")): True, (frozenset("a"), frozenset("x")): False}
    found = match(ours, theirs, RATES, said)
    assert [(one.ours, one.theirs, one.level) for one in found.matches] == [((1,), (1,), Level.CONFIRMED)]
    assert (found.only_ours, found.only_theirs) == ((0,), (0,))


def voucher(amount, day, number, *mentioned, flow=Flow.UNKNOWN):
    one = line(amount, day, number, goods=Goods(), flow=flow)
    return dataclasses.replace(one, own=one.numbers, mentioned=mentioned)


def test_a_voucher_is_our_slip_that_its_words_mention_and_its_own_number_is_nobodys_mistake():
    ours = [line(100, 14, "XS1003"), line(100, 15, "XS1004"), paid(60, 11, "F1")]
    theirs = [voucher(100, 14, "转033", "XS1004"), voucher(-60, 11, "记012", flow=Flow.MONEY)]
    found = held(ours, theirs)
    assert [(one.match.ours, one.match.theirs) for one in found.agreeing] == [((1,), (0,)), ((2,), (1,))]
    assert not found.differing


def test_a_slip_number_that_they_wrote_wrongly_is_still_said():
    ours = [line(100, 14, f"XS100{n}") for n in range(3)] + [line(70, 20, "XS2999")]
    theirs = [line(100, 14, f"XS100{n}") for n in range(3)] + [line(70, 20, "XS2998")]
    assert [one.what for one in held(ours, theirs).differing] == [{What.NUMBER}]


def test_a_payment_is_not_the_slip_that_its_words_mention():
    found = held([line(100, 14, "XS1003")], [voucher(-100, 14, "记012", "XS1003", flow=Flow.MONEY)])
    assert not found.compared


@pytest.mark.parametrize(
    ("stated", "pairs"),
    [
        (150, [((0, 1), (0,), Level.CONTENT)]),
        (100, [((0,), (0,), Level.RESEMBLANCE)]),
        (151, []),
    ],
)
def test_what_they_say_was_paid_in_one_figure_is_held_against_all_payments(stated, pairs):
    ours = [paid(100, 5, "F1"), paid(50, 25, "F2")]
    whole = dataclasses.replace(paid(stated, 1), day=None)
    assert [(one.match.ours, one.match.theirs, one.match.level) for one in held(ours, [whole]).compared] == pairs


def test_what_changed_of_frozen_months_is_not_told_as_a_charge():
    found = held([line(-20, 1, "XS0905", flow=Flow.PRIOR), line(-5, 2, "TZ1", flow=Flow.OTHER)], [], 0, Balances(0, 0))
    assert [why for _, why in found.only_ours] == [Why.PRIOR, Why.CHARGE]


def test_a_line_of_theirs_under_the_number_of_a_void_slip_says_so():
    found = held([], [line(100, 14, "XS1007"), line(70, 15, "XS1008"), voucher(30, 16, "转1", "XS1009")])
    told = with_void(found, {"XS1007", "XS1009"})
    assert [why for _, why in told.only_theirs] == [Why.VOID, Why.MISSING, Why.VOID]


def test_two_payments_of_one_day_and_amount_under_two_vouchers_are_two():
    theirs = [voucher(-60, 11, "记012", flow=Flow.MONEY), voucher(-60, 11, "记013", flow=Flow.MONEY)]
    assert [why for _, why in held([paid(60, 11, "F1")], theirs).only_theirs] == [Why.MISSING]


AMOUNTS = st.integers(-300, 300).filter(bool)
LINES = st.lists(
    st.builds(
        lambda amount, day, number, goods: line(amount, day, number and f"S{number:03d}", (BOLTS, RINGS)[goods]),
        AMOUNTS,
        st.integers(1, 30),
        st.integers(0, 6),
        st.integers(0, 1),
    ),
    max_size=14,
)
BALANCE = st.none() | st.integers(-100_000, 100_000)


def keyed(lines):
    return [dataclasses.replace(one, key=str(at)) for at, one in enumerate(lines)]


@pytest.mark.thorough
@given(LINES, LINES, st.integers(-100_000, 100_000), BALANCE, BALANCE)
def test_nothing_is_lost_and_the_balances_always_meet(ours, theirs, opening, opened, closing):
    ours, theirs = keyed(ours), keyed(theirs)
    found = held(ours, theirs, opening, Balances(opened, closing))
    assert found.bridge.rest == 0
    mine = [at for one in found.compared for at in one.match.ours] + [at for at, _ in found.only_ours]
    others = [at for one in found.compared for at in one.match.theirs] + [at for at, _ in found.only_theirs]
    assert sorted(mine) == list(range(len(found.ours)))
    assert sorted(others) == list(range(len(theirs)))


@given(LINES)
def test_a_sheet_that_says_what_we_say_agrees(lines):
    lines = keyed(lines)
    found = held(lines, lines, 500, Balances(500, None))
    assert [*found.differing, *found.only_ours, *found.only_theirs] == []
    assert found.bridge.ours == found.bridge.theirs
