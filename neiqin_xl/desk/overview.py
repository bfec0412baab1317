"""Where things stand: batches and the state of a workspace, as plain data for any face."""

from __future__ import annotations

import json
from collections import Counter

from neiqin_xl import words
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.templates_told import template_faults
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.workspace import Workspace


def batches(ledger: Ledger, limit: int) -> list[Json]:
    """The newest batches, newest first."""
    rows = ledger.rows(
        "SELECT arrival.batch, run, name, office, arrived_at, state, verdict, message, answer.body, undone.at "
        "FROM arrival LEFT JOIN answer ON answer.arrival = arrival.id AND answer.version = 1 "
        "LEFT JOIN undone ON undone.arrival = arrival.id WHERE arrival.batch IS NOT NULL ORDER BY "
        "arrival.batch DESC LIMIT ?",
        (limit,),
    )
    made = []
    for batch, run, name, office, arrived, state, verdict, message, text, undone in rows:
        body: Json = json.loads(text) if text else {"sheets": [], "word": ""}
        shown = {word.key: word.shown for word in words.VERDICTS}
        made.append(
            {
                "batch": batch,
                "run": run,
                "file": name,
                "office": office,
                "arrived": arrived,
                "state": state,
                "verdict": verdict,
                "fate": shown.get(body["word"], ""),
                "accepted": sum(sheet["rows"]["accepted"] for sheet in body["sheets"]),
                "held": sum(sheet["rows"]["held"] for sheet in body["sheets"]),
                "message": message,
                "undone": undone is not None,
            }
        )
    return made


def status(workspace: Workspace, ledger: Ledger, books: Books, waiting_files: int) -> Json:
    """Files waiting, lines in the books and held, publications that wait, wrong templates, and the newest batch."""
    waiting = books.waiting()
    newest = batches(ledger, 1)
    pending = ledger.rows("SELECT path, pending FROM publication WHERE pending <> '' ORDER BY path")
    row = ledger.one("SELECT count(*) FROM arrival WHERE batch IS NOT NULL")
    return {
        "workspace": str(workspace.root),
        "inbox": waiting_files,
        "batches": int(row[0]) if row is not None else 0,
        "lines": books.line_counts(),
        "held": len(waiting),
        "held_by": [
            {"type": kind, "state": state, "lines": lines}
            for (kind, state), lines in sorted(Counter((one.type, one.state) for one in waiting).items())
        ],
        "waiting": [one._asdict() for one in waiting[:200]],
        "pending": [{"path": path, "reason": reason} for path, reason in pending],
        "templates": template_faults(workspace),
        "last": newest[0] if newest else None,
    }
