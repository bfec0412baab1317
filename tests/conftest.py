"""What tests of several modules ask for by name."""

from __future__ import annotations

import pytest
from remembered import read_here


@pytest.fixture
def reading_here(monkeypatch):
    """Reading without processes: for whatever is not about them."""
    read_here(monkeypatch)
