"""The command that lists the layouts which people settled, and takes one back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from neiqin_xl.faces.answers import as_json, tell
from neiqin_xl.faces.opening import desk_at, understood


@click.command(help="列出记住的版式：什么表头的表按什么单据读；--forget 取消一种。")
@click.option("--forget", "forgotten", metavar="版式编号", help="不再记得这种版式；以后又会问。")
@click.option("--source", metavar="办事处", help="只取消这个办事处的；不写就各处的都取消。")
@as_json
@click.pass_obj
def layouts(workspace: Path, forgotten: str | None, source: str | None, *, as_json: bool) -> int:
    """List what is remembered, or forget one of it."""
    if source is not None and forgotten is None:
        raise click.UsageError("--source 要和 --forget 一起写。")
    desk = desk_at(workspace)
    if forgotten is None:
        return tell(desk.layouts(), _told, as_json=as_json)
    result = understood(lambda: desk.forget_layout(forgotten, source=source))
    return tell(result, lambda answer: [answer["message"]], as_json=as_json)


def _told(remembered: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Two lines and more a layout: what it is read as, its headers, and the columns that were named."""
    from neiqin_xl.sheets import sheet_types

    none = True
    for one in remembered:
        none = False
        kind = sheet_types().get(one["type"])
        shown = kind.word.shown if kind is not None else one["type"]
        since = f"批次 {one['batch']}，{one['when']} 起，读过 {one['files']} 个文件"
        yield f"{one['layout']}  {one['source'] or '所有办事处'}：按“{shown}”读（{since}）"
        yield f"    表头：{'、'.join(one['headers'])}"
        for header, name in one["map"].items():
            field = kind.field[name].shown if kind is not None and kind.has(name) else name
            yield f"    “{header}”这一列是“{field}”（{name}）"
        if one["overruled"]:
            yield "    neiqin.toml 的 [layouts] 里也写了这种版式，以那里为准"
    if none:
        yield "还没有记住任何版式。用 neiqin run 文件 --type 类型 处理认不出的表，它的版式就会记住。"
