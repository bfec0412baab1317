"""Which slips invoices are for, what is still to be invoiced, and what red ones take back (domain §4.6, RULES 12, 22)."""

from __future__ import annotations

from collections import Counter
from itertools import count
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.ledger.differing.invoices import Billed, Delivered
from neiqin_xl.ledger.differing.returns import Back, Out
from neiqin_xl.ledger.pack_sizes import Pack
from neiqin_xl.reconcile.coming_back import Trouble, coming_back
from neiqin_xl.reconcile.invoicing import IN_TURN, invoicing


def goods(number, day, yuan, *, order="", lines=1, customer="c1"):
    return Delivered(number, "", "CNY", customer, "张敏", number, f"2026-{day}", f"|{number}", order, "",
                     round(yuan * 100), lines, 0, "发货.xlsx", "发货", 2)  # fmt: skip


def bill(number, day, yuan, *, slip="", order="", original="", says="", customer="c1"):
    return Billed("", "CNY", customer, "张敏", number, f"2026-{day}", slip, order, original, says,
                  round(yuan * 100), 1, 130000000, "发票.xlsx", "发票", 2)  # fmt: skip


def out(number, day, quantity, yuan, *, product="p1", order="", line=None, customer="c1"):
    return Out(crc32(f"{number}{product}".encode()) if line is None else line, number, "", "CNY", customer, number, f"2026-{day}", product, "件",
               quantity * 10**4, round(yuan * 100), f"|{number}" if number else "", order, "")  # fmt: skip


_LINES = count(10**6)


def back(day, quantity, yuan, *, slip="", product="p1", order="", customer="c1", priced=True):
    return Back(next(_LINES), "", "CNY", customer, "张敏", "T-1", f"2026-{day}", product, "件", quantity * 10**4,
                round(yuan * 100), priced, f"|{slip}" if slip else "", slip, order, "", "", "退货.xlsx", "退货", 2)  # fmt: skip


def account(delivered, bills=(), returns=(), outs=None, *, opened="", begun=""):
    shipped = outs if outs is not None else [
        out(one.number, one.date[5:], 100, one.amount_fen / 100, order=one.order) for one in delivered
    ]  # fmt: skip
    (found,) = invoicing(delivered, bills, coming_back(returns, shipped), {("", "c1", "CNY"): opened}, begun)
    return found


def still_open(found):
    return {slip.delivered.number: slip.open / 100 for slip in found.slips}


THREE = (goods("S-1", "01-15", 10000), goods("S-2", "02-20", 8000), goods("S-3", "03-28", 6000))


def test_an_invoice_that_names_no_slip_is_for_the_oldest_that_are_not_invoiced_yet():
    found = account(THREE, [bill("1", "04-02", 13000)])
    assert still_open(found) == {"S-1": 0, "S-2": 5000, "S-3": 6000}
    assert [level for _, _, level in found.invoices[0].covers] == [IN_TURN, IN_TURN]


def test_an_invoice_is_for_the_slips_that_it_names_wherever_it_names_them():
    assert still_open(account(THREE, [bill("1", "04-02", 8000, slip="S-2")])) == {"S-1": 10000, "S-2": 0, "S-3": 6000}
    both = account(THREE, [bill("1", "04-02", 14000, says="S-2、S-3 货款")])
    assert still_open(both) == {"S-1": 10000, "S-2": 0, "S-3": 0}
    assert {level for _, _, level in both.invoices[0].covers} == {"L1"}


def test_an_invoice_of_an_order_is_for_that_orders_slips_the_oldest_first():
    slips = (goods("S-1", "01-15", 100, order="|D-1"), goods("S-2", "01-16", 50, order="|D-2"),
             goods("S-3", "01-17", 80, order="|D-2"))  # fmt: skip
    found = account(slips, [bill("1", "02-02", 70, order="|D-2")])
    assert still_open(found) == {"S-1": 100, "S-2": 0, "S-3": 60}
    assert found.slips[2].level == "L2"


def test_an_invoice_that_comes_to_one_slip_alone_is_supposed_to_be_for_that():
    found = account(THREE, [bill("1", "04-02", 8000.05)])
    assert still_open(found) == {"S-1": 10000, "S-2": -0.05, "S-3": 6000}
    assert found.slips[1].level == "L3"


@pytest.mark.parametrize(
    ("yuan", "still", "level"), [(500, {"A": 0, "B": 0, "C": 7}, "L3"), (499.9, {"A": 0, "B": 0.1, "C": 7}, IN_TURN)]
)
def test_an_invoice_of_a_whole_month_covers_that_and_another_amount_the_oldest(yuan, still, level):
    slips = (goods("C", "02-03", 7), goods("A", "01-02", 200), goods("B", "01-20", 300))
    found = account(sorted(slips, key=lambda one: one.date), [bill("1", "02-05", yuan)])
    assert still_open(found) == still
    assert {kind for _, _, kind in found.invoices[0].covers} == {level}


def test_two_slips_of_one_amount_are_not_guessed_at_but_taken_in_turn():
    slips = (goods("A", "01-02", 50), goods("B", "01-20", 300), goods("C", "02-03", 300))
    found = account(slips, [bill("1", "02-05", 300)])
    assert still_open(found) == {"A": 0, "B": 50, "C": 300}
    assert {level for _, _, level in found.invoices[0].covers} == {IN_TURN}


def test_an_invoice_that_names_its_slip_is_not_robbed_by_an_older_one_that_names_none():
    found = account(THREE, [bill("1", "03-01", 9000), bill("2", "04-02", 10000, slip="S-1")])
    assert still_open(found) == {"S-1": 0, "S-2": 0, "S-3": 5000}


def test_an_invoice_that_names_a_slip_which_we_do_not_have_is_for_no_other():
    found = account(THREE, [bill("1", "04-02", 8000, slip="S-0")])
    assert still_open(found) == {"S-1": 10000, "S-2": 8000, "S-3": 6000}
    assert found.invoices[0].left == 800000


def test_what_is_invoiced_ahead_is_delivered_later():
    ahead = bill("1", "01-10", 100, order="|D-1")
    assert account([goods("S-9", "01-12", 5)], [ahead]).invoices[0].left == 10000
    assert account([goods("S-1", "01-15", 100, order="|D-1")], [ahead]).invoices[0].left == 0


def test_goods_that_came_back_before_their_invoice_are_not_to_be_invoiced():
    slips, returns = [goods("S-1", "01-15", 1000)], [back("01-20", 10, 100, slip="S-1")]
    assert still_open(account(slips, returns=returns)) == {"S-1": 900}
    assert still_open(account(slips, [bill("1", "01-31", 900)], returns)) == {"S-1": 0}


def test_goods_that_came_back_after_their_invoice_wait_for_a_red_one():
    slips, returns = [goods("S-1", "01-15", 1000)], [back("02-20", 10, 100, slip="S-1")]
    blue = bill("1", "01-31", 1000)
    found = account(slips, [blue], returns)
    assert (found.slips[0].excess, found.slips[0].returned) == (10000, 10000)
    for red in (bill("2", "02-25", -100, original="1"), bill("2", "02-25", -100), bill("2", "02-25", -100, slip="S-1")):
        assert account(slips, [blue, red], returns).slips[0].open == 0


@pytest.mark.parametrize(
    ("shipped", "reds", "returns", "ahead", "excess"),
    [
        (12660, [("09-16", 372)], [("09-30", 330)], 0, 330),
        (12288, [("09-16", 372), ("10-31", 930)], [("09-30", 330), ("10-10", 558)], 0, 330),
        (12660, [("10-16", 330)], [("09-30", 330)], 372, 0),
    ],
)
def test_a_red_invoice_is_for_what_it_comes_to_and_never_for_what_came_back_after_it(
    shipped, reds, returns, ahead, excess
):
    bills = [bill("1", "09-10", 13032), *(bill(f"2{day}", day, -yuan, original="1") for day, yuan in reds)]
    back_of = [back(day, 1, yuan, slip="S-1") for day, yuan in returns]
    found = account([goods("S-1", "09-08", shipped)], bills, back_of)
    assert (found.invoices[0].left, found.slips[0].excess) == (ahead * 100, excess * 100)


def test_a_red_invoice_for_the_whole_makes_the_slip_wait_for_another_blue_one():
    slips = [goods("S-1", "01-15", 1000)]
    reversed_ = [bill("1", "01-31", 1000, slip="S-1"), bill("2", "02-01", -1000, original="1")]
    assert still_open(account(slips, reversed_)) == {"S-1": 1000}
    assert still_open(account(slips, [*reversed_, bill("3", "02-02", 1000, slip="S-1")])) == {"S-1": 0}


def test_a_return_of_goods_invoiced_before_our_time_reduces_no_other_delivery_and_waits_for_its_red_invoice():
    slips = [goods("S-1", "01-15", 1000)]
    returns = [back("01-20", 10, 113, slip="S-OLD")]
    found = account(slips, returns=returns)
    assert still_open(found) == {"S-1": 1000}
    assert [(one.left, one.back.trouble) for one in found.before_us] == [(11300, Trouble.UNKNOWN_SLIP)]
    red = bill("9", "02-01", -113, original="OLD-77")
    found = account(slips, [bill("1", "01-31", 1000), red], returns)
    assert (found.before_us[0].left, found.reds_before_us, found.reds_left) == (0, 11300, ())
    assert still_open(found) == {"S-1": 0}


def test_a_red_invoice_whose_blue_one_we_lack_takes_nothing_from_our_deliveries():
    found = account([goods("S-1", "01-15", 1000)], [bill("1", "01-31", 1000), bill("9", "02-01", -113, original="OLD")])
    assert still_open(found) == {"S-1": 0}
    assert [left for _, left in found.reds_left] == [11300]


def test_slips_in_an_opening_balance_wait_for_no_invoice_but_take_one_that_names_them():
    slips = [goods("S-1", "01-15", 100), goods("S-2", "02-15", 200)]
    found = account(slips, [bill("1", "02-20", 150)], opened="2026-01-31")
    assert [(slip.is_ours, slip.open) for slip in found.slips] == [(False, 10000), (True, 5000)]
    assert still_open(account(slips, [bill("1", "02-20", 100, slip="S-1")], opened="2026-01-31"))["S-1"] == 0


def test_more_than_a_named_slip_came_to_is_too_much_for_it_and_for_no_other():
    found = account(THREE, [bill("1", "04-02", 8001, slip="S-2")])
    assert still_open(found) == {"S-1": 10000, "S-2": -1, "S-3": 6000}


_yuan = st.integers(1, 3000).map(lambda fen: fen / 100)
_day = st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda day: f"{day[0]:02}-{day[1]:02}")


@pytest.mark.thorough
@given(st.data())
def test_what_is_delivered_is_invoiced_or_still_to_be_or_was_invoiced_ahead(data):
    """§5.7: 发货净额 = 已开票净额 + 未开票 − 多开 − 提前票, with goods from before our time apart."""
    slips = [goods(f"S-{n}", data.draw(_day), data.draw(_yuan), order=data.draw(st.sampled_from(["", "|D-1", "|D-2"])))
             for n in range(data.draw(st.integers(1, 6)))]  # fmt: skip
    numbers = st.sampled_from(["", "S-0", "S-1", "S-OLD"])
    outs = [out(one.number, one.date[5:], 10, one.amount_fen / 100, order=one.order) for one in slips]
    returns = [back(data.draw(_day), data.draw(st.integers(1, 12)), data.draw(_yuan), slip=data.draw(numbers))
               for _ in range(data.draw(st.integers(0, 4)))]  # fmt: skip
    bills = []
    for n in range(data.draw(st.integers(0, 6))):
        sign = data.draw(st.sampled_from([1, 1, -1]))
        original = data.draw(st.sampled_from(["", "F-0", "F-OLD"])) if sign < 0 else ""
        bills.append(bill(f"F-{n}", data.draw(_day), sign * data.draw(_yuan), slip=data.draw(numbers),
                          order=data.draw(st.sampled_from(["", "|D-1"])), original=original))  # fmt: skip
    came = coming_back(returns, outs)
    (found,) = invoicing(slips, bills, came, {})
    net = sum(one.amount_fen for one in slips) - sum(part.amount_fen for one in came for part in one.parts)
    invoiced = sum(one.amount_fen for one in bills)
    ahead = sum(one.left for one in found.invoices)
    reds_apart = found.reds_before_us + sum(left for _, left in found.reds_left)
    assert net == invoiced + reds_apart - ahead + sum(slip.open for slip in found.slips)
    assert all(one.left >= 0 for one in (*found.invoices, *found.before_us))
    assert all(slip.covered >= 0 for slip in found.slips)
    covered = Counter()
    for one in found.invoices:
        for slip, amount, _ in one.covers:
            assert amount >= 0
            covered[id(slip)] += amount
    assert all(slip.covered == covered[id(slip)] for slip in found.slips)


@pytest.mark.thorough
@given(st.data())
def test_a_return_is_all_matched_or_left_over_and_nothing_comes_back_twice(data):
    outs = [out(f"S-{n}", data.draw(_day), data.draw(st.integers(1, 9)), data.draw(_yuan),
                product=data.draw(st.sampled_from("pq")), line=n) for n in range(data.draw(st.integers(0, 5)))]  # fmt: skip
    returns = [back(data.draw(_day), data.draw(st.integers(1, 12)), data.draw(_yuan), product=data.draw(st.sampled_from("pq")),
                    slip=data.draw(st.sampled_from(["", "S-0", "S-1", "S-OLD"]))) for _ in range(data.draw(st.integers(0, 5)))]  # fmt: skip
    taken = Counter()
    for one in coming_back(returns, outs):
        assert one.left + sum(part.quantity for part in one.parts) == one.back.quantity
        assert one.left_fen + sum(part.amount_fen for part in one.parts) == one.back.amount_fen
        assert (one.left > 0) is (one.trouble is not Trouble.NONE)
        for part in one.parts:
            taken[part.out.line] += part.quantity
    assert all(taken[one.line] <= one.quantity for one in outs)


@pytest.mark.parametrize(
    ("said", "slips", "level", "trouble"),
    [
        ({"slip": "S-1"}, ["S-1"], "L1", Trouble.NONE),
        ({"order": "|D-1"}, ["S-1"], "L2", Trouble.NONE),
        ({}, ["S-2"], "L3", Trouble.NONE),
        ({"slip": "S-7"}, [], "", Trouble.UNKNOWN_SLIP),
        ({"slip": "S-1", "product": "p9"}, [], "", Trouble.NOT_ON_SLIP),
        ({"product": "p9"}, [], "", Trouble.NEVER_DELIVERED),
        ({"slip": "S-1", "customer": "c2"}, [], "", Trouble.NOT_ON_SLIP),
    ],
)
def test_a_return_is_looked_for_by_slip_then_order_then_the_last_delivery(said, slips, level, trouble):
    outs = [out("S-1", "01-05", 10, 25, order="|D-1"), out("S-2", "01-09", 10, 25)]
    (found,) = coming_back([back("01-20", 4, 10, **said)], outs)
    assert ([part.out.number for part in found.parts], found.level, found.trouble) == (slips, level, trouble)


def test_of_two_deliveries_the_one_at_the_returns_own_price_is_meant():
    outs = [out("S-1", "01-05", 10, 25), out("S-2", "01-09", 10, 30)]
    assert coming_back([back("01-20", 4, 10)], outs)[0].parts[0].out.number == "S-1"
    assert coming_back([back("01-20", 4, 12)], outs)[0].parts[0].out.number == "S-2"
    assert coming_back([back("01-07", 4, 12)], outs)[0].parts[0].out.number == "S-1"


@pytest.mark.parametrize(("came_back", "year"), [("2026-11-20", "2026"), ("2026-01-20", "2025")])
def test_of_two_slips_of_one_number_the_newest_before_the_return_is_meant(came_back, year):
    outs = [out("S-1", "03-05", 10, 25, line=n)._replace(date=f"{of}-03-05") for n, of in enumerate(("2025", "2026"))]
    (found,) = coming_back([back("01-20", 4, 10, slip="S-1")._replace(date=came_back)], outs)
    assert [part.out.date[:4] for part in found.parts] == [year]


def test_one_piece_more_than_was_delivered_is_left_over():
    (found,) = coming_back([back("01-20", 11, 27.5)], [out("S-1", "01-05", 10, 25)])
    assert (found.left, found.left_fen, found.trouble) == (10**4, 250, Trouble.BEYOND)


BOXES = {"p1": [Pack("箱", "个", 50 * 10**9)]}


def in_unit(goods, unit):
    return goods._replace(unit=unit)


def test_pieces_come_back_of_boxes_as_many_as_go_into_them():
    outs = [in_unit(out("S-1", "01-05", 2, 100), "箱")]
    found = coming_back([in_unit(back("01-20", n, n), "个") for n in (75, 25, 1)], outs, BOXES)
    assert [(one.trouble, one.left) for one in found] == [(Trouble.NONE, 0), (Trouble.NONE, 0), (Trouble.BEYOND, 10**4)]
    assert [part.quantity for one in found for part in one.parts] == [15000, 5000]  # in boxes


def test_boxes_come_back_of_pieces():
    (found,) = coming_back([in_unit(back("01-20", 3, 90), "箱")], [in_unit(out("S-1", "01-05", 100, 60), "个")], BOXES)
    assert (found.left, found.left_fen, found.trouble) == (10**4, 3000, Trouble.BEYOND)


def test_a_third_of_a_box_at_a_time_leaves_nothing_over():
    packs = {"p1": [Pack("箱", "个", 3 * 10**9)]}
    backs = [in_unit(back(f"01-2{n}", 1, 1), "个") for n in range(4)]
    found = coming_back(backs, [in_unit(out("S-1", "01-05", 1, 3), "箱")], packs)
    assert [one.trouble for one in found] == [Trouble.NONE, Trouble.NONE, Trouble.NONE, Trouble.BEYOND]


def test_where_nobody_says_how_many_go_into_one_they_are_not_compared():
    outs = [in_unit(out("S-1", "01-05", 2, 100), "箱")]
    (found,) = coming_back([in_unit(back("01-20", 500, 250), "个")], outs)
    assert (found.parts, found.left, found.trouble, found.units) == ((), 500 * 10**4, Trouble.OTHER_UNIT, ("箱",))
    assert not found.is_before_us


def test_a_slip_in_the_returns_own_unit_is_taken_beside_one_that_cannot_be_compared():
    outs = [in_unit(out("S-1", "01-05", 2, 100), "箱"), in_unit(out("S-2", "01-06", 10, 10), "个")]
    (found,) = coming_back([in_unit(back("01-20", 4, 4), "个")], outs)
    assert ([part.out.number for part in found.parts], found.trouble) == (["S-2"], Trouble.NONE)


def test_what_is_to_be_invoiced_is_that_of_each_slip_whatever_waits_for_a_red_invoice():
    came_back = [back("02-20", 10, 590, slip="S-1")]
    found = account([goods("S-1", "01-15", 1000), goods("S-2", "02-10", 800)], [bill("1", "02-01", 1000, slip="S-1")],
                    came_back)  # fmt: skip
    assert (found.open_fen, found.slips[0].excess) == (80000, 59000)
