"""A sample month of a made-up wholesaler: some eighty files in many layouts, and what the books must say in the end."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from neiqin_xl.demo.drops import Drop
    from neiqin_xl.demo.expected import Expected

_EARLY = datetime(2026, 10, 9, 7).timestamp()  # noqa: DTZ001 - by the clock on the wall
_EIGHT = datetime(2026, 11, 5, 8).timestamp()  # noqa: DTZ001 - by the clock on the wall


def write_demo(inbox: Path) -> Expected:
    """Drop the sample month into the inbox, in a folder for each office, and say what should come of it.

    The files are the same every time and lie there as if they had come a minute apart, in the order of `Expected`,
    the early ones a month before the others. One that is there already under its name is left alone.
    """
    from neiqin_xl import machine
    from neiqin_xl.demo.expected import expected_of
    from neiqin_xl.demo.faults import faulty_drops
    from neiqin_xl.demo.month import sample_month
    from neiqin_xl.demo.plan import regular_drops

    month = sample_month()
    regular = {drop.name: drop for drop in regular_drops(month)}
    drops: list[Drop] = sorted([*regular.values(), *faulty_drops(month, regular)], key=_arrival)
    for minute, drop in enumerate(drops):
        path = inbox.joinpath(*drop.name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            machine.write_new(path, drop.content)
            os.utime(path, ((_EARLY if drop.early else _EIGHT) + 60 * minute,) * 2)
    return expected_of(drops)


def _arrival(drop: Drop) -> tuple[bool, bool, str]:
    """Two offices hand in their customer files first; the third one's come, as in life, after its first shipments."""
    from neiqin_xl.demo.company import KUNMING

    return not drop.early, not drop.masters or drop.office == KUNMING.name, drop.name


__all__ = ["write_demo"]
