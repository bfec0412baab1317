"""An opened workspace: its settings, ledger, books, log, clock and lock, before anything is done with it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from neiqin_xl.dates import Period, parse_period
from neiqin_xl.desk.holding import Holding
from neiqin_xl.logs import start_log
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types
from neiqin_xl.workspace import Workspace, WorkspaceError, open_workspace

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.postings import Defaults
    from neiqin_xl.ledger.store import Ledger


class OpenedWorkspace:
    """One workspace, open. Reading needs nothing; whoever writes holds the workspace lock for that while."""

    def __init__(
        self, workspace: Path | str, *, today: date | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        """Open the workspace at that folder; WorkspaceError where there is none.

        `today` and `now` replace the clock.
        """
        self.workspace: Workspace = open_workspace(workspace)
        self._now = now or (lambda: datetime.now().astimezone().replace(tzinfo=None))
        self._today = today
        self._holding = Holding(self.workspace)

    @property
    def settings(self) -> Settings:
        """The workspace's settings."""
        return self.workspace.settings

    @property
    def _defaults(self) -> Defaults:
        from neiqin_xl.ledger.postings import defaults_of

        return defaults_of(self.settings)

    def now(self) -> datetime:
        """This moment, without its time zone."""
        return self._now()

    @property
    def today(self) -> date:
        """The day on which all is reckoned."""
        return self._today or self._now().date()

    @cached_property
    def log(self) -> logging.Logger:
        """The workspace's log."""
        return start_log(self.workspace.logs)

    @cached_property
    def ledger(self) -> Ledger:
        """The open ledger; derived data are recomputed where a new version declares more than was stored.

        So they are where the settings say that customers owe from another day on, name another company or currency of
        our own, or say how far entries of one payment may be apart.
        """
        from neiqin_xl.ledger.derive import derived_with, rebuild
        from neiqin_xl.ledger.doubles import count_by, days_counted, days_said
        from neiqin_xl.ledger.store import Ledger, NewerLedger

        try:
            opened = Ledger(self.workspace.ledger, sheet_types())
        except NewerLedger as error:
            raise WorkspaceError(str(error)) from None
        is_old = opened.migrated and opened.one("SELECT 1 FROM paper LIMIT 1") is not None
        # Empty books remember the settings as well: whoever replays them asks for them.
        days = days_said(self.settings.tolerances)
        if is_old or derived_with(opened) != self._defaults or days_counted(opened) != days:
            with opened.transaction():
                count_by(opened, days)
                rebuild(opened, self._defaults)
        return opened

    def lay_out_books(self) -> None:
        """Make the ledger where there is none, so that nobody's first drop waits for it."""
        self.ledger.meta("version")

    @property
    def books(self) -> Books:
        """The books as of today."""
        from neiqin_xl.ledger.books import Books

        return Books(self.ledger, self.today, settings=self.settings, **self._defaults._asdict())

    def close(self) -> None:
        """Let go of the ledger and the lock."""
        if "ledger" in self.__dict__:
            self.__dict__.pop("ledger").close()
        self._holding.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the workspace lock; WorkspaceBusy where somebody else does. May be nested."""
        return self._holding.writing()

    def _period(self, text: str) -> Period:
        return parse_period(text, self.today, self.settings.week_start)

    def _publishing(self) -> Publishing:
        from neiqin_xl.desk.hand_edits import forget_settled_edits
        from neiqin_xl.desk.publishing import Publishing

        forget_settled_edits(self.workspace, self.ledger)
        return Publishing(self.workspace, self.ledger, self.books, self._now())
