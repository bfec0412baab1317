import errno
import os
from pathlib import Path

import pytest
from faults import be_windows, failing, held, names

from neiqin_xl.machine import (
    BusyFile,
    move,
    move_all,
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


def some_files(folder, count):
    """Files to move, each with the place that it is to have in a folder beside."""
    (folder / "old").mkdir()
    (folder / "new").mkdir()
    for n in range(count):
        (folder / "old" / f"{n}").write_bytes(b"%d" % n)
    return [(folder / "old" / f"{n}", folder / "new" / f"to {n}") for n in range(count)]


@pytest.mark.parametrize("code", [None, errno.EPERM, errno.ENOTSUP, errno.EXDEV])
@posix_only
def test_many_files_move_each_to_its_own_name(tmp_path, monkeypatch, code):
    moves = some_files(tmp_path, 5)
    if code:
        failing(monkeypatch, os, "link", OSError(code, "no"))
    assert move_all(moves) == [None] * 5
    assert names(tmp_path / "old") == []
    assert [target.read_bytes() for _, target in moves] == [b"%d" % n for n in range(5)]
    assert len(names(tmp_path / "new")) == 5


def test_of_many_files_those_that_cannot_move_stay_and_say_why(tmp_path):
    moves = some_files(tmp_path, 4)
    moves[1][1].write_bytes(b"hers")
    moves[2][0].unlink()
    first, taken, gone, last = move_all(moves)
    assert (first, last) == (None, None)
    assert isinstance(taken, FileExistsError)
    assert isinstance(gone, FileNotFoundError)
    assert names(tmp_path / "old") == ["1"]
    assert names(tmp_path / "new") == ["to 0", "to 1", "to 3"]
    assert moves[1][1].read_bytes() == b"hers"


@posix_only
def test_of_many_files_one_that_is_held_keeps_its_old_name_only(tmp_path, monkeypatch):
    moves = some_files(tmp_path, 3)
    failing(monkeypatch, Path, "unlink", PermissionError(errno.EACCES, "held"))
    held_one, *others = move_all(moves)
    assert isinstance(held_one, BusyFile)
    assert others == [None, None]
    assert names(tmp_path / "old") == ["0"]
    assert names(tmp_path / "new") == ["to 1", "to 2"]


def test_of_many_files_one_that_windows_says_is_held_stays(tmp_path, monkeypatch, on_windows):
    moves = some_files(tmp_path, 2)
    failing(monkeypatch, Path, "rename", *[held()] * 7)
    held_one, other = move_all(moves)
    assert isinstance(held_one, BusyFile)
    assert other is None
    assert len(on_windows) == 6
    assert names(tmp_path / "old") == ["0"]


@posix_only
def test_no_file_loses_its_old_name_before_all_new_ones_are_durable(tmp_path, monkeypatch):
    moves = some_files(tmp_path, 3)
    order = []
    link, fsync, unlink = os.link, os.fsync, Path.unlink
    monkeypatch.setattr(os, "link", lambda *args, **how: (link(*args, **how), order.append("named"))[0])
    monkeypatch.setattr(os, "fsync", lambda handle: (fsync(handle), order.append(os.fstat(handle).st_ino))[0])
    monkeypatch.setattr(Path, "unlink", lambda path, **how: (unlink(path, **how), order.append("gone"))[0])
    move_all(moves)
    old, new = ((tmp_path / folder).stat().st_ino for folder in ("old", "new"))
    assert order == [*["named"] * 3, new, *["gone"] * 3, old]


@pytest.mark.parametrize("together", [False, True])
@posix_only
def test_what_is_saved_under_the_old_name_while_a_file_moves_is_never_removed(tmp_path, monkeypatch, together):
    moves = some_files(tmp_path, 2)
    source, target = moves[0]
    fsync = os.fsync

    def saving(handle):
        fsync(handle)
        if names(tmp_path / "new"):
            (tmp_path / "saved").write_bytes(b"saved anew")
            (tmp_path / "saved").replace(source)

    monkeypatch.setattr(os, "fsync", saving)
    if together:
        busy, other = move_all(moves)
        assert isinstance(busy, BusyFile)
        assert other is None
    else:
        with pytest.raises(BusyFile):
            move(*moves[0])
    assert (source.read_bytes(), target.read_bytes()) == (b"saved anew", b"0")
