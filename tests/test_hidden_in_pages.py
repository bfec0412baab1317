"""Rows and columns that a web page hides are read and named, as in a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to

HEADER = "<tr><th>送货单号</th><th>发货日期</th><th>客户名称</th><th>产品编码</th><th>数量</th></tr>"
LINES = (
    "<tr><td>CK-1</td><td>2026-11-05</td><td>华新五金</td><td>A-1</td><td>10</td></tr>",
    "<tr><td>CK-2</td><td>2026-11-05</td><td>华新五金</td><td>A-2</td><td>20</td></tr>",
)
BOTH = "".join(LINES)


def table(body, head=""):
    page = f"<html><head><meta charset=utf-8>{head}</head><body><table>{body}</table></body></html>"
    answer = answer_to(Job(Path("a"), "导出.xls"), page.encode(), Caps())
    (found,) = answer.tables
    assert found.values["qty"] == [100_000, 200_000]
    return found


def said(table):
    return [(finding.code, finding.row) for finding in table.findings]


STYLED = "<style>.gone, td.far {color: red; display: none} .seen {color: red}</style>"


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        'style="display:none"',
        "height=0 style='mso-height-source:userset;DISPLAY : none'",
        'style="visibility: collapse"',
        'class="odd gone"',
    ],
)
def test_a_hidden_row_is_read_and_named(how):
    found = table(HEADER + LINES[0] + LINES[1].replace("<tr>", f"<tr {how}>"), STYLED)
    assert said(found) == [("F206", 3)]


@pytest.mark.parametrize("part", ["tbody", "tfoot"])
def test_a_hidden_part_of_a_table_is_read_and_its_rows_named(part):
    found = table(f"{HEADER}{LINES[0]}<{part} hidden>{LINES[1]}</{part}>")
    assert said(found) == [("F206", 3)]


@pytest.mark.parametrize(
    "columns",
    [
        "<col span=3><col width=0 style='display:none;mso-width-source:userset'><col>",
        "<col><col><col><col width=0><col>",
        '<colgroup><col span="3"><col class="gone"></colgroup>',
    ],
)
def test_a_hidden_column_is_read_and_named(columns):
    (finding,) = table(columns + HEADER + BOTH, STYLED).findings
    assert finding.code == "F207"
    assert " D 列" in finding.message


@pytest.mark.parametrize("how", ['style="display:none"', 'class="far"'])
def test_cells_that_are_hidden_in_every_row_make_a_hidden_column(how):
    shown = HEADER.replace("<th>产", f"<th {how}>产") + BOTH.replace("<td>A-", f"<td {how}>A-")
    (finding,) = table(shown, STYLED).findings
    assert finding.code == "F207"
    assert " D 列" in finding.message


@pytest.mark.parametrize(
    "head",
    [
        "<style>@media print {.odd {display:none} .even {display:none}} .x {color:red}</style>",
        "<style>.odd .even {display:none}</style>",
        "<style>.odd {display:block}</style>",
    ],
)
def test_what_is_hidden_on_paper_or_elsewhere_is_not_hidden(head):
    assert said(table(HEADER + BOTH.replace("<tr>", '<tr class="odd">'), head)) == []


def test_hidden_rows_without_content_say_nothing():
    assert said(table(f"{HEADER}{BOTH}<tr hidden><td></td></tr>")) == []


@pytest.mark.parametrize("before", ["/* 隐藏 */ ", "<!--\n", "/* } */"])
def test_a_comment_before_a_style_does_not_hide_the_style(before):
    found = table(
        HEADER + LINES[0] + LINES[1].replace("<tr>", "<tr class=gone>"), f"<style>{before}.gone{{display:none}}</style>"
    )
    assert [code for code, _ in said(found)].count("F206") == 1


def test_a_style_for_printing_hides_nothing_on_the_screen():
    head = '<style media="print">.gone{display:none}</style>'
    found = table(HEADER + LINES[0] + LINES[1].replace("<tr>", "<tr class=gone>"), head)
    assert said(found) == said(table(HEADER + BOTH))


def test_a_hidden_part_without_an_end_is_over_where_the_next_one_begins():
    found = table(f"<thead>{HEADER}<tbody hidden>{LINES[0]}<tbody>{LINES[1]}")
    assert said(found) == [("F206", 2)]
