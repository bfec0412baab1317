"""Work on very much without the search for objects that hold each other: hardly any do, and it is slow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = 400_000


@contextmanager
def undisturbed() -> Iterator[None]:
    """No garbage is searched for within the block; what holds each other is collected after it. May be nested."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def rarely_disturbed() -> Iterator[None]:
    """Garbage is searched for within the block only after very many objects: for work that makes some of it."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _RARELY), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
