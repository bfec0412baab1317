"""The tables of what departments were told of orders: append-only, a row a list handed out and a row a line of it."""

from __future__ import annotations

from collections.abc import Mapping

from neiqin_xl.ledger.table_shape import INTEGER, TEXT, TableShape

HANDED_OUT: Mapping[str, TableShape] = {
    # Facts: a list that was handed out; `number` counts those of its department.
    "handout": TableShape(
        (("id", INTEGER), ("department", TEXT), ("number", INTEGER), ("at", TEXT)),
        ("id",),
        (("department", "number"),),
        fact=True,
    ),
    # Facts: a line of it. `told` stays the same for all that a department is told of one order line; `body` is JSON.
    "handout_line": TableShape(
        (
            ("handout", INTEGER),
            ("position", INTEGER),
            ("told", INTEGER),
            ("state", TEXT),
            ("differing", TEXT),
            ("body", TEXT),
        ),
        ("handout", "position"),
        (("told",),),
        fact=True,
    ),
}
