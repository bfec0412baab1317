"""Whose statement a sheet is and of which period: by its head, its file's name, its folders and the numbers on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from neiqin_xl import words
from neiqin_xl.dates import Period, cut_month, month_of, parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.rows import Party
from neiqin_xl.ledger.their_statements import customers_by_number
from neiqin_xl.settings import Settings
from neiqin_xl.settlement import statement_month_end

Columns = Mapping[str, Sequence[str | int | None]]
_NUMBERS = (words.SHIPMENT_NO.key, words.THEIR_NO.key, words.RELATED_ORDER_NO.key, words.CUSTOMER_PO_NO.key)
_SHORTEST_NAME = 2
# One line in ten, and two at least, make a month a statement's: a mistyped date makes none.
_SHARE, _FEWEST, _FIRST_WEEK = 10, 2, 7
_KIND_OF_COMPANY = re.compile(rf"(?:有限责任|股份有限|有限)?(?:{'|'.join(words.COMPANY_ENDINGS)})$")
_DAYS = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_MONTH = re.compile(r"(20\d\d)\s*(?:[-/.年]\s*)?(1[0-2]|0?[1-9])(?!\d)(?:\s*月)?")


def customer_of(columns: Columns, names: Iterable[str], books: Books, settings: Settings) -> str | None:
    """The id of the customer whose statement it is; None where nothing tells, or several things different customers.

    `names` are those of the file and its folders.
    """
    parties = books.customers()
    ours = {name_key(one) for one in (settings.company, *settings.companies) if one}
    for said in (_said(columns, words.CUSTOMER_CODE.key), _said(columns, words.CUSTOMER_NAME.key)):
        found = [key for key, one in parties.items() if said and _is_called(one, said)]
        if len(found) == 1 and name_key(said) not in ours:
            return found[0]
    for text in (_said(columns, words.HEADING.key), *names):
        named = _named_in(text, parties, ours)
        if named is not None:
            return named
    numbers = {str(one) for name in _NUMBERS for one in columns.get(name, ()) if one is not None}
    counted = Counter(customers_by_number(books.ledger, numbers)).most_common(2)
    if counted and (len(counted) == 1 or counted[0][1] > 2 * counted[1][1]):
        return counted[0][0]
    return None


def period_of_statement(columns: Columns, names: Iterable[str], today: date, cut_on: int | None = None) -> Period:
    """The period that the paper says and its lines keep to, else that of its lines: a month, or their own days.

    `cut_on` is the day of the month on which the customer cuts its statements (对账日), where that is known.
    """
    days = sorted(str(one)[:10] for one in columns.get(words.LINE_DATE.key, ()) if one is not None)
    for text in (_said(columns, words.STATED_PERIOD.key), _said(columns, words.HEADING.key), *names):
        said = _period_in(text, today)
        if said is None:
            continue
        cut = cut_month(said, cut_on) if cut_on and said.kind == "month" else said
        if (period := next((one for one in (cut, said) if _keep_to(one, days)), None)) is not None:
            return period
    if cut_on and days:
        # The middle line lies in the month that the sheet is of, whatever few stray beyond its ends.
        middle = date.fromisoformat(days[len(days) // 2])
        period = cut_month(month_of(statement_month_end(middle, cut_on)), cut_on)
        if _keep_to(period, days):
            return period
    if not days:
        return parse_period(f"{today:%Y-%m}", today)
    counts = Counter(day[:7] for day in days)
    least = min(max(_FEWEST, len(days) // _SHARE), max(counts.values()))
    months = sorted(month for month, count in counts.items() if count >= least)
    kept = [day for day in days if months[0] <= day[:7] <= months[-1]]
    if len(months) == 1 or int(kept[0][8:]) <= _FIRST_WEEK:
        return parse_period(months[0] if len(months) == 1 else f"{months[0]}/{months[-1]}", today)
    # Whose month is cut on the 25th has no whole months.
    return parse_period(f"{kept[0]}/{kept[-1]}", today)


def _keep_to(period: Period, days: Sequence[str]) -> bool:
    """Whether hardly a day lies outside the period."""
    return _SHARE * sum(not _holds(period, day) for day in days) < max(len(days), 1)


def _holds(period: Period, day: str) -> bool:
    return period.since.isoformat() <= day < period.before.isoformat()


def _period_in(text: str, today: date) -> Period | None:
    """The days, or the month, that a text names."""
    days = [f"{year}-{int(month):02d}-{int(day):02d}" for year, month, day in _DAYS.findall(text)]
    months = [] if days else [f"{year}-{int(month):02d}" for year, month in _MONTH.findall(text)]
    try:
        if len(days) == 2:
            return parse_period(f"{days[0]}/{days[1]}", today)
        return parse_period(months[0], today) if len(months) == 1 else None
    except ValueError:
        return None


def _said(columns: Columns, name: str) -> str:
    return next((str(one) for one in columns.get(name, ()) if one is not None), "")


def _is_called(party: Party, said: str) -> bool:
    if party.code and code_key(party.code) == code_key(said):
        return True
    return name_key(said) in {name_key(one) for one in (party.name, party.short_name) if one}


def _bare(name: str) -> str:
    """A company's name as people say it, without what kind of company it is; "" where little would be left."""
    bare = _KIND_OF_COMPANY.sub("", name.strip())
    return bare if len(bare) > _SHORTEST_NAME else ""


def _named_in(text: str, parties: Mapping[str, Party], ours: set[str]) -> str | None:
    """The customer whose name stands in a text, the longest name; None where there is none, or two are as long."""
    folded = name_key(text)
    found: dict[str, int] = {}
    for key, one in parties.items():
        names = [name_key(name) for name in (one.name, one.short_name, _bare(one.name)) if name]
        held = [name for name in names if len(name) >= _SHORTEST_NAME and name in folded and name not in ours]
        if held:
            found[key] = max(map(len, held))
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
