"""The commands that list what the shelves hold."""

from __future__ import annotations

import click

from neiqin_xl.faces.answers import as_json, tell


@click.command(help="列出认识的表：每种表有哪些字段、记进哪本台账。")
@as_json
def types(*, as_json: bool) -> int:
    """List the sheet types."""
    from neiqin_xl.faces.shelves import told_types, types_on_shelf

    return tell(types_on_shelf(), told_types, as_json=as_json)


@click.command(help="列出检查规则：编号、轻重、说法。")
@as_json
def rules(*, as_json: bool) -> int:
    """List the rules."""
    from neiqin_xl.faces.shelves import rules_on_shelf, told_rules

    return tell(rules_on_shelf(), told_rules, as_json=as_json)


@click.command(help="列出能做的报表。")
@as_json
def reports(*, as_json: bool) -> int:
    """List the reports."""
    from neiqin_xl.faces.shelves import reports_on_shelf, told_reports

    return tell(reports_on_shelf(), told_reports, as_json=as_json)
