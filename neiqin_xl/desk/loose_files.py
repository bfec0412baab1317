"""Files that belong to no workspace: they are judged on themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from neiqin_xl.desk.results import Json
from neiqin_xl.settings import Settings


def check_files(
    files: Iterable[Path | str],
    *,
    fixed_type: str | None = None,
    mapping: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Json:
    """`Desk.check` without a workspace: the files are judged on themselves."""
    from neiqin_xl.desk.checking import check

    day = today or datetime.now().astimezone().date()
    return check([Path(file) for file in files], Settings(), day, fixed_type, mapping, None)
