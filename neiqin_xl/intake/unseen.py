"""Characters that nobody sees and that copying brings along: they are no part of a code, a name or a number."""

from __future__ import annotations

from neiqin_xl.first_use import late_pattern

# Joiners (200C, 200D) stay: they make the characters beside them look otherwise.
UNSEEN = "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphens, blanks of no width and marks of direction, for a class of characters in a pattern."""

_UNSEEN = late_pattern(f"[{UNSEEN}]+")


def without_unseen(text: str) -> str:
    """The text as it is seen."""
    return text if text.isascii() else _UNSEEN.sub("", text)
