"""Payments that somebody claimed for a customer: for whom each counts, and which are to be posted anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from neiqin_xl import words
from neiqin_xl.ledger.allocations import Payments, decided, written
from neiqin_xl.ledger.called_parties import CalledParties
from neiqin_xl.ledger.identity import CUSTOMERS, mention_ids, resolve
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.openings import OPENING
from neiqin_xl.ledger.received import received
from neiqin_xl.ledger.store import Ledger, Row


def parties_called(ledger: Ledger, texts: Iterable[str]) -> dict[str, str]:
    """The customer of the books who is meant by each code, name, or both with a blank between.

    Not those that nobody is called, or several are.
    """
    called = CalledParties(ledger)
    meant = {text: _candidates(text, called) for text in set(texts)}
    parties = {party for some in meant.values() for party in some}
    known = {row[0] for row in ledger.rows_in("SELECT party FROM alias WHERE party IN (?*)", parties)}
    asked = (
        "SELECT party FROM mention WHERE party IN (?*) AND EXISTS "
        "(SELECT 1 FROM standing WHERE standing.mention = mention.id)"
    )
    known |= {row[0] for row in ledger.rows_in(asked, parties - known)}
    found = {text: next((one for one in some if one in known), "") for text, some in meant.items()}
    return {text: party for text, party in found.items() if party}


def _candidates(text: str, called: CalledParties) -> list[str]:
    code, _, rest = text.strip().partition(" ")
    found = [f"C:{code_key(text)}", called.called("", text)]
    if rest.strip():
        found.append(f"C:{code_key(code)}")
    return [one for one in found if one]


def claimed(ledger: Ledger) -> Mapping[int, int]:
    """By payment line, a mention of the customer for whom it counts by claim; mentions that are lacking are made."""
    parties = _resolved(ledger, _claims(ledger))
    if not parties:
        return {}
    keys = {party: (party[2:], "") if party.startswith("C:") else ("", party[2:]) for party in set(parties.values())}
    mentions = mention_ids(ledger, CUSTOMERS, {key: key for key in keys.values()})
    # Nobody else asks who is meant by a mention on which no line stands.
    resolve(ledger, CUSTOMERS, [mentions[key] for key in keys.values()], ())
    return {line: mentions[keys[party]] for line, party in parties.items()}


def _claims(ledger: Ledger) -> dict[int, str]:
    return {line: one.claimed_by for line, one in decided(ledger).by_line.items() if one.claimed_by}


def _resolved(ledger: Ledger, claims: Mapping[int, str]) -> dict[int, str]:
    if not claims:
        return {}
    meant = parties_called(ledger, claims.values())
    return {line: meant[text] for line, text in claims.items() if text in meant}


def lines_of_claims(ledger: Ledger, groups: Iterable[str], moved: Iterable[Row]) -> set[int]:
    """The payments that count otherwise now, or may: `groups` are the keys of papers that came or went.

    Those that rows about payments speak of, and those that are not posted for whom they are claimed for: a customer
    may be known by now. An opening balance among the rows of `standing` that `moved` takes claimed payments in, or
    leaves them.
    """
    changed = [group for group in groups if group.startswith(f"{words.ALLOCATION.key}|")]
    if not changed and not written(ledger):
        return set()
    claims = _claims(ledger)
    now = _resolved(ledger, claims)
    posted = _posted(ledger, claims)
    otherwise = {line for line in now if line not in posted or posted[line][0] != now[line]}
    otherwise |= {line for line, (_, by_claim) in posted.items() if by_claim and line not in now}
    if any(row[1] == OPENING for row in moved):
        otherwise |= now.keys()
    return otherwise | _spoken_of(ledger, changed)


def _spoken_of(ledger: Ledger, groups: list[str]) -> set[int]:
    if not groups:
        return set()
    payments = Payments(received(ledger))
    return {one.line for row in written(ledger, groups) for one in payments.about(row)}


def _posted(ledger: Ledger, lines: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """By line, for whom a payment counts, and whether that is another than the paper names."""
    rows = ledger.rows_in(
        "SELECT posting.line, mention.party, posting.mention <> standing.mention FROM posting "
        "JOIN mention ON mention.id = posting.mention JOIN standing ON standing.line = posting.line "
        "WHERE posting.measure = 'receivable' AND posting.line IN (?*)",
        lines,
    )
    return {line: (party, bool(by_claim)) for line, party, by_claim in rows}
