"""Which open orders may go: every reason on both sides of its edge, and money that is never given out twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.reconcile.release import Fund, OpenOrder, Standing, Why, decide
from neiqin_xl.settlement import read_terms


def order(number, value, terms, *, gone=0, paid=0, day=10, priced=True):
    """An order of which goods for `gone` have left and were paid with `paid`."""
    wanted = date(2026, 12, day)
    return OpenOrder(number, number, value, value - gone, read_terms(terms) if terms else None, wanted, paid, priced)


def decided(orders, funds=(), standing=None):
    found = decide(orders, funds, standing or Standing())
    return [(one.order.id, one.why, one.short, one.may) for one in found]


def one(*args, funds=(), standing=None, **others):
    ((_, why, short, may),) = decided([order("D1", *args, **others)], funds, standing)
    return why, short, may


@pytest.mark.parametrize(
    ("came", "found"),
    [
        (1000, (Why.PAID, 0, 1000)),
        (999, (Why.PARTLY_PAID, 1, 999)),
        (1, (Why.PARTLY_PAID, 999, 1)),
        (0, (Why.UNPAID, 1000, 0)),
        (5000, (Why.PAID, 0, 1000)),
    ],
)
def test_an_order_paid_in_advance_goes_as_far_as_its_money_does(came, found):
    assert one(1000, "款到发货", funds=[Fund(came)]) == found


def test_what_has_gone_must_be_paid_before_more_goes():
    assert one(1000, "款到发货", gone=400, paid=100, funds=[Fund(300)]) == (Why.UNPAID, 600, 0)
    assert one(1000, "款到发货", gone=400, paid=400, funds=[Fund(300)]) == (Why.PARTLY_PAID, 300, 300)
    assert one(1000, "款到发货", gone=400, paid=400, funds=[Fund(600)]) == (Why.PAID, 0, 600)


def test_a_deposit_lets_all_of_an_order_go_on_credit_and_less_lets_nothing():
    assert one(1000, "30%定金，余款月结30天", funds=[Fund(300)]) == (Why.PAID, 0, 1000)
    assert one(1000, "30%定金，余款月结30天", funds=[Fund(299)]) == (Why.UNPAID, 1, 0)
    assert one(1000, "30%定金，70%发货前", funds=[Fund(999)]) == (Why.PARTLY_PAID, 1, 999)


@pytest.mark.parametrize(("allowed", "why"), [(700, Why.PAID), (699, Why.OVER)])
def test_the_rest_after_a_deposit_needs_room_below_the_limit(allowed, why):
    # The deposit of 300 makes the balance -300; with goods for 1,000 it will be 700.
    rest = order("D1", 1000, "30%定金，余款月结30天")
    assert decided([rest], [Fund(300)], Standing(room=allowed + 300))[0][1] is why


@pytest.mark.parametrize(("second", "why"), [(300, Why.WITHIN_CREDIT), (301, Why.OVER)])
def test_goods_that_go_after_a_deposit_leave_the_room_that_they_do_not_fill(second, why):
    orders = [order("D1", 1000, "30%定金，余款月结30天", day=1), order("D2", second, "月结30天", day=2)]
    # Allowed are 1,000, owed will be 700.
    assert [each for _, each, _, _ in decided(orders, [Fund(300)], Standing(room=1300))] == [Why.PAID, why]


def test_several_payments_together_pay_for_an_order_and_what_is_over_for_the_next():
    orders = [order("D1", 1000, "款到发货", day=1), order("D2", 300, "款到发货", day=2)]
    found = decided(orders, [Fund(600), Fund(600)])
    assert found == [("D1", Why.PAID, 0, 1000), ("D2", Why.PARTLY_PAID, 100, 200)]


def test_what_was_paid_for_goods_that_have_gone_is_not_asked_for_again():
    orders = [order("D1", 1000, "款到发货", gone=400, paid=400, day=1), order("D2", 400, "款到发货", day=2)]
    assert decided(orders, [Fund(1000)]) == [("D1", Why.PAID, 0, 600), ("D2", Why.PAID, 0, 400)]


def test_an_order_without_a_day_comes_last():
    undated = OpenOrder("D1", "D1", 600, 600, read_terms("款到发货"))
    found = decided([undated, order("D2", 600, "款到发货", day=30)], [Fund(600)])
    assert found == [("D2", Why.PAID, 0, 600), ("D1", Why.UNPAID, 600, 0)]


def test_money_for_an_order_that_is_named_goes_to_no_other():
    orders = [order("D1", 1000, "款到发货", day=1), order("D2", 500, "款到发货", day=2)]
    funds = [Fund(600, frozenset({"D2"})), Fund(1000)]
    assert [why for _, why, _, _ in decided(orders, funds)] == [Why.PAID, Why.PAID]
    assert [why for _, why, _, _ in decided(orders, funds[:1])] == [Why.UNPAID, Why.PAID]


def test_what_is_wanted_first_is_served_first():
    orders = [order("D1", 600, "款到发货", day=20), order("D2", 600, "款到发货", day=2)]
    assert [(number, why) for number, why, _, _ in decided(orders, [Fund(600)])] == [
        ("D2", Why.PAID), ("D1", Why.UNPAID),
    ]  # fmt: skip


@pytest.mark.parametrize("terms", ["货到付款", "现结"])
def test_what_is_paid_on_arrival_goes_at_once_even_without_credit(terms):
    assert one(1000, terms, standing=Standing(room=0, prepays=True))[0] is Why.ON_ARRIVAL


@pytest.mark.parametrize(("room", "why"), [(1000, Why.WITHIN_CREDIT), (999, Why.OVER), (None, Why.WITHIN_CREDIT)])
def test_goods_on_credit_need_room_below_the_limit(room, why):
    assert one(1000, "月结30天", standing=Standing(room=room))[0] is why


def test_an_order_that_goes_leaves_less_room_for_the_next_and_one_that_does_not_leaves_all():
    orders = [order("D1", 600, "月结", day=1), order("D2", 600, "月结", day=2), order("D3", 400, "月结", day=3)]
    found = [why for _, why, _, _ in decided(orders, (), Standing(room=1000))]
    assert found == [Why.WITHIN_CREDIT, Why.OVER, Why.WITHIN_CREDIT]


def test_money_kept_for_an_order_is_no_room_for_goods_on_credit():
    orders = [order("D1", 500, "款到发货", day=1), order("D2", 600, "月结", day=2)]
    # 500 came for D1: the balance is -500, so 600 seems to fit below a limit of 200.
    assert [why for _, why, _, _ in decided(orders, [Fund(500)], Standing(room=700))] == [Why.PAID, Why.OVER]


def test_whoever_is_late_gets_nothing_on_credit_but_what_is_paid_for():
    late = Standing(late=True)
    assert one(1000, "月结30天", standing=late)[0] is Why.LATE
    assert one(1000, "款到发货", funds=[Fund(1000)], standing=late)[0] is Why.PAID


def test_without_credit_everything_is_paid_in_advance():
    assert one(1000, "月结30天", funds=[Fund(1000)], standing=Standing(room=0, prepays=True))[0] is Why.PAID
    assert one(1000, "月结30天", standing=Standing(room=0, prepays=True))[0] is Why.UNPAID


@pytest.mark.parametrize(
    ("terms", "batches", "found"),
    [
        ("滚动结算", (), (Why.WITHIN_CREDIT, 0, 1000)),
        ("滚动结算", (70,), (Why.BATCH_OPEN, 70, 0)),
        ("压2批", (70,), (Why.WITHIN_CREDIT, 0, 1000)),
        ("压2批", (70, 30), (Why.BATCH_OPEN, 70, 0)),
        ("压2批", (70, 30, 5), (Why.BATCH_OPEN, 100, 0)),
    ],
)
def test_the_batch_before_is_paid_before_the_next_goes(terms, batches, found):
    assert one(1000, terms, standing=Standing(batches=batches)) == found


def test_what_nobody_can_tell_is_asked():
    assert one(1000, "")[0] is Why.NO_TERMS
    assert one(1000, "看情况")[0] is Why.NO_TERMS
    assert one(1000, "月结30天", priced=False)[0] is Why.UNPRICED
    assert one(1000, "款到发货", priced=False, funds=[Fund(1000)])[0] is Why.UNPRICED


AMOUNTS = st.integers(1, 1000)
ORDERS = st.lists(st.tuples(AMOUNTS, st.sampled_from(["款到发货", "30%定金，70%发货前"])), min_size=1, max_size=5)
FUNDS = st.lists(st.tuples(AMOUNTS, st.sampled_from([(), ("D0",), ("D1",)])), max_size=5)


@pytest.mark.thorough
@given(ORDERS, FUNDS)
def test_no_money_is_given_out_twice_and_no_order_goes_beyond_its_own(orders, funds):
    made = [order(f"D{n}", value, terms, day=n + 1) for n, (value, terms) in enumerate(orders)]
    found = decide(made, [Fund(amount, frozenset(names)) for amount, names in funds], Standing())
    assert sum(each.paid for each in found) <= sum(amount for amount, _ in funds)
    for each in found:
        assert 0 <= each.may <= each.order.open
        assert each.may <= each.paid
        assert each.short == max(0, each.needed - each.paid)
