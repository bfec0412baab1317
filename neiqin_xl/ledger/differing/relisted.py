"""Lines of lists without numbers that may be one: written this way on one list and that way on another.

One list calls the customer by his code and the next by his short name; or somebody corrected a row and dropped the
whole list again. Both lines count, since nobody but a person knows whether there were two.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from neiqin_xl import money, words
from neiqin_xl.ledger.differing.moved_rows import Row, moved_rows
from neiqin_xl.ledger.differing.places import PLACE, STANDING
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.difference_decision import NOT_DOUBLE

_MEASURES = (Measure.ORDERED, Measure.SHIPPED, Measure.RETURNED, Measure.ADJUSTED, Measure.RECEIVED)
_LISTED = ", ".join(f"'{one.value}'" for one in _MEASURES)
_ANY_DAY = ("", "9")
_Key = tuple[object, ...]
# What only some lists of payments show: two lists of one kind show the same of them.
_OF_A_LIST = ("balance", "direction", "bank_txn_no", "method", "bank_account", "payer")


class Line(NamedTuple):
    """A line that counts, of a paper without number; quantity × 10^4, amount in fen, `product` an id."""

    type: str
    company: str
    currency: str
    customer: str
    day: str
    line: int
    group: str
    salesperson: str
    product: str
    unit: str
    quantity: int
    amount_fen: int
    called: str
    file: str
    sheet: str
    row: int


class Relisted(NamedTuple):
    """Two lines that may be one, of one customer and day, or of one of them; `equal` where only names are others.

    `number` is that of the difference, the same whenever the same two are found again.
    """

    number: str
    first: Line
    again: Line
    equal: bool


def relisted(ledger: Ledger, currency: str, days: tuple[str, str] = _ANY_DAY) -> list[Relisted]:
    """Each such pair from the first of these days, ISO text, to the last; `currency` is that of papers without one."""
    accounts: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for one in _lines(
        ledger,
        "WITH several AS (SELECT posting.measure AS measure, posting.date AS day, mention.party AS party FROM posting "
        "JOIN paper ON paper.id = posting.paper JOIN mention ON mention.id = posting.mention "
        f"WHERE posting.measure IN ({_LISTED}) AND posting.date BETWEEN ? AND ? AND paper.number = '' "
        "AND mention.party <> '' GROUP BY 1, 2, 3 HAVING count(DISTINCT paper.arrival) > 1) ",
        "JOIN several ON several.measure = posting.measure AND several.day = posting.date "
        "AND several.party = mention.party WHERE ",
        days,
    ):
        accounts[one[:5]].append(one)
    found = [pair for lines in accounts.values() for pair in _Account(ledger, lines, currency).pairs()]
    return found + list(_elsewhere(ledger, currency, days))


def _lines(ledger: Ledger, before: str, limited: str, values: Sequence[object]) -> Iterator[Line]:
    """Lines that count, oldest first; `before` and `limited` are SQL around what is asked of all of them."""
    rows = ledger.rows(
        f"{before}SELECT posting.type, posting.company, posting.currency, mention.party, posting.date, posting.line, "
        f"standing.group_key, {KEYS['salesperson']}, item.party, posting.unit, posting.quantity, posting.amount, "
        f"mention.name, {PLACE} {EVERYTHING} {STANDING} {limited}posting.line > 0 AND paper.number = '' "
        f"AND posting.measure IN ({_LISTED}) ORDER BY posting.date, posting.line",
        values,
    )
    return map(Line._make, rows)


def _elsewhere(ledger: Ledger, currency: str, days: tuple[str, str]) -> Iterator[Relisted]:
    """Lines of which a later list has the day or the customer otherwise, while both count."""
    for moved in moved_rows(ledger, currency, days):
        like = Likeness(ledger.kinds[moved.type], currency)
        pair = [_standing(ledger, row, like) for row in (moved.first, moved.again)]
        first, again = pair
        if first is not None and again is not None and first != again:
            said = (_said(like, row.values, one) for row, one in ((moved.first, first), (moved.again, again)))
            yield Relisted(_number(first, said), first, again, equal=False)


def _standing(ledger: Ledger, row: Row, like: Likeness) -> Line | None:
    """The line that counts for a row of a list: its own, or that of an earlier list that said the same."""
    kind = ledger.kinds[row.group.split("|", 1)[0]]
    fields = line_fields(kind)
    named = ("customer_code", "customer_name", "payer")
    who = [like.get(row.values, name) for name in named]
    lines = [
        found[0]
        for found in ledger.rows(
            f'SELECT line.id, {fields} FROM standing JOIN "{line_table(kind)}" AS line ON line.id = standing.line '
            "WHERE standing.group_key = ? ORDER BY line.id",
            (row.group,),
        )
        if like.listed(found[1:]) == row.said[2] and [like.get(found[1:], name) for name in named] == who
    ]
    return next(_lines(ledger, "", "WHERE posting.line = ? AND ", (lines[-1],)), None) if lines else None


class _Account:
    """What the lists say of one customer and day."""

    def __init__(self, ledger: Ledger, lines: Sequence[Line], currency: str) -> None:
        kind = ledger.kinds[lines[0].type]
        self.lines, self.like = lines, Likeness(kind, currency)
        fields = line_fields(kind)
        table = line_table(kind)
        self.values: Mapping[int, Values] = {
            row[0]: row[1:]
            for row in ledger.rows_in(
                f'SELECT line.id, {fields} FROM "{table}" AS line WHERE line.id IN (?*)', [one.line for one in lines]
            )
        }
        self.raw: defaultdict[int, list[Values]] = defaultdict(list)
        self.raw_by: defaultdict[_Key, list[tuple[int, int]]] = defaultdict(list)
        for row in ledger.rows_in(
            f'SELECT paper.arrival, {fields} FROM paper JOIN "{table}" AS line ON line.paper = paper.id '
            "WHERE line.fit AND NOT line.composed AND paper.arrival NOT IN (SELECT arrival FROM undone) "
            "AND paper.group_key IN (?*) ORDER BY line.id",
            {one.group for one in lines},
        ):
            for key in self._keys(row[1:]):
                self.raw_by[key].append((row[0], len(self.raw[row[0]])))
            self.raw[row[0]].append(row[1:])
        self.keys = {line: self._keys(values) for line, values in self.values.items()}
        self.listed = {one.line: self._listed(self.values[one.line]) for one in lines}

    def _keys(self, values: Values) -> set[_Key]:
        """By what it is of a line is looked up: two that say the same share one of these."""
        like = self.like
        if like.amount is not None:
            return {("listed", *like.listed(values))}
        return {("goods", like.product(values)), ("name", like.name(values))}

    def _listed(self, values: Values) -> dict[int, set[int]]:
        """By list, the places in it of the rows that say what a line says."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for arrival, n in {place for key in self._keys(values) for place in self.raw_by[key]}:
            if self.like.says_the_same(self.raw[arrival][n], values):
                found[arrival].add(n)
        return dict(found)

    def pairs(self) -> Iterator[Relisted]:
        """Each line with the first earlier one that it may be."""
        taken: set[int] = set()
        for n, again in enumerate(self.lines):
            for first in self.lines[:n]:
                alike = not self.keys[again.line].isdisjoint(self.keys[first.line])
                equal = alike and self.like.says_the_same(self.values[again.line], self.values[first.line])
                if first.line not in taken and self._may_be_one(first, again, equal=equal):
                    taken.add(first.line)
                    said = (_said(self.like, self.values[one.line], one) for one in (first, again))
                    yield Relisted(_number(first, said), first, again, equal)
                    break

    def _may_be_one(self, first: Line, again: Line, *, equal: bool) -> bool:
        mine, theirs = self.listed[again.line], self.listed[first.line]
        if equal:
            # Of one key they would be one line. A list that has two such rows knows that there are two.
            both = any(len(mine[one] | theirs[one]) > 1 for one in mine.keys() & theirs.keys())
            return first.group != again.group and not self.like.are_payments and not both
        if not mine.keys().isdisjoint(theirs) or not self._is_alike(first, again):
            return False
        same = first.product == again.product
        return any(self._is_again(*lists, alone=same) for lists in product(theirs, mine))

    def _is_alike(self, first: Line, again: Line) -> bool:
        """Whether one of two lines may correct the other."""
        new, old = self.values[again.line], self.values[first.line]
        like = self.like
        if (like.amount is None and not _is_as_much(first, again)) or like.is_another(new, old):
            return False
        if like.are_payments:
            return all((like.get(new, name) is None) is (like.get(old, name) is None) for name in _OF_A_LIST) and all(
                like.get(new, name) == like.get(old, name) for name in ("payer", "bank_account", "method")
            )
        if like.amount is not None:
            kind = words.ADJUSTMENT_TYPE.key
            return abs(first.amount_fen) == abs(again.amount_fen) or like.get(new, kind) == like.get(old, kind)
        one, other = (code_key(like.text(values, words.ORDER_NO.key)) for values in (new, old))
        return not one or not other or one == other

    def _is_again(self, first: int, again: int, *, alone: bool) -> bool:
        """Whether a list is the other one again: they have a line in common, or, where that will do, each this one."""
        if alone and len(self.raw[first]) == len(self.raw[again]) == 1:
            return True
        if any(first in lists and again in lists for lists in self.listed.values()):
            return True
        # Payments share the key of their day, whosever they are: another customer's row may be the common one.
        return self.like.are_payments and not set(self.raw[first]).isdisjoint(self.raw[again])


def _is_as_much(first: Line, again: Line) -> bool:
    """Whether two lines are of one product, or of as much of another one for as much."""
    figures = ((one.unit, one.quantity, one.amount_fen) for one in (first, again))
    return first.product == again.product or (first.amount_fen != 0 and len(set(figures)) == 1)


def _number(first: Line, said: Iterable[str]) -> str:
    """What the two say decides, in whatever order they came, and not what the settings say."""
    about = "\n".join((first.type, *sorted(said)))
    return f"X7-{hashlib.blake2b(about.encode('utf-8'), digest_size=5).hexdigest().upper()}"


def _said(like: Likeness, values: Values, one: Line) -> str:
    who = name_key(like.text(values, "customer_name") or like.text(values, "customer_code"))
    whose = name_key(like.text(values, "company")), like.text(values, "currency")
    return "|".join(map(str, (*whose, who, one.day, *like.goods(values), one.quantity, one.amount_fen)))


class Asked(NamedTuple):
    """One question: a pair, or all of one customer between two lists that differ only in how they call him.

    `pair` is the first of them, `rows` how many there are, `amount_fen` what the later lines come to together, `since`
    their first day.
    """

    number: str
    pair: Relisted
    rows: int
    amount_fen: int
    since: str


def together(pairs: Iterable[Relisted]) -> list[Asked]:
    """The questions that these pairs come to: nobody wants to be asked row by row of a list with the code added."""
    kept: defaultdict[tuple[object, ...], list[Relisted]] = defaultdict(list)
    for pair in pairs:
        lists = (pair.first.file, pair.again.file, *pair.again[:4]) if pair.equal else (pair.number, pair.again.line)
        kept[lists].append(pair)
    return [_asked(some) for some in kept.values()]


def _asked(pairs: Sequence[Relisted]) -> Asked:
    since = min(min(one.first.day, one.again.day) for one in pairs)
    number = pairs[0].number if len(pairs) == 1 else _number(pairs[0].first, (one.number for one in pairs))
    return Asked(number, pairs[0], len(pairs), sum(one.again.amount_fen for one in pairs), since)


def written_twice(asked: Asked) -> str:
    """What the two have in common and what not, in words for a person."""
    pair, first = asked.pair, asked.pair.first
    if asked.rows > 1:
        return (
            f"这一行和另外 {asked.rows - 1} 行，与以前收的“{first.file}”里的写的都一样，只是客户的写法不同，"
            "都算了两遍，像是同一份"
        )
    before = f"“{first.file}”第 {first.row} 行"
    if pair.equal:
        return f"与以前收的{before}同一天、同一客户，写的都一样，只是客户的写法不同，两行都算着，像是同一行"
    if first.day != pair.again.day:
        return f"以前收的{before}日期是 {first.day}，这一行是 {pair.again.day}，别的都一样，两行都算着，像是更正了日期"
    if first.customer != pair.again.customer:
        names = f"客户是“{first.called}”，这一行是“{pair.again.called}”"
        return f"以前收的{before}{names}，别的都一样，两行都算着，像是更正了客户"
    if first.product != pair.again.product:
        seen = "数量、金额都一样，写的却是另一种产品"
        return f"同一天、同一客户，以前收的{before}{seen}，两行都算着，像是更正了产品"
    was, now = (_figures(one) for one in (first, pair.again))
    return f"同一天、同一客户，以前收的{before}写的是 {was}，这一行写的是 {now}，两行都算着，像是更正"


def _figures(one: Line) -> str:
    quantity = f"{money.counted(one.quantity)}{one.unit}、" if one.quantity else ""
    return f"{quantity}{money.fixed(one.amount_fen)} 元"


def answers_to_lists(first: Line) -> str:
    """What may be answered, and how the line that is wrong is taken out."""
    return (
        f"处理状态填“{NOT_DOUBLE}”（两行都算）；是同一行的，请撤销先收的那一批（“{first.file}”），"
        "或者把写错的那一行注明“作废”再放一次"
    )
