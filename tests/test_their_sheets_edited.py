"""A customer's sheet made from our books by thirty random edits: what was edited is found and named, nothing is invented."""

from __future__ import annotations

import random

import pytest
from their_sheets import EDITS, account, edited, held, judged, laid_out

_EDITS = 30


def played(seed):
    """The edits of one sheet that were found and named rightly, those that were not, and what was invented."""
    chance = random.Random(seed)
    ours = account(chance, chance.choice((25, 40, 60)))
    sheet, edits = edited(chance, ours, _EDITS)
    numbered = chance.random() < 0.7
    if not numbered:
        # A wrong number cannot be found where none is written.
        edits = [one for one in edits if one.kind != "number"]
    picture, places = laid_out(chance, sheet, numbered=numbered)
    paper, found = held(ours, picture)
    assert len(paper.entries) == len(sheet)
    assert found.bridge.rest == 0
    return judged(sheet, edits, places, found)


def shares(seeds):
    """How many edits there were of each kind, how many were found, and all that was invented."""
    made, right, invented = dict.fromkeys(EDITS, 0), dict.fromkeys(EDITS, 0), []
    for seed in seeds:
        well, badly, more = played(seed)
        for one in well:
            right[one.kind] += 1
        for one in (*well, *badly):
            made[one.kind] += 1
        invented += more
    return made, right, invented


@pytest.mark.thorough
def test_of_thirty_random_edits_nearly_all_are_found_and_named_and_none_is_invented():
    made, right, invented = shares(range(20))
    assert invented == []
    assert min(made.values()) > 0
    assert sum(right.values()) >= 0.98 * sum(made.values())


@pytest.mark.long
def test_on_two_hundred_sheets_every_kind_of_edit_is_found_and_named():
    made, right, invented = shares(range(1_000, 1_200))
    assert invented == []
    assert sum(made.values()) > 5_000
    assert sum(right.values()) >= 0.99 * sum(made.values())
    assert [kind for kind in EDITS if right[kind] < 0.95 * made[kind]] == []


def test_a_sheet_that_nobody_edited_agrees_line_by_line():
    chance = random.Random(7)
    ours = account(chance, 30)
    sheet, _ = edited(chance, ours, 0)
    picture, _ = laid_out(chance, sheet)
    _, found = held(ours, picture)
    assert len(found.agreeing) == len(ours)
    assert [*found.differing, *found.only_ours, *found.only_theirs] == []
    assert found.bridge.ours == found.bridge.theirs


def test_the_same_sheet_ends_in_the_same_pairs_whatever_the_order_of_its_rows():
    chance = random.Random(11)
    ours = account(chance, 30)
    sheet, _ = edited(chance, ours, _EDITS)
    rows = [str(row) for row in sheet]
    ends = []
    for seed in (1, 2):
        picture, places = laid_out(random.Random(5), sheet, order=random.Random(seed))
        _, found = held(ours, picture)
        pairs = {(one.match.ours, tuple(sorted(rows[places[at]] for at in one.match.theirs))) for one in found.compared}
        ends.append(pairs)
    assert ends[0] == ends[1]
