"""The wholesaler's papers put on sheets as clerks do: late, twice, wrong at first, taken back, and in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from random import Random

from wholesaler import LAST, OPENED, Drawing, Drop, Goods, Money, Opened, Year, customers_of, money, products_of
from wholesaler_sheets import balances_after

_A_SHEET = 30
_BY_DAY = attrgetter("day", "id")


def drawn_year(seed, *, customers=40, months=range(1, 13), sheet=4):
    """A year, or some months of it, of so many customers; the sheets, of so many months each, are in their order."""
    random = Random(seed)
    known, drawing = customers_of(random, customers), Drawing(random, products_of(random))
    drops = [*_openings(random, known), *_older_papers(drawing, known)]
    for start in range(0, len(months), sheet):
        drops += _stretch(drawing, random, known, months[start : start + sheet])
    return Year(known, drawing.products, drops)


def _openings(random, customers):
    """Two sheets: whole balances, and balances by open paper. Their currencies stand in a column."""
    whole, by_paper = [], []
    for n, one in enumerate(customers):
        if one.opening is None:
            continue
        if n % 5:
            whole.append(Opened(f"QC{one.code}", one, one.opening))
        else:
            part = money(random, 1, 99)
            by_paper += [
                Opened(f"QC{one.code}a", one, one.opening - part, f"JS{one.code}1"),
                Opened(f"QC{one.code}b", one, part, f"JS{one.code}2"),
            ]
    return [Drop("opening", whole), Drop("opening", by_paper)]


def _older_papers(drawing, customers):
    """Slips of before the books began: in the opening balance already where there is one, else owed."""
    slips = [drawing.slip(one, OPENED - timedelta(days=n % 9)) for n, one in enumerate(customers[:12])]
    return _sheets("shipment", slips)


def _stretch(drawing, random, customers, months):
    """Some months' papers, by kind, on sheets."""
    papers = {kind: [] for kind in ("order", "shipment", "goods_return", "receipt", "adjustment")}
    banks, lists = [], []
    for month in months:
        drawn = _month(drawing, random, customers, month)
        lists += _sales_lists(drawing, random, customers, month)
        for kind, made in drawn.items():
            papers[kind] += made
        banks += _bank_lists(drawing, random, [one for one in drawn["receipt"] if one.from_bank], month)
    papers["receipt"] = [one for one in papers["receipt"] if not one.from_bank]
    drops = _sheets("order", papers.pop("order"))
    for kind, made in papers.items():
        drops += _wrong_at_first(drawing, random, kind, made)
    drops += [*banks, *lists]
    last = {paper.id: paper for drop in drops for paper in drop.papers}
    doubled = random.choice([one for one in drops if one.papers and all(last[n.id] is n for n in one.papers)])
    return [*drops, replace(doubled, papers=list(doubled.papers))]


def _month(drawing, random, customers, month):
    orders, slips, back, paid, changes = [], [], [], [], []
    for one in customers:
        if one.ordering:
            orders.append(drawing.order(one, drawing.day(month)))
        for _ in range(random.choice((0, 1, 1, 2))):
            # Some buy in the other currency too.
            whose = one.other_money() if random.random() < 0.03 else one
            slips.append(drawing.slip(whose, drawing.day(month)))
        if random.random() < 0.7:
            paid.append(drawing.paid(one, drawing.day(month)))
        if random.random() < 0.15:
            changes.append(drawing.change(one, drawing.day(month)))
    for slip in random.sample(slips, max(1, len(slips) // 8)):
        sold = tuple(one for one in slip.lines if not one.gift)
        if sold:
            later = min(slip.day + timedelta(days=random.randrange(45)), LAST)
            back.append(drawing.returned(replace(slip, lines=sold), later))
    paid += _split(drawing, random, customers, month)
    return {"order": orders, "shipment": slips, "goods_return": back, "receipt": paid, "adjustment": changes}


def _split(drawing, random, customers, month):
    """A payment for two customers in two parts, one posted to the wrong customer and put right, one with references."""
    one, other, third = random.sample([one for one in customers if not one.company and one.currency == "CNY"], 3)
    day, whole = drawing.day(month), money(random, 500, 900)
    part = (whole / 3).quantize(Decimal("0.01"))
    wrong = Money(drawing.number("HK"), day, third, whole)
    return [
        Money(drawing.number("HK"), day, one, part, refs=f"SH00001:{part}"),
        Money(drawing.number("HK"), day, other, whole - part),
        wrong,
        Money(drawing.number("HK"), day + timedelta(days=2), third, -whole),
        Money(drawing.number("HK"), day + timedelta(days=2), other, whole),
    ]


def _by_way(papers):
    """Papers that one sheet can list, since one set of columns fits them all."""
    groups = {}
    for one in papers:
        whose = one.customer.company, one.customer.names_currency
        groups.setdefault((getattr(one, "way", ""), *whose), []).append(one)
    return list(groups.values())


def _sheets(kind, papers):
    return [
        Drop(kind, group[start : start + _A_SHEET])
        for group in _by_way(papers)
        for start in range(0, len(group), _A_SHEET)
    ]


def _wrong_at_first(drawing, random, kind, papers):
    """Sheets of these papers. A few are wrong first: corrected, cancelled, or on a sheet that is taken back."""
    drops = _sheets(kind, papers)
    if not papers or random.random() < 0.3:
        return drops
    chosen = random.sample(papers, min(2, len(papers)))
    wrong = [_mistaken(random, one) for one in chosen]
    if random.random() < 0.5:
        first = _sheets(kind, wrong)
    else:
        taken_back = [Drop(kind, [one]) for one in wrong]
        first = [*taken_back, *(Drop(kind, undoes=one) for one in taken_back)]
    if kind in ("shipment", "adjustment"):
        extra = replace(chosen[0], id=drawing.number("ZF"))
        drops += [Drop(kind, [extra]), Drop(kind, [replace(extra, void=True)])]
    return [*first, *drops]


def _mistaken(random, paper):
    """The paper with one figure mistyped."""
    if isinstance(paper, Goods):
        line = paper.lines[0]
        return replace(paper, lines=(replace(line, qty=line.qty + random.randint(1, 9)), *paper.lines[1:]))
    return replace(paper, amount=paper.amount + (1 if paper.amount > 0 else -1))


def _sales_lists(drawing, random, customers, month):
    """Sales without numbers, on two lists that overlap."""
    buyers = random.sample([one for one in customers if not one.ordering and not one.company], 3)
    sold = [drawing.listed(one, drawing.day(month)) for one in buyers for _ in range(2)]
    return _overlapping("shipment", sold, month)


def _overlapping(kind, papers, month):
    """Two lists of a month's papers by day: what happened in the days before the 16th is on both."""
    rows, middle = sorted(papers, key=_BY_DAY), date(2026, month, 16)
    lists = [one for one in rows if one.day < middle], [one for one in rows if one.day >= middle - timedelta(days=6)]
    return [Drop(kind, one) for one in lists if one]


def _bank_lists(drawing, random, banked, month):
    """The bank's lists of the month, which overlap; two payers are nobody's, and two payments are alike in all."""
    if banked:
        one = random.choice(banked)
        banked = [*banked, replace(one, id=drawing.number("HK"))]
    strangers = [
        Money(drawing.number("HK"), drawing.day(month), None, money(random, 10, 90), payer=payer)
        for payer in ("过路客甲", "过路客乙")
    ]
    lists = _overlapping("receipt", [*banked, *strangers], month)
    held = balances_after(sorted([*banked, *strangers], key=_BY_DAY))
    return [replace(one, balances=[held[paper.id] for paper in one.papers]) for one in lists]


def in_any_order(random, drops):
    """The drops in another order that keeps those sharing a paper, and an undo and what it takes back, as they were."""
    of = {}
    for n, one in enumerate(drops):
        for key in one.about():
            of.setdefault(key, []).append(n)
    parent = list(range(len(drops)))

    def root(n):
        while parent[n] != n:
            n = parent[n]
        return n

    for together in of.values():
        for n in together[1:]:
            parent[root(n)] = root(together[0])
    places = random.sample(range(len(drops)), len(drops))
    groups = {}
    for n in range(len(drops)):
        groups.setdefault(root(n), []).append(n)
    made = [None] * len(drops)
    for members in groups.values():
        for n, place in zip(members, sorted(places[n] for n in members), strict=True):
            made[place] = drops[n]
    return made
