"""The public API: everything that can be done with a workspace, for faces and for programs."""

from neiqin_xl.desk.desk import Desk
from neiqin_xl.desk.loose_files import check_files
from neiqin_xl.desk.templates import TemplateRefused, check_template, fill_template
from neiqin_xl.workspace import WorkspaceBusy, WorkspaceError

__all__ = [
    "Desk",
    "TemplateRefused",
    "WorkspaceBusy",
    "WorkspaceError",
    "check_files",
    "check_template",
    "fill_template",
]
