"""The wholesaler's office: its sheets dropped into a workspace, and its accounts beside those worked out on paper."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import plain_statements as plain
from statement_office import StatementOffice
from wholesaler import NEW_PRICES, OPENED
from wholesaler_sheets import customers_file, file_of, prices_file

from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.accounts import accounts
from neiqin_xl.reports.naming import Names


class WholesalerOffice(StatementOffice):
    """Drops sheets, remembers which, and compares what the books state with what the papers come to."""

    def __init__(self, folder, monkeypatch, year, seed) -> None:
        super().__init__(folder, monkeypatch)
        self.year, self.random = year, Random(seed)
        self.in_the_end = plain.standing(year.drops)
        self.dropped, self.batches, self.files_dropped = [], {}, 0
        self.are_masters_filed = False

    def file_masters(self):
        """Who the customers are, and the price lists of both halves of the year: then nothing waits any longer."""
        self.are_masters_filed = True
        self._take([("客户.xlsx", customers_file(self.year.customers))])
        halves = enumerate((OPENED.replace(month=1, day=1), NEW_PRICES))
        self._take([(f"价格{n}.xlsx", prices_file(self.year.products, n, since)) for n, since in halves])
        assert self.desk.status()["held"] == 0

    def drop_all(self, drops):
        """Drop these sheets and take back what is to be taken back, in their order."""
        waiting = []
        for one in drops:
            if one.undoes is None:
                waiting.append(one)
                continue
            self._drop_together(waiting)
            waiting = []
            self.desk.undo(self.batches[id(one.undoes)])
        self._drop_together(waiting)
        self.dropped += drops

    def _drop_together(self, drops):
        files = [file_of(one, self.files_dropped + n, self.random, self.in_the_end) for n, one in enumerate(drops)]
        self.files_dropped += len(files)
        for one, batch in zip(drops, self._take(files), strict=True):
            self.batches[id(one)] = batch

    def _take(self, files):
        inbox, paths = self.desk.workspace.inbox, []
        for name, data in files:
            paths.append(inbox / name)
            paths[-1].write_bytes(data)
        taken = {one["file"]: one for one in self.desk.take_in(paths, publish=False)["files"]} if paths else {}
        # A correction under another name of a customer who is not on file yet asks, until he is.
        expected = {"accepted", "duplicate", *(() if self.are_masters_filed else ("held", "partly"))}
        refused = [one for one in taken.values() if one["verdict"] not in expected]
        assert not refused, refused
        return [taken[path.name]["batch"] for path in paths]

    def on_paper(self):
        """Every account by its papers as they have come so far."""
        known = defaultdict(list)
        for one in plain.entries(plain.standing(self.dropped)):
            known[one.account].append(one)
        return known

    def stated(self, month):
        """Every account of a month as the books have it; they add up to the ledger and to their ages."""
        books = self.desk.books
        found = accounts(books, month, Names(books), {}, settled=True)
        by_currency = defaultdict(int)
        for one in found:
            assert one.ageing.balance == one.closing
            by_currency[one.key.company, one.key.currency] += one.closing + one.learned
        owed = books.sums(Measure.RECEIVABLE, None, month.before, by=("company", "currency"))
        assert {key: amount for key, amount in by_currency.items() if amount} == {
            (company, currency): amount for company, currency, _, amount in owed if amount
        }
        return {(one.key.company, one.key.customer.removeprefix("C:").upper(), one.key.currency): one for one in found}


def lines_of(account):
    """The lines of a stated account as the plain script has them."""
    moved = [(one.movement.day, one.movement.sort.value, one.movement.number, one.movement.change, one.balance)
             for one in account.lines]  # fmt: skip
    running = account.opening
    for *_, change, balance in moved:
        running += change
        assert running == balance
    return sorted((line[:-1] for line in moved), key=plain.in_order)


def figures_of(account):
    """The strip of figures over a stated account."""
    return (
        *(account.opening, account.shipped, account.returned, account.received, account.adjusted, account.prior),
        account.closing,
    )


def figures_on_paper(stated):
    """The same strip of a statement of the plain script."""
    adjusted = stated.total("charge", "increase", "allowance", "rounding", "prior")
    received = -stated.total("receipt", "refund")
    return (
        *(stated.opening, stated.total("shipment"), -stated.total("return"), received, adjusted),
        *(stated.total("prior"), stated.closing),
    )
