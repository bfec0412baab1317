"""What must not stand in a paper for somebody else: the marks of customers as texts are searched for them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from neiqin_xl.ledger.marks import Mark, Sort

# Codes and numbers are found as whole runs of letters and digits: 2026-11 in 2026-11-05 is none, nor 12 in 12.50.
_RUN = "[0-9A-Z]++(?>(?:[-_][0-9A-Z]++)*)"
_AMOUNT_OR_RUN = re.compile(rf"[0-9]+(?:[.,][0-9]+)+|({_RUN})")
_WHOLE_RUN = re.compile(_RUN)
# Runs as nearly all numbers of papers are: nothing to fold, long enough to tell, and no days.
_PLAIN_RUN = re.compile("(?!20)[0-9A-Z]{6,}")
TELEPHONE = re.compile(r"\+?[0-9][0-9\-() ]{5,}[0-9]")
# A short mark must stand by itself: SO is no part of SO-001, nor M8 of M8×30, nor 大华 of 大华橡胶圈.
BRIEF = re.compile(r"[\w\-./#&+*×]+")
LABELLED = re.compile(r"(?:客户|客户编[码号]|客户代[码号]): ?([0-9A-Z]+)(?![\w\-./#&+*×])")
GRAM = 4
# What makes nearly all texts other than their normal form. To change these first is several times faster.
_WIDE = tuple((one, unicodedata.normalize("NFKC", one)) for one in "\u3000（）：，；！？＋－＿％／￥")
_CENTURY = "20"
_DAY = re.compile(_CENTURY + r"[0-9]{2}-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12][0-9]|3[01]))?")
# Shorter ones are common: A1, 001, 2026, 大华. Digits alone say less than letters do.
_FEWEST_LETTERS, _FEWEST_DIGITS, _FEWEST_OF_NAME, _FEWEST_OF_TELEPHONE = 4, 6, 2, 7
_LATIN_NAME = 8

Owners = frozenset[str]


def folded(text: str) -> str:
    """A text as texts and marks are compared: half width, capitals, each stretch of blanks as one."""
    if not text.isascii():
        for wide, narrow in _WIDE:
            text = text.replace(wide, narrow)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    return " ".join(text.upper().split())


def digits_of(text: str) -> str:
    """The digits of a telephone number."""
    return "".join(one for one in text if one.isdigit())


class Tokens:
    """The marks that tell, each with the ids of all customers who bear it.

    `runs` are found as whole runs of letters and digits, `wholes` as whole texts, `telephones` by their digits alone,
    and `names` anywhere: a text that holds one holds its four characters in `anchors`, all of which `stretches` finds.
    Short ones mean much else beside a customer, and only cells are searched for them: for `briefs` as words that stand
    by themselves, for `labelled` where the text says that a customer is named (客户：12). Short numbers of papers are
    anybody's; whoever has one may show it, though it is another's code.
    """

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.runs: dict[str, Owners] = {}
        self.wholes: dict[str, Owners] = {}
        self.names: dict[str, Owners] = {}
        self.telephones: dict[str, Owners] = {}
        self.briefs: dict[str, Owners] = {}
        self.labelled: dict[str, Owners] = {}
        self._anybodys: dict[str, Owners] = {}
        self._sorts: dict[str, Sort] = {}
        alone: dict[str, Owners] = {}
        for customer, sort, text in marks:
            index, token = self._place(sort, text)
            if index is None:
                continue
            own = alone.get(customer)
            if own is None:
                own = alone[customer] = frozenset((customer,))
            held = index.setdefault(token, own)
            if held is not own:
                index[token] = held | own
            if sort is not Sort.NUMBER:
                self._sorts[token] = sort
        for index in (self.briefs, self.labelled, self.wholes):
            for token in index.keys() & self._anybodys.keys():
                index[token] |= self._anybodys[token]
        self.anchors = _anchors(self.names)
        characters = "".join(map(re.escape, sorted(set("".join(self.anchors)))))
        self.stretches = re.compile(f"[{characters}]{{{GRAM},}}" if characters else "(?!)")

    def sort(self, token: str) -> Sort:
        """What kind of mark a token is."""
        return self._sorts.get(token, Sort.NUMBER)

    def _place(self, sort: Sort, text: str) -> tuple[dict[str, Owners] | None, str]:
        """Where a mark is looked up, and as what; nowhere where it is too common to tell anything."""
        if sort is Sort.PHONE:
            token = digits_of(text)
            return (self.telephones if len(token) >= _FEWEST_OF_TELEPHONE else None), token
        if sort is not Sort.NAME and _PLAIN_RUN.fullmatch(text):
            return self.runs, text
        is_run = text.isascii() and text.isalnum()
        token = text.upper() if is_run else folded(text)
        if token[: len(_CENTURY)] == _CENTURY and _DAY.fullmatch(token):
            return None, token
        if sort is Sort.NAME:
            return self._place_of_name(token), token
        length = len(token)
        if length < _FEWEST_LETTERS or (length < _FEWEST_DIGITS and token.isdigit()):
            return (self._place_of_code(token) if sort is Sort.CODE else self._anybodys), token
        if is_run or _WHOLE_RUN.fullmatch(token):
            return self.runs, token
        return (self.wholes if token.isascii() or length <= GRAM else self.names), token

    def _place_of_name(self, token: str) -> dict[str, Owners] | None:
        if len(token) < _FEWEST_OF_NAME or token.isdigit():
            return None
        if len(token) >= (_LATIN_NAME if token.isascii() else GRAM):
            return self.names
        return self.briefs if BRIEF.fullmatch(token) else self.wholes

    def _place_of_code(self, token: str) -> dict[str, Owners] | None:
        if not BRIEF.fullmatch(token):
            return None
        return self.labelled if token.isdigit() or len(token) == 1 else self.briefs


def runs(text: str) -> set[str]:
    """The runs of letters and digits in a folded text, without amounts like 1,409.50."""
    return set(_AMOUNT_OR_RUN.findall(text))


def grams(stretches: Iterable[str]) -> set[str]:
    """Every four characters of stretches of text that follow one another."""
    return {text[at : at + GRAM] for text in stretches for at in range(len(text) - GRAM + 1)}


def _anchors(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by those four of their characters that the fewest names have: near names part there."""
    held = {name: [name[at : at + GRAM] for at in range(len(name) - GRAM + 1)] for name in names}
    counts = Counter(chain.from_iterable(held.values()))
    anchors: defaultdict[str, list[str]] = defaultdict(list)
    for name, found in held.items():
        anchors[min(found, key=counts.__getitem__)].append(name)
    return dict(anchors)
