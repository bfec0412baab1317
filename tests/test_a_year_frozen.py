"""The wholesaler issues statements, has some confirmed and closes months, while papers of those months still come."""

from __future__ import annotations

from datetime import date
from random import Random

import plain_statements as plain
import pytest
from freezing_on_paper import FreezingOnPaper
from wholesaler_office import WholesalerOffice, figures_of, figures_on_paper, lines_of
from wholesaler_year import drawn_year

from neiqin_xl.dates import month_of

SEED = 20260202
LONG = [pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 31)]
MONTHS = [month_of(date(2026, month, 1)) for month in range(1, 8)]
CURRENCIES = {None: "CNY", "美元": "USD"}


class FreezingOffice(WholesalerOffice):
    """Issues, confirms and closes, in the books and on paper."""

    def __init__(self, folder, monkeypatch, year, seed) -> None:
        super().__init__(folder, monkeypatch, year, seed)
        self.paper = FreezingOnPaper()

    def issue_month(self, month):
        """Issue; each closing balance is what the papers come to."""
        known = self.on_paper()
        for one in self.desk.issue(month.name)["issued"]:
            key = one.get("company", ""), one["code"], CURRENCIES[one.get("currency")]
            assert one["closing"] == self.paper.issue(one["number"], one["version"], key, month, known[key])

    def confirm_some(self, month, share):
        for number, version in self.paper.to_confirm(month):
            if self.random.random() < share:
                self.confirm(number, f"{self.day}", version)
                self.paper.confirm(number)

    def close(self, month):
        """Close it whatever waits."""
        assert self.desk.close_month(month.name, anyway=True)["closed"]
        self.paper.close(month, self.on_paper())


def with_late_ones(random, year, months):
    """Month by month the sheets that come in it; a few come a month or two later, with all that follow on them."""
    coming, late = [[] for _ in range(months + 3)], {}
    for drop in year.drops:
        month = _month_of(drop)
        about = {one.about for one in drop.papers if getattr(one, "about", "")}
        after = max((late[key] for key in (*drop.about(), *about) if key in late), default=month)
        if drop.kind not in ("order", "opening") and random.random() < 0.2:
            after = max(after, month + random.randint(1, 2))
        after = min(after, len(coming) - 1)
        late.update(dict.fromkeys(drop.about(), after))
        coming[after].append(drop)
    return coming


def _month_of(drop):
    """The month in which a sheet comes as a rule, that of its last paper; 0 where it is of before the year."""
    last = max(one.day for one in (drop.undoes or drop).papers)
    return last.month if last.year == 2026 else 0


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [SEED, *LONG])
def test_late_papers_are_prior_adjustments_and_frozen_statements_stay(seed, tmp_path, monkeypatch):
    random = Random(seed)
    year = drawn_year(seed, customers=8, months=range(1, 5), sheet=1)
    office = FreezingOffice(tmp_path / "内勤", monkeypatch, year, seed)
    priors = 0
    with office.desk:
        office.file_masters()
        for number, drops in enumerate(with_late_ones(random, year, 4)):
            office.drop_all(drops)
            if not 1 <= number <= 5:
                continue
            month = MONTHS[number - 1]
            office.day = month.before
            office.issue_month(month)
            office.confirm_some(month, 0.4)
            if number > 2:
                # Again what was issued before, since late papers came.
                office.issue_month(MONTHS[number - 2])
                office.confirm_some(MONTHS[number - 2], 0.3)
            if number in (3, 4, 5):
                office.close(MONTHS[number - 3])
            priors += compared(office)
        assert not office.troubles()
    assert priors > 5


def compared(office):
    """Compare every account of every month; how many lines were 前期调整."""
    known, before, priors = office.on_paper(), {}, 0
    for month in MONTHS:
        stated = office.stated(month)
        for key, account in stated.items():
            paper = plain.statement(known[key], office.paper.ends(key), month.since, month.before)
            assert (key, month.name, figures_of(account)) == (key, month.name, figures_on_paper(paper))
            assert lines_of(account) == paper.lines
            if month is not MONTHS[0]:
                assert account.stated.summary.opening == before.get(key, 0)
            priors += len(account.priors)
        before = {key: account.closing for key, account in stated.items()}
    return priors
