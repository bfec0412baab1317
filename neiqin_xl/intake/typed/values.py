"""What the columns of a table hold while they are read and mended: one meaning for all that does so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Values = dict[str, list[str | int | None]]
"""The value of each line by field, scaled as the field's kind is."""

Unread = set[tuple[int, str]]
"""The lines, by index, and their fields that could not be read."""

SeenValues = Mapping[str, Sequence[str | int | None]]
"""The values of columns that are only looked at."""
