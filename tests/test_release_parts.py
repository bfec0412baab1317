"""What the gate reads of a package: its own directory, whatever the directories of the papers before it said."""

from __future__ import annotations

import struct

import pytest

from neiqin_xl.publish.release.parts import BrokenPackageError, Parts
from neiqin_xl.workbook.packed import beginning, packed, whole

KEPT = [packed(name, b"of the template") for name in ("a.xml", "b.xml", "c.xml")]
CHECKSUMS = {one.name.decode(): one.checksum for one in KEPT}


def paper(*names, kept=KEPT):
    return whole([packed(name, b"of the paper") for name in names], beginning(kept))


@pytest.fixture
def parts():
    """A reader that has met papers that begin alike."""
    reader = Parts(CHECKSUMS)
    for _ in range(2):
        assert [one.name for one in reader.changed(paper("rows.xml"))] == ["rows.xml"]
    return reader


def test_every_part_is_told_that_is_not_the_templates(parts):
    found = parts.changed(paper("rows.xml", "more.xml"))
    assert [(one.name, one.content()) for one in found] == [
        ("rows.xml", b"of the paper"),
        ("more.xml", b"of the paper"),
    ]


def test_a_part_of_the_template_that_was_changed_is_told(parts):
    assert [one.name for one in parts.changed(paper("b.xml", kept=[KEPT[0], KEPT[2]]))] == ["b.xml"]


def test_a_paper_that_begins_otherwise_is_read_from_its_own_directory(parts):
    assert [one.name for one in parts.changed(paper("rows.xml", kept=KEPT[:2]))] == ["rows.xml"]
    assert [one.name for one in parts.changed(paper("rows.xml", kept=KEPT[::-1]))] == ["rows.xml"]
    assert [one.name for one in parts.changed(paper("rows.xml"))] == ["rows.xml"]


@pytest.mark.parametrize("name", ["a.xml", "C.XML"])
def test_a_name_that_comes_twice_is_never_let_through(parts, name):
    with pytest.raises(BrokenPackageError):
        parts.changed(paper("rows.xml", name))


@pytest.mark.parametrize("count", [0, 2, 3, 5])
def test_a_directory_with_fewer_or_more_entries_than_it_says_is_damaged(parts, count):
    data = bytearray(paper("rows.xml"))
    data[-12:-10] = count.to_bytes(2, "little")
    with pytest.raises((BrokenPackageError, struct.error)):
        parts.changed(bytes(data))
