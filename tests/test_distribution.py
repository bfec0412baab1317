"""分发表: what production, warehouse and logistics are told of orders, and are not told twice."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import parse_period
from neiqin_xl.desk.distributing import distribute
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reconcile.handed_out import Standing, State, Told, changes
from neiqin_xl.reports.distribution import difference, distribution, pending
from neiqin_xl.reports.distribution_document import DEPARTMENTS, LOGISTICS, PRODUCTION

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30)


def told(order="D-1", product="螺栓", quantity=100, left=None, required="2026-11-25", **others):
    return Told(
        "", order, "甲样例公司", product, "M8", "盒", quantity, quantity if left is None else left, required, **others
    )


def standing(*lines, fresh=True):
    return [Standing(one, is_to_be_told=fresh and one.open > 0) for one in lines]


def compared(before, now, fields=PRODUCTION.fields):
    remembered = dict(enumerate(before, start=1))
    return [(one.state, one.told.order_no) for one in changes(remembered, now, fields)]


def test_what_is_as_it_was_told_is_not_told_again():
    assert compared([told()], standing(told())) == []
    assert compared([], standing(told())) == [(State.NEW, "D-1")]


@pytest.mark.parametrize("name", ["quantity", "required_date", "promised_date", "remark", "customer", "spec"])
def test_any_field_that_a_department_sees_makes_a_change(name):
    other = told()._replace(**{name: 80 if name == "quantity" else "2026-12-01"})
    (change,) = changes({1: told()}, standing(other), PRODUCTION.fields)
    assert (change.state, change.differing) == (State.CHANGED, (name,))


def test_an_address_concerns_logistics_and_not_production():
    moved = standing(told(address="新址"))
    assert compared([told(address="旧址")], moved) == []
    assert compared([told(address="旧址")], moved, LOGISTICS.fields) == [(State.CHANGED, "D-1")]


def test_what_is_shipped_in_part_is_no_change_and_what_is_shipped_whole_is_finished():
    assert compared([told()], standing(told(left=1))) == []
    assert compared([told()], standing(told(left=0))) == [(State.FINISHED, "D-1")]


def test_a_line_that_is_closed_or_gone_is_cancelled_with_the_quantity_that_was_told():
    (closed,) = changes({1: told()}, standing(told(quantity=0)), PRODUCTION.fields)
    (gone,) = changes({1: told()}, [], PRODUCTION.fields)
    assert (closed.state, closed.told.quantity) == (gone.state, gone.told.quantity) == (State.CANCELLED, 100)


def test_a_line_that_nobody_was_told_of_is_no_news_once_it_is_shipped_or_while_it_is_a_draft():
    assert compared([], standing(told(left=0))) == []
    assert compared([], standing(told(), fresh=False)) == []
    # Told before it went back to a draft, it is not cancelled by that.
    assert compared([told()], standing(told(), fresh=False)) == []


def test_a_corrected_product_changes_its_line_and_is_not_one_cancelled_and_one_new():
    assert compared([told(product="螺拴")], standing(told(product="螺栓"))) == [(State.CHANGED, "D-1")]
    assert compared([told(product="螺拴")], standing(told(product="螺栓", quantity=7))) == [
        (State.CANCELLED, "D-1"),
        (State.NEW, "D-1"),
    ]


def test_equal_lines_are_counted_and_the_same_number_of_another_order_is_another_line():
    twice = [told(), told()]
    assert compared([told()], standing(*twice)) == [(State.NEW, "D-1")]
    assert compared(twice, standing(told())) == [(State.CANCELLED, "D-1")]
    assert compared([told()], standing(told(order="D-2"))) == [(State.CANCELLED, "D-1"), (State.NEW, "D-2")]


def test_cancelled_lines_come_first_then_changed_ones_then_new_ones_by_date():
    before = [told("D-1"), told("D-2")]
    now = standing(told("D-2", quantity=5), told("D-4", required="2026-11-30"), told("D-3"))
    assert [number for _, number in compared(before, now)] == ["D-1", "D-2", "D-3", "D-4"]


def test_a_change_says_what_was_and_what_is():
    now = told(quantity=80_0000, required="")
    (change,) = changes({1: told(quantity=100_0000)}, standing(now), PRODUCTION.fields)
    assert difference(change) == "数量 100→80；要货日期 2026-11-25→（空）"


lines = st.lists(
    st.builds(told, st.sampled_from(["D-1", "D-2"]), st.sampled_from(["螺栓", "垫片"]), st.sampled_from([10, 20])),
    max_size=6,
)


@pytest.mark.thorough
@given(lines, lines)
def test_whoever_was_told_of_every_change_knows_what_stands(before, now):
    known = dict(enumerate(before, start=1))
    for at, change in enumerate(changes(known, standing(*now), PRODUCTION.fields), start=100):
        if change.id is not None:
            del known[change.id]
        if change.state in (State.NEW, State.CHANGED):
            known[at] = change.told
    assert sorted(known.values()) == sorted(now)
    assert changes(known, standing(*now), PRODUCTION.fields) == []


HEAD = (
    "| order_no | order_date | customer_name | product_name | spec | unit | qty | unit_price_incl | required_date | "
    "doc_status | address |\n"
)


def order(number="D-1", qty="100", required="2026-11-25", product="螺栓", status="", address="示例路1号"):
    return f"| {number} | 2026-11-01 | 甲样例公司 | {product} | M8 | 盒 | {qty} | 12.5 | {required} | {status} | {address} |"


class Outbox:
    """A place for papers that keeps what was published, as the desk's publishing does with files."""

    def __init__(self):
        self.written, self.workspace = {}, self
        self.outbox = None

    def papers(self, papers, folder):
        self.last = [fits(one) for one in papers]

    def outcome(self):
        return {"published": [one.name for one in self.last], "pending": [], "set_aside": []}


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("order", HEAD + order() + "\n" + order(product="垫片"))
    return made


def hand_out(office, *departments):
    outbox = Outbox()
    return distribute(outbox, office.books, departments, NOW), outbox


def rows(paper):
    return as_dicts(paper.pages[0].blocks[0])


def test_every_department_is_told_once_and_then_only_what_changed(office):
    first, _ = hand_out(office)
    assert first["handed_out"] == [{"department": one.name, "lines": 2} for one in DEPARTMENTS]
    again, _ = hand_out(office)
    assert (again["handed_out"], again["unchanged"]) == ([], ["生产", "仓库", "物流"])
    office.drop("order", HEAD + order(qty="80") + "\n" + order(product="垫片"))
    third, outbox = hand_out(office, "生产")
    assert third["handed_out"] == [{"department": "生产", "lines": 1}]
    ((row,),) = [rows(one) for one in outbox.last]
    assert (row["状态"], row["变更内容"], row["数量"]) == ("变更", "数量 100→80", 80_0000)
    assert [one.name for one in outbox.last] == ["分发表_生产_2026-11-21_第2次"]


def test_looking_at_what_is_to_be_told_counts_as_telling_nobody(office):
    for _ in range(2):
        papers = list(distribution.build(office.books, parse_period("今天", TODAY)))
        assert [len(rows(fits(one))) for one in papers] == [2, 2, 2]
    assert len(hand_out(office)[0]["handed_out"]) == 3


def test_undoing_an_order_cancels_it_for_those_who_were_told(office):
    hand_out(office)
    office.drop("order", HEAD + order("D-2"))
    hand_out(office)
    office.undo(2)
    found = {one.name: [change.state for change in told] for one, told in pending(office.books).items()}
    assert found == {name: [State.CANCELLED] for name in ("生产", "仓库", "物流")}
    hand_out(office)
    assert all(told == [] for told in pending(office.books).values())


def test_an_order_that_was_shipped_whole_is_forgotten_without_a_word(office):
    hand_out(office)
    office.drop(
        "shipment",
        "| shipment_no | ship_date | order_no | customer_name | product_name | spec | unit | qty |\n"
        "| XS-1 | 2026-11-20 | D-1 | 甲样例公司 | 螺栓 | M8 | 盒 | 100 |",
    )
    assert hand_out(office)[0]["handed_out"] == []
    assert all(told == [] for told in pending(office.books).values())


def test_a_draft_is_told_to_nobody_until_it_is_none(office):
    hand_out(office)
    office.drop("order", HEAD + order("D-2", status="草稿"))
    assert hand_out(office)[0]["handed_out"] == []
    office.drop("order", HEAD + order("D-2", status="已审核"))
    assert [one["lines"] for one in hand_out(office)[0]["handed_out"]] == [1, 1, 1]


def test_a_list_that_did_not_reach_the_outbox_is_written_again_as_it_was(office):
    _, first = hand_out(office, "物流")
    _, again = hand_out(office, "物流")
    assert again.last == first.last


def test_a_department_that_there_is_not_is_refused_with_those_that_there_are(office):
    with pytest.raises(ValueError, match="生产、仓库、物流"):
        hand_out(office, "食堂")


def test_nobody_but_logistics_is_told_addresses_and_nobody_at_all_prices(office):
    _, outbox = hand_out(office)
    titles = {one.pages[0].name: {column.title for column in one.pages[0].blocks[0].columns} for one in outbox.last}
    assert [name for name, found in titles.items() if "收货地址" in found] == ["物流"]
    assert not [name for name, found in titles.items() if any("价" in title or "金额" in title for title in found)]


@pytest.mark.parametrize("count", [1, 40, 400])
def test_the_workbook_is_written_however_many_there_are(tmp_path, count):
    office = Office(tmp_path)
    office.drop("order", HEAD + "\n".join(order(f"D-{n}") for n in range(count)))
    _, outbox = hand_out(office)
    assert [len(rows(one)) for one in outbox.last] == [count] * 3
    assert all(render_paper(one)[:2] == b"PK" for one in outbox.last)
