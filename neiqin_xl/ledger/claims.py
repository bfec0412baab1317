"""Payments that somebody claimed for customers: for whom each counts with how much, and which are to be posted anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.allocations import Payments, decided, written
from neiqin_xl.ledger.called_parties import parties_called
from neiqin_xl.ledger.identity import AMBIGUOUS, CUSTOMERS, KNOWN, mention_ids, resolve
from neiqin_xl.ledger.payment_decisions import Decision, fits
from neiqin_xl.ledger.received import Received, received
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.ledger.taken_back import keep_taken_back


class Claimed(NamedTuple):
    """Lines of payments that are to be posted anew, and positions of claims that show otherwise in their master."""

    lines: set[int]
    shown: frozenset[int]


class Share(NamedTuple):
    """So many fen of a payment count for that customer by claim."""

    party: str
    fen: int


def claimed(ledger: Ledger) -> Mapping[int, Mapping[int, int]]:
    """By payment line, the fen that count by claim, by a mention of each customer; what else it settles is left.

    Mentions that are lacking are made; for whoever the paper names it is the paper's own.
    """
    if not written(ledger):
        return {}
    shares, payments, _ = _shares(ledger, received(ledger))
    if not shares:
        return {}
    parties = sorted({one.party for some in shares.values() for one in some})
    keys = {party: (party[2:], "") if party.startswith("C:") else ("", party[2:]) for party in parties}
    mentions = mention_ids(ledger, CUSTOMERS, {key: key for key in keys.values()})
    # Nobody else asks who is meant by a mention on which no line stands.
    resolve(ledger, CUSTOMERS, [mentions[key] for key in keys.values()], ())
    own = _parties_named(ledger, (payments[line] for line in shares))
    return {
        line: {
            payments[line].mention
            if one.party == own.get(payments[line].mention)
            else mentions[keys[one.party]]: one.fen
            for one in some
        }
        for line, some in shares.items()
    }


def _shares(
    ledger: Ledger, payments: Iterable[Received]
) -> tuple[dict[int, list[Share]], dict[int, Received], frozenset[int]]:
    """By line, for whom payments count by claim; these payments; and the rows of claims that were taken back."""
    held = list(payments)
    found = decided(ledger, held)
    said = found.by_line
    texts = {one.claimed_by for some in said.values() for one in some if one.claimed_by}
    meant = parties_called(ledger, texts) if texts else {}
    by_line = {one.line: one for one in held if one.line in said}
    shares = {line: list(_divided(said[line], payment.settles, meant)) for line, payment in by_line.items()}
    return {line: some for line, some in shares.items() if some}, by_line, found.taken_back


def _divided(decisions: Iterable[Decision], settles: int, meant: Mapping[str, str]) -> Iterator[Share]:
    """For whom a payment counts that settles so much; for nobody by claim where it cannot be divided so.

    A part of somebody whom we do not know yet is kept for him.
    """
    parts = [(one, one.part) for one in decisions if one.part is not None]
    taken = [fen for _, fen in parts]
    if not fits(taken, settles):
        return
    fen_of: defaultdict[str, int] = defaultdict(int)
    for one, fen in parts:
        if party := meant.get(one.claimed_by):
            fen_of[party] += fen
    left = settles - sum(taken)
    for one in decisions:
        party = meant.get(one.claimed_by)
        if one.part is None and party and (left or not taken):
            fen_of[party] += left
    yield from (Share(party, fen) for party, fen in fen_of.items())


def reclaimed(ledger: Ledger, groups: Iterable[str], renamed: Collection[int], *, are_opened: bool) -> Claimed:
    """What is claimed otherwise now, or may be: `groups` are the keys of papers that came or went.

    The payments are those that rows about payments speak of, and those that are not posted for whom they are claimed
    for: a customer may be known by now. So may one of the `renamed` mentions be another customer's. Opening balances
    that came or went (`are_opened`) take claimed payments in, or leave them.
    """
    changed = [group for group in groups if group.startswith(f"{words.ALLOCATION.key}|")]
    rows = written(ledger)
    if not changed and not rows:
        return Claimed(set(), frozenset())
    payments = received(ledger)
    shares, _, taken_back = _shares(ledger, payments)
    named_by = Payments(payments)
    # Not only those decided on: a row may be about one no longer, since another came that it could be about as well.
    spoken_of = {one.line: one for row in rows for one in named_by.about(row)}
    posted = _posted(ledger, spoken_of)
    own = _parties_named(ledger, spoken_of.values())
    of_their_own = _that_name_somebody(ledger, spoken_of)
    otherwise = set()
    for line, payment in spoken_of.items():
        wanted = {one.party: -one.fen for one in shares.get(line, ())}
        counted = posted.get(line, {})
        # Whoever the paper names has what is left as well.
        named = own.get(payment.mention) if line in of_their_own else None
        if any(counted.get(party, 0) != wanted.get(party, 0) for party in {*counted, *wanted} - {named}):
            otherwise.add(line)
    if are_opened:
        otherwise |= shares.keys()
    otherwise |= {one.line for row in written(ledger, changed) for one in named_by.about(row)}
    if renamed:
        otherwise |= _posted_to(ledger, spoken_of, renamed)
    return Claimed(otherwise, keep_taken_back(ledger, taken_back))


def _posted(ledger: Ledger, lines: Iterable[int]) -> dict[int, dict[str, int]]:
    """By line, for whom a payment counts, and with how much."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for line, party, fen in ledger.rows_in(
        "SELECT posting.line, mention.party, posting.amount FROM posting JOIN mention ON mention.id = posting.mention "
        "WHERE posting.measure = 'receivable' AND posting.line IN (?*)",
        lines,
    ):
        found[line][party] = fen
    return found


def _posted_to(ledger: Ledger, lines: Iterable[int], mentions: Container[int]) -> set[int]:
    posted = ledger.rows_in("SELECT line, mention FROM posting WHERE line IN (?*)", lines)
    return {line for line, mention in posted if mention in mentions}


def _that_name_somebody(ledger: Ledger, lines: Iterable[int]) -> set[int]:
    """Those of these payments that count for whoever their papers mean where nobody claims them."""
    asked = (
        f"SELECT standing.line FROM standing JOIN {line_table(ledger.kinds[words.RECEIPT.key])} AS line "
        "ON line.id = standing.line JOIN mention ON mention.id = standing.mention "
        f"WHERE (mention.state = '{KNOWN}' OR mention.state <> '{AMBIGUOUS}' "
        "AND coalesce(line.customer_code, line.customer_name) IS NOT NULL) AND standing.line IN (?*)"
    )
    return {row[0] for row in ledger.rows_in(asked, lines)}


def _parties_named(ledger: Ledger, payments: Iterable[Received]) -> dict[int, str]:
    """Whom the papers of these payments mean, by mention."""
    return dict(ledger.rows_in("SELECT id, party FROM mention WHERE id IN (?*)", {one.mention for one in payments}))
