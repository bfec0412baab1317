"""每日出货汇总: what left the warehouse and what came back, day by day, and every line of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.report import Block, Cell, Chart, Column, Page, Paper, report
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.daily_document import (
    DAILY_DOCUMENT,
    DAY_PAGES,
    DAYS,
    DETAIL_PAGES,
    DETAILS,
    QUANTITY_PAGES,
    UNIT_DAYS,
    UNIT_NAMES,
    UNITS_ABREAST,
)
from neiqin_xl.reports.movements import Figures, Tally, in_order
from neiqin_xl.reports.naming import UNNAMED, Names, charted, currency_unit, place, quantity_total, titled
from neiqin_xl.reports.titles import DATE, PAPER, SUBTOTAL, TOTAL
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting

GOODS = (Measure.SHIPPED, Measure.RETURNED)
_OUT = (Measure.SHIPPED,)
_RETURNED = Measure.RETURNED.value
_WEEKDAYS = "一二三四五六日"


@report("daily", words.DAILY, grains=("month",))
def daily_shipments(books: Books, period: Period) -> Iterator[Paper]:
    """A row a day: slips, customers, amounts shipped and returned, and the month so far; then every line, by day."""
    lines = [_as_net(one) for one in books.lines(GOODS, period.since, period.before)]
    head = [f"期间：{dated(period)}"]
    if period.since <= books.today < period.last:
        head.append(f"截至 {books.today}，其后的日子还没有到。")
    head.append("净额 = 发货金额 − 退货金额，金额含税；按发货日期、退货日期。")
    if not lines:
        head.append("本期没有发货和退货。")
    unpriced = sum(1 for one in lines if not one.priced)
    if unpriced:
        head.append(f"{unpriced} 行还没有单价：数量已计入，金额暂按零计，明细中标有“{words.UNPRICED}”。")
    days = _days(books, period, lines)
    names = Names(books)
    groups = [_Group.of(code, lines) for code in in_order({one.currency for one in lines})]
    yield Paper(
        name=f"{words.DAILY}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            _summary(books, period, groups, days, tuple(head)),
            Page(QUANTITY_PAGES, f"每日出货数量 {period.shown}", tuple(head), tuple(_quantities(lines, days))),
            *page_a_currency(DETAIL_PAGES, f"出货明细 {period.shown}", tuple(head), _details(groups, names)),
        ),
        document=DAILY_DOCUMENT,
    )


class _Group(NamedTuple):
    """The lines of one currency."""

    currency: str
    lines: list[Posting]

    @classmethod
    def of(cls, currency: str, lines: Iterable[Posting]) -> _Group:
        return cls(currency, [one for one in lines if one.currency == currency])


def _days(books: Books, period: Period, lines: Sequence[Posting]) -> list[str]:
    """Every day of the period that has come, and any later one for which there are papers already."""
    come = range((min(period.last, books.today) - period.since).days + 1)
    papers = {line.date for line in lines}
    return sorted({(period.since + timedelta(days=n)).isoformat() for n in come} | papers)


def _by_day(books: Books, period: Period) -> dict[tuple[str, str], Figures]:
    """Figures by (currency, day), from the first of the month in which the period begins."""
    tally = Tally()
    asked = books.sums(GOODS, period.since.replace(day=1), period.before, by=("measure", "currency", "day"))
    for measure, held in groupby(asked, key=itemgetter(0)):
        _, currencies, days, quantities, amounts = zip(*held, strict=True)
        tally.add(measure, zip(currencies, days, strict=True), quantities, amounts)
    return tally.figures()


def _summary(
    books: Books, period: Period, groups: Sequence[_Group], days: Sequence[str], head: tuple[str, ...]
) -> Page:
    by_day, counts = _by_day(books, period), _Counts(books, period)
    blocks: list[Block] = []
    charts: list[Chart] = []
    for one in groups:
        # Every day of the main currency, so that a gap is seen; of the others only those on which something moved.
        shown = days if one is groups[0] else sorted({line.date for line in one.lines})
        charts.append(Chart(charted("每日出货净额", one.currency), len(blocks), currency_unit(one.currency)))
        blocks.append(_amounts(one.currency, by_day, counts, shown))
    title = f"{words.DAILY} {period.shown}"
    return Page(DAY_PAGES, title, head, tuple(blocks), tuple(charts))


class _Counts:
    """How many slips went out and to how many customers, by day and over the whole period."""

    def __init__(self, books: Books, period: Period) -> None:
        def ask(of: str, *by: str) -> dict[tuple[str, ...], int]:
            return {tuple(row[:-1]): row[-1] for row in books.counts(_OUT, of, period.since, period.before, by=by)}

        self._slips = ask("document", "currency", "day") | ask("document", "currency")
        self._customers = ask("customer", "currency", "day") | ask("customer", "currency")

    def of(self, *key: str) -> tuple[int, int]:
        """(slips, customers) of a currency, or of a currency and day."""
        return self._slips.get(key, 0), self._customers.get(key, 0)


def _amounts(code: str, by_day: dict[tuple[str, str], Figures], counts: _Counts, days: Sequence[str]) -> Block:
    so_far: dict[str, int] = defaultdict(int)
    for (currency, day), figures in by_day.items():
        if currency == code and day < days[0]:
            so_far[day[:7]] += figures.net
    rows: list[tuple[Cell, ...]] = []
    for day in days:
        figures = by_day.get((code, day), Figures())
        so_far[day[:7]] += figures.net
        moved: tuple[Cell, ...] = (None,) * 5
        if (code, day) in by_day:
            moved = (*counts.of(code, day), figures.shipped, figures.returned, figures.net)
        rows.append((day, _weekday(day), *moved, so_far[day[:7]]))
    held = [by_day[code, day] for day in days if (code, day) in by_day]
    shipped, returned = sum(one.shipped for one in held), sum(one.returned for one in held)
    return Block(
        titled("每日出货", code),
        DAYS.columns,
        rows,
        total=(TOTAL, None, *counts.of(code), shipped, returned, shipped - returned, None),
        note="同一客户在几天都有发货的，合计的客户数只计一次。",
        table=DAYS.name,
        part=code,
    )


def _weekday(day: str) -> str:
    return f"星期{_WEEKDAYS[date.fromisoformat(day).weekday()]}"


def _quantities(lines: Sequence[Posting], days: Sequence[str]) -> Iterator[Block]:
    """Net quantities, a column a unit, a few units abreast."""
    by_day: dict[tuple[str, str], int] = defaultdict(int)
    by_unit: dict[str, int] = defaultdict(int)
    often: dict[str, int] = defaultdict(int)
    for one in lines:
        unit = one.unit or UNNAMED
        by_day[one.date, unit] += one.quantity
        by_unit[unit] += one.quantity
        often[unit] += 1
    units = sorted(by_unit, key=lambda unit: (-often[unit], unit))
    for start in range(0, len(units), UNITS_ABREAST):
        abreast = units[start : start + UNITS_ABREAST]
        named = (Column(unit, Kind.QTY, name=called) for unit, called in zip(abreast, UNIT_NAMES, strict=False))
        yield Block(
            "每日出货净数量（发货 − 退货），按单位",
            (Column(DATE, Kind.DATE), Column("星期"), *named),
            [(day, _weekday(day), *(by_day.get((day, unit)) for unit in abreast)) for day in days],
            total=(TOTAL, None, *(by_unit[unit] for unit in abreast)),
            table=UNIT_DAYS.name,
            part=str(start // UNITS_ABREAST + 1),
        )


def _is_return(line: Posting) -> bool:
    return line.measure == _RETURNED


def _as_net(line: Posting) -> Posting:
    """The line with the signs that it has in net figures: what came back is negative."""
    return line._replace(quantity=-line.quantity, amount_fen=-line.amount_fen) if _is_return(line) else line


def _details(groups: Iterable[_Group], names: Names) -> list[tuple[str, Block]]:
    return [(one.currency, _detailed(one, names)) for one in groups]


def _detailed(group: _Group, names: Names) -> Block:
    lines = group.lines
    rows: list[tuple[Cell, ...]] = []
    for day, of_day in groupby(sorted(lines, key=_in_day), key=lambda one: one.date):
        held = list(of_day)
        rows.extend(_detail(one, names) for one in held)
        rows.append((day, SUBTOTAL, *_sums(held)))
    total = (TOTAL, None, *_sums(lines))
    _, several = quantity_total((one.unit, one.quantity) for one in lines)
    note = "。".join(part for part in (f"退货记负数；只看明细时，请在“{PAPER}”一列筛去“{SUBTOTAL}”", several) if part)
    return Block(titled("出货明细", group.currency), DETAILS.columns, rows, total, note, DETAILS.name)


def _in_day(line: Posting) -> tuple[object, ...]:
    return (line.date, _is_return(line), line.number or "", line.file, line.sheet, line.row)


def _detail(line: Posting, names: Names) -> tuple[Cell, ...]:
    return (
        line.date,
        words.RETURNED.shown if _is_return(line) else words.SHIPPED.shown,
        line.number,
        line.ordered_as,
        names.customer_code(line.customer),
        names.customer(line.customer),
        names.product_code(line.product),
        names.product(line.product),
        names.spec(line.product),
        line.unit,
        line.quantity,
        line.amount_fen,
        line.salesperson,
        None if line.priced else words.UNPRICED.shown,
        place(line.file, line.sheet, line.row),
    )


def _sums(lines: Sequence[Posting]) -> tuple[Cell, ...]:
    quantity, _ = quantity_total((one.unit, one.quantity) for one in lines)
    return (*(None,) * 8, quantity, sum(one.amount_fen for one in lines), None, None, None)
