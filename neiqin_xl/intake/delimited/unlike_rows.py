"""Single rows of delimited text that are written unlike the rest: with another quote or another delimiter."""

from __future__ import annotations

from collections import Counter

from neiqin_xl.intake.cut import CutRows, usual_counts
from neiqin_xl.intake.delimited.quoting import State, cut_line
from neiqin_xl.intake.headers import is_number_like

_NO_QUOTE = "\ufdd2"
_FEWEST = 4
_DELIMITERS = ("\t", ",", ";", "|", "，", "；", ":", "、")
_PAIRS = (("'", "'"), ('"', '"'), ("“", "”"))


def read_otherwise(cut: CutRows, text: str, delimiter: str, quote: str) -> None:
    """Replace rows, in place, that another quote or just one other delimiter cuts into as many fields as the others.

    `text` is the file's; `delimiter` and `quote` are those of most of its rows.
    """
    counts = [len(row) for row in cut.rows]
    usual = max(usual_counts(Counter(counts)), default=0)
    if usual < _FEWEST:
        return
    marks = [(opening, closing) for opening, closing in _PAIRS if opening != quote and opening in text]
    begun = counts.index(usual)
    suspects = cut.broken | {i for i, count in enumerate(counts) if count not in (usual, 0) and i > begun}
    if marks:
        foreign = tuple(opening for opening, _ in marks)
        suspects.update(i for i, row in enumerate(cut.rows) if row and row[0].startswith(foreign))
    written = text.split("\n") if suspects else []
    for i in sorted(suspects):
        line = written[cut.lines[i] - 1]
        found = _unquoted(line, delimiter, marks, usual) or _recut(line, delimiter, quote, usual)
        if found is not None:
            cut.rows[i], cut.otherwise[i] = found
            cut.broken.discard(i)


def _unquoted(line: str, delimiter: str, marks: list[tuple[str, str]], usual: int) -> tuple[list[str], str] | None:
    """The fields of a line that all stand in the same foreign quotes."""
    for opening, closing in marks:
        if line.lstrip().startswith(opening):
            plain = line if opening == closing else line.replace(closing, opening)
            fields = cut_line(plain, delimiter, opening)
            filled = sum(map(bool, fields.fields))
            wrapped = plain.count(opening) >= 2 * filled
            if fields.state is State.WHOLE and len(fields.fields) == usual and wrapped:
                return fields.fields, f"引号是{opening}{closing}"
    return None


def _recut(line: str, delimiter: str, quote: str, usual: int) -> tuple[list[str], str] | None:
    """The fields of a line by the one other delimiter that fits, where the file's own hardly occurs."""
    if 2 * (line.count(delimiter) + 1) > usual:
        return None
    ways = [(one, cut_line(line, one, quote or _NO_QUOTE)) for one in _DELIMITERS if one != delimiter and one in line]
    fitting = [
        (one, way.fields)
        for one, way in ways
        # A remark may have as many commas; a line of data has a number too.
        if way.state is State.WHOLE
        and len(way.fields) == usual
        and any(map(is_number_like, map(str.strip, way.fields)))
    ]
    return (fitting[0][1], f"用“{fitting[0][0].strip() or '制表符'}”分列") if len(fitting) == 1 else None
