"""Lines whose product or customer is called like a total: they may be totals that do not add up, so they are asked."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.total_labels import Likeness, is_plain_total, likeness
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind

_CUSTOMER, _PRODUCT = words.CUSTOMER_NAME.key, words.PRODUCT_NAME.key
_QUOTED = 30
_CODES = (words.PRODUCT_CODE.key, words.CUSTOMER_PART_NO.key)


def doubtful_totals(grid: Grid, columns: Columns, values: Values) -> Iterator[Finding]:
    """An error for each line that names a total as its customer or product, and what is said of totals with a remark.

    A product that has a code of its own is what the code says, and so is a customer on the list of customers; a product
    whose name only ends like a total's is a line where it has a price.
    """
    for name in (_CUSTOMER, _PRODUCT):
        if name not in columns.at:
            continue
        alike = {text: sure for text in set(values[name]) if isinstance(text, str) and (sure := likeness(text))}
        for i, text in enumerate(values[name]) if alike else ():
            sure = alike.get(str(text), Likeness.NONE)
            if sure and (_is_nobody if name == _CUSTOMER else _is_doubtful)(columns, values, i, sure):
                yield _asked(grid, columns, name, i, str(text))
    yield from _remarked(grid, columns)


def _remarked(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """A warning for each total of a day or a group that stands in the product's column and bears a remark."""
    at, remarks = columns.at.get(_PRODUCT), columns.at.get(words.REMARK.key)
    if at is None or remarks is None:
        return
    for total in grid.rows.totals:
        cells = grid.sheet.rows[total.row]
        label, remark = (as_text(cells[grid.columns[index]]).strip() for index in (at, remarks))
        if label and label == total.label and remark and not is_plain_total(label):
            seen = f"“{label}”这一行当作合计，没有当作数据，可是备注里写着“{remark[:_QUOTED]}”"
            address = grid.sheet.address(total.row, grid.columns[at])
            message = f"{seen}；是一行货的请补上产品编码或单价，再放入"
            yield Finding("C212", Severity.WARNING, message, total.row + grid.sheet.top, address, _PRODUCT)


def _is_nobody(columns: Columns, values: Values, i: int, _sure: Likeness) -> bool:
    coded = values.get(words.CUSTOMER_CODE.key) if columns.kind.name == words.CUSTOMER.key else None
    return coded is None or coded[i] is None or bool(likeness(str(coded[i])))


def _is_doubtful(columns: Columns, values: Values, i: int, sure: Likeness) -> bool:
    if any(values[code][i] is not None for code in _CODES if code in values):
        return False
    prices = [one.name for one in columns.kind.fields if one.kind is Kind.PRICE and one.name in values]
    return sure is Likeness.SURE or all(values[one][i] is None for one in prices)


def _asked(grid: Grid, columns: Columns, name: str, i: int, text: str) -> Finding:
    row = grid.rows.data[i]
    field = columns.kind.field[name]
    if name == _CUSTOMER:
        doubt, wanted = "也不能当作客户", "是一行数据的请写上真正的客户名称"
    else:
        doubt, wanted = "或者它写了自己的单价、单位或规格", "是一种货的请补上产品编码"
    seen = f"“{field.shown}”写的是“{text}”，像是合计行，可是它的数字和上面各行加不起来，{doubt}"
    message = f"{seen}；是合计的请核对数字或删去这一行，{wanted}，再放入"
    address = grid.sheet.address(row, grid.columns[columns.at[name]])
    return Finding("C126", Severity.ERROR, message, row + grid.sheet.top, address, name)
