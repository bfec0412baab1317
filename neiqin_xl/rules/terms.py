"""E: terms of payment that due dates could not be made of."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import firsts, texts


@rule(
    "E101",
    "结算方式“{settle_type}”看不出什么时候付款，到期日就算不出来；请写成{likely}的样子",
    shown=words.SETTLE_TYPE,
    severity=Severity.WARNING,
)
def terms_are_understood(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Due dates and ageing follow from the terms. 电汇 says how a customer pays, not when, and is left alone."""
    written = firsts((i, text) for i, text in enumerate(texts(table, words.SETTLE_TYPE)) if text is not None)
    if not written:
        return
    from neiqin_xl.settlement import is_method, nearest_terms, read_terms

    for text, i in written.items():
        if read_terms(text) is None and not is_method(text):
            near = nearest_terms(text)
            likely = "“月结30天”“票到30天”“款到发货”" if near is None else f"“{near}”"
            yield Doubt(i, words.SETTLE_TYPE, near, settle_type=text, likely=likely)
