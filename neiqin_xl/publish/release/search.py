"""The search of texts for the marks of customers to whom they do not go: one pass, however many customers there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from neiqin_xl.ledger.marks import Sort
from neiqin_xl.publish.release.tokens import (
    BRIEF,
    LABELLED,
    TELEPHONE,
    Owners,
    Tokens,
    digits_of,
    folded,
    grams,
    runs,
)

# Stands between texts that are looked at together; no blank, and in no name.
_BETWEEN = "\ue000"
_REMEMBERED, _TOGETHER = 100_000, 64


class Foreign(NamedTuple):
    """A text that holds another customer's mark: the text, of what kind the mark is, and whose."""

    text: str
    sort: Sort
    owners: Owners
    is_brief: bool


class Search:
    """Looks for marks of others.

    `own_words` tells the texts of a customer's own that may name others, `common` those that mean nobody: our own
    names, products, words of the trade. They are asked only where a mark was found.
    """

    def __init__(
        self, tokens: Tokens, own_words: Callable[[str], Iterable[str]], common: Callable[[], Iterable[str]]
    ) -> None:
        self._tokens = tokens
        self._own_words = own_words
        self._say_common = common
        kinds: tuple[tuple[dict[str, Owners], Callable[[str], set[str]], bool], ...] = (
            (tokens.runs, runs, False),
            (tokens.wholes, _wholes, False),
            (tokens.telephones, _telephones, False),
            (tokens.briefs, _briefs, True),
            (tokens.labelled, _labelled, True),
        )
        self._kinds = [kind for kind in kinds if kind[0]]
        self._own: dict[str, frozenset[str]] = {}
        self._common_with: dict[str, list[str]] = {}
        self._met: set[str] = set()
        self._again: set[str] = set()
        self._nobodys: set[str] = set()
        self._somebodys: set[str] = set()

    def foreign(self, texts: set[str], customers: frozenset[str]) -> list[Foreign]:
        """Each of the texts that holds what tells of somebody who is none of these customers."""
        asked = self._telling(texts)
        # One look at all of them together is enough where nothing is found, which is nearly always.
        if not self._any_candidate(asked, customers):
            return []
        return [
            Foreign(text, self._tokens.sort(token), owners, is_brief)
            for text in sorted(asked)
            for token, owners, is_brief in self._candidates(folded(text), customers)
            if self._holds(folded(text), token, customers, is_brief=is_brief)
        ]

    def _telling(self, texts: set[str]) -> set[str]:
        """Those of the texts that may tell of anybody: what comes again and again and does not is found out once."""
        texts = texts - self._nobodys  # in place it would go through all that are nobody's
        self._again |= (texts & self._met) - self._somebodys
        self._met |= texts
        if len(self._again) >= _TOGETHER:
            self._sort_out()
        if len(self._met) > _REMEMBERED:
            self._met.clear()
            self._somebodys.clear()
        return texts

    def _sort_out(self) -> None:
        nobody: frozenset[str] = frozenset()
        told: set[str] = set()
        if self._any_candidate(self._again, nobody):
            told = {one for one in self._again if any(self._candidates(folded(one), nobody))}
        self._nobodys |= self._again - told
        self._somebodys |= told
        self._again = set()

    def _any_candidate(self, texts: set[str], customers: frozenset[str]) -> bool:
        return any(self._candidates(folded(_BETWEEN.join(texts)), customers))

    def _candidates(self, text: str, customers: frozenset[str]) -> Iterator[tuple[str, Owners, bool]]:
        """The tokens of others that may stand in a folded text, each with whose it is and whether it is a short one.

        What is one customer's short name may be another's code, which is no short one.
        """
        tokens = self._tokens
        for index, find, is_brief in self._kinds:
            for token in index.keys() & find(text):
                if customers.isdisjoint(index[token]) and token not in self._common:
                    yield token, index[token], is_brief
        for gram in tokens.anchors.keys() & grams(tokens.stretches.findall(text)):
            for token in tokens.anchors[gram]:
                if customers.isdisjoint(tokens.names[token]) and token in text and token not in self._common:
                    yield token, tokens.names[token], False

    def _holds(self, text: str, token: str, customers: frozenset[str], *, is_brief: bool) -> bool:
        """Whether the token still stands in the text without what may stand there: longer words of everybody's or own.

        上海大华 stands in 上海大华贸易, and 大华 in the name of a product.
        """
        if token in self._tokens.telephones:
            return not any(token in digits_of(one) for customer in customers for one in self._words_of(customer))
        excused = [one for customer in customers for one in self._words_of(customer) if token in one]
        for one in sorted((*excused, *self._common_words(token)), key=len, reverse=True):
            text = text.replace(one, _BETWEEN)
        if is_brief:
            return token in _briefs(text)
        return _as_a_word(token).search(text) is not None

    def _words_of(self, customer: str) -> frozenset[str]:
        if customer not in self._own:
            self._own[customer] = frozenset(folded(one) for one in self._own_words(customer))
        return self._own[customer]

    def _common_words(self, token: str) -> list[str]:
        if token not in self._common_with:
            self._common_with[token] = [one for one in self._common if token in one]
        return self._common_with[token]

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(folded(one) for one in self._say_common() if one)


def _wholes(text: str) -> set[str]:
    return set(map(str.strip, text.split(_BETWEEN)))


def _briefs(text: str) -> set[str]:
    return set(BRIEF.findall(text))


def _labelled(text: str) -> set[str]:
    return set(LABELLED.findall(text))


def _telephones(text: str) -> set[str]:
    return set(map(digits_of, TELEPHONE.findall(text)))


@lru_cache(1_024)
def _as_a_word(token: str) -> re.Pattern[str]:
    """The token, where no letter or digit goes on before or behind it: 华东2 does not stand in 华东2026."""
    before = r"(?<![0-9A-Z])" if token[:1].isascii() and token[:1].isalnum() else ""
    behind = r"(?![0-9A-Z])" if token[-1:].isascii() and token[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(token)}{behind}")
