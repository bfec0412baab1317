"""What must not stand in a paper for somebody else: the marks of customers as texts are searched for them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from neiqin_xl.ledger.marks import Mark, Sort

# Codes and numbers are found as whole runs of letters and digits: 2026-11 in 2026-11-05 is none, nor 12 in 12.50.
_RUN = "[0-9A-Z]++(?:[-_][0-9A-Z]++)*+"
_AMOUNT_OR_RUN = re.compile(rf"[0-9]+(?:[.,][0-9]+)+|({_RUN})")
_WHOLE_RUN = re.compile(_RUN)
TELEPHONE = re.compile(r"\+?[0-9][0-9\-() ]{5,}[0-9]")
GRAM = 4
_DAY = re.compile(r"20[0-9]{2}-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12][0-9]|3[01]))?")
# Shorter ones are common: A1, 001, 2026, 店. Digits alone say less than letters do.
_FEWEST_LETTERS, _FEWEST_DIGITS, _FEWEST_OF_NAME, _FEWEST_OF_TELEPHONE = 4, 6, 2, 7
_LATIN_NAME = 8

Owners = frozenset[str]


def folded(text: str) -> str:
    """A text as texts and marks are compared: half width, capitals, each stretch of blanks as one."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.upper().split())


def digits_of(text: str) -> str:
    """The digits of a telephone number."""
    return "".join(one for one in text if one.isdigit())


class Tokens:
    """The marks that tell, each with the ids of all customers who bear it.

    `runs` are found as whole runs of letters and digits, `wholes` as whole texts, `telephones` by their digits alone,
    and `names` anywhere: a text that holds one holds its four characters in `anchors`; `any_latin` is whether some are
    of Latin letters alone. `common` are texts that mean nobody (our own names, products, words of the trade), in the
    same form.
    """

    def __init__(self, marks: Iterable[Mark], common: frozenset[str]) -> None:
        self.common = common
        self.runs: dict[str, Owners] = {}
        self.wholes: dict[str, Owners] = {}
        self.names: dict[str, Owners] = {}
        self.telephones: dict[str, Owners] = {}
        self._sorts: dict[str, Sort] = {}
        alone: dict[str, Owners] = {}
        for customer, sort, text in marks:
            if not text:
                continue
            index, token = self._place(sort, text)
            if index is None:
                continue
            own = alone.setdefault(customer, frozenset((customer,)))
            held = index.get(token)
            index[token] = own if held is None or held == own else held | own
            if sort is not Sort.NUMBER:
                self._sorts[token] = sort
        self.anchors = _anchors(self.names)
        self.any_latin = any(map(str.isascii, self.names))

    def sort(self, token: str) -> Sort:
        """What kind of mark a token is."""
        return self._sorts.get(token, Sort.NUMBER)

    def _place(self, sort: Sort, text: str) -> tuple[dict[str, Owners] | None, str]:
        """Where a mark is looked up, and as what; nowhere where it is too common to tell anything."""
        if sort is Sort.PHONE:
            token = digits_of(text)
            return (self.telephones if len(token) >= _FEWEST_OF_TELEPHONE else None), token
        token = folded(text)
        if token in self.common or _DAY.fullmatch(token):
            return None, token
        if sort is Sort.NAME:
            return self._place_of_name(token), token
        fewest = _FEWEST_DIGITS if token.isdigit() else _FEWEST_LETTERS
        if len(token) < fewest:
            return None, token
        if _WHOLE_RUN.fullmatch(token):
            return self.runs, token
        return (self.wholes if token.isascii() or len(token) <= GRAM else self.names), token

    def _place_of_name(self, token: str) -> dict[str, Owners] | None:
        if len(token) < _FEWEST_OF_NAME or token.isdigit():
            return None
        return self.names if len(token) >= (_LATIN_NAME if token.isascii() else GRAM) else self.wholes


def runs(text: str) -> set[str]:
    """The runs of letters and digits in a folded text, without amounts like 1,409.50."""
    return set(_AMOUNT_OR_RUN.findall(text))


def grams(text: str) -> set[str]:
    """Every four characters of a text that follow one another."""
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def _anchors(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by those four of their characters that the fewest names have: near names part there."""
    held = {name: grams(name) for name in names}
    counts = Counter(gram for found in held.values() for gram in found)
    anchors: defaultdict[str, list[str]] = defaultdict(list)
    for name, found in held.items():
        anchors[min(found, key=lambda gram: (counts[gram], gram))].append(name)
    return dict(anchors)
