"""SHELF: one module an output. A new report is in use by having a module here."""

from __future__ import annotations

from functools import cache

from neiqin_xl.model.report import Report

_RECURRING = ("daily_shipments", "notices", "order_tracking", "sales_summary")
"""The modules whose reports have periods of their own, as tests hold: loading all others takes a tenth of a second."""


@cache
def all_reports() -> dict[str, Report]:
    """Every report by its name."""
    from neiqin_xl import reports
    from neiqin_xl.model.shelf import on_shelf

    return {one.name: one for one in on_shelf(reports, Report)}


def recurring_reports() -> list[Report]:
    """The reports that are kept up to date for their own periods, in the order of `all_reports`."""
    from neiqin_xl import reports
    from neiqin_xl.model.shelf import on_shelf

    return [one for one in on_shelf(reports, Report, only=_RECURRING) if one.grains]
