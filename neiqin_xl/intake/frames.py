"""Answers as frames of JSON between the reading process and its parent, checked on receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, BinaryIO

from neiqin_xl.intake.coded import decoded, written
from neiqin_xl.intake.job import Answer
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.table import Source, Table
from neiqin_xl.sheets import sheet_types

_LENGTH_BYTES = 4
_LONGEST = 1 << 31


class FrameError(ValueError):
    """A frame that is not what was agreed: the other side is broken, or not ours."""


def write_frame(stream: BinaryIO, message: Any) -> None:
    """Send one message as JSON."""
    send(stream, _bytes(_as_json(message)))


def send(stream: BinaryIO, body: bytes) -> None:
    """Send the bytes of one message, their length in front."""
    stream.write(len(body).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message's bytes; None where the stream has ended, whole or in the middle of a message."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    if length > _LONGEST:
        raise FrameError(f"a frame of {length} bytes")
    body = stream.read(length)
    return body if len(body) == length else None


def encode(answer: Answer) -> bytes:
    """The answer as the bytes of a message."""
    texts = answer.texts or [written(table.values) for table in answer.tables]
    # What was written for the hash is put in as it is: writing the columns is most of the work.
    tables = [
        _with(_as_json(_encoded(table)), "values", f"{{{','.join(map(_member, columns.items()))}}}")
        for table, columns in zip(answer.tables, texts, strict=True)
    ]
    return _bytes(_with(_as_json(_head(answer)), "tables", f"[{','.join(tables)}]"))


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_name_as_json = cache(_as_json)  # of fields, of which there are few


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _with(message: str, name: str, text: str) -> str:
    """A JSON object with one member more, all as JSON text."""
    return f"{message[:-1]},{_member((name, text))}}}"


def _member(pair: tuple[str, str]) -> str:
    name, text = pair
    return f"{_name_as_json(name)}:{text}"


def _head(answer: Answer) -> dict[str, Any]:
    return {
        "sha256": answer.sha256,
        "size": answer.size,
        "verdict": answer.verdict,
        "finding": None if answer.finding is None else _listed(answer.finding),
        "canonical": answer.canonical,
    }


def _encoded(table: Table) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "range": table.range,
        "header_row": table.header_row,
        "type": None if table.type is None else table.type.name,
        "confidence": table.confidence,
        "columns": {name: [source.header, source.column] for name, source in table.columns.items()},
        "rows": _runs(table.rows),
        "fields": table.fields,
        "unused_columns": table.unused_columns,
        "unused_headers": table.unused_headers,
        "sums": table.sums,
        "unread": sorted(table.unread),
        "findings": [_listed(finding) for finding in table.findings],
        "totals": table.totals,
        "skipped": table.skipped,
        "layout": table.layout,
        "above": table.above,
        "places": table.places,
    }


def _listed(finding: Finding) -> list[Any]:
    return [
        finding.code,
        finding.severity.value,
        finding.message,
        finding.row,
        finding.cell,
        finding.field,
        finding.suggestion,
    ]


def _runs(rows: Sequence[int]) -> list[list[int]]:
    """Numbers that never fall as runs of [first, how many]; most rise by one."""
    if rows and rows[-1] - rows[0] == len(rows) - 1 and rows == list(range(rows[0], rows[-1] + 1)):
        return [[rows[0], len(rows)]]
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([row, 1])
    return runs


def decode(body: bytes) -> Answer:
    """The answer in a frame; FrameError where anything in it is not what was agreed."""
    try:
        message = json.loads(body)
        return Answer(
            sha256=_of(message, "sha256", str),
            size=_of(message, "size", int),
            verdict=_verdict(message),
            finding=None if message["finding"] is None else _finding(message["finding"]),
            tables=[_decoded(table) for table in _of(message, "tables", list)],
            canonical=_of(message, "canonical", str),
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise FrameError(str(error)) from error


def _of(message: Any, name: str, wanted: type) -> Any:
    value = message[name]
    if type(value) is not wanted:
        raise FrameError(f"{name} is no {wanted.__name__}")
    return value


def _verdict(message: Any) -> Any:
    verdict = _of(message, "verdict", str)
    if verdict not in ("read", "refused", "empty"):
        raise FrameError(f"an unknown verdict: {verdict}")
    return verdict


_TEXT = (Kind.CODE, Kind.TEXT, Kind.ENUM, Kind.DATE, Kind.DATETIME)


def _decoded(message: Any) -> Table:
    named = message["type"]
    kind = None if named is None else sheet_types()[named]
    rows = _rows(message["rows"])
    values = {}
    for name, code in _of(message, "values", dict).items():
        if kind is None or not kind.has(name):
            raise FrameError(f"a column that the paper does not have: {name}")
        values[name] = decoded(code, len(rows), str if kind.field[name].kind in _TEXT else int)
    return Table(
        sheet=_of(message, "sheet", str),
        range=_of(message, "range", str),
        header_row=_of(message, "header_row", int),
        type=kind,
        confidence=float(message["confidence"]),
        columns={_text(name): Source(_text(at[0]), _text(at[1])) for name, at in _of(message, "columns", dict).items()},
        rows=rows,
        values=values,
        fields={_text(name): _text(cell) for name, cell in _of(message, "fields", dict).items()},
        unused_columns=[_text(one) for one in _of(message, "unused_columns", list)],
        unused_headers={_text(at): _text(text) for at, text in _of(message, "unused_headers", dict).items()},
        sums={_text(name): _sum(total) for name, total in _of(message, "sums", dict).items()},
        unread=frozenset(_unread(one, len(rows), values) for one in _of(message, "unread", list)),
        findings=[_finding(one) for one in _of(message, "findings", list)],
        totals=_of(message, "totals", int),
        skipped=_of(message, "skipped", int),
        layout=_of(message, "layout", str),
        above=tuple(_text(one) for one in _of(message, "above", list)),
        places={name: _places(cells, name, values, len(rows)) for name, cells in _of(message, "places", dict).items()},
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise FrameError("a name is no text")
    return value


def _rows(runs: Any) -> list[int]:
    rows: list[int] = []
    for first, count in runs:
        rows.extend(range(first, first + count))
    starts = [first for first, _ in runs]
    if any(one > two for one, two in pairwise(starts)) or (rows and rows[0] < 1):
        raise FrameError("rows out of order")
    return rows


def _places(cells: Any, name: str, values: dict[str, Any], count: int) -> list[str]:
    if name not in values or len(cells) != count:
        raise FrameError("places of lines that are none")
    return [_text(cell) for cell in cells]


def _sum(total: Any) -> str | dict[str, str]:
    return {_text(key): _text(value) for key, value in total.items()} if isinstance(total, dict) else _text(total)


def _unread(pair: Any, count: int, values: dict[str, Any]) -> tuple[int, str]:
    i, name = pair
    if type(i) is not int or not 0 <= i < count or name not in values:
        raise FrameError("an unread cell outside the table")
    return i, name


def _finding(listed: Any) -> Finding:
    code, severity, message, row, cell, field, suggestion = listed
    for value in (cell, field, suggestion):
        if value is not None and not isinstance(value, str):
            raise FrameError("a finding's place is no text")
    if row is not None and type(row) is not int:
        raise FrameError("a finding's row is no number")
    return Finding(_text(code), Severity(severity), _text(message), row, cell, field, suggestion)
