"""The demo from beginning to end: a workspace with the sample month, taken in, stated and reported as in an office."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neiqin_xl import machine, words
from neiqin_xl.demo import write_demo
from neiqin_xl.demo.company import OFFICES, OUR_NAME
from neiqin_xl.demo.money import ISSUED_ON
from neiqin_xl.demo.month import PERIOD, TODAY

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk

Tick = Callable[[int, int, str], None]
_SEPTEMBER = "2026-09"
_REPORTS = (
    ("receivables", PERIOD),
    ("allocations", PERIOD),
    ("ageing", None),
    ("due", None),
    ("credit", None),
    ("differences", None),
    ("to_do", None),
)
"""What people ask for in the first week of a month: of the month that is over, or as things stand."""


class NotADemo(Exception):  # noqa: N818 - a polite refusal, not a mistake of the program
    """The folder holds something else; the text is a Chinese sentence."""


def take_tour(folder: Path, progress: Tick | None = None) -> dict[str, Any]:
    """Make the demo in a new or empty folder, or drop its files again where it has been made before.

    The answer says where things lie, how many files met which fate, what must be corrected and what was written.
    NotADemo where the folder holds anything else.
    """
    from neiqin_xl.desk import Desk
    from neiqin_xl.settings import default_toml
    from neiqin_xl.workspace import SETTINGS_FILE

    root = folder.expanduser().resolve()
    again = _is_demo(root / SETTINGS_FILE)
    if not again:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise NotADemo(f"“{root}”里已经有别的东西，演示不会动它。请换一个新文件夹，例如：neiqin demo 演示2")
        root.mkdir(parents=True, exist_ok=True)
        machine.write_new(root / SETTINGS_FILE, _settings(default_toml()).encode("utf-8"))
    places = Desk.create(root).workspace
    expected = write_demo(places.inbox)
    early = [places.inbox / one.name for one in expected.files if one.early]
    of = len(expected.files)
    files = [] if again else _in_october(root, early, _beginning_at(0, of, progress))
    with _desk_on(root, TODAY) as desk, desk.writing():
        files += desk.take_in(progress=_beginning_at(len(files), of, progress))["files"]
        desk.statement(PERIOD)
        for name, period in _REPORTS:
            desk.report(name, period)
        desk.show_status()
        lines = desk.status()["lines"]
    return {
        "workspace": str(root),
        "again": again,
        "offices": len(OFFICES),
        "files": len(files),
        "lines_read": sum(file["rows"]["read"] for file in files),
        "fates": dict(Counter(file["verdict"] for file in files)),
        "told": dict(Counter(file["fate"] for file in files)),
        "to_correct": [
            {"file": file["file"], "office": file.get("office", ""), "message": file["message"]}
            for file in files
            if file["verdict"] in {"partly", "held", "rejected"}
        ],
        "lines": lines,
        "issued": _statements(places.statements / _SEPTEMBER),
        "statements": _statements(places.statements / PERIOD),
        "replies": str(places.replies),
        "masters": str(places.masters),
        "statement_folder": str(places.statements),
        "reports": str(places.reports),
    }


def _in_october(root: Path, early: list[Path], tick: Tick | None) -> list[dict[str, Any]]:
    """A month earlier: September's papers are taken in, and its statements issued."""
    with _desk_on(root, ISSUED_ON) as desk, desk.writing():
        files: list[dict[str, Any]] = desk.take_in(early, progress=tick, publish=False)["files"]
        desk.issue(_SEPTEMBER)
        return files


def _desk_on(root: Path, day: date) -> Desk:
    """A desk on whose clock it has just struck nine on that day."""
    from neiqin_xl.desk import Desk

    nine, began = datetime(day.year, day.month, day.day, 9), time.monotonic()  # noqa: DTZ001 - the demo's own clock
    return Desk(root, today=day, now=lambda: nine + timedelta(seconds=time.monotonic() - began))


def _beginning_at(before: int, of: int, progress: Tick | None) -> Tick | None:
    """Told of a part of the files, tells how many of all of them have been done."""
    if progress is None:
        return None
    return lambda done, _, name: progress(before + done, of, name)


def _statements(folder: Path) -> int:
    return sum(1 for _ in folder.glob(f"{words.STATEMENT}_*.xlsx"))


def _is_demo(settings: Path) -> bool:
    return settings.is_file() and f'company = "{OUR_NAME}"' in settings.read_text(encoding="utf-8")


def _settings(standard: str) -> str:
    return standard.replace('company = ""', f'company = "{OUR_NAME}"', 1)
