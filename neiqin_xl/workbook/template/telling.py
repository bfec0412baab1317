"""The values of a row's expressions: told once, or for all copies of the row, column after column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from neiqin_xl.workbook.listing import Listing
from neiqin_xl.workbook.template.expressions import Context, Expression, bound, inside, of_name, together
from neiqin_xl.workbook.template.fields import Fields
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.pages import BLANK
from neiqin_xl.workbook.template.piped import Names, Piped

# What each copy of a row may use beside the values: its number, and where it stands among the others.
NUMBERED, LOOP = "序号", "loop"

_CHECKED_EVERY = 64


class Live(NamedTuple):
    """The copies of a row that are not left blank: their places, counted from 0, and their items.

    `plain` is true where all items are dictionaries.
    """

    places: Sequence[int]
    items: Sequence[Any]
    plain: bool


@dataclass(frozen=True)
class Teller:
    """Tells the values of the expressions of a row that repeats for the list of that name; () where it does not."""

    expressions: Sequence[Expression]
    repeated: Names = ()

    def once(self, context: Context) -> list[Any]:
        """The values, by expression, in a row that stands once."""
        found, others = iter(self._fields.values(context)), iter(self.calculated(context))
        return [next(others) if one.piped is None else next(found) for one in self.expressions]

    def calculated(self, context: Context) -> Sequence[Any]:
        """The values of those expressions alone that are more than names with filters, in a row that stands once."""
        return () if self._calculated is None else self._calculated(context)

    def columns(
        self, items: Sequence[Any], begin: int, end: int, context: Context, check: Callable[[], None]
    ) -> list[Sequence[Any]]:
        """The values, by expression, in the copies for `items[begin:end]`; `check` is called now and then."""
        if isinstance(items, Listing) and self._fields_alone[0]:
            part = items if end - begin == len(items) else items[begin:end]
            names, filtered = self._fields_alone
            found: list[Sequence[Any]] = [*part.columns(names)]
            for place, one in filtered:
                found[place] = _passed(one, found[place])
            return found
        live = _live(items, begin, end)
        row_by_row = self._row_by_row(live, len(items), context, check)
        made = [next(row_by_row) if tell is None else tell(live, context) for tell in self._told_by_column]
        return made if len(live.items) == end - begin else [_with_blanks(one, live, range(begin, end)) for one in made]

    @cached_property
    def _fields(self) -> Fields:
        return Fields([one.piped for one in self.expressions if one.piped is not None])

    @cached_property
    def _calculated(self) -> Callable[..., Sequence[Any]] | None:
        others = [one for one in self.expressions if one.piped is None]
        return together(others) if others else None

    @cached_property
    def _told_by_column(self) -> list[Callable[[Live, Context], Sequence[Any]] | None]:
        """How each expression is told for all copies at once; None where each copy must be looked at alone."""
        return [None if one.piped is None else _by_column(one.piped, self.repeated) for one in self.expressions]

    @cached_property
    def _fields_alone(self) -> tuple[tuple[str, ...], list[tuple[int, Piped]]]:
        """The list's fields that the expressions name, and those with filters by their place.

        None at all where some of the expressions are anything else.
        """
        found = [
            one.piped
            for one in self.expressions
            if one.piped is not None and not one.piped.optional and one.piped.path[:-1] == self.repeated
        ]
        if not self.repeated or len(found) < len(self.expressions):
            return (), []
        filtered = [(place, one) for place, one in enumerate(found) if one.filters]
        return tuple(one.path[-1] for one in found), filtered

    @cached_property
    def _alone(self) -> Teller:
        told = zip(self.expressions, self._told_by_column, strict=True)
        return Teller([one for one, tell in told if tell is None])

    def _row_by_row(
        self, live: Live, count: int, context: Context, check: Callable[[], None]
    ) -> Iterator[Sequence[Any]]:
        """The values of those expressions that must be told copy by copy, by expression."""
        alone = self._alone
        if not alone.expressions:
            return iter(())
        inside_list = bound(context, self.repeated, None)
        holder = inside_list
        for name in self.repeated[:-1]:
            holder = holder[name]
        rows: list[Sequence[Any]] = []
        for index, item in zip(live.places, live.items, strict=True):
            if index % _CHECKED_EVERY == 0:
                check()
            holder[self.repeated[-1]] = item
            inside_list[NUMBERED] = index + 1
            inside_list[LOOP] = {"index": index + 1, "first": index == 0, "last": index + 1 == count}
            rows.append(alone.once(inside_list))
        return iter([*zip(*rows, strict=True)] if rows else [()] * len(alone.expressions))


def _live(items: Sequence[Any], begin: int, end: int) -> Live:
    part = items[begin:end]
    places: Sequence[int] = range(begin, end)
    if isinstance(part, Listing):
        return Live(places, part, plain=False)
    plain = {dict}.issuperset(map(type, part))
    if not plain and any(item is BLANK for item in part):
        places = [index for index in places if items[index] is not BLANK]
        part = [items[index] for index in places]
        plain = {dict}.issuperset(map(type, part))
    return Live(places, part, plain)


def _by_column(piped: Piped, repeated: Names) -> Callable[[Live, Context], Sequence[Any]] | None:
    path = piped.path
    if path == (NUMBERED,):
        return lambda live, _: _passed(piped, [index + 1 for index in live.places])
    if path[: len(repeated)] == repeated and len(path) > len(repeated):
        return _fields(piped, repeated)
    if path[0] in {NUMBERED, LOOP} or path == repeated[: len(path)]:
        return None
    return lambda live, context: [of_name(piped, context)] * len(live.items)


def _fields(piped: Piped, repeated: Names) -> Callable[[Live, Context], Sequence[Any]]:
    """How a field of the list's items is told."""
    names = piped.path[len(repeated) :]

    def of_item(item: Any) -> Any:
        for depth, name in enumerate(names, start=1):
            try:
                item = inside(item, name, (*repeated, *names[:depth]))
            except WrongError:
                if piped.optional and depth == len(names):
                    return None
                raise
        return item

    def told(live: Live, _: Context) -> Sequence[Any]:
        items = live.items
        if isinstance(items, Listing) and len(names) == 1:
            return _passed(piped, _of_listing(items, names[0], optional=piped.optional))
        if len(names) > 1 or not live.plain:
            return _passed(piped, [*map(of_item, items)])
        name = names[0]
        return _passed(piped, [item.get(name) for item in items] if piped.optional else [item[name] for item in items])

    return told


def _of_listing(items: Listing, name: str, *, optional: bool) -> list[Any]:
    try:
        return items.column(name)
    except KeyError:
        if optional:
            return [None] * len(items)
        raise


def _passed(piped: Piped, values: Sequence[Any]) -> Sequence[Any]:
    for one in piped.filters:
        values = [*map(one, values)]
    return values


def _with_blanks(values: Sequence[Any], live: Live, whole: range) -> list[Any]:
    by_place = dict(zip(live.places, values, strict=True))
    return [by_place.get(index) for index in whole]
