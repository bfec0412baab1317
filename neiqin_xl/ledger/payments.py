"""Payments without numbers, each a paper of its own: which of a day's are one and the same. Pure.

A clerk's register and a bank's list show one payment in different words. Two rows are the same payment where the bank's
number or the payer says so; where nothing parts two rows of one amount, and nothing but the day and the customer joins
them, the later one waits for an answer (RULES 5). Equal rows of one list are so many payments (RULES 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from neiqin_xl import money
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.likeness import Likeness, Values

SameCustomer = Callable[[tuple[str, str], tuple[str, str]], bool | None]


class Alike(Enum):
    """What two payments of one amount and day are to each other."""

    SAME = "same"
    PERHAPS = "perhaps"
    ANOTHER = "another"


def alike(new: Values, old: Values, like: Likeness, same_customer: SameCustomer) -> Alike:
    """Whether two payments of one amount and day are one."""
    numbers, payers, accounts = (
        [key(_text(like.get(values, name))) for values in (new, old)]
        for name, key in (("bank_txn_no", code_key), ("payer", name_key), ("bank_account", name_key))
    )
    currencies = {like.get(values, "currency") or like.currency for values in (new, old)}
    customers = [(_text(like.get(one, "customer_code")), _text(like.get(one, "customer_name"))) for one in (new, old)]
    named = all(map(any, customers))
    is_one = same_customer(customers[0], customers[1]) if named else None
    if len(currencies) > 1 or is_one is False or _part(accounts) or _part(numbers):
        return Alike.ANOTHER
    if all(numbers):
        return Alike.SAME
    if all(payers):
        return Alike.SAME if payers[0] == payers[1] else Alike.ANOTHER
    if not any(payers):
        return Alike.SAME if is_one or not any(map(any, customers)) else Alike.PERHAPS
    # One list names the payer and the other the customer: the same firm, as far as its names tell.
    meant = [
        who if any(who) else ("", _text(like.get(one, "payer"))) for who, one in zip(customers, (new, old), strict=True)
    ]
    return Alike.ANOTHER if same_customer(meant[0], meant[1]) is False else Alike.PERHAPS


def counterpart(
    new: Values, standing: Iterable[Values], like: Likeness, same_customer: SameCustomer
) -> tuple[int | None, bool]:
    """(the place of the standing payment that the new one is, whether there is one that it may be)."""
    perhaps = False
    for place, old in enumerate(standing):
        found = alike(new, old, like, same_customer)
        if found is Alike.SAME:
            return place, False
        perhaps = perhaps or found is Alike.PERHAPS
    return None, perhaps


def doubt_of(new: Values, like: Likeness) -> str:
    """The sentence for a payment that may be in the books already."""
    amount, day = like.get(new, "amount"), _text(like.get(new, "receipt_date"))
    shown = money.fixed(amount) if isinstance(amount, int) else ""
    return (
        f"{day} 已经登记过一笔 {shown}，可能就是这一笔，先没有入账。是同一笔就不用管；"
        "确实是另一笔，请在两张表上都写上“银行流水号”（或“付款户名”），再放入收件箱。"
    )


def _part(keys: list[str]) -> bool:
    return all(keys) and keys[0] != keys[1]


def _text(value: object) -> str:
    return "" if value is None else str(value)
