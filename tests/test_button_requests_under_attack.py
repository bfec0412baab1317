"""Requests as they should not be: thousands, huge ones, links, folders, replays, clocks that differ, watchers that ended."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from test_button_requests import NUMBER, answer_to, lay

from neiqin_xl import machine
from neiqin_xl.desk import Desk
from neiqin_xl.faces.workbench import requests
from neiqin_xl.faces.workbench.doing import Done
from neiqin_xl.faces.workbench.plain import PLAIN_BOOK, PlainBench
from neiqin_xl.faces.workbench.requests import STALE_SECONDS, answer_requests, begin, requests_folder

pytestmark = pytest.mark.thorough


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as opened:
        yield opened


def never(*_):
    pytest.fail("done")


def test_of_a_flood_a_look_answers_some_and_the_next_look_the_others(desk, monkeypatch):
    monkeypatch.setattr(requests, "_MOST_AT_ONCE", 3)
    for n in range(5):
        lay(desk, number=f"20261121-090000-{n:05}")
    done = []
    assert answer_requests(desk, doing=lambda *_: done.append(1) or Done("好")) == 3
    assert answer_requests(desk, doing=lambda *_: done.append(1) or Done("好")) == 2
    assert len(done) == 5


def test_a_huge_request_is_refused_without_being_read_whole(desk):
    path = lay(desk, text=b"")
    with path.open("r+b") as file:
        file.truncate(4 << 30)
    answer_requests(desk, doing=never)
    assert answer_to(path)[0] == "failed"
    assert not path.with_suffix(".taken").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_folders_and_pipes_are_left_alone_and_hold_up_nobody(desk, tmp_path):
    folder = requests_folder(desk.workspace)
    secret = tmp_path / "secret"
    secret.write_text("format=1\naction=undo")
    (folder / "20261121-080000-00001-undo.req").symlink_to(secret)
    (folder / "20261121-080000-00002-undo.req").mkdir()
    os.mkfifo(folder / "20261121-080000-00003-undo.req")
    path = lay(desk)
    assert answer_requests(desk, doing=lambda *_: Done("好")) == 1
    assert answer_to(path)[1] == "好"
    assert secret.read_text() == "format=1\naction=undo"


def test_a_number_that_comes_again_is_not_done_again(desk):
    first = lay(desk, "undo")
    answer_requests(desk, doing=lambda *_: Done("撤销了"))
    first.with_suffix(".ans").unlink()
    again = lay(desk, "undo")
    answer_requests(desk, doing=never)
    assert "已经办过" in answer_to(again)[1]


@pytest.mark.parametrize(("was_begun", "said"), [(True, "不知道办完没有"), (False, "这一次没有办")])
def test_what_a_watcher_had_taken_when_it_ended_is_answered_with_what_is_known(desk, was_begun, said):
    path = lay(desk, "undo")
    machine.move(path, path.with_suffix(".taken"))
    if was_begun:
        begin(desk.workspace, NUMBER, "undo")
    assert answer_requests(desk, doing=never) == 1
    assert said in answer_to(path)[1]
    assert [one.suffix for one in requests_folder(desk.workspace).iterdir()] == [".ans"]


def test_an_answer_that_cannot_be_written_holds_up_no_other_and_is_given_later(desk, monkeypatch):
    lost, path = lay(desk), lay(desk, number="20261121-090000-00002")
    written = machine.write_atomically

    def write(target, data):
        if target.name.startswith(NUMBER):
            raise PermissionError(13, "no")
        written(target, data)

    monkeypatch.setattr(machine, "write_atomically", write)
    answer_requests(desk, doing=lambda *_: Done("好"))
    assert answer_to(path)[1] == "好"
    monkeypatch.setattr(machine, "write_atomically", written)
    answer_requests(desk, doing=never)
    assert "不知道办完没有" in answer_to(lost)[1]


@pytest.mark.parametrize("ahead", [-86_400, 86_400])
def test_the_age_is_told_by_the_clock_of_the_share_and_not_by_ours(desk, monkeypatch, ahead):
    path = lay(desk)
    of_share = path.stat().st_mtime + ahead
    os.utime(path, (of_share, of_share))
    monkeypatch.setattr(machine, "clock_of", lambda _: of_share + 1)
    answer_requests(desk, doing=lambda *_: Done("好"))
    assert answer_to(path)[1] == "好"


def test_a_request_from_the_future_is_as_good_as_an_old_one(desk):
    path = lay(desk)
    known = path.stat().st_mtime
    answer_requests(desk, now=lambda: known - STALE_SECONDS - 1, doing=never)
    assert "等得太久" in answer_to(path)[1]


def test_the_clock_of_a_folder_is_that_of_its_files(tmp_path):
    before = machine.clock_of(tmp_path)
    (tmp_path / "x").write_text("x")
    assert before <= (tmp_path / "x").stat().st_mtime <= machine.clock_of(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def test_a_folder_of_requests_that_was_tidied_away_comes_back(desk):
    folder = requests_folder(desk.workspace)
    folder.rmdir()
    desk.workspace.done.mkdir(parents=True, exist_ok=True)
    answer_requests(desk)
    assert folder.is_dir()


def test_where_nobody_made_a_workbench_no_folder_is_made(desk):
    answer_requests(desk)
    assert not (desk.workspace.inbox / ".requests").exists()


def test_files_are_named_from_the_workspace_on_since_others_see_it_elsewhere(desk):
    path = lay(desk)
    inside, outside = desk.workspace.outbox / "台账" / "订单台账.xlsx", Path("/elsewhere/x.xlsx").absolute()
    answer_requests(desk, doing=lambda *_: Done("好", (str(inside), str(outside))))
    assert answer_to(path)[2] == [str(Path("outbox", "台账", "订单台账.xlsx")), str(outside)]


def test_customers_of_any_length_and_kind_of_letter_are_either_understood_or_refused(desk):
    asked = []
    for n, customer in enumerate(("甲" * 400, "甲" * 401, "=1+1\r\nstate=done", "\x00")):
        lay(desk, "statement", number=f"20261121-090000-{n:05}", customer=customer)
    answer_requests(desk, doing=lambda _, __, what: asked.append(what.customer) or Done("好"))
    assert asked == ["甲" * 400, "=1+1\r\nstate=done", "\x00"]


def test_an_answer_of_many_lines_and_signs_stays_one_text(desk):
    path = lay(desk)
    answer_requests(desk, doing=lambda *_: Done("一\r\nstate=failed\nfile=0041\n二", ("=x",)))
    state, text, files = answer_to(path)
    assert (state, text, files) == ("done", "一\r\nstate=failed\nfile=0041\n二", ["=x"])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"\0" * 100, b"x" * (6 << 20)])
def test_a_plain_book_that_is_broken_or_huge_is_left_alone(desk, data):
    (desk.workspace.root / PLAIN_BOOK).write_bytes(data)
    assert not PlainBench(desk.workspace).obey(desk, doing=never)


def test_a_plain_book_that_is_a_bomb_is_never_unpacked(desk):
    import zipfile

    with zipfile.ZipFile(desk.workspace.root / PLAIN_BOOK, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        with bomb.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(512):
                part.write(b" " * (1 << 20))
    assert not PlainBench(desk.workspace).obey(desk, doing=never)
