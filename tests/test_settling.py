"""Which dropped files are taken in, and when."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
from pathlib import Path

import pytest

from neiqin_xl.dropped import DEEPEST, Look, is_left_alone, list_inbox
from neiqin_xl.faces.settling import PATIENCE_SECONDS, Settling
from neiqin_xl.faces.whole import CHECKED_BYTES, is_whole

SLIP = Path("inbox/发货1105.xlsx")
LIST = Path("inbox/回款.csv")


def settling():
    return Settling(quiet_seconds=2, csv_quiet_seconds=10)


def unfinished(path):
    return False


def held_open(path):
    raise PermissionError(13, "sharing violation")


# --- settling: no clock, no disk


def test_a_file_that_is_still_growing_is_left_alone():
    waits = settling()
    waits.see(SLIP, Look(100, 1, 7), now=0)
    waits.see(SLIP, Look(900, 2, 7), now=1.5)
    waits.see(SLIP, Look(900, 2, 7), now=3.0)
    assert waits.take_settled(now=3.0) == []
    waits.see(SLIP, Look(900, 2, 7), now=3.5)
    assert waits.take_settled(now=3.5) == [SLIP]


def test_one_look_is_not_enough_however_long_ago_it_was():
    waits = settling()
    waits.see(SLIP, Look(100, 1, 7), now=0)
    assert waits.take_settled(now=60) == []


@pytest.mark.parametrize("other", [Look(101, 1, 7), Look(100, 2, 7), Look(100, 1, 8)])
def test_another_size_time_or_file_of_the_same_name_starts_the_wait_again(other):
    waits = settling()
    waits.see(SLIP, Look(100, 1, 7), now=0)
    waits.see(SLIP, other, now=1.9)
    waits.see(SLIP, other, now=2.5)
    assert waits.take_settled(now=2.5) == []
    waits.see(SLIP, other, now=3.9)
    assert waits.take_settled(now=3.9) == [SLIP]


def test_a_file_that_went_away_and_came_back_waits_anew():
    waits = settling()
    waits.see(SLIP, Look(100, 1, 7), now=0)
    waits.see(SLIP, None, now=1)
    waits.see(SLIP, Look(100, 1, 7), now=2)
    assert waits.take_settled(now=2) == []


def test_files_settle_in_order_of_arrival_then_of_age():
    waits = settling()
    old, new, late = Path("b"), Path("c"), Path("a")
    for now in (0, 1, 3):
        waits.see(new, Look(1, 200, 1), now)
        waits.see(old, Look(1, 100, 2), now)
        if now:
            waits.see(late, Look(1, 1, 3), now)
    assert waits.take_settled(now=3) == [old, new, late]


def test_a_half_copied_workbook_waits_and_is_handed_over_as_it_is_after_ten_minutes():
    waits = settling()
    waits.see(SLIP, Look(100, 1, 7), now=0)
    for now in (2, 60, PATIENCE_SECONDS - 31):
        waits.see(SLIP, Look(100, 1, 7), now)
        assert waits.take_settled(now, unfinished) == []
    waits.see(SLIP, Look(100, 1, 7), PATIENCE_SECONDS)
    assert waits.take_settled(PATIENCE_SECONDS, unfinished) == [SLIP]


def test_text_without_an_end_of_line_waits_longer_but_not_ten_minutes():
    waits = settling()
    waits.see(LIST, Look(100, 1, 7), now=0)
    for now in (2, 9):
        waits.see(LIST, Look(100, 1, 7), now)
        assert waits.take_settled(now, unfinished) == []
    waits.see(LIST, Look(100, 1, 7), now=11)
    assert waits.take_settled(11, unfinished) == [LIST]


@pytest.mark.parametrize("path", [SLIP, LIST])
def test_a_file_of_no_bytes_is_handed_over_after_ten_minutes_whatever_its_name(path):
    waits = settling()
    for now in range(0, PATIENCE_SECONDS, 25):
        waits.see(path, Look(0, 1, 7), now)
        assert waits.take_settled(now, unfinished) == []
    waits.see(path, Look(0, 1, 7), PATIENCE_SECONDS + 30)
    assert waits.take_settled(PATIENCE_SECONDS + 30, unfinished) == [path]


def test_a_file_that_somebody_holds_open_is_tried_for_ever_but_more_slowly():
    waits = settling()
    tries = 0
    for now in range(0, 2 * 3600, 3):
        waits.see(SLIP, Look(100, 1, 7), now)
        asked = []

        def ask(path, asked=asked):
            asked.append(path)
            held_open(path)

        assert waits.take_settled(now, ask) == []
        tries += len(asked)
    assert 150 < tries < 400
    assert waits.next_due() - now <= 30
    waits.see(SLIP, Look(100, 1, 7), now + 31)
    assert waits.take_settled(now + 31) == [SLIP]


def test_a_file_that_stays_after_its_answer_is_not_taken_again_until_it_changes():
    waits = settling()
    for now in (0, 2):
        waits.see(SLIP, Look(100, 1, 7), now)
    assert waits.take_settled(2) == [SLIP]
    waits.rest(SLIP)
    for now in range(3, 3000, 3):
        waits.see(SLIP, Look(100, 1, 7), now)
        assert waits.take_settled(now) == []
    assert waits.next_due() is None
    for now in (3000, 3002):
        waits.see(SLIP, Look(120, 9, 7), now)
    assert waits.take_settled(3002) == [SLIP]


def test_a_file_taken_but_not_answered_comes_again():
    waits = settling()
    for now in (0, 2):
        waits.see(SLIP, Look(100, 1, 7), now)
    assert waits.take_settled(2) == [SLIP]
    assert waits.take_settled(2.5) == []
    waits.see(SLIP, Look(100, 1, 7), 4)
    assert waits.take_settled(4) == [SLIP]


def test_absence_from_a_folder_that_could_not_be_read_means_nothing():
    waits = settling()
    office, other = Path("inbox/深圳/a.xlsx"), Path("inbox/b.xlsx")
    waits.see_all({office: Look(1, 1, 1), other: Look(1, 1, 2)}, now=0)
    waits.see_all({}, now=3, unseen=[Path("inbox/深圳")])
    assert office in waits
    assert other not in waits


def test_a_file_that_waits_long_is_named_once():
    waits = settling()
    for now in (0, PATIENCE_SECONDS - 1):
        waits.see(SLIP, Look(now, now, 7), now)
        assert waits.overdue(now) == []
    assert waits.overdue(PATIENCE_SECONDS) == [SLIP]
    assert waits.overdue(PATIENCE_SECONDS + 5) == []


def test_only_files_within_their_quiet_time_count_as_settling():
    waits = settling()
    assert not waits.is_settling(0)
    waits.see(SLIP, Look(1, 1, 1), 0)
    assert waits.is_settling(1)
    assert not waits.is_settling(60)


# --- names


@pytest.mark.parametrize(
    "name",
    [
        "~$订单1105.xlsx",
        ".~lock.订单1105.xlsx#",
        ".~订单1105.xlsx",
        "订单.tmp",
        "lu2814x.tmp",
        "1A2B3C4D",
        "订单.xlsx.crdownload",
        "订单.xlsx.part",
        "订单.xlsx.filepart",
        "订单.xlsx.baiduyun.p.downloading",
        ".syncthing.订单.xlsx.tmp",
        "~syncthing~订单.xlsx",
        "desktop.ini",
        "Desktop.INI",
        "Thumbs.db",
        ".DS_Store",
        "._订单.xlsx",
        ".处理中",
        "@eaDir",
    ],
)
def test_what_programs_leave_behind_is_left_alone(name):
    assert is_left_alone(name)


@pytest.mark.parametrize(
    "name",
    [
        "订单1105.xlsx",
        "订单 (1).xlsx",
        "订单-副本.xlsx",
        "订单.sync-conflict-20261105-101112-ABCDEFG.xlsx",
        "20261105.xlsx",
        "part.xlsx",
        "~订单.xlsx",
        "1A2B3C4D5",
        "tmp",
    ],
)
def test_what_clerks_drop_is_not_left_alone(name):
    assert not is_left_alone(name)


# --- listing


def put(path, data=b"x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_listing_finds_papers_in_office_and_type_folders_and_nothing_else(tmp_path):
    inbox = tmp_path / "inbox"
    own = [inbox / "已处理", inbox / ".处理中"]
    papers = {put(inbox / "a.xlsx"), put(inbox / "深圳" / "b.csv"), put(inbox / "深圳" / "订单" / "急" / "c.xls")}
    put(inbox / "已处理" / "2026-11" / "0001_a.xlsx")
    put(inbox / ".处理中" / "d.xlsx")
    put(inbox / "~$a.xlsx")
    put(inbox / ".git" / "e.xlsx")
    (inbox / "link.xlsx").symlink_to(inbox / "a.xlsx")
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.xlsx")
    listing = list_inbox(inbox, own)
    assert set(listing.files) == papers
    assert listing.files[inbox / "a.xlsx"].size == 1
    assert not listing.bare


def test_an_office_may_have_a_folder_named_like_ours(tmp_path):
    paper = put(tmp_path / "深圳" / "已处理" / "a.xlsx")
    assert set(list_inbox(tmp_path, [tmp_path / "已处理"]).files) == {paper}


def test_folders_too_deep_are_named_not_searched(tmp_path):
    folder = tmp_path.joinpath(*"一二三四"[: DEEPEST + 1])
    put(folder / "a.xlsx")
    put(folder.parent / "b.xlsx")
    listing = list_inbox(tmp_path)
    assert list(listing.files) == [folder.parent / "b.xlsx"]
    assert listing.too_deep == [folder]


def test_a_folder_that_cannot_be_read_is_unseen_not_empty(tmp_path, monkeypatch):
    put(tmp_path / "深圳" / "a.xlsx")
    real = os.scandir

    def scandir(folder):
        if Path(folder).name == "深圳":
            raise PermissionError(13, "no")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = list_inbox(tmp_path)
    assert listing.unseen == [tmp_path / "深圳"]
    assert not listing.bare


def test_an_inbox_that_is_not_there_is_an_error_and_a_bare_one_is_not(tmp_path):
    with pytest.raises(OSError, match="inbox"):
        list_inbox(tmp_path / "inbox")
    assert list_inbox(tmp_path).bare


# --- whole files


def package(parts=3, size=20_000, *, compression=zipfile.ZIP_DEFLATED):
    noise = random.Random(5)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for i in range(parts):
            made.writestr(f"xl/worksheets/sheet{i}.xml", bytes(noise.choices(b"<row>0123456789</row>", k=size)))
    return out.getvalue()


def old_workbook(rows=400):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("订单")
    for i in range(rows):
        sheet.write(i, 0, f"DD{i:06d}")
        sheet.write(i, 1, i * 7)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def compound_file(order):
    """An OLE file of four sectors, each named by its letter in `order`: Table, Directory, Stream, stream's End."""
    entries = [{"T": 0xFFFFFFFD, "D": 0xFFFFFFFE, "S": order.index("E"), "E": 0xFFFFFFFE}[kind] for kind in order]
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<2I", header, 44, 1, order.index("D"))
    struct.pack_into("<109I", header, 76, order.index("T"), *[0xFFFFFFFF] * 108)
    sectors = {
        "T": struct.pack("<128I", *entries, *[0xFFFFFFFF] * 124),
        "D": "Root Entry".encode("utf-16-le").ljust(512, b"\0"),
        "S": b"s" * 512,
        "E": b"e" * 300,
    }
    return b"".join([bytes(header), *(sectors[kind].ljust(512, b"\0") for kind in order[:-1]), sectors[order[-1]]])


@pytest.mark.parametrize("order", ["TDSE", "SETD", "SEDT", "DSET"])
def test_an_old_workbook_is_whole_only_with_all_its_sectors(order):
    data = compound_file(order)
    assert is_whole(data)
    assert not is_whole(data[: 512 * 4])
    directory = 512 * (order.index("D") + 1)
    assert not is_whole(data[:directory] + bytes(512) + data[directory + 512 :])
    table = 512 * (order.index("T") + 1)
    assert not is_whole(data[:table] + bytes(512) + data[table + 512 :])


def test_an_old_workbook_with_a_hole_in_its_table_is_not_whole():
    data = old_workbook(9000)
    count, *tables = struct.unpack_from("<I", data, 44) + struct.unpack_from("<109I", data, 76)
    assert count > 2
    for table in tables[:count]:
        start = 512 * (table + 1)
        assert not is_whole(data[:start] + bytes(512) + data[start + 512 :])


def test_complete_files_are_whole():
    assert is_whole(package())
    assert is_whole(package(compression=zipfile.ZIP_STORED))
    assert is_whole(old_workbook())
    assert is_whole(old_workbook(9000))
    assert is_whole("单号,数量\nD1,5\n".encode())
    assert is_whole("单号,数量\r\nD1,5\r\n".encode("gb18030"))
    assert is_whole("单号\t数量\nD1\t5\n".encode("utf-16"))
    assert is_whole(b"<html><table></table></html>")


@pytest.mark.parametrize("make", [package, old_workbook])
def test_a_workbook_cut_anywhere_is_not_whole(make):
    data = make()
    noise = random.Random(3)
    for cut in [8, 600, len(data) - 600, *(noise.randrange(20, len(data) - 512) for _ in range(60))]:
        assert not is_whole(data[:cut]), cut
        assert not is_whole(data[:cut].ljust(len(data), b"\0")), cut


def test_a_package_with_a_hole_is_not_whole():
    data = package()
    noise = random.Random(4)
    for _ in range(60):
        start = noise.randrange(0, len(data) - 2048)
        assert not is_whole(data[:start] + bytes(2048) + data[start + 2048 :]), start


def test_a_hole_beyond_the_part_that_is_unpacked_is_still_seen(monkeypatch):
    monkeypatch.setattr("neiqin_xl.faces.whole.CHECKED_BYTES", 30_000)
    data = package(parts=6)
    assert is_whole(data)
    start = len(data) // 2
    assert not is_whole(data[:start] + bytes(5000) + data[start + 5000 :])
    assert CHECKED_BYTES > 10_000_000


@pytest.mark.parametrize("data", [b"", bytes(4096), b"PK\x03\x04", b"D0,1", "单号,数量\nD1,5".encode()])
def test_what_ends_in_the_middle_is_not_whole(data):
    assert not is_whole(data)


def test_no_bytes_at_all_make_the_check_fail():
    noise = random.Random(6)
    for make in (package, old_workbook):
        data = bytearray(make())
        for _ in range(300):
            data[noise.randrange(len(data))] = noise.randrange(256)
            assert is_whole(bytes(data)) in (True, False)
