import errno
import os
import stat
from pathlib import Path

import pytest
from faults import be_windows, failing, failure, held, names, open_files

from neiqin_xl.machine import (
    BusyFile,
    files,
    is_busy,
    move,
    open_shared,
    sha256,
    shared_reader,
    windows,
    write_atomically,
    write_new,
)

posix_only = pytest.mark.skipif(os.name == "nt", reason="tries the POSIX branch itself")


@pytest.fixture
def on_windows(monkeypatch):
    return be_windows(monkeypatch)


@pytest.mark.parametrize(
    "data", [b"", b"new", [b"ne", b"w"], (one for one in [b"new"])], ids=["nothing", "bytes", "list", "generator"]
)
def test_a_file_is_written_over_the_old_one_and_nothing_is_left_beside_it(tmp_path, data):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    expected = data if isinstance(data, bytes) else b"new"
    write_atomically(path, data)
    assert path.read_bytes() == expected
    assert names(tmp_path) == ["台账.xlsx"]


def test_a_file_appears_under_its_name_only_when_it_is_whole(tmp_path):
    seen = []

    def data():
        yield b"half"
        seen.append(names(tmp_path))
        yield b" and half"

    write_new(tmp_path / "回复.xlsx", data())
    [[temporary]] = seen
    assert temporary.startswith(".")
    assert temporary.endswith(".tmp")
    assert names(tmp_path) == ["回复.xlsx"]


@pytest.mark.parametrize("write", [write_atomically, write_new])
def test_a_source_that_fails_half_way_leaves_everything_as_it_was(tmp_path, write):
    def data():
        yield b"half"
        raise RuntimeError("no more")

    (tmp_path / "old.xlsx").write_bytes(b"old")
    with pytest.raises(RuntimeError):
        write(tmp_path / "old.xlsx", data())
    assert names(tmp_path) == ["old.xlsx"]
    assert (tmp_path / "old.xlsx").read_bytes() == b"old"


@pytest.mark.parametrize("write", [write_atomically, write_new])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_full_or_broken_disk_is_said_as_such_and_leaves_no_file_behind(tmp_path, monkeypatch, write, code):
    failing(monkeypatch, os, "fsync", OSError(code, "disk"))
    with pytest.raises(OSError, match="disk") as caught:
        write(tmp_path / "new.xlsx", b"new")
    assert not is_busy(caught.value)
    assert names(tmp_path) == []


def test_a_new_file_never_takes_a_name_that_is_taken(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.xlsx", b"new")
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.fixture
def order(monkeypatch):
    """What is made durable and what is renamed or removed, in order; a file with the bytes that are then on disk."""
    order = []
    fsync = os.fsync

    def noted_fsync(handle):
        stamp = os.fstat(handle)
        order.append("folder" if stat.S_ISDIR(stamp.st_mode) else f"file of {stamp.st_size}")
        fsync(handle)

    def note(owner, name):
        real = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *args, **kwargs: (real(*args, **kwargs), order.append(name))[0])

    monkeypatch.setattr(os, "fsync", noted_fsync)
    note(os, "link")
    note(Path, "replace")
    note(Path, "unlink")
    return order


@posix_only
def test_file_and_folder_are_durable_before_a_write_returns(tmp_path, order):
    write_atomically(tmp_path / "a.xlsx", [b"n", b"ew"])
    assert order == ["file of 3", "replace", "folder"]
    order.clear()
    write_new(tmp_path / "b.xlsx", b"new")
    assert order == ["file of 3", "link", "folder", "unlink"]


@posix_only
def test_a_moved_file_is_durable_under_its_new_name_before_the_old_one_goes(tmp_path, monkeypatch, order):
    (tmp_path / "a").write_bytes(b"abc")
    move(tmp_path / "a", tmp_path / "b")
    assert order == ["link", "folder", "unlink", "folder"]
    order.clear()
    failing(monkeypatch, os, "link", OSError(errno.EXDEV, "other volume"))
    move(tmp_path / "b", tmp_path / "c")
    assert order == ["file of 3", "link", "folder", "unlink", "unlink", "folder"]


@posix_only
def test_no_file_stays_open(tmp_path):
    before = open_files()
    write_atomically(tmp_path / "a", b"a")
    write_new(tmp_path / "b", b"b")
    move(tmp_path / "a", tmp_path / "c")
    open_shared(tmp_path / "b")
    sha256(tmp_path / "c")
    assert open_files() == before


@posix_only
def test_a_folder_that_cannot_be_synced_is_no_error_but_a_broken_disk_is(tmp_path, monkeypatch):
    failing(monkeypatch, os, "fsync", OSError(errno.EINVAL, "not here"))
    files.fsync_folder(tmp_path)
    failing(monkeypatch, os, "fsync", OSError(errno.EIO, "broken"))
    with pytest.raises(OSError, match="broken"):
        files.fsync_folder(tmp_path)


@pytest.mark.parametrize("code", [5, 32, 33])
def test_windows_says_that_a_file_is_held_in_three_ways(code):
    assert is_busy(held(code))


def test_only_what_passes_is_busy():
    assert all(is_busy(OSError(code, "")) for code in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY))
    assert is_busy(BusyFile(errno.EIO, ""))
    assert not any(is_busy(OSError(code, "")) for code in (errno.ENOSPC, errno.EIO, errno.ENOENT, errno.EEXIST))
    network_gone = OSError(errno.EACCES, "")
    network_gone.winerror = 59
    assert not is_busy(network_gone)


def test_a_file_that_a_virus_scanner_lets_go_of_is_replaced_after_all(tmp_path, monkeypatch, on_windows):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    failing(monkeypatch, Path, "replace", held(5), held(32), held(33))
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert on_windows == [0.01, 0.02, 0.04]


def test_a_file_that_excel_keeps_open_is_busy_and_stays_as_it_was(tmp_path, monkeypatch, on_windows):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    failing(monkeypatch, Path, "replace", *[held()] * 99)
    with pytest.raises(BusyFile) as caught:
        write_atomically(path, b"new")
    assert caught.value.winerror == 32
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["台账.xlsx"]
    assert sum(on_windows) < 1


def test_an_error_that_does_not_pass_is_not_waited_for(tmp_path, monkeypatch, on_windows):
    failing(monkeypatch, Path, "replace", OSError(errno.ENOSPC, "full"))
    with pytest.raises(OSError, match="full"):
        write_atomically(tmp_path / "a", b"new")
    assert on_windows == []


def test_reading_a_file_that_is_held_is_busy(tmp_path, monkeypatch, on_windows):
    monkeypatch.setattr(windows, "opened_shared", failure(held()))
    for read in (open_shared, shared_reader, sha256):
        with pytest.raises(BusyFile):
            read(tmp_path / "a.xlsx")
