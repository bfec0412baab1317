"""The tables of what was issued and closed. All of them are facts."""

from __future__ import annotations

from collections.abc import Mapping

from neiqin_xl.ledger.table_shape import INTEGER, TEXT, TableShape

ISSUED: Mapping[str, TableShape] = {
    # What stood in an account when its statement was issued or its month closed (snapshots.py). Of the lines only
    # what the snapshot counts otherwise than the one below it, its `base`; `mention` says whose account it is now.
    # `also_rests_on` lists the others that its opening balance came from, where several accounts had become one.
    "snapshot": TableShape(
        (
            ("id", INTEGER),
            ("at", TEXT),
            ("company", TEXT),
            ("customer", TEXT),
            ("currency", TEXT),
            ("mention", INTEGER),
            ("period", TEXT),
            ("since", TEXT),
            ("before", TEXT),
            ("base", INTEGER),
            ("rests_on", INTEGER),
            ("figures", TEXT),
            ("also_rests_on", TEXT),
        ),
        ("id",),
        (("mention",),),
        fact=True,
    ),
    "snapshot_line": TableShape(
        (
            ("snapshot", INTEGER),
            ("line", INTEGER),
            ("measure", TEXT),
            ("counted", INTEGER),
            ("date", TEXT),
            ("type", TEXT),
            ("number", TEXT),
            ("order_no", TEXT),
            ("product", TEXT),
            ("unit", TEXT),
            ("quantity", INTEGER),
            ("amount", INTEGER),
            ("priced", INTEGER),
            ("file", TEXT),
            ("sheet", TEXT),
            ("row", INTEGER),
            ("po_no", TEXT),
        ),
        ("snapshot", "line", "measure", "counted"),
        fact=True,
    ),
    # Statements that were issued, with the hash of their file (issued.py), and months that were closed.
    "issued": TableShape(
        (
            ("id", INTEGER),
            ("at", TEXT),
            ("snapshot", INTEGER),
            ("series", TEXT),
            ("serial", INTEGER),
            ("number", TEXT),
            ("version", INTEGER),
            ("sha256", TEXT),
            ("path", TEXT),
        ),
        ("id",),
        (("snapshot",), ("series", "serial")),
        fact=True,
    ),
    "closing": TableShape(
        (("id", INTEGER), ("at", TEXT), ("company", TEXT), ("month", TEXT), ("before", TEXT), ("note", TEXT)),
        ("id",),
        fact=True,
    ),
    "closed_account": TableShape((("closing", INTEGER), ("snapshot", INTEGER)), ("closing", "snapshot"), fact=True),
}
