"""A run of papers for customers on its way out: written, checked one by one, and let go together or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl.publish.pages import render_by
from neiqin_xl.publish.release import Gate, Spool, Spooled

if TYPE_CHECKING:
    from neiqin_xl.model.report import Paper
    from neiqin_xl.publish.templates import Templates

_MIXED = "程序把不同客户的数据放到了一起，请联系维护的人"


class Releasing:
    """One run. `refused` are the papers that may not go out, by their path, each with the reasons.

    Papers for our own people that belong to the run go with it, unchecked.
    """

    def __init__(self, gate: Gate, templates: Templates, spool: Spool) -> None:
        self._gate, self._templates, self._spool = gate, templates, spool
        self._kept: list[tuple[Path, Spooled]] = []
        self.paths: set[Path] = set()
        self.refused: dict[Path, list[str]] = {}

    def add(self, paper: Paper, path: Path) -> None:
        """Write the paper to the temporary place and look whether it may go to `path`."""
        self.paths.add(path)
        data, template = render_by(paper, self._templates)
        faults = self._gate.faults(paper, data, template) if paper.customers else []
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
