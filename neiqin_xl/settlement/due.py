"""Terms of payment and what happened to goods → when which share of them is due (RULES 16). Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from neiqin_xl.money import RATE_ONE
from neiqin_xl.settlement.terms import Event, Manner, Part, Span, Terms

_USUAL_DAYS = 30


@dataclass(frozen=True)
class Delivery:
    """What is known of goods: when they left, and when, if at all, they were signed for, invoiced and followed.

    `later` are the days of the customer's later shipments, ascending.
    """

    shipped: date
    signed: date | None = None
    invoiced: date | None = None
    later: tuple[date, ...] = ()


@dataclass(frozen=True)
class Counting:
    """How a customer's days are counted.

    `credit_days` are those of a bare 月结; `statement_day` is the day on which its month is cut (None: the last).
    With `by_days`, 月结60 is 60 days after the month's end, else two whole months.
    """

    credit_days: int = _USUAL_DAYS
    statement_day: int | None = None
    by_days: bool = False


class Due(NamedTuple):
    """A share, scaled as Kind.RATE values are, and the day on which it is due; None while the time does not run."""

    share: int
    on: date | None


def dues(terms: Terms, goods: Delivery, counting: Counting | None = None) -> tuple[Due, ...]:
    """The shares of the goods' price, in the order of the terms, together the whole."""
    counting = counting or Counting()
    if terms.manner is Manner.INSTALMENT:
        return tuple(Due(part.share, _part_due(part, goods, counting)) for part in terms.parts)
    return (Due(RATE_ONE, _due(terms, goods, counting)),)


def statement_month_end(day: date, statement_day: int | None = None) -> date:
    """The last day of the month in which a day's statement is cut: after the 25th, that may be the next month."""
    end = _end_of_month(day)
    if statement_day is None or statement_day >= end.day or day.day <= statement_day:
        return end
    return months_after(end, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month answers to the last of another."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day == _end_of_month(day)
    return date(year, month + 1, last if is_last else min(day.day, last))


def _due(terms: Terms, goods: Delivery, counting: Counting) -> date | None:
    arrived = goods.signed or goods.shipped
    match terms.manner:
        case Manner.PREPAY | Manner.CASH:
            return goods.shipped
        case Manner.COD:
            return arrived
        case Manner.NET:
            return _later(arrived, terms.months, terms.days or 0)
        case Manner.INVOICE:
            return None if goods.invoiced is None else _later(goods.invoiced, terms.months, terms.days or 0)
        case Manner.ROLLING:
            followed = [day for day in goods.later if day > goods.shipped]
            return followed[terms.batches - 1] if 0 < terms.batches <= len(followed) else None
        case Manner.PERIOD:
            return _end_of_span(goods.shipped, terms.span or Span.YEAR) + timedelta(days=terms.days or 0)
        case _:
            return _monthly(terms, statement_month_end(goods.shipped, counting.statement_day), counting)


def _monthly(terms: Terms, month_end: date, counting: Counting) -> date:
    if terms.day is not None:
        month = months_after(month_end, terms.months)
        return month.replace(day=min(terms.day, month.day))
    days = counting.credit_days if terms.days is None else terms.days
    if days % _USUAL_DAYS or counting.by_days:
        return month_end + timedelta(days=days)
    return months_after(month_end, days // _USUAL_DAYS)


def _part_due(part: Part, goods: Delivery, counting: Counting) -> date | None:
    match part.event:
        case Event.ORDER | Event.RELEASE | Event.UNSAID:
            since: date | None = goods.shipped
        case Event.STATEMENT:
            since = statement_month_end(goods.shipped, counting.statement_day)
        case Event.INVOICE:
            since = goods.invoiced
        case Event.WARRANTY | Event.ACCEPTANCE if not (part.days or part.months):
            since = None  # nobody knows yet when that will be
        case _:
            since = goods.signed or goods.shipped
    return None if since is None else _later(since, part.months, part.days)


def _later(day: date, months: int, days: int) -> date:
    return (months_after(day, months) if months else day) + timedelta(days=days)


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _end_of_span(day: date, span: Span) -> date:
    match span:
        case Span.WEEK:
            return day + timedelta(days=6 - day.weekday())
        case Span.TEN_DAYS if day.day <= 20:
            return day.replace(day=10 if day.day <= 10 else 20)
        case Span.HALF_MONTH if day.day <= 15:
            return day.replace(day=15)
        case Span.TEN_DAYS | Span.HALF_MONTH:
            return _end_of_month(day)
        case _:
            months = {Span.QUARTER: 3, Span.HALF_YEAR: 6}.get(span, 12)
            return _end_of_month(day.replace(month=(day.month + months - 1) // months * months, day=1))
