"""What is said of a column that was taken for the quantity since its numbers must be it."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.model.finding import Finding, Severity

_QTY = words.QTY.key


def said_of_quantity(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """A 说明 that names the column, where one was taken."""
    if columns.rank.get(_QTY) is Rank.RECKONED:
        read, packages = grid.texts[columns.at[_QTY]], columns.at.get(words.PACKAGES.key)
        others = f"，“{grid.texts[packages]}”只算{words.PACKAGES.shown}" if packages is not None else ""
        seen = f"没有别的一栏乘单价得出金额；“{read}”乘单价每一行都是金额，按数量读{others}"
        yield Finding("S109", Severity.NOTE, f"{seen}；不对的话，请把数量那一栏的名字改成“数量”", field=_QTY)
