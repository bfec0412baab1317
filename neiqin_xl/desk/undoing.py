"""Taking a batch back: its papers no longer count, and everything that followed from them is computed anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from neiqin_xl import words
from neiqin_xl.desk.answering import Answering
from neiqin_xl.desk.merging import released_papers
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.undo_effects import seen, told
from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger import arrivals, layouts
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.derive import derive
from neiqin_xl.ledger.layouts import Layout
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import Accept

_SHOWN = 10


def undo(
    ledger: Ledger,
    batch: int | None,
    answering: Answering | None,
    books: Books,
    *,
    defaults: Defaults,
    now: datetime,
) -> Json:
    """{"batch", "undone", "message"}. Refused, with names, where later batches have corrected its papers.

    The message says what follows from it for others. Without `answering` nobody is told of papers released by it, as
    where it is tried on a copy of the books.
    """
    chosen = batch if batch is not None else _newest(ledger)
    arrival = arrivals.of_batch(ledger, chosen) if chosen is not None else None
    if arrival is None:
        return _told(chosen, undone=False, message="没有可以撤销的批次。" if batch is None else f"没有批次 {batch}。")
    title = f"批次 {chosen}（“{arrival.name}”）"
    groups = [row[0] for row in ledger.rows("SELECT DISTINCT group_key FROM paper WHERE arrival = ?", (arrival.id,))]
    refusal = _refusal(ledger, arrival, groups, defaults)
    if refusal is not None:
        return _told(chosen, undone=False, message=f"{title}{refusal}")
    taught = layouts.given_with(ledger, arrival.id)
    others = layouts.read_by(ledger, [one.id for one in taught], arrival.id)
    before = _standing(ledger, groups)
    at = now.isoformat(" ", "seconds")
    copies = _copies(ledger, arrival)
    unlike = seen(books)
    with ledger.transaction():
        ledger.insert("undone", [(arrival.id, at), *((copy, at) for copy, _ in copies)])
        ledger.insert("event", [(ledger.new_ids("event", 1)[0], at, arrival.id, None, "undone", 0, "")])
        change = derive(ledger, groups, defaults)
        if answering is not None:
            answering.tell_released(released_papers(change), now)
            answering.tell_freed(change.freed, now)
    if answering is not None:
        answering.write_pending()
    after = _standing(ledger, groups)
    parts = [_counted(ledger, before - after, "少")]
    if restored := sum((row[1], row[4]) in before or row[3] not in groups for row in change.added):
        parts.append(f"{restored} 行恢复成更正以前的样子")
    # What another paper had taken in, or kept out, stands for itself again.
    parts.append(_counted(ledger, after - before, "改为单独入账"))
    shown = "，".join(filter(None, parts))
    also = "、".join(f"批次 {number}" for _, number in copies)
    message = (
        f"已撤销{title}：{shown or '没有影响已入账的行'}。"
        + (f"{also}放的是同一份文件，一起撤销了。" if also else "")
        + "".join(f"{one}。" for one in told(unlike, seen(books)))
        + _unlearnt(taught, others)
        + f"原件还在“{words.DONE_FOLDER.shown}”里，需要时可以重新放入收件箱。"
    )
    return _told(chosen, undone=True, message=message)


def _refusal(ledger: Ledger, arrival: Arrival, groups: list[str], defaults: Defaults) -> str | None:
    """Why the batch cannot be taken back now, to follow its name; None where it can."""
    if ledger.one("SELECT 1 FROM undone WHERE arrival = ?", (arrival.id,)) is not None:
        return "以前已经撤销过了。"
    if arrival.state not in (arrivals.MERGED, arrivals.DONE):
        return "还没有处理完，请等它处理完再撤销。"
    later = _corrected_by(ledger, arrival.id, groups, defaults)
    if later:
        named = "、".join(f"批次 {number}（“{name}”）" for number, name in later)
        return f"里的单据后来被{named}更正过。请先撤销较新的，再撤销这一批。"
    return None


def preview(ledger: Ledger, batch: int | None, books: Books, *, defaults: Defaults, now: datetime) -> Json:
    """What `undo` would say, tried on a copy of the books: {"batch", "undone": False, "possible", "message"}."""
    with ledger.copied() as copy:
        result = undo(copy, batch, None, books.of(copy), defaults=defaults, now=now)
    said = result["message"]
    if result["undone"]:
        said = f"只是试看，没有撤销。如果撤销：{said.removeprefix('已')}"
    return {"batch": result["batch"], "undone": False, "possible": result["undone"], "message": said}


def _told(batch: int | None, *, undone: bool, message: str) -> Json:
    return {"batch": batch, "undone": undone, "message": message}


def _unlearnt(taught: Sequence[Layout], others: Sequence[int]) -> str:
    """What is said of layouts that were settled with the batch, and of the batches that were read by them."""
    if not taught:
        return ""
    numbers = "、".join(one.fingerprint for one in taught)
    read = first_few([f"批次 {number}" for number in others], _SHOWN)
    more = f"；照它读过的{read}还在账里，不对请逐批撤销" if others else ""
    return f"当时记住的版式 {numbers} 也不再记得{more}。"


def _newest(ledger: Ledger) -> int | None:
    row = ledger.one(
        "SELECT max(batch) FROM arrival WHERE state IN ('merged', 'done') AND id NOT IN (SELECT arrival FROM undone) "
        "AND EXISTS (SELECT 1 FROM paper WHERE paper.arrival = arrival.id)"
    )
    return None if row is None or row[0] is None else int(row[0])


def _standing(ledger: Ledger, groups: list[str]) -> set[Row]:
    """The type and position of each line that stands with these keys."""
    return set(ledger.rows_in("SELECT type, position FROM standing WHERE group_key IN (?*)", groups))


def _counted(ledger: Ledger, rows: set[Row], what: str) -> str:
    counts = Counter(row[0] for row in rows)
    return "，".join(f"{ledger.kinds[name].word.shown}{what} {count} 行" for name, count in sorted(counts.items()))


def _corrected_by(ledger: Ledger, arrival: int, groups: list[str], defaults: Defaults) -> list[tuple[int, str]]:
    """Later live batches whose corrections would not stand as they do without these papers.

    Rows of master data go back one by one (RULES 21).
    """
    documents = [group for group in groups if ledger.kinds[group.split("|", 1)[0]].accept is not Accept.ROW]
    before = _corrections_since(ledger, arrival, documents)
    if not before:
        return []
    # They may be of another document with that number, as each customer begins a book of his own with 1 (RULES 2).
    with ledger.copied() as copy:
        with copy.transaction():
            copy.insert("undone", [(arrival, "")])
            derive(copy, groups, defaults)
        after = _corrections_since(copy, arrival, documents)
    return sorted({(int(row[0]), str(row[1])) for row in before ^ after})


def _corrections_since(ledger: Ledger, arrival: int, groups: list[str]) -> set[Row]:
    """The corrected lines with these keys that stand by a later arrival, each after its batch and the file's name."""
    return set(
        ledger.rows_in(
            "SELECT arrival.batch, arrival.name, standing.group_key, standing.position, standing.revision, "
            "standing.line FROM standing JOIN paper ON paper.id = standing.paper JOIN arrival ON "
            "arrival.id = paper.arrival WHERE standing.revision > 1 AND paper.arrival > ? "
            "AND standing.group_key IN (?*)",
            groups,
            [arrival],
        )
    )


def _copies(ledger: Ledger, arrival: Arrival) -> list[tuple[int, int]]:
    """Live arrivals of the very same bytes that added nothing: (id, batch). They go with the one that they repeat."""
    return [
        (int(row[0]), int(row[1]))
        for row in ledger.rows(
            "SELECT id, batch FROM arrival WHERE sha256 = ? AND id <> ? AND verdict = 'duplicate' "
            "AND id NOT IN (SELECT arrival FROM undone) "
            "AND NOT EXISTS (SELECT 1 FROM paper WHERE paper.arrival = arrival.id)",
            (arrival.sha256, arrival.id),
        )
    ]
