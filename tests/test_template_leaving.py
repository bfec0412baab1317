"""Sheets that stand for the items of a list: without items there is no sheet, and nothing in the workbook speaks of it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree
from template_books import drawn_book, opened

from neiqin_xl.workbook.template import Template


def more(book, first):
    """A second and a third sheet, each with a chart, a repeated heading and a name of its own."""
    for of, name in (("办事处.行", "{{ 办事处.名称 }}"), ("公司", "按公司{{ 公司.名称 }}")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["品名", "金额"])
        sheet.write_row(1, 0, [f"{{{{ {of}.品名 }}}}", f"{{{{ {of}.金额 }}}}"])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{name}'!$B$2:$B$2", "categories": f"='{name}'!$A$2:$A$2"})
        sheet.insert_chart("D2", chart)
        sheet.repeat_rows(0)
    first.repeat_rows(0, 1)
    last = book.add_worksheet("说明")
    last.write(0, 0, "不变")
    last.repeat_rows(2)


TEMPLATE = Template(drawn_book([["{{ 标题 }}"]], "首页", more))
ROWS = [{"品名": "螺栓", "金额": 3}, {"品名": "垫圈", "金额": 4}]


def filled(**values):
    return TEMPLATE.render({"标题": "汇总", "办事处": [], "公司": [], **values})


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_whole(data):
    """Every relationship leads to a part, every part is led to, and the content types name parts that are there."""
    held = parts(data)
    led_to = set()
    for name, content in held.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in etree.fromstring(content):
                target = one.get("Target")
                led_to.add(target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))
    others = {name for name in held if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert led_to == others
    types = re.findall(rb'PartName="/([^"]*)"', held["[Content_Types].xml"])
    assert {one.decode() for one in types} <= set(held)


def test_a_sheet_without_items_is_left_out_with_all_that_hangs_on_it():
    data = filled(公司=[{"名称": "甲", **ROWS[0]}])
    check_whole(data)
    book = opened(data)
    assert book.sheetnames == ["首页", "按公司甲", "说明"]
    assert len([name for name in parts(data) if name.startswith("xl/charts/chart")]) == 1
    assert book["首页"].print_title_rows == "$1:$2"
    assert book["说明"].print_title_rows == "$3:$3"


def test_with_items_every_sheet_is_there_in_its_place():
    offices = [{"名称": name, "行": ROWS} for name in ("昆明", "成都")]
    data = filled(办事处=offices, 公司=[{"名称": "甲", **ROWS[0]}])
    check_whole(data)
    assert opened(data).sheetnames == ["首页", "昆明", "成都", "按公司甲", "说明"]


def test_a_sheet_whose_name_says_something_by_itself_stays():
    data = filled(办事处=[{"名称": "昆明", "行": ROWS}])
    check_whole(data)
    assert opened(data).sheetnames == ["首页", "昆明", "按公司", "说明"]


def test_an_item_without_a_name_keeps_its_sheet():
    data = filled(办事处=[{"名称": "", "行": ROWS}, {"名称": None, "行": ROWS}])
    names = opened(data).sheetnames
    assert len(names) == 5
    assert [opened(data)[name]["A2"].value for name in names[1:4]] == ["螺栓", "螺栓", None]


def test_a_workbook_is_never_left_without_a_sheet():
    template = Template(drawn_book([["{{ 货.品名 }}"]], "{{ 货.品名 }}"))
    data = template.render({"货": []})
    check_whole(data)
    assert len(opened(data).sheetnames) == 1
    assert opened(template.render({"货": [{"品名": "螺栓"}]})).sheetnames == ["螺栓"]


def test_the_same_template_leaves_out_what_each_filling_has_no_items_for():
    assert filled() == filled()
    assert opened(filled(办事处=[{"名称": "昆明", "行": ROWS}])).sheetnames[1] == "昆明"
    assert "昆明" not in opened(filled()).sheetnames
