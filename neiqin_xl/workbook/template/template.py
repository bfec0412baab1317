"""A template: compiled once from its workbook, rendered with values as often as wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from neiqin_xl.workbook.packed import Members
from neiqin_xl.workbook.template.compiling import Workshop
from neiqin_xl.workbook.template.expressions import names_of
from neiqin_xl.workbook.template.layout import Limits
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, nearest
from neiqin_xl.workbook.template.rendering import Rendering
from neiqin_xl.workbook.template.spreading import spread, spreads_in

_LIMITS = Limits()
_MOST_SHOPS = 16


class Template:
    """A clerk's own workbook with placeholders. PackageError where the bytes are no workbook that can be changed.

    `mistakes` are all that can be told without values; a template that has any is not rendered.
    """

    def __init__(self, data: bytes, limits: Limits = _LIMITS) -> None:
        self._data = data
        self._limits = limits
        self._spreads, self._wrong = spreads_in(data)
        self._shops: dict[tuple[int, ...], tuple[Workshop, Members]] = {}
        try:
            # A list of two, since what cannot be repeated shows only then.
            self._shop = self._opened((2,) * len(self._spreads))[0]
        except TemplateError as error:
            self._wrong += error.mistakes
            self._shop = Workshop(data)
        self._is_wrong = bool(self.mistakes)

    @property
    def data(self) -> bytes:
        """The workbook that it was made of."""
        return self._data

    @property
    def mistakes(self) -> list[Mistake]:
        """What is wrong with the template itself."""
        return self._wrong or self._as_drawn(self._shop.mistakes, (2,) * len(self._spreads))

    @property
    def names(self) -> list[str]:
        """The dotted names that its placeholders use, each once, in order, as they are called outside of its loops."""
        from neiqin_xl.workbook.template.naming import names_used

        return list(dict.fromkeys(use.name for use in names_used(self._shop.sheets)))

    def unknown(self, fields: Collection[str]) -> list[Mistake]:
        """The uses of names that are not among these dotted names."""
        from neiqin_xl.workbook.template.naming import unknown_names

        return self._as_drawn(unknown_names(self._shop.sheets, fields), (2,) * len(self._spreads))

    def first_copies(self, lists: Collection[str] = ()) -> list[Mistake]:
        """The formulas that take only the first copy of what repeats; `lists` are the dotted names of lists."""
        from neiqin_xl.workbook.template.firstcopies import first_copies, first_sheets

        sheets, others = self._shop.sheets, self._shop.still_formulas()
        found = [*first_copies(sheets, lists), *first_sheets(sheets, others, lists)]
        return self._as_drawn(found, (2,) * len(self._spreads))

    def render(self, values: Mapping[str, Any]) -> bytes:
        """The workbook filled with the values: the same bytes for the same values.

        Values may be text, numbers, dates, pictures as bytes, and mappings and lists of these. TemplateError, with all
        mistakes, where they do not fit the template or it has mistakes of its own.
        """
        if self._is_wrong:
            raise TemplateError(self.mistakes)
        counts: tuple[int, ...] = ()
        try:
            counts = tuple(one.count(values) for one in self._spreads)
            shop, members = self._opened(counts)
            return Rendering(shop, members, self._limits).filled(values)
        except TemplateError as error:
            known = names_of(values)
            meant = [one._replace(nearest=_meant(one.nearest, known)) for one in error.mistakes]
            raise TemplateError(self._as_drawn(meant, counts)) from error

    def _as_drawn(self, found: Iterable[Mistake], counts: tuple[int, ...]) -> list[Mistake]:
        """Mistakes where and as the template has them, before its columns were repeated, each once."""
        for columns, count in zip(self._spreads, counts, strict=False):
            found = [columns.as_drawn(one, count) for one in found]
        return list(dict.fromkeys(found))

    def _opened(self, counts: tuple[int, ...]) -> tuple[Workshop, Members]:
        """The template compiled, with its repeated columns so many times each."""
        found = self._shops.get(counts)
        if found is None:
            shop = Workshop(spread(self._data, self._spreads, counts) if self._spreads else self._data)
            found = shop, Members({name: shop.package.member(name) for name in shop.package.names})
            if len(self._shops) >= _MOST_SHOPS:
                self._shops.clear()
            self._shops[counts] = found
        return found


def _meant(name: str, known: Sequence[str]) -> str:
    """What was meant by a name that is not there; "" where nothing is like it, and where other items do have it."""
    return "" if name in known else nearest(name, known)
