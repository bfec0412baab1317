"""The command that lays packs for salespersons and offices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from neiqin_xl.faces.answers import as_json, tell
from neiqin_xl.faces.asking import pdf_wanted
from neiqin_xl.faces.opening import desk_at, understood


@click.command(help="按业务员、按办事处各做一个文件夹：客户的对账单、对账函、催款通知，和一份内部清单。")
@click.option("--period", required=True, metavar="期间", help="哪个账期的对账单，例如 2026-10、上月。")
@pdf_wanted
@as_json
@click.pass_obj
def pack(workspace: Path, period: str, *, pdf: bool | None, as_json: bool) -> int:
    """Lay the packs of a period."""
    desk = desk_at(workspace)
    result = understood(lambda: desk.pack(period, pdf=pdf))
    return tell(result, _told, as_json=as_json)


def _told(result: Mapping[str, Any]) -> Iterator[str]:
    from neiqin_xl.faces.telling import told_written

    yield from told_written(result)
    yield f"一共 {result['packs']} 个文件夹，在“对账资料”里；名字以“内部”开头的清单不要发给客户。"
