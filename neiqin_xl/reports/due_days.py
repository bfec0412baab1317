"""When each paper of an account is due, by its customer's terms and the office's way of counting."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from neiqin_xl.model.posting import Basis
from neiqin_xl.reconcile.falling_due import due_days, terms_of
from neiqin_xl.reconcile.posted import slip_id
from neiqin_xl.settlement import Event, Manner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Party, Posting
    from neiqin_xl.ledger.snapshots import AccountKey
    from neiqin_xl.reconcile.posted import DueOf
    from neiqin_xl.reports.naming import Names


class DueDays:
    """The due days of all accounts, asked of the books once."""

    def __init__(self, books: Books, names: Names) -> None:
        self._books, self._names = books, names
        self._explained = books.explained()

    def of(self, key: AccountKey, postings: Sequence[Posting], as_of: date) -> DueOf:
        """When the papers of the account are due as of a day; `postings` are all of it.

        What an invoice begins had to be invoiced by that day.
        """
        party = self._names.customers.get(key.customer)
        begun = {name: day for name, day in self._invoiced(key, party).items() if day <= as_of}
        by_days = self._books.settings.monthly_by_days
        return due_days(party, postings, self._explained, self._books.basis, by_days=by_days, invoiced=begun)

    def _invoiced(self, key: AccountKey, party: Party | None) -> Mapping[str, date]:
        """By the id of its entry, the day on which each slip was invoiced in full, where the terms ask for it."""
        if self._books.basis is Basis.INVOICE or not _runs_from_invoice(party):
            return {}
        return self._all_invoiced.get(tuple(key), {})

    @cached_property
    def _all_invoiced(self) -> Mapping[tuple[str, ...], Mapping[str, date]]:
        # Asked when first needed: most offices have no such customers.
        from neiqin_xl.reports.evidence import invoiced, returned

        settings, ledger = self._books.settings, self._books.ledger
        found: dict[tuple[str, ...], Mapping[str, date]] = {}
        for one in invoiced(ledger, returned(ledger), str(settings.go_live or ""), settings.tolerances):
            whole = [slip for slip in one.whole if slip.covered and slip.open <= 0]
            found[one.key] = {
                slip_id(slip.delivered.number, slip.delivered.date): date.fromisoformat(max(b.date for b in slip.bills))
                for slip in whole
            }
        return found


def _runs_from_invoice(party: Party | None) -> bool:
    terms = terms_of(party)
    if terms is None:
        return False
    return terms.manner is Manner.INVOICE or any(part.event is Event.INVOICE for part in terms.parts)
