"""Groups of papers → the lines that stand, kept in the ledger and changed only where a group changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from neiqin_xl import words
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.identity import aliases_of
from neiqin_xl.ledger.keys import code_key, company_in, item_name_key, name_key, reference_key
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.ledger.links import unlink
from neiqin_xl.ledger.merge import Fate, Folded, PaperLines, Slot, fold
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value


@dataclass
class Change:
    """What folding some groups did: lines that no longer stand, lines that newly do, fates and states of papers.

    Lines are rows of the table `standing`; `states` holds only papers whose state is new or other than before, as
    paper → (before or None, now, note). `dates` are the days whose postings changed; `unposted` are lines that stand as
    before and no longer count; `orders` are the order lines on which something else may be open than before.
    `unclear` are lines whose customer or product cannot be told, `lent` those that count for their order's customer.
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
    writer = _Writer(ledger, kind, papers)
    known = set(written)
    for group in groups:
        if group not in known and len(papers.get(group, ())) == 1:
            after += writer.entered(group, papers[group][0], change.fates, states)
            continue
        folded = fold(like, papers.get(group, ()), same_customer)
        change.fates.update(folded.fates)
        states.update((paper, (state, folded.notes.get(paper, ""))) for paper, state in folded.states.items())
        old = before.get(group, {})
        new = {row[0]: row for row in writer.keep_equal(group, folded, old)}
        gone += [row for line, row in old.items() if new.get(line) != row]
        after += [row for line, row in new.items() if old.get(line) != row]
    _store(ledger, kind, gone, after, change)
    change.removed += gone
    change.added += after
    in_hand.note(after)
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


class _Writer:
    """Slots → rows of `standing`, storing the overlaid lines that no single paper shows."""

    def __init__(self, ledger: Ledger, kind: SheetType, papers: dict[str, list[PaperLines]]) -> None:
        self.ledger, self.kind = ledger, kind
        self.at = {one.name: n for n, one in enumerate(kind.fields)}
        self.stored = [paper for group in papers.values() for paper in group]
        self.named = [self.at.get(word.key) for word in (words.ORDER_NO, words.CUSTOMER_PO_NO, words.SHIPMENT_NO)]
        self.references: dict[tuple[Value, ...], tuple[str | None, str | None, str | None]] = {}

    @cached_property
    def mentions(self) -> Mapping[int, int]:
        """Who each paper is of; asked, as the next, only where papers were folded."""
        return {paper.id: paper.mention for paper in self.stored}

    @cached_property
    def items(self) -> Mapping[int, int]:
        """What each line is of."""
        return {line: item for paper in self.stored for line, item in zip(paper.ids, paper.items, strict=True)}

    def entered(
        self, group: str, paper: PaperLines, fates: dict[int, Fate], states: dict[int, tuple[str, str]]
    ) -> list[Row]:
        """The rows of a paper that is the first and only one of its key: as `fold` has it, each fit line is new."""
        made: list[Row] = []
        name, number, mention = self.kind.name, paper.id, paper.mention
        for line, values, fit, item in zip(paper.ids, paper.values, paper.fit, paper.items, strict=True):
            fates[line] = Fate.NEW if fit else Fate.HELD
            if fit:
                made.append((line, name, number, group, line, 1, mention, item, *self._references(group, values)))
        states[number] = ("counted" if made else "unfit", "")
        return made

    def row(self, group: str, slot: Slot) -> Row:
        """The row of a folded slot."""
        line = slot.line if slot.line is not None else self._compose(slot)
        return (line, self.kind.name, slot.paper, group, slot.position, slot.revision,
                self.mentions[slot.paper], self.items[slot.latest], *self._references(group, slot.values))  # fmt: skip

    def keep_equal(self, group: str, folded: Folded, old: dict[int, Row]) -> Iterable[Row]:
        """The rows of the folded slots; an overlaid line that stands already with the same values is kept."""
        composed = {(row[4], row[5], row[2]): row for row in old.values()}
        for slot in folded.slots:
            standing = composed.get((slot.position, slot.revision, slot.paper))
            if slot.line is None and standing is not None and self._values(standing[0]) == slot.values:
                yield standing
            else:
                yield self.row(group, slot)

    def _values(self, line: int) -> Row | None:
        fields = ", ".join(f'"{one.name}"' for one in self.kind.fields)
        return self.ledger.one(f'SELECT {fields} FROM "{line_table(self.kind)}" WHERE id = ?', (line,))

    def _compose(self, slot: Slot) -> int:
        table = line_table(self.kind)
        paper, row, item = self.ledger.one(f'SELECT paper, row, item FROM "{table}" WHERE id = ?', (slot.latest,)) or (
            0,
            0,
            0,
        )
        line = self.ledger.new_ids("line", 1)[0]
        self.ledger.insert(table, [(line, paper, row, item, 1, 1, *slot.values)])
        return line

    def _references(self, group: str, values: Values) -> tuple[str | None, str | None, str | None]:
        """The keys by which orders and deliveries find each other; None where they never are looked for."""
        if not self.kind.posts:
            return None, None, None
        order, po, slip = self.named
        named = (
            group,
            None if order is None else values[order],
            None if po is None else values[po],
            None if slip is None else values[slip],
        )
        # The lines of a document mostly name the same papers.
        made = self.references.get(named)
        if made is None:
            company = company_in(group)
            made = self.references[named] = self._made(company, *("" if one is None else str(one) for one in named[1:]))
        return made

    def _made(self, company: str, order_no: str, po_no: str, slip_no: str) -> tuple[str, str, str | None]:
        order, po, slip = reference_key(order_no), reference_key(po_no), code_key(slip_no)
        own_slip = self.kind.number == words.SHIPMENT_NO.key
        return (
            f"{company}|{order}" if order else "",
            f"{company}|{po}" if po else "",
            None if not slip else f"{company}|{slip}|{'own' if own_slip else 'named'}",
        )


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
