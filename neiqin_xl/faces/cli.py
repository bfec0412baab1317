"""The command line, `neiqin`: each command asks the desk and tells its answer in Chinese, or as JSON with --json."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from neiqin_xl import __version__, machine
from neiqin_xl.faces.answers import COULD_NOT, DONE, WITH_ERRORS, as_json, tell
from neiqin_xl.faces.asking import count, existing, header_map, known_type, pdf_wanted
from neiqin_xl.faces.benching import workbench
from neiqin_xl.faces.chinese import Failure, Group, speak_chinese
from neiqin_xl.faces.doctor.command import doctor
from neiqin_xl.faces.issuing import close, issue, statement
from neiqin_xl.faces.layouts import layouts
from neiqin_xl.faces.listing import reports, rules, types
from neiqin_xl.faces.opening import desk_at, understood
from neiqin_xl.faces.packing import pack
from neiqin_xl.faces.progress import progress_bar
from neiqin_xl.faces.reconciling import reconcile
from neiqin_xl.faces.shipping import distribute, slip
from neiqin_xl.faces.starting import autostart, shortcuts
from neiqin_xl.faces.templates import template

_WITH_ERRORS = frozenset({"partly", "held", "rejected"})

_ABOUT = """内勤：把各种格式的订单、发货、退货表格收进台账，做出对账单和报表。

表格放进工作区的收件箱（inbox），结果在输出（outbox），用 Excel 或 WPS 打开。"""

fixed_type = click.option(
    "--type", "sheet_type", metavar="类型", help="指定表的类型，例如 order 或 订单，不再自动识别。"
)
header_pairs = click.option(
    "--map", "pairs", metavar="表头=字段", multiple=True, help="这个表头就是这个字段，例如 --map 件数=qty；可写多次。"
)


@click.group(cls=Group, help=_ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path),
    envvar="NEIQIN_WORKSPACE",
    default=".",
    metavar="文件夹",
    help="工作区文件夹；不写就用环境变量 NEIQIN_WORKSPACE，再没有就用当前文件夹。",
)
@click.version_option(__version__, "-V", "--version", message="neiqin %(version)s", help="显示版本号。")
@click.pass_context
def cli(ctx: click.Context, workspace: Path) -> None:
    """Remember where the workspace is."""
    ctx.obj = workspace


@cli.command(help="建一个新的工作区（已有的文件不会动）。")
@click.argument("folder", metavar="[文件夹]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def init(workspace: Path, folder: Path | None) -> int:
    """Make a workspace and say the next three steps."""
    from neiqin_xl.desk import Desk

    made = Desk.create(folder or workspace).workspace
    click.echo(f"工作区建好了：{made.root}")
    click.echo(f"1. 把表格放进“{made.inbox}”，每个办事处可以建一个子文件夹。")
    click.echo(f'2. 运行 neiqin -w "{made.root}" run 处理一次，或 watch 一直看守。')
    click.echo(f"3. 在“{made.replies}”里看处理结果，在“{made.masters}”里看台账。")
    return DONE


@cli.command(help="建一个演示工作区：三个办事处一个月的表格，故意带错，处理给您看。")
@click.argument("folder", metavar="[文件夹]", default="neiqin演示", type=click.Path(path_type=Path))
@as_json
def demo(folder: Path, *, as_json: bool) -> int:
    """Make the demo, or drop its files once more, and say where to look."""
    from neiqin_xl.demo.tour import NotADemo, take_tour
    from neiqin_xl.faces.telling import told_tour

    try:
        with progress_bar("处理演示表格") as tick:
            tour = take_tour(folder, progress=tick)
    except NotADemo as refusal:
        raise Failure(str(refusal)) from None
    return tell(tour, told_tour, as_json=as_json)


@cli.command(
    help="处理一次收件箱（或写明的文件），更新台账和报表。写明文件又写 --type 或 --map 的，这种版式以后都这样读。"
)
@click.argument("files", metavar="[文件]...", nargs=-1, type=click.Path(path_type=Path), callback=existing)
@fixed_type
@header_pairs
@as_json
@click.pass_obj
def run(
    workspace: Path, files: tuple[Path, ...], sheet_type: str | None, pairs: tuple[str, ...], *, as_json: bool
) -> int:
    """Take in the inbox, or the files, once."""
    from neiqin_xl.faces.inbox import taken_in
    from neiqin_xl.faces.telling import told_intake

    desk = desk_at(workspace)
    with progress_bar("处理") as tick:
        result = understood(lambda: taken_in(desk, files, known_type(sheet_type), header_map(pairs), tick))
    desk.show_status()
    tell(result, told_intake, as_json=as_json)
    taken, left = result["files"], result["left"]
    if not taken and any(one["why"] != "empty" for one in left):
        return COULD_NOT
    return WITH_ERRORS if left or any(file["errors"] or file["verdict"] in _WITH_ERRORS for file in taken) else DONE


@cli.command(help="一直看守收件箱，放进来的表格自动处理；按 Ctrl-C 结束。")
@click.option("--once", is_flag=True, help="处理完现有的文件就结束。")
@click.pass_obj
def watch(workspace: Path, *, once: bool) -> int:
    """Take in whatever settles in the inbox until interrupted."""
    from neiqin_xl.faces.watcher import watch as keep_watch

    return keep_watch(desk_at(workspace), once=once, say=click.echo)


@cli.command(help="试读表格：说明会怎样处理，什么都不写；没有工作区也能用。")
@click.argument("files", metavar="文件...", nargs=-1, required=True, type=click.Path(path_type=Path), callback=existing)
@fixed_type
@header_pairs
@as_json
@click.pass_obj
def check(
    workspace: Path, files: tuple[Path, ...], sheet_type: str | None, pairs: tuple[str, ...], *, as_json: bool
) -> int:
    """Say what would become of the files."""
    from neiqin_xl.desk import check_files
    from neiqin_xl.faces.telling import told_check

    look = desk_at(workspace).check if (workspace / "neiqin.toml").is_file() else check_files
    result = understood(lambda: look(files, fixed_type=known_type(sheet_type), mapping=header_map(pairs)))
    tell(result, told_check, as_json=as_json)
    return WITH_ERRORS if any(_has_errors(file) for file in result["files"]) else DONE


@cli.command(help="现在的情况：等着处理的、暂挂的、已入账的、没能更新的。")
@as_json
@click.pass_obj
def status(workspace: Path, *, as_json: bool) -> int:
    """Say where things stand."""
    from neiqin_xl.faces.inbox import empty_files, listing_of, unreachable
    from neiqin_xl.faces.telling import told_status

    desk = desk_at(workspace)
    listing = listing_of(desk.workspace)
    more = {"empty": len(empty_files(listing)), "unreachable": unreachable(listing, desk.workspace.inbox)}
    return tell(desk.status() | more, told_status, as_json=as_json)


@cli.command(help="列出处理过的批次，最近的在前；每投一个文件是一批。")
@click.option("-n", "--limit", default="50", callback=count, show_default=True, metavar="个数", help="最多列几批。")
@as_json
@click.pass_obj
def batches(workspace: Path, limit: int, *, as_json: bool) -> int:
    """List the batches, newest first."""
    from neiqin_xl.faces.telling import told_batches

    return tell(desk_at(workspace).batches(limit), told_batches, as_json=as_json)


@cli.command(help="撤销一批：这一批入的账全部退回，原件还在。")
@click.argument("batch", metavar="[批次号]", required=False, callback=count)
@click.option("--last", is_flag=True, help="撤销最近一批。")
@click.option("--preview", is_flag=True, help="只看撤销以后会怎样，不撤销。")
@as_json
@click.pass_obj
def undo(workspace: Path, batch: int | None, *, last: bool, preview: bool, as_json: bool) -> int:
    """Take a batch back."""
    if (batch is None) is not last:
        raise click.UsageError("请写一个批次号（用 neiqin batches 查），或者写 --last 撤销最近一批。")
    desk = desk_at(workspace)
    result = desk.undo(batch, preview=preview)
    if not (result["undone"] or result.get("possible")):
        raise Failure(result["message"])
    desk.show_status()
    return tell(result, lambda answer: [answer["message"]], as_json=as_json)


@cli.command(help="核对账目：行数、金额、批次、台账是否处处对得上。")
@as_json
@click.pass_obj
def verify(workspace: Path, *, as_json: bool) -> int:
    """Check every invariant of the books."""
    from neiqin_xl.faces.telling import told_checks

    result = desk_at(workspace).verify()
    tell(result, told_checks, as_json=as_json)
    return DONE if result["ok"] else WITH_ERRORS


@cli.command(help="做一张报表；有哪些报表，用 neiqin reports 看。")
@click.argument("name", metavar="报表")
@click.option("--period", metavar="期间", help="例如 2026-10、2026-W44、本月；不写就是最近的一期。")
@click.option("--customer", metavar="客户", help="只要给一个客户的：编码、全称或简称；按客户做的单子才有。")
@pdf_wanted
@as_json
@click.pass_obj
def report(
    workspace: Path, name: str, period: str | None, customer: str | None, *, pdf: bool | None, as_json: bool
) -> int:
    """Write one report."""
    from neiqin_xl.faces.telling import told_written

    desk = desk_at(workspace)
    result = understood(lambda: desk.report(name, period, customer=customer, pdf=pdf))
    return tell(result, told_written, as_json=as_json)


@cli.command(help="做录入模板：每种单据各一份空表，带下拉列表和检查；没有工作区也能做。")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="文件夹", help="放到这个文件夹里；不写就放进工作区的 outbox。"
)
@as_json
@click.pass_obj
def forms(workspace: Path, output: Path | None, *, as_json: bool) -> int:
    """Write the input forms."""
    from neiqin_xl.faces.telling import told_forms

    if output is not None and not (workspace / "neiqin.toml").is_file():
        from neiqin_xl.desk.forms import forms_into

        return tell(forms_into(output), told_forms, as_json=as_json)
    return tell(desk_at(workspace).forms(output), told_forms, as_json=as_json)


for of_papers in (statement, issue, pack, close, reconcile, template, slip, distribute):
    cli.add_command(of_papers)
for of_the_set_up in (workbench, shortcuts, autostart, doctor, layouts, types, rules, reports):
    cli.add_command(of_the_set_up)


def main() -> NoReturn:
    """Run the command of `sys.argv` and end the process: 0 done, 1 done with errors found in files, 2 could not."""
    machine.steady_console()
    code = answered(sys.argv[1:])
    # All that is left goes with the process: searching it for garbage takes as long as reading ten files.
    gc.freeze()
    sys.exit(code)


def answered(arguments: list[str]) -> int:
    """Run one command and give its exit code; whatever goes wrong is said in a sentence on standard error."""
    speak_chinese()
    try:
        code = cli.main(arguments, prog_name="neiqin", standalone_mode=False)
    except click.ClickException as refusal:
        refusal.show()
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。没有处理完的文件都还在，下次接着处理。", err=True)
    except Exception as error:  # noqa: BLE001 - a clerk never sees a traceback
        from neiqin_xl.faces.refusing import sentence_of

        click.echo(f"错误：{sentence_of(error, arguments)}", err=True)
    else:
        return code if isinstance(code, int) else DONE
    return COULD_NOT


def _has_errors(file: Mapping[str, Any]) -> bool:
    findings = [finding for table in file.get("sheets", ()) for finding in table["findings"]]
    return file["verdict"] in _WITH_ERRORS or any(finding["severity"] == "error" for finding in findings)
