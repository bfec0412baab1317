"""The commands that lay shortcuts onto the desktop and have the watcher started at logon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from neiqin_xl.faces.answers import COULD_NOT, DONE
from neiqin_xl.faces.chinese import Failure
from neiqin_xl.faces.opening import desk_at

_STARTERS = (
    ("立即处理收件箱", ("run",)),
    ("监视收件箱", ("watch",)),
    ("内勤情况", ("status",)),
    ("内勤体检", ("doctor",)),
)


def command_line(interpreter: Path, workspace: Path, words: Sequence[str]) -> list[str]:
    """What runs a command of this program in that workspace."""
    start = "from neiqin_xl.faces.cli import main; main()"
    return [str(interpreter), "-P", "-c", start, "-w", str(workspace), *words]


@click.command(help="在桌面放几个图标：双击就处理收件箱、看情况，不用命令行。")
@click.argument("folder", metavar="[文件夹]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def shortcuts(workspace: Path, folder: Path | None) -> int:
    """Lay them, and say where."""
    import sys

    from neiqin_xl.machine.starting import desktop, lay_starter

    desk = desk_at(workspace)
    target = folder or desktop()
    if not target.is_dir():
        raise Failure(f"没有“{target}”这个文件夹。请写出桌面的文件夹：neiqin shortcuts 文件夹。")
    for name, words in _STARTERS:
        line = command_line(Path(sys.executable), desk.workspace.root, words)
        click.echo(f"放好了：{lay_starter(target, name, line)}")
    return DONE


@click.command(help="开机登录以后自动运行监视程序；--remove 取消。")
@click.option("--remove", is_flag=True, help="不再自动运行。")
@click.pass_obj
def autostart(workspace: Path, *, remove: bool) -> int:
    """Make the task, or take it back."""
    from neiqin_xl import machine
    from neiqin_xl.machine.computer import Computer
    from neiqin_xl.machine.starting import no_start_at_logon, start_at_logon

    desk = desk_at(workspace)
    name = f"neiqin-{desk.workspace.name}"
    line = command_line(machine.windowless_interpreter(), desk.workspace.root, ("watch",))
    if not Computer.windows:
        click.echo("开机自动运行只有 Windows 能这样设。在这里请把下面这一行加进系统的自动启动里：")
        click.echo(" ".join(f'"{one}"' if " " in one else one for one in line))
        return COULD_NOT
    if remove:
        click.echo("取消了，以后登录不再自动运行。" if no_start_at_logon(name) else "没有设过自动运行。")
        return DONE
    if not start_at_logon(name, line):
        raise Failure(
            "系统不让建计划任务。请找网管，或者把桌面上的“监视收件箱”放进“启动”文件夹（Win+R，输入 shell:startup）。"
        )
    click.echo("设好了：以后登录就自动运行，现在已经开始看守收件箱。")
    return DONE
