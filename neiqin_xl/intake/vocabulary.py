"""The shelves' words as lookups: which header text can name which field, and which words are no data at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import plain


@dataclass(frozen=True, eq=False)
class Spellings:
    """A sheet type's header texts, made comparable: each to the fields that it can name, in order of declaration.

    One is equal to nothing but itself, so that what is found by it can be kept.
    """

    strong: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]

    @cached_property
    def longest_first(self) -> tuple[tuple[str, str], ...]:
        """The `endings` with the first field of each, the longest first."""
        return tuple((text, self.strong[text][0]) for text in sorted(self.endings, key=lambda one: (-len(one), one)))

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each strong spelling stands among all of them, as the shelf names them."""
        return {spelling: place for place, spelling in enumerate(self.strong)}

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The strong spellings of more than one character."""
        return tuple(text for text in self.strong if len(text) > 1)


def spellings(kind: SheetType) -> Spellings:
    """The spellings of a sheet type's fields."""
    return spellings_with(kind, {})


# An amount is the line's on papers of goods and the whole on papers of money.
_ONE_THING = {words.RECEIVED_AMOUNT.key: words.AMOUNT_INCL.key}
_CUSTOMER = frozenset({words.CUSTOMER_NAME.key, words.CUSTOMER_CODE.key})
# A sheet type has no hash; that it is kept here keeps its identity from being given to another. The office's own
# spellings are the same for all files of a run, and are gathered once for them.
_KEPT: dict[tuple[int, tuple[tuple[str, tuple[str, ...]], ...]], tuple[SheetType, Spellings]] = {}
_MOST_KEPT = 1000


def spellings_with(kind: SheetType, extra: Mapping[str, tuple[str, ...]]) -> Spellings:
    """The spellings of a sheet type's fields, and the office's own for them, by field."""
    key = (id(kind), tuple(extra.items()))
    kept = _KEPT.get(key)
    if kept is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = kept = (kind, _gathered(kind, extra))
    return kept[1]


def _gathered(kind: SheetType, extra: Mapping[str, tuple[str, ...]]) -> Spellings:
    strong: dict[str, list[str]] = {}
    weak: dict[str, list[str]] = {}
    for one in kind.fields:
        sure, perhaps = _plain_spellings(one.word)
        _add(strong, (*sure, *map(plain, extra.get(one.name, ()))), one.name)
        _add(weak, perhaps, one.name)
    for incl, net in words.NET_BESIDE_TAX.items():
        if kind.has(incl) and kind.has(net):
            _add_taxed(strong, kind.field[incl].word, net)
    for spelling, names in extra.items():
        # What the office itself says of a spelling counts more than what the shelf does.
        for text in names:
            if kind.has(spelling):
                strong[plain(text)] = [spelling]
    return Spellings(
        {text: tuple(names) for text, names in strong.items()},
        {text: tuple(names) for text, names in weak.items()},
    )


@cache  # most words stand on several papers
def _plain_spellings(word: words.Word) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A word's strong spellings and its weak ones, made comparable."""
    return tuple(map(plain, (word.shown, word.key, *word.strong))), tuple(map(plain, word.weak))


def _add_taxed(strong: dict[str, list[str]], incl: words.Word, net: str) -> None:
    """Names that may mean an amount with tax or without say which of the two with 含税, 不含税 or 未税 beside them."""
    for text in _plain_spellings(incl)[1]:
        for said, name in (("含税", incl.key), ("不含税", net), ("未税", net)) if not text.isascii() else ():
            for both in (said + text, text + said):
                strong.setdefault(both, [name])


def _add(into: dict[str, list[str]], texts: Iterable[str], name: str) -> None:
    for text in texts:
        names = into.setdefault(text, [])
        if text and name not in names:
            names.append(name)


@cache
def other_papers() -> frozenset[str]:
    """Header texts that only papers of other trades bear: suppliers, invoices, bank lists, stock counts."""
    return frozenset(plain(text) for word in words.OTHER_COLUMNS for text in (word.shown, *word.strong))


@cache
def sequence_headers() -> frozenset[str]:
    """Header texts of a column that only numbers the rows."""
    return frozenset(plain(text) for text in (words.SEQUENCE.shown, *words.SEQUENCE.strong))


@cache
def known_headers() -> frozenset[str]:
    """Every header text that means something to any sheet type, strong or weak."""
    known = set(other_papers() | sequence_headers())
    for kind in sheet_types().values():
        known.update(spellings(kind).strong, spellings(kind).weak)
    return frozenset(known - {""})


@cache
def counting_headers() -> frozenset[str]:
    """Every header text that names a quantity, a price or an amount: what lines have, and heads of papers lack."""
    found: set[str] = set()
    for kind in sheet_types().values():
        counted = {one.name for one in kind.fields if one.kind in (Kind.QTY, Kind.PRICE, Kind.MONEY)}
        for texts in (spellings(kind).strong, spellings(kind).weak):
            found.update(text for text, names in texts.items() if not counted.isdisjoint(names))
    return frozenset(found - {""})


@cache
def headers_of_kinds(*kinds: Kind) -> frozenset[str]:
    """Every header text that can name a field of these kinds on some paper."""
    return _headers_of(
        frozenset(one.name for kind in sheet_types().values() for one in kind.fields if one.kind in kinds)
    )


@cache
def headers_of_words(*named: words.Word) -> frozenset[str]:
    """Every header text that can name one of these fields on some paper."""
    return _headers_of(frozenset(word.key for word in named))


def _headers_of(fields: frozenset[str]) -> frozenset[str]:
    tables = (table for kind in sheet_types().values() for table in (spellings(kind).strong, spellings(kind).weak))
    return frozenset(text for table in tables for text, names in table.items() if not fields.isdisjoint(names)) - {""}


@cache
def customer_headers() -> frozenset[str]:
    """Every header text that can name the customer."""
    found: set[str] = set()
    for kind in sheet_types().values():
        for texts in (spellings(kind).strong, spellings(kind).weak):
            found.update(text for text, names in texts.items() if not _CUSTOMER.isdisjoint(names))
    return frozenset(found - {""})


@cache
def strong_anywhere() -> frozenset[str]:
    """Every header text that names one thing wherever it stands."""
    known = set(other_papers() | sequence_headers())
    for kind in sheet_types().values():
        known.update(spellings(kind).strong)
    return frozenset(known - {""})


@cache
def total_words() -> frozenset[str]:
    """The first words of total rows."""
    return frozenset(plain(text) for text in words.TOTAL_ROWS)


@cache
def foot_labels() -> frozenset[str]:
    """Labels of the lines under a table: who made it out, who checked it, who signs."""
    return frozenset(plain(text) for text in words.FOOT_LABELS)


@lru_cache(10_000)  # headers repeat, but what stands in their place in odd files does not
def meanings(name: str) -> frozenset[str]:
    """The field that a comparable header text means beyond doubt, by key; more than one where papers differ.

    Strong spellings decide; a weak one counts where it means the same field on every paper.
    """
    strong = {key for spells in _all() for key in spells.strong.get(name, ())}
    strong |= {word.key for word in words.OTHER_COLUMNS if name in _plain_strong(word)}
    if strong:
        return frozenset(strong)
    weak = {_ONE_THING.get(key, key) for spells in _all() for key in spells.weak.get(name, ())}
    return frozenset(weak) if len(weak) == 1 else frozenset()


def _all() -> list[Spellings]:
    return [spellings(kind) for kind in sheet_types().values()]


@cache
def _plain_strong(word: words.Word) -> frozenset[str]:
    return frozenset(plain(text) for text in (word.shown, *word.strong))
