"""A year of a made-up wholesaler, dropped in any order: every statement is what a plain script makes of the papers."""

from __future__ import annotations

from datetime import date
from random import Random

import plain_statements as plain
import pytest
from wholesaler_office import WholesalerOffice, figures_of, figures_on_paper, lines_of
from wholesaler_year import drawn_year, in_any_order

from neiqin_xl.dates import month_of

MONTHS = [month_of(date(2025, 12, 1)), *(month_of(date(2026, month, 1)) for month in range(1, 13))]
SEED = 20260101
LONG = [pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 21)]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [SEED, *LONG])
def test_every_statement_of_a_year_is_what_its_papers_come_to(seed, tmp_path, monkeypatch):
    year = drawn_year(seed)
    office = WholesalerOffice(tmp_path / "内勤", monkeypatch, year, seed)
    office.day = date(2026, 12, 31)
    with office.desk:
        # The customer file and the prices come somewhere among the papers.
        mixed = in_any_order(Random(seed), year.drops)
        office.drop_all(mixed[: len(mixed) // 2])
        office.file_masters()
        office.drop_all(mixed[len(mixed) // 2 :])
        known, before = office.on_paper(), {}
        for month in MONTHS:
            stated = office.stated(month)
            for key, account in stated.items():
                paper = plain.statement(known[key], [], month.since, month.before)
                assert account.stated.summary.opening == before.get(key, 0)
                if month is not MONTHS[0]:
                    assert figures_of(account) == figures_on_paper(paper)
                    assert lines_of(account) == paper.lines
                assert account.closing == paper.closing
            before = {key: account.closing for key, account in stated.items()}
        assert before == {key: sum(one.change for one in moved) for key, moved in known.items()}
        assert len(before) > 40
