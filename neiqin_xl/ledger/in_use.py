"""What an office writes again and again: its customers, products, units, people and terms, to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from neiqin_xl import words
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.kinds import Kind

# Fields of which the values that stand in the books are offered; numbers of papers and free remarks are not.
_REPEATED = frozenset(
    word.key
    for word in (
        words.BRAND,
        words.CARRIER,
        words.COMPANY,
        words.CUSTOMER_CATEGORY,
        words.DEPT,
        words.INDUSTRY,
        words.PACK_UNIT,
        words.PRICE_LEVEL,
        words.REASON,
        words.REGION,
        words.SALESPERSON,
        words.SETTLE_TYPE,
        words.SHIP_METHOD,
        words.UNIT,
        words.VEHICLE,
        words.WAREHOUSE,
    )
)


def choices(books: Books, named: Mapping[str, Iterable[str]] | None = None) -> dict[str, list[str]]:
    """Values by the Chinese name of the field that offers them, each once and in the order of their pinyin.

    Who and what is on file is offered; where nobody has filed anything, whoever and whatever papers name. `named` are
    further values by field, from the settings.
    """
    found = _values_that_stand(books.ledger)
    customers = list(books.customers().values())
    customers = [one for one in customers if one.known] or customers
    products = catalogue(books)
    names = {one.name for one in customers}
    found[words.CUSTOMER_CODE.shown] = {one.code for one in customers}
    found[words.CUSTOMER_NAME.shown] = names
    found[words.CLAIMED_BY.shown] = {f"{one.code} {one.name}".strip() for one in customers}
    found[words.SCOPE_KEY.shown] = names | found.get(words.PRICE_LEVEL.shown, set())
    found[words.PRODUCT_CODE.shown] = {code for code, *_ in products}
    found[words.PRODUCT_NAME.shown] = {name for _, name, *_ in products}
    for shown, values in (named or {}).items():
        found.setdefault(shown, set()).update(values)
    listed = {shown: sorted({one for one in values if one.strip()}, key=_pinyin) for shown, values in found.items()}
    return {shown: values for shown, values in listed.items() if values}


def catalogue(books: Books) -> list[tuple[str, str, str, str]]:
    """(code, name, specification, unit) of every product on file, else of every one that papers name, by name."""
    products = list(books.products().values())
    products = [one for one in products if one.known] or products
    listed = {(one.code, one.name, one.spec, one.unit) for one in products}
    return sorted(listed, key=lambda one: (_pinyin(one[1]), _pinyin(one[2]), one))


def _values_that_stand(ledger: Ledger) -> dict[str, set[str]]:
    """What the lines that stand say in the repeated fields."""
    found: dict[str, set[str]] = {}
    for kind in ledger.kinds.values():
        for one in kind.fields:
            if one.name in _REPEATED and one.kind is Kind.TEXT:
                rows = ledger.rows(
                    f'SELECT DISTINCT line."{one.name}" FROM standing JOIN {line_table(kind)} AS line '
                    f"ON line.id = standing.line WHERE standing.type = ? AND line.\"{one.name}\" <> ''",
                    (kind.name,),
                )
                found.setdefault(one.shown, set()).update(row[0] for row in rows)
    return found


def _pinyin(text: str) -> bytes:
    """A key that puts the common characters in the order of their sounds, as their national code does."""
    return text.encode("gb18030", "replace")
