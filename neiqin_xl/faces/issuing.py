"""The commands that write statements, issue them and close months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from neiqin_xl.faces.answers import DONE, WITH_ERRORS, as_json, tell
from neiqin_xl.faces.asking import pdf_wanted
from neiqin_xl.faces.opening import desk_at, understood
from neiqin_xl.money import grouped

_SHOWN = 50


@click.command(help="做客户对账单草稿，一个客户一个文件。")
@click.option("--period", required=True, metavar="期间", help="例如 2026-10、2026-Q4、上月、2026-10-01/2026-10-15。")
@click.option("--customer", metavar="客户", help="只做一个客户：编码、全称或简称。")
@click.option("--all", "everybody", is_flag=True, help="做所有有往来的客户（不写 --customer 也是这样）。")
@click.option(
    "--kind",
    type=click.Choice(["detailed", "papers", "open"]),
    metavar="式样",
    help="detailed 逐行明细；papers 一张单一行；open 只列未结的单据。不写就照设置。",
)
@pdf_wanted
@as_json
@click.pass_obj
def statement(
    workspace: Path,
    period: str,
    customer: str | None,
    kind: str | None,
    *,
    everybody: bool,
    pdf: bool | None,
    as_json: bool,
) -> int:
    """Write draft statements."""
    from neiqin_xl.faces.telling import told_written

    if customer and everybody:
        raise click.UsageError("--customer 和 --all 只能写一个。")
    desk = desk_at(workspace)
    result = understood(lambda: desk.statement(period, customer=customer, kind=kind, pdf=pdf))
    return tell(result, told_written, as_json=as_json)


@click.command(help="签发对账单：编号、留底，以后不再改。没有签发的逐家说明原因；草稿用 neiqin statement 看。")
@click.option("--period", required=True, metavar="期间", help="已经结束的账期，例如 2026-10、上月。")
@click.option("--customer", metavar="客户", help="只签发一个客户：编码、全称或简称。")
@click.option("--all", "everybody", is_flag=True, help="签发所有客户（不写 --customer 也是这样）。")
@pdf_wanted
@as_json
@click.pass_obj
def issue(
    workspace: Path, period: str, customer: str | None, *, everybody: bool, pdf: bool | None, as_json: bool
) -> int:
    """Issue the statements of a period."""
    if customer and everybody:
        raise click.UsageError("--customer 和 --all 只能写一个。")
    desk = desk_at(workspace)
    result = understood(lambda: desk.issue(period, customer=customer, pdf=pdf))
    tell(result, told_issued, as_json=as_json)
    return WITH_ERRORS if result["not_issued"] or result["refused"] else DONE


@click.command(help="结账：一个月的账冻结，以后到的单据计入下一个账期。还有没办完的，先列出来，不结。")
@click.argument("month", metavar="月份")
@click.option("--anyway", is_flag=True, help="有没办完的也照现在的数结账（例如客户一直没有回签的争议）。")
@as_json
@click.pass_obj
def close(workspace: Path, month: str, *, anyway: bool, as_json: bool) -> int:
    """Close a month."""
    desk = desk_at(workspace)
    result = understood(lambda: desk.close_month(month, anyway=anyway))
    tell(result, told_closing, as_json=as_json)
    return DONE if result["closed"] else WITH_ERRORS


def told_issued(result: Mapping[str, Any]) -> Iterator[str]:
    """What was issued, what is as it was, and who is missing and why."""
    from neiqin_xl.faces.telling import told_pdf, told_pending, told_refused

    made, missing = result["issued"], result["not_issued"]
    for one in made:
        version = f"（第 {one['version']} 版）" if one["version"] > 1 else ""
        yield f"{one['number']}{version}　{_whose(one)}　期末余额 {grouped(one['closing'])}"
    yield f"签发了 {len(made)} 份，原样不变的 {len(result['unchanged'])} 份，没有签发的 {len(missing)} 份。"
    yield from _listed(missing)
    yield from told_refused(result["refused"])
    yield from told_pending(result["pending"])
    yield from told_pdf(result)


def told_closing(result: Mapping[str, Any]) -> Iterator[str]:
    """Whether the month is closed, and what is not done yet."""
    yield result["message"]
    yield from _listed(result["waiting"])
    yield from result["published"]


def _listed(found: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in found[:_SHOWN]:
        yield f"{_whose(one)}：{one['reason']}"
    if len(found) > _SHOWN:
        yield f"另有 {len(found) - _SHOWN} 家，见对账单目录。"


def _whose(one: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (one["code"], one["customer"], one.get("company"), one.get("currency"))))
