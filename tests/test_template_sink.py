"""A template with everything in it that clerks put into theirs: filled, it has lost nothing; recalculated, it is right."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from decimal import Decimal

import pytest
from kitchen_sink import TEMPLATE_ROW, dangling_relations, differing_parts, kitchen_sink, lost, undeclared_prefixes
from template_books import drawn_book, grid, opened

from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.template import Template

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


def test_a_list_of_one_row_moves_nothing_at_all():
    data = kitchen_sink()
    assert differing_parts(data, Template(data).render(values(LINES[:1]))) == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/charts/chart1.xml",
    }  # fmt: skip


def recalculated(data, folder):
    """The workbook as LibreOffice calculates it anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    source = folder / "filled.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", str(folder / "once"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    back = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
        str(folder / "once" / "filled.ods"),
    ]
    subprocess.run(back, check=True, capture_output=True, timeout=110)
    return (folder / "filled.xlsx").read_bytes()


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


def named_by_a_placeholder(data):
    """The same workbook with its first sheet named by a placeholder."""
    package = Package(data)
    for name in package.names:
        if name.endswith(".xml"):
            text = package.read(name).decode()
            named = text.replace("对账单!", "'{{ 客户.名称 }}'!").replace('name="对账单"', 'name="{{ 客户.名称 }}"')
            package.put(name, named.encode())
    return b"".join(package.pieces())


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
