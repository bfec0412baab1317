"""Reports as workbooks: what stands in the books stands on the page, by the template, and the charts point at it."""

from __future__ import annotations

import io
import re
import sys
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from books_in_memory import BooksInMemory, item, order_line, owed, party, returned, shipped
from injection import STRINGS, active_content, parts_of
from python_calamine import CalamineWorkbook
from template_books import charted, undeclared

from neiqin_xl import words
from neiqin_xl.dates import parse_period
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Chart, Column, Page, Paper
from neiqin_xl.publish.documents import documents
from neiqin_xl.publish.page_values import values_of
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.daily_shipments import daily_shipments
from neiqin_xl.reports.order_tracking import order_tracking
from neiqin_xl.reports.sales_summary import sales_summary
from neiqin_xl.reports.statement import statement, statement_for

TODAY = date(2026, 12, 5)
NOVEMBER = parse_period("2026-11", TODAY)
LINES = Table(
    "行",
    "一家一行",
    (
        Column("客户"),
        Column("净额", Kind.MONEY),
        Column("环比（百分点）", Kind.RATE, name="环比"),
        Column("最近", Kind.DATE),
    ),
)
DOCUMENT = Document(words.SUMMARY, "试", (Pages("按客户", "一种货币一项", (LINES,), (Value("公司.名称", "我方"),)),))
ROWS = [("甲", 8_821_340, 123_400_000, "2026-11-05"), ("乙", -120_000, "—", "期初")]


def block(part="", rows=ROWS, total=("合计", 8_701_340, None, None)):
    return Block(f"各客户{part}", LINES.columns, rows, total, "净额已减退货。", LINES.name, part)


def values(*pages):
    return values_of(Paper("汇总", "报表", pages, DOCUMENT), DOCUMENT)


def test_a_template_is_given_exact_amounts_and_real_dates():
    (given,) = values(Page("按客户", "汇总", ("元",), (block(),), fields={"公司.名称": "本公司"}))["按客户"]
    assert given["行"] == [
        {"客户": "甲", "净额": Decimal("88213.40"), "环比": Decimal("0.1234"), "最近": date(2026, 11, 5)},
        {"客户": "乙", "净额": Decimal("-1200.00"), "环比": "—", "最近": "期初"},
    ]
    assert given["行合计"] == {"客户": "合计", "净额": Decimal("87013.40"), "环比": None, "最近": None}
    assert (given["页名"], given["标题"], given["说明"], given["公司"]) == (
        "按客户",
        "汇总",
        ["元"],
        {"名称": "本公司"},
    )
    assert (given["行标题"], given["行说明"]) == ("各客户", "净额已减退货。")


@pytest.mark.parametrize(
    ("kind", "cell", "given"),
    [
        (Kind.QTY, 12_345, Decimal("1.2345")),
        (Kind.PRICE, -1, Decimal("-0.000001")),
        (Kind.MONEY, 0, Decimal("0.00")),
        (Kind.INT, 7, 7),
        (Kind.CODE, "007", "007"),
        (Kind.DATETIME, "2026-11-05 14:30:00", datetime(2026, 11, 5, 14, 30)),
        (Kind.DATE, "二月三十日", "二月三十日"),
        (Kind.MONEY, None, None),
    ],
)
def test_each_kind_of_cell_is_given_as_what_it_is(kind, cell, given):
    table = Table("行", "一行", (Column("格", kind),), totals=False)
    document = Document(words.SUMMARY, "试", (Pages("页", "试", (table,)),))
    page = Page("页", "页", (), (Block("行", table.columns, [(cell,)], table="行"),))
    (values,) = values_of(Paper("汇总", "报表", (page,), document), document)["页"]
    assert values["行"] == [{"格": given}]


def test_titles_that_only_the_books_know_are_given_and_totals_that_nobody_adds_are_not():
    columns = (Column("日期", Kind.DATE), Column("箱", Kind.QTY, name="单位1"))
    table = Table(
        "日", "一天一行", (*columns[:1], *(Column(f"单位{n}", Kind.QTY) for n in (1, 2))), totals=False, headed=True
    )
    document = Document(words.DAILY, "试", (Pages("数量", "试", (table,)),))
    page = Page("数量", "数量", (), (Block("按单位", columns, [("2026-11-05", 20_000)], table="日"),))
    (given,) = values_of(Paper("汇总", "报表", (page,), document), document)["数量"]
    assert given["日栏"] == {"日期": "日期", "单位1": "箱", "单位2": None}
    assert given["日"] == [{"日期": date(2026, 11, 5), "单位1": Decimal(2), "单位2": None}]
    assert "日合计" not in given


def test_a_page_of_two_currencies_is_an_item_for_each_and_so_is_its_chart():
    page = Page(
        "按客户",
        "汇总",
        (),
        (block("CNY"), block("USD")),
        (Chart("净额（元）", 0, "元"), Chart("净额（美元）", 1, "美元")),
    )
    given = values(page)["按客户"]
    assert [(one["页名"], one["图名"], one["图的单位"]) for one in given] == [
        ("按客户", "净额（元）", "元"),
        ("按客户 USD", "净额（美元）", "美元"),
    ]


def test_a_page_without_its_table_has_blanks_under_every_name():
    (given,) = values(Page("按客户", "汇总", ("没有记录",)))["按客户"]
    assert given["行"] == []
    assert set(given["行合计"].values()) == {None}
    assert values(Page("首页", "汇总"))["按客户"] == []


# The same papers for every test: two currencies, two units, a return, an order that is late.
def a_paper(name, **texts):
    told = dict.fromkeys(("name", "contact", "phone", "salesperson"), texts["text"]) if texts else {"code": "0017"}
    who = [party(**told)]
    what = [item(name=texts["text"], spec=texts["text"])] if texts else [item()]
    drawn = texts["text"] if texts else "0020261103"
    said = dict.fromkeys(
        ("unit", "salesperson", "office", "number", "order_no") if texts else ("number", "order_no"), drawn
    )
    books = BooksInMemory(
        [
            *(kind(f"2026-11-{day:02}", 3, 90 + day, **said) for day in (2, 3, 9) for kind in (shipped, owed)),
            returned("2026-11-10", 1, 7, **said),
            shipped("2026-11-11", 2, 50, currency="USD", **said),
            owed("2026-11-11", 2, 50, currency="USD", **said),
            shipped("2026-10-11", 2, 50, **said),
        ],
        today=TODAY,
        customers=who,
        products=what,
        orders=[
            order_line(100, out=40, **{key: said[key] for key in ("order_no", "unit", "salesperson") if key in said})
        ],
    )
    if name == "对账单":
        return statement_for(books, NOVEMBER, "c1")
    report = {"销售汇总": sales_summary, "每日出货汇总": daily_shipments, "订单跟踪与欠货": order_tracking}
    return [
        *report.get(name, statement).build(books, parse_period("今天", TODAY) if name == "订单跟踪与欠货" else NOVEMBER)
    ][-1]


REPORTS = ("销售汇总", "每日出货汇总", "订单跟踪与欠货", "对账单", "对账单目录")
# Tried where the reports are that make them.
ELSEWHERE = ("未结对账单", "结账清单", "送货单", "送货单号检查", "回单跟踪", "今日通知清单", "分发表", "交期回复表")
ELSEWHERE += ("对账登记", "对账函", "付款提醒", "催款通知", "对账资料", "往来核对")
ELSEWHERE += ("差异清单", "送货单复核", "欠货明细", "货物签收确认函", "箱唛", "超期责任表", "今日待办")
ELSEWHERE += ("应收台账", "账龄表", "信用检查", "到期提醒", "待款与可发货", "回款计划", "未开票与开票预约", "回款核销")
each_report = pytest.mark.parametrize("name", REPORTS)


def opened(name, **texts):
    return openpyxl.load_workbook(io.BytesIO(render_paper(a_paper(name, **texts))))


def test_these_are_all_documents_but_the_reply():
    assert {*REPORTS, *ELSEWHERE, "处理结果"} == set(documents())


@each_report
def test_all_that_a_report_says_stands_under_a_declared_name(name):
    assert list(undeclared(a_paper(name))) == []


@each_report
def test_every_page_has_a_sheet_that_is_called_like_it(name):
    assert opened(name).sheetnames == {
        "销售汇总": ["首页", "单品销量", "按产品", "按产品 USD", "按客户", "按客户 USD", "按业务员", "按业务员 USD",
                 "按办事处", "按办事处 USD", "趋势", "趋势 USD"],
        "每日出货汇总": ["汇总", "汇总 USD", "数量", "明细", "明细 USD"],
        "订单跟踪与欠货": ["首页", "订单跟踪", "欠货明细", "欠货按客户"],
        "对账单": ["对账单 CNY 1", "对账单 USD 2"],
        "对账单目录": ["目录", "目录 USD", "无需对账"],
    }[name]  # fmt: skip


@each_report
def test_pages_print_on_a4_one_page_wide_with_page_numbers(name):
    for sheet in opened(name):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text


@each_report
def test_what_the_program_knows_is_told_as_numbers_and_dates_and_codes_stay_text(name):
    cells = [cell for sheet in opened(name) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if "{{" in str(cell.value) or "{%" in str(cell.value)]
    titled = {(cell.parent.title, cell.column): cell for cell in cells if cell.value in ("客户编码", "订单号", "日期")}
    assert titled
    for (sheet, column), title in titled.items():
        under = [cell for cell in cells if (cell.parent.title, cell.column) == (sheet, column) and cell.row > title.row]
        below = [cell.row for cell in cells if cell.parent.title == sheet and cell.value == "合计"]
        under = [cell for cell in under if cell.row < min((row for row in below if row > title.row), default=10**7)]
        if title.value == "日期":
            assert any(cell.is_date for cell in under)
        else:
            assert [cell.value for cell in under if not isinstance(cell.value, str)] == []
        assert under, (sheet, title.value)


@each_report
def test_the_same_paper_gives_the_same_bytes_without_a_chart_library(name, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert render_paper(a_paper(name)) == render_paper(a_paper(name))


def test_totals_on_the_sheets_are_those_of_the_books():
    book = opened("销售汇总")
    for name, column in (("按产品", "J"), ("按客户", "E"), ("按业务员", "D"), ("按办事处", "D")):
        (row,) = [row[0].row for row in book[name].iter_rows(max_col=1) if row[0].value == "合计"]
        assert book[name][f"{column}{row}"].value == 92 + 93 + 99 - 7
    (row,) = [row[0].row for row in opened("对账单")["对账单 CNY 1"].iter_rows(max_col=1) if row[0].value == "合计"]
    assert opened("对账单")["对账单 CNY 1"][f"J{row}"].value == 92 + 93 + 99


def test_charts_point_at_the_rows_of_their_own_sheet_and_keep_what_they_hold():
    parts = parts_of(render_paper(a_paper("销售汇总")))
    charts = {name: text for name, text in parts.items() if re.fullmatch(r"xl/charts/[^/]*\.xml", name)}
    assert len(charts) == 9
    pointed = [re.findall(r"<c:f>(.*?)</c:f>", text)[0] for text in charts.values()]
    assert len({one.partition("!")[0] for one in pointed}) == 9
    (usd,) = [text for text in charts.values() if "按客户 USD" in text]
    assert "客户前 20 名发货净额（美元）2026年11月" in usd
    assert "<c:v>50</c:v>" in usd


def test_a_chart_covers_no_table():
    for name in ("销售汇总", "每日出货汇总"):
        for sheet in opened(name):
            used = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            for chart in sheet._charts:
                start, end = chart.anchor._from, chart.anchor.to
                covered = [
                    cell.coordinate
                    for cell in used
                    if start.col < cell.column <= end.col and start.row < cell.row <= end.row
                ]
                assert covered == [], sheet.title


def test_a_trend_without_a_year_before_has_one_line():
    books = BooksInMemory([shipped("2026-11-03", 1, "10")], today=TODAY)
    (paper,) = sales_summary.build(books, NOVEMBER)
    data = render_paper(paper)
    (chart,) = [text for text in parts_of(data).values() if "趋势（人民币" in text and "<c:chart>" in text]
    assert chart.count("<c:ser>") == 1
    assert charted(data)


def test_a_period_in_which_nothing_happened_is_a_front_page_that_says_so():
    (paper,) = sales_summary.build(BooksInMemory([], today=TODAY), NOVEMBER)
    book = openpyxl.load_workbook(io.BytesIO(render_paper(paper)))
    assert book.sheetnames == ["首页"]
    assert "没有发货、退货和订单记录。" in [row[0].value for row in book.active.iter_rows(max_col=1)]


def test_a_paper_needs_a_page():
    with pytest.raises(ValueError, match="no pages"):
        render_paper(Paper("空", "报表", (), DOCUMENT))


@pytest.mark.thorough
@each_report
def test_dangerous_text_does_nothing_anywhere_on_a_page(name):
    for text in STRINGS:
        data = render_paper(a_paper(name, text=text))
        assert active_content(data) == [], text
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_paper(a_paper(name, text="=1+1"))))
    found = [value for one in book.sheet_names for row in book.get_sheet_by_name(one).to_python() for value in row]
    assert [value for value in found if "=1+1" in str(value)]
    for cell in (cell for sheet in opened(name, text="=1+1") for row in sheet.iter_rows() for cell in row):
        if str(cell.value).startswith("="):
            assert cell.data_type == "s"
            assert cell.quotePrefix or cell.number_format == "@"


def test_every_name_is_declared_once_and_none_hides_another():
    for name, document in documents().items():
        for pages in document.pages:
            inside = [one for one, _ in pages.names()]
            assert len(inside) == len(set(inside)), (name, pages.name)
            assert pages.name not in inside
            for table in pages.tables:
                assert len({column.called for column in table.columns}) == len(table.columns)
        assert all(re.fullmatch(r"[\w.]+", one) for one in document.names()), name
        assert all(about.strip() for about in document.names().values())
