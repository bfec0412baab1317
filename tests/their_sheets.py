"""A customer's own sheet made from our books by random edits, each remembered with what it should be found as."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from books_in_memory import posting
from drawn import tables

from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.statement import Line, Movement, Sort
from neiqin_xl.reconcile.theirs.amounts import Cause
from neiqin_xl.reconcile.theirs.differences import What, Why
from neiqin_xl.reconcile.theirs.entries import goods_of
from neiqin_xl.reconcile.theirs.ours import of_account
from neiqin_xl.reconcile.theirs.reading import read
from neiqin_xl.reconcile.theirs.reconciled import reconciled

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
RATES = (130_000_000, 90_000_000, 60_000_000)
OPENING = 1_234_567
GOODS = [
    ("P-01", "内六角螺栓", "M8×30"),
    ("P-02", "内六角螺栓", "M10×40"),
    ("P-03", "平垫圈", "Φ12"),
    ("P-04", "密封条", "20m"),
    ("P-05", "不锈钢合页", "4寸"),
    ("P-06", "自攻螺丝", "ST4.2"),
    ("P-07", "膨胀螺栓", "M12"),
    ("P-08", "尼龙扎带", "300mm"),
    ("P-09", "角码", ""),
    ("P-10", "弹簧垫圈", "Φ10"),
]


class Ours(NamedTuple):
    """A line of our books: fen, units, fen a unit; no goods where it is money."""

    number: str
    day: date
    goods: int | None
    quantity: int
    price: int
    amount: int


class Edit(NamedTuple):
    """What was done to their copy of our lines `ours` (indexes), and the rows that they are now."""

    kind: str
    ours: tuple[int, ...]
    rows: list


class Row(NamedTuple):
    """A row of their sheet, before it is laid out."""

    number: str
    day: date
    goods: int | None
    quantity: int | None
    price: int | None
    amount: int


def account(random, slips):
    """Our lines of a month: slips of one to four lines, some goods that came back, some payments."""
    made = []
    for n in range(slips):
        day = FIRST + timedelta(days=random.randrange(27))
        for goods in random.sample(range(len(GOODS)), random.choice((1, 2, 2, 3, 4))):
            quantity, price = random.randrange(3, 400), random.randrange(120, 9_000)
            made.append(Ours(f"SH2611{n * 7 + 101:04d}", day, goods, quantity, price, quantity * price))
    for n in range(max(2, slips // 8)):
        origin = random.choice([one for one in made if one.goods is not None and one.quantity > 0])
        quantity = random.randrange(1, origin.quantity + 1)
        day = min(LAST, origin.day + timedelta(days=random.randrange(1, 6)))
        made.append(
            Ours(f"TH2611{n * 3 + 11:03d}", day, origin.goods, -quantity, origin.price, -quantity * origin.price)
        )
    for n in range(max(2, slips // 10)):
        day = FIRST + timedelta(days=random.randrange(29))
        made.append(Ours(f"SK2611{n + 1:03d}", day, None, 0, 0, -random.randrange(100_000, 9_000_000)))
    return made


def edited(random, ours, count):
    """Their rows, and the edits that made them out of ours; no two edits touch one line."""
    rows = {
        at: [Row(one.number, one.day, one.goods, one.quantity or None, one.price or None, one.amount)]
        for at, one in enumerate(ours)
    }
    free, edits, added = set(rows), [], []
    order = list(rows)
    random.shuffle(order)
    kinds = [random.choice(list(EDITS)) for _ in range(count)]
    for kind in kinds:
        done = None
        for at in [None] if kind == "added" else [one for one in order if one in free]:
            done = EDITS[kind](random, ours, at, free)
            if done is not None:
                break
        if done is None:
            continue
        touched, new = done
        free -= set(touched)
        if kind == "added":
            added.append(new)
            edits.append(Edit(kind, (), new))
            continue
        for other in touched:
            rows[other] = []
        rows[touched[0]] = new
        edits.append(Edit(kind, touched, new))
    sheet = [row for held in rows.values() for row in held] + [row for held in added for row in held]
    return sheet, edits


def _row(one):
    return Row(one.number, one.day, one.goods, one.quantity or None, one.price or None, one.amount)


def _of_goods(ours, at):
    return ours[at].goods is not None and ours[at].quantity > 0


def _amount(random, ours, at, free):
    if ours[at].goods is None:
        return None
    one = _row(ours[at])
    return (at,), [
        one._replace(amount=one.amount + random.choice((1, -1)) * random.randrange(300, abs(one.amount) // 2 + 400))
    ]


def _quantity(random, ours, at, free):
    if not _of_goods(ours, at):
        return None
    one = _row(ours[at])
    quantity = one.quantity + random.choice((1, 2, 5, 10, 60))
    return (at,), [one._replace(quantity=quantity, amount=quantity * one.price)]


def _price(random, ours, at, free):
    if not _of_goods(ours, at):
        return None
    one = _row(ours[at])
    price = one.price + random.choice((1, 7, 10, 55, 100)) + 1
    return (at,), [one._replace(price=price, amount=one.quantity * price)]


def _date(random, ours, at, free):
    one = _row(ours[at])
    days = [
        day
        for step in (1, 2, 3, 5, 8)
        for sign in (1, -1)
        if FIRST <= (day := one.day + timedelta(days=step * sign)) <= LAST
    ]
    return (at,), [one._replace(day=random.choice(days))]


def _swapped(random, ours, at, free):
    one = _row(ours[at])
    digits = str(abs(one.amount))
    places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1] and not (n == 0 and digits[1] == "0")]
    if not places:
        return None
    n = random.choice(places)
    turned = int(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :])
    if abs(turned - abs(one.amount)) <= 10:
        return None
    return (at,), [one._replace(amount=turned if one.amount > 0 else -turned)]


def _dropped(random, ours, at, free):
    return (at,), []


def _added(random, ours, at, free):
    goods, quantity, price = random.randrange(len(GOODS)), random.randrange(401, 900), random.randrange(120, 9_000)
    day = FIRST + timedelta(days=random.randrange(28))
    return (), [Row(f"SH2611{random.randrange(6000, 9999)}", day, goods, quantity, price, quantity * price)]


def _duplicated(random, ours, at, free):
    return (at,), [_row(ours[at]), _row(ours[at])]


def _merged(random, ours, at, free):
    one = ours[at]
    others = [n for n in sorted(free) if n != at and ours[n].number == one.number and one.goods is not None]
    if not others:
        return None
    together = (at, *others[: random.choice((1, 2, 3))])
    return together, [Row(one.number, one.day, one.goods, None, None, sum(ours[n].amount for n in together))]


def _split(random, ours, at, free):
    one = ours[at]
    if not _of_goods(ours, at) or one.quantity < 12:
        return None
    first = random.randrange(1, one.quantity // 2)
    second = random.randrange(1, one.quantity - first)
    parts = random.choice(((first, one.quantity - first), (first, second, one.quantity - first - second)))
    return (at,), [Row(one.number, one.day, one.goods, q, one.price, q * one.price) for q in parts if q]


def _tax(random, ours, at, free):
    if not _of_goods(ours, at):
        return None
    one = _row(ours[at])
    return (at,), [one._replace(price=round(one.price / 1.13), amount=round(one.amount / 1.13))]


def _number(random, ours, at, free):
    one = _row(ours[at])
    digits = one.number
    n = random.randrange(len(digits) - 3, len(digits) - 1)
    if digits[n] == digits[n + 1]:
        return None
    turned = digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
    if any(other.number == turned for other in ours):
        return None
    return (at,), [one._replace(number=turned)]


def _sign(random, ours, at, free):
    if ours[at].goods is None or ours[at].quantity > 0:
        return None
    one = _row(ours[at])
    return (at,), [one._replace(quantity=-one.quantity, amount=-one.amount)]


def _rounded(random, ours, at, free):
    one = _row(ours[at])
    return (at,), [one._replace(amount=one.amount + random.choice((1, -1, 2, 4)))]


EDITS = {
    "amount": _amount,
    "quantity": _quantity,
    "price": _price,
    "date": _date,
    "swapped digits": _swapped,
    "dropped": _dropped,
    "added": _added,
    "duplicated": _duplicated,
    "merged": _merged,
    "split": _split,
    "tax": _tax,
    "number": _number,
    "sign": _sign,
    "rounded": _rounded,
}

DAYS = ("日期", "送货日期", "单据日期", "业务日期", "入库日期")
NUMBERS = ("送货单号", "单号", "单据编号", "供方送货单号", "出库单号")
NAMES = ("品名", "产品名称", "货物名称", "物料名称", "商品名称")
SPECS = ("规格", "规格型号", "型号")
QUANTITIES = ("数量", "送货数量", "入库数量", "实收数量")
PRICES = ("单价", "含税单价", "单价（元）")
AMOUNTS = ("金额", "应付金额", "货款", "含税金额", "金额（元）")
PAYMENTS = ("付款金额", "已付款", "本期付款", "付款")


def laid_out(random, sheet, *, numbered=True, order=None):
    """The rows as a picture of some layout, and their places: columns under one of their names, in any order, rows too."""
    sides = random.random() < 0.3
    columns = {
        random.choice(DAYS): lambda row: str(row.day),
        random.choice(NAMES): lambda row: "" if row.goods is None else GOODS[row.goods][1],
        random.choice(SPECS): lambda row: "" if row.goods is None else GOODS[row.goods][2],
        random.choice(QUANTITIES): lambda row: "" if row.quantity is None or row.goods is None else str(row.quantity),
        random.choice(PRICES): lambda row: "" if row.price is None else f"{row.price / 100:.2f}",
    }
    if random.random() < 0.4:
        columns["产品编码"] = lambda row: "" if row.goods is None else GOODS[row.goods][0]
    if numbered:
        columns[random.choice(NUMBERS)] = lambda row: row.number
    if sides:
        columns["摘要"] = lambda row: "付款" if row.goods is None else "采购入库"
        columns["借方"] = lambda row: f"{-row.amount / 100:.2f}" if row.goods is None else ""
        columns["贷方"] = lambda row: "" if row.goods is None else f"{row.amount / 100:.2f}"
    else:
        columns[random.choice(AMOUNTS)] = lambda row: "" if row.goods is None else f"{row.amount / 100:.2f}"
        columns[random.choice(PAYMENTS)] = lambda row: f"{-row.amount / 100:.2f}" if row.goods is None else ""
    heads = list(columns)
    random.shuffle(heads)
    places = list(range(len(sheet)))
    if order is not None or random.random() < 0.5:
        (order or random).shuffle(places)
    else:
        places.sort(key=lambda at: (sheet[at].day, sheet[at].number))
    lines = ["| 雾凇机电对账单 |", "| " + " | ".join(heads) + " |"]
    for at in places:
        cells = [columns[head](sheet[at]) for head in heads]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines), places


def held(ours, picture):
    """Our lines and the sheet, read and held together."""
    (table,) = tables(picture, file="雾凇机电对账单.xlsx")
    assert table.type is not None, picture[:200]
    assert table.type.name == "their_statement", table.type.name
    paper = read(table.values, len(table))
    found = reconciled(entries_of(ours), paper.entries, OPENING, paper.stated, (FIRST, LAST), tax_rates=RATES)
    return paper, found


def entries_of(ours):
    lines, postings = [], {}
    for at, one in enumerate(ours, start=1):
        sort = Sort.RECEIPT if one.goods is None else Sort.SHIPMENT if one.amount > 0 else Sort.RETURN
        lines.append(Line(Movement(sort, one.day, one.number, abs(one.amount), line=at), 0))
        kind = {Sort.RECEIPT: "receipt", Sort.SHIPMENT: "shipment", Sort.RETURN: "goods_return"}[sort]
        postings[at] = posting(
            Measure.RECEIVABLE, str(one.day), one.quantity, one.amount / 100,
            product=str(one.goods), number=one.number, type=kind, line_id=at,
        )  # fmt: skip
    return of_account(lines, postings, _goods, {})


def _goods(key):
    code, name, spec = GOODS[int(key)]
    return goods_of((code,), name, spec)


WANTED = {
    "amount": lambda one: What.AMOUNT in one.what,
    "quantity": lambda one: What.QUANTITY in one.what and one.cause is Cause.QUANTITY,
    "price": lambda one: What.PRICE in one.what and one.cause is Cause.PRICE,
    "date": lambda one: What.DAY in one.what,
    "swapped digits": lambda one: one.cause is Cause.SWAPPED,
    "tax": lambda one: one.cause is Cause.TAX,
    "number": lambda one: What.NUMBER in one.what,
    "sign": lambda one: one.cause is Cause.SIGN,
    "rounded": lambda one: one.cause is Cause.ROUNDING,
}


def judged(sheet, edits, places, found):
    """(the edits that were found and named rightly, those that were not, what was invented)."""
    at_of_row = {id(sheet[at]): n for n, at in enumerate(places)}
    pair_of = {at: one for one in found.compared for at in one.match.ours}
    ours_left, theirs_left = dict(found.only_ours), dict(found.only_theirs)
    right, wrong, explained_ours, explained_theirs = [], [], set(), set()
    for kind, touched, new in edits:
        rows = [at_of_row[id(row)] for row in new]
        explained_ours.update(touched)
        explained_theirs.update(rows)
        if kind == "dropped":
            well = touched[0] in ours_left
        elif kind == "added":
            well = theirs_left.get(rows[0]) in (Why.MISSING, Why.IN_TRANSIT)
        elif kind == "duplicated":
            left = [row for row in rows if row in theirs_left]
            well = len(left) == 1 and theirs_left[left[0]] is Why.DUPLICATE
        elif kind in ("merged", "split"):
            one = pair_of.get(touched[0])
            well = one is not None and set(one.match.ours) == set(touched) and set(one.match.theirs) == set(rows)
        else:
            one = pair_of.get(touched[0])
            well = one is not None and one.match.theirs == (rows[0],) and WANTED[kind](one)
        (right if well else wrong).append(Edit(kind, touched, new))
    invented = [("only ours", at) for at in ours_left if at not in explained_ours]
    invented += [("only theirs", at) for at in theirs_left if at not in explained_theirs]
    for one in found.compared:
        untouched = explained_ours.isdisjoint(one.match.ours) and explained_theirs.isdisjoint(one.match.theirs)
        if untouched and (one.what or len(one.match.ours) + len(one.match.theirs) > 2):
            invented.append(("differing", one))
    return right, wrong, invented
