"""A stored answer → the reply that is drawn from it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from neiqin_xl import words
from neiqin_xl.desk.results import Json
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.publish.replies import ColumnRead, Noted, Reply, TableRead
from neiqin_xl.sheets import sheet_types

_FATES = {word.key: word.shown for word in (*words.FATES, words.WAITING)}


def reply_of(body: Json) -> Reply:
    """The reply that an answer's JSON describes."""
    fates: Counter[str] = Counter()
    for sheet in body["sheets"]:
        fates.update(sheet.get("fates", {}))
    return Reply(
        batch=body["batch"],
        file=body["file"],
        office=body["office"],
        when=datetime.fromisoformat(body["when"]),
        verdict=next(word for word in words.VERDICTS if word.key == body["word"]),
        headline=body["message"],
        tables=tuple(_table(sheet) for sheet in body["sheets"]),
        fates={word.shown: fates[word.key] for word in (*words.FATES, words.WAITING) if fates[word.key]},
        findings=tuple(_noted(one, {}) for one in body["findings"]),
    )


def _table(sheet: Json) -> TableRead:
    kind = sheet_types().get(sheet["type"] or "")
    rows, headers = sheet["rows"], sheet.get("unused_headers", {})
    columns = [ColumnRead(_shown(kind, name), one["header"], one["column"]) for name, one in sheet["columns"].items()]
    columns += [ColumnRead(_shown(kind, name), "", one["cell"]) for name, one in sheet["fields"].items()]
    return TableRead(
        sheet=sheet["sheet"],
        type_shown=kind.word.shown if kind is not None else "",
        range=sheet["range"],
        header_row=sheet["header_row"],
        **{name: rows[name] for name in ("read", "accepted", "held", "rejected", "duplicate", "totals", "skipped")},
        documents=sheet["documents"],
        sums={_shown(kind, name): value for name, value in sheet["totals"].items()},
        columns=tuple(columns) if kind is not None else (),
        unused=tuple((headers.get(letter, ""), letter) for letter in sheet["unused_columns"])
        if kind is not None
        else (),
        findings=tuple(_noted(one, sheet.get("subjects", {})) for one in sheet["findings"]),
        row_fates=tuple((first, last, _FATES[key]) for first, last, key in sheet.get("row_fates", ())),
    )


def _shown(kind: SheetType | None, name: str) -> str:
    return kind.field[name].shown if kind is not None and kind.has(name) else name


def _noted(one: Json, subjects: dict[str, str]) -> Noted:
    finding = Finding(one["code"], Severity(one["severity"]), one["message"], one["row"], one["cell"], one["field"],
                      one["suggestion"])  # fmt: skip
    return Noted(finding, one.get("value", ""), subjects.get(str(one["row"]), ""))
