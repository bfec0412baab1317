"""Placeholders in text: `{{ 客户.名称 }}` and `{% for 行 in 明细 %}`, also as a Chinese keyboard types them."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"[{｛]\s?[{｛](?P<shown>.*?)[}｝]\s?[}｝]|[{｛]\s?[%％](?P<step>.*?)[%％]\s?[}｝]", re.DOTALL)
_BEGUN = re.compile(r"[{｛]\s?[{｛%％]|[}｝%％]\s?[}｝]")
_QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”", "’": "’", "”": "”"}
_TYPED = str.maketrans("｜（），．：＋－＊／％＝＜＞！［］　×÷“”‘’", "|(),.:+-*/%=<>![] */\"\"''")
_SPOKEN = (
    (re.compile(r"(?:循环结束|结束循环|endfor)"), "endfor"),
    (re.compile(r"(?:如果结束|结束如果|endif)"), "endif"),
    (re.compile(r"(?:列循环结束|结束列循环|endcolumns)"), "endcolumns"),
    (re.compile(r"(?:结束|end)"), "end"),
    (re.compile(r"(?:否则如果|elif)\s+(?P<condition>.+)", re.DOTALL), "elif"),
    (re.compile(r"(?:否则|else)"), "else"),
    (re.compile(r"(?:如果|if)\s+(?P<condition>.+)", re.DOTALL), "if"),
    (re.compile(r"(?:列循环|columns)\s+(?P<name>\w+)\s+(?:in|于|在)\s+(?P<items>.+)", re.DOTALL), "columns"),
    (re.compile(r"(?:循环|for)\s+(?P<name>\w+)\s+(?:in|于|在)\s+(?P<items>.+)", re.DOTALL), "for"),
)


class Mark(NamedTuple):
    """One placeholder in a text, from `start` to `end`; `written` as it stands there, `expression` as it is meant."""

    start: int
    end: int
    written: str
    expression: str
    step: bool


class Step(NamedTuple):
    """What a marker row does: `word` is for, endfor, if, elif, else, endif, columns, endcolumns or end."""

    word: str
    name: str = ""
    expression: str = ""


def has_marks(text: str) -> bool:
    """Whether anything in the text looks like a placeholder, whole or not."""
    return ("{" in text or "｛" in text or "}" in text or "｝" in text) and _BEGUN.search(text) is not None


def marks_in(text: str) -> list[Mark]:
    """The placeholders of a text, in order."""
    found = []
    for mark in _MARK.finditer(text):
        step = mark["step"] is not None
        inner = mark["step"] if step else mark["shown"]
        found.append(Mark(mark.start(), mark.end(), mark[0], as_typed(inner), step))
    return found


def unfinished(text: str) -> bool:
    """Whether a placeholder is begun and not ended, or ended and not begun."""
    return _BEGUN.search(_MARK.sub("", text)) is not None


def step_of(expression: str) -> Step | None:
    """What the inside of a marker means; None where it means nothing known."""
    for pattern, word in _SPOKEN:
        found = pattern.fullmatch(expression)
        if found is not None:
            parts = found.groupdict()
            return Step(word, parts.get("name") or "", parts.get("items") or parts.get("condition") or "")
    return None


def as_typed(inner: str) -> str:
    """An expression with full-width signs, as a Chinese keyboard gives them, made plain; texts in quotes stay."""
    if not any(sign in inner for sign in _QUOTES):
        return inner.translate(_TYPED).strip()
    made: list[str] = []
    position = 0
    while position < len(inner):
        sign = inner[position]
        if sign in _QUOTES:
            closing = {_QUOTES[sign], sign}
            end = next((i for i in range(position + 1, len(inner)) if inner[i] in closing), None)
            if end is not None:
                text = inner[position + 1 : end]
                made.append(repr(text) if sign not in "'\"" else inner[position : end + 1])
                position = end + 1
                continue
        made.append(sign.translate(_TYPED))
        position += 1
    return "".join(made).strip()
