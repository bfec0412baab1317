"""K: a code and a name beside each other are of one customer, and of one product."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, texts


@rule(
    "K127",
    "客户编码 {customer_code} 是“{filed}”，客户名称“{customer_name}”却是 {other} 的，分不清是哪一家；"
    "请改编码或名称，确是一家的请在 {customer_code} 的客户档案“别名”里写上这个名称，再放一次",
    having=(words.CUSTOMER_CODE, words.CUSTOMER_NAME),
)
def code_and_name_are_of_one_customer(table: Table, books: Reference) -> Iterator[Doubt]:
    """Whom the code means would owe what the customer of that name got (RULES 7: only what is ambiguous holds)."""
    if books.told_apart is None or (table.type is not None and table.type.name == words.CUSTOMER.key):
        return
    codes, names = texts(table, words.CUSTOMER_CODE), texts(table, words.CUSTOMER_NAME)
    pairs = {(code, name) for code, name in zip(codes, names, strict=True) if code is not None and name is not None}
    apart = {pair: found for pair in pairs if (found := books.told_apart(*pair)) is not None}
    for i, (code, name) in enumerate(zip(codes, names, strict=True) if apart else ()):
        if code is not None and name is not None and (code, name) in apart:
            filed, other = apart[code, name]
            yield Doubt(i, words.CUSTOMER_NAME, customer_code=code, customer_name=name, filed=filed, other=other)


@rule(
    "K134",
    "产品编码 {product_code} 是“{filed}”，品名规格“{goods}”却是 {other} 的，分不清是哪一样；请改编码或品名，再放一次",
    on=GOODS,
)
def code_and_name_are_of_one_product(table: Table, books: Reference) -> Iterator[Doubt]:
    """What the code means would be counted, and priced by the list, where the other one went out."""
    if books.goods_told_apart is None or not {words.PRODUCT_CODE.key, words.PRODUCT_NAME.key} <= table.values.keys():
        return
    said = zip(
        *(texts(table, word) for word in (words.PRODUCT_CODE, words.PRODUCT_NAME, words.SPEC, words.COLOR)),
        strict=True,
    )
    for i, (code, *called) in enumerate(said):
        name, spec, color = (text or "" for text in called)
        if code is not None and name and (found := books.goods_told_apart(code, name, spec, color)) is not None:
            filed, other = found
            goods = " ".join(filter(None, (name, spec, color)))
            yield Doubt(i, words.PRODUCT_NAME, product_code=code, filed=filed, goods=goods, other=other)
