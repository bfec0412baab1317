"""回单: which slips came back signed, whom to ask, and what the day of signing does to what is owed."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from fractions import Fraction

import openpyxl
import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.derive import rebuild
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.ledger.slip_returns import any_came_back
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reconcile.signed_slips import Standing, Tracked, counts, days_waiting, is_late, standing_of
from neiqin_xl.reports.slip_returns import TRACKED_DAYS, slip_returns_report

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)
NOVEMBER = parse_period("2026-11", TODAY)


def slip(day, standing=Standing.WAITING):
    return Tracked((day,), day, standing)


def test_a_slip_is_late_the_day_after_the_last_day_of_patience():
    assert not is_late(slip("2026-11-14"), TODAY, 7)
    assert is_late(slip("2026-11-13"), TODAY, 7)
    assert not is_late(slip("2026-11-13", Standing.SIGNED), TODAY, 7)


def test_a_slip_that_is_back_waits_no_longer_and_one_of_today_not_yet():
    assert days_waiting(slip("2026-11-01"), TODAY) == 20
    assert days_waiting(slip("2026-11-01", Standing.REFUSED), TODAY) == 0
    assert days_waiting(slip("2026-11-21"), TODAY) == 0
    assert days_waiting(slip("2026-11-25"), TODAY) == 0


@pytest.mark.parametrize(
    ("status", "day", "standing"),
    [
        ("", "", Standing.WAITING),
        ("", "2026-11-05", Standing.SIGNED),
        ("未回签", "2026-11-05", Standing.WAITING),
        ("拒收", "", Standing.REFUSED),
        ("部分签收", "2026-11-05", Standing.PARTLY),
    ],
)
def test_a_date_alone_means_signed_and_a_state_goes_before_it(status, day, standing):
    assert standing_of(status, day) is standing


def test_refused_and_partly_signed_papers_are_back_all_the_same():
    held = [slip("2026-11-01", one) for one in Standing] + [slip("2026-11-20")]
    counted = counts(held, TODAY, 7)
    assert counted == (5, 1, 1, 1, 2, 1)
    assert counted.rate == Fraction(3, 5)
    assert counts([], TODAY, 7).rate is None


SHIPPED = """
| shipment_no | ship_date | customer_name | product_name | unit | qty | qty_accepted | unit_price_incl | sign_status | sign_date | carrier | salesperson |
| XS-1 | 2026-10-30 | 北山样例机电有限公司 | 螺栓 | 盒 | 60 | | 10 | | | 顺达货站 | 张敏 |
| XS-2 | 2026-11-02 | 北山样例机电有限公司 | 螺栓 | 盒 | 10 | | 10 | | 2026-11-04 | | 张敏 |
| XS-3 | 2026-11-19 | 南山样例商行 | 螺栓 | 盒 | 5 | | 10 | | | | 李强 |
"""  # a table
RETURNED = (
    "| shipment_no | ship_date | customer_name | sign_status | sign_date | sign_by | to_finance_on | withdrawn |\n"
)


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("shipment", SHIPPED)
    return made


def report(office, period=NOVEMBER):
    (paper,) = slip_returns_report.build(office.books, period)
    return fits(paper)


def chased(office):
    return as_dicts(page_of(report(office), "汇总").blocks[1])


def registered(office, period=NOVEMBER):
    return as_dicts(page_of(report(office, period), "登记").blocks[0])


def test_late_slips_are_chased_at_the_carriers_and_young_ones_not_yet(office):
    (late,) = chased(office)
    assert (late["天数"], late["送货单号"], late["找谁"], late["金额"]) == (22, "XS-1", "顺达货站", 60000)
    assert "催回单" in late["怎么办"]


def test_the_register_lists_what_is_out_from_before_the_period_too_and_not_what_the_shipments_say_is_signed(office):
    assert [row["送货单号"] for row in registered(office)] == ["XS-1", "XS-3"]
    assert [row["送货单号"] for row in registered(office, parse_period("2026-10", TODAY))] == ["XS-1"]


def test_what_is_registered_stands_in_the_register_and_is_chased_no_longer(office):
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-30 | 北山样例机电有限公司 | | 2026-11-03 | 王 | | |")
    (row,) = [row for row in registered(office, parse_period("2026-10", TODAY)) if row["送货单号"] == "XS-1"]
    assert (row["签收日期"], row["签收人"], row["等了几天"]) == ("2026-11-03", "王", None)
    assert chased(office) == []


def test_what_was_refused_is_looked_into_also_after_its_month_but_not_for_ever(office):
    october, november = (parse_period(f"2026-{month}", TODAY) for month in (10, 11))
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-30 | 北山样例机电有限公司 | 拒收 | 2026-11-03 | | | |")
    (row,) = chased(office)
    assert (row["送货单号"], row["签收状态"]) == ("XS-1", "拒收")
    counted = [as_dicts(page_of(report(office, one), "汇总").blocks[0], total=True) for one in (october, november)]
    assert [one["拒收"] for one in counted] == [1, 0]
    day = TODAY - timedelta(days=TRACKED_DAYS)
    head = SHIPPED.splitlines()[1]
    for number, shipped in (("XS-8", day), ("XS-9", day - timedelta(days=1))):
        office.drop(
            "shipment", f"{head}\n| {number} | {shipped} | 北山样例机电有限公司 | 螺栓 | 盒 | 6 | | 10 | 拒收 | | | |"
        )
    assert [row["送货单号"] for row in chased(office)] == ["XS-8", "XS-1"]


def test_a_later_registration_adds_to_the_earlier_one_and_taking_back_leaves_nothing(office):
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-30 | | | 2026-11-03 | 王 | | |")
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-30 | | | | | 2026-11-06 | |")
    october = parse_period("2026-10", TODAY)
    (row,) = registered(office, october)
    assert (row["签收日期"], row["交财务日期"]) == ("2026-11-03", "2026-11-06")
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-30 | | | | | | 是 |")
    (row,) = registered(office, october)
    assert (row["签收日期"], row["交财务日期"], row["等了几天"]) == (None, None, 22)
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-30 | | | 2026-11-05 | | | |")
    assert registered(office, october)[0]["签收日期"] == "2026-11-05"


@pytest.mark.parametrize(
    ("status", "day", "is_back"),
    [("", "", False), ("未回签", "2026-11-05", False), ("", "2026-11-05", True), ("拒收", "", True)],
)
@pytest.mark.parametrize("is_registered", [False, True])
def test_whether_any_slip_came_back_is_known_from_the_register_and_from_the_shipments(
    tmp_path, status, day, is_back, is_registered
):
    said = "" if is_registered else status, "" if is_registered else day
    office = Office(tmp_path)
    office.drop(
        "shipment",
        SHIPPED.splitlines()[1]
        + f"\n| S-1 | 2026-11-02 | 北山样例 | 螺栓 | 盒 | 6 | | 10 | {said[0]} | {said[1]} | | |",
    )
    if is_registered:
        office.drop("slip_return", RETURNED + f"| S-1 | 2026-11-02 | 北山样例 | {status} | {day} | 王 | | |")
    assert any_came_back(office.ledger) is is_back
    office.undo(office.drops)
    assert not any_came_back(office.ledger)


def test_a_slip_whose_return_was_taken_back_never_came_back_until_it_does(tmp_path):
    office = Office(tmp_path)
    head = "| shipment_no | ship_date | customer_name | sign_status | withdrawn |\n| S-1 | 2026-11-02 | 北山样例 |"
    for said, is_back in (("已回签 | |", True), (" | 是 |", False), ("拒收 | |", True), (" | 是 |", False)):
        office.drop("slip_return", f"{head} {said}")
        assert any_came_back(office.ledger) is is_back
    office.undo(office.drops)
    assert any_came_back(office.ledger)


@pytest.mark.parametrize(
    ("status", "accepted", "to_do"),
    [("拒收", "", "拒收原因"), ("部分签收", "", "还没有签收数量"), ("部分签收", "4", "短少"), ("已回签", "4", "少于发货数量"),
     ("已回签", "5", None)],
)  # fmt: skip
def test_what_came_back_short_or_refused_is_to_be_looked_into(tmp_path, status, accepted, to_do):
    office = Office(tmp_path)
    office.drop("shipment", SHIPPED.replace("| 5 | |", f"| 5 | {accepted} |"))
    office.drop("slip_return", RETURNED + f"| XS-3 | 2026-11-19 | | {status} | 2026-11-20 | | | |")
    told = [row["怎么办"] for row in chased(office) if row["送货单号"] == "XS-3"]
    assert [to_do in one for one in told] == ([True] if to_do else [])


def owed(office):
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", Basis.SIGNED))
    return office.sums(Measure.RECEIVABLE, "day")


def test_where_customers_owe_from_signing_the_registered_day_counts_and_goes_before_the_shipments_own(office):
    assert owed(office) == {"2026-11-04": 10000}
    office.drop(
        "slip_return",
        RETURNED + "| XS-1 | 2026-10-30 | | | 2026-11-03 | | | |\n| XS-2 | 2026-11-02 | | | 2026-11-06 | | | |",
    )
    assert owed(office) == {"2026-11-03": 60000, "2026-11-06": 10000}


def test_what_the_register_calls_refused_or_not_back_is_not_owed(office):
    office.drop("slip_return", RETURNED + "| XS-2 | 2026-11-02 | | 拒收 | 2026-11-06 | | | |")
    assert owed(office) == {}
    office.drop("slip_return", RETURNED + "| XS-2 | 2026-11-02 | | 未回签 | | | | |")
    assert owed(office) == {}


def test_a_return_of_another_day_or_another_customers_slip_of_that_number_is_none_of_it(office):
    office.drop("slip_return", RETURNED + "| XS-1 | 2026-10-29 | | | 2026-11-03 | | | |")
    office.drop("slip_return", RETURNED + "| XS-3 | 2026-11-19 | 北山样例机电有限公司 | | 2026-11-20 | | | |")
    assert owed(office) == {"2026-11-04": 10000}


def test_a_return_without_the_day_of_shipping_is_of_the_slip_of_that_number_and_may_come_before_it(tmp_path):
    office = Office(tmp_path)
    office.drop("slip_return", RETURNED + "| xs-1 | | | | 2026-11-03 | | | |")
    office.drop("shipment", SHIPPED)
    assert owed(office) == {"2026-11-03": 60000, "2026-11-04": 10000}


@pytest.mark.parametrize("count", [1, 40])
def test_the_workbook_is_written_and_waits_for_what_people_type(tmp_path, count):
    office = Office(tmp_path)
    lines = SHIPPED.strip().splitlines()
    office.drop("shipment", "\n".join([lines[0], *(lines[1].replace("XS-1", f"XS-{n}") for n in range(count))]))
    paper = report(office)
    assert paper.typed
    assert render_paper(paper)[:2] == b"PK"


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "w"
    Desk.create(folder).close()
    settings = folder / "neiqin.toml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace('receivable_from = "shipment"', 'receivable_from = "signed"'), encoding="utf-8")
    with Desk(folder, today=TODAY) as made:
        yield made


def drop(desk, name, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(desk.workspace.inbox / name)
    return desk.take_in()


@pytest.mark.thorough
def test_typing_into_the_register_and_dropping_it_makes_the_customer_owe_and_undoing_it_takes_that_back(desk):
    head = ["送货单号", "发货日期", "客户名称", "品名", "单位", "数量", "单价"]
    shipped = [["XS-1", "2026-11-02", "北山样例机电有限公司", "螺栓", "盒", 60, 10],
               ["XS-2", "2026-11-03", "北山样例机电有限公司", "螺栓", "盒", 5, 10]]  # fmt: skip
    drop(desk, "发货.xlsx", [head, *shipped])
    desk.report("slip_returns")
    (path,) = desk.workspace.outbox.rglob("回单跟踪_2026-11.xlsx")
    book = openpyxl.load_workbook(path)
    titles = {cell.value: cell.column for cell in book["登记"][3]}
    book["登记"].cell(4, titles["签收日期"]).value = date(2026, 11, 5)
    book.save(path)
    shutil.copy(path, desk.workspace.inbox / path.name)
    result = desk.take_in()
    (file,) = result["files"]
    assert (file["verdict"], file["rows"]["accepted"]) == ("accepted", 1)
    assert desk.books.sums(Measure.RECEIVABLE, by=("day",)) == [("2026-11-05", 600000, 60000)]
    # What she typed is in the books, so her copy makes way for the register as it is now.
    assert result["set_aside"] == []
    again = openpyxl.load_workbook(path)["登记"]
    assert [again.cell(row, titles["送货单号"]).value for row in (4, 5)] == ["XS-1", "XS-2"]
    assert all(check["ok"] for check in desk.verify()["checks"])
    desk.undo()
    assert desk.books.sums(Measure.RECEIVABLE) == [(0, 0)]
    assert all(check["ok"] for check in desk.verify()["checks"])
