"""Masters: a sheet a year in order of entry, columns as declared, every line led back to its cell."""

from __future__ import annotations

import io

import openpyxl
import pytest
from bookkeeping import Office
from injection import STRINGS, active_content

from neiqin_xl import words
from neiqin_xl.intake.values.cells import Setting, read_cells
from neiqin_xl.ledger.books import LEADING
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure, Posts
from neiqin_xl.model.sheet_type import Need, column, sheet_type
from neiqin_xl.publish import masters
from neiqin_xl.publish.master_book import MasterBook
from neiqin_xl.reports.naming import currency_name


@sheet_type(
    words.ORDER,
    master=words.ORDER_MASTER,
    number="order_no",
    dated="order_date",
    posts=(Posts(Measure.ORDERED, date="order_date"),),
)
class Slip:
    """A small order."""

    order_no = column(Kind.CODE, words.ORDER_NO, need=Need.WANTED, head=True)
    order_date = column(Kind.DATE, words.ORDER_DATE, need=Need.REQUIRED, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, need=Need.WANTED, head=True)
    spec = column(Kind.TEXT, words.SPEC)
    qty = column(Kind.QTY, words.QTY, need=Need.REQUIRED)
    conv_rate = column(Kind.RATE, words.CONV_RATE)
    amount_incl = column(Kind.MONEY, words.AMOUNT_INCL)
    tax_rate = column(Kind.RATE, words.TAX_RATE)
    is_gift = column(Kind.BOOL, words.IS_GIFT)


@sheet_type(words.CUSTOMER, master=words.CUSTOMER_MASTER)
class Card:
    """A small customer file."""

    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, need=Need.REQUIRED)


class DrawnBooks:
    """Lines as the books hand them over, by year."""

    def __init__(self, by_year):
        self.by_year = by_year

    def master_years(self, _):
        return sorted(self.by_year)

    def master_fields(self, type_name):
        names = [one.name for one in (Slip if type_name == "order" else Card).fields]
        rows = [row for rows in self.by_year.values() for row in rows]
        return {name for i, name in enumerate(names) if any(row[LEADING + i] is not None for row in rows)}

    def master_rows(self, type_name, year, fields):
        names = [one.name for one in (Slip if type_name == "order" else Card).fields]
        at = [LEADING + names.index(name) for name in fields]
        return (row[:LEADING] + tuple(row[n] for n in at) for row in self.by_year.get(year, ()))

    def master_names(self, _):
        return {}

    def has_price_list(self):
        return False


def line(position, number, date, *, spec=None, qty=10_000, conv=None, amount=None, rate=None, gift=None, booked=None):
    source = (position, 100 + position, 1, 7, "订单1105.xlsx", "订单", 3 + position, "已入账")
    counted = (booked, "K001", "测试华南贸易有限公司")
    return (*source, *counted, number, date, "测试华南贸易有限公司", spec, qty, conv, amount, rate, gift)


def opened(kind, by_year):
    data = b"".join(MasterBook(kind, DrawnBooks(by_year)))
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_sheet_a_year_in_order_of_entry():
    book = opened(
        Slip,
        {
            2025: [line(1, "D2", "2025-12-31")],
            2026: [line(2, "D9", "2026-11-05"), line(3, "D1", "2026-01-05")],
        },
    )
    assert book.sheetnames == ["2025年", "2026年"]
    assert [row[0].value for row in book["2026年"].iter_rows(min_row=2)] == ["D9", "D1"]
    assert book["2026年"].freeze_panes == "B2"


def test_every_line_leads_back_to_the_cell_it_came_from():
    sheet = opened(Slip, {2026: [line(1, "D1", "2026-11-05")]})["2026年"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[-6:] == ["状态", "修订", "批次", "来源文件", "来源工作表", "来源行"]
    assert [cell.value for cell in sheet[2]][-6:] == ["已入账", 1, 7, "订单1105.xlsx", "订单", 4]


def test_where_a_line_came_from_is_for_the_screen_and_not_for_paper():
    sheet = opened(Slip, {2026: [line(1, "D1", "2026-11-05"), line(2, "D2", "2026-11-06")]})["2026年"]
    printed = sheet[sheet.print_area.rpartition("!")[2].replace("$", "")]
    titles = [cell.value for cell in sheet[1]]
    assert [cell.value for cell in printed[0]] == titles[: titles.index("入账金额")]
    assert len(printed) == 3


def test_a_line_that_says_no_price_and_calls_its_customer_short_has_the_amount_and_name_of_the_reports():
    book = opened(Slip, {2026: [line(1, "D1", "2026-11-05", booked=8_821_340), line(2, "D2", "2026-11-05")]})
    sheet = book["2026年"]
    assert [cell.value for cell in sheet[1]][-9:-6] == ["入账金额", "档案客户编码", "档案客户名称"]
    assert [cell.value for cell in sheet[2]][-9:-6] == [88213.4, "K001", "测试华南贸易有限公司"]
    assert sheet[2][-8].number_format == "@"
    assert sheet[3][-9].value is None


def test_master_data_count_for_nothing_and_have_no_such_columns():
    sheet = opened(Card, {0: [(1, 1, 1, 1, "客户.xlsx", "客户", 2, "已入账", None, None, None, "K001")]}).active
    assert [cell.value for cell in sheet[1]] == ["客户编码", "状态", "修订", "批次", "来源文件", "来源工作表", "来源行"]


def test_columns_that_no_paper_ever_filled_are_left_out_and_wanted_ones_are_not():
    sheet = opened(Slip, {2026: [line(1, None, "2026-11-05")]})["2026年"]
    assert [cell.value for cell in sheet[1]][:-9] == ["订单号", "订单日期", "客户名称", "数量"]
    wider = opened(Slip, {2025: [line(1, "D", "2025-01-01")], 2026: [line(2, "D", "2026-11-05", spec="M8", gift=1)]})
    for sheet in wider:
        assert [cell.value for cell in sheet[1]][:-9] == [
            "订单号",
            "订单日期",
            "客户名称",
            "规格型号",
            "数量",
            "是否赠品",
        ]


def test_values_are_exact_and_formatted_by_their_kind():
    row = line(1, "00123", "2026-11-05", qty=53_215_000, conv=12 * 10**9, amount=-8_821_340, rate=130_000_000, gift=0)
    sheet = opened(Slip, {2026: [row]})["2026年"]
    shown = {sheet.cell(1, cell.column).value: (cell.value, cell.number_format) for cell in sheet[2]}
    assert shown["订单号"] == ("00123", "@")
    assert shown["订单日期"][1] == "yyyy-mm-dd"
    assert shown["数量"] == (5321.5, "General")
    assert shown["价税合计"] == (-88213.4, "#,##0.00;[Red]-#,##0.00")
    assert shown["税率"] == (0.13, "0%")
    assert shown[words.CONV_RATE.shown] == (12, "General")
    assert shown["是否赠品"][0] == "否"


def test_currencies_have_the_names_of_the_reports_and_are_read_back_as_what_they_are(tmp_path):
    office = Office(tmp_path)
    paid = "| receipt_no | receipt_date | customer_name | amount | currency |"
    codes = [*words.CURRENCY_NAMES, "VND", ""]
    rows = "\n".join(f"| R-{n} | 2026-11-05 | 华新五金 | 5 | {code} |" for n, code in enumerate(codes))
    office.drop("receipt", f"{paid}\n{rows}")
    data = b"".join(MasterBook(office.ledger.kinds["receipt"], office.books.at_rest()))
    head, *lines = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    shown = [line[head.index("币种")] for line in lines]
    assert shown == [*(currency_name(code) for code in words.CURRENCY_NAMES), "VND", None]
    read = read_cells(set(filter(None, shown)), Setting(office.ledger.kinds["receipt"].field["currency"]))
    assert [read.values[text] for text in shown[:-1]] == codes[:-1]


def test_master_data_and_undated_lines_have_a_sheet_of_their_own():
    assert opened(Card, {0: [(1, 1, 1, 1, "客户.xlsx", "客户", 2, "已入账", None, None, None, "K001")]}).sheetnames == [
        "客户档案"
    ]
    assert opened(Slip, {0: [line(1, "D1", None)]}).sheetnames == ["未注明日期"]


def test_an_empty_master_still_has_its_header():
    book = opened(Slip, {})
    assert book.sheetnames == ["订单台账"]
    assert book.active["A1"].value == "订单号"


def test_the_same_books_give_the_same_bytes_and_another_value_gives_others():
    def made(qty):
        return b"".join(MasterBook(Slip, DrawnBooks({2026: [line(1, "D1", "2026-11-05", qty=qty)]})))

    assert made(10_000) == made(10_000)
    assert made(10_000) != made(10_001)


@pytest.mark.parametrize(
    ("lines", "names"), [(3, ["2026年"]), (4, ["2026年", "2026年(2)"]), (7, ["2026年", "2026年(2)", "2026年(3)"])]
)
def test_more_lines_than_a_sheet_holds_go_on_in_the_next(monkeypatch, lines, names):
    monkeypatch.setattr(masters, "ROWS_A_SHEET", 3)
    book = opened(Slip, {2026: [line(i, f"D{i}", "2026-11-05") for i in range(lines)]})
    assert book.sheetnames == names
    assert [row[0].value for sheet in book for row in sheet.iter_rows(min_row=2)] == [f"D{i}" for i in range(lines)]


def test_the_workbook_is_titled_after_the_master():
    assert opened(Slip, {2026: [line(1, "D1", "2026-11-05")]}).properties.title == "订单台账"


def test_dangerous_text_in_the_books_stays_text():
    data = b"".join(
        MasterBook(Slip, DrawnBooks({2026: [line(i, one, one, spec=one) for i, one in enumerate(STRINGS)]}))
    )
    assert active_content(data) == []
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for cell in sheet["D"][1:]} == {"inlineStr"} or {
        cell.data_type for cell in sheet["D"][1:]
    } == {"s"}
