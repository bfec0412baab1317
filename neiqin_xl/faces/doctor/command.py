"""The command that says what is wrong with the set-up of this computer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from neiqin_xl.faces.answers import DONE, WITH_ERRORS, as_json

_MARKS = {"well": "好　", "mind": "注意", "bad": "不行"}


@click.command(help="检查这台电脑装得对不对：Python、Excel 或 WPS、宏、文件夹、监视程序、字体、时钟等等。")
@as_json
@click.pass_obj
def doctor(workspace: Path, *, as_json: bool) -> int:
    """Look at everything and tell it; 1 where something does not work."""
    from neiqin_xl.faces.doctor.checks import Patient, State, examined, opened_at
    from neiqin_xl.machine.computer import Computer

    found, trouble = opened_at(workspace)
    is_watched = False
    if found is not None:
        is_watched, trouble = _watched(workspace)
    told = examined(Patient(Computer(), found, is_watched, date.today(), trouble))  # noqa: DTZ011 - the clerk's own day
    listed = [{"name": one.name, "state": one.state.value, "message": one.text} for one in told]
    if as_json:
        import json

        click.echo(json.dumps({"checks": listed}, ensure_ascii=False, indent=2))
    else:
        for line in _lines(listed):
            click.echo(line)
    return WITH_ERRORS if any(one.state is State.BAD for one in told) else DONE


def _lines(listed: Iterable[dict[str, str]]) -> Iterator[str]:
    told = list(listed)
    for one in told:
        yield f"【{_MARKS[one['state']]}】{one['name']}：{one['message']}"
    bad = sum(one["state"] == "bad" for one in told)
    yield f"有 {bad} 项不行，请照上面说的改，再查一次。" if bad else "没有不行的地方。"


def _watched(workspace: Path) -> tuple[bool, str]:
    """Whether a watcher lives there; and why the books cannot be opened, "" where they can."""
    from neiqin_xl.desk import Desk
    from neiqin_xl.workspace import WorkspaceError

    try:
        with Desk(workspace) as desk:
            return desk.is_served(), ""
    except WorkspaceError as error:
        return False, str(error)
