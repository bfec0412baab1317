"""A sheet type: a declared class whose attributes are the columns of a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Posts
from neiqin_xl.words import Word


class Need(Enum):
    """Whether a line may do without a field."""

    REQUIRED = "required"
    WANTED = "wanted"
    OPTIONAL = "optional"


class Accept(Enum):
    """What stands or falls together when one line is bad (RULES 8).

    ROW is master data, known by `SheetType.keys` and nobody's paper; so are the rows of a TABLE known, but each is a
    customer's, and one bad row holds them all.
    """

    DOCUMENT = "document"
    LINE = "line"
    ROW = "row"
    TABLE = "table"


class Field(NamedTuple):
    """One column of a sheet type. `head` fields belong to the whole document and fill down; amounts never do.

    `carried` fields belong to the line, and a blank is a blank, except on lines that leave out their document's number
    as well: those continue the line above, and take what it says. Numbers of `signed` fields may be negative.
    A `running` one is a balance after each line, which has no sum. One that counts `once` is of the whole paper,
    however many of its lines repeat it, and may stand above them. What the choices of a `judged` one do not know is
    left to rules, which ask about it.
    """

    word: Word
    kind: Kind
    need: Need = Need.OPTIONAL
    head: bool = False
    carried: bool = False
    choices: Mapping[str, tuple[str, ...]] | None = None
    signed: bool = False
    running: bool = False
    once: bool = False
    judged: bool = False
    name: str = ""

    @property
    def shown(self) -> str:
        """The Chinese name, as masters and messages print it."""
        return self.word.shown

    @property
    def is_summed(self) -> bool:
        """Whether the column has a meaningful total."""
        return self.kind.is_summed and not self.running


Columns = Mapping[str, Sequence[str | int | None]]


class Outside(NamedTuple):
    """Rows that stand on such a sheet and are no such paper; they are told once and left out.

    `rows` finds them among the columns by field; `says` tells what they are, with {count} and {rows} to be filled.
    """

    rows: Callable[[Columns], Iterable[int]]
    says: str


def rows_without(names: Iterable[str], values: Columns) -> list[int]:
    """The rows, of columns by field, in which none of these fields holds anything: nobody typed anything there yet."""
    said = [values[name] for name in names if name in values]
    count = len(next(iter(values.values()), ()))
    return [i for i in range(count) if all(one[i] is None for one in said)]


@dataclass(frozen=True, eq=False)
class SheetType:
    """A kind of paper, its fields in order and how it is recognised, keyed, accepted and posted.

    Each is declared once and equal to itself alone.
    `number` and `dated` name the document's number and date fields (None for master data, whose rows are documents).
    `needs` are groups of fields of which a table must have one each to be of this type; `signs` are the fields that
    tell it from other types; `strange` those that speak against it. `keys` identify a row of master data; the first
    group whose fields are all present counts. `identity` are the fields that match the lines of one document.
    `form` are those for which a blank form has columns; () for what tells a line and its paper from others.
    `series` is a field that belongs to the number (the code of an old invoice); `stand_in` one that names the customer
    in other words where the paper does not (whoever paid, in a bank's list). `called` is about what others write of us
    in the columns of our own papers: only a table that bears its name is one, and only rules that name it judge it.
    `emptied` is a field that holds something where we had filled in the row: what is blank there was emptied.
    `divided` are two fields of rows of one key: those that hold the first stand side by side, told apart by the second.
    """

    name: str
    word: Word
    master: Word
    about: str
    fields: tuple[Field, ...]
    number: str | None = None
    dated: str | None = None
    accept: Accept = Accept.DOCUMENT
    needs: tuple[tuple[str, ...], ...] = ()
    signs: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    identity: tuple[str, ...] = ()
    posts: tuple[Posts, ...] = ()
    folders: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    series: str | None = None
    stand_in: str | None = None
    outside: Outside | None = None
    called: bool = False
    emptied: str | None = None
    divided: tuple[str, str] | None = None

    @cached_property
    def field(self) -> dict[str, Field]:
        """The fields by name."""
        return {one.name: one for one in self.fields}

    def has(self, name: str) -> bool:
        """Whether this paper has a field of that name."""
        return name in self.field


Declared = Callable[[type], SheetType]


def sheet_type(
    word: Word,
    *,
    master: Word,
    number: str | None = None,
    dated: str | None = None,
    accept: Accept = Accept.DOCUMENT,
    needs: tuple[tuple[str, ...], ...] = (),
    signs: tuple[str, ...] = (),
    strange: tuple[str, ...] = (),
    keys: tuple[tuple[str, ...], ...] = (),
    identity: tuple[str, ...] = (),
    posts: tuple[Posts, ...] = (),
    folders: tuple[str, ...] = (),
    form: tuple[str, ...] = (),
    series: str | None = None,
    stand_in: str | None = None,
    outside: Outside | None = None,
    called: bool = False,
    emptied: str | None = None,
    divided: tuple[str, str] | None = None,
) -> Declared:
    """Turn a class of `Field` attributes into a `SheetType`; see there for what the arguments mean."""

    def declare(declared: type) -> SheetType:
        fields = tuple(value._replace(name=name) for name, value in vars(declared).items() if isinstance(value, Field))
        made = SheetType(
            name=word.key,
            word=word,
            master=master,
            about=(declared.__doc__ or "").strip(),
            fields=fields,
            number=number,
            dated=dated,
            accept=accept,
            needs=needs,
            signs=signs,
            strange=strange,
            keys=keys,
            identity=identity,
            posts=posts,
            folders=folders,
            form=form,
            series=series,
            stand_in=stand_in,
            outside=outside,
            called=called,
            emptied=emptied,
            divided=divided,
        )
        _names_exist(made)
        return made

    return declare


def _names_exist(made: SheetType) -> None:
    named = {made.number, made.dated, made.series, made.stand_in, *made.signs, *made.identity, *made.form} - {None}
    named |= {made.emptied or "", *(made.divided or ())}
    named |= {name for group in (*made.needs, *made.keys) for name in group}
    named |= {name for post in made.posts for name in (post.date, post.quantity, post.amount, post.part, *post.plus)}
    named |= {one[0] for post in made.posts for one in (post.only, post.unless, *post.nor) if one is not None}
    unknown = sorted(str(name) for name in named - {""} if not made.has(str(name)))
    if unknown:
        raise ValueError(f"sheet type {made.name} names fields that it does not declare: {', '.join(unknown)}")


def column(
    kind: Kind,
    word: Word,
    *,
    need: Need = Need.OPTIONAL,
    head: bool = False,
    carried: bool = False,
    choices: Mapping[str, tuple[str, ...]] | None = None,
    signed: bool = False,
    running: bool = False,
    once: bool = False,
    judged: bool = False,
) -> Field:
    """A field of `kind` named by `word`; `choices` maps each canonical value to the spellings seen for it."""
    return Field(
        word=word,
        kind=kind,
        need=need,
        head=head,
        carried=carried,
        choices=choices,
        signed=signed,
        running=running,
        once=once,
        judged=judged,
    )


__all__ = ["Accept", "Columns", "Field", "Need", "Outside", "SheetType", "column", "rows_without", "sheet_type"]
