"""The process that marks a workbook: what was asked and the workbook in, the marked workbook or a sentence out."""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict
from typing import Any, BinaryIO

from neiqin_xl.intake.frames import read_frame, send
from neiqin_xl.machine import limit_this_process
from neiqin_xl.machine.children import begin_as_child
from neiqin_xl.workbook.annotate.asked import Asked, Column, Line, Listing, Mark

MARKED, NOT_MARKED = b"+", b"-"


def main() -> None:
    """Answer one request: its limits and what is asked as one frame, the workbook as the next."""
    answers = begin_as_child()
    answers.write(answered(sys.stdin.buffer))
    answers.close()


def answered(requests: BinaryIO) -> bytes:
    """`MARKED` and the workbook, or `NOT_MARKED` and the sentence that says why not. ValueError without a request."""
    from neiqin_xl.workbook.annotate.annotated import annotated
    from neiqin_xl.workbook.repack import PackageError

    head, data = read_frame(requests), read_frame(requests)
    if head is None or data is None:
        raise ValueError("no whole request")
    message = json.loads(head)
    limit_this_process(message["memory_mb"], message["seconds"])
    asked = _asked(message["asked"])
    try:
        data, asked = _as_package(data, message["name"], asked)
        return MARKED + annotated(data, asked.marks, asked.columns, asked.listing, author=message["author"])
    except PackageError as error:
        traceback.print_exception(error)
        return NOT_MARKED + str(error).encode("utf-8")


def send_request(stream: BinaryIO, asked: Asked, data: bytes, name: str, author: str, limits: tuple[int, int]) -> None:
    """Write a request as `answered` reads it: `name` is the file's without its ending, `limits` are MB and seconds."""
    memory_mb, seconds = limits
    message = {"asked": asdict(asked), "name": name, "author": author, "memory_mb": memory_mb, "seconds": seconds}
    send(stream, json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    send(stream, data)


def _as_package(data: bytes, name: str, asked: Asked) -> tuple[bytes, Asked]:
    """The file as one that can be marked: an .xlsx or .xlsm itself, any other as a plain workbook of what it holds.

    PackageError, a sentence, where that cannot be done.
    """
    from neiqin_xl.intake.books.reader import read_book
    from neiqin_xl.intake.gate.admission import Admission, Container, admit
    from neiqin_xl.intake.job import Caps
    from neiqin_xl.publish.as_read import MOST_CELLS, plain_workbook
    from neiqin_xl.workbook.repack import PackageError

    caps = Caps()
    admitted = admit(data, caps)
    if not isinstance(admitted, Admission) or admitted.container is Container.XLSX:
        return data, asked
    sheets = read_book(data, name, caps)
    if not isinstance(sheets, list):
        raise PackageError(sheets.message)
    if sum(len(one.rows) * len(one.rows[0]) for one in sheets if one.rows) > MOST_CELLS:
        raise PackageError(f"文件超过 {MOST_CELLS // 10_000} 万格，太大了，不做标记件")
    plain, names = plain_workbook(sheets, {one.sheet: one.header_row for one in reversed(asked.columns)})
    return plain, asked.renamed(names)


def _asked(message: dict[str, Any]) -> Asked:
    listing = message["listing"]
    return Asked(
        tuple(Mark(**one) for one in message["marks"]),
        tuple(_column(one) for one in message["columns"]),
        None if listing is None else _listing(listing),
    )


def _column(message: dict[str, Any]) -> Column:
    """The column; JSON has made texts of its row numbers."""
    by_row = {name: {int(row): text for row, text in message[name].items()} for name in ("texts", "colours")}
    return Column(**(message | by_row))


def _listing(message: dict[str, Any]) -> Listing:
    lines = tuple(Line(one["sheet"], one["cell"], tuple(one["texts"]), one["colour"]) for one in message["lines"])
    return Listing(**(message | {name: tuple(message[name]) for name in ("headers", "widths")} | {"lines": lines}))


if __name__ == "__main__":
    main()
