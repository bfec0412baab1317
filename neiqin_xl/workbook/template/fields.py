"""Many names told at once: those that are fields of the same mapping with one look at it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from neiqin_xl.workbook.template.expressions import Context, of_name, told
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.piped import Names, Piped


class Fields:
    """Tells these names, with the filters behind them, for any values."""

    def __init__(self, names: Sequence[Piped]) -> None:
        self._names = names
        by_holder: dict[Names, list[int]] = {}
        for index, one in enumerate(names):
            if not one.optional:
                by_holder.setdefault(one.path[:-1], []).append(index)
        self._alone = [(index, one) for index, one in enumerate(names) if one.optional]
        self._holders = [
            (holder, itemgetter(*(names[index].path[-1] for index in indexes)), indexes, len(indexes) == 1)
            for holder, indexes in by_holder.items()
        ]
        self._filtered = [(index, one) for index, one in enumerate(names) if one.filters and not one.optional]

    def values(self, context: Context) -> list[Any]:
        """The values, in order. WrongError, with the name, where there is no such."""
        values: list[Any] = [None] * len(self._names)
        try:
            for holder, fields, indexes, is_single in self._holders:
                mapping = told(holder, context) if holder else context
                if type(mapping) is not dict:
                    for index in indexes:
                        values[index] = told(self._names[index].path, context)
                elif is_single:
                    values[indexes[0]] = fields(mapping)
                else:
                    for index, value in zip(indexes, fields(mapping), strict=True):
                        values[index] = value
        except (KeyError, WrongError):
            return self._one_by_one(context)
        for index, one in self._filtered:
            values[index] = one.passed(values[index])
        for index, one in self._alone:
            values[index] = of_name(one, context)
        return values

    def _one_by_one(self, context: Context) -> list[Any]:
        return [of_name(one, context) for one in self._names]
