"""SHELF: one module an output. A new report is in use by having a module here."""

from __future__ import annotations

from functools import cache

from neiqin_xl.model.report import Report


@cache
def all_reports() -> dict[str, Report]:
    """Every report by its name."""
    from neiqin_xl import reports
    from neiqin_xl.model.shelf import on_shelf

    return {one.name: one for one in on_shelf(reports, Report)}
