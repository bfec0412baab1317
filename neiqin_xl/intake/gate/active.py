"""What in a workbook could act on its own: named, never run and never followed."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.finding import Finding, Severity

MACROS, LINKS, OBJECTS, CONNECTIONS = "F201", "F202", "F203", "F204"

_SENTENCES = {
    MACROS: "文件里有宏，宏不会运行，只读取单元格里的值；建议另存为不带宏的 .xlsx",
    LINKS: "文件里有指向其他工作簿或程序的链接，不会更新，只读取上次保存的值",
    OBJECTS: "文件里有嵌入的对象或控件，已忽略，只读取单元格里的值",
    CONNECTIONS: "文件里有到外面取数的连接或公式，不会刷新，只读取上次保存的值",
}
_PARTS = (
    (MACROS, ("vbaproject", "macrosheets/", "dialogsheets/", "jdedata.bin", "customui", "basic/", "scripts/")),
    (LINKS, ("externallinks/",)),
    (OBJECTS, ("embeddings/", "activex/", "webextensions/", "object ")),
    (CONNECTIONS, ("connections.", "querytables/", "xl/model/")),
)

_FETCHING = (b"WEBSERVICE(", b"RTD(", b"IMPORTDATA(", b"IMAGE(", b"STOCKHISTORY(", b"|")
_FORMULA = late_pattern(rb"<(?:\w+:)?f\b[^<>]*>([^<]+)")


def notices(codes: Iterable[str]) -> tuple[Finding, ...]:
    """The sentence of each code, each once and in order."""
    return tuple(Finding(code, Severity.WARNING, _SENTENCES[code]) for code in sorted(set(codes)))


def in_parts(names: Iterable[str]) -> set[str]:
    """The codes of what the parts of a package hold, by their names in small letters."""
    joined = "\n".join(names)
    return {code for code, marks in _PARTS if any(mark in joined for mark in marks)}


def in_streams(names: Iterable[str]) -> set[str]:
    """The codes of what the streams and storages of a compound file hold, by their names."""
    codes = set()
    for name in names:
        if name.startswith(("_VBA_PROJECT", "VBA")):
            codes.add(MACROS)
        elif name.startswith(("MBD", "\x01Ole10", "Ctls")):
            codes.add(OBJECTS)
    return codes


def fetches(sheet: bytes) -> bool:
    """Whether a formula of a sheet's XML would fetch something from outside when it is calculated."""
    if not any(mark in sheet for mark in _FETCHING):
        return False
    return any(mark in formula.upper() for formula in _FORMULA.findall(sheet) for mark in _FETCHING)
