"""A template with everything in it that clerks put into theirs: filled, it has lost nothing; recalculated, it is right."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from fnmatch import fnmatch

import pytest
from kitchen_sink import TEMPLATE_ROW, dangling_relations, differing_parts, kitchen_sink, lost, undeclared_prefixes
from libreoffice import converted
from template_books import drawn_book, grid, opened

from neiqin_xl.workbook.moves.shifting import insert_rows
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.template import Template
from neiqin_xl.workbook.template.unreached import unreached

LINES = [
    {"日期": dt.date(2026, 11, day), "品名": f"螺栓 M{day}", "数量": day, "单价": Decimal("1.25") * day}
    for day in range(1, 8)
]
MOVED = {
    "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml",
    "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/ctrlProps/ctrlProp1.xml",
}  # fmt: skip


def values(lines):
    return {"客户": {"名称": "华新五金"}, "明细": lines}


@pytest.mark.parametrize("count", [0, 1, 7])
def test_nothing_is_lost_and_what_need_not_change_keeps_its_bytes(count):
    data = kitchen_sink()
    out = Template(data).render(values(LINES[:count]))
    assert lost(data, out) == {}
    assert undeclared_prefixes(out) == []
    assert dangling_relations(out) == []
    assert differing_parts(data, out) <= MOVED


ROUNDS = [("甲", 3), ("乙", 0), ("甲", 3), ("丙", 7), ("甲", 1), ("乙", 3), ("甲", 0)]


def test_a_template_that_has_been_rendered_before_renders_as_a_new_one_does():
    used = Template(kitchen_sink())
    for name, count in ROUNDS:
        told = {"客户": {"名称": name}, "明细": LINES[7 - count :]}
        assert used.render(told) == Template(kitchen_sink()).render(told)


def test_a_template_whose_sheets_repeat_renders_as_a_new_one_does_too():
    data = named_by_a_placeholder(kitchen_sink())
    used = Template(data)
    for name, count in ROUNDS:
        told = {"客户": [{"名称": one, "明细": LINES[7 - count :]} for one in (name, name * 2)]}
        assert used.render(told) == Template(data).render(told)


def test_a_list_of_one_row_moves_nothing_at_all():
    data = kitchen_sink()
    assert differing_parts(data, Template(data).render(values(LINES[:1]))) == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/charts/chart1.xml",
    }  # fmt: skip


def recalculated(data, folder):
    """The workbook as LibreOffice calculates it anew."""
    source = folder / "filled.xlsx"
    source.write_bytes(data)
    (theirs,) = converted([source], folder, "xlsx", recalculated=True)
    return theirs.read_bytes()


@pytest.mark.rendering
def test_what_is_kept_beside_formulas_is_what_libreoffice_calculates(tmp_path):
    rows = [
        ["{% for 区 in 区域 %}"],
        ["{{ 区.名 }}"],
        [
            "{{ 区.行.品名 }}",
            "{{ 区.行.数量 }}",
            "{{ 区.行.单价 }}",
            "=ROUND(B3*C3,2)",
            "=D3/SUM(D$3:D$3)",
            '=IF(B3>3,"多","少")',
        ],
        ["小计", "=SUM(B3)", None, "=SUM(D3:D3)", "=COUNT(B3)"],
        ["{% endfor %}"],
        ["总计", "=SUM(B4)", None, "=SUM(D4)", "=AVERAGE(B3)", "=MAX(C3:C3)"],
    ]
    regions = [{"名": "东", "行": LINES[:4]}, {"名": "西", "行": LINES[4:5]}, {"名": "北", "行": LINES[5:]}]
    data = Template(drawn_book(rows)).render({"区域": regions})
    ours, theirs = grid(data, data_only=True), grid(recalculated(data, tmp_path), data_only=True)
    assert [[round(one, 9) if isinstance(one, float) else one for one in row] for row in theirs] == [
        [round(one, 9) if isinstance(one, float) else one for one in row] for row in ours
    ]
    assert theirs[-1][3] == float(sum(round(one["数量"] * one["单价"], 2) for one in LINES))


@pytest.mark.rendering
def test_a_filled_workbook_full_of_everything_has_no_error_cell_in_libreoffice(tmp_path):
    book = opened(recalculated(Template(kitchen_sink()).render(values(LINES)), tmp_path), data_only=True)
    sheet = book["对账单"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("#")] == []
    total = sum(round(one["数量"] * one["单价"], 2) for one in LINES)
    assert sheet.cell(TEMPLATE_ROW + len(LINES), 5).value == float(total)


def named_by_a_placeholder(data, sheet="对账单"):
    """The same workbook with a sheet, its first, named by a placeholder."""
    package = Package(data)
    for name in package.names:
        if name.endswith(".xml"):
            text = package.read(name).decode()
            named = text.replace(f"{sheet}!", "'{{ 客户.名称 }}'!").replace(f'name="{sheet}"', 'name="{{ 客户.名称 }}"')
            package.put(name, named.encode())
    return b"".join(package.pieces())


def named(data, pattern, *tags):
    """What slicers are called in the parts of a workbook whose names match, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            found
            for name in archive.namelist()
            if fnmatch(name, pattern)
            for tag in tags
            for found in re.findall(rf'<(?:\w+:)?{tag}\b[^>]* name="([^"]*)"', archive.read(name).decode())
        ]


def with_a_timeline(data):
    """The same workbook with the slicer made a timeline."""
    package = Package(data)
    for name in package.names:
        content = package.read(name)
        for was, now in (
            (b'2007/relationships/slicer"', b'2011/relationships/timeline"'),
            (b"drawing/2010/slicer", b"drawing/2012/timeslicer"),
            (b"<sle:slicer ", b"<sle:timeslicer "),
            (b"<slicers", b"<timelines"),
            (b"</slicers", b"</timelines"),
            (b"<slicer ", b"<timeline "),
        ):
            content = content.replace(was, now)
        package.put(name, content)
    return b"".join(package.pieces())


@pytest.mark.parametrize("change", [lambda data: data, with_a_timeline])
def test_slicers_on_copies_of_a_sheet_have_names_of_their_own_by_which_drawings_call_them(change):
    data = change(named_by_a_placeholder(kitchen_sink(), "透视"))
    out = Template(data).render({**values(LINES), "客户": [{"名称": name} for name in ("甲", "乙", "丙")]})
    told = named(out, "xl/slicers/*", "slicer", "timeline")
    assert told == ["类别", "类别_2", "类别_3"]
    assert sorted(named(out, "xl/drawings/*", "slicer", "timeslicer")) == told
    assert dangling_relations(out) == []
    assert lost(data, out) == {}


def test_a_sheet_whose_slicer_the_workbook_speaks_of_stays_though_its_list_is_empty():
    data = named_by_a_placeholder(kitchen_sink(), "透视")
    out = Template(data).render({**values(LINES), "客户": []})
    assert len(opened(out).sheetnames) == len(opened(data).sheetnames)
    assert named(out, "xl/slicers/*", "slicer") == ["类别"]


def test_slicers_that_would_be_copied_are_warned_of_and_others_are_not():
    def about(data):
        return [one.cell for one in unreached(data) if one.cell in {"切片器", "日程表"}]

    assert about(kitchen_sink()) == []
    assert about(named_by_a_placeholder(kitchen_sink(), "透视")) == ["切片器"]
    assert about(with_a_timeline(named_by_a_placeholder(kitchen_sink(), "透视"))) == ["日程表"]


def test_a_pivot_below_rows_that_are_put_in_moves_down():
    package = Package(kitchen_sink())
    insert_rows(package, "透视", 2, 4)
    assert 'ref="A7:B11"' in package.read("xl/pivotTables/pivotTable1.xml").decode()


def test_a_sheet_full_of_everything_repeats_with_all_of_it():
    data = named_by_a_placeholder(kitchen_sink())
    customers = [{"名称": name, "明细": LINES[:count]} for name, count in (("甲", 3), ("乙", 0), ("丙", 5))]
    out = Template(data).render({"客户": customers})
    assert lost(data, out) == {}
    assert undeclared_prefixes(out) == []
    assert dangling_relations(out) == []
    book = opened(out)
    assert book.sheetnames[:4] == ["甲", "乙", "丙", "数据"]
    assert [book[name].print_area for name in book.sheetnames[:3]] == [
        "'甲'!$A$1:$E$11",
        "'乙'!$A$1:$E$9",
        "'丙'!$A$1:$E$13",
    ]
    assert [len(book[name]._charts) for name in book.sheetnames[:3]] == [1, 1, 1]
    assert [book[name].cell(6 + rows, 5).comment.text for name, rows in (("甲", 2), ("乙", 0), ("丙", 4))] == [
        "这里是合计"
    ] * 3
