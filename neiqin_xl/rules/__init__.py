"""SHELF: one module a family of rules. A new rule is in use by being declared here."""

from __future__ import annotations

from functools import cache

from neiqin_xl.model.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    from neiqin_xl import rules
    from neiqin_xl.model.shelf import on_shelf

    return tuple(sorted(on_shelf(rules, Rule), key=lambda one: one.code))
