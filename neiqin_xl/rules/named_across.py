"""K: names over columns or lines of goods that are taken for customers, and may be warehouses or senders."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.rule import Doubt, Reference, everybody_is_known, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, texts


@rule(
    "K133",
    "“{customer}”没有写明是客户，客户档案里也没有，它的货先没有入账；是客户的请先登进客户档案，"
    "是仓库、片区、发信人等等的请写明客户是谁（一行一个数量），再放一次",
    on=GOODS,
    having=(words.CUSTOMER_NAME,),
)
def who_is_named_across_is_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """A name under or behind 客户 is one; over a column of numbers, or a message, only the customer file says so."""
    if words.CUSTOMER_NAME.key not in table.places or books.known_customer is everybody_is_known:
        return
    names = texts(table, words.CUSTOMER_NAME)
    unknown = {name for name in names if name is not None and not books.known_customer(None, name)}
    for i, name in enumerate(names):
        if name in unknown:
            yield Doubt(i, words.CUSTOMER_NAME, customer=name)
