"""处理结果: what became of one file, what to do next, and every problem with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CELL, CENTRE, COUNT, HEAD, HEI, NOTE, SECTION, TEXT, Drawn, Look, Sheet, total

_COUNTS = ("读入行", "入账", "暂挂", "未受理", "重复", "合计行", "跳过行")
_TABLES: tuple[tuple[str, Look], ...] = (
    ("工作表", CELL),
    ("表格类型", CENTRE),
    ("区域", CENTRE),
    ("单据", COUNT),
    *((label, COUNT) for label in _COUNTS),
)
_PROBLEMS: tuple[tuple[str, Look, float], ...] = (
    ("级别", CENTRE, 7),
    ("编号", CENTRE, 8),
    ("工作表", CELL, 12),
    ("单元格", CENTRE, 14),
    ("行号", CENTRE, 8),
    ("客户／单号", CELL, 20),
    ("现值", CELL, 14),
    ("问题", CELL, 40),
    ("怎么改", CELL, 36),
    ("建议值", CELL, 14),
)
_FACTS = (("文件", "文件"), ("办事处", "办事处"), ("批次", "批次"), ("处理时间", "处理时间"))


def reply(folder: Path) -> None:
    """The answer to one file that was dropped."""
    with Drawn(folder, "处理结果") as drawn:
        _result(drawn, drawn.sheet("处理结果", (17, 12, 13, *[9] * 8)))
        widths = (6, *(width for _, _, width in _PROBLEMS))
        _problems(drawn, drawn.sheet("问题清单", widths, landscape=True))


def _result(drawn: Drawn, sheet: Sheet) -> None:
    verdict = {**TEXT, "font_name": HEI, "bold": True, "font_size": 20, "indent": 1}
    sheet.put("A1:K1", "{{ 结论 }}", {**verdict, "font_color": "#FFFFFF", "bg_color": "#C55A11"})
    entered = drawn.book.add_format({"bg_color": "#2E75B6"})
    sheet.own.conditional_format(
        "A1:K1", {"type": "text", "criteria": "begins with", "value": "已入账", "format": entered}
    )
    sheet.put("A2:K2", "{{ 概要 }}", {**TEXT, "font_size": 12, "text_wrap": True})
    for row, (label, key) in enumerate(_FACTS, start=3):
        sheet.put(f"A{row}", label, HEAD)
        sheet.put(f"B{row}:K{row}", f"{{{{ {key}|默认('') }}}}", CELL)
    sheet.put("A8:K8", "下一步", SECTION)
    sheet.put("A9", "{% for 步骤 in 下一步 %}")
    sheet.put("A10:K10", "{{ 序号 }}. {{ 步骤 }}", {**TEXT, "text_wrap": True})
    sheet.put("A11", "{% endfor %}")
    sheet.put("A13:K13", "读到了什么", SECTION)
    sheet.line(14, [(label, HEAD) for label, _ in _TABLES])
    sheet.line(15, [(f"{{{{ 表格.{label} }}}}", look) for label, look in _TABLES])
    sheet.put("A16:C16", "合计", total(CENTRE))
    sheet.line(16, [(f"=SUM({column}15:{column}15)", total(COUNT)) for column in "DEFGHIJK"], "D")
    sheet.put("A17:K17", "读入行 = 入账 + 暂挂 + 未受理 + 重复 + 合计行 + 跳过行。", NOTE)
    sheet.heights({1: 44, 2: 34, 8: 26, 10: 20, 13: 26, 14: 22, 16: 22, 17: 18, **dict.fromkeys(range(3, 7), 20)})


def _problems(drawn: Drawn, sheet: Sheet) -> None:
    sheet.put("A1:K1", "问题清单　{{ 文件 }}", {**SECTION, "font_size": 14})
    sheet.put(
        "A2:K2", "请在您的原表里改正，再把整份表放进收件箱；已经入账的行不会重复记账。“单元格”是原表里的位置。", NOTE
    )
    sheet.line(3, [(label, HEAD) for label in ("序号", *(label for label, _, _ in _PROBLEMS))])
    sheet.line(4, [("{{ 序号 if 问题.级别 else '' }}", CENTRE)])
    keys = [label.replace("／", "或") for label, _, _ in _PROBLEMS]
    line = [(f"{{{{ 问题.{key}|默认('') }}}}", look) for key, (_, look, _) in zip(keys, _PROBLEMS, strict=True)]
    sheet.line(4, line, "B")
    sheet.put("A5:K5", "共 {{ 问题|个数 }} 条", NOTE)
    for word, fill in (("错误", "#F8CBAD"), ("提醒", "#FFE699")):
        form = drawn.book.add_format({"bg_color": fill})
        sheet.own.conditional_format("B4", {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form})
    sheet.heights({1: 28, 2: 18, 3: 24, 5: 18})
    sheet.heading_row(3)
