"""The command that builds the workbook with buttons for a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from neiqin_xl.faces.answers import DONE
from neiqin_xl.faces.chinese import Failure
from neiqin_xl.faces.opening import desk_at

_MODES = {
    "auto": "先用本机的 Python，启动不了就请监视程序办",
    "python": "只用本机的 Python",
    "request": "只请监视程序办（本机没有 Python、或杀毒软件不让 Excel 启动程序）",
}
_HELP = "做一份带按钮的 内勤工作台.xlsm；路径是文件夹或文件名。不能用宏的电脑，用工作区里的 工作台.xlsx。"


@click.command(help=_HELP)
@click.argument("path", metavar="路径", type=click.Path(path_type=Path))
@click.option(
    "--mode",
    type=click.Choice(list(_MODES)),
    default="auto",
    metavar="办法",
    help="按钮怎么办事：" + "；".join(f"{name} {about}" for name, about in _MODES.items()) + "。",
)
@click.option(
    "--seen-as",
    metavar="文件夹",
    help="给别的电脑用的：那台电脑上看到的工作区文件夹，例如 \\\\服务器\\内勤。按钮都请监视程序办。",
)
@click.pass_obj
def workbench(workspace: Path, path: Path, mode: str, seen_as: str | None) -> int:
    """Build the workbench and say what to do with it."""
    from neiqin_xl import machine
    from neiqin_xl.faces.workbench.build import MACRO_BOOK, build_workbench
    from neiqin_xl.faces.workbench.choices import choices_of
    from neiqin_xl.faces.workbench.plain import PLAIN_BOOK, build_plain
    from neiqin_xl.faces.workbench.requests import requests_folder
    from neiqin_xl.faces.workbench.texts import place_of, seen_from_elsewhere

    desk = desk_at(workspace)
    target = path if path.suffix.lower() == ".xlsm" else path / MACRO_BOOK
    requests_folder(desk.workspace)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place = place_of(desk.workspace.root, desk.workspace.inbox, machine.windowless_interpreter(), mode)
        if seen_as:
            place = seen_from_elsewhere(place, seen_as)
        choices = choices_of(desk.books)
        build_workbench(target, place, choices)
        build_plain(desk.workspace.root / PLAIN_BOOK, choices)
    except OSError as error:
        if not machine.is_busy(error):
            raise
        raise Failure(f"“{target.name}”或“{PLAIN_BOOK}”正被打开，请关掉再做一次。") from None
    click.echo(f"做好了：{target}")
    click.echo(f"不能用宏的电脑，用：{desk.workspace.root / PLAIN_BOOK}")
    click.echo("请双击打开；第一次会问要不要启用宏，请选“启用内容”。按钮不动的话，请运行 neiqin doctor。")
    return DONE
