"""Templates that other programs than Excel wrote: what they leave out is put in, what leads nowhere shows nothing."""

from __future__ import annotations

import io
import re
import zipfile

from template_books import drawn_book, grid

from neiqin_xl.workbook.markup import MAIN, parsed
from neiqin_xl.workbook.template import Template
from neiqin_xl.workbook.template.hanging import geometry

LIST = [["品名", "数量"], ["{{ 明细.品名 }}", "{{ 明细.数量 }}"], ["合计", "=SUM(B2:B2)"]]
VALUES = {"明细": [{"品名": "茶杯", "数量": 10}, {"品名": "茶盘", "数量": 2}, {"品名": "茶壶", "数量": 5}]}


def rewritten(data, name, change):
    """The workbook with the text of one part changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w") as after:
        for one in before.namelist():
            text = before.read(one)
            after.writestr(one, change(text.decode()) if one == name else text)
    return held.getvalue()


def test_formulas_that_share_one_on_a_sheet_without_addresses_follow_the_list():
    def more(book, _):
        other = book.add_worksheet("另")
        other.write_row(0, 0, ["甲", "乙"])
        for row in range(1, 4):
            other.write_formula(row, 1, "=表!$B$3")

    def bare(text):
        for row, shared in ((2, ' ref="B2:B4">表!B3+表!$B$3'), (3, ">"), (4, ">")):
            text = text.replace(
                f'<c r="B{row}"><f>表!$B$3', f'<c><v>7</v></c><c r="B{row}"><f t="shared" si="0"{shared}'
            )
        return re.sub(r'(<row|<c) r="\w+"', r"\1", text)

    data = rewritten(drawn_book(LIST, more=more), "xl/worksheets/sheet2.xml", bare)
    made = Template(data).render(VALUES)
    assert [row[1] for row in grid(made, "另")[1:]] == ["=表!B5+表!$B$5", "=表!B6+表!$B$5", "=表!B7+表!$B$5"]
    assert [row[1] for row in grid(made, "另", data_only=True)[1:]] == [34, 17, 17]


def test_a_sheet_without_addresses_has_the_heights_that_were_drawn():
    root = parsed(f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData><row/><row ht="60"/></sheetData></worksheet>'.encode())
    assert list(geometry(root).heights) == [2]


def test_a_text_that_is_not_there_never_becomes_one_of_the_values():
    blank = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    rows = [["没有了", "{{ 客户 }}"], ["{{ 备注 }}"]]

    def inline(text):
        for number, mark in ((1, "{{ 客户 }}"), (2, "{{ 备注 }}")):
            text = text.replace(f't="s"><v>{number}</v>', f't="inlineStr"><is><t>{mark}</t></is>')
        return text

    data = rewritten(
        rewritten(drawn_book(rows), "xl/worksheets/sheet1.xml", inline), "xl/sharedStrings.xml", lambda _: blank
    )
    assert grid(Template(data).render({"客户": "竹筏超市", "备注": "好"})) == [[None, "竹筏超市"], ["好"]]


def test_an_order_of_calculation_that_is_named_but_missing_is_passed_over():
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" '
    )
    data = rewritten(
        drawn_book(LIST),
        "xl/_rels/workbook.xml.rels",
        lambda text: text.replace("</Relationships>", f'{link}Target="calcChain.xml"/></Relationships>'),
    )
    assert grid(Template(data).render(VALUES))[-1] == ["合计", "=SUM(B2:B4)"]
