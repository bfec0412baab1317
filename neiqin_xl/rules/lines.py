"""What rules read of a table: columns by word as numbers or texts, the paper each line belongs to, runs of doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import cast

from neiqin_xl import words
from neiqin_xl.model.rule import Doubt, everybody_is_known
from neiqin_xl.model.table import Table
from neiqin_xl.spelling import fold
from neiqin_xl.words import Word

# Papers that name goods line by line; an invoice may do without, and is asked for other things.
GOODS = tuple(word.key for word in words.GOODS_PAPERS)

GIVEN = ("赠", "免费", "foc", "free")
MAYBE_FREE = ("样品", "试用", "补发", "换货", "sample")
_FREE = (*GIVEN, *MAYBE_FREE, "送", "样", "搭")


def numbers(table: Table, word: Word) -> Sequence[int | None]:
    """The field's column as scaled integers, all None where the table lacks it."""
    return cast("Sequence[int | None]", table.column(word.key))


def texts(table: Table, word: Word) -> Sequence[str | None]:
    """The field's column as text, all None where the table lacks it."""
    return cast("Sequence[str | None]", table.column(word.key))


def held_by(table: Table, named: Iterable[Word]) -> list[Word]:
    """Those of the fields that the table's type has, under the names that its type gives them."""
    fields = table.type.field if table.type is not None else {}
    return [fields[word.key].word for word in named if word.key in fields]


def alike(text: str) -> str:
    """A name for comparing: simplified, half width, without marks, so that nobody is another for a bracket."""
    return "".join(filter(str.isalnum, fold(text)))


def stands(table: Table, *named: Word) -> bool:
    """Whether the table shows any of the fields at all, in a column or beside the grid."""
    return any(word.key in table.columns or word.key in table.fields for word in named)


def blank(table: Table, *named: Word) -> list[int]:
    """The rows in which none of the fields holds anything; a cell that could not be read is not blank."""
    columns = [table.column(word.key) for word in named]
    if any(None not in values for values in columns):
        return []
    empty = [i for i, values in enumerate(zip(*columns, strict=True)) if not any(v is not None for v in values)]
    if not table.unread:
        return empty
    keys = [word.key for word in named]
    return [i for i in empty if not any((i, key) in table.unread for key in keys)]


def firsts(values: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Each text with the first row that holds it: what is unknown is said once, not on every line."""
    found: dict[str, int] = {}
    for i, value in values:
        found.setdefault(value, i)
    return found


def not_on_file(
    table: Table, code_word: Word, name_word: Word, known: Callable[[str | None, str | None], bool]
) -> Iterator[tuple[int, Word, str]]:
    """Each customer or product that the files do not know, once: its first row, the field to look at, what is shown."""
    if known is everybody_is_known:
        return
    pairs = list(zip(texts(table, code_word), texts(table, name_word), strict=True))
    for pair in dict.fromkeys(pairs):
        if pair != (None, None) and not known(*pair):
            shown = " ".join(part for part in pair if part)
            yield pairs.index(pair), code_word if pair[1] is None else name_word, shown


def document_numbers(table: Table) -> Sequence[str | None]:
    """The number of the document that each line belongs to."""
    number = table.type.number if table.type is not None else None
    return cast("Sequence[str | None]", table.column(number or ""))


def dates(table: Table) -> Sequence[str | None]:
    """The date of the document that each line belongs to, as ISO text."""
    dated = table.type.dated if table.type is not None else None
    return cast("Sequence[str | None]", table.column(dated or ""))


def out_of_order(table: Table, earlier: Word, later: Word) -> Iterator[Doubt]:
    """A doubt for each line on which the one day lies before the other; its sentence names {day} and {first}."""
    before = texts(table, earlier)
    for i, day in enumerate(texts(table, later)):
        first = before[i]
        if day is not None and first is not None and day[:10] < first[:10]:
            yield Doubt(i, later, day=day[:10], first=first[:10])


def still_to_come(table: Table, named: Iterable[Word], today: date) -> Iterator[Doubt]:
    """A doubt for each of these days that lies after today; its sentence names {name} and {day}."""
    for word in named:
        for i, day in enumerate(texts(table, word)):
            if day is not None and day[:10] > today.isoformat():
                yield Doubt(i, word, name=word.shown, day=day[:10])


def is_free(table: Table, i: int) -> bool:
    """Whether the line says that nothing is owed for it: a gift, a sample, a replacement."""
    if table.column(words.IS_GIFT.key)[i]:
        return True
    said = (words.REMARK, words.PRODUCT_NAME, words.ORDER_TYPE, words.SHIP_TYPE)
    text = "".join(str(table.column(word.key)[i] or "") for word in said).lower()
    return any(sign in text for sign in _FREE)
