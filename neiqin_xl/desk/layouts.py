"""Layouts that are settled: by the settings first, else by what people answered; what is learned from an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from neiqin_xl.desk.questions import is_asked
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.told import borne_by, headers_of
from neiqin_xl.intake.job import ReadAs
from neiqin_xl.ledger import arrivals, layouts
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.layouts import EVERYWHERE, Layout
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.table import Table
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types


def settled_for(settings: Settings, ledger: Ledger | None, office: str) -> dict[str, ReadAs]:
    """How tables in files from that office are to be read, by fingerprint."""
    answered = {} if ledger is None else layouts.known_to(ledger, office)
    said = {
        fingerprint: ReadAs(one.type, one.columns)
        for fingerprint, one in settings.layouts.items()
        if _is_ruled(settings, fingerprint, office)
    }
    known = {fingerprint: ReadAs(one.type, one.columns) for fingerprint, one in answered.items()} | said
    return {fingerprint: one for fingerprint, one in known.items() if one.type in sheet_types()}


def learn(settings: Settings, ledger: Ledger, arrival: Arrival, tables: Sequence[Table], at: str) -> list[Layout]:
    """Note how the tables of a file were read, and keep what a person said of it; all in the caller's transaction.

    Returns the answers that hold from now on.
    """
    taught = [] if not arrival.told else _taught(ledger, arrival, tables, at)
    by = {one.fingerprint: one.id for one in taught}
    layouts.note_seen(ledger, arrival.id, _seen(settings, ledger, arrival, tables) | by)
    return taught


def _taught(ledger: Ledger, arrival: Arrival, tables: Sequence[Table], at: str) -> list[Layout]:
    told: Mapping[str, str] = json.loads(arrival.told)
    known = {table.layout: table for table in tables if table.type is not None}
    return [
        layouts.remember(
            ledger,
            arrival.id,
            at,
            fingerprint=fingerprint,
            source=arrival.office,
            kind=table.type.name,
            columns=borne_by(table, told),
            headers=headers_of(table),
        )
        for fingerprint, table in known.items()
        if table.type is not None
    ]


def _seen(settings: Settings, ledger: Ledger, arrival: Arrival, tables: Sequence[Table]) -> dict[str, int]:
    """Of the layouts in a file: by which answer each was read, 0 where it was asked about."""
    known = layouts.known_to(ledger, arrival.office) if not arrival.told else {}
    found: dict[str, int] = {}
    for table in tables:
        answer = None if _is_ruled(settings, table.layout, arrival.office) else known.get(table.layout)
        if any(map(is_asked, table.findings)):
            found[table.layout] = 0
        elif answer is not None and table.type is not None and table.type.name == answer.type:
            found[table.layout] = answer.id
    return found


def _is_ruled(settings: Settings, fingerprint: str, office: str) -> bool:
    """Whether the settings say how that layout is read when it comes from that office."""
    said = settings.layouts.get(fingerprint)
    return said is not None and said.source in (EVERYWHERE, office)


def told_of(taught: Sequence[Layout], settings: Settings, again: int) -> str:
    """What a person is told who has just settled layouts; "" where none was."""
    if not taught:
        return ""
    numbers = "、".join(one.fingerprint for one in taught)
    source = taught[0].source
    whose = f"以后{source}的这种版式都这样读" if source else "以后这种版式都这样读，不论哪个办事处"
    more = f"；以前没有认出的 {again} 份，接着重新读" if again else ""
    back = f"（版式编号 {numbers}；要取消，运行 neiqin layouts --forget {taught[0].fingerprint}）"
    rules = any(_is_ruled(settings, one.fingerprint, one.source) for one in taught)
    over = "。不过 neiqin.toml 的 [layouts] 里也写了它，以那里为准" if rules else ""
    return f"{whose}{more}{back}{over}。"


def as_json(one: Layout) -> Json:
    """An answer for programs: layout, type, source, map."""
    return {"layout": one.fingerprint, "type": one.type, "source": one.source, "map": dict(one.columns)}


def listed(ledger: Ledger, settings: Settings) -> list[Json]:
    """The answers that hold: layout, type, source, map, headers, when, batch, files (that were read so), overruled."""
    files = layouts.uses(ledger)
    found = layouts.standing(ledger)
    batches = {one.id: one.batch for one in arrivals.get(ledger, [one.arrival for one in found])}
    return [
        {
            **as_json(one),
            "headers": list(one.headers),
            "when": one.at,
            "batch": batches.get(one.arrival),
            "files": files.get(one.id, 0),
            "overruled": _is_ruled(settings, one.fingerprint, one.source),
        }
        for one in found
    ]


def forget(ledger: Ledger, fingerprint: str, source: str | None, now: datetime) -> Json:
    """{"forgotten": [...], "message"}; ValueError where nothing is remembered of that layout and source."""
    found = [one for one in layouts.standing(ledger) if one.fingerprint == fingerprint and source in (None, one.source)]
    if not found:
        whose = f"“{source}”的" if source else ""
        raise ValueError(f"没有记住{whose}版式“{fingerprint}”。记住的有哪些，用 neiqin layouts 看。")
    with ledger.transaction():
        layouts.forget(ledger, found, now.isoformat(" ", "seconds"))
    named = "、".join(one.source or "所有办事处" for one in found)
    message = f"不再记得版式 {fingerprint}（{named}）。以后这种表重新认，认不出就问；已经入账的不受影响。"
    return {"forgotten": [as_json(one) for one in found], "message": message}
