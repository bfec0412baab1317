"""The public API: everything that can be done with a workspace, for faces and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.desk.desk import Desk
from neiqin_xl.workspace import WorkspaceBusy, WorkspaceError

if TYPE_CHECKING:
    from neiqin_xl.desk.loose_files import check_files
    from neiqin_xl.desk.templates import TemplateRefused, check_template, fill_template

__all__ = [
    "Desk",
    "TemplateRefused",
    "WorkspaceBusy",
    "WorkspaceError",
    "check_files",
    "check_template",
    "fill_template",
]


def __getattr__(name: str) -> object:
    # Imported on first use: taking in a drop needs neither.
    if name == "check_files":
        from neiqin_xl.desk.loose_files import check_files

        return check_files
    if name in ("TemplateRefused", "check_template", "fill_template"):
        from neiqin_xl.desk import templates

        return getattr(templates, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
