"""The command that holds a customer's own statement against the books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from neiqin_xl.faces.answers import as_json, tell
from neiqin_xl.faces.opening import desk_at, understood


@click.command(help="客户自己的对账单和我方账逐笔核对，做一份核对表；什么都不入账。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--customer", metavar="客户", help="是哪家客户的表：编码、全称或简称；不写就从表里和文件名里认。")
@click.option("--period", metavar="期间", help="例如 2026-11、2026-10-26/2026-11-25；不写就从表里认。")
@as_json
@click.pass_obj
def reconcile(workspace: Path, file: Path, customer: str | None, period: str | None, *, as_json: bool) -> int:
    """Reconcile a file."""
    desk = desk_at(workspace)
    result = understood(lambda: desk.reconcile(file, customer=customer, period=period))
    return tell(result, _told, as_json=as_json)


def _told(result: Mapping[str, Any]) -> Iterator[str]:
    """A few lines a customer: the counts, the way from our balance to theirs, and where the workbook lies."""
    from neiqin_xl.desk.reconciling import steps_in_words

    for one in result["statements"]:
        yield f"{one['customer']['name']}　{one['period']}　{one['currency']}"
        yield (
            f"  相符 {one['matched']} 笔，有出入 {one['differing']} 笔，仅我方有 {one['only_ours']} 笔，"
            f"仅对方有 {one['only_theirs']} 笔，待确认 {one['to_confirm']} 笔"
        )
        yield from (f"  {said}" for said in steps_in_words(one))
        yield f"  核对表：{one['workbook']}"
    for waiting in result["pending"]:
        yield f"  {waiting['reason']}"
