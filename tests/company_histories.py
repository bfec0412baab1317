"""Random histories of a small company at the ledger: papers, corrections, undos, statements issued, months closed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

import plain_statements as plain
from bookkeeping import Office
from company_papers import Billed, Filed, picture, rows_of
from freezing_on_paper import FreezingOnPaper
from wholesaler import OPENED, Change, Drawing, Drop, Goods, Opened, customers_of, money, products_of

from neiqin_xl.dates import month_of
from neiqin_xl.desk.closing import close_month
from neiqin_xl.desk.issuing import issue
from neiqin_xl.ledger.books import Books
from neiqin_xl.settings import Settings
from neiqin_xl.workspace import Workspace

MONTHS = [month_of(date(2026, month, 1)) for month in range(1, 6)]
TODAY, NOW = date(2026, 12, 31), datetime(2026, 12, 31, 18)


class Undrawn:
    """Publishing that lays nothing: what is issued is as good as drawn."""

    def __init__(self, folder, ledger, books) -> None:
        self.workspace, self.ledger, self.books = Workspace(folder, Settings(), "账"), ledger, books

    def released(self, papers):
        return [(self.workspace.outbox / f"{n}.xlsx", b"drawn") for n, _ in enumerate(papers)]

    def papers(self, papers, folder):
        del papers, folder

    def lay(self, files):
        del files

    def report(self, report, period):
        del report, period

    def outcome(self):
        return {}


class Company:
    """Books fed by a random history, the plain papers beside them, and what froze of them when."""

    def __init__(self, folder, random) -> None:
        self.folder, self.random, self.office, self.paper = folder, random, Office(folder), FreezingOnPaper()
        # Among ten there are one of another currency and one of another company of ours.
        self.customers = random.sample(customers_of(random, 10), 3)
        self.drawing = Drawing(random, products_of(random)[:3])
        self.drops, self.numbers, self.signed, self.said = [], {}, {}, []

    @property
    def books(self):
        return Books(self.office.ledger, TODAY)

    def live(self):
        """The drops that were not taken back."""
        gone = {id(one.undoes) for one in self.drops if one.undoes is not None}
        return [one for one in self.drops if one.undoes is None and id(one) not in gone]

    def on_paper(self):
        """Every account by the papers that stand."""
        papers, known = plain.standing(self.drops), defaultdict(list)
        for one in plain.entries(papers, listed="product" in papers, filed="customer" in papers):
            known[one.account].append(one)
        return known

    def live_on(self, steps, only=()):
        """So many steps of random life, `only` of these kinds."""
        weights = {what: weight for what, weight in STEPS.items() if not only or what in only}
        for _ in range(steps):
            what = self.random.choices(list(weights), list(weights.values()))[0]
            self.said.append(what)
            getattr(self, f"_{what}")()

    def drop(self, made):
        """Drop a sheet, or take one back; the fates of its rows, one each."""
        self.drops.append(made)
        if made.undoes is not None:
            self.office.undo(self.numbers[id(made.undoes)])
            return []
        fates = self.office.drop(made.kind, picture(made))
        self.numbers[id(made)] = self.office.drops
        assert len(fates) == len(rows_of(made))
        return fates

    def _drop(self, kind, papers):
        return self.drop(Drop(kind, papers))

    def _paper(self):
        customer = self.random.choice(self.customers)
        day = self.drawing.day(self.random.randint(1, 3))
        slips = [one for one in plain.standing(self.drops).values() if one.kind == "shipment" and not one.void]
        match self.random.randrange(10):
            case 0 if customer.ordering:
                self._drop("order", [self.drawing.order(customer, day)])
            case 1 | 2 if slips:
                slip = self.random.choice(slips)
                sold = tuple(one for one in slip.lines if not one.gift)
                if sold:
                    self._drop("goods_return", [self.drawing.returned(replace(slip, lines=sold), max(day, slip.day))])
            case 3 | 4:
                self._drop("receipt", [self.drawing.paid(customer, day)])
            case 5:
                self._drop("adjustment", [self.drawing.change(customer, day)])
            case 6 if slips:
                slip = self.random.choice(slips)
                about = slip.id if self.random.random() < 0.6 else ""
                amount = money(self.random, 1, 5000)
                number = f"{10**7 + self.office.drops}"
                self._drop("invoice", [Billed(number, max(day, slip.day), slip.customer, amount, about)])
            case 7:
                self._drop("opening", [Opened(f"QC{customer.code}", customer, money(self.random, -500, 900))])
            case _:
                older = day if self.random.random() < 0.95 else OPENED
                self._drop("shipment", [self.drawing.slip(customer, older)])

    def _master(self):
        if self.random.random() < 0.5:
            self._drop("customer", [Filed("customer", tuple(self.customers))])
        else:
            self._drop("product", [Filed("product", tuple(self.drawing.products))])

    def _correction(self):
        known = [one for one in plain.standing(self.drops).values() if isinstance(one, Goods | Change | Opened)]
        if known:
            paper = self.random.choice(known)
            self._drop(paper.kind, [corrected(self.random, paper)])

    def _again(self):
        """The newest version of something once more: nothing happens."""
        standing = plain.standing(self.drops)
        known = [one for one in self.live() if all(standing[paper.id] is paper for paper in one.papers)]
        if known:
            before = self.office.digest()
            one = self.random.choice(known)
            assert set(self._drop(one.kind, list(one.papers))) == {"unchanged"}
            assert self.office.digest() == before

    def _undo(self):
        if known := self.live():
            one = self.random.choice(known)
            self.drop(Drop(one.kind, undoes=one))

    def _publishing(self):
        return Undrawn(self.folder, self.office.ledger, self.books)

    def _issue(self):
        known, again = self.on_paper(), [one for one in MONTHS if self.paper.to_confirm(one)]
        month = self.random.choice(again or MONTHS[:3])
        for one in issue(self._publishing(), month, None, NOW)["issued"]:
            key = one.get("company", ""), one["code"], "USD" if "currency" in one else "CNY"
            assert one["closing"] == self.paper.issue(one["number"], one["version"], key, month, known[key])

    def _confirm(self):
        if waiting := self.paper.to_confirm():
            number, version = self.random.choice(waiting)
            head = "statement_no | version_no | confirmed_on"
            self.office.drop("sign_off", f"| {head} |\n| {number} | {version} | 2026-12-05 |")
            self.paper.confirm(number)
            self.signed[self.office.drops] = number

    def _unsign(self):
        """The customer confirmed nothing: the sheet that said so is taken back."""
        if self.signed:
            arrival = self.random.choice(list(self.signed))
            self.office.undo(arrival)
            self.paper.confirm(self.signed.pop(arrival), confirmed=False)

    def _close(self):
        closed = len({one.month for one in self.books.closings()})
        if closed < 3:
            assert close_month(self._publishing(), MONTHS[closed], anyway=True, now=NOW)["closed"]
            self.paper.close(MONTHS[closed], self.on_paper())


# How often each is done.
STEPS = {
    "paper": 12, "master": 2, "correction": 4, "again": 1, "undo": 3,
    "issue": 3, "confirm": 3, "unsign": 1, "close": 2,
}  # fmt: skip


def corrected(random, paper):
    """The paper with another figure, or cancelled."""
    if isinstance(paper, Goods) and paper.kind == "shipment" and random.random() < 0.2:
        return replace(paper, void=True)
    if isinstance(paper, Goods):
        line = paper.lines[0]
        return replace(paper, lines=(replace(line, qty=line.qty + random.randint(1, 9)), *paper.lines[1:]))
    return replace(paper, amount=paper.amount + random.choice((1, 2, 3)))
