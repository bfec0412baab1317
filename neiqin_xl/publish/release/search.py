"""The search of texts for the marks of customers to whom they do not go: one pass, however many customers there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from neiqin_xl.ledger.marks import Sort
from neiqin_xl.publish.release.tokens import TELEPHONE, Owners, Tokens, digits_of, folded, grams, runs

# Stands between texts that are looked at together; no blank, and in no name.
_BETWEEN = "\ue000"
_REMEMBERED, _TOGETHER = 100_000, 64


class Foreign(NamedTuple):
    """A text that holds another customer's mark: the text, of what kind the mark is, and whose."""

    text: str
    sort: Sort
    owners: Owners


class Search:
    """Looks for marks of others. `own_words` tells the texts of a customer's own that may name others."""

    def __init__(self, tokens: Tokens, own_words: Callable[[str], Iterable[str]]) -> None:
        self._tokens = tokens
        self._own_words = own_words
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
            Foreign(text, self._tokens.sort(token), owners)
            for text in sorted(asked)
            for token, owners in self._candidates(folded(text), customers)
            if self._holds(folded(text), token, customers)
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
        together = folded(_BETWEEN.join(texts))
        if any(self._marked(together, customers)):
            return True
        if not self._tokens.any_latin:  # the numbers of papers, of which there are most, hold no name then
            together = folded(_BETWEEN.join([one for one in texts if not one.isascii()]))
        return any(self._named(together, customers))

    def _candidates(self, text: str, customers: frozenset[str]) -> Iterator[tuple[str, Owners]]:
        """The tokens of others that may stand in a folded text."""
        yield from self._marked(text, customers)
        yield from self._named(text, customers)

    def _marked(self, text: str, customers: frozenset[str]) -> Iterator[tuple[str, Owners]]:
        tokens = self._tokens
        for index, found in (
            (tokens.runs, runs(text)),
            (tokens.wholes, set(map(str.strip, text.split(_BETWEEN))) if tokens.wholes else set()),
            (tokens.telephones, set(map(digits_of, TELEPHONE.findall(text))) if tokens.telephones else set()),
        ):
            for token in index.keys() & found:
                if customers.isdisjoint(index[token]):
                    yield token, index[token]

    def _named(self, text: str, customers: frozenset[str]) -> Iterator[tuple[str, Owners]]:
        tokens = self._tokens
        for gram in tokens.anchors.keys() & grams(text):
            for token in tokens.anchors[gram]:
                if token in text and customers.isdisjoint(tokens.names[token]):
                    yield token, tokens.names[token]

    def _holds(self, text: str, token: str, customers: frozenset[str]) -> bool:
        """Whether the token still stands in the text without what may stand there: longer words of everybody's or own.

        上海大华 stands in 上海大华贸易, and 大华 in the name of a product.
        """
        if token in self._tokens.telephones:
            return not any(token in digits_of(one) for customer in customers for one in self._words_of(customer))
        excused = [one for customer in customers for one in self._words_of(customer) if token in one]
        for one in sorted((*excused, *self._common_words(token)), key=len, reverse=True):
            text = text.replace(one, _BETWEEN)
        return _as_a_word(token).search(text) is not None

    def _words_of(self, customer: str) -> frozenset[str]:
        if customer not in self._own:
            self._own[customer] = frozenset(folded(one) for one in self._own_words(customer))
        return self._own[customer]

    def _common_words(self, token: str) -> list[str]:
        if token not in self._common_with:
            self._common_with[token] = [one for one in self._tokens.common if token in one]
        return self._common_with[token]


@lru_cache(1_024)
def _as_a_word(token: str) -> re.Pattern[str]:
    """The token, where no letter or digit goes on before or behind it: 华东2 does not stand in 华东2026."""
    before = r"(?<![0-9A-Z])" if token[:1].isascii() and token[:1].isalnum() else ""
    behind = r"(?![0-9A-Z])" if token[-1:].isascii() and token[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(token)}{behind}")
