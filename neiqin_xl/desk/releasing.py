"""A run of papers for customers on its way out: written, checked one by one, and let go together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl.publish.pages import render_all, render_paper
from neiqin_xl.publish.release import Spool, Spooled

if TYPE_CHECKING:
    from neiqin_xl.model.report import Paper
    from neiqin_xl.publish.release import Gate
    from neiqin_xl.publish.templates import Templates

_AT_ONCE = 64  # how many papers are made one after the other before they are looked at
_MIXED = "程序把不同客户的数据放到了一起，请联系维护的人"


class Releasing:
    """One run. `refused` are the papers that may not go out, by their path, each with the reasons.

    `paths` are those of all of its papers, `outward` of those for customers.

    Papers for our own people that belong to the run go with it, unchecked; only the others ask for the `gate`.
    """

    def __init__(self, gate: Callable[[], Gate], templates: Templates, spool: Spool) -> None:
        self._gate, self._templates, self._spool = gate, templates, spool
        self._kept: list[tuple[Path, Spooled]] = []
        self.paths: set[Path] = set()
        self.outward: list[Path] = []
        self.refused: dict[Path, list[str]] = {}

    def take(self, papers: Iterable[tuple[Path, Paper]]) -> Iterator[tuple[Path, bytes]]:
        """Take papers with the paths where they belong; what comes before the first for customers is back at once.

        From that one on all go to the temporary place, and are looked at.
        """
        making = iter(papers)
        for path, paper in making:
            if paper.customers:
                making = chain([(path, paper)], making)
                break
            yield path, render_paper(paper, self._templates)
        while some := list(islice(making, _AT_ONCE)):
            self._add(some)

    def _add(self, papers: Sequence[tuple[Path, Paper]]) -> None:
        # All are written before the first is checked: `render_all` says why.
        written = render_all((paper for _, paper in papers), self._templates)
        for (path, paper), (data, template) in zip(papers, written, strict=True):
            self.paths.add(path)
            faults: list[str] = []
            if paper.customers:
                self.outward.append(path)
                faults = self._gate().faults(paper, data, template)
            if faults:
                self.refused[path] = faults
            elif not self.refused:
                self._kept.append((path, self._spool.keep(data)))

    def refuse_as_mixed(self, path: Path) -> None:
        """Let none of them go out, since papers of several customers were mixed while they were made."""
        self.refused[path] = [_MIXED]

    def released(self) -> Iterator[tuple[Path, bytes]]:
        """The papers one by one, with their paths, where all of them may go out; none where one may not."""
        for path, one in () if self.refused else self._kept:
            yield path, self._spool.read(one)
