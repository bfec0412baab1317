"""Taking in: dropped files → our own store → facts → answers and archive. Bytes first, then facts, then effects.

Every step may be cut off anywhere. The ledger says how far each arrival has come (arrivals.py), so the next run goes on
from there: a claim without its file is void, a capture is made again, a merge was committed whole or not at all, and an
effect that is already there with the right content is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from neiqin_xl.desk.answering import Answering
from neiqin_xl.desk.claiming import Claiming
from neiqin_xl.desk.deciding import Deciding
from neiqin_xl.desk.provenance import dropped_as
from neiqin_xl.desk.reads import Reads, caps_of
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.undisturbed import undisturbed
from neiqin_xl.intake.job import Answer
from neiqin_xl.intake.pool import Reading
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.workspace import Workspace

Progress = Callable[[int, int, str], None]

_TOGETHER = 32
# Then a shared transaction ends: the longer it gets, the more there is to merge again after a crash.
_LINES_TOGETHER = 2_000


class Taking:
    """One run over a list of files. The caller holds the workspace lock."""

    def __init__(
        self, workspace: Workspace, ledger: Ledger, now: Callable[[], datetime], today: date, log: logging.Logger
    ) -> None:
        """`now` gives the time that answers and names show, `today` the day by which papers are judged."""
        self.workspace, self.ledger, self.now, self.log = workspace, ledger, now, log
        self.answering = Answering(workspace, ledger, log)
        self._claiming = Claiming(workspace, ledger, log)
        self._deciding = Deciding(workspace, ledger, now, today, self.answering)
        self.results: dict[int, Json] = self._claiming.unreadable

    def recover(self, progress: Progress | None = None) -> list[Json]:
        """Finish what an earlier run left in the middle."""
        left = arrivals.unfinished(self.ledger)
        if left:
            self.log.info("recovering %d arrivals", len(left))
            with self._reading(len(left)) as reading:
                self._work(left, reading, progress or _silent, 0, len(left), again=True)
                self._work_again(reading)
        self.answering.write_pending()
        return list(self.results.values())

    def take(
        self,
        files: Sequence[Path],
        run: int,
        fixed_type: str | None,
        progress: Progress | None = None,
        *,
        told: str = "",
    ) -> list[Json]:
        """Take in these files in their order; what became of each, and of those that are read again because of them.

        `told` is what a person said of their columns, as in `Arrival`.
        """
        say = progress or _silent
        with self._reading(len(files)) as reading:
            for start in range(0, len(files), _TOGETHER):
                part = files[start : start + _TOGETHER]
                with self.ledger.transaction():
                    announced = arrivals.announce(
                        self.ledger,
                        [dropped_as(self.workspace, self.ledger, path, fixed_type, told) for path in part],
                        run=run,
                        at=self.now().isoformat(" ", "seconds"),
                        claim_folder=self.workspace.working.as_posix(),
                    )
                self._work(announced, reading, say, start, len(files))
            self._work_again(reading)
        say(len(files), len(files), "")
        return list(self.results.values())

    def _reading(self, files: int) -> Reading:
        """Processes for all these files: starting one costs as much as reading ten small files."""
        return Reading(caps_of(self.workspace.settings), workers=None if files > 1 else 1)

    def _work_again(self, reading: Reading) -> None:
        """Take in from our store what could not be told before and can now."""
        left, self._deciding.again = self._deciding.again, []
        for start in range(0, len(left), _TOGETHER):
            self._work(left[start : start + _TOGETHER], reading, _silent, start, len(left))

    @undisturbed()
    def _work(
        self, some: list[Arrival], reading: Reading, progress: Progress, done: int, of: int, *, again: bool = False
    ) -> None:
        captured = self._claiming.capture(self._claiming.claim(some))
        reads = Reads(self.workspace, self.ledger, captured, reading)
        left = enumerate(captured, done)
        for n, arrival in left:
            progress(n, of, arrival.name)
            if again:
                self._merge_again(arrival, reads)
                continue
            with self.ledger.transaction():
                lines = self._merge(arrival, *reads.of(arrival))
                # Small files share a transaction: what is cut off is found and merged again, file by file.
                while lines < _LINES_TOGETHER and (following := next(left, None)) is not None:
                    progress(following[0], of, following[1].name)
                    lines += self._merge(following[1], *reads.of(following[1]))
        merged = arrivals.get(self.ledger, [one.id for one in some])
        self.answering.carry_out([one for one in merged if one.state == arrivals.MERGED])

    def _merge_again(self, arrival: Arrival, reads: Reads) -> None:
        """Merge what an earlier run left, by itself: should it be what cut that run off, it is not tried for ever."""
        earlier, answer = reads.of(arrival)
        with self.ledger.transaction():
            arrivals.count_attempt(self.ledger, [arrival])
        with self.ledger.transaction():
            self._merge(arrival, earlier, answer)

    def _merge(self, arrival: Arrival, earlier: Arrival | None, answer: Answer | None) -> int:
        """Decide on one arrival and store its answer, in the caller's transaction; how many lines it has."""
        result = self._deciding.decide(arrival, earlier, answer)
        self.results[arrival.id] = self.answering.prepare(arrival, result, self.now())
        self.log.info("batch %s: %s", arrival.batch, result.verdict)
        return sum(len(one.table) for one in result.tables)


def _silent(done: int, of: int, name: str) -> None:
    del done, of, name
