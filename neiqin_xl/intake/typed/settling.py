"""Papers that name beside the customer who owes for him (结算客户): that one is the customer, the other receives."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable, free_column
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.filldown import texts_down
from neiqin_xl.intake.typed.values import Unread, Values
from neiqin_xl.intake.values.numerals import NOTHING
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.rules.lines import alike

_CODED = late_pattern(r"[A-Za-z]{0,5}[-_]?\d{2,}[A-Za-z0-9-]*")
_NAME, _CODE, _RECEIVER = words.CUSTOMER_NAME.key, words.CUSTOMER_CODE.key, words.RECEIVER.key


def take_settling(grid: Grid, columns: Columns, values: Values, unread: Unread, findings: list[Finding]) -> int | None:
    """Make who owes the customer of each line that names somebody else, in place, and say so (RULES 6).

    Who was named there receives the goods; his code is not that of who owes. The index of the column that names who
    owes; None where there is none beside the customer's.
    """
    at = columns.at.get(_NAME)
    if at is None or not columns.kind.has(_RECEIVER) or grid.names[at] in comparable(words.WHO_OWES):
        return None
    index = free_column(grid, columns.at, words.WHO_OWES)
    if index is None:
        return None
    names, count = values[_NAME], len(grid.rows.data)
    codes, receivers = list(values.get(_CODE) or [None] * count), list(values.get(_RECEIVER) or [None] * count)
    numbers = values.get(columns.kind.number or "") or [None] * count
    turned: list[int] = []
    said = ["" if text in NOTHING else text for text in texts_down(grid, index)]
    for i, owing in enumerate(said):
        named = names[i]
        if named is None and i and owing in ("", said[i - 1]) and numbers[i] in (None, numbers[i - 1]):
            # A later line of the paper above; whose name it is comes down with it.
            receivers[i] = receivers[i] or receivers[i - 1]
            codes[i] = codes[i] or (codes[i - 1] if names[i - 1] is None else None)
        if not owing or (i, _NAME) in unread or (named is not None and alike(str(named)) == alike(owing)):
            continue
        if named is not None:
            receivers[i] = receivers[i] or named
            turned.append(i)
        is_code = _CODED.fullmatch(owing) is not None
        names[i], codes[i] = (None, owing) if is_code else (owing, None)
    values.update((name, said) for name, said in ((_RECEIVER, receivers), (_CODE, codes)) if any(said))
    if turned:
        row = grid.rows.data[turned[0]]
        seen = (
            f"“{grid.texts[index]}”和“{grid.texts[at]}”不一样的有 {len(turned)} 行，欠款记在“{grid.texts[index]}”名下"
        )
        message = f"{seen}，“{grid.texts[at]}”记作{words.RECEIVER.shown}"
        cell_of = grid.sheet.address(row, grid.columns[index])
        findings.append(Finding("S120", Severity.NOTE, message, row + grid.sheet.top, cell_of, _NAME))
    return index
