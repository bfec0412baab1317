"""箱唛: a label for each box, four on A4, to be cut apart."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import HEI, INK, LINE, NAME, RED, RIGHT, TEXT, Drawn

_LARGE = {**TEXT, "font_name": HEI, "bold": True, "shrink": True}


def box_labels(folder: Path) -> None:
    """The labels of one slip."""
    with Drawn(folder, "箱唛") as drawn:
        sheet = drawn.sheet("{{ 箱唛.页名 }}", (10, 30, 19, 22))
        sheet.own.set_footer("")
        sheet.own.set_margins(left=0.4, right=0.4, top=0.35, bottom=0.3)
        # For the reader, should it be dropped.
        sheet.put("A1:D1", "箱唛（本页只供查看，不会读取）", {**TEXT, "font_size": 1, "font_color": "#FFFFFF"})
        sheet.put("A2", "{% for 箱 in 箱 %}")
        sheet.put("A3:C3", "{{ 公司.名称 }}", {**NAME, "align": "left", "shrink": True})
        sheet.put("D3", "送货单：{{ 单号|默认('＿＿＿＿＿＿') }}", {**RIGHT, "shrink": True})
        sheet.put("A4:D4", "{{ 收货单位|默认(客户.名称) }}", {**_LARGE, "font_size": 24, "top": 2, "top_color": INK})
        sheet.put("A5", "地址", TEXT)
        sheet.put("B5:D5", "{{ 客户.地址|默认('') }}", {**_LARGE, "font_size": 13})
        sheet.put("A6", "收货人", TEXT)
        sheet.put("B6:D6", "{{ 客户.联系人|默认('') }}　{{ 客户.电话|默认('') }}", {**_LARGE, "font_size": 13})
        sheet.put("A7", "货站", TEXT)
        sheet.put("B7", "{{ 货站|默认('') }}　{{ 物流单号|默认('') }}", {**TEXT, "shrink": True})
        boxes = "第 {{ 箱.件号 if 箱.件号 else '＿＿' }} 件 / 共 {{ 件数|默认('＿＿') }} 件"
        sheet.put("C7:D7", boxes, {**_LARGE, "font_size": 18, "align": "right"})
        inside = "{{ '★ 内有清单' if 箱.内有清单 else '' }}"
        sheet.put("A8:D8", inside, {**_LARGE, "font_size": 16, "font_color": RED, "align": "right"})
        sheet.put("A9:D9", "", {"bottom": 3, "bottom_color": LINE})
        sheet.put("A10:D10", "")
        sheet.put("A11", "{% endfor %}")
        sheet.heights({1: 2, 3: 24, 4: 46, 5: 24, 6: 24, 7: 30, 8: 30, 9: 8, 10: 10})
