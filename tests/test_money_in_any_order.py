"""Whatever the order in which papers of goods and money come, be corrected and taken back: the same books."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from company_histories import Company
from wholesaler_year import in_any_order

TOGETHER = 10


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, 60, TOGETHER))
def test_any_order_of_the_same_drops_gives_the_same_books(first):
    for seed in range(first, first + TOGETHER):
        compared(seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(60, 2060, 100))
def test_any_order_of_two_thousand_lots_of_drops_gives_the_same_books(first):
    for seed in range(first, first + 100):
        compared(seed)


def compared(seed):
    """Drop a company's papers in two orders; those that share a paper keep theirs, and so do undos."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first, second = Company(Path(one), random), Company(Path(other), random)
        try:
            first.live_on(random.randint(6, 20), only=("paper", "master", "correction", "again", "undo"))
            for drop in in_any_order(random, first.drops):
                second.drop(drop)
            assert second.office.export() == first.office.export()
            assert second.office.replayed_digest() == first.office.digest()
        except Exception as error:
            error.add_note(f"drops {seed}: {first.said}")
            raise
        finally:
            first.office.ledger.close()
            second.office.ledger.close()
