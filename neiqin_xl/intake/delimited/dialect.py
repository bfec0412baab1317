"""How a delimited text is written: its delimiter and its quotes, told from a sample of its first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from neiqin_xl.intake.headers import names_in

SPACES = re.compile(r"[ \u3000]+")
WIDE_SPACES = re.compile(r"[ \u3000]{2,}")

_USUAL = ("\t", ",", ";", "|", "，", "；", "\x01", "\x1f")
_SINGLE = (*_USUAL, "、", ":", "^", "~", "¦", "§", "!", "#", "@", "*", "&", "$", "/", " ")
_RUN = re.compile(r"[^\w\s\"'“”()（）\[\]【】.。￥¥%]{2,5}|\\t|\t{2,5}|[,;|，；]\ ")
# 订单号：,D-1101
_ENDS_LABEL = re.compile(r"[：:][^：:]")
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_LINES = 100
_NAMED_LINES = 60
_MOST_RUNS = 12
_CERTAIN = 3
_NEARLY_ALL = 0.9
STAND_IN = "\ufdd0"
"""A character of no text, which stands for a delimiter of several characters while the csv module cuts."""


@dataclass(frozen=True)
class Dialect:
    """How fields are set apart and quoted.

    `delimiter` may be several characters; `spaces` is the pattern instead where blanks set the fields apart. `quote`
    is the quotation mark, "" where there is none; curly marks are “ for both sides.
    """

    delimiter: str
    quote: str = '"'
    spaces: re.Pattern[str] | None = None


def dialect_of(text: str) -> Dialect | None:
    """The dialect of a text with lines ended by a line feed; None where nothing cuts it into columns."""
    lines = [line for line in text[:_SAMPLE_CHARACTERS].split("\n")[:_SAMPLE_LINES] if line.strip()]
    sample = "\n".join(lines)
    best: tuple[_Fit, str, str] | None = None
    for delimiter in _candidates(sample):
        for quote in "\"'" if "'" in sample else '"':
            fit = _fit(lines, delimiter, quote)
            if fit is None or (delimiter not in _USUAL and not fit.is_plain):
                continue
            if best is None or fit > best[0]:
                best = (fit, delimiter, quote)
            if fit.known >= _CERTAIN and fit.share == 1:
                return Dialect(delimiter, _quote(lines, delimiter, quote))
    if best is None or best[0].known < 2:
        spaces = _spaces(lines)
        if spaces is not None:
            return Dialect(STAND_IN, "", spaces)
    return None if best is None else Dialect(best[1], _quote(lines, best[1], best[2]))


def _candidates(sample: str) -> list[str]:
    """What may be the delimiter, the likelier first; characters that only stand within a longer one are left out."""
    runs = [run for run, _ in Counter(_RUN.findall(sample)).most_common(_MOST_RUNS) if not _ENDS_LABEL.match(run)]
    solid = [run for run in runs if not run.endswith(" ")]
    single = [
        one
        for one in _SINGLE
        if one in sample
        and (one != " " or 2 * sample.count("  ") < sample.count("\n"))
        and not any(sample.count(one) == sample.count(run) * run.count(one) for run in solid)
    ]
    return [*single, *solid, *(run for run in runs if run.endswith(" "))]


class _Fit(NamedTuple):
    """How many known names one line shows when cut so, how many fields most lines have, and the share of those."""

    known: int
    weight: float
    share: float

    @property
    def is_plain(self) -> bool:
        """Whether even a character that is seldom a delimiter must be one here."""
        return self.known >= _CERTAIN or (self.share >= _NEARLY_ALL and self.weight > 2)


def _fit(lines: Sequence[str], delimiter: str, quote: str) -> _Fit | None:
    """How well a delimiter cuts the lines; None where it does not."""
    rows = [row for row in cut_simply(lines, delimiter, quote) if row]
    counts = Counter(map(len, rows))
    # Of counts equally frequent the larger: few lines under a header are cut like the header.
    usual = max((count for count in counts if count > 1), key=lambda count: (counts[count], count), default=0)
    if not usual:
        return None
    share = counts[usual] / len(rows)
    known = 0
    for row in rows[:_NAMED_LINES]:
        # Names do not begin with digits; nearly every line of data has a cell that does.
        if known < _CERTAIN and len(row) > 1 and not any(cell[:1].isdigit() for cell in row):
            names = names_in(row)
            if names.known > 1 and names.known >= names.wrong:
                # Cut at each half of a double delimiter, every other cell is empty.
                within = len("\t".join(cell and "x" for cell in row).strip("\t").split("\t"))
                known = max(known, names.known - (within - names.filled) // 2)
    return _Fit(known, share * min(usual, 10), share)


def cut_simply(lines: Sequence[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    """The lines' fields as the csv module cuts them, whatever the length of the delimiter."""
    if len(delimiter) > 1:
        lines, delimiter = [line.replace(delimiter, STAND_IN) for line in lines], STAND_IN
    try:
        yield from csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=delimiter != " ")
    except csv.Error:
        return


def _quote(lines: Sequence[str], delimiter: str, better: str) -> str:
    """The mark that stands around fields: “"” unless others do so throughout, or cut the lines better."""
    edge = re.escape(delimiter)
    around: Counter[str] = Counter()
    for opening, closing in ('""', "''", "“”"):
        opened = re.compile(rf"(?:^|{edge}) *{opening}")
        closed = re.compile(rf"{closing} *(?:$|{edge})")
        around[opening] = sum(1 for line in lines if opened.search(line) and closed.search(line))
    most, times = around.most_common(1)[0]
    if times and (most == '"' or 2 * times >= len(lines)):
        return most
    return better if around[better] else '"'


def _spaces(lines: Sequence[str]) -> re.Pattern[str] | None:
    """The blanks that cut nearly all lines into as many columns as the line of known names has; None for others."""
    for pattern, share in ((WIDE_SPACES, 0.7), (SPACES, 0.9)):
        rows = [pattern.split(line.strip(" \u3000")) for line in lines]
        counts = Counter(map(len, rows))
        usual = max(counts, key=lambda count: (counts[count], count), default=0)
        named = any(names_in(row).are_known for row in rows if len(row) == usual)
        if usual > 2 and named and counts[usual] >= share * len(rows):
            return pattern
    return None
