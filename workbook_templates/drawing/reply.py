"""处理结果: what became of one file, what to do next, and every problem with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    HEAD,
    HEI,
    INK,
    LINE,
    NOTE,
    ORANGE,
    QUIET,
    SECTION,
    TEXT,
    Columns,
    Drawn,
    Look,
    Sheet,
    total,
)

_MIDDLE: Look = {**COUNT, "align": "center", "indent": 0}
_AMOUNT: Look = {**CODE, "align": "right"}
_TABLES: tuple[tuple[str, Look], ...] = (
    ("工作表", CELL),
    ("表格类型", CENTRE),
    ("区域", CENTRE),
    *((label, _MIDDLE) for label in ("单据", "读入行", "入账", "暂挂", "未受理", "重复", "合计行", "跳过行")),
)
_PROBLEMS: Columns = (
    ("序号", CENTRE, 6),
    ("级别", CENTRE, 7),
    ("编号", CENTRE, 8),
    ("工作表", CENTRE, 12),
    ("单元格", CENTRE, 14),
    ("行号", CENTRE, 8),
    ("客户／单号", CELL, 20),
    ("现值", CODE, 14),
    ("问题", CELL, 44),
    ("怎么改", CELL, 40),
    ("建议值", CODE, 14),
)
_COLUMNS: Columns = (
    ("工作表", CELL, 16),
    ("表格类型", CELL, 12),
    ("字段", CELL, 20),
    ("原表头", CELL, 26),
    ("列或单元格", CENTRE, 12),
    ("说明", CELL, 22),
)


def reply(folder: Path) -> None:
    """The answer to one file that was dropped."""
    with Drawn(folder, "处理结果") as drawn:
        sheet = drawn.sheet("{{ 处理结果.页名 }}", (16, 11, 13, *[8.5] * 8))
        _verdict(sheet)
        _next(sheet)
        _tables(sheet)
        _fates(sheet)
        _sums(sheet)
        _problems(drawn, drawn.sheet("{{ 问题清单.页名 }}", [width for *_, width in _PROBLEMS], landscape=True))
        _columns(drawn.sheet("{{ 读懂的列.页名 }}", [width for *_, width in _COLUMNS]))


def _verdict(sheet: Sheet) -> None:
    verdict = {**TEXT, "font_name": HEI, "bold": True, "font_size": 20, "indent": 1, "font_color": "#FFFFFF"}
    # True fills, one of them left: previews do not know conditional formats.
    colours = (("{% 如果 已入账 %}", INK), ("{% 否则如果 要处理 %}", ORANGE), ("{% 否则 %}", QUIET))
    for at, (marker, colour) in enumerate(colours):
        sheet.put(f"A{2 * at + 1}", marker)
        sheet.put(f"A{2 * at + 2}:K{2 * at + 2}", "{{ 结论 }}", {**verdict, "bg_color": colour})
    sheet.put("A7", "{% 结束 %}")
    sheet.put("A8:K8", "{{ 概要 }}", {**TEXT, "font_size": 12, "text_wrap": True})
    _fact(sheet, 9, "文件", "文件")
    sheet.put("A10", "{% 如果 办事处 %}")
    _fact(sheet, 11, "办事处", "办事处")
    sheet.put("A12", "{% 结束 %}")
    _fact(sheet, 13, "批次", "批次")
    _fact(sheet, 14, "处理时间", "处理时间")
    sheet.heights({2: 42, 4: 42, 6: 42, 8: 28, **dict.fromkeys((9, 11, 13, 14), 18)})


def _fact(sheet: Sheet, row: int, label: str, name: str) -> None:
    sheet.put(f"A{row}", label, {**total(CELL), "top": 1, "top_color": LINE})
    sheet.put(f"B{row}:K{row}", f"{{{{ {name} }}}}", CELL)


def _next(sheet: Sheet) -> None:
    sheet.put("A16:K16", "下一步", SECTION)
    sheet.put("A17:K17", "{{ 下一步.序号 }}. {{ 下一步.话 }}", {**TEXT, "text_wrap": True})
    sheet.put("A18", "{% 如果 问题数 %}")
    sheet.link("A19", "'问题清单'!A1", "{{ 问题数 }}", {**TEXT, "font_color": "#0563C1", "underline": 1})
    sheet.put("A20", "{% 结束 %}")
    sheet.put("A21", "{% 如果 标记件 %}")
    sheet.put("A22:K22", "{{ 标记件 }}", {**TEXT, "text_wrap": True})
    sheet.put("A23", "{% 结束 %}")
    sheet.heights({16: 24, 17: 18, 19: 18, 22: 18})


def _tables(sheet: Sheet) -> None:
    sheet.put("A24", "{% 如果 表格 %}")
    sheet.put("A26:K26", "读到了什么", SECTION)
    sheet.line(27, [(label, HEAD) for label, _ in _TABLES])
    sheet.line(28, [(f"{{{{ 表格.{label} }}}}", look) for label, look in _TABLES])
    sheet.put("A29:C29", "{{ 表格合计.工作表 }}", total(CENTRE))
    sheet.line(29, [(f"{{{{ 表格合计.{label} }}}}", total(look)) for label, look in _TABLES[3:]], "D")
    sheet.put("A30:K30", "{{ 表格说明 }}", NOTE)
    sheet.put("A31", "{% 结束 %}")
    sheet.heights({26: 24, 27: 22, 28: 18, 29: 20, 30: 18})


def _fates(sheet: Sheet) -> None:
    sheet.put("A32", "{% 如果 去向 %}")
    sheet.put("A34:K34", "每一行怎样了", SECTION)
    _row(sheet, 35, ("结果", HEAD), ("行数", HEAD), ("意思", HEAD))
    _row(sheet, 36, ("{{ 去向.结果 }}", CELL), ("{{ 去向.行数 }}", _MIDDLE), ("{{ 去向.意思 }}", CELL))
    sums = (("{{ 去向合计.结果 }}", CELL), ("{{ 去向合计.行数 }}", _MIDDLE), ("{{ 去向合计.意思 }}", CELL))
    _row(sheet, 37, *((value, total(look)) for value, look in sums))
    sheet.put("A38", "{% 结束 %}")
    sheet.heights({34: 24, 35: 22, 36: 18, 37: 20})


def _row(sheet: Sheet, row: int, *cells: tuple[str, Look]) -> None:
    for area, (value, look) in zip(("A{0}", "B{0}", "C{0}:K{0}"), cells, strict=True):
        sheet.put(area.format(row), value, look)


def _sums(sheet: Sheet) -> None:
    sheet.put("A39", "{% 如果 核对 %}")
    sheet.put("A41:K41", "请和您表上的合计核对（读到的全部数据行，不论是否入账）", SECTION)
    places = (("A{0}", "工作表"), ("B{0}:C{0}", "项目"), ("D{0}", "币种"), ("E{0}:G{0}", "总数"))
    for area, label in places:
        sheet.put(area.format(42), "合计" if label == "总数" else label, HEAD)
        look = {"总数": _AMOUNT, "币种": CENTRE}.get(label, CELL)
        sheet.put(area.format(43), f"{{{{ 核对.{label} }}}}", look)
    sheet.put("A44", "{% 结束 %}")
    sheet.heights({41: 24, 42: 22, 43: 18})


def _problems(drawn: Drawn, sheet: Sheet) -> None:
    sheet.own.set_tab_color(ORANGE)
    sheet.put("A1:K1", "问题清单　{{ 文件 }}", {**SECTION, "font_size": 14})
    sheet.put(
        "A2:K2", "请在您的原表里改正，再把整份表放进收件箱；已经入账的行不会重复记账。“单元格”是原表里的位置。", NOTE
    )
    _listed(sheet, "问题", _PROBLEMS)
    sheet.own.autofilter("A3:K4")
    for word, fill in (("错误", "#F8CBAD"), ("提醒", "#FFF2CC")):
        form = drawn.book.add_format({"bg_color": fill})
        sheet.own.conditional_format("B4", {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form})
    sheet.heights({1: 28, 2: 18})


def _columns(sheet: Sheet) -> None:
    sheet.put("A1:F1", "读懂的列", {**SECTION, "font_size": 14})
    sheet.put("A2:F2", "下面是每一列被当成什么读进来的。读错了请告诉管理员，或把表头改成左边的字段名。", NOTE)
    _listed(sheet, "列", _COLUMNS)
    sheet.heights({1: 28, 2: 18})


def _listed(sheet: Sheet, name: str, columns: Columns) -> None:
    sheet.line(3, [(label, HEAD) for label, *_ in columns])
    called = [label.replace("／", "或") for label, *_ in columns]
    line = [(f"{{{{ {name}.{label} }}}}", look) for label, (_, look, _) in zip(called, columns, strict=True)]
    sheet.line(4, line)
    # A height of its own: a row without one is as high as one line where nobody's Excel has opened it.
    sheet.heights({3: 24, 4: 18})
    sheet.heading_row(3)
