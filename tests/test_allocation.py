"""What a payment settles: worked numbers, what clerks write beside payments, and what must hold of any account."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.reconcile.allocation import Level, allocate
from neiqin_xl.reconcile.items import OpenItem, Payment
from neiqin_xl.reconcile.references import months_in, named_in


def item(number, day, yuan, *, due=None, names=(), order=""):
    day = date.fromisoformat(day)
    return OpenItem(number, day, yuan * 100, date.fromisoformat(due) if due else day, (number, *names), order)


def paid(name, day, yuan, *said, free=True, given=()):
    return Payment(name, date.fromisoformat(day), yuan * 100, tuple(given), said, free)


def parts(items, payments):
    """(payment, item, yuan, level) of each part."""
    return [(one.payment, one.item, one.amount // 100, one.level.value) for one in allocate(items, payments).parts]


SHIPMENTS = [item("S1", "2024-01-15", 10000), item("S2", "2024-02-20", 8000), item("S3", "2024-03-28", 6000)]


def test_the_oldest_is_paid_first():
    settled = allocate(SHIPMENTS, [paid("R", "2024-04-01", 13000)])
    assert settled.open == {"S1": 0, "S2": 500000, "S3": 600000}
    assert settled.prepaid == {"R": 0}


def test_what_is_left_of_a_payment_is_paid_in_advance():
    settled = allocate(SHIPMENTS, [paid("R", "2024-04-01", 30000)])
    assert settled.prepaid == {"R": 600000}
    assert set(settled.open.values()) == {0}


def test_what_a_person_says_goes_before_everything():
    payments = [paid("R", "2024-04-01", 8000, given=[("s3", 200000), ("S1", None)])]
    assert parts(SHIPMENTS, payments) == [("R", "S3", 2000, "given"), ("R", "S1", 6000, "given")]


def test_a_paper_named_beside_a_later_payment_is_not_spent_by_an_older_one():
    items = [item("S1", "2024-01-15", 10000, names=["SH-001"]), *SHIPMENTS[1:]]
    payments = [paid("R1", "2024-04-01", 9000), paid("R2", "2024-04-02", 10000, "付sh-001货款")]
    assert parts(items, payments) == [
        ("R2", "S1", 10000, "reference"),
        ("R1", "S2", 8000, "oldest"),
        ("R1", "S3", 1000, "oldest"),
    ]


@pytest.mark.parametrize("said", ["3月货款", "付 3 月份货款", "2024年3月", "2024.03月货款", "支付三月、即3月份的款"])
def test_the_goods_of_a_month_are_paid_for_by_its_name(said):
    assert parts(SHIPMENTS, [paid("R", "2024-04-10", 5000, said)]) == [("R", "S3", 5000, "reference")]


@pytest.mark.parametrize(("name", "order"), [("DZ-202402-K01-01", ""), ("INV00000012", ""), ("", "DD-0077")])
def test_an_item_is_named_by_its_statement_its_invoice_or_its_order(name, order):
    items = [SHIPMENTS[0], item("S2", "2024-02-20", 8000, names=(name,), order=order)]
    said = f"贵司对账单/发票/订单{name or order}款项"
    assert parts(items, [paid("R", "2024-04-10", 5000, said)]) == [("R", "S2", 5000, "reference")]


def test_the_only_paper_of_just_that_amount_is_meant():
    assert parts(SHIPMENTS, [paid("R", "2024-04-10", 6000)]) == [("R", "S3", 6000, "exact")]


def test_of_two_papers_of_one_amount_neither_is_guessed():
    items = [*SHIPMENTS, item("S4", "2024-03-29", 6000)]
    assert parts(items, [paid("R", "2024-04-10", 6000)]) == [("R", "S1", 6000, "oldest")]


def test_the_only_month_of_just_that_amount_is_meant():
    items = [*SHIPMENTS, item("S4", "2024-03-29", 500)]
    assert parts(items, [paid("R", "2024-04-10", 6500)]) == [("R", "S3", 6000, "exact"), ("R", "S4", 500, "exact")]


def test_an_amount_that_fits_goods_of_later_is_no_sign():
    assert parts(SHIPMENTS, [paid("R", "2024-03-01", 6000)]) == [("R", "S1", 6000, "oldest")]


def test_a_deposit_waits_for_the_goods_of_its_order():
    deposit = paid("R", "2024-01-01", 3000, "DD-9", free=False)
    settled = allocate(SHIPMENTS, [deposit])
    assert settled.prepaid == {"R": 300000}
    shipped = [*SHIPMENTS, item("S4", "2024-05-01", 10000, order="DD-9")]
    assert parts(shipped, [deposit]) == [("R", "S4", 3000, "reference")]


def test_what_is_not_due_yet_is_paid_after_what_is():
    items = [item("S1", "2024-01-15", 100, due="2024-06-30"), item("S2", "2024-02-15", 100, due="2024-03-31")]
    assert parts(items, [paid("R", "2024-04-01", 150)]) == [("R", "S2", 100, "oldest"), ("R", "S1", 50, "oldest")]


def test_entries_that_share_an_id_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="share an id"):
        allocate([SHIPMENTS[0], SHIPMENTS[0]], [])


def test_a_number_is_named_only_as_a_whole():
    names = ["S-12", "S-123", "8012", "送字0012号"]
    assert named_in(["付s-123，送字0012号"], names) == {"S-123", "送字0012号"}
    assert named_in(["金额18012元"], names) == set()
    assert named_in(["货款8012"], names) == {"8012"}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12月货款", {(2025, 12)}),
        ("1月货款", {(2026, 1)}),
        ("11-12月货款", {(2025, 11), (2025, 12)}),
        ("12月至1月货款", {(2025, 12), (2026, 1)}),
        ("25年3月", {(2025, 3)}),
        ("1月5日付款", set()),
        ("3个月账期", set()),
        ("货款", set()),
    ],
)
def test_a_month_without_a_year_is_the_last_one_of_its_name(text, months):
    assert months_in([text], date(2026, 1, 20)) == months


DAYS = st.integers(0, 120).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
AMOUNTS = st.integers(0, 2000)
NAMES = st.sampled_from(["S-100", "S-101", "S-102", "DD-7", "DZ-202401-K1-01"])
ITEMS = st.lists(st.tuples(DAYS, AMOUNTS, st.none() | DAYS, st.lists(NAMES, max_size=2)), max_size=8)
PAYMENTS = st.lists(
    st.tuples(
        DAYS,
        AMOUNTS,
        st.lists(st.tuples(NAMES, st.none() | AMOUNTS), max_size=2),
        st.sampled_from([(), ("2月货款",), ("付S-100、DD-7",), ("货款",)]),
        st.booleans(),
    ),
    max_size=6,
)


def account(items, payments):
    made = [OpenItem(f"i{n}", day, amount, due, tuple(names)) for n, (day, amount, due, names) in enumerate(items)]
    sides = [Payment(f"p{n}", day, *one[:1], tuple(one[1]), *one[2:]) for n, (day, *one) in enumerate(payments)]
    return made, sides


@given(ITEMS, PAYMENTS)
def test_every_fen_of_a_payment_is_settled_once_or_left_over(items, payments):
    items, payments = account(items, payments)
    settled = allocate(items, payments)
    of_payment, of_item = Counter(settled.prepaid), Counter(settled.open)
    for part in settled.parts:
        assert part.amount > 0
        of_payment[part.payment] += part.amount
        of_item[part.item] += part.amount
    assert of_payment == Counter({one.id: one.amount for one in payments})
    assert of_item == Counter({one.id: one.amount for one in items})
    assert min([0, *settled.prepaid.values(), *settled.open.values()]) == 0


@pytest.mark.thorough
@given(ITEMS, PAYMENTS, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_plays_no_part(items, payments, chance):
    items, payments = account(items, payments)
    settled = allocate(items, payments)
    for side in (items, payments):
        chance.shuffle(side)
    assert allocate(items, payments) == settled


@given(ITEMS, PAYMENTS)
def test_a_free_payment_never_stays_while_anything_is_open(items, payments):
    items, payments = account(items, payments)
    settled = allocate(items, payments)
    if any(settled.prepaid[one.id] for one in payments if one.free):
        assert set(settled.open.values()) <= {0}


@given(ITEMS, PAYMENTS)
def test_what_came_out_can_be_given_back_in_and_stays(items, payments):
    items, payments = account(items, payments)
    settled = allocate([_alone(one) for one in items], payments)
    said = {one.id: [(part.item, part.amount) for part in settled.parts if part.payment == one.id] for one in payments}
    told = [Payment(one.id, one.day, one.amount, tuple(said[one.id]), (), free=False) for one in payments]
    again = allocate([_alone(one) for one in items], told)
    assert (again.open, again.prepaid) == (settled.open, settled.prepaid)
    assert {part.level for part in again.parts} <= {Level.GIVEN}


def _alone(one):
    """The item under its own name, so that what is given to it goes nowhere else."""
    return OpenItem(one.id, one.day, one.amount, one.due, (one.id,))


def test_a_long_account_is_settled_whole():
    chance = random.Random(5)
    days = [date(2024, 1, 1) + timedelta(days=chance.randrange(365)) for _ in range(600)]
    items = [
        OpenItem(f"S-{n:04d}", day, chance.randrange(1, 10**7), day, (f"S-{n:04d}",)) for n, day in enumerate(days)
    ]
    total = sum(one.amount for one in items)
    payments = [Payment(f"R{n}", day, total // 200) for n, day in enumerate(days[:200])]
    settled = allocate(items, payments)
    assert sum(settled.open.values()) == total - 200 * (total // 200)
