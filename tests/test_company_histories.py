"""After any history of a company its books add up, agree with its papers to the fen, and keep what is frozen."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import plain_statements as plain
import pytest
from company_histories import MONTHS, Company
from wholesaler_office import figures_of, figures_on_paper, lines_of

from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.accounts import accounts
from neiqin_xl.reports.evidence import invoiced, returned
from neiqin_xl.reports.naming import Names

TOGETHER, LONG = 10, 10_000


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, 200, TOGETHER))
def test_after_any_history_the_books_are_what_the_papers_come_to(first):
    for seed in range(first, first + TOGETHER):
        lived_through(seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(200, 200 + LONG, 200))
def test_after_ten_thousand_histories_the_books_are_what_the_papers_come_to(first):
    for seed in range(first, first + 200):
        lived_through(seed)


def lived_through(seed):
    """Live through a history and check everything that must hold after it."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        company = Company(Path(folder), random)
        try:
            company.live_on(random.randint(8, 20))
            agrees_with_the_papers(company)
            adds_up(company.books)
            stands_once(company.office.ledger)
            assert company.office.replayed_digest() == company.office.digest()
        except Exception as error:
            error.add_note(f"history {seed}: {company.said}")
            raise
        finally:
            company.office.ledger.close()


def agrees_with_the_papers(company):
    """Every statement, line by line; its opening balance is the closing before; sums are the ledger and the ages."""
    known, before, learned = company.on_paper(), {}, 0
    for month in (MONTHS[0].previous(), *MONTHS):
        books = company.books
        found_here = accounts(books, month, Names(books), {}, settled=True)
        stated = {account_on_paper(company, one.key): one for one in found_here}
        assert len(stated) == len(found_here)
        assert {
            key for key, moved in known.items() if any(one.change for one in moved if one.day < month.before)
        } <= set(stated)
        for key, one in stated.items():
            paper = plain.statement(known[key], company.paper.ends(key), month.since, month.before)
            found = figures_of(one)
            # What an opening balance of these very days came to is told as one of the lines.
            if not one.opened:
                assert (key, month.name, found) == (key, month.name, figures_on_paper(paper))
                assert lines_of(one) == paper.lines
            assert (one.stated.summary.opening, one.closing) == (paper.opening, paper.closing)
            assert one.stated.summary.opening == before.get(key, 0)
            assert one.ageing.balance == one.closing
            assert all(line.customer == one.key.customer for line in one.postings.values())
            assert not one.postings.keys() & one.priors.keys()
            settles_no_more_than_there_is(one)
        before = {key: one.closing for key, one in stated.items()}
        learned = sum(one.learned for one in stated.values())
        owed = sum(row[-1] for row in books.sums(Measure.RECEIVABLE, None, month.before))
        assert sum(before.values()) + learned == owed


def account_on_paper(company, key):
    """The account as the papers call it: whom nothing gives a code any more, the books call by name."""
    codes = {f"N:{one.name}": one.code for one in company.customers}
    return key.company, codes.get(key.customer, key.customer.removeprefix("C:").upper()), key.currency


def settles_no_more_than_there_is(account):
    """Payments settle at most what they are, and papers are settled at most to what they are."""
    of_items, of_payments = Counter(), Counter()
    for part in account.settled.parts:
        assert part.amount > 0
        of_items[part.item] += part.amount
        of_payments[part.payment] += part.amount
    for entries, used, left in (
        (account.sides.items, of_items, account.settled.open),
        (account.sides.payments, of_payments, account.settled.prepaid),
    ):
        for one in entries:
            assert left[one.id] >= 0
            assert used[one.id] + left[one.id] == one.amount


def adds_up(books):
    """Order lines, sums by whatever key, and invoices against goods."""
    for line in books.order_lines():
        assert line.shipped - line.reopened + line.open - line.over == line.ordered - line.closed
    for measure in (Measure.SHIPPED, Measure.RETURNED, Measure.RECEIVABLE, Measure.RECEIVED, Measure.ORDERED):
        whole = [(row[-2], row[-1]) for row in books.sums(measure)] or [(0, 0)]
        for by in ("customer", "product", "salesperson", "day", "month"):
            rows = books.sums(measure, by=(by,))
            assert [(sum(row[-2] for row in rows), sum(row[-1] for row in rows))] == whole
    came_back = returned(books.ledger)
    billed = defaultdict(int)
    for *key, amount in (
        (*row[:3], row[-1]) for row in books.sums(Measure.INVOICED, by=("company", "customer", "currency"))
    ):
        billed[tuple(key)] += amount
    for one in invoiced(books.ledger, came_back, "", {}):
        # 发货净额 = 已开票净额 + 未开票 − 提前票
        net, open_ = sum(slip.net for slip in one.slips), sum(slip.open for slip in one.slips)
        ahead = sum(bill.left for bill in one.invoices)
        assert net == billed[one.key] + open_ - ahead


def stands_once(ledger):
    """Each line of a paper stands once, and what stands counts or is known to wait."""
    assert not ledger.rows("SELECT line FROM standing GROUP BY line HAVING count(*) > 1")
    assert not ledger.rows("SELECT type, position FROM standing GROUP BY type, position HAVING count(*) > 1")
    assert not ledger.rows("SELECT line FROM posting WHERE abs(line) NOT IN (SELECT line FROM standing)")
