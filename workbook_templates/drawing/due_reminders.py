"""到期提醒: what is due, by salesperson, and texts to send."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import called_of, listed, titled
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, Columns, Drawn, one_line

_PAPERS: Columns = (
    ("提醒", {**CENTRE, "bold": True}, 11),
    ("业务员", CENTRE, 9),
    ("客户编码", CODE, 10),
    ("客户名称", one_line(CELL), 32),
    ("结算方式", one_line(CENTRE), 13),
    ("类型", CENTRE, 8),
    ("单号", one_line(CODE), 15),
    ("单据日期", DATE, 12),
    ("未结金额", MONEY, 14),
    ("到期日", DATE, 12),
    ("离到期(天)", COUNT, 10),
    ("要做的事", CELL, 24),
)
_SOON = ("近期", "快到")
_SELLERS: Columns = (
    ("业务员", CELL, 14),
    ("客户数", COUNT, 9),
    *((title, MONEY, 15) for title in ("逾期", "今天到期", *_SOON, "合计")),
)
_TEXTS: Columns = (("业务员", CENTRE, 11), ("第几条", CENTRE, 8), ("消息", {**CELL, "valign": "top"}, 78))
_LOOKS = {"逾期": "#F8CBAD", "今天到期": "#FFE699"}


def due_reminders(folder: Path) -> None:
    """What is due, by salesperson, and texts to send."""
    with Drawn(folder, "到期提醒") as drawn:
        sheet = listed(drawn, "到期提醒", "单据", _PAPERS, {"离到期(天)": "离到期"})
        for stage, colour in _LOOKS.items():
            sheet.marked("A8", f'=$A8="{stage}"', {"bg_color": colour})
        sellers = drawn.sheet("{{ 按业务员.页名 }}", [width for *_, width in _SELLERS], landscape=True)
        above(sellers, len(_SELLERS))
        table(sellers, 6, "业务员", titled("业务员", _SELLERS, _SOON), called_of("业务员", None, _SOON))
        listed(drawn, "微信消息", "消息", _TEXTS, landscape=False, with_total=False, long=False)
