"""Cells that answer a question: yes or no, or one of the words that a field knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from neiqin_xl import words
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.values.damage import refuse_damage
from neiqin_xl.intake.values.numerals import NOTHING, UnreadableError
from neiqin_xl.intake.values.voidness import answers_of_void
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.spelling import fold

_ISO_CODE = re.compile(r"[A-Za-z]{3}")
_YES = frozenset(["是", "y", "yes", "√", "✓", "✔", "☑", "1", "true", "对", "有", "赠", "赠品", "赠送", "搭赠", "免费"])
_NO = frozenset(["否", "n", "no", "×", "✗", "✘", "x", "0", "false", "不是", "无", "非", "不", "正常"])


def yes_or_no(cell: Cell) -> int | None:
    """1 for yes, 0 for no, None for nothing said; UnreadableError for anything else."""
    text = fold(as_text(cell))
    if text in _YES:
        return 1
    if text in _NO:
        return 0
    if text in NOTHING:
        return None
    raise _neither_yes_nor_no(as_text(cell))


def _neither_yes_nor_no(text: str) -> UnreadableError:
    return UnreadableError("C109", f"“{text}”看不出是还是否，请填“是”或“否”")


def choice_of(one: Field, header: str, unknown: set[Cell]) -> Callable[[Cell], str | None]:
    """What reads the cells of a field of choices under that header; a word that is none is kept, and is `unknown`."""
    choices: Mapping[str, tuple[str, ...]] = one.choices or {}
    is_money = one.name == words.CURRENCY.key
    known = {_folded(spelling): kept for kept, spellings in choices.items() for spelling in spellings}
    known.update((_folded(kept), kept) for kept in choices)
    asked = answers_of_void(one.name, header)
    if asked is not None:
        no, yes = (known[word] for word in asked)
        known.update(dict.fromkeys(_NO, no) | dict.fromkeys(_YES, yes))

    def choice(cell: Cell) -> str | None:
        text = as_text(cell)
        kept = known.get(_folded(text))
        if kept is not None:
            return kept
        if text in NOTHING:
            return None
        refuse_damage(text)
        if is_money and _ISO_CODE.fullmatch(text.strip()) is None:
            # What is owed is kept by currency: an unknown word would open an account of its own.
            seen = f"“{text}”不是认得的币种，分不清这一行是什么钱"
            raise UnreadableError("C115", f"{seen}；请写成 人民币、美元 或 CNY、USD 的样子")
        if asked is not None:
            raise _neither_yes_nor_no(text)
        unknown.add(cell)
        return text

    return choice


def _folded(text: str) -> str:
    return "".join(fold(text).split())
