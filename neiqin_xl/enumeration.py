"""Several names in a sentence: 甲、乙、丙等."""

from __future__ import annotations

from collections.abc import Sequence


def first_few(names: Sequence[str], most: int) -> str:
    """The names with 、 between them; of more than `most` the first ones and 等."""
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
