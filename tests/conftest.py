"""What tests of several modules ask for by name."""

from __future__ import annotations

import gc

import pytest
from remembered import read_here


def pytest_collection_finish():
    """What thousands of tests hold for good is not looked through again for garbage at each of them."""
    gc.freeze()


@pytest.fixture
def reading_here(monkeypatch):
    """Reading without processes: for whatever is not about them."""
    read_here(monkeypatch)
