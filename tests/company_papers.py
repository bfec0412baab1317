"""The papers of a small company as tables with field names over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import plain_statements as plain
from wholesaler import Change, Customer, Goods, Money, Opened

_COLUMNS = {
    "gross": ("unit_price_incl", "amount_incl"),
    "gross price": ("unit_price_incl",),
    "gross amount": ("amount_incl",),
    "net": ("unit_price_net", "amount_net", "tax_rate", "tax_amount", "amount_incl"),
    "net price": ("unit_price_net", "tax_rate"),
    "free": ("unit_price_incl", "amount_incl"),
    "share": ("unit_price_incl", "discount_rate"),
    "off": ("unit_price_incl", "discount_amount"),
}
_NUMBERED = {
    "order": ("order_no", "order_date", ""),
    "shipment": ("shipment_no", "ship_date", "order_no"),
    "goods_return": ("return_no", "return_date", "shipment_no"),
}


@dataclass(frozen=True)
class Billed:
    """An invoice for a slip, or for no slip that it names."""

    id: str
    day: date
    customer: Customer
    amount: Decimal
    about: str
    kind: str = "invoice"


@dataclass(frozen=True)
class Filed:
    """The whole customer file, or the whole price list."""

    kind: str
    rows: tuple[object, ...]
    customer: None = None

    @property
    def id(self):
        return self.kind


def picture(drop):
    """The drop as a table with field names over it."""
    rows = rows_of(drop)
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [" | ".join(str(row.get(name, "")) for name in names) for row in rows]
    return "\n".join(f"| {line} |" for line in (" | ".join(names), *lines))


def rows_of(drop):
    """The drop's rows by field."""
    return [row for one in drop.papers for row in _rows_of(one)]


def _rows_of(one):
    whose = _whose(one.customer) if one.customer else {}
    if isinstance(one, Goods):
        return [_goods(one, line, whose) for line in one.lines]
    if isinstance(one, Filed):
        return [_filed(one.kind, row, since) for since in _SINCE[one.kind] for row in one.rows]
    if isinstance(one, Money):
        row = {"receipt_date": one.day, "amount": one.amount, "bank_fee": one.fee, "settle_discount": one.rounding}
        return [row | ({"payer": one.payer} if one.payer else {"receipt_no": one.id, "purpose": one.purpose, **whose})]
    if isinstance(one, Change):
        row = {"adjustment_no": one.id, "adjustment_date": one.day, "adjustment_type": one.type, "amount": one.amount}
        return [row | whose]
    if isinstance(one, Opened):
        return [{"as_of": one.day, "amount": one.amount, **whose}]
    return [
        {"invoice_no": one.id, "invoice_date": one.day, "amount_incl": one.amount, "shipment_no": one.about, **whose}
    ]


def _whose(customer):
    made = {"customer_code": customer.code, "customer_name": customer.name}
    made |= {"company": customer.company} if customer.company else {}
    return made | ({"currency": customer.currency} if customer.names_currency else {})


_SINCE = {"customer": ("",), "product": (date(2025, 1, 1), date(2026, 7, 1))}


def _filed(kind, row, since):
    if kind == "customer":
        return {"customer_code": row.code, "customer_name": row.name, "settle_type": row.terms}
    named = {"product_code": row.code, "product_name": row.name, "unit": row.unit, "valid_from": since}
    return named | {"list_price_incl": row.price(since)}


def _goods(one, line, whose):
    number, day, about = _NUMBERED[one.kind]
    made = {number: one.id, day: one.day, **whose, **({about: one.about} if about else {})}
    made |= {"product_code": line.product.code, "product_name": line.product.name, "unit": line.product.unit}
    made["qty"] = line.qty
    if one.kind == "goods_return":
        made["disposition"] = one.disposition
    if one.kind == "shipment":
        made |= {"is_gift": "1" if line.gift else "", "doc_status": "已作废" if one.void else ""}
        made["charged_freight"] = one.freight or ""
    whole, net = Decimal(plain.amount(one, line, {})) / 100, Decimal(plain.cents(line.qty * line.price)) / 100
    said = {
        "unit_price_incl": line.price, "unit_price_net": line.price, "amount_incl": whole, "amount_net": net,
        "tax_rate": line.rate, "tax_amount": whole - net, "discount_rate": line.paid, "discount_amount": line.off,
    }  # fmt: skip
    return made | {name: said[name] for name in _COLUMNS.get(one.way, ())}
