"""送货单: what goes with the goods, in every copy that the office wants."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from bookkeeping import Office
from books_in_memory import fits
from template_books import opened as read_back

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.derive import rebuild
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.ledger.slips import slips
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.delivery import drafts
from neiqin_xl.reports.delivery_note import delivery_note, notes
from neiqin_xl.reports.slip_copies import copies
from neiqin_xl.settings import Settings, SettingsError, read_settings

TODAY = date(2026, 11, 21)
NOVEMBER = parse_period("2026-11", TODAY)
HEAD = (
    "| shipment_no | ship_date | customer_name | order_no | product_name | spec | unit | qty | unit_price_incl | "
    "packages | carrier | contact | address | is_gift | remark | doc_status |"
)
BLANK = {"order_no": "", "spec": "M8", "price": "12.5", "packages": "", "carrier": "", "contact": "", "address": "",
         "gift": "", "remark": "", "status": ""}  # fmt: skip


def line(number="XS-1", day="2026-11-05", customer="北山样例机电有限公司", product="六角螺栓", qty="60", **others):
    said = BLANK | others
    return (
        f"| {number} | {day} | {customer} | {said['order_no']} | {product} | {said['spec']} | 盒 | {qty} | "
        f"{said['price']} | {said['packages']} | {said['carrier']} | {said['contact']} | {said['address']} | "
        f"{said['gift']} | {said['remark']} | {said['status']} |"
    )


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def ship(office, *lines):
    office.drop("shipment", "\n".join([HEAD, *lines]))
    return office.books


def papers(books, period=NOVEMBER):
    return [fits(one) for one in delivery_note.build(books, period)]


def opened(paper):
    return read_back(render_paper(paper), data_only=True)["送货单"]


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_a_slip_has_a_copy_for_everybody_with_the_colour_of_its_paper(office):
    (paper,) = papers(ship(office, line()))
    wanted = ["备货联（白）", "收银联（黄）", "客户联（粉）", "仓库存根联（绿）"]
    assert [text for text in texts(opened(paper)) if "联（" in text] == wanted


@pytest.mark.parametrize("named", [("存根联（白）", "客户联（红）"), ("存根联（白）", "客户联（红）", "回单联（黄）")])
def test_how_many_copies_there_are_and_what_they_are_called_is_the_offices_own(office, named):
    books = ship(office, line())
    books.settings = Settings(slip_copies=named)
    (paper,) = papers(books)
    assert [text for text in texts(opened(paper)) if "联（" in text] == list(named)


def test_a_copy_that_is_not_to_show_prices_shows_none():
    assert list(copies(["客户联（红）", "仓库联（绿）不印价"])) == [("客户联（红）", True), ("仓库联（绿）", False)]


def test_prices_stand_on_the_copies_that_may_show_them_and_on_no_other(office):
    books = ship(office, line())
    books.settings = Settings(slip_copies=("客户联（红）", "仓库联（绿）不印价"))
    (paper,) = papers(books)
    sheet = opened(paper)
    prices = [row[5].value for row in sheet.iter_rows() if row[1].value == "六角螺栓"]
    assert prices == [12.5, None]
    assert sum(1 for text in texts(sheet) if "柒佰伍拾元整" in text) == 1
    assert all("不印价" not in text for text in texts(sheet))


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2), (40, 5)])
def test_eight_lines_make_a_page_and_the_total_is_carried_from_page_to_page(office, count, pages):
    (paper,) = papers(ship(office, *(line(product=f"螺栓{n}", qty=str(n + 1), price="1.25") for n in range(count))))
    sheet = opened(paper)
    rows = list(sheet.iter_rows())
    subtotals = [Decimal(str(row[6].value)).quantize(Decimal("0.01")) for row in rows if row[0].value == "本页小计"]
    carried = [Decimal(str(row[6].value)).quantize(Decimal("0.01")) for row in rows
               if str(row[0].value).startswith("合计")]  # fmt: skip
    assert len(subtotals) == len(carried) == pages * 4
    of_page = [
        sum(Decimal("1.25") * (n + 1) for n in range(8 * page, min(8 * page + 8, count))) for page in range(pages)
    ]
    assert subtotals == [amount for amount in of_page for _ in range(4)]
    assert carried == [sum(of_page[: page + 1]) for page in range(pages) for _ in range(4)]
    assert sum("（到本页）" in text for text in texts(sheet)) == (pages - 1) * 4


def test_the_worked_slip_comes_to_its_amount_in_words(office):
    lines = [line(product="六角螺栓", qty="112", price="12.35"), line(product="平垫片", qty="8.5", price="3.06")]
    (paper,) = papers(ship(office, *lines))
    # 112 × 12.35 = 1383.20, 8.5 × 3.06 = 26.01, together 1409.21.
    assert "合计：壹仟肆佰零玖元贰角壹分" in texts(opened(paper))


FREIGHT_HEAD = (
    "| shipment_no | ship_date | customer_name | product_name | unit | qty | unit_price_incl | charged_freight |"
)


def with_freight(*lines, number="XS-1", head=FREIGHT_HEAD):
    """A paper of these (product, price, freight) on one slip, 10 of each."""
    rows = (
        f"| {number} | 2026-11-05 | 北山样例机电有限公司 | {name} | 盒 | 10 | {price} | {freight} |"
        for name, price, freight in lines
    )
    return "shipment", "\n".join([head, *rows])


def feet(sheet):
    """What stands under the goods of each copy and page: the text on the left and the figure on the right."""
    rows = [(str(row[0].value), row[6].value) for row in sheet.iter_rows()]
    return [one for one in rows if one[0].startswith(("运费", "合计"))]


def test_freight_that_the_customer_owes_stands_once_on_each_copy_and_in_its_total(office):
    office.drop(*with_freight(("六角螺栓", "12.5", "80.00"), ("平垫片", "1", "80.00")))
    whole = (("六角螺栓", "12.5", "80.00"), ("平垫片", "1", "80.00"), ("内六角螺钉", "2", "80.00"))
    office.drop(*with_freight(*whole))
    (paper,) = papers(office.books)
    assert feet(opened(paper)) == [("运费（客户承担）", 80), ("合计：贰佰叁拾伍元整", 235)] * 4


@pytest.mark.parametrize("others", [{}, {"head": FREIGHT_HEAD.replace("charged_freight", "other_charge")}])
def test_a_slip_without_freight_that_is_owed_says_nothing_of_it(office, others):
    office.drop(*with_freight(("六角螺栓", "12.5", "80.00" if others else ""), **others))
    (paper,) = papers(office.books)
    assert feet(opened(paper)) == [("合计：壹佰贰拾伍元整", 125)] * 4


def test_freight_of_a_slip_of_several_pages_stands_on_the_last_one_only(office):
    office.drop(*with_freight(*((f"螺栓{n}", "1", "30.00") for n in range(9))))
    (paper,) = papers(office.books)
    assert feet(opened(paper)) == [("合计（到本页）：捌拾元整", 80)] * 4 + [
        ("运费（客户承担）", 30), ("合计：壹佰贰拾元整", 120),
    ] * 4  # fmt: skip


def test_freight_stands_on_copies_that_show_prices_also_where_the_goods_have_none_yet(office):
    office.drop(*with_freight(("六角螺栓", "", "80.00")))
    books = office.books
    books.settings = Settings(slip_copies=("客户联（红）", "仓库联（绿）不印价"))
    (paper,) = papers(books)
    assert feet(opened(paper)) == [("运费（客户承担）：人民币 80.00", None)]


@pytest.mark.parametrize("basis", Basis)
def test_freight_is_printed_from_whatever_day_its_goods_are_owed(office, basis):
    office.drop(*with_freight(("六角螺栓", "12.5", "80.00")))
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", basis))
    (paper,) = papers(office.books)
    assert feet(opened(paper))[0] == ("运费（客户承担）", 80)


def test_a_slip_with_a_line_that_has_no_price_yet_shows_no_price_at_all(office):
    (paper,) = papers(ship(office, line(), line(product="平垫片", price="")))
    sheet = opened(paper)
    assert not [row for row in sheet.iter_rows() if row[0].value == "本页小计"]
    assert [row[5].value for row in sheet.iter_rows() if row[1].value == "六角螺栓"] == [None] * 4


def test_gifts_and_remarks_are_said_and_void_slips_and_goods_that_came_back_are_not_printed(office):
    books = ship(
        office,
        line(gift="1", remark="轻放"),
        line("XS-2", status="已作废"),
        line("XS-3", qty="-5"),
    )
    (paper,) = papers(books)
    (row,) = paper.pages[0].blocks[0].rows
    assert (paper.pages[0].fields["单号"], row[-1]) == ("XS-1", "赠品；轻放")


def test_what_a_slip_does_not_say_comes_from_its_order_and_then_from_the_customer_file(office):
    office.drop(
        "customer",
        "| customer_code | customer_name | contact | phone | address |\n"
        "| C01 | 北山样例机电有限公司 | 甲先生 | 010-1 | 档案路1号 |",
    )
    office.drop(
        "order",
        "| order_no | order_date | customer_name | customer_po_no | product_name | spec | unit | qty | unit_price_incl | "
        "required_date | address | station_no |\n"
        "| D-1 | 2026-11-01 | 北山样例机电有限公司 | PO-9 | 六角螺栓 | M8 | 盒 | 100 | 12.5 | 2026-11-20 | 订单路2号 | H007 |",
    )
    (paper,) = papers(ship(office, line(order_no="D-1", contact="乙女士")))
    said = paper.pages[0].fields
    assert (said["客户.联系人"], said["客户.地址"], said["客户.电话"]) == ("乙女士", "订单路2号", "010-1")
    assert (said["客户订单号"], said["货站会员号"]) == ("PO-9", "H007")


def test_every_slip_is_for_its_own_customer_and_two_of_one_name_are_two_files(office):
    books = ship(office, line("A/1"), line("A:1"), line("XS-2", customer="南山样例商行"))
    made = papers(books)
    assert len({one.name for one in made}) == 3
    assert [one.customers for one in made] == [(slip.customer,) for slip in slips(books.ledger)]
    for one in made:
        assert {block.customers for block in one.pages[0].blocks} == {frozenset(one.customers), frozenset()}


def test_a_draft_leaves_quantities_to_whoever_packs_and_says_what_is_open(office):
    office.drop(
        "order",
        "| order_no | order_date | customer_name | product_name | spec | unit | qty | unit_price_incl | required_date |\n"
        "| D-1 | 2026-11-01 | 北山样例机电有限公司 | 六角螺栓 | M8 | 盒 | 100 | 12.5 | 2026-11-20 |\n"
        "| D-1 | 2026-11-01 | 北山样例机电有限公司 | 平垫片 | 8 | 包 | 10 | 3 | 2026-11-20 |",
    )
    books = ship(office, line(order_no="D-1", qty="60"), line(order_no="D-1", product="平垫片", spec="8", qty="10"))
    (paper,) = [fits(one) for one in notes(books, drafts(books, books.order_lines()))]
    (row,) = paper.pages[0].blocks[0].rows
    assert row == ("六角螺栓", "M8", "盒", None, 12_500_000, None, "订单未发 40")
    sheet = opened(paper)
    assert "送 货 单（草稿）" in texts(sheet)
    assert not [text for text in texts(sheet) if "零元" in text]


@pytest.mark.parametrize("wrong", ["slip_copies = []", 'slip_copies = ["甲", "甲"]', "slip_rows = 3", "slip_rows = 9"])
def test_copies_and_rows_that_cannot_be_printed_are_refused(tmp_path, wrong):
    (tmp_path / "neiqin.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(SettingsError):
        read_settings(tmp_path / "neiqin.toml")


@pytest.mark.parametrize("right", ["slip_rows = 4", "slip_rows = 8", 'slip_copies = ["只一联"]'])
def test_the_fewest_and_the_most_that_can_be_printed_are_taken(tmp_path, right):
    (tmp_path / "neiqin.toml").write_text(right, encoding="utf-8")
    assert read_settings(tmp_path / "neiqin.toml")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slips") / "w"
    Desk.create(folder).close()
    with Desk(folder, today=TODAY) as made:
        book = openpyxl.Workbook()
        for row in (
            ["送货单号", "发货日期", "客户名称", "品名", "规格", "单位", "数量", "单价"],
            ["XS-1", "2026-11-05", "北山样例机电有限公司", "六角螺栓", "M8", "盒", 60, 12.5],
            ["XS-2", "2026-11-21", "南山样例商行", "平垫片", "8", "包", 10, 3],
        ):
            book.active.append(row)
        book.save(folder / "inbox" / "发货.xlsx")
        made.take_in()
        yield made


def test_slips_are_printed_by_number_however_it_is_written_and_otherwise_those_of_today(desk):
    assert [path.rsplit("/", 1)[1] for path in desk.slips(["xs-1"])["written"]] == [
        "送货单_XS-1_北山样例机电有限公司.xlsx"
    ]
    assert [path.rsplit("/", 1)[1] for path in desk.slips()["written"]] == ["送货单_XS-2_南山样例商行.xlsx"]


@pytest.mark.parametrize(("asked", "said"), [({"numbers": ["XS-9"]}, "XS-9"), ({"orders": ["D-9"]}, "D-9")])
def test_a_slip_or_an_order_that_is_not_there_is_refused_in_a_sentence(desk, asked, said):
    with pytest.raises(ValueError, match=said):
        desk.slips(**asked)


def test_a_printed_slip_that_is_dropped_ships_nothing_a_second_time(desk):
    desk.slips(["XS-1"])
    before = desk.books.sums(Measure.SHIPPED)
    (printed,) = (desk.workspace.outbox / "送货单").rglob("*XS-1*.xlsx")
    shutil.copy(printed, desk.workspace.inbox / printed.name)
    (file,) = desk.take_in()["files"]
    assert (file["verdict"], file["rows"]["read"]) == ("ignored", 0)
    assert "只供打印" in file["message"]
    assert desk.books.sums(Measure.SHIPPED) == before
