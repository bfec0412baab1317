"""When two lines of one document are the same line, say the same, or one corrects the other. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.ledger.own_amount import own_amount
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value

Values = tuple[Value, ...]

_AMOUNTS = frozenset({"amount_incl", "amount_net", "tax_amount"})
_PRICES = frozenset({"unit_price_incl", "unit_price_net", "discount_amount"})
_VALUED = _AMOUNTS | _PRICES | {"qty", "tax_rate", "discount_rate", "is_gift"}
_WORTH = ("amount_incl", "amount_net", "tax_amount", "tax_rate", "unit_price_incl", "unit_price_net")
_GOODS = ("product_code", "customer_part_no", "product_name", "spec", "color")
# Two lines of a list that differ here are two lines …
_TELLING = ("customer_po_no", "contract_no", "waybill_no", "batch_no", "receiver", "reference", "shipment_no")
# … and two that differ only here are one line to which something happened, or which somebody mended.
_HAPPENING = (
    *("doc_status", "disposition", "sign_status", "sign_date", "qty_accepted"),
    *("tax_rate", "discount_rate", "discount_amount", "other_charge", "charged_freight", "freight_bearer"),
)
_MENDED = ("salesperson", "is_gift")
# Two lines of one document that differ here went different ways, and neither took the place of the other.
_APART = ("order_no", "customer_po_no", "contract_no", "shipment_no", "reference", "warehouse", "batch_no")


class Likeness:
    """Comparisons of lines of one sheet type, given as values in the type's field order."""

    def __init__(self, kind: SheetType, currency: str) -> None:
        """`currency` is that of lines that name none."""
        self.type = kind.name
        self.accept = kind.accept
        self.are_payments = kind.stand_in is not None
        self.index = {one.name: n for n, one in enumerate(kind.fields)}
        self.shown = {one.name: one.shown for one in kind.fields}
        self.names = tuple(self.index)
        self.identity = tuple(
            self.index[name] for name in kind.identity if name not in ("product_name", "spec", "color")
        )
        self.line_no = self.index.get(words.LINE_NO.key)
        self.telling = tuple(self.index[name] for name in _TELLING if name in self.index)
        self.happening = tuple(self.index[name] for name in _HAPPENING if name in self.index)
        self.mended = tuple(self.index[name] for name in _MENDED if name in self.index)
        self.amount = None if "qty" in self.index else self.index.get("amount")
        barred = {one.unless for one in kind.posts if one.unless is not None}
        self.are_invoices = any(one.measure is Measure.INVOICED for one in kind.posts)
        self.voided = [(self.index[name], frozenset(states)) for name, states in sorted(barred)]
        self.dated = None if kind.dated is None else self.index.get(kind.dated)
        self.emptied = None if kind.emptied is None else self.index[kind.emptied]
        self.currency = currency

    def get(self, values: Values, name: str) -> Value:
        """A field's value; None where the type lacks the field."""
        at = self.index.get(name)
        return None if at is None else values[at]

    def text(self, values: Values, name: str) -> str:
        """The same as text; "" for None."""
        return _text(self.get(values, name))

    def names_customer(self, values: Values) -> bool:
        """Whether a line says by code or name whose it is."""
        return any(self.get(values, name) for name in ("customer_code", "customer_name"))

    def product(self, values: Values) -> str:
        """The product's key: its code, else name, specification and colour."""
        code = code_key(self.text(values, "product_code"))
        return code or item_name_key(*(self.text(values, name) for name in ("product_name", "spec", "color")))

    def name(self, values: Values) -> str:
        """The product's name for comparing, without one the customer's own number of it."""
        return name_key(self.text(values, "product_name") or self.text(values, "customer_part_no"))

    def goods(self, values: Values) -> tuple[str, ...]:
        """What a line says of its product, for comparing."""
        said = [self.text(values, name) for name in _GOODS]
        return (*map(code_key, said[:2]), *map(name_key, said[2:]))

    def may_be_one_product(self, new: Values, old: Values) -> bool:
        """Whether nothing that both lines say parts their products, and a code or a name joins them."""
        mine, theirs = self.goods(new), self.goods(old)
        if mine[0] and theirs[0]:
            return mine[0] == theirs[0]
        name = self.name(new)
        return bool(name) and name == self.name(old) and not any(map(are_apart, mine[3:], theirs[3:]))

    def is_another_product(self, new: Values, old: Values) -> bool:
        """Whether a line calls its product otherwise than the other does."""
        mine, theirs = self.goods(new), self.goods(old)
        return not self.may_be_one_product(new, old) and any(map(are_apart, mine, theirs))

    def worth(self, values: Values) -> tuple[Value, Value]:
        """A line's quantity, and what it says that it comes to, in fen; None where it does not say."""
        quantity = self.get(values, "qty")
        if self.amount is not None:
            return quantity, values[self.amount]
        said = {name: self.get(values, name) for name in (*_WORTH, "discount_rate", "discount_amount")}
        numbers = {name: value for name, value in said.items() if isinstance(value, int)}
        return quantity, own_amount(numbers, quantity if isinstance(quantity, int) else 0)

    def comes_to(self, lines: Iterable[Values]) -> int | None:
        """What lines that count come to together, in fen; None where one does not say."""
        amounts = [None if self.is_void(values) else self.worth(values)[1] for values in lines]
        known = [amount for amount in amounts if isinstance(amount, int)]
        return sum(known) if len(known) == len(amounts) else None

    def says_of_goods(self, values: Values) -> bool:
        """Whether a line says anything of its product."""
        return any(self.goods(values))

    def day(self, values: Values) -> str:
        """The day on which a line says that its paper was written, as ISO text; "" where it does not."""
        return "" if self.dated is None else _text(values[self.dated])

    def is_void(self, values: Values) -> bool:
        """Whether a line says that it does not count."""
        return any(values[at] in states for at, states in self.voided)

    def who(self, values: Values) -> tuple[object, ...]:
        """What identifies a line within its document (RULES 1), occurrence apart."""
        return (
            self.product(values),
            *(name_key(str(values[n])) if values[n] is not None else "" for n in self.identity),
        )

    def listed(self, values: Values) -> tuple[object, ...]:
        """What makes two lines of lists without numbers equal (RULES 3).

        Columns that one list has and another lacks do not tell lines apart.
        """
        if self.amount is not None:
            return (values[self.amount], self.get(values, "adjustment_type"))
        amount = self.get(values, "amount_incl")
        return (
            self.product(values),
            name_key(self.text(values, "unit")),
            self.get(values, "qty"),
            self.get(values, "unit_price_incl") if amount is None else amount,
            code_key(self.text(values, "order_no")),
        )

    def is_another(self, new: Values, old: Values) -> bool:
        """Whether two equally listed lines name different papers or money, and so are two lines."""
        currencies = {self.get(values, "currency") or self.currency for values in (new, old)}
        return len(currencies) > 1 or any(
            are_apart(*(name_key(_text(one[n])) for one in (new, old))) for n in self.telling
        )

    def may_be_one_line(self, new: Values, old: Values) -> bool:
        """Whether two lines of lists may be one of which a list says more than the other: code, unit, price."""
        ours, theirs = self.worth(new), self.worth(old)
        units, orders = (
            [key(self.text(values, name)) for values in (new, old)]
            for name, key in (("unit", name_key), ("order_no", code_key))
        )
        amounts = ours[1], theirs[1]
        return (
            ours[0] == theirs[0]
            and (None in amounts or amounts[0] == amounts[1])
            and not (are_apart(*units) or are_apart(*orders))
            and bool(self.get(new, "is_gift")) == bool(self.get(old, "is_gift"))
            and self.may_be_one_product(new, old)
            and not self.is_another(new, old)
        )

    def says_the_same(self, new: Values, old: Values) -> bool:
        """Whether a line says of goods, quantity and money what the other says, or less or more of it."""
        if self.is_another(new, old):
            return False
        return self.listed(new) == self.listed(old) or self.may_be_one_line(new, old)

    def lacks(self, new: Values, old: Values) -> list[str]:
        """What only the old of two lines says that tells goods and money apart, in the words of a heading."""
        fields = ("product_code", "spec", "color", "unit", "order_no")
        missing = [self.shown[name] for name in fields if self.get(old, name) and not self.get(new, name)]
        if self.worth(new)[1] is None and self.worth(old)[1] is not None:
            missing.append(words.AMOUNT_INCL.shown)
        return missing

    def may_replace(self, new: Values, old: Values) -> bool:
        """Whether a line of a document may stand where the other stood, though its product is called otherwise."""
        said = ((self.text(one, name) for one in (new, old)) for name in _APART)
        return not any(are_apart(*map(code_key, both)) for both in said)

    def is_changed(self, new: Values, old: Values) -> bool:
        """Whether a line of a list says that something became of the earlier one."""
        happened = any(new[n] is not None and new[n] != old[n] for n in self.happening)
        return happened or any(_differ(new[n], old[n]) for n in self.mended)

    def repeats(self, new: Values, old: Values) -> bool:
        """Whether a later row of master data says nothing that the earlier one does not say."""
        at = self.emptied
        if at is None:
            return agrees(new, old)
        both = (new[:at] + new[at + 1 :], old[:at] + old[at + 1 :])
        return agrees(*both) if new[at] is None else both[0] == both[1]

    def overlaid(self, new: Values, old: Values) -> Values:
        """The old line as the new one corrects it.

        A blank takes nothing back, but no amount outlives what it was made of: with another quantity the old amounts
        go, with another price or amount the old prices too, with another product also what told the first; all where
        the new line does not state them.
        """
        if self.emptied is not None and new[self.emptied] is not None:
            return new
        changed = {
            name
            for name, value, before in zip(self.names, new, old, strict=True)
            if name in _VALUED and value is not None and value != before
        }
        gone = (_AMOUNTS if changed else frozenset()) | (_PRICES if changed - {"qty"} else frozenset())
        if self.is_another_product(new, old):
            gone = _AMOUNTS | _PRICES | frozenset(_GOODS)
        return tuple(
            value if value is not None else None if name in gone else before
            for name, value, before in zip(self.names, new, old, strict=True)
        )


def agrees(new: Values, old: Values) -> bool:
    """Whether a later paper says nothing that the earlier one does not say: a blank takes nothing back."""
    return all(value is None or value == before for value, before in zip(new, old, strict=True))


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in the order in which people count: V9 before V10, dates by their digits."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", version))


def _differ(new: Value, old: Value) -> bool:
    return new is not None and old is not None and new != old


def are_apart(one: str, other: str) -> bool:
    """Whether both say something, and not the same."""
    return bool(one and other) and one != other


def _text(value: Value) -> str:
    return "" if value is None else str(value)
