"""对账资料: the list of a pack, for our own people."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    HEAD,
    MONEY,
    NAME,
    NOTE,
    RED,
    SECTION,
    TITLE,
    Columns,
    Drawn,
    column,
    total,
)

_COLUMNS: Columns = (
    ("客户编码", CODE, 10),
    ("客户名称", CELL, 24),
    ("联系人", CENTRE, 9),
    ("电话", CODE, 14),
    ("对账余额", MONEY, 14),
    ("对账单号", CODE, 18),
    ("对账情况", CENTRE, 15),
    ("逾期金额", MONEY, 13),
    ("最长逾期天数", COUNT, 8),
    ("快到期金额", MONEY, 13),
    ("文件", CELL, 24),
    ("要做的事", CELL, 26),
)


def pack(folder: Path) -> None:
    """Whose account stands where, and which files lie beside the list."""
    last = column(len(_COLUMNS) - 1)
    with Drawn(folder, "对账资料") as drawn:
        sheet = drawn.sheet("{{ 清单.页名 }}", [width for *_, width in _COLUMNS], landscape=True)
        sheet.put(f"A1:{last}1", "{{ 公司.名称 }}", NAME)
        sheet.put(f"A2:{last}2", "对账资料清单　{{ 归谁 }}", {**TITLE, "font_size": 16})
        sheet.put(f"A3:{last}3", "内部资料，不要发给客户", {**NOTE, "align": "center", "font_color": RED, "bold": True})
        sheet.put(f"A4:{last}4", "账期：{{ 账期.名称 }}　　制表日期：{{ 制表日期 }}", {**NOTE, "align": "center"})
        sheet.put(f"A5:{last}5", "{{ 客户标题 }}", SECTION)
        sheet.line(6, [(label, HEAD) for label, *_ in _COLUMNS])
        sheet.line(7, [(f"{{{{ 客户.{label} }}}}", look) for label, look, _ in _COLUMNS])
        sheet.line(8, [(f"{{{{ 客户合计.{label} }}}}", total(look)) for label, look, _ in _COLUMNS])
        sheet.put(
            f"A9:{last}9",
            "这个文件夹里别的文件，一个只有一家客户，可以直接发给那一家。逾期和快到期算到制表日期。",
            NOTE,
        )
        late = drawn.book.add_format({"font_color": RED, "bold": True})
        sheet.own.conditional_format("I7", {"type": "cell", "criteria": ">", "value": 30, "format": late})
        sheet.heights({1: 22, 2: 32, 3: 18, 4: 18, 5: 24, 6: 32, 7: 17, 8: 22, 9: 18})
        sheet.heading_row(6)
