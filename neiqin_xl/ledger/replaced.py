"""Lines of papers of which none is fit, in whose place a later paper of their number came: nobody waits for them."""

from __future__ import annotations

from collections import defaultdict

from neiqin_xl.ledger.freight_borne import CHARGED, PLAIN
from neiqin_xl.ledger.later_freight import freight_called
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType

_UNFIT = "paper.type = ? AND paper.number <> '' AND paper_state.state = 'unfit'"


def took_their_place(ledger: Ledger, kind: SheetType) -> set[int]:
    """Lines of a type's papers that are held whole, of whose number a later one stands.

    Of freight, by itself: of which a later paper says of freight.
    """
    table = line_table(kind)
    product = "line.product_name" if kind.has(CHARGED) else "''"
    replaced = ledger.rows(
        f"SELECT line.id, {product} FROM paper_state JOIN paper ON paper.id = paper_state.paper JOIN {table} AS line "
        f"ON line.paper = paper.id AND line.composed = 0 WHERE {_UNFIT} AND EXISTS (SELECT 1 FROM standing JOIN paper "
        "AS later ON later.id = standing.paper WHERE standing.group_key = paper.group_key AND later.id > paper.id)",
        (kind.name,),
    )
    # The goods of a slip are no answer to what is asked about its freight, and its freight stands upon its goods.
    goods = {line for line, name in replaced if not freight_called(name)}
    return goods | _freight_said_again(ledger, kind) if kind.has(CHARGED) else goods


def _freight_said_again(ledger: Ledger, kind: SheetType) -> set[int]:
    """Held rows of freight of whose number a later paper has freight: a row by that name, or beside its goods."""
    table = line_table(kind)
    held = ledger.rows(
        "SELECT line.id, line.product_name, paper.id, paper.group_key FROM paper_state JOIN paper ON paper.id = "
        f"paper_state.paper JOIN {table} AS line ON line.paper = paper.id AND line.composed = 0 WHERE {_UNFIT}",
        (kind.name,),
    )
    called = {line: (freight, *of) for line, name, *of in held if (freight := freight_called(name))}
    said = ledger.rows_in(
        f"SELECT later.group_key, later.id, freight.product_name, freight.{CHARGED} > 0 OR freight.{PLAIN} > 0 "
        "FROM paper AS later JOIN paper_state AS said ON said.paper = later.id AND said.state <> 'unfit' "
        f"JOIN {table} AS freight ON freight.paper = later.id WHERE later.group_key IN (?*)",
        {group for *_, group in called.values()},
    )
    by_group: defaultdict[str, list[Row]] = defaultdict(list)
    for group, *row in said:
        by_group[group].append(tuple(row))
    return {
        line
        for line, (freight, paper, group) in called.items()
        if any(later > paper and (beside or freight_called(name) == freight) for later, name, beside in by_group[group])
    }
