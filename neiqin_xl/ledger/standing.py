"""Groups of papers → the lines that stand, kept in the ledger and changed only where a group changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import not_

from neiqin_xl import words
from neiqin_xl.ledger.conflicts import answers
from neiqin_xl.ledger.customer_comparison import CustomerComparison
from neiqin_xl.ledger.doubles import Twins
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.folded import Fate, PaperLines
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.identity import aliases_of, names_in
from neiqin_xl.ledger.keys import code_key, item_name_key
from neiqin_xl.ledger.likeness import Likeness
from neiqin_xl.ledger.links import unlink
from neiqin_xl.ledger.merge import fold
from neiqin_xl.ledger.our_companies import COMPANY_LEFT_OUT, Family, families, left_out
from neiqin_xl.ledger.owed import owed_by
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.standing_rows import Writer, entered
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.sheet_type import SheetType


@dataclass
class Change:
    """What folding some groups did: lines that no longer stand, lines that newly do, fates and states of papers.

    Lines are rows of the table `standing`: `entered` are those of papers in hand that are the first of their key, by
    type, `added` all others that newly stand. `fates` has every line that is no new one. `states` holds only papers
    whose state is new or other than before, as paper → (before or None, now, note), and none that plainly count.
    `questions` are the numbers under which those of them that wait for an answer are asked about.
    `dates` are the days whose postings changed; `unposted` are lines that stand as before and no longer count; `orders`
    are the order lines on which something else may be open than before.
    `unclear` are lines whose customer or product cannot be told, `lent` those that count for their order's customer.
    `composed` has the values of removed lines that several papers made together and that are kept nowhere, by line;
    `doubled` are removed lines that did not count, since somebody said that another one is the same.
    `owed` is for which company, customer, currency and day removed lines were owed, with key and number of the paper,
    and likewise of other papers what counts otherwise now, where anything is frozen.
    `repriced` are lines that had an amount by the price list and have another one: the fen before and after.
    `waiting` are lines of payments and invoices that may be there already, with the pair of each; `freed` waited so. Of
    those `waiting` the `doubted` counted before and stand as they did: whose they are is known otherwise now.
    """

    removed: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    entered: dict[str, list[Row]] = field(default_factory=dict)
    fates: dict[int, Fate] = field(default_factory=dict)
    states: dict[int, tuple[str | None, str, str]] = field(default_factory=dict)
    questions: dict[int, str] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    unposted: set[int] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)
    unclear: list[int] = field(default_factory=list)
    lent: list[int] = field(default_factory=list)
    composed: dict[int, Row] = field(default_factory=dict)
    doubled: set[int] = field(default_factory=set)
    waiting: dict[int, Twins] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)
    doubted: set[int] = field(default_factory=set)
    owed: set[Row] = field(default_factory=set)
    repriced: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether all that there is to tell of the papers in hand is that their lines are new."""
        return not self.fates and not self.states

    def fate(self, line: int) -> Fate:
        """What became of a line of the papers in hand."""
        return self.fates.get(line, Fate.NEW)


_DOUBLED = Measure.DOUBLED.value
STANDING_COLUMNS = "line, type, paper, group_key, position, revision, mention, item, order_key, po_key, slip_key"


def refold(ledger: Ledger, groups: Iterable[str], company: str, currency: str, in_hand: InHand) -> Change:
    """Recompute what stands for these group keys and store it.

    `company` and `currency` are those of papers that name none; without the one, keys that are the same but for our
    company are given together.

    The papers `in_hand` are not read again, and learn how their lines stand.
    """
    change = Change()
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        by_type[group.split("|", 1)[0]].append(group)
    # Customers before what names them: whether two papers mean one customer is asked of the customer file. Answers
    # before the papers that they are about.
    for name in sorted(by_type, key=lambda one: (one != "customer", one != words.DIFFERENCE_DECISION.key, one)):
        kind, some = ledger.kinds[name], by_type[name]
        related = families(some) if kind.posts and not company else []
        _refold_type(ledger, kind, some, related, change, currency, in_hand)
    return change


def _refold_type(
    ledger: Ledger,
    kind: SheetType,
    groups: list[str],
    related: Sequence[Family],
    change: Change,
    currency: str,
    in_hand: InHand,
) -> None:
    heads = _older_papers(ledger, groups, in_hand)
    known = {head[1] for head in heads}
    shared_with = known.union(*related)
    # As nearly every paper: the first one of its key.
    alone = [found[0] for group in groups if group not in shared_with and len(found := in_hand.papers(group)) == 1]
    first = _enter(ledger, kind, sorted(alone), change)
    gone: list[Row] = []
    after: list[Row] = []
    if len(alone) < len(groups):
        shared = sorted(set(groups).difference(one.group_key for one in alone))
        papers = _papers(ledger, kind, shared, heads, in_hand)
        gone, after = _fold(ledger, kind, papers, known, related, currency, change)
    _store(ledger, kind, gone, [*first, *after], change)
    change.entered[kind.name] = first
    change.removed += gone
    change.added += after
    in_hand.note(kind.name, first)
    in_hand.note(kind.name, after)


def _enter(ledger: Ledger, kind: SheetType, papers: Sequence[Stored], change: Change) -> list[Row]:
    """The rows of papers of which each is the first and only one of its key: fit lines are new, as `fold` has it."""
    ledger.insert("paper_state", [(one.paper, "counted" if any(one.head.fit) else "unfit", "", "") for one in papers])
    change.fates.update((line, Fate.HELD) for one in papers for line in compress(one.lines, map(not_, one.head.fit)))
    return entered(kind, papers)


def _fold(
    ledger: Ledger,
    kind: SheetType,
    papers: Mapping[str, list[PaperLines]],
    written: Collection[str],
    related: Sequence[Family],
    currency: str,
    change: Change,
) -> tuple[list[Row], list[Row]]:
    """Fold the papers of each key: the rows that no longer stand, and those that newly do.

    Of the keys that are `written` there are papers that were stored earlier; those of `related` differ in our company.
    """
    before: defaultdict[str, dict[int, Row]] = defaultdict(dict)
    for row in ledger.rows_in(f"SELECT {STANDING_COLUMNS} FROM standing WHERE group_key IN (?*)", written):
        before[row[3]][row[0]] = row
    akin = set[str]().union(*related)
    shared = (one for group, some in papers.items() if len(some) > 1 or group in akin for one in some)
    same_customer = CustomerComparison(ledger, (one.customer_name for one in shared))
    like, writer = Likeness(kind, currency), Writer(ledger, kind, papers)
    waiting = left_out(related, papers, like, same_customer)
    said = answers(ledger) if any(len(some) > 1 and some[-1].number for some in papers.values()) else {}
    gone: list[Row] = []
    after: list[Row] = []
    states: dict[int, tuple[str, str, str]] = {}
    for group, some in papers.items():
        folded = fold(like, [one for one in some if one.id not in waiting], same_customer, said)
        for one in some if waiting else ():
            if one.id in waiting:
                folded.wait(one, COMPANY_LEFT_OUT, waiting[one.id])
        change.fates.update(folded.fates)
        states.update(
            (paper, (state, folded.notes.get(paper, ""), " ".join(folded.questions.get(paper, ()))))
            for paper, state in folded.states.items()
        )
        old = before.get(group, {})
        new = {row[0]: row for row in writer.keep_equal(group, folded, old)}
        gone += [row for line, row in old.items() if new.get(line) != row]
        after += [row for line, row in new.items() if old.get(line) != row]
    _store_states(ledger, written, states, change)
    return gone, after


def _older_papers(ledger: Ledger, groups: Iterable[str], in_hand: InHand) -> list[Row]:
    """The papers with these keys that are not in hand; the last value says whether one was taken back."""
    return ledger.rows_in(
        "SELECT id, group_key, number, dated, customer_code, customer_name, version, numbered_lines, mention, "
        "arrival, sheet, office, arrival IN (SELECT arrival FROM undone) FROM paper WHERE id < ? AND group_key IN (?*)",
        groups,
        [in_hand.first_paper],
    )


def _papers(
    ledger: Ledger, kind: SheetType, groups: Iterable[str], heads: Iterable[Row], in_hand: InHand
) -> dict[str, list[PaperLines]]:
    """The papers with these keys, oldest first; `heads` are those that are not in hand.

    Of those only that were not taken back. A key may be left without papers.
    """
    live = [head[:-1] for head in sorted(heads) if not head[-1]]
    fields = ", ".join(f'"{one.name}"' for one in kind.fields)
    lines: defaultdict[int, list[Row]] = defaultdict(list)
    for row in ledger.rows_in(
        f'SELECT paper, id, fit, item, {fields} FROM "{line_table(kind)}" WHERE composed = 0 AND paper IN (?*)',
        [head[0] for head in live],
    ):
        lines[row[0]].append(row)
    found: dict[str, list[PaperLines]] = {group: [] for group in groups}
    for paper, group, number, dated, code, name, version, numbered, mention, arrival, sheet, office in live:
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
                source=(arrival, sheet),
                office=office,
            )
        )
    for group, papers in found.items():
        papers += [one.content() for one in in_hand.papers(group)]
    return found


def _store(ledger: Ledger, kind: SheetType, gone: list[Row], after: list[Row], change: Change) -> None:
    lines = [row[0] for row in gone]
    kept = {row[0] for row in after}
    left = [line for line in lines if line not in kept]
    change.dates.update(row[0] for row in ledger.rows_in("SELECT DISTINCT date FROM posting WHERE line IN (?*)", lines))
    change.owed.update(row[:-1] for row in owed_by(ledger, left))
    doubled = ledger.rows_in("SELECT line FROM posting WHERE measure = ? AND line IN (?*)", lines, [_DOUBLED])
    change.doubled.update(row[0] for row in doubled)
    change.orders |= unlink(ledger, lines)
    for derived in ("standing", "posting", "alias"):
        ledger.execute_in(f"DELETE FROM {derived} WHERE line IN (?*)", lines)
    table, composed = line_table(kind), "WHERE composed = 1 AND id IN (?*)"
    asked = f'SELECT id, {line_fields(kind)} FROM "{table}" AS line {composed}'
    change.composed.update((row[0], row[1:]) for row in ledger.rows_in(asked, left))
    ledger.execute_in(f'DELETE FROM "{table}" {composed}', left)
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
            made += [(line, "mention", key, party) for key, party in aliases_of(code or "", names_in(names))]
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


def _store_states(
    ledger: Ledger, groups: Iterable[str], states: Mapping[int, tuple[str, str, str]], change: Change
) -> None:
    before = {
        row[0]: row[1:]
        for row in ledger.rows_in(
            "SELECT paper_state.paper, state, note, coalesce(question, '') FROM paper_state "
            "JOIN paper ON paper.id = paper_state.paper WHERE group_key IN (?*)",
            groups,
        )
    }
    ledger.execute_in("DELETE FROM paper_state WHERE paper IN (?*)", [paper for paper in before if paper not in states])
    changed = [(paper, *now) for paper, now in states.items() if before.get(paper) != now]
    ledger.insert("paper_state", changed, instead=True)
    for paper, state, note, questions in changed:
        old = before.get(paper)
        change.states[paper] = (old[0] if old else None, state, note)
        if state == words.CONFLICTING.key:
            change.questions[paper] = questions.split()[-1]
