"""Lines of a paper that comes again, beside those that stand of it: which repeats or corrects which. Pure.

The surest comparison goes first, and what it pairs no later one sees. One list has the product's code, the next its
specification, a third corrects its name; what no comparison pairs was not on the paper before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.likeness import Likeness, Values

_Key = Callable[[Values], Hashable]
_Fits = Callable[[Values, Values], bool]


class Paired(NamedTuple):
    """Places of lines of the paper with places of the standing lines that they repeat or correct.

    `new` are lines of the paper that correct none, `missing` standing lines that the paper does not have.
    `summed` says that one of the two is the other one summed up.
    """

    pairs: list[tuple[int, int]]
    new: list[int]
    missing: list[int]
    summed: bool = False


def paired(paper: Sequence[Values], standing: Sequence[Values], like: Likeness, *, by_number: bool) -> Paired:
    """The lines of a paper beside those that stand of its document.

    With `by_number` explicit line numbers decide alone, and what bears others continues the document (RULES 1).
    """
    search = _Search(paper, standing)
    if by_number and like.line_no is not None:
        at = like.line_no
        search.match(lambda values: values[at])
        return search.found()
    for same in (lambda values: values, like.listed, like.who, like.product):
        search.match(same)
    if search.left and search.free:
        search.match(lambda values: _named(values, like, like.worth(values)), like.may_be_one_product)
        search.match(lambda values: _named(values, like), like.may_be_one_product)
    if search.left and search.free and len(paper) >= len(standing):
        # The sheet may be the whole paper: what it calls otherwise is what stood in its place.
        if search.pairs or len(paper) == len(standing):
            search.match(lambda values: _worth(values, like), like.may_replace)
        search.match_last(like)
    if not search.pairs and _is_summed_up(paper, standing, like):
        # An invoice, once as one sum and once line by line: the fuller of the two stands.
        return _in_order(paper, standing)
    return search.found()


def _is_summed_up(paper: Sequence[Values], standing: Sequence[Values], like: Likeness) -> bool:
    total = like.comes_to(paper)
    if not like.are_invoices or len(paper) == len(standing) or total is None or total != like.comes_to(standing):
        return False
    return all(like.may_replace(new, old) for new in paper for old in standing)


def _in_order(paper: Sequence[Values], standing: Sequence[Values]) -> Paired:
    if len(paper) < len(standing):
        return Paired([], [], [], summed=True)
    return Paired([(n, n) for n in range(len(standing))], list(range(len(standing), len(paper))), [], summed=True)


def _named(values: Values, like: Likeness, *worth: object) -> Hashable:
    name = like.name(values)
    return (name, *worth) if name else None


def _worth(values: Values, like: Likeness) -> Hashable:
    """Quantity and amount, of a line that counts."""
    return None if like.is_void(values) or like.worth(values)[1] is None else like.worth(values)


class _Search:
    def __init__(self, paper: Sequence[Values], standing: Sequence[Values]) -> None:
        self.paper, self.standing = paper, standing
        self.left, self.free = list(range(len(paper))), list(range(len(standing)))
        self.pairs: list[tuple[int, int]] = []

    def match(self, key: _Key, fits: _Fits | None = None) -> None:
        """Pair what has the same key, in order; None is no key. Of several the first counts that `fits` approves of."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place in self.free:
            waiting[key(self.standing[place])].append(place)
        still: list[int] = []
        taken: set[int] = set()
        for i in self.left:
            mine = key(self.paper[i])
            candidates = waiting[mine] if mine is not None else []
            found = next(
                (place for place in candidates if fits is None or fits(self.paper[i], self.standing[place])), None
            )
            if found is None:
                still.append(i)
                continue
            candidates.remove(found)
            taken.add(found)
            self.pairs.append((i, found))
        self.left, self.free = still, [place for place in self.free if place not in taken]

    def match_last(self, like: Likeness) -> None:
        """Pair the last line of a paper of as many lines as stand, where all others are known.

        Of a paper of one line nothing else shows that it is the same one said again, unless one names no product.
        """
        if len(self.left) != 1 or len(self.paper) != len(self.standing):
            return
        new, old = self.paper[self.left[0]], self.standing[self.free[0]]
        known = self.pairs or not (like.says_of_goods(new) and like.says_of_goods(old))
        if known and not like.is_void(new) and not like.is_void(old) and like.may_replace(new, old):
            self.pairs.append((self.left[0], self.free[0]))
            self.left, self.free = [], []

    def found(self) -> Paired:
        return Paired(self.pairs, self.left, self.free)
