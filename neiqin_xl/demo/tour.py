"""The demo from beginning to end: a workspace, the sample month in its inbox, one run, October's statements."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from neiqin_xl import machine, words
from neiqin_xl.demo import write_demo
from neiqin_xl.demo.company import OFFICES, OUR_NAME
from neiqin_xl.demo.month import PERIOD, TODAY

Tick = Callable[[int, int, str], None]
_NINE = datetime(TODAY.year, TODAY.month, TODAY.day, 9)  # noqa: DTZ001 - the demo has a clock of its own


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
    Desk.create(root)
    began = time.monotonic()
    with (
        Desk(root, today=TODAY, now=lambda: _NINE + timedelta(seconds=time.monotonic() - began)) as desk,
        desk.writing(),
    ):
        write_demo(desk.workspace.inbox)
        taken = desk.take_in(progress=progress)
        desk.statement(PERIOD)
        lines = desk.status()["lines"]
        places = desk.workspace
    return {
        "workspace": str(root),
        "again": again,
        "offices": len(OFFICES),
        "files": len(taken["files"]),
        "lines_read": sum(file["rows"]["read"] for file in taken["files"]),
        "fates": dict(Counter(file["verdict"] for file in taken["files"])),
        "to_correct": [
            {"file": file["file"], "office": file.get("office", ""), "message": file["message"]}
            for file in taken["files"]
            if file["verdict"] in {"partly", "held", "rejected"}
        ],
        "lines": lines,
        "statements": sum(1 for _ in (places.statements / PERIOD).glob(f"{words.STATEMENT}_*.xlsx")),
        "replies": str(places.replies),
        "masters": str(places.masters),
        "statement_folder": str(places.statements),
        "reports": str(places.reports),
    }


def _is_demo(settings: Path) -> bool:
    return settings.is_file() and f'company = "{OUR_NAME}"' in settings.read_text(encoding="utf-8")


def _settings(standard: str) -> str:
    return standard.replace('company = ""', f'company = "{OUR_NAME}"', 1)
