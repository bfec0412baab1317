"""Sound files spoilt at random: bytes, whole stretches, or what stands inside the parts of a package."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

_TAG = re.compile(rb"<[^<>]*>")
_NUMBER = re.compile(rb'(?<=")-?\d+(?=")')
_NUMBERS = (b"-1", b"0", b"65536", b"1048577", b"4294967295", b"99999999999999999999", b"1e9", b"NaN", b"")
_BYTES = (b"\x00", b"\xff", b"<", b">", b'"', b"&", b"\n", b",", "甲".encode(), b"\x00" * 64)


def spoilt(chance, sound):
    """One of the files `sound` with one to four faults."""
    data = chance.choice(sound)
    for _ in range(chance.randint(1, 4)):
        faults = [flipped, cut, filled, spliced, doubled, without]
        if data.startswith(b"PK"):
            faults += [inside, inside, inside, renamed]
        elif data.startswith(b"<") or b"<table" in data[:2000]:
            faults += [crooked, crooked]
        data = chance.choice(faults)(chance, data, sound)
    return data


def flipped(chance, data, sound):
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(chance, data, sound):
    return data[: chance.randint(0, len(data))] if chance.random() < 0.5 else data[chance.randint(0, len(data)) :]


def filled(chance, data, sound):
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_BYTES) * chance.choice((1, 1, 10, 3000)) + data[at:]


def spliced(chance, data, sound):
    other = chance.choice(sound)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def doubled(chance, data, sound):
    start = chance.randint(0, len(data))
    return data[:start] + data[start : start + chance.randint(1, 2000)] * chance.choice((2, 2, 20)) + data[start:]


def without(chance, data, sound):
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(1, 500) :]


def crooked(chance, data, sound):
    """The text with a tag dropped, repeated or moved, or a number in an attribute changed."""
    places = list((_NUMBER if chance.random() < 0.5 else _TAG).finditer(data))
    if not places:
        return data
    place = chance.choice(places)
    if not place.group().startswith(b"<"):
        new = chance.choice(_NUMBERS)
    else:
        other = chance.choice(places).group()
        new = chance.choice((b"", place.group() * chance.choice((2, 2, 1000)), other, other + place.group()))
    return data[: place.start()] + new + data[place.end() :]


def inside(chance, data, sound):
    """The package with one part spoilt, put together soundly."""
    fault = chance.choice((crooked, crooked, flipped, cut, doubled, without))
    return _repacked(chance, data, lambda name, content: (name, fault(chance, content, sound)))


def renamed(chance, data, sound):
    """The package with one part under another name, or left out."""
    names = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "content.xml", "../x", "", None)
    new = chance.choice(names)
    return _repacked(chance, data, lambda _, content: None if new is None else (new, content))


def _repacked(chance, data, change):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(member.filename, package.read(member)) for member in package.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error):
        return data
    if not parts:
        return data
    chosen = chance.randrange(len(parts))
    changed = change(*parts[chosen])
    parts[chosen : chosen + 1] = [] if changed is None else [changed]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        written = set()
        for name, content in ((name or "x", content) for name, content in parts):
            if name not in written:
                package.writestr(zipfile.ZipInfo(name), content)
                written.add(name)
    return stream.getvalue()
