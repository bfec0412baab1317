"""The head of a letter to a customer: who writes, what it is, and to whom."""

from __future__ import annotations

from drawing.sheet import NAME, ORANGE, RIGHT, TEXT, TITLE, Look, Sheet

WRAPPED: Look = {**TEXT, "text_wrap": True, "font_size": 11}


def letter_head(sheet: Sheet, last: str, title: str, right: str) -> None:
    """Rows 1 to 7, over columns A to `last`; `right` stands under the title, then what is to be said of a draft."""
    sheet.put(f"A1:{last}1", "{{ 公司.名称 }}", NAME)
    sheet.put(f"A2:{last}2", title, TITLE)
    sheet.put(f"A3:{last}3", right, RIGHT)
    sheet.put("A4", "{% 循环 句 于 说明 %}")
    sheet.put(f"A5:{last}5", "{{ 句 }}", {**TEXT, "font_color": ORANGE})
    sheet.put("A6", "{% 结束 %}")
    sheet.put(f"A7:{last}7", "致：{{ 客户.名称 }}", {**TEXT, "bold": True, "font_size": 12})
    sheet.heights({1: 26, 2: 38, 3: 20, 5: 18, 7: 26})
