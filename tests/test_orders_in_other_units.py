"""Orders in boxes and deliveries in pieces: what was delivered counts in the order's unit, or cannot be compared."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import TODAY, Office

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.order_book import open_lines, order_lines, over_lines, remember_open
from neiqin_xl.reports.order_lines import state_of
from neiqin_xl.reports.order_tracking import order_tracking

LIST = """
| product_code | product_name | unit | pack_unit | conv_rate |
| KT           | 管夹         | 个   | 箱        | 1000      |
"""
ORDER = """
| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl |
| D-1      | 2026-11-01 | 0017          | KT           | 箱   | 2   | 1280.00         |
"""
SLIP = """
| shipment_no | ship_date  | order_no | customer_code | product_code | unit | qty  | unit_price_incl |
| S-1         | 2026-11-05 | D-1      | 0017          | KT           | 个   | 1500 | 1.28            |
"""
AGAIN = """
| return_no | return_date | shipment_no | order_no | customer_code | product_code | unit | qty | unit_price_incl | disposition |
| R-1       | 2026-11-08  | S-1         | D-1      | 0017          | KT           | 个   | 500 | 1.28            | 换货补发    |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def line(office):
    (found,) = order_lines(office.ledger)
    return found


def figures(found):
    """净发, 未发, 超发, whether they cannot be told, and the amount that is open."""
    return (
        (found.shipped - found.reopened) / 10**4,
        found.open / 10**4,
        found.over / 10**4,
        found.unlike,
        found.open_amount_fen,
    )


def test_pieces_count_in_the_boxes_of_their_order(office):
    for kind, paper in (("product", LIST), ("order", ORDER), ("shipment", SLIP)):
        office.drop(kind, paper)
    assert figures(line(office)) == (1.5, 0.5, 0, False, 64000)
    assert state_of(line(office)) == "部分发"
    office.drop("shipment", SLIP.replace("S-1", "S-2").replace("1500", "600"))
    assert figures(line(office)) == (2.1, 0, 0.1, False, 0)
    assert [one.over for one in over_lines(office.ledger)] == [1000]
    assert open_lines(office.ledger) == []


def test_boxes_count_in_the_pieces_of_their_order(office):
    office.drop("product", LIST)
    office.drop("order", ORDER.replace("| 箱   | 2   | 1280.00", "| 个 | 2000 | 1.28"))
    office.drop("shipment", SLIP.replace("| 个   | 1500 | 1.28", "| 箱 | 1 | 1280"))
    assert figures(line(office)) == (1000, 1000, 0, False, 128000)


def test_what_comes_back_to_be_sent_again_counts_alike(office):
    for kind, paper in (("product", LIST), ("order", ORDER), ("shipment", SLIP), ("goods_return", AGAIN)):
        office.drop(kind, paper)
    assert figures(line(office)) == (1, 1, 0, False, 128000)


def test_without_a_conversion_nothing_is_open_and_nothing_over(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP)
    assert figures(line(office)) == (0, 0, 0, True, 0)
    assert state_of(line(office)) == "单位不同"
    assert (open_lines(office.ledger), over_lines(office.ledger)) == ([], [])


@pytest.mark.thorough
@pytest.mark.parametrize(
    "papers", list(permutations([("product", LIST), ("order", ORDER), ("shipment", SLIP), ("goods_return", AGAIN)]))
)
def test_whichever_paper_comes_first_the_order_stands_the_same(office, papers):
    for kind, paper in papers:
        office.drop(kind, paper)
        with office.ledger.transaction():
            remember_open(office.ledger, open_lines(office.ledger))
    assert figures(line(office)) == (1, 1, 0, False, 128000)
    assert len(open_lines(office.ledger)) == 1
    assert office.replayed_digest() == office.digest()


def test_a_slip_that_is_corrected_to_the_orders_unit_counts_as_it_stands(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP)
    office.drop("shipment", SLIP.replace("| 个   | 1500 | 1.28", "| 箱   | 1    | 1280"))
    assert figures(line(office))[:3] == (1, 1, 0)
    assert office.ledger.one("SELECT count(*) FROM converted") == (0,)


def test_a_slip_taken_back_leaves_nothing_behind(office):
    office.drop("order", ORDER)
    before = office.digest()
    office.drop("shipment", SLIP)
    office.undo(2)
    assert office.digest() == before
    assert office.ledger.one("SELECT count(*) FROM converted") == (0,)


@pytest.mark.parametrize(("price", "wanted"), [("1.28", (1.5, 0.5, 0)), ("1.40", (0, 0, 0))])
def test_a_number_on_a_paper_counts_where_the_prices_bear_it_out(office, price, wanted):
    """每包装数 beside 包 may be the pieces in a bag or the bags in a carton; the two prices tell which."""
    held = ORDER.replace("unit_price_incl |", "unit_price_incl | conv_rate |").replace(
        "1280.00         |", "1280.00 | 1000 |"
    )
    office.drop("order", held.replace("箱", "包"))
    office.drop("shipment", SLIP.replace("1.28", price))
    assert figures(line(office))[:3] == wanted


def test_two_spellings_of_one_unit_are_one(office):
    office.drop("order", ORDER.replace("箱", "KG"))
    office.drop("shipment", SLIP.replace("个 ", "公斤").replace("1500", "2"))
    assert figures(line(office))[:4] == (2, 0, 0, False)


@pytest.mark.parametrize("papers", [(0, 1), (1, 0)])
def test_of_two_lines_of_one_product_the_one_in_the_slips_unit_is_meant(office, papers):
    both = ORDER + "| D-1 | 2026-11-01 | 0017 | KT | 个 | 500 | 1.30 |"
    slip = SLIP.replace(" | unit_price_incl |", " |").replace(" | 1.28            |", " |").replace("1500", "400")
    for n in papers:
        office.drop(*(("order", both), ("shipment", slip))[n])
    assert [(one.unit, one.shipped, one.unlike) for one in order_lines(office.ledger)] == [
        ("箱", 0, False),
        ("个", 400 * 10**4, False),
    ]
    assert office.ledger.one("SELECT amount FROM posting WHERE measure = 'shipped'") == (52000,)


def test_the_overview_has_a_line_for_them_only_where_there_are_some(office):
    def states():
        (paper,) = order_tracking.build(Books(office.ledger, TODAY), parse_period("今天", TODAY))
        return [row[0] for row in paper.pages[0].blocks[0].rows]

    office.drop("order", ORDER)
    assert "单位不同" not in states()
    office.drop("shipment", SLIP)
    assert states()[-1] == "单位不同"
