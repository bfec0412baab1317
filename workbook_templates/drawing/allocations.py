"""回款核销: how payments were settled, those of nobody and what each settled, with cells to type in."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    SECTION,
    Columns,
    Drawn,
    Look,
    Sheet,
    column,
)
from drawing.typed import SORTABLE, above_marked, typed_list

_TYPED: Columns = (("认领客户", CELL, 19), ("认领金额", MONEY, 10.5), ("核销单据", CELL, 20), ("备注", CELL, 10))
_BEHIND: Columns = (("收款账户", CELL, 10), ("原登记", CELL, 16), ("我方公司", CELL, 9))
_UNCLAIMED: tuple[Columns, Columns, Columns] = (
    (
        ("回款日期", DATE, 10.5),
        ("付款户名", CELL, 19),
        ("回款金额", MONEY, 11.5),
        ("币种", CENTRE, 7),
        ("收款单号", CODE, 12.5),
        ("银行流水号", CODE, 15.5),
        ("附言", CELL, 14),
        ("还没认领", MONEY, 11),
    ),
    _TYPED,
    (("可能是", CELL, 36), ("等了几天", COUNT, 5.5), *_BEHIND),
)
_DIVIDED: Columns = (
    ("收款单号", CODE, 14),
    ("银行流水号", CODE, 18),
    ("回款日期", DATE, 12),
    ("付款户名", CELL, 22),
    ("回款金额", MONEY, 14),
    *_TYPED,
)
_SETTLED: tuple[Columns, Columns, Columns] = (
    (
        ("回款日期", DATE, 10.5),
        ("客户", CELL, 19),
        ("付款户名", CELL, 18),
        ("回款金额", MONEY, 11.5),
        ("币种", CENTRE, 7),
        ("收款单号", CODE, 12.5),
        ("银行流水号", CODE, 15.5),
    ),
    _TYPED,
    (("冲了哪些单", CELL, 33), ("依据", CENTRE, 7), ("预收", MONEY, 10.5), *_BEHIND),
)
_HINT = (
    "只填黄色的格子：认领客户（编码或名称）、认领金额（只有一部分是他的才填）、核销单据（S-0012:600;S-0015，其余留着的加“预收”）。"
    "填好存盘、关闭，放进收件箱。填“自动”或清空，就照自动的办。"
)
_HINT_DIVIDED = (
    "一笔款是几个客户的，一个客户写一行：哪一笔（收款单号或银行流水号；都没有的写日期、户名、金额）、"
    "认领客户、认领金额。加起来不能比这笔款多，剩下的照旧未认领。填好存盘、关闭，放进收件箱。"
)
_HOW: Columns = (
    ("依据", CENTRE, 12),
    ("币种", CENTRE, 20),
    ("笔数", COUNT, 14),
    ("金额", MONEY, 24),
    ("意思", CELL, 0),
)
_FAULTS: Columns = (
    ("日期", DATE, 12),
    ("哪一笔", CELL, 20),
    ("金额", MONEY, 14),
    ("登记的", CELL, 24),
    ("批次", COUNT, 7),
    ("为什么", CELL, 36),
    ("怎么办", CELL, 30),
)
_LIST, _FIRST = "客户名单", 4


def allocations(folder: Path) -> None:
    """The five pages."""
    with Drawn(folder, "回款核销") as drawn:
        _overview(drawn.sheet("{{ 汇总.页名 }}", [width for *_, width in _FAULTS], landscape=True))
        for page, columns, frozen in (("未认领", _UNCLAIMED, 3), ("核销", _SETTLED, 4)):
            sheet = typed_list(drawn, _HINT, columns, {}, frozen, page=page, unprinted=len(_BEHIND))
            _choose_customer(sheet, [label for part in columns for label, *_ in part].index("认领客户"))
        sheet = typed_list(drawn, _HINT_DIVIDED, ((), _DIVIDED, ()), {}, 0, page="一笔分几户")
        _choose_customer(sheet, [label for label, *_ in _DIVIDED].index("认领客户"))
        _customers(drawn.sheet(_LIST, (40,)))


def _overview(sheet: Sheet) -> None:
    above_marked(sheet, len(_FAULTS))
    sheet.own.protect("", SORTABLE)
    sheet.put("A7", "{{ 依据标题 }}", SECTION)
    for place, (label, look, _) in zip(("A{0}", "B{0}", "C{0}", "D{0}", "E{0}:G{0}"), _HOW, strict=True):
        sheet.put(place.format(8), label, HEAD)
        sheet.put(place.format(9), f"{{{{ 依据.{label} }}}}", look)
    sheet.put("A11", "{{ 要改标题 }}", SECTION)
    sheet.line(12, [(label, HEAD) for label, *_ in _FAULTS])
    cells: list[tuple[str, Look]] = [
        (f"{{{{ 要改.{'回款日期' if label == '日期' else label} }}}}", look) for label, look, _ in _FAULTS
    ]
    sheet.line(13, cells)
    sheet.put(f"A14:{column(len(_FAULTS) - 1)}14", "{{ 要改说明 }}", NOTE)
    sheet.heights({7: 24, 8: 22, 9: 17, 10: 10, 11: 24, 12: 22, 13: 17, 14: 18})


def _choose_customer(sheet: Sheet, at: int) -> None:
    sheet.own.data_validation(
        f"{column(at)}4",
        {
            "validate": "list",
            "source": f"={_LIST}!$A${_FIRST}:$A${_FIRST}",
            "error_type": "information",
            "error_title": "名单里没有",
            "error_message": "名单里没有这个客户。新客户也可以先填，等客户档案放进来就会算到他名下。",
        },
    )


def _customers(sheet: Sheet) -> None:
    sheet.put("A1", "{% 循环 页 于 客户名单 %}")
    sheet.put("A2", "{{ 页.看的标题 }}", NOTE)
    sheet.put("A3", "客户", HEAD)
    sheet.put(f"A{_FIRST}", "{{ 页.客户.客户 }}", CELL)
    sheet.put("A5", "{% 结束 %}")
    sheet.own.protect("", SORTABLE)
