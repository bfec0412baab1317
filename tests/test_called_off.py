"""Lines that somebody called off: crossed out, or with a remark that says so. They wait, and totals may leave them out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from drawn import codes, drawn, spreadsheet2003, table, xls
from hypothesis import given
from hypothesis import strategies as st
from traits import Book, Drawing
from traits.as_xlsb import as_xlsb

from neiqin_xl import words
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.judge import bad_rows, judge
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.intake.recognition.recognise import recognise
from neiqin_xl.intake.tables.layout import find_tables
from neiqin_xl.intake.typed.parse import parse
from neiqin_xl.model.rule import Reference
from neiqin_xl.rules.called_off import says_called_off

HEADER = ["送货日期", "客户", "送货单号", "品名", "数量", "单价", "金额", "备注"]
LINES = [["2026-10-21", "恒泰机电", f"B{i}", "螺栓", 10, 18.6, 186, ""] for i in range(3)]


def picture(remarks, total=None):
    rows = [[*line[:-1], remark] for line, remark in zip(LINES, remarks, strict=True)]
    if total is not None:
        rows.append(["合计", "", "", "", *total, ""])
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in [HEADER, *rows])


def held(found):
    findings = [*found.findings, *judge(found, Reference(today=date(2026, 11, 1)))]
    bad, whole = bad_rows(found, findings)
    return set(range(len(found))) if whole else bad


@pytest.mark.parametrize(
    "remark",
    [
        "作废",
        "已作废",
        "此单作废",
        "取消",
        "此单取消，未发货",
        "客户取消",
        "客户要求取消订单",
        "该单已撤销",
        "未发货",
        "实际没发",
        "（作废）",
        "不算",
        "客户不要了",
        "客户要求取消，已作废",
        "本行取消 改发下周",
        "取消，改到下个月再发",
        "此单取消，改11月28日发",
        "作废，后天重开",
        "此单取消，改5号发",
        "此单取消，改到12月发",
        "此单取消，改28日",
    ],
)
def test_a_line_whose_remark_says_that_it_does_not_count_waits(remark):
    found = table(picture(["", remark, ""]))
    assert held(found) == {1}
    (doubt,) = [one for one in judge(found, Reference(today=date(2026, 11, 1))) if one.code == "K125"]
    assert (doubt.cell, doubt.row) == ("H3", 3)
    assert remark[:4] in doubt.message


@pytest.mark.parametrize(
    "remark",
    [
        "",
        "原单作废，以此单为准",
        "取消加急",
        "取消包装",
        "取消，改发这个",
        "本行取消，11月5日已恢复",
        "此单取消，改期后已恢复",
        "取消加急，改发下周",
        "未送，已补送",
        "作废/重开",
        "取消后恢复",
        "取消，后恢复",
        "此单取消 S0 合并于此",
        "代替已取消的 B0",
        "不含运费",
        "已发货",
        "客户要求送货上门",
        "发票未开",
        "票已作废",
        "票未发",
        "不要压角",
        "此单取消，改3号仓发货",
        "此单取消，改12号单",
        "此单取消，改11月单价",
    ],
)
def test_remarks_about_other_things_hold_nothing(remark):
    assert held(table(picture(["", remark, ""]))) == set()


@pytest.mark.parametrize(
    ("remark", "paper", "is_off"),
    [
        ("未发货", words.SHIPMENT.key, True),
        ("未发货", words.ORDER.key, False),
        ("客户不要", words.ORDER.key, True),
        ("客户不要", words.GOODS_RETURN.key, False),
        ("作废", words.GOODS_RETURN.key, True),
        ("取消", words.GOODS_RETURN.key, False),
        ("客户取消", words.GOODS_RETURN.key, False),
        ("此单取消", words.GOODS_RETURN.key, True),
        ("此票取消", words.SHIPMENT.key, True),
        ("发票已作废", words.INVOICE.key, True),
        ("票作废", words.INVOICE.key, True),
        ("发票已作废", words.SHIPMENT.key, False),
    ],
)
def test_what_is_usual_on_a_paper_says_nothing_there(remark, paper, is_off):
    assert says_called_off(remark, paper) is is_off


@given(st.text(alphabet="作废取消未发货此单客户，. 原", max_size=200))
def test_any_remark_is_judged_the_same_with_blanks_around_it(remark):
    assert says_called_off(f"  {remark} ", words.SHIPMENT.key) == says_called_off(remark, words.SHIPMENT.key)


def test_a_status_in_words_of_ones_own_is_asked_about_and_one_that_is_known_counts_by_itself():
    lines = "\n".join(
        f"| 2026-10-21 | 恒泰机电 | B{i} | 螺栓 | 10 | 18.6 | 186 | {state} |"
        for i, state in enumerate(["已审核", "此单取消，未发货", "作废"])
    )
    found = table(f"| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单价 | 金额 | 单据状态 |\n{lines}")
    assert held(found) == {1}
    assert found.values["doc_status"][2] == words.CANCELLED


@pytest.mark.parametrize("total", [(20, "", 372), (30, "", 558)])
def test_a_total_may_leave_out_what_does_not_count(total):
    assert codes(table(picture(["", "作废", ""], total))) == []


def test_a_total_that_is_neither_with_nor_without_it_is_said():
    assert codes(table(picture(["", "作废", ""], (25, "", 465)))) == ["S201", "S201"]


def test_a_cancelled_slip_is_left_out_of_a_right_total():
    found = table("""
        | 出库日期 | 出库单号 | 客户名称 | 物料名称 | 出库数量 | 价税合计 | 单据状态 |
        | 2026-10-08 | X-1 | 恒泰机电 | 胶管 | 50 | 6299.75 | 已审核 |
        | 2026-10-26 | X-2 | 恒泰机电 | 球阀 | 4 | 604.8 | 作废 |
        | 合计 | | | | 50 | 6299.75 | |""")
    assert codes(found) == []


def crossed_out(cells, total=None):
    """The lines as a sheet on which these cells (row, column) are crossed out."""
    sheet = drawn(picture(["", "", ""], total))
    sheet.struck = set(cells)
    (grid,) = find_tables(sheet)
    return parse(grid, recognise(grid, "表.xlsx"), "CNY")


def test_a_line_that_is_crossed_out_waits_and_a_total_may_leave_it_out():
    found = crossed_out([(2, column) for column in range(7)], total=(20, "", 372))
    (finding,) = found.findings
    assert (finding.code, finding.row, finding.cell, held(found)) == ("C127", 3, "A3", {1})
    assert "删除线" in finding.message


def test_a_single_number_that_is_crossed_out_is_named():
    found = crossed_out([(1, 4)])
    (finding,) = found.findings
    assert (finding.cell, held(found)) == ("E2", {0})
    assert "E2“10”" in finding.message


@pytest.mark.parametrize("place", [(0, 3), (1, 7), (3, 7)])
def test_headers_remarks_and_blanks_may_be_crossed_out(place):
    assert held(crossed_out([place])) == set()


def _xlsx(rows, struck_row):
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("送货")
        style = book.add_format({"font_strikeout": True})
        bold = book.add_format({"bold": True})
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell != "":
                    sheet.write(r, c, cell, style if r == struck_row else bold if r == 0 else None)
    return stream.getvalue()


def _xls(rows, struck_row):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("送货")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            style = xlwt.easyxf("font: struck_out on" if r == struck_row else "font: bold on")
            if cell != "":
                sheet.write(r, c, cell, style)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods(rows, struck_row):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TextProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    style = Style(name="ce1", family="table-cell")
    style.addElement(TextProperties(textlinethroughstyle="solid", textlinethroughtype="single"))
    book.automaticstyles.addElement(style)
    sheet = Table(name="送货")
    for r, row in enumerate(rows):
        line = TableRow()
        for cell in row:
            how = {"stylename": style} if r == struck_row else {}
            if isinstance(cell, str):
                made = TableCell(valuetype="string", **how)
            else:
                made = TableCell(valuetype="float", value=cell, **how)
            made.addElement(P(text=str(cell)))
            line.addElement(made)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xml(rows, struck_row):
    plain = spreadsheet2003(rows).decode("utf-8")
    head, table, rest = plain.partition("<Worksheet")
    crossed = '<Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>'
    lines = rest.split("<Row")
    lines[struck_row + 1] = lines[struck_row + 1].replace("<Cell ", '<Cell ss:StyleID="s1" ')
    return f"{head}{crossed}{table}{'<Row'.join(lines)}".encode()


def _xlsb(rows, struck_row):
    cells = [[float(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    return as_xlsb(Book([Drawing(cells, struck_rows=(struck_row,))]))


def _page(rows, struck_row):
    lines = [[f"<s>{cell}</s>" if r == struck_row else str(cell) for cell in row] for r, row in enumerate(rows)]
    return page(lines)


def page(lines, head="", row_tags=()):
    """A web page with these cells; `row_tags` are what stands in the tags of the rows."""
    tags = [*row_tags, *[""] * (len(lines) - len(row_tags))]
    body = "".join(f"<tr {tag}><td>{'</td><td>'.join(row)}</td></tr>" for tag, row in zip(tags, lines, strict=True))
    return f"<html><head><meta charset=utf-8>{head}</head><body><table>{body}</table></body></html>".encode()


def in_page(quantity, head="", tags=()):
    """The rows of which something crossed out is asked, by a page whose second line has this in its 数量."""
    rows = [list(map(str, row)) for row in [HEADER, *LINES]]
    rows[2][4] = quantity
    (found,) = answer_to(Job(Path("送货.xls"), "送货.xls"), page(rows, head, tags), Caps()).tables
    return [one.row for one in found.findings if one.code == "C127"]


STYLE = (
    "<style>.xl9 {mso-style-parent:style0; text-decoration:line-through;} span.u {text-decoration:underline}</style>"
)


@pytest.mark.parametrize(
    "quantity",
    [
        "<s>10</s>",
        "<del>10</del>",
        "<strike>10</strike> ",
        '<b><span style="text-decoration:underline line-through">10</span></b>',
        '<span class="xl9">1<span>0</span></span>',
        "<s>1<b>0",
    ],
)
def test_text_that_a_page_crosses_out_is_asked_about(quantity):
    assert in_page(quantity, STYLE) == [3]


@pytest.mark.parametrize("tag", ['class="x xl9"', "style='text-decoration: line-through'"])
def test_so_is_a_row_that_a_page_crosses_out(tag):
    assert in_page("10", STYLE, ["", "", tag]) == [3]


STRUCK = "style='text-decoration: line-through'"


@pytest.mark.parametrize(
    ("table", "part", "struck"), [(STRUCK, "", [2, 3, 4]), ("", STRUCK, [3]), ("", "", [])], ids=["table", "part", "no"]
)
def test_so_are_all_rows_of_a_table_or_of_a_part_of_one(table, part, struck):
    rows = ["".join(f"<td>{cell}</td>" for cell in row) for row in [HEADER, *LINES]]
    first, second, third, fourth = (f"<tr>{row}</tr>" for row in rows)
    text = f"<meta charset=utf-8><table {table}>{first}{second}<tbody {part}>{third}</tbody><tbody>{fourth}</table>"
    (found,) = answer_to(Job(Path("送货.xls"), "送货.xls"), text.encode(), Caps()).tables
    assert [one.row for one in found.findings if one.code == "C127"] == struck


@pytest.mark.parametrize("tag", ["br", "img", "hr", "input"])
def test_an_element_without_an_end_crosses_out_nothing(tag):
    assert in_page(f"<{tag} {STRUCK}>10") == []


@pytest.mark.parametrize("quantity", ["10", "<u>10</u>", '<span class="u">10</span>', "<s></s>10", "<s> </s>10"])
def test_what_a_page_only_underlines_or_crosses_out_of_nothing_is_no_matter(quantity):
    assert in_page(quantity, STYLE) == []


def test_the_number_beside_one_that_a_page_crosses_out_is_not_read_with_it():
    rows = [list(map(str, row)) for row in [HEADER, *LINES]]
    rows[2][4:7] = "<s>1</s>10", "", ""
    (found,) = answer_to(Job(Path("送货.xls"), "送货.xls"), page(rows), Caps()).tables
    assert held(found) == {1}


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (_xlsx, "送货.xlsx"),
        (_xls, "送货.xls"),
        (_ods, "送货.ods"),
        (_xml, "送货.xls"),
        (_xlsb, "送货.xlsb"),
        (_page, "送货.xls"),
    ],
)
@pytest.mark.parametrize("row", [1, 2, 3])
def test_what_is_crossed_out_is_told_by_the_fonts_of_the_workbook(write, name, row):
    answer = answer_to(Job(Path(name), name), write([HEADER, *LINES], row), Caps())
    (found,) = answer.tables
    assert [(one.code, one.row) for one in found.findings] == [("C127", row + 1)]


def test_workbooks_without_crossed_out_fonts_say_nothing():
    (found,) = answer_to(Job(Path("送货.xls"), "送货.xls"), xls([HEADER, *LINES]), Caps()).tables
    assert found.findings == []


PAPER = """
| 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 | 单价 | 状态 |
| S-1 | 2026-10-03 | 山河食品店 | 酱油 | 10 | 5 | {} |
| | | | 陈醋 | 10 | 5 | {} |
| | | | 豆瓣酱 | 10 | 5 | |
| S-2 | 2026-10-04 | 山河食品店 | 酱油 | 10 | 5 | |
"""


def test_a_paper_that_only_its_first_line_calls_off_is_told_with_the_lines_that_went_with_it():
    found = table(PAPER.format("作废", ""))
    assert found.values["doc_status"] == ["已作废", "已作废", "已作废", None]
    (told,) = [one for one in found.findings if one.code == "S119"]
    assert (told.severity.name, told.cell) == ("WARNING", "G2")
    assert told.message.startswith("单号 S-1 只有第一行写明作废，下面 2 行")


@pytest.mark.parametrize("states", [("", "作废"), ("", "")])
def test_a_paper_whose_first_line_stands_says_nothing_of_the_kind(states):
    assert not [one for one in table(PAPER.format(*states)).findings if one.code == "S119"]
