"""An account of which a part is frozen: what the frozen time says never moves, and nothing is lost on the way."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from books_in_memory import fen, owed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neiqin_xl.dates import parse_period
from neiqin_xl.reconcile.past import Past, changed, counted, statement_of
from neiqin_xl.reconcile.statement import Sort, detailed

OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))
END = date(2027, 1, 1)


def line(day, amount, number, line_id=0):
    return owed(day, 1 if amount >= 0 else -1, amount, number=number, line_id=line_id)


def frozen(before, called, *lines):
    return Past(before, sum(one.amount_fen for one in lines), called, lines)


def told(found):
    """What moved: sort, day, number and yuan of each."""
    return [(one.sort, str(one.day), one.number, one.amount / 100) for one in found.movements]


def test_without_frozen_time_every_line_counts_on_its_own_day():
    lines = [line("2026-10-05", 1000, "S1"), line("2026-11-05", -40, "T1")]
    found = counted(lines, [], NOVEMBER, DECEMBER)
    assert found.before == 0
    assert told(found) == [(Sort.SHIPMENT, "2026-10-05", "S1", 1000), (Sort.RETURN, "2026-11-05", "T1", 40)]
    assert not found.priors


def test_a_slip_corrected_after_it_was_frozen_counts_with_the_difference_on_the_first_open_day():
    past = [frozen(NOVEMBER, "DZ202610-0001-01", line("2026-10-05", 1000, "S1"), line("2026-10-09", 50, "S2"))]
    now = [line("2026-10-05", 900, "S1"), line("2026-10-09", 50, "S2"), line("2026-11-03", 7, "S3")]
    found = counted(now, past, NOVEMBER, DECEMBER)
    assert found.before == fen(1050)
    assert told(found) == [(Sort.PRIOR, "2026-11-01", "S1", -100), (Sort.SHIPMENT, "2026-11-03", "S3", 7)]
    (prior,) = found.priors.values()
    assert (prior.was, prior.now, prior.called) == (fen(1000), fen(900), "DZ202610-0001-01")


def test_frozen_days_stay_as_they_were_whatever_the_books_say_now():
    past = [frozen(NOVEMBER, "DZ202610-0001-01", line("2026-10-05", 1000, "S1"))]
    found = counted([], past, OCTOBER, NOVEMBER)
    assert told(found) == [(Sort.SHIPMENT, "2026-10-05", "S1", 1000)]
    assert sum(one.amount_fen for one in found.lines) == fen(1000)


def test_a_line_on_the_last_frozen_day_is_frozen_and_one_on_the_next_is_not():
    past = [frozen(NOVEMBER, "DZ202610-0001-01")]
    now = [line("2026-10-31", 1, "S1"), line("2026-11-01", 2, "S2")]
    assert told(counted(now, past, NOVEMBER, DECEMBER)) == [
        (Sort.PRIOR, "2026-11-01", "S1", 1),
        (Sort.SHIPMENT, "2026-11-01", "S2", 2),
    ]


def test_a_slip_moved_out_of_frozen_time_is_taken_back_and_counts_on_its_new_day():
    past = [frozen(NOVEMBER, "DZ202610-0001-01", line("2026-10-31", 30, "S1"))]
    found = counted([line("2026-11-02", 30, "S1")], past, NOVEMBER, DECEMBER)
    assert told(found) == [(Sort.PRIOR, "2026-11-01", "S1", -30), (Sort.SHIPMENT, "2026-11-02", "S1", 30)]


def test_what_was_frozen_as_learned_in_november_is_no_news_in_december():
    first = frozen(NOVEMBER, "DZ202610-0001-01", line("2026-10-05", 1000, "S1"))
    now = [line("2026-10-05", 900, "S1")]
    second = frozen(DECEMBER, "DZ202611-0001-01", *now)
    assert told(counted(now, [first, second], NOVEMBER, DECEMBER)) == [(Sort.PRIOR, "2026-11-01", "S1", -100)]
    assert told(counted(now, [first, second], DECEMBER, END)) == []


def test_a_file_that_was_taken_back_and_came_again_changes_nothing():
    then = [line("2026-10-05", 10, "S1", 1), line("2026-10-05", 10, "S1", 2), line("2026-10-06", 5, "", 3)]
    again = [one._replace(line_id=one.line_id + 90) for one in then]
    assert changed(again, then) == []


def test_an_opening_balance_after_frozen_papers_takes_their_place_as_an_adjustment():
    past = [frozen(NOVEMBER, "十月", line("2026-10-05", 1000, "S1"))]
    begins = owed("2026-11-30", 0, 777, type="opening")
    found = counted([begins], past, NOVEMBER, DECEMBER)
    assert found.before == fen(1000)
    assert told(found) == [(Sort.PRIOR, "2026-11-01", "S1", -1000), (Sort.PRIOR, "2026-11-30", "", 777)]
    assert [(one.was, one.now, one.called) for one in found.priors.values()][1] == (0, fen(777), "十月")
    # Where nothing was frozen before it, the books begin with it.
    assert told(counted([begins], [frozen(NOVEMBER, "十月")], NOVEMBER, DECEMBER)) == [
        (Sort.OPENING, "2026-11-30", "", 777)
    ]


def test_of_two_equal_lines_the_one_that_went_is_told():
    then = [line("2026-10-05", 10, "S1", 1), line("2026-10-05", 10, "S1", 2)]
    (prior,) = changed(then[:1], then)
    assert (prior.was, prior.now) == (fen(20), fen(10))


def test_a_slip_that_comes_to_the_same_in_other_lines_is_not_told():
    then = [line("2026-10-05", 10, "S1", 1)]
    assert changed([line("2026-10-05", 4, "S1", 8), line("2026-10-05", 6, "S1", 9)], then) == []


def test_papers_without_a_number_are_told_apart_by_their_day():
    found = changed([line("2026-10-06", 3, ""), line("2026-10-05", 2, "")], [])
    assert [(one.posting.date, one.now) for one in found] == [("2026-10-05", fen(2)), ("2026-10-06", fen(3))]


def test_papers_of_one_number_are_told_apart_by_their_year():
    then = [line("2025-10-05", 10, "S1"), line("2026-10-05", 10, "S1")]
    found = changed([line("2025-10-05", 7, "S1"), line("2026-10-05", 13, "S1")], then)
    assert [(one.posting.date, one.was, one.now) for one in found] == [
        ("2025-10-05", fen(10), fen(7)),
        ("2026-10-05", fen(10), fen(13)),
    ]


def test_a_paper_is_told_by_the_statement_of_its_own_days():
    ends = [frozen(NOVEMBER, "十月"), frozen(DECEMBER, "十一月")]
    days = ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")
    assert [statement_of(ends, line(day, 1, "S1")) for day in days] == ["十月", "十一月", "十一月", "十一月"]


days = st.dates(date(2026, 9, 1), date(2026, 12, 31)).map(str)
papers = st.builds(line, days, st.integers(-50, 50).filter(bool), st.sampled_from(["S1", "S2", "S3", ""]))


@st.composite
def histories(draw):
    """Lines as they stood at each end of frozen time, and as they stand now."""
    ends = draw(st.lists(st.sampled_from([OCTOBER, date(2026, 10, 16), NOVEMBER, DECEMBER]), unique=True, max_size=3))
    lines, past = draw(st.lists(papers, max_size=6)), []
    for n, before in enumerate(sorted(ends)):
        past.append(frozen(before, f"第 {n} 份", *(one for one in lines if one.date < before.isoformat())))
        gone = draw(st.sets(st.integers(0, 9)))
        lines = [one for place, one in enumerate(lines) if place not in gone] + draw(st.lists(papers, max_size=3))
    return past, lines


def stated(past, lines, since, before):
    now = [one for one in lines if one.date < before.isoformat()]
    found = counted(now, past, since, before)
    made = detailed(found.movements, parse_period(f"{since}/{before - timedelta(days=1)}", since), found.before)
    assert {one.movement.line for one in made.lines} <= {*found.postings, *found.priors}
    return made.summary, found


@pytest.mark.thorough
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.lists(st.dates(date(2026, 9, 2), date(2026, 12, 30)), min_size=1, max_size=4, unique=True))
def test_every_opening_is_the_closing_before_and_the_last_closing_is_what_the_books_say(history, cuts):
    past, lines = history
    bounds = [date(2026, 9, 1), *sorted(cuts), END]
    balance = 0
    for since, before in pairwise(bounds):
        summary, found = stated(past, lines, since, before)
        assert summary.opening == balance
        assert summary.closing == sum(one.amount_fen for one in found.lines)
        balance = summary.closing
    assert balance == sum(one.amount_fen for one in lines)


@pytest.mark.thorough
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_frozen_balances_are_the_closing_balances_of_their_days(history):
    past, lines = history
    for end in past:
        summary, _ = stated(past, lines, date(2026, 9, 1), end.before)
        assert summary.closing == end.closing
