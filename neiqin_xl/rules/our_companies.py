"""Papers that bear the name of one of our companies above, and say in no column whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, alike, texts

_ON = (*GOODS, words.RECEIPT.key, words.INVOICE.key, words.OPENING.key, words.ADJUSTMENT.key)


@rule(
    "K131",
    "表的上面写着“{company}”，表里没有“我方公司”一栏，{count} 行都没有写是哪家公司的，按“{usual}”记；"
    "是“{company}”的，请撤销这一批，加一列“我方公司”写上，再放一次",
    on=_ON,
    severity=Severity.WARNING,
)
def papers_of_a_sister_company_say_so(table: Table, books: Reference) -> Iterator[Doubt]:
    """The company is a dimension of all money: the sister's goods would be owed to us, beside what she is owed."""
    others = books.companies - {books.company}
    if not others or not books.company or not table.above:
        return
    left_out = [i for i, one in enumerate(texts(table, words.COMPANY)) if one is None]
    customers = {alike(one) for one in texts(table, words.CUSTOMER_NAME) if one is not None}
    above = _named_in(alike(" ".join(table.above)), customers | set(map(alike, books.companies)))
    if not left_out or alike(books.company) in above:
        return
    named = [one for one in sorted(others) if alike(one) in above - customers]
    if len(named) == 1:
        yield Doubt(None, words.COMPANY, company=named[0], count=len(left_out), usual=books.company)


def _named_in(text: str, names: Iterable[str]) -> set[str]:
    """The names that a text bears, but for those that are only part of a longer one: 甲公司 in 甲公司上海分公司."""
    found: set[str] = set()
    for name in sorted(filter(None, names), key=len, reverse=True):
        if name in text:
            found.add(name)
            text = text.replace(name, "\n")
    return found
