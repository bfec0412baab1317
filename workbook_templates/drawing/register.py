"""对账登记: the completion rate and who is missing, and every statement with cells to type in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    HEI,
    MONEY,
    NAME,
    NOTE,
    RATE,
    RED,
    SECTION,
    TITLE,
    Columns,
    Drawn,
    Look,
    Sheet,
    column,
    total,
)
from drawing.typed import KNOWN, SORTABLE, TYPED, YELLOW, a_choice, a_day

_COUNTS = ("应对账", "已发", "已回签", "有异议", "未回签", "未发")
_FIGURES: tuple[tuple[str, Look], ...] = (*((one, COUNT) for one in _COUNTS), ("发出率", RATE), ("完成率", RATE))
# What was issued need not have been sent: what offices' templates call it stays, what people read says no more.
_READ = {"已发": "已出单", "未发": "未出单", "发出率": "出单率"}
_UNDONE: tuple[tuple[str, Look], ...] = (
    ("客户编码", CODE),
    ("客户名称", CELL),
    ("业务员", CENTRE),
    ("办事处", CENTRE),
    ("币种", CENTRE),
    ("对账余额", MONEY),
    ("对账单号", CODE),
    ("状态", CENTRE),
    ("应回日期", DATE),
    ("逾期天数", COUNT),
    ("要做的事", CELL),
)
_KNOWN: Columns = (
    ("对账单号", CODE, 14.5),
    ("版次", COUNT, 5),
    ("客户编码", CODE, 7.5),
    ("客户名称", CELL, 23),
    ("对账期间", CENTRE, 8),
    ("对账余额", MONEY, 11),
    ("币种", CENTRE, 6),
    ("应回日期", DATE, 10),
)
_TYPED: Columns = (
    ("发出日期", DATE, 10),
    ("发出方式", CENTRE, 6.5),
    ("回签日期", DATE, 10),
    ("客户确认余额", MONEY, 11),
    ("有异议日期", DATE, 10),
    ("异议说明", CELL, 16),
    ("原件收到日期", DATE, 10),
    ("经办人", CENTRE, 7),
    ("备注", CELL, 8),
    ("撤回", CENTRE, 5),
)
_SAID: Columns = (("现在", CENTRE, 8), ("业务员", CENTRE, 7), ("办事处", CENTRE, 7))
_WAYS = ("微信", "邮件", "快递", "传真", "当面", "平台", "其他")


def register(folder: Path) -> None:
    """The statements of a period and what became of them."""
    with Drawn(folder, "对账登记") as drawn:
        _overview(drawn.sheet("汇总", (11, 24, 10, 10, 9, 14, 17, 16, 11, 10, 24), landscape=True))
        widths = [width for _, _, width in (*_KNOWN, *_TYPED, *_SAID)]
        _rows(drawn.sheet("对账登记", widths, landscape=True))


def _overview(sheet: Sheet) -> None:
    sheet.put("A1:K1", "{% 循环 页 于 汇总 %}")
    sheet.put("A2:K2", "{{ 页.看的标题 }}", NOTE)
    sheet.put("A3:K3", "{{ 页.公司.名称 }}", NAME)
    sheet.put("A4:K4", "对账完成情况", TITLE)
    sheet.put("A5:K5", "账期：{{ 页.账期.名称 }}　　制表日期：{{ 页.制表日期 }}", {**NOTE, "align": "center"})
    big = {**COUNT, "align": "center", "bold": True, "font_size": 14, "font_name": HEI, "num_format": "#,##0"}
    share = {**big, "num_format": "0.0%"}
    places = ("A{0}", "B{0}", "C{0}:D{0}", "E{0}:F{0}", "G{0}", "H{0}", "I{0}:J{0}", "K{0}")
    for place, (label, look) in zip(places, _FIGURES, strict=True):
        sheet.put(place.format(6), _READ.get(label, label), HEAD)
        sheet.put(place.format(7), f"{{{{ 页.{label} }}}}", share if look is RATE else big)
    sheet.put(
        "A8:K8",
        "应对账 = 有余额或有发生额的账户（一个客户一种货币一个）；出单率 = 已出单 ÷ 应对账"
        "（发给客户没有，看“状态”）；完成率 = 已回签 ÷ 应对账。",
        NOTE,
    )
    _counted(sheet, 9, "业务员")
    _counted(sheet, 15, "办事处")
    sheet.put("A21:K21", "{{ 页.未完成标题 }}", SECTION)
    sheet.line(22, [(label, HEAD) for label, _ in _UNDONE])
    sheet.line(23, [(f"{{{{ 页.未完成.{label} }}}}", look) for label, look in _UNDONE])
    sheet.put("A24:K24", "{{ 页.未完成说明 }}", NOTE)
    sheet.put("A25", "{% 如果 页.查不到 %}")
    sheet.put("A26:K26", "{{ 页.查不到标题 }}", SECTION)
    strange: Sequence[tuple[str, str, Look]] = (
        ("A{0}:B{0}", "对账单号", CODE),
        ("C{0}", "版次", COUNT),
        ("D{0}:E{0}", "发出日期", DATE),
        ("F{0}", "回签日期", DATE),
        ("G{0}", "有异议日期", DATE),
        ("H{0}", "批次", COUNT),
    )
    for place, label, look in strange:
        sheet.put(place.format(27), label, HEAD)
        sheet.put(place.format(28), f"{{{{ 页.查不到.{label} }}}}", look)
    sheet.put("A29:K29", "{{ 页.查不到说明 }}", NOTE)
    sheet.put("A30", "{% 结束 %}")
    sheet.put("A31", "{% 结束 %}")
    late = sheet.book.add_format({"font_color": RED, "bold": True})
    sheet.own.conditional_format("J23", {"type": "cell", "criteria": ">", "value": 0, "format": late})
    sheet.heights({2: 14, 3: 22, 4: 32, 5: 18, 6: 20, 7: 28, 8: 18, 21: 26, 22: 22, 23: 16.5, 24: 18, 26: 26, 27: 22})
    sheet.own.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _counted(sheet: Sheet, row: int, name: str) -> None:
    places = ("A{0}:B{0}", "C{0}", "D{0}", "E{0}", "F{0}", "G{0}", "H{0}", "I{0}:J{0}", "K{0}")
    columns = ((name, CELL), *_FIGURES)
    sheet.put(f"A{row}:K{row}", f"{{{{ 页.{name}标题 }}}}", SECTION)
    for place, (label, look) in zip(places, columns, strict=True):
        sheet.put(place.format(row + 1), _READ.get(label, label), HEAD)
        sheet.put(place.format(row + 2), f"{{{{ 页.{name}.{label} }}}}", look)
        sheet.put(place.format(row + 3), f"{{{{ 页.{name}合计.{label} }}}}", total(look))
    sheet.heights({row: 26, row + 1: 20, row + 2: 16.5, row + 3: 20, row + 4: 6, row + 5: 2})


def _rows(sheet: Sheet) -> None:
    columns = (*_KNOWN, *_TYPED, *_SAID)
    last = column(len(columns) - 1)
    sheet.put(f"A1:{last}1", "{% 循环 页 于 登记 %}")
    sheet.put(f"A2:{last}2", "{{ 页.填的标题 }}", {**TITLE, "font_size": 16})
    sheet.put(
        f"A3:{last}3",
        "只填黄色的格子：哪天发出、怎么发的、哪天回签、有没有异议。填好存盘、关闭，放进收件箱，汇总会跟着更新。"
        "登记错了的，“撤回”写“是”，放进收件箱，原来登记的就不算了。",
        {**NOTE, "align": "center"},
    )
    typed = {label for label, *_ in _TYPED}
    sheet.line(4, [(label, {**HEAD, "bg_color": YELLOW} if label in typed else HEAD) for label, *_ in columns])
    cells = []
    for label, look, _ in columns:
        cells.append((f"{{{{ 页.登记行.{label} }}}}", {**look, **(TYPED if label in typed else KNOWN)}))
    sheet.line(5, cells)
    sheet.put("A6", "{% 结束 %}")
    _checks(sheet, [label for label, *_ in columns])
    stage = f"{column(len(_KNOWN) + len(_TYPED))}5"
    for said, colour in (("已回签", "#E2F0D9"), ("有异议", "#FBE5D6")):
        sheet.marked(stage, f'=${stage}="{said}"', {"bg_color": colour})
    sheet.heights({2: 30, 3: 18, 4: 32, 5: 20})
    sheet.heading_row(4, frozen=False)
    sheet.own.freeze_panes(4, 4)
    sheet.own.protect("", SORTABLE)


def _checks(sheet: Sheet, labels: Sequence[str]) -> None:
    def cell(label: str) -> str:
        return f"{column(labels.index(label))}5"

    for label in (one for one, look, _ in _TYPED if look is DATE):
        a_day(sheet, cell(label), label)
    for label, choices in (("发出方式", _WAYS), ("撤回", ("是", "否"))):
        a_choice(sheet, cell(label), label, choices)
    sheet.own.data_validation(
        cell("客户确认余额"),
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -50000000000,
            "maximum": 50000000000,
            "error_title": "不是金额",
            "error_message": "“客户确认余额”只写数，例如 16050.00",
        },
    )
