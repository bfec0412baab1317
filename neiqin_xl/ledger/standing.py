"""Groups of papers → the lines that stand, kept in the ledger and changed only where a group changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from neiqin_xl.ledger.doubles import Twins
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.identity import aliases_of
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.ledger.likeness import Likeness
from neiqin_xl.ledger.links import unlink
from neiqin_xl.ledger.merge import Fate, PaperLines, fold
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.standing_rows import Writer
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType


@dataclass
class Change:
    """What folding some groups did: lines that no longer stand, lines that newly do, fates and states of papers.

    Lines are rows of the table `standing`; `states` holds only papers whose state is new or other than before, as
    paper → (before or None, now, note). `dates` are the days whose postings changed; `unposted` are lines that stand as
    before and no longer count; `orders` are the order lines on which something else may be open than before.
    `unclear` are lines whose customer or product cannot be told, `lent` those that count for their order's customer.
    `waiting` are lines of payments and invoices that may be there already, with the pair of each; `freed` waited so.
    """

    removed: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    states: dict[int, tuple[str | None, str, str]] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    unposted: set[int] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)
    unclear: list[int] = field(default_factory=list)
    lent: list[int] = field(default_factory=list)
    waiting: dict[int, Twins] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)


_GROUP = itemgetter(3)
STANDING_COLUMNS = "line, type, paper, group_key, position, revision, mention, item, order_key, po_key, slip_key"


def refold(ledger: Ledger, groups: Iterable[str], currency: str, in_hand: InHand) -> Change:
    """Recompute what stands for these group keys and store it; `currency` is that of papers that name none.

    The papers `in_hand` are not read again, and learn how their lines stand.
    """
    change = Change()
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        by_type[group.split("|", 1)[0]].append(group)
    # Customers before what names them: whether two papers mean one customer is asked of the customer file.
    for name in sorted(by_type, key=lambda one: (one != "customer", one)):
        _refold_type(ledger, ledger.kinds[name], by_type[name], change, currency, in_hand)
    return change


def _refold_type(
    ledger: Ledger, kind: SheetType, groups: list[str], change: Change, currency: str, in_hand: InHand
) -> None:
    papers, written = _live_papers(ledger, kind, groups, in_hand)
    before: defaultdict[str, dict[int, Row]] = defaultdict(dict)
    for row in ledger.rows_in(f"SELECT {STANDING_COLUMNS} FROM standing WHERE group_key IN (?*)", written):
        before[row[3]][row[0]] = row
    same_customer = _customer_comparison(ledger, papers)
    after: list[Row] = []
    gone: list[Row] = []
    states: dict[int, tuple[str, str]] = {}
    like = Likeness(kind, currency)
    writer = Writer(ledger, kind, papers)
    known = set(written)
    alone = [group for group in groups if group not in known and len(papers.get(group, ())) == 1]
    after += writer.entered([(group, papers[group][0]) for group in alone], change.fates, states)
    shared = [] if len(alone) == len(groups) else sorted(set(groups).difference(alone))
    for group in shared:
        folded = fold(like, papers.get(group, ()), same_customer)
        change.fates.update(folded.fates)
        states.update((paper, (state, folded.notes.get(paper, ""))) for paper, state in folded.states.items())
        old = before.get(group, {})
        new = {row[0]: row for row in writer.keep_equal(group, folded, old)}
        gone += [row for line, row in old.items() if new.get(line) != row]
        after += [row for line, row in new.items() if old.get(line) != row]
    if shared:
        after.sort(key=_GROUP)
    _store(ledger, kind, gone, after, change)
    change.removed += gone
    change.added += after
    in_hand.note(kind, after)
    _store_states(ledger, written, states, change)


def _live_papers(
    ledger: Ledger, kind: SheetType, groups: list[str], in_hand: InHand
) -> tuple[dict[str, list[PaperLines]], list[str]]:
    """The papers by group key, oldest first, and the groups of which there are papers that are not in hand.

    Papers that were taken back are no longer among the first, and their groups are still among the second.
    """
    heads = ledger.rows_in(
        "SELECT id, group_key, number, dated, customer_code, customer_name, version, numbered_lines, mention, "
        "arrival IN (SELECT arrival FROM undone) FROM paper WHERE id < ? AND group_key IN (?*)",
        groups,
        [in_hand.first_paper],
    )
    fields = ", ".join(f'"{one.name}"' for one in kind.fields)
    lines: defaultdict[int, list[Row]] = defaultdict(list)
    for row in ledger.rows_in(
        f'SELECT paper, id, fit, item, {fields} FROM "{line_table(kind)}" WHERE composed = 0 AND paper IN (?*)',
        [head[0] for head in heads if not head[9]],
    ):
        lines[row[0]].append(row)
    found: defaultdict[str, list[PaperLines]] = defaultdict(list)
    for paper, group, number, dated, code, name, version, numbered, mention, undone in sorted(heads):
        if undone:
            continue
        own = sorted(lines[paper], key=lambda row: int(row[1]))
        found[group].append(
            PaperLines(
                id=paper,
                number=number,
                dated=dated,
                customer_code=code,
                customer_name=name,
                version=version,
                numbered=bool(numbered),
                ids=[row[1] for row in own],
                values=[row[4:] for row in own],
                fit=[bool(row[2]) for row in own],
                mention=mention,
                items=[row[3] for row in own],
            )
        )
    for group in groups:
        if held := in_hand.papers(group):
            found[group] += held
    return found, list({head[1]: None for head in heads})


class _customer_comparison:  # noqa: N801 (a function with a memory)
    """Whether two (code, name) are one customer: by code, by name, else by the customer file; None: cannot be told."""

    def __init__(self, ledger: Ledger, papers: dict[str, list[PaperLines]]) -> None:
        names = {name_key(one.customer_name) for group in papers.values() if len(group) > 1 for one in group}
        self.filed: defaultdict[str, set[str]] = defaultdict(set)
        for name, party in ledger.rows_in(
            "SELECT name_key, party FROM alias WHERE kind = ? AND name_key IN (?*)", names - {""}, ["mention"]
        ):
            self.filed[name].add(party)

    def __call__(self, one: tuple[str, str], other: tuple[str, str]) -> bool | None:
        if one == other:
            return True if any(one) else None
        codes = code_key(one[0]), code_key(other[0])
        if all(codes):
            return codes[0] == codes[1]
        names = name_key(one[1]), name_key(other[1])
        if all(names) and names[0] == names[1]:
            return True
        parties = [self._parties(*who) for who in (one, other)]
        if all(parties):
            return parties[0] == parties[1] if all(len(some) == 1 for some in parties) else None
        return False if all(names) else None

    def _parties(self, code: str, name: str) -> set[str]:
        return {f"C:{code_key(code)}"} if code else self.filed.get(name_key(name), set())


def _store(ledger: Ledger, kind: SheetType, gone: list[Row], after: list[Row], change: Change) -> None:
    lines = [row[0] for row in gone]
    change.dates.update(row[0] for row in ledger.rows_in("SELECT DISTINCT date FROM posting WHERE line IN (?*)", lines))
    change.orders |= unlink(ledger, lines)
    for table in ("standing", "posting", "alias"):
        ledger.execute_in(f"DELETE FROM {table} WHERE line IN (?*)", lines)
    kept = {row[0] for row in after}
    ledger.execute_in(
        f'DELETE FROM "{line_table(kind)}" WHERE composed = 1 AND id IN (?*)',
        [line for line in lines if line not in kept],
    )
    ledger.insert("standing", after)
    if kind.name in ("customer", "product") and after:
        _store_aliases(ledger, kind, [row[0] for row in after])


def _store_aliases(ledger: Ledger, kind: SheetType, lines: list[int]) -> None:
    table = line_table(kind)
    made = []
    if kind.name == "customer":
        for line, code, *names in ledger.rows_in(
            f"SELECT id, customer_code, customer_name, customer_short_name, aliases FROM {table} WHERE id IN (?*)",
            lines,
        ):
            spread = [
                part for name in names if name for part in str(name).replace("；", ";").replace("、", ";").split(";")
            ]
            made += [(line, "mention", key, party) for key, party in aliases_of(code or "", spread)]
    else:
        for line, code, name, spec, color in ledger.rows_in(
            f"SELECT id, product_code, product_name, spec, color FROM {table} WHERE id IN (?*)", lines
        ):
            key = item_name_key(name, spec, color)
            own = code_key(code)
            party = f"C:{own}" if own else f"N:{key}"
            made += [(line, "item", f"#{own}", party)] if own else []
            made += [(line, "item", key, party)] if key else []
    ledger.insert("alias", list(dict.fromkeys(made)), instead=True)


def _store_states(ledger: Ledger, groups: list[str], states: dict[int, tuple[str, str]], change: Change) -> None:
    before = {
        row[0]: (row[1], row[2])
        for row in ledger.rows_in(
            "SELECT paper_state.paper, state, note FROM paper_state JOIN paper ON paper.id = paper_state.paper "
            "WHERE group_key IN (?*)",
            groups,
        )
    }
    ledger.execute_in("DELETE FROM paper_state WHERE paper IN (?*)", [paper for paper in before if paper not in states])
    changed = [(paper, *now) for paper, now in states.items() if before.get(paper) != now]
    ledger.insert("paper_state", changed, instead=True)
    for paper, state, note in changed:
        old = before.get(paper)
        change.states[paper] = (old[0] if old else None, state, note)
