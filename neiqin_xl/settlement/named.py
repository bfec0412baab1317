"""The papers that a person named for a payment, S-0012:600;S-0015, each with the amount meant for it. Pure."""

from __future__ import annotations

import unicodedata

from neiqin_xl.first_use import late_pattern
from neiqin_xl.money import scaled

# Said for the papers: as it comes, and that what is left of the payment is kept for later.
AUTOMATIC, KEPT = "自动", "预收"

# 1,200.00 is one amount. The parts give nothing back, or 1,2000 and 600.005 would be cut to a shorter one.
_AMOUNT = r"(?:(?>\d{1,3}(?:,\d{3})+)|\d++)(?>(?:\.\d{1,2})?)(?![\d.])"
# What else stands behind the colon (60元) is no paper.
_GIVEN = late_pattern(rf"([^;,、:\s]+)(?:\s*:\s*({_AMOUNT})?[^;,、:\s]*)?")


def given_in(text: str) -> tuple[tuple[str, int | None], ...]:
    """The papers in the text, each with its amount in fen; None where it has none, or none that can be read."""
    found = _GIVEN.findall(unicodedata.normalize("NFKC", text))
    return tuple((number, scaled(amount.replace(",", ""), 2) if amount else None) for number, amount in found)
