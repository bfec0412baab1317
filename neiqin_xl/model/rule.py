"""A rule: a policy about columns, with its permanent code, its severity and its Chinese sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from neiqin_xl.model.finding import Severity
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Table
from neiqin_xl.spelling import fold
from neiqin_xl.words import Word


@dataclass(frozen=True)
class Doubt:
    """A rule's objection to row `i` of a table (None: to the table), about the field `word`.

    Keyword values fill the rule's sentence; those named like a field of the table are printed by its kind.
    """

    i: int | None
    word: Word | None
    suggestion: str | None
    values: dict[str, Any]

    def __init__(
        self, i: int | None, word: Word | None = None, suggestion: str | None = None, **values: object
    ) -> None:
        object.__setattr__(self, "i", i)
        object.__setattr__(self, "word", word)
        object.__setattr__(self, "suggestion", suggestion)
        object.__setattr__(self, "values", values)


def everybody_is_known(code: str | None, name: str | None) -> bool:
    """What is answered without books, and where nobody is on file: there is nothing to miss."""
    del code, name
    return True


Called = tuple[str | None, str | None]
"""A customer's code and name as a row gives them."""


def as_written(called: Collection[Called]) -> Mapping[Called, str]:
    """Whom each of these means, where nobody is on file: a name beside one code alone is that code's."""
    said = {one: tuple("".join(fold(text or "").split()) for text in one) for one in called}
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in said.values():
        if code:
            codes[name].add(code)
    meant = {}
    for one, (code, name) in said.items():
        beside = codes[name] if name and not code else {code}
        meant[one] = f"C:{min(beside)}" if len(beside) == 1 and any(beside) else f"N:{name}"
    return meant


def _no_packs(code: str | None, name: str | None) -> Collection[tuple[str, str, int]]:
    del code, name
    return ()


class Stated(NamedTuple):
    """A statement that we issued, as a row about it names it by number and version.

    `number` is without the version; `version` the one meant, the `newest` where the row names none, and 0 where that
    one was never issued. `customer` is whose it is, `is_of` whether a code and a name may mean him; `closing` is fen.
    `registered` are what was written down of it so far and `taken_back` what was, and is not valid any more: fields
    with their values.
    """

    number: str
    version: int
    newest: int
    customer: str
    closing: int
    is_of: Callable[[str | None, str | None], bool]
    registered: frozenset[tuple[str, str]] = frozenset()
    taken_back: frozenset[tuple[str, str]] = frozenset()


class Reference(NamedTuple):
    """What a paper may be held against: the day, the settings and who is known. Never other papers.

    `companies` are those of ours among which papers may choose, `company` the one of papers that name none, `ourselves`
    all our names, where there is only one too.
    `currency` is that of papers that name none. `whose` has, of the codes and names of a table, whom each means.
    `known_customer` and `known_product` answer whether a code or name is on file; without books they always say yes.
    `stated` finds a statement of ours by number and version, None for a number that never went out; without books there
    is nothing to ask.
    `told_apart` has, of a code on file and a name that is another customer's, who each of the two is; else None.
    `goods_told_apart` has the same of a product's code and its name, specification and colour.
    `like_customers` has of a customer's name that is not on file who on file is called nearly so: code and name.
    `to_be_filed` has of a name whether one customer bears it whom papers know and the customer file does not.
    `meant` has, of customers' codes, names or both with a blank between, who of the books each is.
    `packs` has of a product's code or name every (unit, the unit of what it holds, how many × 10^9) that is on file.
    """

    today: date
    go_live: date | None = None
    tax_rates: frozenset[int] = frozenset()
    companies: frozenset[str] = frozenset()
    company: str = ""
    currency: str = "CNY"
    ourselves: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    warehouses: frozenset[str] = frozenset()
    known_customer: Callable[[str | None, str | None], bool] = everybody_is_known
    known_product: Callable[[str | None, str | None], bool] = everybody_is_known
    packs: Callable[[str | None, str | None], Collection[tuple[str, str, int]]] = _no_packs
    stated: Callable[[str, int | None], Stated | None] | None = None
    told_apart: Callable[[str, str], tuple[str, str] | None] | None = None
    goods_told_apart: Callable[[str, str, str, str], tuple[str, str] | None] | None = None
    like_customers: Callable[[str], tuple[str, ...]] | None = None
    whose: Callable[[Collection[Called]], Mapping[Called, str]] = as_written
    to_be_filed: Callable[[str], bool] | None = None
    meant: Callable[[Iterable[str]], Mapping[str, str]] | None = None


Check = Callable[[Table, Reference], Iterable[Doubt]]


class Rule(NamedTuple):
    """A declared rule. It is asked about tables whose type has all fields of `having`, or is named in `on`.

    One that is about fields that are `shown` is asked about tables that show all of them.
    """

    code: str
    message: str
    severity: Severity
    having: tuple[Word, ...]
    shown: tuple[Word, ...]
    on: tuple[str, ...]
    check: Check
    about: str

    def concerns(self, kind: SheetType) -> bool:
        """Whether the rule has anything to say about papers of that type."""
        if (self.on or kind.called) and kind.name not in self.on:
            return False
        return all(kind.has(word.key) for word in (*self.having, *self.shown))

    def finds_fields(self, shown: Collection[str]) -> bool:
        """Whether what the rule is about is among the fields that a table shows."""
        return all(word.key in shown for word in self.shown)


def rule(
    code: str,
    message: str,
    *,
    having: Word | tuple[Word, ...] = (),
    shown: Word | tuple[Word, ...] = (),
    on: str | tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
) -> Callable[[Check], Rule]:
    """Declare a rule; its docstring is its documentation."""

    def declare(check: Check) -> Rule:
        return Rule(
            code=code,
            message=message,
            severity=severity,
            having=(having,) if isinstance(having, Word) else having,
            shown=(shown,) if isinstance(shown, Word) else shown,
            on=(on,) if isinstance(on, str) else on,
            check=check,
            about=(check.__doc__ or "").strip(),
        )

    return declare
