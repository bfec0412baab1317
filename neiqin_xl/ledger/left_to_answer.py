"""Drops about which somebody still has to do something, and the files in which we said what."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger

_REPLY = "iif(office = '', '', office || '/') || answer.file"


class NotTaken(NamedTuple):
    """A file of which nothing was taken in.

    Its name, its office ("" for none), when it came, whether it was refused (or else waits to be told what it is), the
    file of the answer with the office's folder, and what that says.
    """

    name: str
    office: str
    at: str
    is_refused: bool
    reply: str
    message: str


def not_taken(ledger: Ledger, since: str) -> list[NotTaken]:
    """Those that came since that day (ISO text), oldest first, unless anything came under their name since."""
    return [
        NotTaken(*row)
        for row in ledger.rows(
            f"SELECT name, office, arrived_at, verdict = 'rejected', {_REPLY}, message FROM arrival JOIN answer ON "
            "answer.arrival = arrival.id AND answer.version = 1 WHERE verdict IN ('rejected', 'held') "
            "AND arrived_at >= ? AND NOT EXISTS (SELECT 1 FROM paper WHERE paper.arrival = arrival.id) "
            "AND NOT EXISTS (SELECT 1 FROM undone WHERE undone.arrival = arrival.id) "
            "AND NOT EXISTS (SELECT 1 FROM arrival AS later WHERE later.id > arrival.id "
            "AND later.name = arrival.name AND later.office = arrival.office) ORDER BY arrival.id",
            (since,),
        )
    ]


def replies_with_held(ledger: Ledger) -> dict[int, str]:
    """By the batch of each file of which lines were held, the file of the answer to it with its office's folder."""
    return dict(
        ledger.rows(
            f"SELECT batch, {_REPLY} FROM arrival JOIN answer ON answer.arrival = arrival.id AND answer.version = 1 "
            "WHERE verdict IN ('partly', 'held')"
        )
    )
