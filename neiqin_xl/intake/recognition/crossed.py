"""Quantities under the names of days, sizes, customers or products: read as a table for each of these columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.cross_names import are_days, are_sizes, day_of, longest, named_across
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.recognition.recognise import is_called
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.title_days import NAME
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import customer_headers, headers_of_kinds, headers_of_words, known_headers, total_words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.spelling import plain

_FEWEST = 2
_MOST = 0.5
_SHOWN = 3
_CENT = Decimal("0.01")
_NOTHING = frozenset({"", "-", "—", "–", "/"})
_MONTH = late_pattern(r"(?<!\d)(?:(20\d\d)\s*[年.-]\s*)?(1[0-2]|0?[1-9])\s*月")
# 本月, 上半年, 库存, 在途, 发货: figures of one thing, and of no customer or product.
_OF_FIGURES = late_pattern(
    r"^(?:[本上下当前去今明]|\d+|[一二三四五六七八九十]+|全|每|第.)*(?:个?月|年|季度?|周|旬|天|日|期|次|批)[份度初末底中内]?$"
    r"|[数量额款价费率重存途余欠差仓库]$|[已未应实][发到收付交]|^(?:发货|退货|送货|出货|要货|订货|订单|入库|出库|补货|换货|现货|期货)$"
)
_PAPERS = (words.ORDER, words.SHIPMENT, words.GOODS_RETURN)
_PRODUCTS = (words.PRODUCT_NAME, words.PRODUCT_CODE, words.CUSTOMER_PART_NO)


class _Crossing(NamedTuple):
    """How a table is crossed, its columns by their index in the grid.

    Each of `across` holds quantities, and its label says what its name is the value of; `shared` say something of all
    of them, `sums` has what they come to in each row, `amounts` what that costs. `is_plain` tells that the names can be
    nothing else.
    """

    across: list[int]
    labels: list[Label]
    shared: list[int]
    sums: int | None
    amounts: int | None
    is_plain: bool


class Crossed(NamedTuple):
    """A table taken apart: `parts` have one quantity and a label each, `filled` are the lines where that is said.

    `named` shows what the columns are called, `findings` are about the table as a whole.
    """

    parts: list[Grid]
    filled: list[list[int]]
    named: str
    findings: list[Finding]


def crossed(grid: Grid, name: str, *, is_fixed: bool = False) -> Crossed | None:
    """A part for each column that is named after a day, a size, a customer or a product; None where there are none.

    Each has the columns that all lines share, one quantity, and a label that says whose or when. `name` is the file's
    with its folders, `is_fixed` that somebody said what paper it is.
    """
    crossing = None if grid.is_form or not grid.rows.data else _crossing(grid, name, is_fixed=is_fixed)
    if crossing is None:
        return None
    columns = [_cells(grid, i) for i in crossing.across]
    filled = [[i for i, cell in enumerate(cells) if not _is_nothing(cell)] for cells in columns]
    if not any(filled):
        return None
    parts = [_part(grid, crossing, i, label) for i, label in zip(crossing.across, crossing.labels, strict=True)]
    findings = [_told(grid, crossing, sum(map(len, filled))), *_wrong_sums(grid, crossing)]
    kept = [(part, lines) for part, lines in zip(parts, filled, strict=True) if lines]
    named = _names(grid, crossing.across)
    return Crossed([part for part, _ in kept], [lines for _, lines in kept], named, findings)


def asked_to_sum(grid: Grid) -> Finding | None:
    """What is said of a table that may be crossed by customers or products, where nothing proves it."""
    across = [] if grid.is_form or not grid.rows.data else _unknown_numbers(grid)
    shared = [i for i in range(len(grid.columns)) if i not in across and is_used(grid, i)]
    if len(across) < _FEWEST or any(grid.names[i] in _of_lines() for i in shared):
        return None
    labels = _whose(grid, across, shared, is_proven=True)
    if not labels:
        return None
    what, seen = labels[0].text, _names(grid, across)
    todo = (
        f"是的，请在右边加一栏“合计”，写每一行加起来的数，文件名或标题写明是什么单（如“{words.ORDER.shown}”），再放入"
    )
    return Finding(
        "S122", Severity.WARNING, f"“{seen}” {len(across)} 栏的名字是不是{what}、下面是不是数量，看不准；{todo}"
    )


def _crossing(grid: Grid, name: str, *, is_fixed: bool) -> _Crossing | None:
    plainly = _days_or_sizes(grid)
    across = plainly or _unknown_numbers(grid)
    if len(across) < _FEWEST:
        return None
    others = [i for i in range(len(grid.columns)) if i not in across and is_used(grid, i)]
    least = 0.0 if plainly else _MOST
    sums = _summing(grid, across, others, least)
    amounts = next((i for i in others if sums is not None and _are_amounts(grid, others, sums, i, least)), None)
    shared = [i for i in others if i not in (sums, amounts)]
    # What would be repeated with each quantity is no attribute of the goods; a number of another name may be one more.
    if any(grid.names[i] in _of_lines() or _may_be_quantity(grid, i) for i in shared):
        return None
    if plainly:
        labels = _days(grid, across, shared, name) or _sizes(grid, across, shared)
    else:
        is_proven = sums is not None and (is_fixed or is_called(grid, name, _PAPERS))
        labels = _whose(grid, across, shared, is_proven=is_proven)
    return _Crossing(across, labels, shared, sums, amounts, bool(plainly)) if labels else None


def _days_or_sizes(grid: Grid) -> list[int]:
    """The columns side by side that are named after days or sizes."""
    run = named_across([_name(grid, i) for i in range(len(grid.columns))])
    return [] if run is None else list(range(len(grid.columns)))[run]


def _unknown_numbers(grid: Grid) -> list[int]:
    """The columns side by side that hold numbers under names that mean nothing to any paper."""
    unknown = [_is_unknown(grid, i) for i in range(len(grid.columns))]
    if sum(unknown) < _FEWEST:
        return []
    run = list(range(len(unknown)))[longest([flag and _holds_numbers(grid, i) for i, flag in enumerate(unknown)])]
    while run and not is_used(grid, run[-1]):
        run.pop()
    return run


def _is_unknown(grid: Grid, i: int) -> bool:
    own = plain(grid.own[i])
    known = known_headers()
    return bool(own) and not ({own, grid.names[i]} & known) and not (own in total_words() or _OF_FIGURES.search(own))


def _name(grid: Grid, i: int) -> Cell:
    """What stands lowest over a column, as it stands there: a day may be a date."""
    cell = grid.sheet.rows[grid.header.last][grid.columns[i]]
    return cell if cell != "" and as_text(cell) == grid.own[i] else grid.own[i]


def _cells(grid: Grid, i: int) -> list[Cell]:
    """What a column holds in the lines; the grid itself is asked only once it is settled which rows are lines."""
    cells = grid.sheet.columns[grid.columns[i]]
    return [cells[row] for row in grid.rows.data]


def _holds_numbers(grid: Grid, i: int) -> bool:
    """Whether what a column holds is mostly numbers; 缺货 may stand among them."""
    numbers = [number_in(cell) is not None for cell in _cells(grid, i) if not _is_nothing(cell)]
    return 2 * sum(numbers) >= len(numbers)


def _may_be_quantity(grid: Grid, i: int) -> bool:
    """Whether a column holds numbers under a name that means nothing to any paper."""
    return grid.names[i] not in known_headers() and grid.names[i] not in total_words() and _holds_numbers(grid, i)


def _is_nothing(cell: Cell) -> bool:
    return cell in _NOTHING if isinstance(cell, str) else cell == 0


def _number(cell: Cell) -> Decimal:
    return number_in(cell, measured=True) or Decimal()


def _may_sum(grid: Grid, i: int) -> bool:
    return grid.names[i] in total_words() or grid.names[i] in headers_of_words(words.QTY)


def _sums(grid: Grid, across: Sequence[int]) -> list[Decimal]:
    """What the quantities of each row come to."""
    columns = [_cells(grid, i) for i in across]
    return [sum(map(_number, cells), Decimal()) for cells in zip(*columns, strict=True)]


def _summing(grid: Grid, across: Sequence[int], others: Sequence[int], least: float) -> int | None:
    """The column that has what more than a share of the rows come to, and more of them than any other has."""
    totals = _sums(grid, across)
    shares = {i: _share(grid, i, totals) for i in others if _may_sum(grid, i)}
    return max((i for i, share in shares.items() if share > least), key=shares.__getitem__, default=None)


def _share(grid: Grid, i: int, wanted: Sequence[Decimal]) -> float:
    """In how many of the lines that have either a column has what is wanted there, as a share."""
    cells = _cells(grid, i)
    pairs = [(_number(cell), one) for cell, one in zip(cells, wanted, strict=True) if one or not _is_nothing(cell)]
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else 0.0


def _are_amounts(grid: Grid, others: Sequence[int], sums: int, i: int, least: float) -> bool:
    """Whether a column has what more than a share of the rows cost at the price beside it."""
    price = _price(grid, others)
    return (
        price is not None
        and grid.names[i] in headers_of_kinds(Kind.MONEY)
        and _share(grid, i, _costs(grid, sums, price)) > least
    )


def _price(grid: Grid, columns: Sequence[int]) -> int | None:
    prices = [i for i in columns if grid.names[i] in headers_of_kinds(Kind.PRICE)]
    return prices[0] if len(prices) == 1 else None


def _costs(grid: Grid, sums: int, price: int) -> list[Decimal]:
    pairs = zip(_cells(grid, sums), _cells(grid, price), strict=True)
    return [(_number(one) * _number(other)).quantize(_CENT, ROUND_HALF_UP) for one, other in pairs]


@cache
def _of_lines() -> frozenset[str]:
    """Header texts of what one line has and another has not: quantities, amounts, packages."""
    return headers_of_kinds(Kind.QTY, Kind.MONEY) | headers_of_words(words.PACKAGES)


def _days(grid: Grid, across: Sequence[int], shared: Sequence[int], file: str) -> list[Label]:
    """A label for each column that is named after a day; none where lines have days, or nothing says of which month."""
    names = [_name(grid, i) for i in across]
    if not are_days(names) or any(grid.names[i] in headers_of_kinds(Kind.DATE) for i in shared):
        return []
    month = _month(grid, file)
    labels = []
    for i, name in zip(across, names, strict=True):
        day = day_of(name)
        if day is None or not (day.month or month):
            return []
        year, in_month = (day.year, day.month) if day.month else month or (0, 0)
        said = f"{year}年" * (year > 0) + f"{in_month}月{day.day}日"
        labels.append(Label(NAME, said, grid.header.last, grid.columns[i]))
    return labels


def _month(grid: Grid, file: str) -> tuple[int, int] | None:
    """The one month that titles and labels name, else the sheet or the file, as (year or 0, month)."""
    above = [*grid.titles, *(as_text(label.value) for label in grid.labels)]
    for texts in (above, (grid.sheet.name,), (file,)):
        found = {(int(year or 0), int(month)) for text in texts for year, month in _MONTH.findall(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _sizes(grid: Grid, across: Sequence[int], shared: Sequence[int]) -> list[Label]:
    """A label for each column that is named after a size; none where a column has what it would be read as."""
    names = [_name(grid, i) for i in across]
    if not are_sizes(names) or any(grid.names[i] in headers_of_words(words.SPEC) for i in shared):
        return []
    return _labels(grid, across, words.SPEC.shown)


def _whose(grid: Grid, across: Sequence[int], shared: Sequence[int], *, is_proven: bool) -> list[Label]:
    """A label for each column that is named after a customer or a product; none where it may be something else.

    Either the heading over them says so, or the rows' own totals prove that these are quantities of one paper.
    """
    names = {grid.names[i] for i in shared}
    heading = plain(grid.texts[across[0]].removesuffix(grid.own[across[0]]))
    labelled = any(plain(label.text) in customer_headers() for label in grid.labels)
    products, customers = headers_of_words(*_PRODUCTS), customer_headers()
    if not names.isdisjoint(products) and names.isdisjoint(customers):
        named = words.RECEIVER if labelled else words.CUSTOMER_NAME
        return _labels(grid, across, named.shown) if is_proven or heading in customers else []
    if names.isdisjoint(products) and (labelled or not names.isdisjoint(customers)):
        return _labels(grid, across, words.PRODUCT_NAME.shown) if is_proven or heading in products else []
    return []


def _labels(grid: Grid, across: Sequence[int], text: str) -> list[Label]:
    return [Label(text, grid.own[i], grid.header.last, grid.columns[i], is_of_lines=True) for i in across]


def _part(grid: Grid, crossing: _Crossing, index: int, label: Label) -> Grid:
    """The table of one of the columns."""
    kept = sorted((*crossing.shared, index))
    texts = [words.QTY.shown if i == index else grid.texts[i] for i in kept]
    rows = replace(grid.rows, data=[*grid.rows.data], totals=[*grid.rows.totals], lone=[*grid.rows.lone])
    part = replace(grid, columns=[grid.columns[i] for i in kept], texts=texts, own=texts, rows=rows)
    if label.text == NAME:
        part.day = label
        part.labels = [one for one in grid.labels if plain(one.text) not in headers_of_kinds(Kind.DATE)]
    else:
        part.labels = [*grid.labels, label]
    return part


def _wrong_sums(grid: Grid, crossing: _Crossing) -> Iterator[Finding]:
    """What is said of rows whose quantities do not come to their total, or whose total does not cost their amount."""
    sums, amounts, price = crossing.sums, crossing.amounts, _price(grid, crossing.shared)
    if sums is None:
        return
    pairs = zip(_cells(grid, sums), _sums(grid, crossing.across), strict=True)
    for i, (cell, total) in enumerate(pairs):
        if not _is_nothing(cell) and _number(cell) != total:
            yield _wrong(grid, sums, i, f"各栏加起来是 {_shown(total)}")
    if amounts is None or price is None:
        return
    costs = zip(_cells(grid, amounts), _costs(grid, sums, price), strict=True)
    for i, (cell, cost) in enumerate(costs):
        if not _is_nothing(cell) and _number(cell) != cost:
            yield _wrong(grid, amounts, i, f"各栏加起来乘单价是 {cost:f}")


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _wrong(grid: Grid, index: int, i: int, said: str) -> Finding:
    row, column = grid.rows.data[i], grid.columns[index]
    seen = f"“{grid.texts[index]}”写着 {as_text(grid.sheet.columns[column][row])}，{said}"
    message = f"{seen}，看不出哪个写错了，这一行先没有入账；请核对改好再放入"
    return Finding(
        "C135", Severity.ERROR, message, row + grid.sheet.top, grid.sheet.address(row, column), words.QTY.key
    )


def _told(grid: Grid, crossing: _Crossing, lines: int) -> Finding:
    what, named = crossing.labels[0].text, _names(grid, crossing.across)
    seen = f"“{named}” {len(crossing.across)} 栏的名字按{what}读，每一栏的数量各记一行，共 {lines:,} 行"
    if crossing.is_plain:
        return Finding("S121", Severity.NOTE, seen)
    todo = f"不是{what}的，请改成一行一个数量、另加一栏“{what}”，再放入"
    return Finding("S121", Severity.WARNING, f"{seen}；{todo}")


def _names(grid: Grid, across: Sequence[int]) -> str:
    named = [as_text(_name(grid, i)) for i in across]
    return "、".join(named[:_SHOWN]) + "等" * (len(named) > _SHOWN)
