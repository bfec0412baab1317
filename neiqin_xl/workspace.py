"""A workspace: the folders that clerks see and the place where the books are kept."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.settings import Settings, default_toml, read_settings

SETTINGS_FILE = "neiqin.toml"
_OWN = ".neiqin"


class WorkspaceError(Exception):
    """There is no usable workspace; the text is a Chinese sentence for the person who asked."""


class WorkspaceBusy(WorkspaceError):  # noqa: N818 (a state to wait out, not a mistake)
    """Somebody else is writing to the workspace; the text says who."""


@dataclass(frozen=True)
class Workspace:
    """Where everything of one office lies (DESIGN §5)."""

    root: Path
    settings: Settings
    name: str

    @cached_property
    def inbox(self) -> Path:
        """Where clerks drop files."""
        return self.root / "inbox"

    @cached_property
    def working(self) -> Path:
        """Files being taken in; never looked at as new."""
        return self.inbox / words.WORKING_FOLDER.shown

    @cached_property
    def done(self) -> Path:
        """The originals, untouched, by month."""
        return self.inbox / words.DONE_FOLDER.shown

    @cached_property
    def outbox(self) -> Path:
        """Everything that is written for people."""
        return self.root / "outbox"

    @cached_property
    def list_of_day(self) -> Path:
        """What is to be done today."""
        return self.outbox / f"{words.TO_DO}.xlsx"

    @cached_property
    def status_page(self) -> Path:
        """Where things stand, for a screen on the wall."""
        return self.outbox / f"{words.STATUS_PAGE}.html"

    @cached_property
    def replies(self) -> Path:
        """One answer a drop."""
        return self.outbox / words.REPLY_FOLDER.shown

    @cached_property
    def masters(self) -> Path:
        """The master workbooks."""
        return self.outbox / words.MASTER_FOLDER.shown

    @cached_property
    def statements(self) -> Path:
        """Statements, a folder a period."""
        return self.outbox / words.STATEMENT_FOLDER.shown

    @cached_property
    def templates(self) -> Path:
        """The office's own templates; one that has the name of a shipped one is used instead of it."""
        return self.root / "workbook_templates"

    @cached_property
    def reports(self) -> Path:
        """Summaries and charts."""
        return self.outbox / words.REPORT_FOLDER.shown

    @cached_property
    def forms(self) -> Path:
        """Blank forms to fill in."""
        return self.outbox / words.FORM_FOLDER.shown

    @cached_property
    def own(self) -> Path:
        """What always lies in the workspace itself: its name for other folders, and its lock."""
        return self.root / _OWN

    @cached_property
    def state(self) -> Path:
        """Ledger, blobs, logs: on the local disk."""
        elsewhere = self.settings.state_dir
        if not elsewhere:
            return self.own
        # Two workspaces may name one state folder; each has its own place in it, also after it was renamed or moved.
        return self.root / Path(elsewhere).expanduser() / f"neiqin-{self.name}"

    @cached_property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.state / "ledger.db"

    @cached_property
    def blobs(self) -> Path:
        """Every byte that ever arrived, by content hash."""
        return self.state / "blobs"

    @cached_property
    def lock(self) -> Path:
        """The file whose operating-system lock the one writer holds, beside the inbox, where every computer sees it."""
        return self.own / "lock"

    @cached_property
    def logs(self) -> Path:
        """The rotating logs."""
        return self.state / "logs"


def open_workspace(folder: Path | str) -> Workspace:
    """The workspace at `folder`; WorkspaceError where there is none."""
    root = Path(folder).expanduser().resolve()
    file = root / SETTINGS_FILE
    if not file.is_file():
        raise WorkspaceError(
            f"“{root}”不是内勤工作区（没有 {SETTINGS_FILE}）。请换到工作区文件夹，或先用 neiqin init 建一个。"
        )
    return Workspace(root, read_settings(file), _name(root))


def create_workspace(folder: Path | str) -> Workspace:
    """Make the folders and the settings file where they are missing; whatever exists is left as it is."""
    root = Path(folder).expanduser().resolve()
    root.mkdir(parents=True, exist_ok=True)
    file = root / SETTINGS_FILE
    if not file.exists():
        machine.write_new(file, default_toml().encode("utf-8"))
    made = Workspace(root, read_settings(file), _name(root))
    for place in (made.inbox, made.replies, made.masters, made.statements, made.reports, made.blobs, made.logs):
        place.mkdir(parents=True, exist_ok=True)
    made.templates.mkdir(exist_ok=True)
    machine.lay_shortcut(made.inbox, words.INBOX_SHORTCUT.shown)
    machine.lay_shortcut(made.outbox, words.OUTBOX_SHORTCUT.shown)
    machine.lay_shortcut(made.templates, words.TEMPLATE_SHORTCUT.shown)
    return made


def _name(root: Path) -> str:
    """A name that the workspace keeps when it is renamed or moved; made the first time it is asked for."""
    file = root / _OWN / "name"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            machine.write_new(file, os.urandom(6).hex().encode("ascii"))
    return file.read_text(encoding="ascii").strip()
