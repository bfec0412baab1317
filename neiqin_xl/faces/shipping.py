"""The commands for shipping papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from neiqin_xl.faces.answers import as_json, tell
from neiqin_xl.faces.opening import desk_at, understood


@click.command(help="打印送货单：写单号就出那几张，--order 按订单出草稿，都不写就出一天（--period）的。")
@click.argument("numbers", metavar="[送货单号]...", nargs=-1)
@click.option("--order", "orders", metavar="订单号", multiple=True, help="这张订单没发完的货出一份草稿；可写多次。")
@click.option("--period", metavar="期间", help="哪几天发的货，例如 2026-11-20、昨天、2026-11；不写就是今天。")
@as_json
@click.pass_obj
def slip(
    workspace: Path, numbers: tuple[str, ...], orders: tuple[str, ...], period: str | None, *, as_json: bool
) -> int:
    """Write slips, or drafts of slips."""
    from neiqin_xl.faces.telling import told_written

    if period and (numbers or orders):
        raise click.UsageError("写了送货单号或 --order，就不用写 --period。")
    desk = desk_at(workspace)
    result = understood(lambda: desk.slips(numbers, orders=orders, period=period))
    return tell(result, told_written, as_json=as_json)


@click.command(help="把订单的变动分发给生产、仓库、物流：只发新增、变更、取消的，发过的记下来，下次不再发。")
@click.argument("departments", metavar="[部门]...", nargs=-1)
@as_json
@click.pass_obj
def distribute(workspace: Path, departments: tuple[str, ...], *, as_json: bool) -> int:
    """Hand out what is new."""
    desk = desk_at(workspace)
    result = understood(lambda: desk.distribute(departments))
    return tell(result, _told_distribution, as_json=as_json)


def _told_distribution(result: Mapping[str, Any]) -> Iterator[str]:
    from neiqin_xl.faces.telling import told_pending

    yield from (str(path) for path in result["written"])
    for one in result["handed_out"]:
        yield f"{one['department']}：分发了 {one['lines']} 行变动。"
    if result["unchanged"]:
        yield f"{'、'.join(result['unchanged'])}：和上次分发的一样，不用再发。"
    yield from told_pending(result["pending"])
