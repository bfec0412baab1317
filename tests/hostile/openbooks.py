"""OpenDocument spreadsheets whose parts are written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from hostile.packages import HEADERS, LINE, packed

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_SPACE}:manifest:1.0">%s</manifest:manifest>'


def cell(text: str, attributes: str = "") -> str:
    """A cell of text."""
    return (
        f'<table:table-cell office:value-type="string"{attributes}><text:p>{escape(text)}</text:p></table:table-cell>'
    )


def blank(times: int) -> str:
    """So many blank cells in one element."""
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def line(*cells: str, times: int = 1) -> str:
    """A row of these cells, so many times."""
    repeated = f' table:number-rows-repeated="{times}"' if times != 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def content(*lines: str, before: str = "", prolog: str = "") -> str:
    """The document: the header, one order, and these lines."""
    usual = line(*map(cell, HEADERS)) + line(*map(cell, LINE))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content xmlns:office="{_SPACE}:office:1.0" '
        f'xmlns:table="{_SPACE}:table:1.0" xmlns:text="{_SPACE}:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<office:body><office:spreadsheet>{before}<table:table table:name="订单">{usual}{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def manifest(inner: str = "") -> str:
    """The list of parts with something of one's own in it."""
    return _MANIFEST % inner


def open_workbook(told: str | None = None, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A sound .ods with one order."""
    usual: dict[str, str | bytes] = {
        "mimetype": MIMETYPE,
        "content.xml": content() if told is None else told,
        "META-INF/manifest.xml": manifest(),
    }
    return packed(usual | dict(more or {}))
