"""The demo: the same month every time, drawn in many ways, with the outcome known beforehand."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from neiqin_xl.demo import write_demo
from neiqin_xl.demo.company import CUSTOMERS, OFFICES, PRODUCTS
from neiqin_xl.demo.expected import Sum
from neiqin_xl.demo.faults import faulty_drops
from neiqin_xl.demo.invoicing import MISWRITTEN, NOT_INVOICED
from neiqin_xl.demo.month import DISCOUNTED, TODAY, sample_month
from neiqin_xl.demo.plan import regular_drops
from neiqin_xl.demo.tour import take_tour
from neiqin_xl.desk import Desk
from neiqin_xl.faces.telling import told_tour
from neiqin_xl.ledger.issued import Stage, issued
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reports.differing import evidence_of

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    inbox = tmp_path_factory.mktemp("demo") / "inbox"
    return inbox, write_demo(inbox)


def hashes(inbox):
    return {
        path.relative_to(inbox).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in inbox.rglob("*")
        if path.is_file()
    }


def test_the_same_month_is_drawn_every_time_and_what_lies_there_is_left_alone(drawn, tmp_path):
    inbox, expected = drawn
    own = tmp_path / "成都办" / "客户档案.xlsx"
    own.parent.mkdir()
    own.write_bytes(b"mine")
    assert write_demo(tmp_path) == expected
    assert own.read_bytes() == b"mine"
    first, second = hashes(inbox), hashes(tmp_path)
    assert {name for name in first if first[name] != second[name]} == {"成都办/客户档案.xlsx"}


def test_there_are_about_eighty_files_and_at_least_2800_lines_from_three_offices(drawn):
    inbox, expected = drawn
    assert {file.name for file in expected.files} == set(hashes(inbox))
    assert 75 <= len(expected.files) <= 95
    assert 2800 <= expected.lines_read <= 3500
    assert {file.office for file in expected.files} == {"", *(office.name for office in OFFICES)}
    assert len(CUSTOMERS) == 40
    assert len(PRODUCTS) == 60


def test_every_workbook_opens_but_the_two_that_are_meant_not_to(drawn):
    inbox, expected = drawn
    for file in expected.files:
        path = inbox / file.name
        opens = path.suffix == ".csv" or zipfile.is_zipfile(path)
        assert opens is ("F" not in file.codes), file.name


def test_the_text_files_come_in_both_encodings_of_chinese_computers(drawn):
    inbox, _ = drawn
    marked = [path.read_bytes().startswith(b"\xef\xbb\xbf") for path in inbox.rglob("*.csv")]
    assert set(marked) == {True, False}
    for path in inbox.rglob("*.csv"):
        if not path.read_bytes().startswith(b"\xef\xbb\xbf"):
            assert path.read_bytes().decode("gb18030")


def test_the_amounts_in_a_drawn_file_are_those_of_its_papers():
    drop = next(one for one in regular_drops(sample_month()) if one.name == "成都办/订单_0928.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(drop.content)).active
    header, *rows = sheet.iter_rows(values_only=True)
    written = sum(Decimal(str(row[header.index("价税合计")])) for row in rows)
    assert written * 100 == sum(paper.amount_fen for paper in drop.papers)
    assert len(rows) == drop.read


def test_an_amount_is_quantity_times_price_times_what_is_paid_rounded_half_up():
    lines = [line for order in sample_month().orders for line in order.lines]
    exact = [line.quantity * line.price * line.paid_rate * 100 for line in lines]
    assert all(abs(line.amount_fen - value) <= Decimal("0.5") for line, value in zip(lines, exact, strict=True))
    assert any(line.amount_fen - value == Decimal("0.5") for line, value in zip(lines, exact, strict=True))
    assert {line.paid_rate for line in lines} == {Decimal(1), Decimal("0.95")}


def test_goods_are_sent_whole_in_parts_too_many_and_not_at_all():
    month = sample_month()
    ordered = Counter({(line.order_no, line.product): line.quantity for one in month.orders for line in one.lines})
    sent = Counter()
    slips = Counter()
    for one in month.shipments:
        for line in one.lines:
            sent[line.order_no, line.product] += line.quantity
            slips[line.order_no, line.product] += 1
    assert set(sent) <= set(ordered)
    assert any(sent[key] > ordered[key] for key in ordered)
    assert any(sent[key] == 0 for key in ordered)
    assert any(slips[key] > 1 and sent[key] == ordered[key] for key in ordered)
    assert any(len({line.order_no for line in one.lines}) > 1 for one in month.shipments)


def test_slips_without_prices_agree_with_their_orders():
    month = sample_month()
    agreed = {(line.order_no, line.product): line.price for one in month.orders for line in one.lines}
    slips = [one for one in regular_drops(month) if one.name.endswith("送货单.xlsx")]
    assert slips
    for drop in slips:
        for paper in drop.papers:
            assert paper.customer.short != DISCOUNTED
            assert all(line.price == agreed[line.order_no, line.product] for line in paper.lines)


def test_every_way_of_handling_a_return_occurs(drawn):
    _, expected = drawn
    assert set(expected.returned) == {"退款", "换货补发", "返修", "报废", "仅扣款"}
    came_back = [part for name, part in expected.returned.items() if name != "返修"]
    assert sum(came_back, Sum()) == expected.sums["goods_return"]


def test_the_sums_agree_however_they_are_split(drawn):
    _, expected = drawn
    for split in (expected.by_office, expected.by_customer, expected.by_month):
        for kind, whole in expected.sums.items():
            assert sum((part for key, part in split.items() if key[0] == kind), Sum()) == whole


def test_each_line_read_has_one_fate(drawn):
    _, expected = drawn
    assert expected.lines_read == sum(file.read for file in expected.files)
    for file in expected.files:
        assert file.read == file.accepted + file.held + file.rejected + file.duplicate, file.name


def test_faults_of_every_kind_are_among_the_files(drawn):
    _, expected = drawn
    assert {code for file in expected.files for code in file.codes} == {"C", "F", "M", "P", "S"}
    assert {file.verdict for file in expected.files} == {"accepted", "partly", "held", "rejected", "duplicate"}
    assert expected.unknown_customers == ("个旧锡雀里杂货铺",)


def test_a_correction_takes_the_place_of_its_order_and_a_stranger_with_its_number_does_not(drawn):
    _, expected = drawn
    month = sample_month()
    regular = {one.name: one for one in regular_drops(month)}
    faults = {one.name: one for one in faulty_drops(month, regular)}
    (corrected,) = faults["昆明办/订单更正.xlsx"].papers
    (other,) = faults["昆明办/订单重号.xlsx"].papers
    first = next(one for one in month.orders if one.number == corrected.number)
    assert (corrected.customer, corrected.day) == (first.customer, first.day)
    assert corrected.amount_fen > first.amount_fen
    assert (other.number, other.customer) == (first.number, first.customer)
    assert other.day != first.day
    counted = [one for drop in (*regular.values(), *faults.values()) for one, _ in drop.counting()]
    assert other not in counted
    assert expected.documents["order"] == len({(one.number, one.customer) for one in counted if one.kind == "order"})


def test_no_telephone_number_could_be_real():
    assert {one.phone[:7] for one in CUSTOMERS} == {"1380000"}


def test_codes_keep_their_leading_zeros_in_text_files(drawn):
    inbox, _ = drawn
    rows = list(csv.reader(io.StringIO((inbox / "成都办" / "发货_1019.csv").read_text(encoding="utf-8-sig"))))
    codes = [row[rows[0].index("产品编码")] for row in rows[1:]]
    assert any(code.startswith("00") for code in codes)


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    """The demo as `neiqin demo` runs it, and a desk to look at what came of it."""
    folder = tmp_path_factory.mktemp("tour") / "演示"
    ticks = []
    tour = take_tour(folder, progress=lambda *tick: ticks.append(tick))
    with Desk(folder, today=TODAY) as desk:
        desk.ledger.rows("SELECT 1")  # opened here, it stays open for the whole module
        yield tour, desk, ticks


MONEY = {
    "opening": Measure.OPENED,
    "receipt": Measure.RECEIVED,
    "unclaimed": Measure.UNCLAIMED,
    "invoice": Measure.INVOICED,
    "adjustment": Measure.ADJUSTED,
}
MEASURES = {"order": Measure.ORDERED, "shipment": Measure.SHIPPED, "goods_return": Measure.RETURNED}


def summed(books, measure, *by):
    """The books' sums by one thing, or the whole as {"": sum}."""
    rows = books.sums((measure,), None, None, by=by)
    return {key[0] if by else "": Sum(quantity, amount) for *key, quantity, amount in rows}


def test_every_file_meets_the_fate_that_was_foreseen(drawn, toured):
    _, expected = drawn
    _, desk, _ = toured
    met = {f"{one['office']}/{one['file']}".lstrip("/"): one for one in desk.batches(100)}
    assert len(met) == len(expected.files)
    foreseen = {f"{one.office}/{one.name.split('/')[-1]}".lstrip("/"): one for one in expected.files}
    assert {name: one["verdict"] for name, one in met.items()} == {name: one.verdict for name, one in foreseen.items()}
    assert {name: one["accepted"] for name, one in met.items()} == {
        name: one.accepted for name, one in foreseen.items()
    }
    assert {name: one["held"] for name, one in met.items()} == {name: one.held for name, one in foreseen.items()}


def test_the_books_say_what_was_made_up(drawn, toured):
    _, expected = drawn
    _, desk, _ = toured
    books = desk.books
    assert books.line_counts() == expected.lines
    codes = {party.id: party.code or "" for party in books.customers().values()}
    for kind, measure in MEASURES.items():
        assert summed(books, measure) == {"": expected.sums[kind]}
        for split, wanted in (("office", expected.by_office), ("month", expected.by_month)):
            assert summed(books, measure, split) == {key[1]: part for key, part in wanted.items() if key[0] == kind}
        by_customer = {codes[key]: part for key, part in summed(books, measure, "customer").items()}
        assert by_customer == {key[1]: part for key, part in expected.by_customer.items() if key[0] == kind}


def test_the_books_say_what_money_was_made_up(drawn, toured):
    _, expected = drawn
    _, desk, _ = toured
    assert {kind: summed(desk.books, measure)[""].amount_fen for kind, measure in MONEY.items()} == expected.money


def test_what_each_customer_owes_was_known_beforehand(drawn, toured):
    _, expected = drawn
    _, desk, _ = toured
    codes = {party.id: party.code or "" for party in desk.books.customers().values()}
    owed = summed(desk.books, Measure.RECEIVABLE, "customer")
    assert {codes[key]: one.amount_fen for key, one in owed.items() if one.amount_fen} == expected.owed
    assert len(expected.owed) > 35
    assert min(expected.owed.values()) < 0 < max(expected.owed.values())


def test_the_differences_that_were_meant_are_found(toured):
    _, desk, _ = toured
    found = {(one.kind.code, one.difference.number) for one in differences(evidence_of(desk.books))}
    assert {("I2", number) for number in NOT_INVOICED} <= found
    assert {("I3", number) for number in MISWRITTEN} <= found
    assert len([code for code, _ in found if code == "M1"]) == 2
    assert {"C1", "C2", "R3", "X1", "X2", "X3", "P1", "M3", "M4", "H1"} <= {code for code, _ in found}


def test_a_part_is_paid_a_rounding_let_go_and_a_deposit_kept(toured):
    _, desk, _ = toured
    paid = {row["核销单据"]: row for row in desk.frame("receipt", "2026-10").to_dict("records") if row["核销单据"]}
    assert paid["DN2620010"]["回款金额"] == Decimal(6000)
    assert paid["DN2620033"]["抹零优惠"] == Decimal("0.04")
    assert "定金" in set(desk.frame("receipt", "2026-10")["用途"])


def test_septembers_statements_are_issued_and_what_was_corrected_later_stands_in_octobers(toured):
    tour, desk, _ = toured
    kept = issued(desk.ledger)
    assert len(kept) == tour["issued"] == 37
    assert Counter(one.stage for one in kept) == {Stage.CONFIRMED: 33, Stage.DISPUTED: 1, Stage.ISSUED: 3}
    assert {one.number for one in kept} == {f"DZ202609-{n:04d}" for n in range(1, 38)}
    (changed,) = [row for row in desk.query("余额", period="2026-10")["rows"] if row[1] == "岳阳洞庭鸥商贸有限公司"]
    assert -10400 / 100 in changed


def test_the_first_weeks_reports_lie_in_the_outbox(toured):
    tour, _, _ = toured
    names = {path.name.partition("_")[0].removesuffix(".xlsx") for path in Path(tour["reports"]).glob("*.xlsx")}
    assert {"应收台账", "账龄表", "差异清单", "到期提醒", "信用检查", "回款核销", "销售汇总", "订单跟踪与欠货"} <= names


def test_only_the_customer_without_a_file_is_unknown_in_the_end(drawn, toured):
    _, expected = drawn
    _, desk, _ = toured
    parties = desk.books.customers().values()
    assert tuple(party.name for party in parties if not party.known) == expected.unknown_customers
    assert sum(party.known for party in parties) == expected.customers
    assert {party.phone for party in parties if party.known} == {one.phone for one in CUSTOMERS}


def test_the_tour_says_how_much_there_was_and_where_to_look(drawn, toured):
    _, expected = drawn
    tour, desk, ticks = toured
    assert (tour["files"], tour["lines_read"]) == (len(expected.files), expected.lines_read)
    assert tour["fates"] == Counter(file.verdict for file in expected.files)
    assert {one["file"] for one in tour["to_correct"]} == {
        file.name.split("/")[-1] for file in expected.files if file.verdict in {"partly", "held", "rejected"}
    }
    assert ticks[-1][:2] == (len(expected.files), len(expected.files))
    told = "\n".join(told_tour(tour))
    for place in (tour["replies"], tour["masters"], tour["statement_folder"], tour["reports"]):
        assert any(Path(place).rglob("*.xlsx"))
        assert place in told
    assert tour["statements"] == sum(1 for _ in (desk.workspace.statements / "2026-10").glob("对账单_*.xlsx")) > 30


def test_the_books_of_the_demo_are_sound(toured):
    _, desk, _ = toured
    result = desk.verify()
    assert [one for one in result["checks"] if not one["ok"]] == []


def test_the_demo_may_be_made_again_and_counts_nothing_twice(drawn, toured):
    _, expected = drawn
    tour, desk, _ = toured
    again = take_tour(Path(tour["workspace"]))
    assert again["again"] is True
    assert "accepted" not in again["fates"]
    assert again["fates"]["duplicate"] > 50
    assert again["lines"] == tour["lines"] == expected.lines
    assert summed(desk.books, Measure.ORDERED) == {"": expected.sums["order"]}
