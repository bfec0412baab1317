"""SHELF: one module a sheet type. A new paper is in use by having a module here."""

from __future__ import annotations

from functools import cache

from neiqin_xl.model.sheet_type import SheetType


@cache
def sheet_types() -> dict[str, SheetType]:
    """Every sheet type by its name."""
    from neiqin_xl import sheets
    from neiqin_xl.model.shelf import on_shelf

    return {one.name: one for one in on_shelf(sheets, SheetType)}
