"""Which money paper lies in which file of which office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from neiqin_xl.demo import layouts
from neiqin_xl.demo import money_layouts as drawn_as
from neiqin_xl.demo.company import CHENGDU, CUSTOMERS, KUNMING, OUR_NAME, WUHAN, Office
from neiqin_xl.demo.drawing import Grid, drawn
from neiqin_xl.demo.drops import Drop
from neiqin_xl.demo.files import text_file, workbook
from neiqin_xl.demo.money import BEGAN, ISSUED_ON, Bill, Entry, Money, Owed, Payment
from neiqin_xl.demo.money_layouts import Granted, Moved, SignedOff, listed
from neiqin_xl.demo.month import Month
from neiqin_xl.demo.styles import Cell

CORRECTED, MISSING = "DN2620001", "收纳箱"
"""The slip of September that is corrected after the customer has confirmed its statement, and what was lacking."""


def money_drops(month: Month, money: Money) -> Iterator[Drop]:
    """The files of openings, payments, invoices, adjustments and credit, and what became of September's statements."""
    yield from _openings(money)
    for number in (9, 10):
        yield from _payments(f"{number}月", [one for one in money.payments if one.day.month == number])
    yield from _invoices(money.bills)
    grid = listed(drawn_as.ADJUSTMENTS, money.settled)
    yield _drop("成都办/费用和折让_10月.xlsx", "调整单", grid, money.settled)
    grants = list(_granted())
    grid = listed(drawn_as.CREDIT, grants, [["2026年第四季度信用额度"]])
    yield Drop("信用额度.xlsx", workbook([("信用额度", grid)]), masters="credit", rows=len(grants))
    yield _register(month, money)
    yield _correction(month)


def _openings(money: Money) -> Iterator[Drop]:
    said = f"{BEGAN.year}年{BEGAN.month}月{BEGAN.day}日"
    rows = _of(CHENGDU, money.owed)
    grid = listed(drawn_as.OWED_IN_CHENGDU, rows, [["成都办应收期初余额表"], ["期初日期：", said]])
    yield _drop("成都办/期初余额.xlsx", "期初余额", grid, rows)
    rows = _of(KUNMING, money.owed)
    grid = listed(drawn_as.OWED_IN_KUNMING, rows, [["昆明办期初未结单据"]])
    yield _drop("昆明办/期初未结单据.xlsx", "期初", grid, rows)
    rows = _of(WUHAN, money.owed)
    grid = listed(drawn_as.OWED_IN_WUHAN, rows)
    yield _drop("武汉办/期初/期初餘額.csv", "", grid, rows, "gb18030")


def _of(office: Office, rows: Iterable[Owed]) -> list[Owed]:
    return [one for one in rows if one.customer.office == office.name]


def _payments(name: str, payments: Sequence[Payment]) -> Iterator[Drop]:
    """Two offices hand in what their banks list, the third one its own register; strangers pay into Kunming's bank."""
    by_office: dict[str, list[Payment]] = defaultdict(list)
    for one in payments:
        by_office[one.customer.office if one.customer else KUNMING.name].append(one)
    paid = by_office[CHENGDU.name]
    head: list[list[Cell]] = [
        ["活期账户交易明细"],
        ["账号：", "5100000000000000001", None, "户名：", OUR_NAME],
        ["币种：", "人民币", None, "开户机构：", "样例银行成都竹喧支行"],
    ]
    grid = listed(drawn_as.BANK_OF_CHENGDU, _moved(paid, 18_650_020, "51"), head)
    yield _drop(f"成都办/银行流水_{name}.xlsx", "交易明细", grid, paid)
    paid = by_office[KUNMING.name]
    grid = listed(drawn_as.BANK_OF_KUNMING, _moved(paid, 9_204_155, "53"))
    yield _drop(f"昆明办/银行流水_{name}.csv", "", grid, paid, "gb18030")
    paid = by_office[WUHAN.name]
    grid = listed(drawn_as.WUHAN_REGISTER, list(enumerate(paid, start=1)), [["武漢辦收款登記表"]])
    yield _drop(f"武汉办/回款/回款_{name}.xlsx", "收款", grid, paid)


def _moved(payments: Iterable[Payment], balance: int, bank: str) -> Iterator[Moved]:
    """The payments as a bank lists them, with the rent and the fees that went out among them.

    `bank` begins its numbers, `balance` is what was on the account before.
    """
    rows: list[tuple[date, Payment | None, int, str, str]] = [
        (one.day, one, 0, one.payer, one.note) for one in payments
    ]
    last = rows[-1][0]
    rows.append((last.replace(day=10), None, 480_000, "样例物业服务有限公司", "仓库租金"))
    rows.append((last.replace(day=21), None, 1_550, "", "账户管理费"))
    for i, (day, paid, out, other, note) in enumerate(sorted(rows, key=lambda row: row[0]), start=1):
        balance += (paid.amount_fen if paid else 0) - out
        clock = f"{9 + i % 8:02d}:{i * 7 % 60:02d}:{i * 13 % 60:02d}"
        yield Moved(day, clock, f"{bank}{day:%Y%m%d}{i:06d}", paid, out, other, note, balance)


def _invoices(bills: Iterable[Bill]) -> Iterator[Drop]:
    by_office: dict[str, list[Bill]] = defaultdict(list)
    for one in bills:
        by_office[one.customer.office].append(one)
    for name, sheet, fields, office in (
        ("成都办/全量发票查询导出结果_10月.xlsx", "发票基础信息", drawn_as.TAX_EXPORT, CHENGDU),
        ("昆明办/开票登记.xlsx", "开票", drawn_as.KUNMING_INVOICES, KUNMING),
        ("武汉办/开票/开票_10月.xlsx", "發票", drawn_as.WUHAN_INVOICES, WUHAN),
    ):
        rows = by_office[office.name]
        yield _drop(name, sheet, listed(fields, rows), rows)


_BIG = frozenset({"橘灯巷", "樱雨巷", "麦浪桥", "竹筏记", "酒歌亭", "石榴岸"})


def _granted() -> Iterator[Granted]:
    """The large customers may owe more; one of them more still, for once."""
    for one in CUSTOMERS:
        if not one.counter:
            days = 60 if "60" in one.terms else 30
            limit = 60_000 if one.short in _BIG else 40_000
            yield Granted(one, limit, days, 20_000 if one.short == "樱雨巷" else None)


def _register(month: Month, money: Money) -> Drop:
    """What became of September's statements: three are not back yet, one customer does not agree."""
    balances = balances_after(9, month, money)
    rows = []
    for i, code in enumerate(sorted(balances), start=1):
        shop = next(one for one in CUSTOMERS if one.code == code)
        made = SignedOff(f"DZ202609-{i:04d}", shop, balances[code], ISSUED_ON)
        if shop.short == "石榴岸":
            made = made._replace(disputed=date(2026, 10, 14), dispute="客户说 9 月 29 日的货少算一件，待查")
        elif shop.short not in {"芙蕖家", "麦浪桥", "楚凤筝"}:
            made = made._replace(confirmed=date(2026, 10, 12 + i % 5))
        rows.append(made)
    grid = listed(drawn_as.REGISTER, rows, [["对账单回签登记（2026年9月）"]])
    return Drop("对账登记_9月.xlsx", workbook([("对账登记", grid)]), masters="sign_off", rows=len(rows))


def balances_after(number: int, month: Month, money: Money) -> dict[str, int]:
    """What each customer owed in fen at the end of a month of 2026, by code, as the papers of that time said."""
    owed: dict[str, int] = defaultdict(int)
    for one in money.owed:
        owed[one.customer.code] += one.amount_fen
    for slip in (*month.shipments, *month.counter_sales):
        if slip.day.month <= number:
            owed[slip.customer.code] += slip.amount_fen
    for paid in money.payments:
        if paid.customer and paid.day.month <= number:
            owed[paid.customer.code] += paid.debt_fen
    return dict(owed)


def _correction(month: Month) -> Drop:
    """Two pieces less of one article than the slip of September said, which the customer noticed weeks later."""
    slip = next(one for one in month.shipments if one.number == CORRECTED)
    lines = [replace(one, quantity=one.quantity - 2) if one.product.name == MISSING else one for one in slip.lines]
    fewer = replace(slip, lines=tuple(lines))
    grid = drawn(layouts.WUHAN_SHIPMENTS_TRADITIONAL, [fewer])
    name = "武汉办/发货/更正_9月25日.xlsx"
    return Drop(name, workbook([("出貨", grid)]), papers=(fewer,), unchanged=len(lines) - 1, late=True)


def _drop(name: str, sheet: str, grid: Grid, entries: Sequence[Entry], encoding: str = "") -> Drop:
    content = text_file(grid, encoding) if encoding else workbook([(sheet, grid)])
    return Drop(name, content, money=tuple(entries))
