"""A master made of the last one and the lines touched since holds what one written whole from the books would hold."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from bookkeeping import Office
from faults import failure, held
from histories import histories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from remembered import read_here

from neiqin_xl import Desk, machine
from neiqin_xl.ledger.positions import Positions
from neiqin_xl.ledger.stale import forget_touched, touched
from neiqin_xl.publish import looks, master_book, master_change, master_state
from neiqin_xl.publish.master_book import MasterBook, Published
from neiqin_xl.publish.master_check import shows_the_books
from neiqin_xl.publish.master_state import MasterState
from neiqin_xl.workbook import rows
from neiqin_xl.workbook.segments import opened
from neiqin_xl.workbook.setup import Setup

COLUMNS = re.compile("<cols>.*?</cols>")


class Shelf:
    """The masters of an office on the disk, published again and again."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.folder, self.office = folder, office
        self.known: dict[str, tuple[str, str, bytes]] = {}
        self.whole: Counter[str] = Counter()

    def publish(self, type_name: str) -> bool:
        """Whether the master of that type was written whole."""
        ledger, path = self.office.ledger, self.folder / f"{type_name}.xlsx"
        published = None
        if type_name in self.known:
            shown, called, directory = self.known[type_name]
            published = Published(path, MasterState.read(shown, called), directory)
        kind = ledger.kinds[type_name]
        book = MasterBook(kind, self.office.books.at_rest(), published, touched(ledger, type_name))
        path.write_bytes(b"".join(list(book)))
        state, directory = book.made
        self.known[type_name] = (*state.texts(), directory)
        forget_touched(ledger, type_name)
        return book.is_whole

    def sheets(self, type_name: str) -> dict[str, str]:
        return sheets_of(self.folder / f"{type_name}.xlsx")

    def wanted(self, type_name: str) -> dict[str, str]:
        """What a master written whole would hold now."""
        kind = self.office.ledger.kinds[type_name]
        path = self.folder / "whole.xlsx"
        path.write_bytes(b"".join(MasterBook(kind, self.office.books.at_rest())))
        return sheets_of(path)


def sheets_of(path: Path) -> dict[str, str]:
    """The XML of each part but for the widths of columns."""
    with zipfile.ZipFile(path) as book:
        return {name: COLUMNS.sub("", book.read(name).decode("utf-8")) for name in book.namelist()}


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path, Office(tmp_path))


def orders(numbers, qty="5", day="2026-10-03", spec="", customer="华新五金"):
    rows = "\n".join(f"| {number} | {day} | {customer} | A1 | {spec} | {qty} |" for number in numbers)
    return f"| order_no | order_date | customer_name | product_code | spec | qty |\n{rows}"


def test_new_lines_are_put_behind_the_old_ones_and_corrected_ones_in_their_place(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(20)]))
    assert shelf.publish("order")
    shelf.office.drop("order", orders(["D7", "X1"], qty="8"))
    assert not shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_nothing_touched_gives_the_same_bytes(shelf):
    shelf.office.drop("order", orders(["D1", "D2"]))
    shelf.publish("order")
    before = (shelf.folder / "order.xlsx").read_bytes()
    assert not shelf.publish("order")
    assert (shelf.folder / "order.xlsx").read_bytes() == before


# All the columns that an order may have; the text of each is as long as texts are.
WIDE = (
    "order_no", "order_date", "customer_code", "customer_name", "product_code", "product_name", "spec", "color", "unit",
    "qty", "unit_price_incl", "amount_incl", "required_date", "contact", "phone", "address", "salesperson", "dept",
    "remark",
)  # fmt: skip


def wide_orders(numbers):
    said = {
        "order_date": "2026-10-03",
        "required_date": "2026-10-20",
        "qty": "5",
        "unit_price_incl": "2",
        "amount_incl": "10",
    }
    rows = [
        " | ".join(f"{n}" if name == "order_no" else said.get(name, f"{name}的很长的内容") for name in WIDE)
        for n in numbers
    ]
    return "\n".join(f"| {row} |" for row in (" | ".join(WIDE), *rows))


def on_paper(path):
    """What of the first sheet is printed: the ranges, the columns that are printed again, and how wide each range is."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    ranges = [one.rpartition("!")[2].replace("$", "") for one in sheet.print_area.split(",")]
    widths = [sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[one][0]) for one in ranges]
    return ranges, sheet.print_title_cols, widths


def test_a_master_of_many_columns_is_printed_no_smaller_than_seven_points(shelf):
    shelf.office.drop("order", wide_orders(range(20)))
    shelf.publish("order")
    ranges, again, widths = on_paper(shelf.folder / "order.xlsx")
    assert (len(ranges), again) == (2, "$A:$D")
    assert [(one.partition(":")[0], one[-2:]) for one in ranges] == [("A1", "21"), ("M1", "21")]
    assert widths[1] < max(widths) <= Setup().across(7)


def test_a_master_that_was_published_with_wider_columns_keeps_all_when_it_is_changed(shelf, monkeypatch):
    """Another version of the program made it: only widths and what is printed differ from version to version."""
    with monkeypatch.context() as before:
        before.setattr(rows, "_FILTER_BUTTON", 9)
        shelf.office.drop("order", orders([f"D{n}" for n in range(20)], spec="M8"))
        shelf.publish("order")
    shelf.office.drop("order", orders(["D7", "X1"], qty="8", spec="M8"))
    assert not shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")
    path = shelf.folder / "order.xlsx"
    assert shows_the_books(path, shelf.office.ledger.kinds["order"], shelf.office.books.at_rest())


def test_lines_taken_back_leave_no_gap(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(20)]))
    shelf.office.drop("order", orders(["E1", "E2"]))
    shelf.office.drop("order", orders(["F1"]))
    shelf.publish("order")
    shelf.office.undo(2)
    assert not shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_a_field_that_is_written_to_for_the_first_time_gets_its_column(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(20)]))
    shelf.publish("order")
    shelf.office.drop("order", orders(["E1"], spec="M8"))
    assert shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_a_column_goes_when_the_last_line_that_used_it_is_taken_back(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(20)]))
    shelf.office.drop("order", orders(["E1"], spec="M8"))
    shelf.publish("order")
    shelf.office.drop("order", orders(["F1"]))
    assert not shelf.publish("order")
    shelf.office.undo(2)
    assert shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_a_new_year_has_its_own_sheet_and_leaves_the_old_one(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(20)]))
    shelf.publish("order")
    shelf.office.drop("order", orders(["E1"], day="2027-01-02"))
    shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_a_customer_who_gets_a_card_is_called_by_it_on_every_line(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(40)], customer="大同"))
    shelf.office.drop("order", orders(["E1"], customer="华新五金"))
    shelf.publish("order")
    shelf.office.drop("customer", "| customer_code | customer_name |\n| 01 | 华新五金 |")
    shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")
    shelf.office.drop(
        "customer", "| customer_code | customer_name | customer_short_name |\n| 01 | 华新五金有限公司 | 华新五金 |"
    )
    assert not shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_a_shipment_follows_the_price_of_its_order(shelf):
    slips = "| shipment_no | ship_date | order_no | product_code | qty |\n"
    shelf.office.drop("shipment", slips + "\n".join(f"| S{n} | 2026-10-05 | D{n} | A1 | 5 |" for n in range(20)))
    shelf.publish("shipment")
    shelf.office.drop("order", "| order_no | order_date | customer_name | product_code | qty | unit_price_incl |\n"
                      "| D3 | 2026-10-01 | 华新五金 | A1 | 5 | 2.50 |")  # fmt: skip
    assert not shelf.publish("shipment")
    assert shelf.sheets("shipment") == shelf.wanted("shipment")


def test_what_a_person_saved_is_not_built_upon(shelf):
    shelf.office.drop("order", orders([f"D{n}" for n in range(20)]))
    shelf.publish("order")
    path = shelf.folder / "order.xlsx"
    path.write_bytes(path.read_bytes() + b" ")
    shelf.office.drop("order", orders(["D7"], qty="8"))
    assert shelf.publish("order")
    assert shelf.sheets("order") == shelf.wanted("order")


def test_the_books_computed_anew_forget_how_masters_lie(shelf):
    shelf.office.ledger.insert("master", [("order", "{}", "[]", b"")])
    shelf.office.replayed_digest()
    assert shelf.office.ledger.rows("SELECT * FROM master") == []


HEAD = "订单号,下单日期,客户名称,产品编码,数量\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    read_here(monkeypatch)
    with Desk.create(tmp_path / "工作区") as made:
        ordered(made, "许多.csv", [f"D{n},2026-11-03,华新五金,A1,5" for n in range(30)])
        yield made


def ordered(desk, name, rows, **how):
    (desk.workspace.inbox / name).write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return desk.take_in(**how)


def trouble(desk):
    return [check for check in desk.verify()["checks"] if not check["ok"]]


def test_a_small_drop_rewrites_no_master_whole(desk, monkeypatch):
    with monkeypatch.context() as watched:
        watched.setattr(master_book, "master_sheets", failure(AssertionError("written whole")))
        assert "outbox/台账/订单台账.xlsx" in ordered(desk, "几行.csv", ["D7,2026-11-03,华新五金,A1,8"])["published"]
    assert trouble(desk) == []


@pytest.mark.thorough
def test_a_master_that_waits_is_changed_later_with_all_that_came_meanwhile(desk, monkeypatch):
    ordered(desk, "几行.csv", ["D7,2026-11-03,华新五金,A1,8"], publish=False)
    with monkeypatch.context() as held_open:
        held_open.setattr(machine, "move", failure(held()))
        assert "outbox/台账/订单台账.xlsx" in [one["path"] for one in desk.publish()["pending"]]
    ordered(desk, "又几行.csv", ["D8,2026-11-03,华新五金,A1,9", "E1,2026-11-04,大同,A1,1"])
    assert trouble(desk) == []
    desk.undo()
    assert trouble(desk) == []


@pytest.mark.thorough
def test_a_first_price_list_and_a_new_name_reach_every_line_of_masters_that_got_none(desk):
    (desk.workspace.inbox / "客户.csv").write_text("客户编码,客户名称\n01,华新\n", encoding="utf-8")
    slip = "送货单号,发货日期,客户编码,客户名称,产品编码,发货数量\n"
    (desk.workspace.inbox / "发货.csv").write_text(slip + "S1,2026-11-05,01,华新,B2,5\n", encoding="utf-8")
    assert {one["verdict"] for one in desk.take_in()["files"]} == {"accepted"}
    prices = "产品编码,产品名称,单位,含税单价,生效日期\nA1,螺栓,件,2.5,2026-01-01\n"
    (desk.workspace.inbox / "价格表.csv").write_text(prices, encoding="utf-8")
    assert {"outbox/台账/订单台账.xlsx", "outbox/台账/发货台账.xlsx"} <= set(desk.take_in()["published"])
    assert trouble(desk) == []
    (desk.workspace.inbox / "新客户.csv").write_text("客户编码,客户名称\n01,华新五金有限公司\n", encoding="utf-8")
    assert "outbox/台账/发货台账.xlsx" in desk.take_in()["published"]
    assert trouble(desk) == []


def test_what_a_person_saves_while_a_master_is_made_is_kept_and_not_built_upon(desk, monkeypatch):
    path = desk.workspace.masters / "订单台账.xlsx"
    real = machine.write_new

    def saved_meanwhile(target, data):
        real(target, data)
        path.write_bytes(b"hers")

    monkeypatch.setattr(machine, "write_new", saved_meanwhile)
    done = ordered(desk, "几行.csv", ["D7,2026-11-03,华新五金,A1,8"])
    monkeypatch.undo()
    assert "订单台账_手工修改" in str(done["set_aside"])
    assert trouble(desk) == []


def test_a_master_that_a_person_writes_into_while_it_is_read_waits(shelf, monkeypatch):
    shelf.office.drop("order", orders([f"D{n}" for n in range(900)]))
    shelf.publish("order")
    shelf.office.drop("order", orders(["D7"], qty="8"))

    def opened_and_cut(path, directory):
        earlier = opened(path, directory)
        path.write_bytes(b"hers")
        return earlier

    monkeypatch.setattr(master_book, "opened", opened_and_cut)
    with pytest.raises(machine.BusyFile):
        shelf.publish("order")
    assert (shelf.folder / "order.xlsx").read_bytes() == b"hers"


def test_a_master_of_an_earlier_version_is_written_whole_and_not_found_wrong_before(desk, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(master_state, "_VERSION", 1)
        earlier.setattr(looks, "_CURRENCIES", ())
        (desk.workspace.inbox / "外币.csv").write_text(
            f"{HEAD.rstrip()},币种\nE1,2026-11-03,华新五金,A1,5,USD\n", encoding="utf-8"
        )
        desk.take_in()
    path = desk.workspace.masters / "订单台账.xlsx"
    assert "美元" not in currencies(path)
    assert trouble(desk) == []
    desk.publish()
    assert "美元" in currencies(path)
    assert trouble(desk) == []


def currencies(path):
    head, *lines = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return {line[head.index("币种")] for line in lines}


def test_a_master_that_does_not_show_the_books_is_found_by_verify(desk):
    with desk.ledger.transaction():
        desk.ledger.execute("UPDATE standing SET revision = 9 WHERE position = (SELECT min(position) FROM standing)")
    assert "台账与账一致" in [check["name"] for check in trouble(desk)]


@pytest.mark.thorough
@settings(suppress_health_check=list(HealthCheck))
@given(histories())
def test_whatever_happens_between_publications_the_master_is_that_of_the_books(steps):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, pytest.MonkeyPatch.context() as patch:
        # Small masters are otherwise written whole: nearly all of their lines are touched.
        patch.setattr(master_change, "_MOST", 0)
        folder = Path(name)
        shelf = Shelf(folder, Office(folder))
        undone = set()
        for what, value in [*steps, ("publish", None)]:
            if what == "drop":
                shelf.office.drop(*value)
            elif what == "undo" and value <= shelf.office.drops and value not in undone:
                undone.add(value)
                shelf.office.undo(value)
            elif what == "publish":
                for type_name in ("order", "shipment", "goods_return", "customer", "product"):
                    shelf.publish(type_name)
                    assert shelf.sheets(type_name) == shelf.wanted(type_name)
        shelf.office.ledger.close()


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 80)), st.sets(st.integers(0, 60)))
def test_positions_are_what_sets_of_numbers_are(numbers, come, gone):
    positions = Positions.of(numbers)
    assert list(positions) == sorted(numbers)
    assert len(positions) == len(numbers)
    assert {one for one in range(-2, 63) if one in positions} == numbers
    assert all(positions.smaller(one) == sum(other < one for other in numbers) for one in range(-2, 63))
    assert list(Positions(positions.runs())) == sorted(numbers)
    assert list(positions.changed(come, gone - come)) == sorted((numbers | come) - (gone - come))
    assert list(positions) == sorted(numbers)


def test_what_was_delivered_to_somebody_whom_only_its_order_names_is_shown_under_his_filed_name(shelf):
    shelf.office.drop("order", orders(["D1"], customer="华新"))
    shipped = "| shipment_no | ship_date | order_no | product_code | qty |\n| S1 | 2026-10-05 | D1 | A1 | 5 |"
    shelf.office.drop("shipment", shipped)
    shelf.publish("shipment")
    shelf.office.drop("customer", FILED)
    assert shelf.sheets("shipment") != shelf.wanted("shipment")
    shelf.publish("shipment")
    assert shelf.sheets("shipment") == shelf.wanted("shipment")


def test_a_payment_claimed_for_somebody_is_shown_under_his_filed_name(shelf):
    shelf.office.drop("order", orders(["D1"], customer="华新"))
    paid = "| receipt_no | receipt_date | payer | amount |\n| R1 | 2026-10-06 | 王五 | 100 |"
    shelf.office.drop("receipt", paid)
    shelf.office.drop("allocation", "| receipt_no | claimed_by |\n| R1 | 华新 |")
    shelf.publish("receipt")
    shelf.office.drop("customer", FILED)
    assert shelf.sheets("receipt") != shelf.wanted("receipt")
    shelf.publish("receipt")
    assert shelf.sheets("receipt") == shelf.wanted("receipt")


FILED = "| customer_code | customer_name | customer_short_name |\n| 01 | 华新五金 | 华新 |"
