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

import pytest
from template_books import charted, opened

import neiqin_xl
from neiqin_xl.publish.documents import documents
from neiqin_xl.publish.templates import wrong_with
from neiqin_xl.workbook.template import Template

FOLDER = Path(neiqin_xl.__file__).parent.parent / "workbook_templates"
FILLS = (0, 5, 200)
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
    return {
        "公司": COMPANY, "客户": CUSTOMER, "函号": "DH-202611-0007", "截止日期": dt.date(2026, 11, 30), "币种": "人民币",
        "口径": "含税，按发货日期", "回函期限": dt.date(2026, 12, 15), "发函日期": dt.date(2026, 12, 1), "联系人": "丙某",
        "余额": lines,
    }  # fmt: skip


def delivery_note(count):
    lines = []
    for n in range(count):
        name, spec, unit = GOODS[n % 3]
        price = Decimal("12.35") + n % 5
        line = {"品名": name, "规格型号": spec, "单位": unit, "数量": n % 17 + 1, "单价": price, "备注": ""}
        lines.append({**line, "金额": money((n % 17 + 1) * price)})
    return {
        "公司": COMPANY, "客户": CUSTOMER, "单号": "SH26110123", "送货日期": FIRST, "客户订单号": "PO-2610-33", "件数": "3 件",
        "制单": "丙某", "联次": [{"名称": name} for name in COPIES], "明细": lines,
    }  # fmt: skip


def backlog(count):
    lines = []
    for n in range(count):
        name, spec, unit = GOODS[n % 3]
        lines.append(
            {
                "超期天数": 20 - n if n < 20 else None, "要货日期": day(n), "确认交期": day(n + 2) if n % 3 else None,
                "订单号": f"DD2610{n:04}", "客户PO": f"PO-{n:05}", "客户名称": CUSTOMER["名称"], "业务员": "乙某", "品名": name,
                "规格型号": spec, "单位": unit, "订购": 100, "净发": n % 90, "未发": 100 - n % 90,
                "未发金额": money((100 - n % 90) * Decimal("12.35")), "状态": "部分发货" if n % 90 else "未发货",
            }
        )  # fmt: skip
    return {"公司": COMPANY, "币种": "人民币", "截止日期": dt.date(2026, 11, 30), "明细": lines}


def ageing(count):
    owing = []
    for n in range(count):
        late = [money(n % (5 + at) * 300) for at in range(7)]
        prepaid = money(-500 if n % 7 == 2 else 0)
        owing.append(
            {
                "客户编码": f"K{n:04}", "客户名称": f"北山样例{n:03}机电设备有限公司", "业务员": "乙某", "结算方式": "月结30天",
                "信用额度": money(50000), "应收余额": sum(late) + prepaid, **dict(zip(AGES, late, strict=True)),
                "最长逾期天数": n % 200 or None, "预收": prepaid,
            }
        )  # fmt: skip
    return {
        "公司": COMPANY, "币种": "人民币", "截止日期": dt.date(2026, 11, 30), "口径": "按到期日计逾期天数", "客户": owing,
    }  # fmt: skip


COPIES = ("存根联", "客户联", "财务联", "回单联")
AGES = ("未到期", "至30天", "至60天", "至90天", "至180天", "至365天", "超365天")
VALUES = {"对账函": confirmation, "送货单": delivery_note, "欠货明细": backlog, "账龄表": ageing}


def summed(rows, name):
    return sum((row[name] for row in rows), Decimal(0))


def totals(name, values):
    """What the filled workbook must come to: of each sheet and column, the sum of the data."""
    if name == "对账函":
        return {
            ("对账函", column): summed(values["余额"], key)
            for column, key in zip("CDE", ("贵方欠我方", "我方欠贵方", "未开票"), strict=True)
        }
    if name == "欠货明细":
        return {("欠货明细", "N"): summed(values["明细"], "未发金额")}
    if name == "账龄表":
        columns = zip("FGHIJKLMQ", ("应收余额", *AGES, "预收"), strict=True)
        return {("账龄表", column): summed(values["客户"], key) for column, key in columns}
    return {}


def check_totals(book, name, values):
    """The figures beside 合计, as whoever opens the workbook sees them, are those of the data."""
    for (sheet, column), expected in totals(name, values).items():
        rows = [row[0].row for row in book[sheet].iter_rows(max_col=1) if str(row[0].value).startswith("合计")]
        assert len(rows) == 1, (name, sheet)
        assert abs(book[sheet][f"{column}{rows[0]}"].value - float(expected)) < 0.001, (name, sheet, column)
    if name == "送货单":
        check_slips(book[name], values["明细"])


def check_slips(sheet, lines):
    """Every eight lines have a slip of each copy, with their own subtotal."""
    pages = [lines[at : at + 8] for at in range(0, max(len(lines), 1), 8)]
    seen = [row[6].value for row in sheet.iter_rows() if str(row[6].value).endswith("联")]
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
        if sheet.title not in {"送货单", "首页", "趋势", "处理结果", "欠款前15名"}:
            assert sheet.print_title_rows


@each_template
@pytest.mark.parametrize("count", FILLS)
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


def test_a_chart_shows_the_fifteen_that_owe_most():
    data = Template((FOLDER / "账龄表.xlsx").read_bytes()).render(VALUES["账龄表"](200))
    assert any(re.search(r"欠款前15名'?!\$[BD]\$\d+:\$[BD]\$\d+", one) for one in charted(data))
    first, last = map(int, re.search(r"\$(\d+):\$\w\$(\d+)", charted(data)[0]).groups())
    assert last - first == 14


def test_the_wheel_takes_every_template_along():
    told = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    taken = told["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    names = [path.name for path in FOLDER.glob("*.xlsx")]
    assert taken == {f"workbook_templates/{name}": f"neiqin_xl/workbook_templates/{name}" for name in names}
