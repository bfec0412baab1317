"""The books: the questions that reports, masters and people ask of the ledger. Read only."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from neiqin_xl.ledger import day_sums, entries, order_book, parties, unsettled
from neiqin_xl.ledger.bills import Bill, bills
from neiqin_xl.ledger.closings import Closing, closings
from neiqin_xl.ledger.differing.payments import Unclaimed, unclaimed_by_payer
from neiqin_xl.ledger.dimensions import DOCUMENT, KEYS, grouped, limited, postings_with
from neiqin_xl.ledger.entries import LEADING
from neiqin_xl.ledger.explained import Explained, explained
from neiqin_xl.ledger.frozen import Frozen, frozen
from neiqin_xl.ledger.grants import Granted, filed_limits, granted
from neiqin_xl.ledger.issued import Issued, days_of, issued, newest_of
from neiqin_xl.ledger.order_terms import order_terms
from neiqin_xl.ledger.posted_lines import posted_lines
from neiqin_xl.ledger.rows import Item, OrderLine, Party, Posting, Waiting
from neiqin_xl.ledger.said import Beside, said_of_payments
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.settings import Settings

__all__ = ["LEADING", "Books"]

_Answer = TypeVar("_Answer")


class Books:
    """What stands in the ledger, as of `today`. Quantities are × 10^4, amounts fen, dates ISO text."""

    def __init__(
        self,
        ledger: Ledger,
        today: date,
        *,
        company: str = "",
        currency: str = "CNY",
        basis: Basis = Basis.SHIPMENT,
        settings: Settings | None = None,
    ) -> None:
        """`company` and `currency` are those of papers that name none, `basis` from when customers owe for goods.

        `settings` are what an office wants of its papers (None: the defaults).
        """
        self.ledger, self.today, self.settings = ledger, today, settings or Settings()
        self.company, self.currency, self.basis = company, currency, basis
        self._answers: dict[Hashable, Any] | None = None

    def at_rest(self) -> Books:
        """The same books for as long as nothing is entered: names and sums are asked of the ledger once, and shared.

        Nobody may change the lists and dicts that they answer with.
        """
        resting = Books(self.ledger, self.today, **self._terms)
        resting._answers = {}
        return resting

    def of(self, ledger: Ledger) -> Books:
        """The books of another ledger, a copy perhaps, on the same day and by the same settings."""
        return Books(ledger, self.today, **self._terms)

    def wanting(self, settings: Settings) -> Books:
        """The same books where an office wants something else of its papers."""
        return Books(self.ledger, self.today, **{**self._terms, "settings": settings})

    def freezing(self, kept: Iterable[int]) -> Books:
        """The books at rest as they are once these snapshots are frozen, too."""
        resting, held = self.at_rest(), tuple(kept)
        resting.once(frozen, lambda: frozen(self.ledger, held))
        return resting

    @property
    def _terms(self) -> dict[str, Any]:
        return {"company": self.company, "currency": self.currency, "basis": self.basis, "settings": self.settings}

    def sums(
        self,
        measures: Measure | Iterable[Measure],
        since: date | None = None,
        before: date | None = None,
        by: Sequence[str] = (),
        company: str | None = None,
    ) -> list[Row]:
        """(key values in the order of `by` …, quantity, amount), a row for each combination that occurs, sorted.

        `by` names: measure, day, month, customer, product, salesperson, office, unit, currency, company, type, number.
        """
        if tuple(by) == day_sums.BY and (since, before, company) == (None, None, None):
            return self.once(("day sums", str(measures)), lambda: day_sums.day_sums(self.ledger, measures))
        where, values = limited(measures, since, before)
        if company is not None:
            where, values = f"{where} AND posting.company = ?", [*values, company]
        summed = "coalesce(sum(posting.quantity), 0), coalesce(sum(posting.amount), 0)"
        return self._grouped(summed, by, by, where, values)

    def moved(
        self, measures: Iterable[Measure], since: date | None, before: date | None, keys: Sequence[str]
    ) -> list[Row]:
        """(key values in the order of `keys` …, quantity, amount) of every posting; keys are named as in `sums`.

        To be asked where so many keys are wanted that there would be about as many sums.
        """
        where, values = limited(measures, since, before)
        listed = ", ".join(KEYS[name] for name in keys)
        counted = "coalesce(posting.quantity, 0), coalesce(posting.amount, 0)"
        return self._rows(f"SELECT {listed}, {counted} {postings_with(*keys)}{where}", values)

    def counts(
        self,
        measures: Measure | Iterable[Measure],
        of: str,
        since: date | None = None,
        before: date | None = None,
        by: Sequence[str] = (),
    ) -> list[Row]:
        """(key values in the order of `by` …, how many different), where `of` is customer, product, document or day."""
        counted = {"document": DOCUMENT, **KEYS}[of]
        return self._grouped(f"count(DISTINCT {counted})", by, (of, *by), *limited(measures, since, before))

    def unpriced(
        self,
        measures: Measure | Iterable[Measure],
        since: date | None = None,
        before: date | None = None,
        by: Sequence[str] = (),
    ) -> list[Row]:
        """(key values in the order of `by` …, how many lines count with their quantity but have no price yet)."""
        where, values = limited(measures, since, before)
        return self._grouped("count(*)", by, by, f"{where} AND posting.priced <= 0", values)

    def lines(
        self,
        measures: Measure | Iterable[Measure],
        since: date | None = None,
        before: date | None = None,
        customer: str | None = None,
    ) -> list[Posting]:
        """Every posting of the period by date, customer, paper and line."""
        return posted_lines(self.ledger, measures, since, before, customer)

    def said(self) -> Beside:
        """What stands beside every payment: which papers it is for, and whether it may settle others."""
        return self.once(said_of_payments, lambda: said_of_payments(self.ledger))

    def explained(self) -> Mapping[int, Explained]:
        """By line, what every receipt, adjustment and opening balance says of itself."""
        return self.once(explained, lambda: explained(self.ledger))

    def granted(self) -> Sequence[Granted]:
        """Every grant of credit of which we can tell whose it is, by the day from which it holds."""
        return self.once(granted, lambda: granted(self.ledger, self.company, self.currency))

    def bills(self) -> Sequence[Bill]:
        """Every payment by bill that stands, by the day on which it came."""
        return self.once(bills, lambda: bills(self.ledger))

    def filed_limits(self) -> Mapping[str, int]:
        """The limits in fen that the customer file names, by customer."""
        return self.once(filed_limits, lambda: filed_limits(self.ledger))

    def unclaimed_of(self) -> Mapping[tuple[str, str, str], Sequence[Unclaimed]]:
        """The payments of payers whom nobody knows, by company, currency and the payer's name as names are compared."""
        return self.once(unclaimed_by_payer, lambda: unclaimed_by_payer(self.ledger))

    def issued(self) -> Sequence[Issued]:
        """Every version of every statement that was issued, in order of issue."""
        return self.once(issued, lambda: issued(self.ledger))

    def stated_days(self) -> Mapping[AccountKey, Sequence[tuple[str, str, str]]]:
        """By account, the days of each statement that was issued, from and before, and its number."""
        return self.once(days_of, lambda: days_of(self.issued()))

    def newest_issued(self) -> Mapping[tuple[AccountKey, str], Issued]:
        """The newest version of each statement that was issued, by its account and the name of its period."""
        return self.once(newest_of, lambda: newest_of(self.issued()))

    def closings(self) -> Sequence[Closing]:
        """Every closed month of each of our companies, in order of closing."""
        return self.once(closings, lambda: closings(self.ledger))

    def frozen(self) -> Frozen:
        """What of the accounts is frozen, by statements that were confirmed and by closed months."""
        return self.once(frozen, lambda: frozen(self.ledger))

    def order_terms(self) -> Mapping[int, str]:
        """By line, what every order that stands says of how it is paid for."""
        return self.once(order_terms, lambda: order_terms(self.ledger))

    def span(self, measure: Measure) -> tuple[date, date] | None:
        """The first and the last day on which the measure has postings."""
        # Asked apart, each is found at its end of the index.
        ends = (f"(SELECT {end}(date) FROM posting WHERE measure = ?)" for end in ("min", "max"))
        first, last = self._rows(f"SELECT {', '.join(ends)}", [measure.value] * 2)[0]
        if first is None:
            return None
        return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])

    def customers(self) -> dict[str, Party]:
        """Every customer with a paper or a row in the customer file, by id."""
        return self.once(parties.customers, lambda: parties.customers(self.ledger))

    def products(self) -> dict[str, Item]:
        """Every product with a paper or a row in the price list, by id."""
        return self.once(parties.products, lambda: parties.products(self.ledger))

    def order_lines(
        self,
        since: date | None = None,
        before: date | None = None,
        customer: str | None = None,
        *,
        open_only: bool = False,
    ) -> list[OrderLine]:
        """Order lines that stand, by order date and entry, with what was shipped on them."""
        if open_only and since is None and before is None and customer is None:
            return self.once("open", lambda: order_book.open_lines(self.ledger))
        found = order_book.order_lines(self.ledger, since, before, customer)
        return [one for one in found if one.open > 0] if open_only else found

    def master_years(self, type_name: str) -> list[int]:
        """The years for which a type's master has rows, ascending; [0] for master data and undated rows."""
        return entries.years(self.ledger, type_name)

    def master_rows(
        self,
        type_name: str,
        year: int | None = None,
        fields: Sequence[str] | None = None,
        positions: Iterable[int] | None = None,
    ) -> Iterator[Row]:
        """The lines that stand, in order of entry.

        Each has `LEADING` values before the field values: position, line id, revision, batch, file, sheet, row, status,
        the amount in fen for which it counts (None: it posts nothing), and the code and the name of the customer for
        whom. `year` limits them to papers dated in it (0: undated), `positions` to those that stand there. `fields` are
        named in the order wanted; None for all of the type's.
        """
        wanted = [one.name for one in self.ledger.kinds[type_name].fields] if fields is None else fields
        return entries.entries(self.ledger, type_name, year, wanted, self.master_names(type_name), positions)

    def master_names(self, type_name: str) -> entries.Called:
        """The code and the name that a type's master shows for each customer, by id; none where it posts nothing."""
        if not self.ledger.kinds[type_name].posts:
            return {}
        return self.once(
            "master_names", lambda: {key: (one.code or None, one.name) for key, one in self.customers().items()}
        )

    def master_positions(self, type_name: str, customers: Iterable[str]) -> list[int]:
        """The positions of a type's lines that count for these customers, and maybe of some more."""
        return entries.positions_of(self.ledger, type_name, customers)

    def master_witness(self, type_name: str, field: str) -> int | None:
        """The position of a line that holds a value in that field; None where none does."""
        return entries.witness(self.ledger, type_name, field)

    def has_price_list(self) -> bool:
        """Whether any product is on file; without one, nothing is said of those that are not."""
        return entries.has_products(self.ledger)

    def master_fields(self, type_name: str) -> set[str]:
        """The fields of a type that hold a value in at least one line that stands."""
        return entries.fields_in_use(self.ledger, type_name)

    def line_counts(self) -> dict[str, int]:
        """How many lines stand, by type."""
        return dict(self.ledger.rows("SELECT type, count(*) FROM standing GROUP BY type ORDER BY type"))

    def types_posting(self, measure: Measure) -> frozenset[str]:
        """The types of papers whose lines may add to the measure, where customers owe on the basis of these books."""
        return frozenset(
            kind.name
            for kind in self.ledger.kinds.values()
            if any(post.measure is measure and post.counts_on(self.basis) for post in kind.posts)
        )

    def waiting(self) -> list[Waiting]:
        """Every line that arrived and does not count, but those that a later paper replaced or put right."""
        return self.once(unsettled.waiting, lambda: unsettled.waiting(self.ledger))

    def _grouped(
        self, asked: str, by: Sequence[str], joined: Sequence[str], where: str, values: list[object]
    ) -> list[Row]:
        """What is asked of the postings, by these keys and sorted by them; `joined` names all keys that it needs."""
        return self._rows(grouped(asked, by, joined, where), values)

    def _rows(self, sql: str, values: list[object]) -> list[Row]:
        return self.once((sql, *values), lambda: self.ledger.rows(sql, values))

    def once(self, question: Hashable, ask: Callable[[], _Answer]) -> _Answer:
        """The answer to a question; of books at rest it is asked once, and whoever asks shares it."""
        if self._answers is None:
            return ask()
        if question not in self._answers:
            self._answers[question] = ask()
        answer: _Answer = self._answers[question]
        return answer
