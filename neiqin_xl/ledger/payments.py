"""Payments without numbers, each a paper of its own: which of a day's are one and the same. Pure.

A clerk's register and a bank's list show one payment in different words. Two rows are the same payment where the bank's
number or the payer says so; where nothing parts two rows of one amount, and nothing but the day and the customer joins
them, both stand, and one waits for an answer (doubles.py). Equal rows of one list are so many payments (RULES 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.likeness import Likeness, Values, are_apart

SameCustomer = Callable[[tuple[str, str], tuple[str, str]], bool | None]


def is_one_payment(new: Values, old: Values, like: Likeness, same_customer: SameCustomer) -> bool:
    """Whether two payments of one amount and day are plainly one."""
    numbers, payers, accounts = (
        [key(like.text(values, name)) for values in (new, old)]
        for name, key in (("bank_txn_no", code_key), ("payer", name_key), ("bank_account", name_key))
    )
    currencies = {like.get(values, "currency") or like.currency for values in (new, old)}
    customers = [(like.text(one, "customer_code"), like.text(one, "customer_name")) for one in (new, old)]
    named = all(map(any, customers))
    is_one = same_customer(customers[0], customers[1]) if named else None
    if len(currencies) > 1 or is_one is False or are_apart(*accounts) or are_apart(*numbers):
        return False
    if all(numbers):
        return True
    of_banks = all(payers) and not any(map(any, customers))
    if of_banks and are_apart(*(like.text(values, "balance") for values in (new, old))):
        # After one payment an account holds one sum, whichever list tells of it; in a clerk's list 余额 is a debt.
        return False
    if any(payers):
        # One list may name the payer and the other the customer: the same firm, and maybe another payment.
        return all(payers) and payers[0] == payers[1]
    return bool(is_one) or not any(map(any, customers))


def counterpart(
    new: Values, standing: Iterable[Values], like: Likeness, same_customer: SameCustomer
) -> int | None:  # fmt: skip
    """The place of the standing payment that the new one is; None where it is plainly none of them."""
    found = (place for place, old in enumerate(standing) if is_one_payment(new, old, like, same_customer))
    return next(found, None)
