"""K: names over columns of quantities that are taken for customers, and may be warehouses or regions."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.rule import Doubt, Reference, everybody_is_known, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, texts


@rule(
    "K133",
    "“{customer}”写在数量栏的上面，客户档案里没有，这一栏先没有入账；是客户的请先登进客户档案，"
    "是仓库、片区等等的请改成一行一个数量，再放一次",
    on=GOODS,
    having=(words.CUSTOMER_NAME,),
)
def who_is_named_across_is_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """A name in a customer's own column is one; over a column of numbers only the customer file says so."""
    if words.CUSTOMER_NAME.key not in table.places or books.known_customer is everybody_is_known:
        return
    names = texts(table, words.CUSTOMER_NAME)
    unknown = {name for name in names if name is not None and not books.known_customer(None, name)}
    for i, name in enumerate(names):
        if name in unknown:
            yield Doubt(i, words.CUSTOMER_NAME, customer=name)
