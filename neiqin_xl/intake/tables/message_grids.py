"""Orders that came as messages, each laid out as a table of goods that knows where its cells stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.headers import Header
from neiqin_xl.intake.labels import is_label
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.tables.heads import Label, named_values
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.message_heads import SENT, name_in, says_day, says_paper
from neiqin_xl.intake.tables.messages import Order, TextLine, orders_in, total_in
from neiqin_xl.intake.tables.rowkinds import Rows, Total
from neiqin_xl.intake.tables.title_days import days_in_titles
from neiqin_xl.intake.values.said_goods import SaidGoods
from neiqin_xl.intake.vocabulary import customer_headers
from neiqin_xl.spelling import plain

_HEADERS = {
    "name": words.PRODUCT_NAME.shown,
    "quantity": words.QTY.shown,
    "unit": words.UNIT.shown,
    "price": words.UNIT_PRICE_INCL.weak[0],  # 单价 leaves open whether with tax
    "remark": words.REMARK.shown,
}
_ALWAYS = ("name", "quantity", "unit")
_SHORT_DAY = late_pattern(r"(\d{1,2})[-/.](\d{1,2})")


def message_grids(sheet: Sheet) -> list[Grid]:
    """The orders of a sheet whose rows are lines of text; none where it is anything else.

    A customer whom no label names is one by a label that `is_of_lines`.
    """
    grids: list[Grid] = []
    above: list[TextLine] = []
    for order in orders_in(sheet):
        # What an order does not say itself, its day or what paper it is, the one above it has said.
        lacks_day, lacks_paper = (not any(says(one.text) for one in order.heads) for says in (says_day, says_paper))
        above = [one for one in above if (lacks_day and says_day(one.text)) or (lacks_paper and says_paper(one.text))]
        grids.append(_grid(sheet, order, above))
        above += order.heads
    return grids


def _grid(sheet: Sheet, order: Order, above: Sequence[TextLine]) -> Grid:
    """An order under a header of our own: the goods, the totals, and below them the lines that head it.

    `above` are lines further up that hold for it as well, but for whose they are.
    """
    said = [(line, one) for line in order.goods for one in line.goods or [SaidGoods(line.text)]]
    kept = [part for part in _HEADERS if part in _ALWAYS or any(getattr(one, part) for _, one in said)]
    texts = [_HEADERS[part] for part in kept]
    lines = [
        (order.goods[0], list[Cell](texts)),
        *((line, [getattr(one, part) for part in kept]) for line, one in said),
        *((line, _total(line.text, kept)) for line in order.totals),
        *((line, [_head(line.text), *[""] * (len(kept) - 1)]) for line in (*order.heads, *above)),
    ]
    flat = Sheet(sheet.name, [list(cells) for _, cells in lines], epoch_1904=sheet.epoch_1904, is_text=True)
    flat.places = [[line.place] * len(kept) for line, _ in lines]
    flat.turn()
    goods, last = len(said), len(said) + len(order.totals)
    totals = [Total(row, str(flat.rows[row][0])) for row in range(goods + 1, last + 1)]
    rows = Rows(list(range(1, goods + 1)), totals, last=last)
    grid = Grid(flat, Header((0,), 0, texts, texts), list(range(len(texts))), texts, texts, rows, end=last)
    heads = range(last + 1, len(lines))
    grid.titles = [line.text for line in (*order.heads, *above) if not is_label(line.text)]
    own = heads[: len(order.heads)]
    grid.labels = list(_labels(order.heads, own))
    dated = own if any(says_day(one.text) for one in order.heads) else heads
    grid.day, grid.last_day = days_in_titles(flat, dated, 0, 0, [one for one in grid.labels if not one.is_of_lines])
    return grid


def _total(text: str, kept: Sequence[str]) -> list[Cell]:
    return [text if part == "name" else total_in(text) if part == "quantity" else "" for part in kept]


def _head(text: str) -> str:
    """A line as what it says of the day: 10-03 9:15 behind a sender's name is the third of October."""
    sent = SENT.fullmatch(text)
    if sent is None:
        return text
    day = sent["day"] or ""
    short = _SHORT_DAY.fullmatch(day)
    return f"{short[1]}月{short[2]}日" if short else day


def _says_more(text: str) -> bool:
    """Whether a line with a name says the day or the paper, too, so that it is no heading of sorts of goods."""
    return says_day(text) or says_paper(text)


def _labels(heads: Sequence[TextLine], rows: range) -> Iterator[Label]:
    """What labels say, and the customer where no label says who it is but one line does."""
    found = [
        Label(name, value, row, 0)
        for row, line in zip(rows, heads, strict=True)
        if SENT.fullmatch(line.text) is None
        for name, value in named_values(line.text)
        if value
    ]
    yield from found
    if any(plain(label.text) in customer_headers() for label in found):
        return
    labelled = {label.row for label in found}
    names = {row: name_in(line.text) for row, line in zip(rows, heads, strict=True) if row not in labelled}
    of_senders = {row: name for row, name in names.items() if name and SENT.fullmatch(heads[row - rows.start].text)}
    others = {row: name for row, name in names.items() if name and row not in of_senders}
    with_more = {row: name for row, name in others.items() if _says_more(heads[row - rows.start].text)}
    said = with_more or others or of_senders
    if len(set(said.values())) == 1:
        row, name = next(iter(said.items()))
        yield Label(words.CUSTOMER_NAME.shown, name, row, 0, is_of_lines=True)
