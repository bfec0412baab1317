"""Which dropped files have come to rest: looks at files go in, files to take in come out. No clock, no disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from neiqin_xl.dropped import Look

PATIENCE_SECONDS = 600
"""How long a file may lie still without being whole before it is handed over as it is, to get its answer."""

SLOWEST_SECONDS = 30
"""The longest pause between two tries of a file that has to wait."""

_TEXT = frozenset({".csv", ".tsv", ".txt"})


@dataclass
class _Wait:
    """One file's wait: its look, when it first looked so, when it was last seen, and when to try it next."""

    look: Look
    arrived: float
    since: float
    last: float
    due: float
    resting: bool = False
    mentioned: bool = False


def _always(path: Path) -> bool:
    del path
    return True


class Settling:
    """The files that are waiting to come to rest. All times are seconds of one clock that never goes back.

    A file has settled when two equal looks lie `quiet_seconds` apart and it is whole. One that stays incomplete is
    handed over after `PATIENCE_SECONDS` all the same, text that has any bytes after `csv_quiet_seconds`, since text
    cannot prove that it is whole. A file stays here until it is gone: if it is still there after it was taken, it
    comes again, ever more slowly, unless it is told to rest.
    """

    def __init__(self, quiet_seconds: float, csv_quiet_seconds: float) -> None:
        self._quiet = quiet_seconds
        self._csv_quiet = csv_quiet_seconds
        self._waits: dict[Path, _Wait] = {}

    def __contains__(self, path: Path) -> bool:
        return path in self._waits

    def see(self, path: Path, look: Look | None, now: float) -> None:
        """Note how a file looks. A changed look starts its wait again; None forgets it."""
        if look is None:
            self.forget(path)
            return
        wait = self._waits.get(path)
        if wait is None:
            self._waits[path] = _Wait(look, arrived=now, since=now, last=now, due=now + self._quiet)
        elif wait.look != look:
            wait.look, wait.since, wait.last, wait.due = look, now, now, now + self._quiet
            wait.resting = False
        else:
            wait.last = now

    def see_all(self, looks: Mapping[Path, Look], now: float, unseen: Iterable[Path] = ()) -> None:
        """Note a whole listing. Files that it lacks are forgotten, but for those at or below an `unseen` path."""
        blind = tuple(unseen)
        for path in [path for path in self._waits if path not in looks]:
            if not any(path.is_relative_to(folder) for folder in blind):
                self.forget(path)
        for path, look in looks.items():
            self.see(path, look, now)

    def take_settled(self, now: float, is_whole: Callable[[Path], bool] = _always) -> list[Path]:
        """The files to take in now, in order of arrival.

        `is_whole` is asked about files that lie still; an OSError from it means that somebody has the file open, and
        such a file waits for as long as that lasts.
        """
        ready = sorted(
            (wait.arrived, wait.look.mtime_ns, path)
            for path, wait in self._waits.items()
            if not wait.resting and now >= wait.due and wait.last - wait.since >= self._quiet
        )
        return [path for _, _, path in ready if self._take(path, now, is_whole)]

    def rest(self, path: Path) -> None:
        """Leave a file alone until it looks different: it has had its answer and only still lies there."""
        if path in self._waits:
            self._waits[path].resting = True

    def forget(self, path: Path) -> None:
        """Know nothing of the file any more."""
        self._waits.pop(path, None)

    def overdue(self, now: float) -> list[Path]:
        """The files that have now waited longer than `PATIENCE_SECONDS`, each named once."""
        late = [
            path
            for path, wait in self._waits.items()
            if not wait.resting and not wait.mentioned and now - wait.arrived >= PATIENCE_SECONDS
        ]
        for path in late:
            self._waits[path].mentioned = True
        return late

    def is_settling(self, now: float) -> bool:
        """Whether any file may still settle within its quiet time; those that wait for something else do not count."""
        return any(not wait.resting and now - wait.since <= self._longest(path) for path, wait in self._waits.items())

    def next_due(self) -> float | None:
        """When the next file may be ready; None where none waits."""
        return min((wait.due for wait in self._waits.values() if not wait.resting), default=None)

    def _take(self, path: Path, now: float, is_whole: Callable[[Path], bool]) -> bool:
        wait = self._waits[path]
        lain = now - wait.since
        wait.due = now + min(max(self._quiet, lain / 20), SLOWEST_SECONDS)
        try:
            return is_whole(path) or lain >= self._patience(path, wait.look)
        except OSError:
            return False

    def _patience(self, path: Path, look: Look) -> float:
        # A copy that has only just begun is a file of no bytes, whatever its name.
        return self._csv_quiet if _is_text(path) and look.size else PATIENCE_SECONDS

    def _longest(self, path: Path) -> float:
        return self._csv_quiet if _is_text(path) else self._quiet


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in _TEXT
