"""Payments and invoices of one account that come to the same, with what tells them apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.snapshots import Place, places_kept
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.table import Value

RECEIPT, INVOICE = words.RECEIPT.key, words.INVOICE.key
MEASURES = {RECEIPT: Measure.RECEIVED.value, INVOICE: Measure.INVOICED.value}
OUT_OF_THE_BOOKS = (Measure.IN_DOUBT.value, Measure.DOUBLED.value)
"""The measures by which such a paper counts in no balance."""

_LISTED = ", ".join(f"'{one}'" for one in (*MEASURES.values(), *OUT_OF_THE_BOOKS))

# What a list of payments shows in each of its rows, and another one may not: by that two lists are told apart.
_OF_A_LIST = (
    *("receipt_no", "customer_code", "customer_name", "payer", "method", "bank_account", "bank_txn_no", "paid_out"),
    *("direction", "balance", "counter_account", "prepared_by"),
)

# What settles beside the money, which no bank knows.
_BESIDE = ("bank_fee", "settle_discount")
# What only a bank's own list shows, and what a clerk copies from it at most beside a number of ours.
_OF_A_BANK = ("paid_out", "direction", "balance")
_OF_A_TRANSFER = ("bank_txn_no", "counter_account")

Account = tuple[str, str, str, str, int]
"""Type, company, currency, customer and what it comes to: what papers that may be one have in common."""

Span = tuple[str, str]
"""Days from and before, ISO text."""


class Entry(NamedTuple):
    """A payment, or an invoice with all its lines.

    `names` are the numbers that it bears, as codes are compared; `about` is what it says of itself that others may say
    otherwise. `source` tells lists of one kind from those of another. `fuller` puts the one before the other that is to
    count. `measure` is the one by which it is posted as the books stand.
    """

    lines: tuple[int, ...]
    account: Account
    day: date
    group: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    source: tuple[object, ...]
    fuller: tuple[object, ...]
    measure: str
    number: str
    salesperson: str
    file: str
    sheet: str
    row: int


class _Posted(NamedTuple):
    """A posting of such a paper; `measure` is that by which it counts, or waits."""

    line: int
    type: str
    group: str
    company: str
    currency: str
    customer: str
    day: str
    amount: int
    measure: str


def candidates(
    ledger: Ledger, lines: Collection[int] | None, days: int, *, as_written: bool = False
) -> dict[Account, list[Entry]]:
    """The papers that come to the same, two at least, by what they have in common.

    Those of which one has any of these `lines` (None: all); each with every other that lies within so many `days` of
    one of them, and of these again. With `as_written` a paper is whose it says it is, for whomever it is claimed.
    """
    if lines is None:
        return _alike(ledger, _together(_posted(ledger, [("", "9")], as_written=as_written), days, as_written))
    spans = _spans((one.day for one in _of_lines(ledger, lines)), days)
    while True:
        found = _together(_posted(ledger, spans, as_written=as_written), days, as_written)
        near = {key: some for key, some in found.items() if any(one.line in lines for held in some for one in held)}
        wider = _spans((held[0].day for some in near.values() for held in some), days, spans)
        if wider == spans:
            return _alike(ledger, near)
        spans = wider


def lines_around(ledger: Ledger, lines: Collection[int], days: int) -> set[int]:
    """The lines of payments and invoices dated within so many `days` of these, which need not count any more.

    What was taken for one with a line may be one with another since that line counts for somebody else, or not at all.
    """
    dated: list[str] = []
    for name in MEASURES:
        kind = ledger.kinds[name]
        asked = (
            f"SELECT DISTINCT substr(coalesce(line.{kind.dated}, paper.dated), 1, 10) FROM {line_table(kind)} AS line "
            "JOIN paper ON paper.id = line.paper WHERE line.id IN (?*)"
        )
        dated += [row[0] for row in ledger.rows_in(asked, lines) if row[0]]
    return {one.line for one in _posted(ledger, _spans(dated, days))}


def lines_held(ledger: Ledger) -> set[int]:
    """The lines of payments and invoices that count in no balance because they are, or may be, there already."""
    asked = "SELECT line FROM posting WHERE measure IN (?, ?) AND line > 0"
    return {row[0] for row in ledger.rows(asked, OUT_OF_THE_BOOKS)}


def _of_lines(ledger: Ledger, lines: Iterable[int]) -> list[_Posted]:
    return [_Posted._make(row) for row in ledger.rows_in(f"{_asked('posting')} AND posting.line IN (?*)", lines)]


def _posted(ledger: Ledger, spans: Iterable[Span], *, as_written: bool = False) -> list[_Posted]:
    asked = _asked("standing" if as_written else "posting")
    return [
        _Posted._make(row)
        for since, before in spans
        for row in ledger.rows(f"{asked} AND posting.date >= ? AND posting.date < ? AND posting.line > 0",
                               (since, before))
    ]  # fmt: skip


def _asked(said_by: str) -> str:
    """Every such posting, in SQL, of the customer whom the table `posting` or `standing` says."""
    return (
        "SELECT posting.line, posting.type, standing.group_key, posting.company, posting.currency, mention.party, "
        "substr(posting.date, 1, 10), posting.amount, posting.measure FROM posting "
        f"JOIN standing ON standing.line = posting.line JOIN mention ON mention.id = {said_by}.mention "
        f"WHERE posting.measure IN ({_LISTED})"
    )


def _together(posted: Iterable[_Posted], days: int, whole: bool) -> dict[Account, list[list[_Posted]]]:
    """The postings of each paper, by what papers that may be one have in common: those with another so near.

    A payment that somebody divided among customers is none of them unless it is taken as a `whole`.
    """
    papers: defaultdict[tuple[object, ...], list[_Posted]] = defaultdict(list)
    held = list(posted)
    parts = Counter(one.line for one in held)
    for one in held:
        if parts[one.line] > 1 and not whole:
            continue  # somebody divided this payment among customers, and knows it
        # Each row of a bank's list is a payment of its own; an invoice is all its lines.
        own = one.line if one.type == RECEIPT else one.group
        papers[one.type, own, one.company, one.currency, one.customer, one.day].append(one)
    alike: defaultdict[Account, list[list[_Posted]]] = defaultdict(list)
    for paper in papers.values():
        first, amount = paper[0], sum(one.amount for one in paper)
        alike[first.type, first.company, first.currency, first.customer, amount].append(paper)
    near = {key: _near(some, days) for key, some in alike.items() if len(some) > 1 and key[-1]}
    return {key: some for key, some in near.items() if some}


def _near(papers: list[list[_Posted]], days: int) -> list[list[_Posted]]:
    """Those of the papers that have another within so many days."""
    dated = sorted(((date.fromisoformat(paper[0].day).toordinal(), n) for n, paper in enumerate(papers)))
    kept = {n for (day, one), (later, other) in pairwise(dated) if later - day <= days for n in (one, other)}
    return [paper for n, paper in enumerate(papers) if n in kept]


def _spans(days: Iterable[str], reach: int, also: Sequence[Span] = ()) -> list[Span]:
    """The days around these, without gaps and overlaps, with `also` among them."""
    around = timedelta(days=reach)
    wanted = {day: date.fromisoformat(day) for day in set(days)}
    spans = sorted({*also, *((str(day - around), str(day + around + timedelta(days=1))) for day in wanted.values())})
    made: list[Span] = []
    for since, before in spans:
        if made and since <= made[-1][1]:
            made[-1] = made[-1][0], max(before, made[-1][1])
        else:
            made.append((since, before))
    return made


def _alike(ledger: Ledger, together: Mapping[Account, list[list[_Posted]]]) -> dict[Account, list[Entry]]:
    """What is alike, looked at more closely."""
    said: dict[int, _Said] = {}
    for name in MEASURES:
        some = (paper for key, papers in together.items() if key[0] == name for paper in papers)
        said |= _said(ledger, name, [one.line for paper in some for one in paper])
    given = places_kept(ledger, (account[3] for account in together), MEASURES)
    return {
        account: sorted(
            (_entry(account, paper, [said[one.line] for one in paper], given) for paper in papers), key=_fuller
        )
        for account, papers in together.items()
    }


class _Said(NamedTuple):
    """Where a line stands, and its fields."""

    salesperson: str
    file: str
    sheet: str
    row: int
    office: str
    fields: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A field as text, "" where it is blank."""
        return str(self.fields[name] or "")


def _said(ledger: Ledger, name: str, lines: Iterable[int]) -> dict[int, _Said]:
    kind = ledger.kinds[name]
    fields = [one.name for one in kind.fields]
    listed = ", ".join(f'said."{one}"' for one in fields)
    rows = ledger.rows_in(
        f"SELECT posting.line, {KEYS['salesperson']}, arrival.name, paper.sheet, posting.row, paper.office, {listed} "
        f"{EVERYTHING} JOIN arrival ON arrival.id = paper.arrival JOIN {line_table(kind)} AS said "
        f"ON said.id = posting.line WHERE posting.measure IN ({_LISTED}) AND posting.line IN (?*)",
        lines,
    )
    return {row[0]: _Said._make((*row[1:6], dict(zip(fields, row[6:], strict=True)))) for row in rows}


class _Own(NamedTuple):
    """What a paper says of itself, as `Entry` has it; what is lacking puts it behind a fuller one.

    `settles_more` is whether it is worth more than the money, by a fee or a rounding.
    """

    number: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    source: tuple[object, ...]
    lacking: tuple[object, ...]
    settles_more: bool = False


def _entry(account: Account, posted: list[_Posted], said: list[_Said], given: Collection[Place]) -> Entry:
    """A paper of which these are the postings, with what each of its lines says; `given` stand in statements."""
    first, place = posted[0], said[0]
    own = _of_payment(place) if account[0] == RECEIPT else _of_invoice(place, first.group)
    about = (*own.about, first.day, name_key(place.text("company")), place.text("currency"))
    is_new = (first.day, place.file, place.sheet, place.row) not in given
    shown = sorted(repr([value for value in one.fields.values() if value is not None]) for one in said)
    return Entry(
        lines=tuple(dict.fromkeys(one.line for one in posted)),
        account=account,
        day=date.fromisoformat(first.day),
        group=first.group,
        names=own.names,
        about=about,
        source=own.source,
        # What stands in a statement stays, or the next one would take it back for another entry of the same.
        fuller=(not own.settles_more, is_new, *own.lacking, first.day, about, shown),
        measure=first.measure,
        number=own.number,
        salesperson=place.salesperson,
        file=place.file,
        sheet=place.sheet,
        row=place.row,
    )


def _of_payment(said: _Said) -> _Own:
    ours, banks = said.text("receipt_no"), said.text("bank_txn_no")
    names = (code_key(ours), code_key(banks))
    who = (code_key(said.text("customer_code")), name_key(said.text("customer_name")))
    about = (*names, *who, name_key(said.text("payer")), name_key(said.text("bank_account")))
    source = (said.office, *(said.fields[name] is not None for name in _OF_A_LIST))
    # The bank's own row is the payment itself; what a clerk wrote down of it stays only where it settles more by that.
    settles_more = any(said.fields[name] is not None for name in _BESIDE)
    is_seen = any(said.fields[name] is not None for name in _OF_A_BANK)
    is_banks = is_seen or (not ours and any(said.fields[name] is not None for name in _OF_A_TRANSFER))
    lacking = (not is_seen, not is_banks, not any(who), not ours)
    return _Own(ours or banks, names, about, source, lacking, settles_more)


def _of_invoice(said: _Said, group: str) -> _Own:
    number = "-".join(filter(None, (said.text("invoice_code"), said.text("invoice_no"))))
    names = (group.split("|", 2)[2],)
    # A number that was written short lacks something.
    return _Own(number, names, names, (), (-len(names[0]),))


def _fuller(one: Entry) -> tuple[object, ...]:
    return one.fuller
