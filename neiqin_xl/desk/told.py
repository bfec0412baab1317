"""What a person says of a file when handing it over: its sheet type and columns, held against what there is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import plain

NO_SUCH_HEADER = "F002"
_SHOWN = 12


def right_name(text: str, names: Mapping[str, str]) -> str:
    """The end of a sentence about a name that there is not: the nearest one, or where they are listed.

    `names` are what people say to what programs say.
    """
    import difflib

    near = names.get(text) or next(iter(difflib.get_close_matches(text, names.values(), n=1)), None)
    return f"是不是“{near}”？请改正" if near else "有哪些，用 neiqin types 看"


def require_fields(fixed_type: str | None, mapping: Mapping[str, str] | None) -> None:
    """ValueError, in Chinese, where a header is said to be a field that the type, or no type at all, has."""
    kinds = [one for one in sheet_types().values() if fixed_type in (None, one.name)]
    names = {field.shown: field.name for kind in kinds for field in kind.fields}
    whose = f"{kinds[0].word.shown}没有" if fixed_type is not None and kinds else "没有"
    for header, name in (mapping or {}).items():
        if name not in names.values():
            raise ValueError(f"“{header}”说是“{name}”，{whose}这个字段；{right_name(name, names)}。")


def told_text(fixed_type: str | None, mapping: Mapping[str, str] | None, *, is_named: bool) -> str:
    """What a person said of the columns of the files that are named, as `Arrival` keeps it; "" where nothing.

    Whoever names files and their type says that all columns are as they look. ValueError for columns without files.
    """
    if mapping is not None and not is_named:
        raise ValueError("哪一列是哪个字段，要和文件一起写：neiqin run 文件 --map 表头=字段。")
    if not is_named or (mapping is None and fixed_type is None):
        return ""
    return json.dumps(dict(mapping or {}), ensure_ascii=False)


def headers_of(table: Table) -> list[str]:
    """The header texts of a table as they were written, from left to right where that is known."""
    places = [(one.column, one.header) for one in table.columns.values()] + list(table.unused_headers.items())
    ordered = sorted(places, key=lambda place: (len(place[0]), place[0]))
    return list(dict.fromkeys(header for _, header in ordered if header))


def borne_by(table: Table, mapping: Mapping[str, str]) -> dict[str, str]:
    """The part of a mapping that is about headers of this table and fields of its type."""
    headers = {plain(header) for header in headers_of(table)}
    kind = table.type
    return {
        header: name
        for header, name in mapping.items()
        if plain(header) in headers and kind is not None and kind.has(name)
    }


def missing_header(mapping: Mapping[str, str] | None, tables: Sequence[Table]) -> Finding | None:
    """What is wrong where a header that was named stands over no table of the file: then nothing of it is taken."""
    headers = [header for table in tables for header in headers_of(table)]
    borne = {plain(header) for header in headers}
    missing = [header for header in mapping or {} if plain(header) not in borne]
    if not missing:
        return None
    named = "、".join(f"“{header}”" for header in missing)
    there = "、".join(f"“{header}”" for header in dict.fromkeys(headers[:_SHOWN]))
    message = f"说的表头{named}这份表里没有，整份没有收。表里的表头是：{there}。请照着写，再运行一次"
    return Finding(NO_SUCH_HEADER, Severity.ERROR, message)
