"""A workbook with everything in it that clerks put into theirs: drawn here, and what no library draws by hand."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

import xlsxwriter
from kitchen_parts import with_hand_made_parts
from workbook_features import (
    dangling_relations,
    differing_parts,
    features,
    lost,
    undeclared_prefixes,
)

__all__ = [
    "TEMPLATE_ROW",
    "dangling_relations",
    "differing_parts",
    "features",
    "kitchen_sink",
    "lost",
    "picture",
    "undeclared_prefixes",
]

MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"no code, only its place" * 40
TEMPLATE_ROW = 5
ITEMS = [
    ("螺栓 M8", "五金", 1200, 0.35),
    ("螺母 M8", "五金", 800, 0.21),
    ("垫片 8", "五金", 4000, 0.05),
    ("扎带 200", "耗材", 300, 1.1),
    ("胶带 48", "耗材", 120, 4.25),
    ("标签纸", "办公", 60, 9.9),
]


def picture(red=200, green=60, blue=40, side=24):
    """A PNG of one colour."""
    rows = (b"\x00" + bytes((red, green, blue)) * side) * side

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@cache
def kitchen_sink():
    """The workbook's bytes (.xlsm): 对账单 with a row of placeholders (TEMPLATE_ROW), 数据, 透视, 杂项, the hidden
    sheets 列表 and 深藏, and the chart sheet 图表页."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "border": 1}),
        "money": book.add_format({"num_format": "#,##0.00", "border": 1}),
        "cell": book.add_format({"border": 1}),
        "bold": book.add_format({"bold": True, "font_color": "#C00000"}),
    }
    statement = book.add_worksheet("对账单")
    data = book.add_worksheet("数据")
    pivot = book.add_worksheet("透视")
    odds = book.add_worksheet("杂项")
    listed = book.add_worksheet("列表")
    deep = book.add_worksheet("深藏")
    _statement(book, statement, looks)
    _data(book, data, looks)
    pivot.write_row(2, 0, ["行标签", "求和项:数量"])
    for row, (kind, total) in enumerate([("五金", 6000), ("耗材", 420), ("办公", 60), ("总计", 6480)], start=3):
        pivot.write_row(row, 0, [kind, total])
    _odds(odds, looks)
    listed.write_column(0, 0, ["件", "箱", "包"])
    listed.hide()
    deep.write(0, 0, "深藏不露")
    deep.very_hidden()
    page = book.add_chartsheet("图表页")
    pie = book.add_chart({"type": "doughnut"})
    pie.add_series({"categories": "=数据!$A$2:$A$7", "values": "=数据!$C$2:$C$7"})
    page.set_chart(pie)
    book.define_name("税率", "=0.13")
    book.define_name("对账单!本页合计", "=对账单!$E$6")
    book.define_name("品名列", "=OFFSET(数据!$A$2,0,0,COUNTA(数据!$A:$A)-1,1)")
    book.set_vba_name("本工作簿")
    book.add_vba_project(io.BytesIO(MACROS), is_stream=True)
    book.set_custom_property("部门", "销售内勤")
    book.close()
    return with_hand_made_parts(held.getvalue(), picture(20, 120, 60))


def _statement(book, sheet, looks):
    sheet.set_vba_name("对账单表")
    sheet.set_column("A:A", 12)
    sheet.set_column("B:B", 22)
    sheet.set_column("C:E", 11)
    sheet.merge_range("A1:E1", "对账单", looks["title"])
    sheet.write("A2", "客户：{{ 客户.名称 }}")
    sheet.write_rich_string("A3", "请于", looks["bold"], "收到后三天", "内核对")
    sheet.write_row("A4", ["日期", "品名", "数量", "单价", "金额"], looks["head"])
    sheet.write("A5", "{{ 明细.日期 }}", looks["day"])
    sheet.write("B5", "{{ 明细.品名 }}", looks["cell"])
    sheet.write("C5", "{{ 明细.数量 }}", looks["cell"])
    sheet.write("D5", "{{ 明细.单价 }}", looks["money"])
    sheet.write_formula("E5", "=ROUND(C5*D5,2)", looks["money"], 0)
    sheet.merge_range("A6:B6", "合计", looks["head"])
    sheet.write_formula("C6", "=SUM(C5:C5)", looks["head"], 0)
    sheet.write_blank("D6", None, looks["head"])
    sheet.write_formula("E6", "=SUM(E5:E5)", looks["money"], 0)
    sheet.merge_range("A8:E8", "备注：有疑问请当面指出", looks["cell"])
    sheet.write_url("A9", "internal:'数据'!A1", string="看数据")
    sheet.write_comment("E6", "这里是合计", {"author": "内勤", "color": "#FFF2CC", "width": 180, "height": 60})
    sheet.conditional_format("E5:E5", {"type": "cell", "criteria": ">", "value": 1000, "format": looks["bold"]})
    sheet.data_validation("C5:C5", {"validate": "integer", "criteria": ">", "value": 0, "error_message": "要大于零"})
    sheet.ignore_errors({"number_stored_as_text": "A5:B5"})
    sheet.add_sparkline("F5", {"range": "对账单!C5:E5"})
    sheet.set_row(TEMPLATE_ROW - 1, 20, None, {"level": 1})
    sheet.set_h_pagebreaks([20, 40])
    sheet.set_v_pagebreaks([8])
    sheet.print_area("A1:E9")
    sheet.repeat_rows(0, 3)
    sheet.set_paper(9)
    sheet.set_print_scale(90)
    sheet.freeze_panes(4, 0)
    sheet.set_tab_color("#ED7D31")
    sheet.set_header("&L&G&C对账单&R第 &P 页", {"image_left": "章.png", "image_data_left": io.BytesIO(picture())})
    sheet.set_footer("&C打印于 &D")
    sheet.insert_image("H1", "徽.png", {"image_data": io.BytesIO(picture(30, 90, 200)), "description": "公司标志"})
    sheet.insert_textbox(
        "H8", "请盖章后传真", {"width": 120, "height": 40, "gradient": {"colors": ["#FFFFFF", "#DDEBF7"]}}
    )
    sheet.insert_button("H12", {"macro": "打印本页", "caption": "打印", "width": 80, "height": 30})
    column = book.add_chart({"type": "column"})
    column.add_series({
        "name": "=对账单!$E$4", "categories": "=对账单!$B$5:$B$5", "values": "=对账单!$E$5:$E$5",
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#C00000", "bg_color": "#FFFFFF"},
        "data_labels": {"value": True, "custom": [{"value": "最大", "font": {"bold": True}}]},
    })  # fmt: skip
    column.set_title({"name": "本月金额"})
    column.set_table({"show_keys": True})
    column.set_chartarea({"gradient": {"colors": ["#F2F2F2", "#FFFFFF"]}})
    sheet.insert_chart("A12", column)


def _data(book, sheet, looks):
    rows = [[*item, None] for item in ITEMS]
    sheet.add_table("A1:E7", {
        "name": "货表", "style": "Table Style Medium 2", "data": rows,
        "columns": [{"header": "品名"}, {"header": "类别"}, {"header": "数量"}, {"header": "单价"},
                    {"header": "金额", "formula": "=[@数量]*[@单价]"}],
    })  # fmt: skip
    for row, item in enumerate(ITEMS, start=1):
        sheet.write_formula(row, 4, "=货表[[#This Row],[数量]]*货表[[#This Row],[单价]]", None, item[2] * item[3])
        sheet.add_sparkline(row, 6, {"range": f"数据!C{row + 1}:E{row + 1}", "type": "column", "markers": True})
    sheet.conditional_format("C2:C7", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.conditional_format("D2:D7", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("E2:E7", {"type": "3_color_scale"})
    sheet.data_validation(
        "B2:B7", {"validate": "list", "source": ["五金", "耗材", "办公"], "input_message": "请选类别"}
    )
    sheet.write_dynamic_array_formula("I2:I4", "=_xlfn.UNIQUE(B2:B7)", None, "五金")
    sheet.write_array_formula("K2:K2", "{=SUM(C2:C7*D2:D7)}", looks["money"], 2512.0)
    sheet.write_formula("K3", "=SUMPRODUCT(C2:C7,D2:D7)", looks["money"], 2512.0)
    sheet.write_formula("K4", '=VLOOKUP("胶带 48",A2:D7,4,FALSE)', None, 4.25)
    sheet.embed_image("L2", "货.png", {"image_data": io.BytesIO(picture(90, 30, 120))})
    for place, kind in (("A10", "line"), ("F10", "scatter"), ("K10", "radar"), ("P10", "area")):
        chart = book.add_chart({"type": kind})
        series = {"categories": "=数据!$A$2:$A$7", "values": "=数据!$C$2:$C$7"}
        if kind == "line":
            series |= {"trendline": {"type": "linear"}, "y_error_bars": {"type": "percentage", "value": 5}}
        chart.add_series(series)
        sheet.insert_chart(place, chart, {"x_scale": 0.6, "y_scale": 0.6})


def _odds(sheet, looks):
    sheet.write_row("A1", ["项目", "数值", "备注"], looks["head"])
    sheet.write_row("A2", ["甲", 1, "'不是公式"])
    sheet.write_formula("A3", '=_xlfn.DISPIMG("ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9",1)', None, "=DISPIMG")
    sheet.insert_checkbox("B3", True)
    sheet.write_comment("A2", "旧批注", {"author": "甲"})
    sheet.write_url("A4", "https://example.invalid/", string="外面")
    sheet.set_background(io.BytesIO(picture(240, 240, 240)))
    sheet.protect("", {"insert_rows": True})
    sheet.unprotect_range("B2:B9", "可填")
    sheet.autofilter("A1:C2")
    for row in (5, 6, 7):
        sheet.set_row(row, None, None, {"level": 2, "hidden": row == 6})
        sheet.write(row, 0, row)
