"""Lines of papers of which none is fit, in whose place a later paper of their number came: nobody waits for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.came_right import is_named_after
from neiqin_xl.ledger.customer_comparison import CustomerComparison
from neiqin_xl.ledger.freight_borne import CHARGED, PLAIN
from neiqin_xl.ledger.later_freight import freight_called
from neiqin_xl.ledger.likeness import are_apart
from neiqin_xl.ledger.payments import SameCustomer
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import SheetType

_TELLING = frozenset({Kind.QTY, Kind.MONEY})
_WHOSE = frozenset({"customer_code", "customer_name"})


class _Paper(NamedTuple):
    """A paper that is held whole, or one of its number that is not; of the latter `stands` says whether it counts."""

    id: int
    group: str
    customer: tuple[str, str]
    dated: str
    office: str
    file: str
    stands: bool


def took_their_place(ledger: Ledger, kind: SheetType) -> set[int]:
    """Lines of a type's papers that are held whole, of whose document a later paper stands.

    One number is another document with another customer, office or year (RULES 2), and may be one of another day,
    unless its lines say the same but for that. In the place of freight comes what says of freight, and goods do not.
    """
    product = "line.product_name" if kind.has(CHARGED) else "''"
    lines: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for line, paper, name in ledger.rows(
        f"SELECT line.id, line.paper, {product} FROM paper_state JOIN paper ON paper.id = paper_state.paper "
        f"JOIN {line_table(kind)} AS line ON line.paper = paper.id AND line.composed = 0 "
        "WHERE paper.type = ? AND paper.number <> '' AND paper_state.state = 'unfit'",
        (kind.name,),
    ):
        lines[paper].append((line, freight_called(name)))
    groups = {row[0] for row in ledger.rows_in("SELECT group_key FROM paper WHERE id IN (?*)", lines)}
    papers = _papers(ledger, groups)
    same_customer = CustomerComparison(ledger, (one.customer[1] for one in papers))
    by_group: defaultdict[str, list[_Paper]] = defaultdict(list)
    for one in papers:
        by_group[one.group].append(one)
    found: set[int] = set()
    for held in papers:
        if held.id in lines:
            later = [one for one in by_group[held.group] if one.id > held.id and one.id not in lines]
            found |= _replaced(ledger, kind, held, lines[held.id], later, same_customer)
    return found


def _papers(ledger: Ledger, groups: Iterable[str]) -> list[_Paper]:
    """The papers with these keys that were not taken back."""
    return [
        _Paper(number, group, (code, name), dated, office, file, bool(stands))
        for number, group, code, name, dated, office, file, stands in ledger.rows_in(
            "SELECT paper.id, paper.group_key, paper.customer_code, paper.customer_name, paper.dated, paper.office, "
            "arrival.name, EXISTS (SELECT 1 FROM standing WHERE standing.group_key = paper.group_key "
            "AND standing.paper = paper.id) FROM paper JOIN paper_state ON paper_state.paper = paper.id "
            "JOIN arrival ON arrival.id = paper.arrival WHERE paper.group_key IN (?*)",
            groups,
        )
    ]


def _replaced(
    ledger: Ledger,
    kind: SheetType,
    held: _Paper,
    lines: Sequence[tuple[int, str]],
    later: Sequence[_Paper],
    same_customer: SameCustomer,
) -> set[int]:
    """Those of a held paper's lines in whose place one of these later papers came; each line with the freight it is."""
    near = [one for one in later if not _is_another(held, one, same_customer)]
    goods = [line for line, freight in lines if not freight]
    found = set(goods) if any(one.stands and not are_apart(one.dated, held.dated) for one in near) else set()
    for one in later if goods and not found else ():
        is_loosely = one in near or (one.office == held.office and is_named_after(one.file, held.file))
        found |= _said_again(ledger, kind, goods, one, is_loosely=is_loosely) if one.stands else set()
    called = {line: freight for line, freight in lines if freight}
    said = _freight_on(ledger, kind, near) if called else set()
    return found | {line for line, freight in called.items() if not said.isdisjoint({freight, ""})}


def _is_another(held: _Paper, one: _Paper, same_customer: SameCustomer) -> bool:
    """Whether a paper of that number is plainly another document."""
    years, offices = (held.dated[:4], one.dated[:4]), (held.office, one.office)
    is_apart = any(all(both) and both[0] != both[1] for both in (years, offices))
    return is_apart or same_customer(held.customer, one.customer) is False


def _said_again(ledger: Ledger, kind: SheetType, lines: Iterable[int], one: _Paper, *, is_loosely: bool) -> set[int]:
    """Those lines that a paper has but for whose they are and when: that was what had to be put right.

    With `is_loosely` their figures may have been wrong as well.
    """
    asked = f"SELECT line.id, {line_fields(kind)} FROM {line_table(kind)} AS line WHERE"
    bad = ledger.rows_in(f"{asked} line.id IN (?*)", lines)
    again = ledger.rows_in(f"{asked} line.paper IN (?*)", [one.id])
    return {row[0] for row in bad if any(_is_same(kind, row[1:], line[1:], is_loosely=is_loosely) for line in again)}


def _is_same(kind: SheetType, bad: Row, line: Row, *, is_loosely: bool) -> bool:
    said = [pair for pair in zip(kind.fields, bad, line, strict=True) if None not in pair]
    apart = [field for field, own, theirs in said if own != theirs and field.name not in {*_WHOSE, kind.dated}]
    if is_loosely:
        return all(field.kind.is_number for field in apart)
    return not apart and any(field.kind in _TELLING for field, _, _ in said)


def _freight_on(ledger: Ledger, kind: SheetType, papers: Iterable[_Paper]) -> set[str]:
    """What freight these papers have rows of, "" among it where they have some beside their goods."""
    rows = ledger.rows_in(
        f"SELECT product_name, {CHARGED} > 0 OR {PLAIN} > 0 FROM {line_table(kind)} WHERE paper IN (?*)",
        [one.id for one in papers],
    )
    return {freight for name, _ in rows if (freight := freight_called(name))} | {"" for _, beside in rows if beside}
