"""Files of every format and encoding to the same cells, and what a reader would have lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drawn import ods, rows_of, spreadsheet2003, tables, text, webpage, xls, xlsx
from test_gate import repacked

from neiqin_xl.intake.books.reader import read_book
from neiqin_xl.intake.delimited.decoding import decoded
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.intake.sheet import UNCACHED
from neiqin_xl.intake.typed.unknown import lighten_asides
from neiqin_xl.model.finding import Severity

ROWS = rows_of("""
    | 送货单号 | 发货日期 | 客户名称 | 产品编码 | 品名 | 规格 | 单位 | 数量 | 单价 | 金额 | 备注 |
    | CK-001 | 2026-11-05 | 华新五金 | '00013 | 螺栓，六角 | M8×20 | 件 | 1200 | 0.35 | 420 | "急" |
    | CK-001 | 2026-11-05 | 华新五金 | '00014 | 螺母 | M8 | 件 | 0.5 | 12.3456 | 6.17 | |
    | CK-002 | 2026-11-06 | 恒泰机电 | A-1 | 垫圈 | ㎡ | 盒 | -3 | 100 | -300 | 𠮷祥 |
""")
TURNED = [[row[i] for i in (7, 2, 0, 10, 4, 3, 1, 9, 8, 6, 5)] for row in ROWS]


def answer(data, name="发货.xlsx"):
    return answer_to(Job(Path("a"), name), data, Caps())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("发货.xls", xls(ROWS)),
        ("发货.ods", ods(ROWS)),
        ("发货.csv", text(ROWS)),
        ("bom.csv", text(ROWS, encoding="utf-8-sig")),
        ("gbk.csv", text(ROWS, encoding="gb18030")),
        ("utf16.txt", text(ROWS, encoding="utf-16", delimiter="\t")),
        ("le.txt", text(ROWS, encoding="utf-16-le", delimiter="\t")),
        ("be.txt", text(ROWS, encoding="utf-16-be", delimiter="\t")),
        ("semicolon.csv", text(ROWS, delimiter=";")),
        ("tabs.xls", text(ROWS, encoding="gb18030", delimiter="\t")),
        ("dotted.csv", text(ROWS, dated="{:%Y.%m.%d}")),
        ("chinese.csv", text(ROWS, dated="{:%Y年%m月%d日}")),
        ("compact.csv", text(ROWS, dated="{:%Y%m%d}")),
        ("page.xls", webpage(ROWS)),
        ("utf8page.xls", webpage(ROWS, encoding="utf-8")),
        ("xml.xls", spreadsheet2003(ROWS)),
        ("turned.xlsx", xlsx(TURNED)),
        ("turned.csv", text(TURNED)),
        ("titled.xlsx", xlsx([["十一月发货明细"], [], *ROWS])),
        ("sheet.xlsx", xlsx(ROWS, name="随便")),
    ],
)
def test_one_content_is_one_content_in_every_format(name, data):
    expected = answer(xlsx(ROWS))
    found = answer(data, name)
    assert found.verdict == "read"
    assert found.tables[0].values == expected.tables[0].values
    assert found.canonical == expected.canonical
    assert found.sha256 != expected.sha256


@pytest.mark.parametrize(
    ("row", "column", "value"), [(1, 7, 1200.01), (2, 0, "CK-003"), (3, 1, date(2026, 11, 7)), (1, 3, "13")]
)
def test_another_content_has_another_hash(row, column, value):
    changed = [list(cells) for cells in ROWS]
    changed[row][column] = value
    assert answer(xlsx(changed)).canonical != answer(xlsx(ROWS)).canonical


def test_an_unreadable_cell_counts_by_its_text_in_the_hash():
    hashes = set()
    for wrong in ("待定", "面议", ""):
        changed = [list(cells) for cells in ROWS]
        changed[1][8] = wrong
        hashes.add(answer(xlsx(changed)).canonical)
    assert len(hashes) == 3


def test_tables_of_no_known_type_have_one_hash_in_every_format():
    rows = rows_of("""
        | 姓名 | 生日 | 津贴 | 工号 |
        | 王敏 | 1990-05-07 | 120.50 | '007 |
        | 李娜 | 1991-06-08 | 80 | '008 |
    """)
    hashes = {answer(data).canonical for data in (xlsx(rows), xls(rows), text(rows), text(rows, dated="{:%Y/%m/%d}"))}
    assert len(hashes) == 1


def test_rows_and_addresses_are_the_sheets_own():
    table = answer(xlsx([["标题"], [], *ROWS])).tables[0]
    assert (table.header_row, table.range, table.rows) == (3, "A3:K6", [4, 5, 6])
    assert table.cell(0, "qty") == "H4"


def test_cells_written_as_formulas_of_text_are_plain_text():
    data = '="订单号"\t="客户名称"\t="品名"\t="数量"\r\n="0013"\t="华新"\t="螺栓，六角"\t10\r\n'.encode("gb18030")
    table = answer(data, "订单.xls").tables[0]
    assert table.values["order_no"] == ["0013"]
    assert table.sheet == "订单"


@pytest.mark.parametrize("data", [b"\xff\xfeA", "订单".encode("gb18030") + b"\xff", b"\x81"])
def test_bytes_in_no_encoding_are_not_half_read(data):
    assert decoded(data) is None


def test_text_without_columns_is_refused():
    found = answer("今天天气很好\n明天也是\n".encode(), "说明.txt")
    assert found.finding is not None
    assert (found.verdict, found.finding.code) == ("refused", "F105")


def with_cell(cell, rows=ROWS):
    """The workbook with the XML of H2 put in its place."""

    def change(name, content):
        if not name.endswith("sheet1.xml"):
            return content
        before, found, rest = content.partition(b'<c r="H2"')
        assert found
        return before + cell + rest[rest.index(b"</c>") + 4 :]

    return repacked(xlsx(rows), change)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b'<c r="H2" t="e"><v>#N/A</v></c>', "#N/A"),
        (b'<c r="H2" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (b'<c t="e" r="H2"><f>VLOOKUP(A2,B:B,1,0)</f><v>#REF!</v></c>', "#REF!"),
        (b'<c r="H2"><f>A1*2</f></c>', UNCACHED),
        (b'<c r="H2"><f>A1*2</f><v></v></c>', UNCACHED),
        (b'<c r="H2"><f>A1*2</f><v /></c>', UNCACHED),
        (b'<c r="H2" s="2"><f t="shared" si="0"/></c>', UNCACHED),
        (b'<c r="H2"><f>600*2</f><v>1200</v></c>', 1200.0),
        (b'<c r="H2" t="str"><f>""</f><v></v></c>', ""),
    ],
)
def test_error_cells_and_formulas_without_a_result_are_no_blanks(cell, value):
    sheets = read_book(with_cell(cell), "a")
    assert isinstance(sheets, list)
    assert sheets[0].rows[1][7] == value


@pytest.mark.parametrize(
    ("cell", "code"), [(b'<c r="H2" t="e"><v>#N/A</v></c>', "C101"), (b'<c r="H2"><f>A1*2</f></c>', "C102")]
)
def test_such_a_cell_is_a_finding_with_its_address(cell, code):
    table = answer(with_cell(cell)).tables[0]
    assert [(f.code, f.cell, f.row) for f in table.findings] == [(code, "H2", 2)]
    assert table.values["qty"][0] is None
    assert (0, "qty") in table.unread


def test_formulas_written_by_a_program_that_cannot_calculate_are_asked_about():
    import io

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["送货单号", "发货日期", "客户名称", "品名", "数量", "单价", "金额"],
        ["C1", date(2026, 11, 5), "华新", "螺栓", 3, 2, "=E2*F2"],
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    table = answer(stream.getvalue()).tables[0]
    assert [(f.code, f.cell) for f in table.findings] == [("C102", "G2")]


def test_dates_of_the_other_epoch_are_the_same_days():
    data = xlsx(ROWS, options={"date_1904": True})
    assert answer(data).canonical == answer(xlsx(ROWS)).canonical
    rows = [list(row) for row in ROWS]
    for row in rows[1:]:
        row[1] = float((row[1] - date(1904, 1, 1)).days)
    assert answer(xlsx(rows, options={"date_1904": True})).canonical == answer(xlsx(ROWS)).canonical


def test_hidden_sheets_are_left_out_and_named():
    data = repacked(
        xlsx(ROWS, more=[("旧数据", ROWS)]),
        lambda name, content: (
            content.replace('name="旧数据"'.encode(), 'name="旧数据" state="hidden"'.encode())
            if name == "xl/workbook.xml"
            else content
        ),
    )
    found = answer(data)
    assert [table.sheet for table in found.tables] == ["Sheet1"]
    assert [(f.code, "旧数据" in f.message) for f in found.tables[0].findings] == [("F205", True)]


def test_a_file_is_read_by_its_content_whatever_it_is_called():
    for name in ("发货.csv", "发货.xls", "发货.txt", "发货"):
        assert answer(xlsx(ROWS), name).verdict == "read"
    assert answer(text(ROWS), "发货.xlsx").verdict == "read"


def test_error_cells_of_old_workbooks_are_no_blanks():
    import io

    import xlwt

    book = xlwt.Workbook()
    for name, at in (("一", 1), ("二", 2)):
        sheet = book.add_sheet(name)
        for column, header in enumerate(["订单号", "客户名称", "品名", "数量"]):
            sheet.write(0, column, header)
        sheet.write(at, 0, "D1")
        sheet.row(at).set_cell_error(3, 0x2A)
    stream = io.BytesIO()
    book.save(stream)
    sheets = read_book(stream.getvalue(), "a")
    assert isinstance(sheets, list)
    assert [sheet.rows[at][3] for sheet, at in zip(sheets, (1, 2), strict=True)] == ["#N/A", "#N/A"]


def test_error_cells_of_open_documents_are_no_blanks():
    rows = rows_of("| 订单号 | 客户名称 | 品名 | 数量 |\n| D1 | 华新 | 螺栓 | 坏 |")
    cell = b'<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="">'
    data = repacked(
        ods(rows),
        lambda name, content: (
            content.replace(
                '<table:table-cell office:value-type="string"><text:p>坏</text:p>'.encode(),
                cell + b"<text:p>#N/A</text:p>",
            )
            if name == "content.xml"
            else content
        ),
    )
    sheets = read_book(data, "a")
    assert isinstance(sheets, list)
    assert sheets[0].rows[1][3] == "#N/A"


def test_a_page_with_spans_keeps_its_columns_in_line():
    page = """<table><tr><td colspan=4>送货单</td></tr><tr><th rowspan=1>品名<th>数量<th>客户<th>日期</tr>
    <tr><td>螺栓&nbsp;M8<td>1,200<td rowspan=2>华新<br>五金<td>2026-11-05</tr>
    <tr><td>螺母</td><td>5</td><td>2026-11-06</td></tr></table>"""
    sheets = read_book(page.encode(), "a")
    assert isinstance(sheets, list)
    assert sheets[0].rows[2:] == [["螺栓 M8", "1,200", "华新\n五金", "2026-11-05"], ["螺母", "5", "", "2026-11-06"]]
    assert (2, 2, 3, 2) in sheets[0].merged


@pytest.mark.parametrize("cell", ["<td rowspan=1000 colspan=1000>螺栓</td>", "<td colspan=1000>螺栓</td>"])
def test_a_page_of_huge_spans_is_refused_before_it_is_laid_out(cell):
    found = read_book(("<table><tr>" + cell * 50 + "</tr></table>").encode(), "a")
    assert not isinstance(found, list)
    assert found.code == "F109"


def test_numbers_and_texts_beyond_all_measure_are_named_with_their_cells():
    found = answer(text([*ROWS, [*ROWS[1][:10], "x" * 200_000]]))
    assert [(one.code, one.cell) for one in found.tables[0].findings] == [("C114", "K5")]
    huge = repacked(xlsx(ROWS), lambda _, xml: xml.replace(b"<v>1200</v>", b"<v>1e999</v>"))
    assert [(one.code, one.cell) for one in answer(huge).tables[0].findings] == [("C113", "H2")]


@pytest.mark.parametrize(
    ("help_page", "asked"),
    [
        ("| 栏目 | 怎么填 |\n| 某栏 | 照写 |\n| 另一栏 | 不填 |", Severity.NOTE),
        ("| 序号 | 怎么填 |\n| 1 | 照写 |\n| 2 | 不填 |", Severity.NOTE),
        ("| 栏目 | 多少 |\n| 某栏 | 12 |\n| 另一栏 | 30 |", Severity.WARNING),
        ("| 栏目 | 数量 |\n| 某栏 | 十二 |\n| 另一栏 | 三十 |", Severity.WARNING),
    ],
)
def test_a_page_of_help_beside_a_table_asks_nothing_and_one_with_amounts_does(help_page, asked):
    (aside,) = tables(help_page)
    lighten_asides([aside])
    assert [(one.code, one.severity) for one in aside.findings] == [("S101", Severity.WARNING)]
    lighten_asides([aside, *answer(xlsx(ROWS)).tables])
    assert [(one.code, one.severity) for one in aside.findings] == [("S101", asked)]


def test_a_page_without_a_table_is_refused():
    found = answer("<html><body>登录超时，请重新登录</body></html>".encode(), "导出.xls")
    assert found.finding is not None
    assert (found.verdict, found.finding.code) == ("refused", "F106")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data[:-30], "F104"),
        (lambda data: data.replace(b"?>", b"?><!DOCTYPE x>"), "F107"),
        (lambda data: data.replace(b"<Row>", b'<Row ss:Index="9000000">', 1), "F109"),
        (lambda data: data.replace(b">1200.0<", b">12 00<"), "F104"),
    ],
)
def test_a_spoilt_xml_workbook_is_refused(spoil, code):
    found = answer(spoil(spreadsheet2003(ROWS)), "a.xls")
    assert found.finding is not None
    assert found.finding.code == code


def test_a_text_that_was_cut_says_so_on_its_last_line():
    whole = text(ROWS)
    cut = whole[: whole.rindex(b"M8")]
    table = answer(cut, "发货.csv").tables[0]
    assert [(f.code, f.row) for f in table.findings if f.code == "S103"] == [("S103", 3)]
    assert not [f for f in answer(whole.rstrip(), "发货.csv").tables[0].findings if f.code == "S103"]
