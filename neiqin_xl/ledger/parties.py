"""Who buys and what is sold, as the files of customers and products and the papers name them."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.ledger.identity import KNOWN
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.mentions import OF_PAPERS
from neiqin_xl.ledger.rows import Item, Party
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure


def customers(ledger: Ledger) -> dict[str, Party]:
    """Every customer with a paper or a row in the customer file, by id."""
    made: dict[str, Party] = {}
    for party, code, name, state in ledger.rows(
        # Whoever paid and is nobody's customer yet is none of ours.
        f"SELECT party, code, name, state FROM mention WHERE party <> '' AND (EXISTS (SELECT 1 FROM {OF_PAPERS} "
        f"LEFT JOIN posting ON posting.line = standing.line AND (posting.measure = '{Measure.UNCLAIMED.value}' "
        # Nor is whoever paid for others, and kept nothing of it.
        f"OR posting.type = '{words.RECEIPT.key}' AND posting.mention <> standing.mention AND NOT EXISTS "
        f"(SELECT 1 FROM posting AS own WHERE own.line = posting.line AND own.measure = '{Measure.RECEIVABLE.value}' "
        "AND own.mention = standing.mention)) "
        "WHERE paper.mention = mention.id AND posting.line IS NULL) "
        # Whoever was sent a statement keeps its name, whatever was taken back since.
        "OR EXISTS (SELECT 1 FROM snapshot WHERE snapshot.mention = mention.id)) "
        "ORDER BY party, length(name), name, code"
    ):
        # The fullest name wins, whatever the order in which they arrived.
        made[party] = Party(party, code or (made[party].code if party in made else ""), name or party[2:], "",
                            state == KNOWN, "", "", "", "")  # fmt: skip
    for party, code, name, short, salesperson, settle, contact, phone, *days in ledger.rows(
        "SELECT alias.party, customer_code, customer_name, customer_short_name, salesperson, "
        "settle_type, contact, phone, credit_days, stmt_day "
        "FROM alias JOIN line_customer ON line_customer.id = alias.line WHERE alias.kind = 'mention' "
        "GROUP BY alias.line ORDER BY alias.line"
    ):
        made[party] = Party(party, code or "", name or "", short or "", True, salesperson or "", settle or "",
                            contact or "", phone or "", *days)  # fmt: skip
    return made


def to_be_filed(known: Iterable[Party]) -> dict[str, str]:
    """By name, as names are compared, the customer of that name who is 待建档; not where others bear it too."""
    bearers: dict[str, list[Party]] = {}
    for one in known:
        bearers.setdefault(name_key(one.name), []).append(one)
    return {name: one.id for name, (one, *others) in bearers.items() if name and not others and not one.known}


def products(ledger: Ledger) -> dict[str, Item]:
    """Every product with a paper or a row in the price list, by id."""
    made: dict[str, Item] = {}
    for party, code, name, spec, unit, state in ledger.rows(
        "SELECT party, code, name, spec, unit, state FROM item WHERE party <> '' AND "
        "EXISTS (SELECT 1 FROM standing WHERE standing.item = item.id) "
        "ORDER BY party, length(name) + length(spec), name, spec, unit"
    ):
        made[party] = Item(party, code, name or code, spec, unit, state == KNOWN)
    for party, code, name, spec, unit in ledger.rows(
        "SELECT alias.party, product_code, product_name, spec, unit FROM alias "
        "JOIN line_product ON line_product.id = alias.line WHERE alias.kind = 'item' "
        "GROUP BY alias.line ORDER BY coalesce(valid_from, ''), alias.line"
    ):
        made[party] = Item(party, code or "", name or code or "", spec or "", unit or "", True)
    return made
