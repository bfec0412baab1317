"""A sheet type: a declared class whose attributes are the columns of a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Posts
from neiqin_xl.words import Word


class Need(Enum):
    """Whether a line may do without a field."""

    REQUIRED = "required"
    WANTED = "wanted"
    OPTIONAL = "optional"


class Accept(Enum):
    """What stands or falls together when one line is bad (RULES 8)."""

    DOCUMENT = "document"
    LINE = "line"
    ROW = "row"


@dataclass(frozen=True)
class Field:
    """One column of a sheet type. `head` fields belong to the whole document and fill down; amounts never do.

    `carried` fields belong to the line, and a blank is a blank, except on lines that leave out their document's number
    as well: those continue the line above, and take what it says.
    """

    word: Word
    kind: Kind
    need: Need = Need.OPTIONAL
    head: bool = False
    carried: bool = False
    choices: Mapping[str, tuple[str, ...]] | None = None
    name: str = ""

    @property
    def shown(self) -> str:
        """The Chinese name, as masters and messages print it."""
        return self.word.shown


@dataclass(frozen=True)
class SheetType:
    """A kind of paper, its fields in order and how it is recognised, keyed, accepted and posted.

    `number` and `dated` name the document's number and date fields (None for master data, whose rows are documents).
    `needs` are groups of fields of which a table must have one each to be of this type; `signs` are the fields that
    tell it from other types; `strange` those that speak against it. `keys` identify a row of master data; the first
    group whose fields are all present counts. `identity` are the fields that match the lines of one document.
    `form` are those for which a blank form has columns; () for what tells a line and its paper from others.
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
) -> Declared:
    """Turn a class of `Field` attributes into a `SheetType`; see there for what the arguments mean."""

    def declare(declared: type) -> SheetType:
        fields = tuple(replace(value, name=name) for name, value in vars(declared).items() if isinstance(value, Field))
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
        )
        _names_exist(made)
        return made

    return declare


def _names_exist(made: SheetType) -> None:
    named = {made.number, made.dated, *made.signs, *made.identity, *made.form} - {None}
    named |= {name for group in (*made.needs, *made.keys) for name in group}
    named |= {name for post in made.posts for name in (post.date, post.quantity, post.amount)}
    unknown = sorted(str(name) for name in named if not made.has(str(name)))
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
) -> Field:
    """A field of `kind` named by `word`; `choices` maps each canonical value to the spellings seen for it."""
    return Field(word=word, kind=kind, need=need, head=head, carried=carried, choices=choices)


__all__ = ["Accept", "Field", "Need", "SheetType", "column", "sheet_type"]
