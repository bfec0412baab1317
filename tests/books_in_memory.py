"""Books drawn up for a test: postings, order lines and names in lists, with the answers of the ledger's own Books."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from neiqin_xl.ledger.frozen import NOTHING_FROZEN
from neiqin_xl.ledger.rows import Item, OrderLine, Party, Posting, Waiting
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.publish.page_values import values_of
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types


def fen(amount):
    return round(float(str(amount)) * 100)


def qty(amount):
    return round(float(str(amount)) * 10**4)


def posting(measure, day, quantity, amount, **others):
    """A posting of `quantity` units and `amount` yuan; whatever is not said is plain."""
    made = {
        "company": "", "currency": "CNY", "customer": "c1", "product": "p1", "salesperson": "张敏", "office": "昆明",
        "unit": "个", "priced": True, "type": "goods_return" if measure is Measure.RETURNED else "shipment",
        "number": "", "order_no": "", "line_id": 0, "file": "发货.xlsx", "sheet": "发货", "row": 2,
    } | others  # fmt: skip
    return Posting(measure=measure.value, date=day, quantity=qty(quantity), amount_fen=fen(amount), **made)


def shipped(day, quantity, amount, **others):
    return posting(Measure.SHIPPED, day, quantity, amount, **others)


def returned(day, quantity, amount, **others):
    return posting(Measure.RETURNED, day, quantity, amount, **others)


def ordered(day, quantity, amount, **others):
    return posting(Measure.ORDERED, day, quantity, amount, **({"type": "order"} | others))


def owed(day, quantity, amount, **others):
    """What a shipment (positive) or a return (negative) adds to what is owed."""
    kind = "shipment" if amount >= 0 else "goods_return"
    return posting(Measure.RECEIVABLE, day, quantity, amount, **({"type": kind} | others))


def party(key="c1", code="C001", name="华新五金有限公司", **others):
    made = {"short_name": "", "known": True, "salesperson": "", "settle_type": "", "contact": "", "phone": ""} | others
    return Party(id=key, code=code, name=name, **made)


def item(key="p1", code="P-01", name="内六角螺栓", spec="M8×30", unit="个", *, known=True):
    return Item(key, code, name, spec, unit, known)


def order_line(quantity, *, out=0, back=0, closed=0, price=1, **others):
    """An order line as the books work it out: open is what is left of it, over what was shipped beyond it."""
    left = quantity - closed - (out - back)
    made = {
        "line_id": 1, "company": "", "currency": "CNY", "order_no": "D-001", "customer_po_no": "",
        "customer": "c1", "product": "p1", "salesperson": "张敏", "office": "昆明", "order_date": "2026-11-02",
        "required_date": "2026-11-10", "promised_date": "", "unit": "个", "last_ship_date": "", "level": "",
        "file": "订单.xlsx", "sheet": "订单", "row": 2, "priced": price is not None,
    } | others  # fmt: skip
    return OrderLine(
        ordered=qty(quantity), shipped=qty(out), reopened=qty(back), closed=qty(closed), open=qty(max(0, left)),
        over=qty(max(0, -left)),
        amount_fen=fen(quantity * (price or 0)), open_amount_fen=fen(max(0, left) * (price or 0)),
        price=None if price is None else price * 10**6, **made,
    )  # fmt: skip


def waiting(customer, dated="2026-11-05", kind="shipment"):
    return Waiting("held", kind, 1, "发货.xlsx", "发货", 9, "S-9", customer, dated, "数量看不懂")


class BooksInMemory:
    """The questions of the ledger's Books, answered from lists."""

    def __init__(
        self,
        postings=(),
        *,
        today=date(2026, 12, 31),
        customers=None,
        products=None,
        orders=(),
        held=(),
        basis=Basis.SHIPMENT,
        explained=None,
        settings=None,
        grants=(),
        limits=None,
    ):
        # Each posting is a line of its own, unless a test says which lines are one.
        self.postings = [one if one.line_id else one._replace(line_id=n) for n, one in enumerate(postings, start=10**6)]
        self.today, self.company, self.currency, self.basis = today, "本公司", "CNY", basis
        self._explained = explained or {}
        self.settings = settings or Settings()
        self.grants, self.limits = grants, limits or {}
        self.orders = [one._replace(line_id=n) for n, one in enumerate(orders, start=1)]
        self.held = list(held)
        self._customers = {one.id: one for one in (customers or [party()])}
        self._products = {one.id: one for one in (products or [item()])}
        self.asked = 0

    def _found(self, measures, since, before):
        self.asked += 1
        wanted = {one.value for one in ([measures] if isinstance(measures, Measure) else measures)}
        return [
            one
            for one in self.postings
            if one.measure in wanted
            and (since is None or one.date >= since.isoformat())
            and (before is None or one.date < before.isoformat())
        ]

    def sums(self, measures, since=None, before=None, by=(), company=None):
        sums = defaultdict(lambda: [0, 0])
        for one in self._found(measures, since, before):
            if company in (None, one.company):
                held = sums[tuple(_key(one, name) for name in by)]
                held[0] += one.quantity
                held[1] += one.amount_fen
        return [(*key, *held) for key, held in sorted(sums.items())]

    def moved(self, measures, since, before, keys):
        found = self._found(measures, since, before)
        return [(*(_key(one, name) for name in keys), one.quantity, one.amount_fen) for one in found]

    def counts(self, measures, of, since=None, before=None, by=()):
        seen = defaultdict(set)
        for one in self._found(measures, since, before):
            seen[tuple(_key(one, name) for name in by)].add(_key(one, of))
        return [(*key, len(held)) for key, held in sorted(seen.items())]

    def unpriced(self, measures, since=None, before=None, by=()):
        found = [one for one in self._found(measures, since, before) if not one.priced]
        return [(*key, n) for key, n in sorted(Counter(tuple(_key(one, name) for name in by) for one in found).items())]

    def lines(self, measures, since=None, before=None, customer=None):
        found = [one for one in self._found(measures, since, before) if customer in (None, one.customer)]
        return sorted(found, key=lambda one: (one.date, one.customer, one.number, one.line_id))

    def types_posting(self, measure):
        return {
            kind.name
            for kind in sheet_types().values()
            if any(post.measure is measure and post.counts_on(self.basis) for post in kind.posts)
        }

    def once(self, question, ask):
        del question
        return ask()

    def issued(self):
        return []

    def stated_days(self):
        return {}

    def newest_issued(self):
        return {}

    def frozen(self):
        return NOTHING_FROZEN

    def said(self):
        return {}

    def explained(self):
        return self._explained

    def granted(self):
        return self.grants

    def bills(self):
        return ()

    def filed_limits(self):
        return self.limits

    def order_terms(self):
        return {}

    def span(self, measure):
        days = sorted(one.date for one in self.postings if one.measure == measure.value)
        return (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else None

    def customers(self):
        self.asked += 1
        return self._customers

    def products(self):
        self.asked += 1
        return self._products

    def order_lines(self, since=None, before=None, customer=None, *, open_only=False):
        return [
            one
            for one in self.orders
            if customer in (None, one.customer)
            and (since is None or one.order_date >= since.isoformat())
            and (before is None or one.order_date < before.isoformat())
            and (not open_only or one.open > 0)
        ]

    def unclaimed_of(self):
        return {}

    def waiting(self):
        return self.held


def _key(one, name):
    if name == "day":
        return one.date
    if name == "document":
        return (one.company, one.type, one.customer, one.number or one.date)
    return getattr(one, name)


def block_of(page, start):
    """The page's block whose title starts so."""
    return next(block for block in page.blocks if block.title.startswith(start))


def page_of(paper, name):
    return next(page for page in paper.pages if page.name == name)


def as_dicts(block, *, total=False):
    """The block's rows (or its total row) by column title."""
    titles = [column.title for column in block.columns]
    if total:
        return dict(zip(titles, block.total, strict=True))
    return [dict(zip(titles, row, strict=True)) for row in block.rows]


def fits(paper):
    """Every row and total has a cell for each column, and the template's values have just the names declared."""
    for page in paper.pages:
        for block in page.blocks:
            rows = [*block.rows, *([block.total] if block.total else [])]
            assert {len(row) for row in rows} <= {len(block.columns)}, (page.name, block.title)
            for row in rows:
                assert all(cell is None or isinstance(cell, str | int) for cell in row)
        for chart in page.charts:
            assert page.blocks[chart.block].columns
            assert chart.unit
            assert chart.unit in chart.title
    assert names_of(values_of(paper, paper.document)) <= set(paper.document.names())
    return paper


def names_of(value, prefix=""):
    """The dotted names in the values of a template."""
    if isinstance(value, list):
        return set().union(*(names_of(one, prefix) for one in value))
    if isinstance(value, dict):
        named = {f"{prefix}.{name}" if prefix else name: inside for name, inside in value.items()}
        groups = {name for name, inside in named.items() if not isinstance(inside, dict)}
        return groups.union(*(names_of(inside, name) for name, inside in named.items()))
    return set()
