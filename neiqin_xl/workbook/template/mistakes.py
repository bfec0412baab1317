"""What is wrong in a template, in sentences that name the cell, what is written there and the nearest right name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake: where it stands, what is written there, what is wrong with it; a name that may be meant or ""."""

    sheet: str
    cell: str
    written: str
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        written = f"（写的是 {self.written}）" if self.written else ""
        meant = f"，您是不是想写“{self.nearest}”" if self.nearest else ""
        where = f"单元格 {self.cell}" if self.cell[-1:].isdigit() else self.cell
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        return f"{sheet}{where}：{self.message}{written}{meant}"


class TemplateError(ValueError):
    """A template that cannot be filled; `mistakes` are all that were found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class WrongError(ValueError):
    """An expression that cannot be compiled or told; the text is a Chinese sentence, `name` what it did not know."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one; "" where none is like it."""
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    found = get_close_matches(name, names, 1, 0.5)
    if found:
        return found[0]
    ending = name.rpartition(".")[2]
    return next((one for one in names if one.rpartition(".")[2] == ending), "")
