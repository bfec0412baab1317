"""Which paper of the month lies in which file of which office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from neiqin_xl.demo import layouts
from neiqin_xl.demo.company import CHENGDU, KUNMING, OFFICES, PRODUCTS, WUHAN, Product
from neiqin_xl.demo.drawing import Grid, Layout, drawn
from neiqin_xl.demo.drops import Drop
from neiqin_xl.demo.files import text_file, workbook
from neiqin_xl.demo.forms import order_form
from neiqin_xl.demo.masters import customer_file, customers_of, price_list
from neiqin_xl.demo.money_drops import money_drops
from neiqin_xl.demo.month import DISCOUNTED, Document, Line, Month
from neiqin_xl.demo.paying import money_of

Papers = list[Document]


def regular_drops(month: Month) -> Iterator[Drop]:
    """The month's own files, without the deliberate faults."""
    goods = list(_goods(month))
    yield from goods
    slips = {paper.number: paper for drop in goods for paper in drop.papers if paper.kind == "shipment"}
    month = replace(month, shipments=tuple(slips[one.number] for one in month.shipments))
    yield from money_drops(month, money_of(month))


def _goods(month: Month) -> Iterator[Drop]:
    yield Drop("产品价格表.xlsx", workbook([("价格表", price_list())]), masters="product", rows=len(PRODUCTS))
    for office in OFFICES:
        content = workbook([("客户", customer_file(office))])
        yield Drop(f"{office.name}/客户档案.xlsx", content, masters="customer", rows=len(customers_of(office)))
    yield from _chengdu(month)
    yield from _kunming(month)
    yield from _wuhan(month)


def _chengdu(month: Month) -> Iterator[Drop]:
    orders = month.of(CHENGDU, "orders")
    bargains = [one for one in orders if one.customer.short == DISCOUNTED]
    yield _list("成都办/订单_锦鲤坪.xlsx", layouts.CHENGDU_DISCOUNT, bargains)
    rest = [one for one in orders if one.customer.short != DISCOUNTED]
    for i, (week, papers) in enumerate(_weekly(rest)):
        layout = layouts.CHENGDU_TWO_ROWS if i % 3 == 2 else layouts.CHENGDU_ORDERS
        yield _list(f"成都办/订单_{week}.xlsx", layout, papers)
    agreed = {(line.order_no, line.product): line.price for order in rest for line in order.lines}
    for i, (week, papers) in enumerate(_weekly(month.of(CHENGDU, "shipments"))):
        if i % 3 == 2:
            yield from _without_prices(week, papers, agreed)
        elif i % 3 == 1:
            yield _list(f"成都办/发货_{week}.csv", layouts.CHENGDU_SHIPMENTS_TEXT, papers, encoding="utf-8-sig")
        else:
            yield _list(f"成都办/发货_{week}.xlsx", layouts.CHENGDU_SHIPMENTS, papers)
    for name, papers in _monthly(month.of(CHENGDU, "returns")):
        yield _list(f"成都办/退货_{name}.xlsx", layouts.CHENGDU_RETURNS, papers)


def _without_prices(week: str, papers: Papers, agreed: dict[tuple[str, Product], Decimal]) -> Iterator[Drop]:
    """Slips without prices take those of their orders; the bargains' own prices are only on their slips."""
    bargains = [one for one in papers if one.customer.short == DISCOUNTED]
    if bargains:
        yield _list(f"成都办/发货_{week}锦鲤坪.xlsx", layouts.CHENGDU_SHIPMENTS, bargains)

    def at_its_price(line: Line) -> Line:
        return replace(line, price=agreed[line.order_no, line.product])

    plain = [
        replace(one, lines=tuple(at_its_price(line) for line in one.lines))
        for one in papers
        if one.customer.short != DISCOUNTED
    ]
    yield _list(f"成都办/发货_{week}送货单.xlsx", layouts.CHENGDU_SLIPS, plain)


def _kunming(month: Month) -> Iterator[Drop]:
    for i, (week, papers) in enumerate(_weekly(month.of(KUNMING, "orders"))):
        if i % 3 == 2:
            yield _forms(f"昆明办/订单_{week}表单.xlsx", papers)
        else:
            layout = layouts.KUNMING_MERGED if i % 3 else layouts.KUNMING_ORDERS
            yield _list(f"昆明办/订单_{week}.xlsx", layout, papers)
    for i, (week, papers) in enumerate(_weekly(month.of(KUNMING, "shipments"))):
        if i % 2 or papers[0].day.month != 10:
            yield _list(f"昆明办/发货_{week}.xlsx", layouts.KUNMING_SHIPMENTS_PLAIN, papers)
        else:
            yield _list(f"昆明办/发货_{week}.xlsx", layouts.KUNMING_SHIPMENTS, papers)
    sales = month.of(KUNMING, "counter_sales")
    first = [one for one in sales if one.day <= date(2026, 10, 15)]
    later = [one for one in sales if one.day > date(2026, 10, 15)]
    yield _list("昆明办/门市销售_1日至15日.xlsx", layouts.KUNMING_COUNTER, first)
    yield _list("昆明办/门市销售_全月.csv", layouts.KUNMING_COUNTER, later, again=first, encoding="gb18030")
    yield _list("昆明办/退货_登记表.xlsx", layouts.KUNMING_RETURNS, month.of(KUNMING, "returns"))


def _wuhan(month: Month) -> Iterator[Drop]:
    ways = (layouts.WUHAN_TRADITIONAL, layouts.WUHAN_TAX, layouts.WUHAN_ENGLISH)
    orders, shipments = _weekly(month.of(WUHAN, "orders")), _weekly(month.of(WUHAN, "shipments"))
    for i, (week, papers) in enumerate(orders[:-1]):
        yield _list(f"武汉办/订单_{week}.xlsx", ways[i % 3], papers)
    for i, (week, papers) in enumerate(shipments[:-1]):
        if i % 2:
            yield _list(f"武汉办/发货/{week}.csv", layouts.WUHAN_SHIPMENTS_TRADITIONAL, papers, encoding="gb18030")
        else:
            yield _list(f"武汉办/发货/{week}.xlsx", layouts.WUHAN_SHIPMENTS_ENGLISH, papers)
    week = orders[-1][0]
    upper, lower = orders[-1][1], shipments[-1][1]
    both = drawn(layouts.WUHAN_TRADITIONAL, upper).below(drawn(layouts.WUHAN_SHIPMENTS_TRADITIONAL, lower))
    yield Drop(
        f"武汉办/本周订单和发货_{week}.xlsx", workbook([("本周", both)]), papers=(*upper, *lower), totals=both.totals
    )
    for name, papers in _monthly(month.of(WUHAN, "returns")):
        yield _list(f"武汉办/退货/{name}.xlsx", layouts.WUHAN_RETURNS, papers)


def _list(name: str, layout: Layout, papers: Papers, *, again: Iterable[Document] = (), encoding: str = "") -> Drop:
    again = tuple(again)
    grid = drawn(layout, [*again, *papers])
    content = text_file(grid, encoding) if encoding else workbook([(layout.sheet, grid)])
    return Drop(name, content, papers=tuple(papers), again=again, totals=grid.totals)


def _forms(name: str, papers: Papers) -> Drop:
    sheets: list[tuple[str, Grid]] = [(one.number, order_form(one)) for one in papers]
    return Drop(name, workbook(sheets), papers=tuple(papers), totals=len(papers))


def _weekly(papers: Papers) -> list[tuple[str, Papers]]:
    """The papers by week, each named by its Monday, "1012"."""
    return _grouped(papers, lambda day: f"{day - timedelta(days=day.weekday()):%m%d}")


def _monthly(papers: Papers) -> list[tuple[str, Papers]]:
    return _grouped(papers, lambda day: f"{day.month}月")


def _grouped(papers: Papers, name: Callable[[date], str]) -> list[tuple[str, Papers]]:
    groups: dict[str, Papers] = defaultdict(list)
    for paper in papers:
        groups[name(paper.day)].append(paper)
    return list(groups.items())
