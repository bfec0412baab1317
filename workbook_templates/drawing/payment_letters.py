"""付款提醒 and 催款通知: letters to a customer with the papers that are not paid, to be answered."""

from __future__ import annotations

from pathlib import Path

from drawing.letter import WRAPPED, letter_head
from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    RIGHT,
    Drawn,
    Look,
    Sheet,
    total,
)

_COLUMNS: tuple[tuple[str, str, Look], ...] = (
    ("类型", "类型", CENTRE),
    ("单号", "单号", CODE),
    ("单据日期", "日期", DATE),
    ("到期日", "到期日", DATE),
    ("{{ 天数栏名 }}", "天数", COUNT),
    ("原金额", "原金额", MONEY),
    ("未付金额", "未付金额", MONEY),
)
_WIDTHS = (9, 19, 12, 12, 10, 16, 16)


def reminder(folder: Path) -> None:
    """What falls due soon."""
    with Drawn(folder, "付款提醒") as drawn:
        sheet = drawn.sheet("{{ 函.页名 }}", _WIDTHS)
        _letter(sheet, "付款提醒")


def dunning(folder: Path) -> None:
    """What is overdue, with a slip to answer."""
    with Drawn(folder, "催款通知") as drawn:
        sheet = drawn.sheet("{{ 函.页名 }}", _WIDTHS)
        row = _letter(sheet, "催款通知")
        _answer(sheet, row)


def _letter(sheet: Sheet, title: str) -> int:
    """The letter; the first free row under it."""
    letter_head(sheet, "G", title, "{{ 发函日期|日期 }}")
    sheet.put("A8:G8", "　　截至{{ 截止日期|日期 }}，{{ 正文 }}", WRAPPED)
    sheet.put("A9:G9", "币种：{{ 币种 }}，金额单位：{{ 金额单位 }}，金额均含税。", NOTE)
    sheet.line(10, [(label, HEAD) for label, _, _ in _COLUMNS])
    sheet.line(11, [(f"{{{{ 明细.{name} }}}}", look) for _, name, look in _COLUMNS])
    sheet.put("A12", "合计", total(CENTRE))
    sheet.put("B12:E12", "{{ 明细合计.单号 }}", total(CENTRE))
    sheet.line(12, [(f"{{{{ 明细合计.{name} }}}}", total(MONEY)) for name in ("原金额", "未付金额")], "F")
    sheet.put("A13:B13", "应付合计", HEAD)
    sheet.put("C13:D13", "{{ 合计小写 }}", {**CENTRE, "bold": True})
    sheet.put("E13", "大写", HEAD)
    sheet.put("F13:G13", "{{ 合计大写 }}", {**CELL, "bold": True})
    sheet.put("A14", "{% 如果 别的欠款 %}")
    sheet.put("A15:G15", "{{ 别的欠款 }}", {**NOTE, "font_size": 10})
    sheet.put("A16", "{% 结束 %}")
    sheet.put("A17:G17", "　　{{ 结尾 }}", WRAPPED)
    sheet.put("A18", "{% 如果 收款账户 %}")
    sheet.put("A19:B19", "收款账户", HEAD)
    sheet.put("C19:G19", "{{ 收款账户 }}", {**CELL, "font_size": 11})
    sheet.put("A20", "{% 结束 %}")
    sheet.put("A21", "{% 如果 联系方式 %}")
    sheet.put("A22:G22", "{{ 联系方式 }}")
    sheet.put("A23", "{% 结束 %}")
    sheet.put("A24:G24", "{{ 公司.名称 }}（盖章）", {**RIGHT, "font_size": 11})
    sheet.heights({8: 34, 9: 18, 10: 24, 11: 17, 12: 22})
    sheet.heights({13: 26, 15: 20, 17: 34, 19: 26, 22: 24, 24: 36})
    sheet.heading_row(10, frozen=False)
    return 25


def _answer(sheet: Sheet, row: int) -> None:
    cut = "………………………………………　回执请从这里剪下　………………………………………"
    sheet.put(f"A{row}:G{row}", cut, {**NOTE, "align": "center"})
    # One row, that no page parts.
    said = (
        "回　执　　　　　　　　致：{{ 公司.名称 }}",
        "",
        "□ 已在＿＿＿＿年＿＿月＿＿日付款，金额＿＿＿＿＿＿＿＿＿＿",
        "□ 将在＿＿＿＿年＿＿月＿＿日付款，金额＿＿＿＿＿＿＿＿＿＿",
        "□ 对金额有异议：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "",
        "{{ 客户.名称 }}（盖章）　　经办人：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日",
    )
    sheet.put(f"A{row + 1}:G{row + 1}", "\n".join(said), {**CELL, "font_size": 11})
    sheet.heights({row: 24, row + 1: 136})
