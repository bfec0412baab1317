import errno
import os
from pathlib import Path

import pytest
from faults import be_windows, failing, held, names

from neiqin_xl.machine import (
    BusyFile,
    move,
    open_shared,
    sha256,
    shared_reader,
)

posix_only = pytest.mark.skipif(os.name == "nt", reason="tries the POSIX branch itself")


@pytest.fixture
def on_windows(monkeypatch):
    return be_windows(monkeypatch)


def test_a_file_is_read_whole_and_hashed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("客户,数量\n".encode() * 100_000)
    assert open_shared(path) == path.read_bytes()
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_that_grows_while_it_is_read_is_busy(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1,2\n")
    real = os.fstat

    def growing(handle):
        stamp = real(handle)
        with path.open("ab") as file:
            file.write(b"3,4\n")
        return stamp

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(BusyFile):
        open_shared(path)


def test_a_file_that_is_not_there_is_not_busy(tmp_path):
    for read in (open_shared, shared_reader, sha256):
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "none")


def test_a_moved_file_has_its_new_name_only(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    move(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == ["b"]
    assert (tmp_path / "b").read_bytes() == b"a"


@pytest.mark.parametrize("code", [None, errno.EPERM, errno.ENOTSUP, errno.EXDEV])
@posix_only
def test_a_move_never_takes_a_name_that_is_taken(tmp_path, monkeypatch, code):
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    if code:
        failing(monkeypatch, os, "link", OSError(code, "no"))
    with pytest.raises(FileExistsError):
        move(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == b"a"
    assert (tmp_path / "b").read_bytes() == b"b"
    assert names(tmp_path) == ["a", "b"]


@posix_only
def test_a_file_moves_where_the_file_system_knows_no_links(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"a")
    failing(monkeypatch, os, "link", OSError(errno.EPERM, "no links here"))
    move(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == ["b"]
    assert (tmp_path / "b").read_bytes() == b"a"


@posix_only
def test_a_name_that_was_reserved_for_nothing_is_given_back(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"a")
    failing(monkeypatch, os, "link", OSError(errno.EPERM, "no links here"))
    failing(monkeypatch, Path, "replace", OSError(errno.EBUSY, "held"))
    with pytest.raises(BusyFile):
        move(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == ["a"]


def other_volume(monkeypatch):
    if os.name == "nt":
        failing(monkeypatch, Path, "rename", OSError(errno.EXDEV, "other volume"))
    else:
        failing(monkeypatch, os, "link", OSError(errno.EXDEV, "other volume"))


def test_a_file_moves_to_another_volume_with_its_date(tmp_path, monkeypatch):
    there = tmp_path / "there"
    there.mkdir()
    source = tmp_path / "a"
    source.write_bytes(b"a" * 3_000_000)
    os.utime(source, ns=(10**18, 10**18))
    other_volume(monkeypatch)
    move(source, there / "b")
    assert names(tmp_path) == ["there"]
    assert names(there) == ["b"]
    assert (there / "b").read_bytes() == b"a" * 3_000_000
    assert (there / "b").stat().st_mtime_ns == 10**18


def test_a_file_that_changes_while_it_is_copied_stays_where_it_was(tmp_path, monkeypatch):
    (tmp_path / "there").mkdir()
    source = tmp_path / "a"
    source.write_bytes(b"a")
    other_volume(monkeypatch)
    real = os.utime

    def saved_meanwhile(*args, **kwargs):
        source.write_bytes(b"saved by its owner")
        real(*args, **kwargs)

    monkeypatch.setattr(os, "utime", saved_meanwhile)
    with pytest.raises(BusyFile):
        move(source, tmp_path / "there" / "b")
    assert source.read_bytes() == b"saved by its owner"
    assert names(tmp_path / "there") == []


@posix_only
def test_a_file_whose_old_name_will_not_go_keeps_only_that(tmp_path, monkeypatch):
    source = tmp_path / "a"
    source.write_bytes(b"a")
    real = Path.unlink

    def unlink(path, **kwargs):
        if path == source:
            raise PermissionError(errno.EACCES, "not yours")
        real(path, **kwargs)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(BusyFile):
        move(source, tmp_path / "b")
    assert names(tmp_path) == ["a"]


def test_windows_moves_by_renaming_which_refuses_a_name_that_is_taken(tmp_path, monkeypatch, on_windows):
    (tmp_path / "a").write_bytes(b"a")
    failing(monkeypatch, Path, "rename", held(32))
    move(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == ["b"]
    assert on_windows == [0.01]
    failing(monkeypatch, Path, "rename", FileExistsError(errno.EEXIST, "there"))
    with pytest.raises(FileExistsError):
        move(tmp_path / "b", tmp_path / "c")
    failing(monkeypatch, Path, "rename", *[held(32)] * 99)
    with pytest.raises(BusyFile):
        move(tmp_path / "b", tmp_path / "c")
    assert names(tmp_path) == ["b"]


def test_what_a_crash_left_half_written_is_swept_and_nothing_else(tmp_path):
    from neiqin_xl.machine import sweep

    (tmp_path / "台账").mkdir()
    ours = tmp_path / "台账" / ".0123456789abcdef.tmp"
    others = [tmp_path / ".~lock.tmp", tmp_path / "0123456789abcdef.tmp", tmp_path / "订单.xlsx"]
    for path in (ours, *others):
        path.write_bytes(b"x")
    assert sweep(tmp_path) == 1
    assert not ours.exists()
    assert all(path.exists() for path in others)
