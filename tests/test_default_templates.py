"""The default templates: built anew they are what is committed, and they fill without a word of complaint."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from template_books import opened

import neiqin_xl
from neiqin_xl.publish.documents import documents
from neiqin_xl.publish.templates import wrong_with
from neiqin_xl.workbook.template import Template

FOLDER = Path(neiqin_xl.__file__).parent.parent / "workbook_templates"
FILLS = (0, 5, 200)
FEW_AND_MANY = (*FILLS[:2], pytest.param(FILLS[2], marks=pytest.mark.thorough))
COMPANY = {
    "名称": "江南样例五金有限公司",
    "地址": "示例市样例路 1 号",
    "电话": "000-12345678",
    "户名": "江南样例五金有限公司",
    "开户行": "示例银行样例支行",
    "账号": "0000 1111 2222 3333",
}
CUSTOMER = {
    "编码": "K0012",
    "名称": "北山样例机电设备有限公司",
    "联系人": "甲先生",
    "电话": "000-87654321",
    "结算方式": "月结30天",
    "业务员": "乙某",
    "地址": "示例市北山路 22 号",
}
GOODS = (("六角螺栓", "M8×30", "盒"), ("不锈钢内六角圆柱头螺钉", "M10×45 304", "件"), ("平垫片", "8", "包"))
FIRST = dt.date(2026, 11, 1)


def money(number):
    return Decimal(number).quantize(Decimal("0.01"))


def day(number):
    return FIRST + dt.timedelta(days=number % 28)


def confirmation(count):
    lines = [
        {
            "截止日期": dt.date(2026, 11, 30), "项目": f"货款 合同{n:03}", "贵方欠我方": money(1000 + 7 * n),
            "我方欠贵方": money(50 if n % 4 == 0 else 0), "未开票": money(n), "备注": "待开票" if n % 5 == 2 else "",
        }
        for n in range(count)
    ]  # fmt: skip
    owed = summed(lines, "贵方欠我方") - summed(lines, "我方欠贵方")
    letter = {
        "页名": "对账函", "说明": [], "公司": COMPANY, "客户": CUSTOMER, "函号": "DH-202611-0007", "币种": "人民币",
        "金额单位": "元", "截止日期": dt.date(2026, 11, 30), "口径": "含税，按发货日期", "回函期限": dt.date(2026, 12, 15),
        "发函日期": dt.date(2026, 12, 1), "联系方式": "联系人：丙某", "余额": lines, "相抵余额": owed,
        "相抵说明": "贵方欠我方", "相抵余额小写": f"¥{owed}", "相抵余额大写": "壹元整",
    }  # fmt: skip
    return {"函": [letter]}


def delivery_note(count):
    lines = []
    for n in range(count):
        name, spec, unit = GOODS[n % 3]
        price = Decimal("12.35") + n % 5
        line = {"品名": name, "规格型号": spec, "单位": unit, "数量": n % 17 + 1, "单价": price, "备注": ""}
        lines.append({**line, "金额": money((n % 17 + 1) * price)})
    slip = {
        "页名": "送货单", "公司": COMPANY, "客户": CUSTOMER, "单号": "SH26110123", "送货日期": FIRST, "件数": 3,
        "客户订单号": "PO-2610-33", "收货单位": None, "收款标识": None, "货站": "样例货站", "货站会员号": None, "物流单号": None,
        "制单": "丙某", "币种": "人民币", "是人民币": True, "每页行数": 8, "状态": "",
        "联次": [{"名称": name, "印价": True, "运费": Decimal("80.00") if count == 5 else None} for name in COPIES],
        "明细": lines,
    }  # fmt: skip
    return {"送货单": [slip]}


COPIES = ("存根联", "客户联", "财务联", "回单联")
VALUES = {"对账函": confirmation, "送货单": delivery_note}


def summed(rows, name):
    return sum((row[name] for row in rows), Decimal(0))


def totals(name, values):
    """What the filled workbook must come to: of each sheet and column, the sum of the data."""
    if name == "对账函":
        return {
            ("对账函", column): summed(values["函"][0]["余额"], key)
            for column, key in zip("CDE", ("贵方欠我方", "我方欠贵方", "未开票"), strict=True)
        }
    return {}


def check_totals(book, name, values):
    """The figures beside 合计, as whoever opens the workbook sees them, are those of the data."""
    for (sheet, column), expected in totals(name, values).items():
        rows = [row[0].row for row in book[sheet].iter_rows(max_col=1) if str(row[0].value).startswith("合计")]
        assert len(rows) == 1, (name, sheet)
        assert abs(book[sheet][f"{column}{rows[0]}"].value - float(expected)) < 0.001, (name, sheet, column)
    if name == "送货单":
        check_slips(book[name], values["送货单"][0]["明细"])


def check_slips(sheet, lines):
    """Every eight lines have a slip of each copy, with their own subtotal."""
    pages = [lines[at : at + 8] for at in range(0, max(len(lines), 1), 8)]
    seen = [row[0].value for row in sheet.iter_rows() if str(row[0].value).endswith("联")]
    assert seen == list(COPIES) * len(pages)
    subtotals = [row[6].value for row in sheet.iter_rows() if row[0].value == "本页小计"]
    expected = [float(summed(page, "金额")) for page in pages for _ in COPIES]
    assert [round(one, 2) for one in subtotals] == expected


each_template = pytest.mark.parametrize("name", VALUES)


def test_the_committed_templates_are_what_the_drawings_make(tmp_path):
    subprocess.run([sys.executable, FOLDER / "build.py", tmp_path], check=True)
    built = {path.name: parts(path) for path in tmp_path.glob("*.xlsx")}
    assert sorted(built) == sorted(f"{name}.xlsx" for name in {*VALUES, *documents()})
    assert built == {path.name: parts(path) for path in FOLDER.glob("*.xlsx")}


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@each_template
def test_a_default_template_has_no_mistake_and_no_english(name):
    template = Template((FOLDER / f"{name}.xlsx").read_bytes())
    assert template.mistakes == []
    book = opened(template.render(VALUES[name](0)))
    for sheet in book.worksheets:
        shown = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        labels = [text for text in [*shown, sheet.title] if not text.startswith("=")]
        own = [text for text in labels if re.search("[A-Za-z]{4}", text) and ".xlsx" not in text]
        assert own == []


@pytest.mark.parametrize("name", documents())
def test_a_template_of_a_document_uses_nothing_but_what_it_is_given(name):
    template = Template((FOLDER / f"{name}.xlsx").read_bytes())
    assert wrong_with(template, documents()[name]) == []
    assert template.first_copies() == []


@each_template
def test_a_default_template_prints_on_a4_with_its_headings_again(name):
    for sheet in opened((FOLDER / f"{name}.xlsx").read_bytes()).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title not in {"{{ 送货单.页名 }}", "首页", "趋势", "处理结果"}:
            assert sheet.print_title_rows


@each_template
@pytest.mark.parametrize("count", FEW_AND_MANY)
def test_a_default_template_comes_to_what_the_data_come_to(name, count):
    values = VALUES[name](count)
    data = Template((FOLDER / f"{name}.xlsx").read_bytes()).render(values)
    book = opened(data, data_only=True)
    check_totals(book, name, values)
    for sheet in book.worksheets:
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert not [text for text in cells if "{{" in text or "{%" in text or text.startswith("#")]


@pytest.mark.parametrize("name", documents())
def test_a_template_shows_every_column_of_every_table(name):
    used = set(Template((FOLDER / f"{name}.xlsx").read_bytes()).names)
    for pages in documents()[name].pages:
        for table in pages.tables:
            for column in table.columns:
                called = f"{table.name}.{column.called}"
                assert {called, f"{pages.name}.{called}"} & used, called


def test_the_wheel_takes_every_template_along():
    told = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    taken = told["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    names = [path.name for path in FOLDER.glob("*.xlsx")]
    assert taken == {f"workbook_templates/{name}": f"neiqin_xl/workbook_templates/{name}" for name in names}


@pytest.mark.parametrize("name", ["对账单", "未结对账单"])
def test_no_page_parts_the_sign_back_from_who_made_the_statement(name):
    sheet = openpyxl.load_workbook(FOLDER / f"{name}.xlsx").active
    texts = [" ".join(str(cell.value) for cell in row if cell.value) for row in sheet.iter_rows()]
    assert all(text in texts[-1] for text in ("客户回签", "期末余额", "客户盖章", "制表", "复核", "财务章", "寄回一份"))
    assert sheet.row_dimensions[len(texts)].height > 60


def _conditional(sheet):
    """The conditional formats of a sheet, the first to show first: (its only range, what it is of)."""
    rules = [(area, rule) for held in sheet.conditional_formatting for area in held.sqref.ranges for rule in held.rules]
    return sorted(rules, key=lambda one: one[1].priority)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_coloured_row_is_coloured_in_its_quantities_too(path):
    # LibreOffice shows only the first that fits a cell: a colour behind a number format would be lost.
    for sheet in opened(path.read_bytes()).worksheets:
        rules = _conditional(sheet)
        for place, (area, shape) in enumerate(rules):
            if not shape.dxf.numFmt or shape.dxf.fill:
                continue
            for tinted, tint in rules[place + 1 :]:
                if tint.dxf.fill and not tint.dxf.numFmt and not area.isdisjoint(tinted):
                    both = f"AND({tint.formula[0]},{shape.formula[0]})"
                    ((_, before),) = [one for one in rules[:place] if one[1].formula == [both]]
                    assert before.dxf.fill.bgColor.rgb == tint.dxf.fill.bgColor.rgb
                    assert before.dxf.numFmt.formatCode == shape.dxf.numFmt.formatCode


def test_rows_are_coloured_in_the_lists_of_what_is_late_or_new_and_where_they_add_up():
    coloured = {
        path.stem
        for path in FOLDER.glob("*.xlsx")
        for sheet in opened(path.read_bytes()).worksheets
        if any(rule.dxf.numFmt and rule.dxf.fill for _, rule in _conditional(sheet))
    }
    assert coloured == {"分发表", "欠货明细", "订单跟踪与欠货", "销售汇总", "每日出货汇总"}
