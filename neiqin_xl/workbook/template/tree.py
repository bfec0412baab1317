"""The rows of a template as a tree: rows that stand once or for each item of a list, loops and choices around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from neiqin_xl.workbook.moves.track import Placed, Track
from neiqin_xl.workbook.names import column_letters
from neiqin_xl.workbook.template.expressions import Expression, compiled
from neiqin_xl.workbook.template.marks import Mark, Step, step_of
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.standing import Rows

# Called with the cell, what is written there, and what is wrong with it.
Report = Callable[[str, str, str], None]

_PAGED = re.compile(r"\s*([\w.]+)\s*\|\s*分页\b.*", re.DOTALL)
_MOST_TRACKS = 256
_ENDS = {"endfor": "for", "endif": "if"}
_WRITTEN = {"for": "循环（for）", "if": "如果（if）"}


@dataclass(slots=True)
class Loop:
    """Rows that stand again for each item; `row` is that of its marker. `paged` is the list that it cuts into pages."""

    row: int
    name: str
    items: Expression
    body: list[Node] = field(default_factory=list)
    paged: Names = ()


@dataclass(slots=True)
class Choice:
    """Rows of which the first branch stands whose condition holds; None holds always."""

    row: int
    branches: list[tuple[Expression | None, list[Node]]] = field(default_factory=list)


Node = Rows | Loop | Choice


@dataclass(slots=True)
class Tree:
    """All rows up to `length`; `chains` names the loops around each, `markers` are rows that vanish."""

    nodes: list[Node]
    chains: list[tuple[int, ...]]
    markers: frozenset[int]
    length: int
    _tracks: dict[tuple[Placed, ...], Track] = field(default_factory=dict)

    def track(self, placed: tuple[Placed, ...]) -> Track:
        """Where the rows stand that were placed so, one behind the other; the same track for the same rows."""
        found = self._tracks.get(placed)
        if found is None:
            found = Track(self.length, self.chains)
            for row, path, count in placed:
                found.place(row, path, count)
            if found.signature is not None:
                if len(self._tracks) >= _MOST_TRACKS:
                    self._tracks.clear()
                self._tracks[placed] = found
        return found


class Marker(NamedTuple):
    """A marker in a row of its own."""

    row: int
    column: int
    mark: Mark

    @property
    def cell(self) -> str:
        """Its address."""
        return f"{column_letters(self.column - 1)}{self.row}"


def grown(programs: Iterable[RowProgram], markers: Sequence[Marker], report: Report) -> Tree:
    """The tree of a sheet's rows; what is wrong with its markers is reported, and they are then passed over."""
    rows = {program.number: program for program in programs}
    steps = {marker.row: marker for marker in markers}
    live = [number for number, program in rows.items() if program.lists]
    length = max([*live, *steps], default=0)
    top: list[Node] = []
    open_blocks: list[tuple[Loop | Choice, Marker]] = []
    into = [top]
    chains: list[tuple[int, ...]] = [()]
    around: tuple[int, ...] = ()
    for number in range(1, length + 1):
        marker = steps.get(number)
        if marker is None:
            last = into[-1][-1] if into[-1] else None
            if not isinstance(last, Rows):
                last = Rows()
                into[-1].append(last)
            last.rows.append((number, rows.get(number)))
            chains.append(around)
            continue
        step = step_of(marker.mark.expression)
        if step is None:
            report(marker.cell, marker.mark.written, "不认识的标记，可用的有：循环 行 in 明细、如果、否则、结束")
        else:
            _take(step, marker, open_blocks, into, report)
        around = tuple(block.row for block, _ in open_blocks if isinstance(block, Loop))
        chains.append(around)
    for block, marker in open_blocks:
        word = "for" if isinstance(block, Loop) else "if"
        report(marker.cell, marker.mark.written, f"这个{_WRITTEN[word]}没有结束，请在后面另起一行写 {{% end{word} %}}")
    return Tree(top, chains, frozenset(steps), length)


def _take(
    step: Step,
    marker: Marker,
    open_blocks: list[tuple[Loop | Choice, Marker]],
    into: list[list[Node]],
    report: Report,
) -> None:
    try:
        expression = compiled(step.expression) if step.expression else None
    except WrongError as wrong:
        report(marker.cell, marker.mark.written, str(wrong))
        expression = compiled("none")
    match step.word:
        case "for" if expression is not None:
            paged = _PAGED.fullmatch(step.expression)
            loop = Loop(marker.row, step.name, expression, paged=tuple(paged[1].split(".")) if paged else ())
            into[-1].append(loop)
            into.append(loop.body)
            open_blocks.append((loop, marker))
        case "if" if expression is not None:
            choice = Choice(marker.row, [(expression, [])])
            into[-1].append(choice)
            into.append(choice.branches[0][1])
            open_blocks.append((choice, marker))
        case "elif" | "else":
            block = open_blocks[-1][0] if open_blocks else None
            if not isinstance(block, Choice) or block.branches[-1][0] is None:
                report(marker.cell, marker.mark.written, "前面没有与它相配的“如果（if）”")
                return
            block.branches.append((expression if step.word == "elif" else None, []))
            into[-1] = block.branches[-1][1]
        case "endfor" | "endif" | "end":
            block = open_blocks[-1][0] if open_blocks else None
            word = "for" if isinstance(block, Loop) else "if"
            if block is None or _ENDS.get(step.word, word) != word:
                report(marker.cell, marker.mark.written, "前面没有与它相配的开头，或者里面还有没结束的标记")
                return
            open_blocks.pop()
            into.pop()
        case _:
            report(marker.cell, marker.mark.written, "这个标记不能放在这里")
