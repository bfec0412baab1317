"""The desk that a command works at, and its refusals as sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from neiqin_xl.faces.chinese import Failure

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk


def desk_at(workspace: Path) -> Desk:
    """The desk of that workspace, closed when the command ends; errors where there is none or its settings are bad."""
    from neiqin_xl.desk import Desk
    from neiqin_xl.logs import start_log

    desk = click.get_current_context().with_resource(Desk(workspace))
    start_log(desk.workspace.logs)
    if desk.settings.layouts or desk.settings.spellings:
        from neiqin_xl.faces.configured import require_known_names

        require_known_names(desk.settings)
    return desk


def understood(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The desk's answer; where it does not know a name that was typed, its sentence is the refusal."""
    try:
        return ask()
    except ValueError as refusal:
        raise Failure(str(refusal)) from None
