"""Many new files at once: each whole or not at all, durable before it has its name, and nobody else's touched."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from faults import be_windows, failing, held, names, open_files

from neiqin_xl import machine
from neiqin_xl.machine import files, together, write_all_new

posix_only = pytest.mark.skipif(os.name == "nt", reason="tries the POSIX branch itself")
counts = pytest.mark.parametrize("count", [1, together._FEW, together._FEW + 1, 40])


def drafts(count):
    return {f"对账单_{n}.xlsx": f"第 {n} 份".encode() * 2000 for n in range(count)}


def contents(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@counts
def test_all_are_there_whole_and_nothing_beside_them(tmp_path, count):
    before = open_files() if os.name != "nt" else []
    assert write_all_new(tmp_path, drafts(count)) == set(drafts(count))
    assert contents(tmp_path) == drafts(count)
    assert before == (open_files() if os.name != "nt" else [])


def test_none_at_all_are_no_error(tmp_path):
    assert write_all_new(tmp_path, {}) == set()


@counts
def test_a_name_may_lead_into_a_folder_below(tmp_path, count):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
    wanted = {f"{'甲乙'[n % 2]}/{name}": data for n, (name, data) in enumerate(drafts(count).items())}
    assert write_all_new(tmp_path, wanted) == set(wanted)
    assert {f"{one.parent.name}/{one.name}": one.read_bytes() for one in tmp_path.glob("*/*")} == wanted


@counts
def test_a_name_that_is_taken_stays_with_whoever_has_it(tmp_path, count):
    taken = "对账单_0.xlsx"
    (tmp_path / taken).write_bytes(b"hers")
    assert write_all_new(tmp_path, drafts(count)) == set(drafts(count)) - {taken}
    assert contents(tmp_path) == drafts(count) | {taken: b"hers"}


@posix_only
@counts
def test_no_file_has_its_name_before_all_bytes_are_durable(tmp_path, monkeypatch, count):
    order = []

    def note(owner, name, said):
        real = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *args, **how: (real(*args, **how), order.append(said(*args)))[0])

    note(os, "link", lambda *_: "name")
    note(os, "fsync", lambda handle: "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
    volume = together._volume_sync()
    if volume is not None:
        monkeypatch.setattr(
            together, "_volume_sync", lambda: lambda handle: (volume(handle), order.append("volume"))[0]
        )
    write_all_new(tmp_path, drafts(count))
    bytes_first = ["volume"] if volume is not None and count > together._FEW else ["file"] * count
    assert order == [*bytes_first, *["name"] * count, "folder"]


@counts
def test_where_a_volume_cannot_be_synced_as_a_whole_each_file_is(tmp_path, monkeypatch, count):
    monkeypatch.setattr(together, "_volume_sync", lambda: None)
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (fsync(handle), synced.append(handle))[0])
    assert len(write_all_new(tmp_path, drafts(count))) == count
    assert len(synced) >= count


@posix_only
@counts
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_broken_disk_is_said_and_leaves_no_file(tmp_path, monkeypatch, count, code):
    def broken(*_):
        raise OSError(code, "disk")

    monkeypatch.setattr(together, "_volume_sync", lambda: broken)
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="disk"):
        write_all_new(tmp_path, drafts(count))
    assert names(tmp_path) == []


class PowerCutError(Exception):
    """The machine stops here."""


@posix_only
@pytest.mark.parametrize("step", range(1, 13))
def test_after_a_cut_between_any_two_names_whole_files_are_there_and_only_they(tmp_path, monkeypatch, step):
    taken = []
    link = os.link

    def cutting(*args, **how):
        taken.append(args)
        if len(taken) == step:
            raise PowerCutError
        link(*args, **how)

    monkeypatch.setattr(os, "link", cutting)
    with pytest.raises(PowerCutError):
        write_all_new(tmp_path, drafts(12))
    assert len(names(tmp_path)) == step - 1
    assert contents(tmp_path).items() <= drafts(12).items()


def test_what_a_crash_leaves_without_a_name_is_swept(tmp_path):
    (tmp_path / files.temporary_name()).write_bytes(b"half")
    assert machine.sweep(tmp_path) == 1
    assert names(tmp_path) == []


def test_a_file_that_windows_says_is_held_is_left_out_and_the_rest_is_whole(tmp_path, monkeypatch):
    be_windows(monkeypatch)
    failing(monkeypatch, Path, "rename", *[held()] * 7)
    assert write_all_new(tmp_path, drafts(3)) == set()
    assert names(tmp_path) == []


@posix_only
def test_where_one_is_held_those_before_it_are_durable_too(tmp_path, monkeypatch):
    steps = []
    link, fsync = os.link, os.fsync

    def holding(*args, **how):
        if len(steps) == 2:
            raise PermissionError(errno.EACCES, "held")
        link(*args, **how)
        steps.append("name")

    def note(handle):
        fsync(handle)
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            steps.append("folder")

    monkeypatch.setattr(os, "link", holding)
    monkeypatch.setattr(os, "fsync", note)
    assert write_all_new(tmp_path, drafts(4)) == {"对账单_0.xlsx", "对账单_1.xlsx"}
    assert steps == ["name", "name", "folder"]
    assert sorted(names(tmp_path)) == ["对账单_0.xlsx", "对账单_1.xlsx"]


def test_volumes_without_links_take_them_too(tmp_path, monkeypatch):
    def no_links(*_, **__):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "对账单_1.xlsx").write_bytes(b"hers")
    assert write_all_new(tmp_path, drafts(20)) == set(drafts(20)) - {"对账单_1.xlsx"}
    assert contents(tmp_path) == drafts(20) | {"对账单_1.xlsx": b"hers"}
