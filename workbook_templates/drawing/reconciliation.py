"""往来核对: our books against a customer's own statement, from the conclusion to the last line."""

from __future__ import annotations

from pathlib import Path

from drawing.listing import above, table
from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    INK,
    MONEY,
    NOTE,
    PRICE,
    QUANTITY,
    QUIET,
    SECTION,
    TEXT,
    TITLE,
    Columns,
    Drawn,
    Look,
    Sheet,
    column,
)
from drawing.sheet import total as in_total

_FIGURES: Columns = (("数量", QUANTITY, 8), ("单价", PRICE, 9), ("金额", MONEY, 12))
_SIDE: Columns = (("日期", DATE, 11), ("单号", CODE, 14), ("内容", CELL, 20))
_PAIRS: Columns = (
    *((f"我方{title}", look, width) for title, look, width in _SIDE),
    *((f"对方{title}", look, width) for title, look, width in _SIDE),
    ("金额", MONEY, 13),
    ("匹配方式", CENTRE, 15),
    ("备注", CELL, 12),
)
_DIFFERENCES: Columns = (
    ("出入", CENTRE, 10),
    ("可能原因", CELL, 17),
    ("内容", CELL, 19),
    *(
        (f"{side}{title}", look, width)
        for side in ("我方", "对方")
        for title, look, width in (("日期", DATE, 11), ("单号", CODE, 13), *_FIGURES)
    ),
    ("差额", MONEY, 12),
    ("怎么办", CELL, 21),
    ("匹配方式", CENTRE, 11),
)


def _left(place: str, width: float) -> Columns:
    side = (_SIDE[0], ("类型", CENTRE, 7), *_SIDE[1:], *_FIGURES)
    return (*side, ("天数", COUNT, 6), ("可能原因", CELL, 22), ("怎么办", CELL, 30), (place, CELL, width))


_OURS, _THEIRS = _left("来源", 26), _left("对方表第几行", 12)
_PROPOSALS: Columns = (
    ("确认", CENTRE, 8),
    ("我方内容", CELL, 36),
    ("对方内容", CELL, 36),
    ("差额", MONEY, 13),
    ("推断依据", CELL, 20),
    ("客户名称", CELL, 18),
    ("我方行码", CODE, 12),
    ("对方行码", CODE, 12),
    ("备注", CELL, 14),
)
_UNSEEN: Look = {**TEXT, "font_size": 1, "font_color": "#FFFFFF"}
_TYPED: Look = {**CENTRE, "bg_color": "#FFF2CC", "locked": False, "bold": True}


def reconciliation(folder: Path) -> None:
    """A customer's statement held against our books."""
    with Drawn(folder, "往来核对") as drawn:
        _front(drawn.sheet("{{ 结论.页名 }}", (36, 9, 18, 18, 18)))
        for pages, name, columns in (
            ("有出入", "出入", _DIFFERENCES),
            ("仅我方有", "我方行", _OURS),
            ("仅对方有", "对方行", _THEIRS),
        ):
            _listed(drawn, pages, name, columns)
        _proposals(drawn.sheet("{{ 待确认.页名 }}", [width for *_, width in _PROPOSALS], landscape=True))
        _listed(drawn, "相符", "相符行", _PAIRS)


def _listed(drawn: Drawn, pages: str, name: str, columns: Columns) -> None:
    sheet = drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in columns], landscape=True)
    above(sheet, len(columns) - 1)
    sheet.put(f"{column(len(columns) - 1)}1", "{{ 只供查看 }}", _UNSEEN)
    table(sheet, 6, name, columns)
    sheet.put(f"A10:{column(len(columns) - 1)}10", f"{{{{ {name}说明 }}}}", NOTE)
    sheet.heading_row(7)


def _front(sheet: Sheet) -> None:
    sheet.put("A1:D1", "{{ 标题 }}", {**TITLE, "font_size": 18, "align": "left"})
    sheet.put("E1", "{{ 只供查看 }}", _UNSEEN)
    sheet.put("A2:E2", "{{ 客户.名称 }}", {**TEXT, "font_size": 14, "bold": True, "font_color": INK})
    quiet = {**TEXT, "font_color": QUIET}
    sheet.put("A3:E3", "客户编码：{{ 客户.编码|默认('-') }}　　账期：{{ 账期.名称 }}　　币种：{{ 币种 }}", quiet)
    sheet.put(
        "A4:E4", "我方：{{ 公司.名称|默认('-') }}　　客户的表：{{ 来源文件 }}　　制表：{{ 制表日期|日期 }}", quiet
    )
    sheet.put("A5", "{% 循环 句 于 说明 %}")
    sheet.put("A6:E6", "{{ 句 }}", {**TEXT, "text_wrap": True, "bg_color": "#F2F7FC", "indent": 1})
    sheet.put("A7", "{% 结束 %}")
    sheet.put("A8:E8", "{{ 统计标题 }}", SECTION)
    titles = ("类别", "笔数", "我方金额", "对方金额", "差额")
    looks = (CELL, COUNT, MONEY, MONEY, MONEY)
    sheet.line(9, [(title, HEAD) for title in titles])
    sheet.line(10, [(f"{{{{ 统计.{one} }}}}", look) for one, look in zip(titles, looks, strict=True)])
    sheet.line(11, [(f"{{{{ 统计合计.{one} }}}}", in_total(look)) for one, look in zip(titles, looks, strict=True)])
    sheet.put("A13:E13", "{{ 调节标题 }}", SECTION)
    sheet.line(14, [("项目", HEAD), ("笔数", HEAD), ("金额", HEAD)])
    sheet.put("D14:E14", "说明", HEAD)
    sheet.line(15, [("{{ 调节.项目 }}", CELL), ("{{ 调节.笔数 }}", COUNT), ("{{ 调节.金额 }}", MONEY)])
    sheet.put("D15:E15", "{{ 调节.说明 }}", {**CELL, "font_size": 9})
    sheet.line(
        16, [("{{ 调节合计.项目 }}", in_total(CELL)), ("", in_total(COUNT)), ("{{ 调节合计.金额 }}", in_total(MONEY))]
    )
    sheet.put("D16:E16", "", in_total(CELL))
    sheet.put("A18:E18", "差额 = 对方 − 我方。金额的正数使客户欠款增加，负数（退货、付款）使欠款减少。", NOTE)
    sheet.heights({1: 34, 2: 24, 3: 18, 4: 18, 6: 20, 8: 28, 9: 24, 10: 20, 11: 22, 13: 30, 14: 24, 15: 22, 16: 24})


def _proposals(sheet: Sheet) -> None:
    last = column(len(_PROPOSALS) - 1)
    sheet.put(f"A1:{last}1", "{{ 标题 }}", {**TITLE, "font_size": 16, "align": "left"})
    said = (
        "下面各笔是程序推断的同一笔。请在黄色的“确认”里填“是”或“否”（不填的先不动），存盘后把这个文件放进收件箱："
        "填“是”的以后按同一笔核对，填“否”的不再推荐。行码请不要改。"
    )
    sheet.put(f"A2:{last}2", said, {**TEXT, "font_color": QUIET, "text_wrap": True})
    sheet.line(3, [(title, HEAD) for title, *_ in _PROPOSALS])
    looks = [_TYPED, *(look for _, look, _ in _PROPOSALS[1:6])]
    quiet = {**CODE, "font_size": 8, "font_color": "#A6A6A6", "shrink": True, "text_wrap": False}
    looks += [quiet, quiet, {**CELL, "locked": False}]
    names = [title for title, *_ in _PROPOSALS]
    sheet.line(4, [(f"{{{{ 待确认匹配.{one} }}}}", look) for one, look in zip(names, looks, strict=True)])
    sheet.own.data_validation(
        "A4",
        {
            "validate": "list",
            "source": ["是", "否"],
            "error_title": "请填是或否",
            "error_message": "同一笔填“是”，不是同一笔填“否”，还没查清先空着。",
        },
    )
    sheet.heights({1: 32, 2: 34, 3: 24, 4: 16})
    sheet.heading_row(3)
