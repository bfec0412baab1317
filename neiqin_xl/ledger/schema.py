"""The ledger's tables: fixed ones for arrivals, papers and what follows from them, and one a declared sheet type."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from neiqin_xl.ledger.handed_out_tables import HANDED_OUT
from neiqin_xl.ledger.issued_tables import ISSUED
from neiqin_xl.ledger.table_shape import BLOB, INTEGER, TEXT, TableShape
from neiqin_xl.model.sheet_type import SheetType

VERSION = 1


def line_table(kind: SheetType) -> str:
    """The name of the table that keeps the lines of papers of that type."""
    return f"line_{kind.name}"


def line_fields(kind: SheetType) -> str:
    """All fields of that type in their order, in SQL, of such a table called `line`."""
    return ", ".join(f'line."{one.name}"' for one in kind.fields)


LINE_COLUMNS = (
    ("id", INTEGER),
    ("paper", INTEGER),
    ("row", INTEGER),
    ("item", INTEGER),
    ("fit", INTEGER),
    ("composed", INTEGER),
)

FIXED: Mapping[str, TableShape] = {
    "meta": TableShape((("name", TEXT), ("value", TEXT)), ("name",)),
    "blob": TableShape((("sha256", TEXT), ("size", INTEGER)), ("sha256",), fact=True),
    # A file that was dropped, and how far it has come (see arrivals.py).
    "arrival": TableShape(
        (
            ("id", INTEGER),
            ("batch", INTEGER),
            ("run", INTEGER),
            ("path", TEXT),
            ("name", TEXT),
            ("office", TEXT),
            ("claim", TEXT),
            ("fixed_type", TEXT),
            ("arrived_at", TEXT),
            ("state", TEXT),
            ("attempts", INTEGER),
            ("sha256", TEXT),
            ("canonical", TEXT),
            ("verdict", TEXT),
            ("message", TEXT),
            ("told", TEXT),
        ),
        ("id",),
        (("state",), ("sha256",), ("canonical",), ("batch",)),
    ),
    # What was answered, as JSON; a released hold adds a second one.
    "answer": TableShape(
        (("arrival", INTEGER), ("version", INTEGER), ("file", TEXT), ("body", TEXT), ("done", INTEGER)),
        ("arrival", "version"),
        (("done",), ("file",)),
    ),
    # Facts: what papers said.
    "paper": TableShape(
        (
            ("id", INTEGER),
            ("arrival", INTEGER),
            ("type", TEXT),
            ("group_key", TEXT),
            ("company", TEXT),
            ("office", TEXT),
            ("sheet", TEXT),
            ("number", TEXT),
            ("dated", TEXT),
            ("customer_code", TEXT),
            ("customer_name", TEXT),
            ("version", TEXT),
            ("numbered_lines", INTEGER),
            ("lines", INTEGER),
            ("mention", INTEGER),
        ),
        ("id",),
        (("group_key",), ("arrival",), ("mention",)),
        fact=True,
        follows=("group_key",),
    ),
    # Facts: what people decided.
    "undone": TableShape((("arrival", INTEGER), ("at", TEXT)), ("arrival",), fact=True),
    "event": TableShape(
        (
            ("id", INTEGER),
            ("at", TEXT),
            ("arrival", INTEGER),
            ("paper", INTEGER),
            ("fate", TEXT),
            ("lines", INTEGER),
            ("note", TEXT),
        ),
        ("id",),
        fact=True,
    ),
    # Facts: how people said that tables of a layout are to be read (see layouts.py), and which files had such tables.
    "layout": TableShape(
        (
            ("id", INTEGER),
            ("at", TEXT),
            ("arrival", INTEGER),
            ("fingerprint", TEXT),
            ("source", TEXT),
            ("type", TEXT),
            ("columns", TEXT),
            ("headers", TEXT),
        ),
        ("id",),
        (("fingerprint", "source"),),
        fact=True,
    ),
    "layout_seen": TableShape(
        (("arrival", INTEGER), ("fingerprint", TEXT), ("layout", INTEGER)),
        ("arrival", "fingerprint"),
        (("fingerprint",), ("layout",)),
        fact=True,
    ),
    # Derived: who and what is meant. Ids are kept for ever; `party` and `product` follow from what stands.
    "mention": TableShape(
        (
            ("id", INTEGER),
            ("code_key", TEXT),
            ("name_key", TEXT),
            ("code", TEXT),
            ("name", TEXT),
            ("party", TEXT),
            ("state", TEXT),
        ),
        ("id",),
        (("name_key", "code_key"), ("code_key",), ("party",)),
    ),
    "item": TableShape(
        (
            ("id", INTEGER),
            ("code_key", TEXT),
            ("name_key", TEXT),
            ("code", TEXT),
            ("name", TEXT),
            ("spec", TEXT),
            ("unit", TEXT),
            ("party", TEXT),
            ("state", TEXT),
        ),
        ("id",),
        (("name_key", "code_key"), ("code_key",), ("party",)),
    ),
    "alias": TableShape(
        (("line", INTEGER), ("kind", TEXT), ("name_key", TEXT), ("party", TEXT)),
        ("line", "name_key"),
        (("kind", "name_key"),),
    ),
    # Derived: the lines that stand, in order of entry.
    "standing": TableShape(
        (
            ("line", INTEGER),
            ("type", TEXT),
            ("paper", INTEGER),
            ("group_key", TEXT),
            ("position", INTEGER),
            ("revision", INTEGER),
            ("mention", INTEGER),
            ("item", INTEGER),
            ("order_key", TEXT),
            ("po_key", TEXT),
            ("slip_key", TEXT),
        ),
        ("line",),
        (
            ("group_key",),
            ("order_key",),
            ("item", "mention"),
            ("type", "position"),
        ),
        sparse=("po_key", "slip_key"),
    ),
    # `question` are the numbers of what is asked of a paper or was answered, parted by blanks; the last may be open.
    "paper_state": TableShape(
        (("paper", INTEGER), ("state", TEXT), ("note", TEXT), ("question", TEXT)), ("paper",), sparse=("question",)
    ),
    "link": TableShape((("line", INTEGER), ("order_line", INTEGER), ("level", TEXT)), ("line",), (("order_line",),)),
    # What delivered lines that count in another unit than their order line come to in its; NULL where nobody can tell.
    "converted": TableShape((("line", INTEGER), ("quantity", INTEGER)), ("line",)),
    "posting": TableShape(
        (
            ("line", INTEGER),
            ("measure", TEXT),
            ("date", TEXT),
            ("type", TEXT),
            ("paper", INTEGER),
            ("row", INTEGER),
            ("company", TEXT),
            ("currency", TEXT),
            ("mention", INTEGER),
            ("item", INTEGER),
            ("salesperson", TEXT),
            ("office", TEXT),
            ("unit", TEXT),
            ("quantity", INTEGER),
            ("amount", INTEGER),
            ("priced", INTEGER),
        ),
        ("line", "measure", "mention"),
        (("measure", "date"),),
    ),
    # Files written for people: what they held when we last wrote them, and what waits to be written.
    "publication": TableShape((("path", TEXT), ("sha256", TEXT), ("published_at", TEXT), ("pending", TEXT)), ("path",)),
    "published": TableShape((("path", TEXT), ("sha256", TEXT)), ("path", "sha256")),
    # What a person made of one of them, kept beside it under a name of its own (hand_edits.py).
    "hand_edit": TableShape((("path", TEXT), ("at", TEXT)), ("path",)),
    "stale": TableShape((("kind", TEXT), ("name", TEXT), ("period", TEXT)), ("kind", "name", "period")),
    # Order lines that were open when they were last looked at (order_book.py), and sums of days (day_sums.py).
    "open_line": TableShape((("line", INTEGER),), ("line",)),
    "day_sum": TableShape(
        (("measure", TEXT), ("currency", TEXT), ("date", TEXT), ("quantity", INTEGER), ("amount", INTEGER)),
        ("measure", "currency", "date"),
    ),
    # Lines that a master may show otherwise now (stale.py), and how each master lies on the disk (master_state.py).
    "touched": TableShape((("id", INTEGER), ("type", TEXT), ("positions", TEXT)), ("id",), (("type",),)),
    "master": TableShape((("type", TEXT), ("shown", TEXT), ("called", TEXT), ("directory", BLOB)), ("type",)),
}


def shapes(kinds: Mapping[str, SheetType]) -> dict[str, TableShape]:
    """Every table of a ledger for these sheet types."""
    made = {**FIXED, **ISSUED, **HANDED_OUT}
    for kind in kinds.values():
        fields = tuple((one.name, INTEGER if one.kind.is_number else TEXT) for one in kind.fields)
        made[line_table(kind)] = TableShape((*LINE_COLUMNS, *fields), ("id",), (("paper",),), fact=True)
    return made


def fingerprint(tables: Mapping[str, TableShape]) -> str:
    """Changes whenever a table, column or index is added, or what keeps facts as they are is declared otherwise."""
    text = "\n".join(
        f"{VERSION} {name} {shape.columns} {shape.key} {shape.indexes} {shape.sparse} {shape.follows}"
        for name, shape in sorted(tables.items())
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
