"""The outbox: what a person made of our last file is never overwritten, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from datetime import datetime

import pytest

from neiqin_xl import machine
from neiqin_xl.publish import outbox
from neiqin_xl.publish.outbox import State, publish_book, publish_new

SAVED = datetime(2026, 11, 21, 14, 32).astimezone()


def sha(data):
    return hashlib.sha256(data).hexdigest()


class Desk:
    """Somebody who publishes one master again and again and remembers what was published."""

    def __init__(self, folder, *, at_once):
        self.path, self.at_once = folder / "订单台账.xlsx", at_once
        self.hashes = set()

    def publish(self, data):
        given = data if self.at_once else iter([data[:3], data[3:]])
        return publish_book(self.path, given, is_ours=self.hashes.__contains__, remember=self.hashes.add)

    def edited(self, data):
        self.path.write_bytes(data)
        os.utime(self.path, (SAVED.timestamp(), SAVED.timestamp()))

    def files(self):
        return {one.name: one.read_bytes() for one in self.path.parent.iterdir()}


@pytest.fixture(params=[False, True], ids=["piece by piece", "at once"])
def desk(tmp_path, request):
    return Desk(tmp_path, at_once=request.param)


def test_the_first_book_is_put_in_place(desk):
    outcome = desk.publish(b"first")
    assert (outcome.state, outcome.sha256, outcome.reason) == (State.PUBLISHED, sha(b"first"), "")
    assert desk.files() == {"订单台账.xlsx": b"first"}


def test_a_folder_that_is_missing_is_made(tmp_path):
    path = tmp_path / "台账" / "订单台账.xlsx"
    publish_book(path, [b"first"])
    assert path.read_bytes() == b"first"


def test_our_own_old_book_is_replaced_and_leaves_nothing_behind(desk):
    desk.publish(b"first")
    assert desk.publish(b"second").state is State.PUBLISHED
    assert desk.files() == {"订单台账.xlsx": b"second"}


def test_its_hash_alone_tells_our_book_from_another(desk):
    publish_book(desk.path, [b"first"])
    outcome = publish_book(desk.path, [b"second"], is_ours=sha(b"first").__eq__)
    assert (outcome.state, desk.files()) == (State.PUBLISHED, {"订单台账.xlsx": b"second"})


def test_an_unchanged_book_is_not_written_again(desk):
    desk.publish(b"first")
    os.utime(desk.path, (1, 1))
    assert desk.publish(b"first").state is State.UNCHANGED
    assert desk.path.stat().st_mtime == 1
    assert desk.files() == {"订单台账.xlsx": b"first"}


def test_a_book_that_a_person_changed_is_set_aside_under_the_time_of_her_saving(desk):
    desk.publish(b"first")
    desk.edited(b"hers")
    outcome = desk.publish(b"second")
    assert outcome.state is State.SET_ASIDE
    assert outcome.set_aside_path == desk.path.with_name("订单台账_手工修改_1121-1432.xlsx")
    assert "“订单台账_手工修改_1121-1432.xlsx”" in outcome.reason
    assert desk.files() == {"订单台账.xlsx": b"second", "订单台账_手工修改_1121-1432.xlsx": b"hers"}


def test_two_changed_books_of_one_minute_are_both_kept(desk):
    for hers in (b"hers 1", b"hers 2", b"hers 3"):
        desk.edited(hers)
        desk.publish(b"ours " + hers)
    names = [
        "订单台账_手工修改_1121-1432.xlsx",
        "订单台账_手工修改_1121-1432_2.xlsx",
        "订单台账_手工修改_1121-1432_3.xlsx",
    ]
    assert [desk.files()[name] for name in names] == [b"hers 1", b"hers 2", b"hers 3"]


def test_a_folder_in_the_place_of_a_book_stays_with_all_in_it_and_the_new_one_waits(desk):
    desk.path.mkdir()
    (desk.path / "我的.txt").write_bytes(b"hers")
    outcome = desk.publish(b"first")
    assert (outcome.state, outcome.sha256) == (State.PENDING, "")
    assert "文件夹" in outcome.reason
    assert (desk.path / "我的.txt").read_bytes() == b"hers"
    (desk.path / "我的.txt").unlink()
    desk.path.rmdir()
    assert desk.publish(b"first").state is State.PUBLISHED


def test_a_book_that_is_open_stays_and_the_new_one_waits(desk, monkeypatch):
    desk.publish(b"first")
    monkeypatch.setattr(machine, "move", refusing(desk.path))
    outcome = desk.publish(b"second")
    assert outcome.state is State.PENDING
    assert outcome.reason == "“订单台账.xlsx”正被打开（Excel 或 WPS），暂时不能更新；关闭后会自动换成最新的"
    assert desk.files() == {"订单台账.xlsx": b"first"}
    monkeypatch.undo()
    assert desk.publish(b"second").state is State.PUBLISHED


def test_a_place_that_will_not_take_the_new_book_gets_the_old_one_back(desk, monkeypatch):
    desk.publish(b"first")
    monkeypatch.setattr(machine, "move", refusing(desk.path.with_name(".订单台账.xlsx.new")))
    assert desk.publish(b"second").state is State.PENDING
    assert desk.files() == {"订单台账.xlsx": b"first"}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_what_a_full_disk_will_not_take_waits_and_the_old_book_stays(desk, monkeypatch, code):
    desk.publish(b"first")
    monkeypatch.setattr(machine, "write_new", failing(code))
    outcome = desk.publish(b"second")
    assert (outcome.state, outcome.set_aside_path) == (State.PENDING, None)
    assert outcome.reason == "磁盘满了，“订单台账.xlsx”写不下；请腾出地方，以后会自动换成最新的"
    assert desk.files() == {"订单台账.xlsx": b"first"}
    monkeypatch.undo()
    assert desk.publish(b"second").state is State.PUBLISHED


def test_new_books_that_a_full_disk_will_not_take_wait_each_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "write_all_new", failing(errno.ENOSPC))
    assert publish_new({tmp_path / "甲.xlsx": b"one", tmp_path / "乙.xlsx": b"two"}) == set()
    assert list(tmp_path.iterdir()) == []


def test_a_broken_disk_is_an_error_and_the_old_book_stays(desk, monkeypatch):
    desk.publish(b"first")
    monkeypatch.setattr(machine, "write_new", failing(errno.EIO))
    with pytest.raises(OSError, match="the disk"):
        desk.publish(b"second")
    assert desk.files() == {"订单台账.xlsx": b"first"}


def failing(code):
    def fail(*_):
        raise OSError(code, "the disk")

    return fail


def test_what_she_saves_in_the_very_moment_is_kept(desk, monkeypatch):
    desk.publish(b"first")
    real, saved = machine.move, []

    def racing(source, target):
        if target == desk.path and not saved:
            saved.append(True)
            desk.edited(b"hers")
        real(source, target)

    monkeypatch.setattr(machine, "move", racing)
    assert desk.publish(b"second").state is State.SET_ASIDE
    assert desk.files() == {"订单台账.xlsx": b"second", "订单台账_手工修改_1121-1432.xlsx": b"hers"}


def test_what_she_saves_while_the_new_book_is_made_is_kept(desk):
    desk.publish(b"first")

    def chunks():
        yield b"sec"
        desk.edited(b"hers")
        yield b"ond"

    publish_book(desk.path, chunks(), is_ours=sha(b"first").__eq__)
    assert desk.files() == {"订单台账.xlsx": b"second", "订单台账_手工修改_1121-1432.xlsx": b"hers"}


class PowerCut(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize("hers", [False, True], ids=["ours", "hers"])
@pytest.mark.parametrize("point", range(1, 14))
def test_after_a_power_cut_at_any_step_nothing_is_lost_and_nothing_is_left_over(desk, monkeypatch, point, hers):
    desk.publish(b"first")
    if hers:
        desk.edited(b"hers")
    steps = 0

    def cutting(function, *, after):
        def step(*args, **kwargs):
            nonlocal steps
            steps += 1
            if steps == point and not after:
                raise PowerCut
            result = function(*args, **kwargs)
            if steps == point and after:
                raise PowerCut
            return result

        return step

    for name in ("write_new", "move", "sha256"):
        monkeypatch.setattr(machine, name, cutting(cutting(getattr(machine, name), after=True), after=False))
    with contextlib.suppress(PowerCut):
        desk.publish(b"second")
    monkeypatch.undo()
    desk.publish(b"third")
    kept = desk.files()
    assert kept.pop("订单台账.xlsx") == b"third"
    assert list(kept.values()) == ([b"hers"] if hers else [])
    assert all(name.startswith("订单台账_手工修改_1121-1432") for name in kept)


def test_what_a_crash_left_half_written_goes(desk):
    desk.path.with_name(".订单台账.xlsx.new").write_bytes(b"half")
    desk.publish(b"first")
    assert desk.files() == {"订单台账.xlsx": b"first"}


def test_a_file_that_is_saved_again_and_again_waits(desk, monkeypatch):
    desk.publish(b"first")
    real, saved = machine.move, []

    def racing(source, target):
        if target == desk.path and source.name.endswith(".new"):
            saved.append(f"hers {len(saved)}".encode())
            desk.edited(saved[-1])
        real(source, target)

    monkeypatch.setattr(machine, "move", racing)
    assert desk.publish(b"second").state is State.PENDING
    monkeypatch.undo()
    desk.publish(b"third")
    kept = desk.files()
    assert kept.pop("订单台账.xlsx") == b"third"
    assert sorted(kept.values()) == saved
    assert len(saved) == outbox._TRIES


def test_new_books_are_placed_together_in_whatever_folders(tmp_path):
    books = {tmp_path / folder / f"{n}.xlsx": f"{folder}{n}".encode() for folder in ("一月", "二月") for n in range(20)}
    assert publish_new(books) == set(books)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.xlsx")} == books


@pytest.mark.parametrize(
    "there", ["对账单.xlsx", ".对账单.xlsx.old", ".对账单.xlsx.new"], ids=["a book", "an old one", "a new one"]
)
def test_whatever_lies_there_or_was_left_there_is_not_touched_by_new_books(tmp_path, there):
    (tmp_path / there).write_bytes(b"hers")
    path, other = tmp_path / "对账单.xlsx", tmp_path / "别的.xlsx"
    assert publish_new({path: b"ours", other: b"new"}) == {other}
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {there: b"hers", "别的.xlsx": b"new"}
    assert publish_book(path, b"ours").state in (State.PUBLISHED, State.SET_ASIDE)
    assert path.read_bytes() == b"ours"


def test_books_of_a_folder_that_may_not_be_looked_into_are_left_to_be_published_one_by_one(tmp_path, monkeypatch):
    closed, opened = tmp_path / "只写" / "a.xlsx", tmp_path / "公开" / "b.xlsx"
    listed = os.listdir

    def refusing_to_list(folder):
        if folder == closed.parent:
            raise PermissionError(13, "not to be listed", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "listdir", refusing_to_list)
    assert publish_new({closed: b"a", opened: b"b"}) == {opened}
    assert publish_book(closed, b"a").state is State.PUBLISHED


def refusing(path):
    real = machine.move

    def move(source, target):
        if source == path:
            raise machine.BusyFile(13, "held", str(path))
        real(source, target)

    return move
