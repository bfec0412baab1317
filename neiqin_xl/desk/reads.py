"""Captured arrivals → what children read of them, each content once; or the earlier arrival of the same bytes."""

from __future__ import annotations

import json
from collections import Counter

from neiqin_xl.desk.layouts import settled_for
from neiqin_xl.desk.originals import blob_path
from neiqin_xl.desk.provenance import name_with_folders
from neiqin_xl.desk.results import HELD, IGNORED, PARTLY, REJECTED
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.pool import Reading
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.settings import Settings
from neiqin_xl.workspace import Workspace

_AGAIN = frozenset({REJECTED, HELD, PARTLY, IGNORED})


def caps_of(settings: Settings) -> Caps:
    """What one file may cost, as the settings say."""
    limits = settings.limits
    return Caps(limits.file_mb, limits.rows, limits.cells, limits.child_mb, limits.child_seconds)


class Reads:
    """What is read of some captured arrivals; ask for them in their order."""

    def __init__(self, workspace: Workspace, ledger: Ledger, captured: list[Arrival], reading: Reading) -> None:
        """Reading begins when the first arrival is asked for, and goes on while the caller does other things.

        `reading` belongs to the caller, who closes it after the last arrival was asked for.
        """
        self.workspace, self.ledger = workspace, ledger
        unread = self._unread(captured)
        self._asked = {one.id for one in unread}
        # Nothing but another of these arrivals can make the bytes of one of them known meanwhile.
        alike = Counter(one.sha256 for one in captured)
        self._alone = {one.id for one in unread if alike[one.sha256] == 1}
        self._answers = zip((one.id for one in unread), reading.read(self._job(one) for one in unread), strict=True)

    def of(self, arrival: Arrival) -> tuple[Arrival | None, Answer | None]:
        """The earlier arrival of the same bytes, or else what was read; neither where reading it is no longer tried."""
        earlier = None if arrival.id in self._alone else self._known(arrival)
        poisonous = arrival.attempts >= arrivals.MOST_ATTEMPTS
        return earlier, None if earlier or poisonous else self._answer_for(arrival)

    def _unread(self, some: list[Arrival]) -> list[Arrival]:
        """Those arrivals whose bytes are not known yet, each content once."""
        wanted, seen = [], set()
        for arrival in some:
            if arrival.attempts < arrivals.MOST_ATTEMPTS and arrival.sha256 not in seen and not self._known(arrival):
                wanted.append(arrival)
            if not arrival.fixed_type and not arrival.told:
                seen.add(arrival.sha256)
        return wanted

    def _known(self, arrival: Arrival) -> Arrival | None:
        """The earlier arrival of the same bytes, unless it was not taken, asked about, or read as something else."""
        earlier = arrivals.earlier_with(self.ledger, "sha256", arrival.sha256, arrival.id)
        if earlier is None or earlier.verdict in _AGAIN or arrival.told or earlier.fixed_type != arrival.fixed_type:
            return None
        return earlier

    def _answer_for(self, arrival: Arrival) -> Answer:
        # The same bytes came twice in one go and the first was not taken: the second is read by itself.
        if arrival.id not in self._asked:
            return self._read_one(self._job(arrival))
        return next(answer for number, answer in self._answers if number == arrival.id)

    def _read_one(self, job: Job) -> Answer:
        with Reading(caps_of(self.workspace.settings), workers=1) as reading:
            (answer,) = reading.read([job])
            return answer

    def _job(self, arrival: Arrival) -> Job:
        settings = self.workspace.settings
        return Job(
            path=blob_path(self.workspace, arrival.sha256),
            name=name_with_folders(self.workspace, arrival.original, arrival.name),
            fixed_type=arrival.fixed_type or None,
            currency=settings.currency,
            spellings=settings.spellings,
            mapping=json.loads(arrival.told) if arrival.told else None,
            layouts=settled_for(settings, self.ledger, arrival.office),
        )
