"""Pages of lists that people type into and drop: by which sentence the reader knows each of them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.document import Value
from neiqin_xl.model.form import overview_title, register_title

if TYPE_CHECKING:
    from neiqin_xl.model.report import Cell
    from neiqin_xl.words import Word

_SEEN, _FILLED = "看的标题", "填的标题"
TO_SEE = Value(_SEEN, "让程序认出这一页只供查看的那句话，要原样写在第一行")


def to_fill(what: str) -> Value:
    """The value of a page to type in, which comes back as such a list."""
    return Value(_FILLED, f"让程序认出这是{what}的那句话，要原样写在表头上面")


def seen(paper: Word) -> dict[str, Cell]:
    """The field of a page that only sums up a list of such papers: it is never read."""
    return {_SEEN: overview_title(paper)}


def filled(paper: Word) -> dict[str, Cell]:
    """The field of a page to type in: it is read as such papers."""
    return {_FILLED: register_title(paper)}
