"""A clock that shows what a test sets."""

from __future__ import annotations


class Clock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now
