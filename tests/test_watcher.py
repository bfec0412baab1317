"""The watcher, looked at one look at a time; the desk behind it is played by a stand-in."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from neiqin_xl.desk import Desk
from neiqin_xl.faces import bell as bell_module
from neiqin_xl.faces.appointments import RETRY_SECONDS
from neiqin_xl.faces.bell import Bell
from neiqin_xl.faces.watcher import PUBLISH_SECONDS, SHOW_SECONDS, Watcher, watch
from neiqin_xl.intake.frames import read_frame
from neiqin_xl.machine.interrupts import patient_interrupts
from neiqin_xl.workspace import SETTINGS_FILE, WorkspaceBusy


class Remembering:
    """The part of a ledger that keeps values about itself."""

    def __init__(self):
        self.kept = {}
        self.meta = self.kept.get
        self.set_meta = self.kept.__setitem__
        self.transaction = contextlib.nullcontext


class StandIn:
    """A desk that moves what it takes in to 已处理, and remembers what it was asked to do."""

    def __init__(self, root, *, statement_day=0, quiet=2):
        self.workspace = SimpleNamespace(
            root=root,
            state=root / ".neiqin",
            inbox=root / "inbox",
            done=root / "inbox" / "已处理",
            working=root / "inbox" / ".处理中",
            masters=root / "outbox" / "台账",
            statements=root / "outbox" / "对账单",
        )
        for folder in (self.workspace.inbox, self.workspace.masters):
            folder.mkdir(parents=True)
        self.settings = SimpleNamespace(
            poll_seconds=3,
            quiet_seconds=quiet,
            statement_day=statement_day,
            limits=SimpleNamespace(file_mb=1),
        )
        self.taken = []
        self.today = date(2026, 11, 5)
        self.begun = []
        self.list_pending = False
        self.shown = []
        self.recovered = 0
        self.published = 0
        self.set_aside = []
        self.stated = []
        self.statements_pending = []
        self.ledger = Remembering()
        self.pending = []
        self.poison = set()
        self.moves = True
        self.held = set()
        self.busy = False
        self.after = lambda: None

    @contextlib.contextmanager
    def writing(self):
        if self.busy:
            raise WorkspaceBusy("电脑“前台”上的看守程序正在用这个工作区。")
        yield

    def take_in(self, files, *, progress=None, publish=True):
        assert not publish
        names = [path.name for path in files]
        if self.poison & set(names):
            raise RuntimeError("poison")
        if not files:
            self.recovered += 1
            return {"files": []}
        self.taken.append(names)
        for i, path in enumerate(files):
            if progress is not None:
                progress(i, len(files), path.name)
            if path.name in self.held:
                names.remove(path.name)
            elif self.moves:
                self.workspace.done.mkdir(exist_ok=True)
                path.rename(self.workspace.done / path.name)
        self.after()
        return {"files": [{"file": name, "verdict": "accepted", "message": "新增 3 行"} for name in names]}

    def now(self):
        return datetime(self.today.year, self.today.month, self.today.day, 9)

    def begin_day(self):
        self.begun.append(self.today)
        name = "outbox/今日待办.xlsx"
        waits = [{"path": name, "reason": "正被打开"}] if self.list_pending else []
        return {"published": [] if waits else [name], "pending": waits}

    def show_status(self, looked=None):
        self.shown.append(looked)

    def publish(self):
        self.published += 1
        return {"published": [], "pending": list(self.pending), "set_aside": list(self.set_aside)}

    def statement(self, period):
        self.stated.append(period)
        pending = [{"path": path, "reason": "正被打开"} for path in self.statements_pending]
        return {"period": period, "written": ["a.xlsx", "b.xlsx"], "pending": pending}

    def serve(self):
        return 0


class Said(list):
    """What the watcher said, sentence by sentence."""

    def __call__(self, sentence):
        self.append(sentence)

    def with_words(self, words):
        return [sentence for sentence in self if words in sentence]


@pytest.fixture
def desk(tmp_path):
    return StandIn(tmp_path)


@pytest.fixture
def said():
    return Said()


@pytest.fixture
def watcher(desk, said):
    return Watcher(desk, say=said)


def drop(desk, name="发货.csv", data="单号,数量\nF1,5\n"):
    path = desk.workspace.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode())
    return path


def test_a_dropped_file_is_handed_over_once_it_lies_still_and_is_gone(watcher, desk, said):
    drop(desk)
    assert watcher.look(0) == 2
    assert desk.taken == []
    watcher.look(2)
    watcher.look(5)
    assert desk.taken == [["发货.csv"]]
    assert said.with_words("发货.csv：新增 3 行")


def test_files_that_settle_together_are_handed_over_together(watcher, desk):
    for name in ("a.csv", "深圳/b.csv", "深圳/订单/c.csv"):
        drop(desk, name)
    watcher.look(0)
    watcher.look(3)
    assert sorted(desk.taken[0]) == ["a.csv", "b.csv", "c.csv"]
    assert len(desk.taken) == 1


def test_a_file_that_grows_between_looks_waits_for_its_end(watcher, desk):
    path = drop(desk, data="单号,数量\n")
    watcher.look(0)
    path.write_text("单号,数量\nF1,5\nF2,6\n", encoding="utf-8")
    watcher.look(3)
    assert desk.taken == []
    watcher.look(6)
    assert desk.taken == [["发货.csv"]]


def test_half_a_line_waits_ten_seconds(watcher, desk):
    drop(desk, data="单号,数量\nF1,")
    for now in (0, 3, 6, 9):
        watcher.look(now)
    assert desk.taken == []
    watcher.look(12)
    assert desk.taken == [["发货.csv"]]


def test_an_empty_file_waits_ten_minutes_and_then_gets_its_answer(watcher, desk):
    drop(desk, "空.xlsx", data="")
    for now in range(0, 600, 3):
        watcher.look(now)
    assert desk.taken == []
    watcher.look(600)
    watcher.look(633)
    assert desk.taken == [["空.xlsx"]]


def test_a_file_that_somebody_has_open_is_never_given_up(watcher, desk, said, monkeypatch):
    path = drop(desk)

    def refuse(path):
        raise PermissionError(13, "sharing violation")

    with monkeypatch.context() as held:
        held.setattr("neiqin_xl.machine.open_shared", refuse)
        for now in range(0, 90_000, 30):
            watcher.look(now)
    assert desk.taken == []
    assert path.exists()
    assert len(said.with_words("等了 10 分钟")) == 1
    watcher.look(90_030)
    assert desk.taken == [["发货.csv"]]


def test_a_file_too_large_to_be_read_is_handed_over_unread(watcher, desk, monkeypatch):
    drop(desk, data="x" * 1_100_000)
    monkeypatch.setattr("neiqin_xl.machine.open_shared", lambda _: pytest.fail("was read"))
    watcher.look(0)
    watcher.look(2)
    assert desk.taken == [["发货.csv"]]


def test_a_file_that_cannot_be_moved_is_not_answered_again_and_again(watcher, desk):
    desk.moves = False
    path = drop(desk)
    for now in range(0, 120, 3):
        watcher.look(now)
    assert desk.taken == [["发货.csv"]]
    path.write_text("单号,数量\nF1,6\n改\n", encoding="utf-8")
    for now in range(120, 126, 3):
        watcher.look(now)
    assert len(desk.taken) == 2


def test_a_file_that_the_desk_could_not_get_hold_of_comes_again(watcher, desk):
    desk.held = {"发货.csv"}
    path = drop(desk)
    for now in (0, 3, 6):
        watcher.look(now)
    assert path.exists()
    desk.held = set()
    watcher.look(9)
    assert not path.exists()


def test_an_accident_with_one_file_does_not_hold_up_the_others_nor_end_the_watch(watcher, desk, said):
    for name in ("a.csv", "坏.csv", "z.csv"):
        drop(desk, name)
    desk.poison = {"坏.csv"}
    watcher.look(0)
    watcher.look(2)
    assert sorted(desk.taken) == [["a.csv"], ["z.csv"]]
    assert len(said.with_words("“坏.csv”这次没有收成")) == 1
    desk.poison = set()
    for now in range(3, 12, 3):
        watcher.look(now)
    assert ["坏.csv"] in desk.taken


def test_what_an_earlier_run_left_in_the_middle_is_finished_first(watcher, desk):
    for now in (0, 3, 6):
        watcher.look(now)
    assert desk.recovered == 1


def test_files_below_a_folder_that_cannot_be_read_for_a_moment_keep_their_place(watcher, desk, said, monkeypatch):
    drop(desk, "深圳/a.csv")
    watcher.look(0)
    real = os.scandir

    def scandir(folder):
        if Path(folder).name == "深圳":
            raise PermissionError(13, "no")
        return real(folder)

    with monkeypatch.context() as locked:
        locked.setattr(os, "scandir", scandir)
        watcher.look(1)
        watcher.look(1.5)
    assert said.with_words("没有权限") == ["“深圳”没有权限读取，请找管理员开通；开通后自动继续。"]
    watcher.look(2)
    assert desk.taken == [["a.csv"]]


def test_what_was_set_aside_is_said(watcher, desk, said):
    desk.set_aside = [{"path": "outbox/台账/订单台账_手工修改.xlsx", "reason": "“订单台账.xlsx”被人改动过"}]
    watcher.look(0)
    assert said == ["“订单台账.xlsx”被人改动过。"]


def test_an_inbox_that_goes_away_is_said_once_and_not_made_anew(watcher, desk, said):
    drop(desk)
    watcher.look(0)
    away = desk.workspace.inbox.with_name("elsewhere")
    desk.workspace.inbox.rename(away)
    for now in (3, 6, 9):
        watcher.look(now)
    assert watcher.is_away
    assert not desk.workspace.inbox.exists()
    assert len(said.with_words("不见了")) == 1
    away.rename(desk.workspace.inbox)
    watcher.look(12)
    assert len(said.with_words("恢复了")) == 1
    assert desk.taken == [["发货.csv"]]


def test_an_empty_mount_point_is_not_an_empty_inbox(watcher, desk, said):
    desk.workspace.done.mkdir()
    desk.moves = False
    drop(desk)
    watcher.look(0)
    watcher.look(2)
    inbox, away = desk.workspace.inbox, desk.workspace.inbox.with_name("elsewhere")
    inbox.rename(away)
    inbox.mkdir()
    watcher.look(6)
    assert watcher.is_away
    inbox.rmdir()
    away.rename(inbox)
    for now in range(9, 30, 3):
        watcher.look(now)
    assert len(said.with_words("恢复了")) == 1
    assert len(desk.taken) == 1


def test_a_new_inbox_with_nothing_in_it_is_there(watcher, said):
    watcher.look(0)
    watcher.look(3)
    assert not watcher.is_away
    assert said == []


def test_what_could_not_be_published_is_tried_every_quarter_minute_until_it_is(watcher, desk, said):
    desk.pending = [{"path": "outbox/台账/订单台账.xlsx", "reason": "正被打开"}]
    for now in range(0, 60, 3):
        watcher.look(now)
    assert desk.published == 4
    assert len(said.with_words("暂时更新不了")) == 1
    desk.pending = []
    for now in range(60, 120, 3):
        watcher.look(now)
    assert desk.published == 5
    assert len(said.with_words("已经更新")) == 1


def test_closing_a_master_is_noticed_at_once(watcher, desk):
    owner = desk.workspace.masters / "~$订单台账.xlsx"
    owner.write_bytes(b"x")
    watcher.look(0)
    watcher.look(1)
    assert desk.published == 1
    owner.unlink()
    watcher.look(2)
    assert desk.published == 2


def test_an_intake_is_published_at_once_and_what_is_pending_again_after_a_quarter_minute(watcher, desk):
    watcher.look(0)
    desk.pending = [{"path": "outbox/台账/订单台账.xlsx", "reason": "正被打开"}]
    drop(desk)
    watcher.look(100)
    assert desk.published == 1
    watcher.look(102)
    assert desk.published == 2
    watcher.look(102 + PUBLISH_SECONDS - 1)
    assert desk.published == 2
    watcher.look(102 + PUBLISH_SECONDS)
    assert desk.published == 3


def test_a_failing_publication_does_not_end_the_watch(watcher, desk, said, monkeypatch):
    def fail():
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr(desk, "publish", fail)
        for now in range(0, 60, 3):
            watcher.look(now)
    assert len(said.with_words("输出暂时更新不了")) == 1
    watcher.look(90)
    assert desk.published == 1


def test_folders_too_deep_are_mentioned_once(watcher, desk, said):
    drop(desk, "一/二/三/四/a.csv")
    for now in (0, 3, 6):
        watcher.look(now)
    assert said.with_words("放得太深") == ["文件夹“一/二/三/四”放得太深，里面的文件没有收。请放到收件箱下三层以内。"]


@pytest.mark.parametrize(
    ("day", "today", "periods"),
    [
        (0, date(2026, 11, 30), []),
        (5, date(2026, 11, 4), []),
        (5, date(2026, 11, 5), ["2026-10"]),
        (5, date(2026, 11, 20), ["2026-10"]),
        (28, date(2027, 2, 28), ["2027-01"]),
        (1, date(2027, 1, 1), ["2026-12"]),
    ],
)
def test_last_months_statements_are_made_once_from_their_day_on(tmp_path, said, day, today, periods):
    desk = StandIn(tmp_path, statement_day=day)
    desk.today = today
    watcher = Watcher(desk, say=said)
    for now in (0, 3, 6):
        watcher.look(now)
    assert desk.stated == periods


def test_statements_that_a_watcher_made_are_not_made_again_by_the_next_one(tmp_path, said):
    desk = StandIn(tmp_path, statement_day=1)
    Watcher(desk, say=said).look(0)
    watcher = Watcher(desk, say=said)
    watcher.look(0)
    assert desk.stated == ["2026-10"]
    desk.today = date(2026, 12, 1)
    watcher.look(3)
    assert desk.stated == ["2026-10", "2026-11"]


def test_a_draft_that_a_person_asked_for_does_not_stand_for_all_of_them(tmp_path, said):
    desk = StandIn(tmp_path, statement_day=1)
    folder = desk.workspace.statements / "2026-10"
    folder.mkdir(parents=True)
    (folder / "对账单_华新五金_202610.xlsx").write_bytes(b"x")
    Watcher(desk, say=said).look(0)
    assert desk.stated == ["2026-10"]


def test_statements_wait_for_what_lies_in_the_inbox(tmp_path, said):
    desk = StandIn(tmp_path, statement_day=1)
    drop(desk)
    watcher = Watcher(desk, say=said)
    watcher.look(0)
    assert desk.stated == []
    watcher.look(2)
    assert desk.taken == [["发货.csv"]]
    assert desk.stated == ["2026-10"]


def test_statements_that_somebody_has_open_are_tried_again_after_ten_minutes(tmp_path, said):
    desk = StandIn(tmp_path, statement_day=1)
    desk.statements_pending = ["outbox/对账单/2026-10/对账单_华新五金.xlsx"]
    watcher = Watcher(desk, say=said)
    for now in (0, 3, RETRY_SECONDS - 1):
        watcher.look(now)
    assert desk.stated == ["2026-10"]
    assert len(said.with_words("2026-10 的对账单有 1 份没有更新，稍后自动再试：")) == 1
    desk.statements_pending = []
    for now in range(RETRY_SECONDS, 3 * RETRY_SECONDS, 3):
        watcher.look(now)
    assert desk.stated == ["2026-10"] * 2


def test_statements_that_fail_do_not_end_the_watch_and_are_tried_again(tmp_path, said, monkeypatch):
    desk = StandIn(tmp_path, statement_day=1)
    watcher = Watcher(desk, say=said)

    def fail(period):
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(desk, "statement", fail)
        for now in range(0, 2 * RETRY_SECONDS, 3):
            watcher.look(now)
    assert len(said.with_words("没有做成：账本正被别的程序占用。")) == 1
    watcher.look(2 * RETRY_SECONDS)
    assert desk.stated == ["2026-10"]


def test_with_the_real_desk_last_months_statements_are_made_once(tmp_path, said):
    with Desk.create(tmp_path) as made:
        toml = made.workspace.root / SETTINGS_FILE
    toml.write_text("quiet_seconds = 0\nstatement_day = 5\n", encoding="utf-8")
    with Desk(tmp_path, today=date(2026, 11, 5)) as desk:
        header = "发货单号,发货日期,客户名称,产品名称,单位,数量,单价,金额"
        drop(desk, data=f"{header}\nF1,2026-10-05,华新五金,螺栓 M8,件,100,0.35,35.00\n")
        assert watch(desk, once=True, say=said) == 0
        drafts = desk.workspace.statements / "2026-10"
        assert sorted(path.name for path in drafts.iterdir()) != []
        assert len(said.with_words("2026-10 的对账单草稿做好了，写了 2 个文件")) == 1
        assert watch(desk, once=True, say=said) == 0
    assert len(said.with_words("对账单草稿做好了")) == 1


def test_a_second_watcher_says_so_and_leaves(desk, said):
    desk.busy = True
    assert watch(desk, say=said) == 2
    assert said.with_words("已有一个在运行")


def test_watching_once_ends_when_nothing_is_about_to_settle(tmp_path, said):
    desk = StandIn(tmp_path, quiet=0)
    drop(desk)
    assert watch(desk, once=True, say=said) == 0
    assert desk.taken == [["发货.csv"]]


def test_ctrl_c_ends_the_watch_with_a_sentence(desk, said, monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "publish", interrupt)
    assert watch(desk, say=said) == 0
    assert said[-1].startswith("看守结束")


def test_stopping_ends_between_two_files(tmp_path, said):
    desk = StandIn(tmp_path, quiet=0)
    stop = threading.Event()
    drop(desk, "a.csv")
    drop(desk, "b.csv")
    real = desk.take_in

    def take_in(files, *, progress, publish):
        def stop_after_one(done, of, name):
            if done == 1:
                stop.set()
            progress(done, of, name)

        return real(files, progress=stop_after_one, publish=publish)

    desk.take_in = take_in
    assert watch(desk, stop=stop, say=said) == 0
    assert len(list(desk.workspace.done.iterdir())) == 1
    assert said[-1].startswith("看守结束")


def test_no_events_are_no_error(tmp_path, said, monkeypatch):
    def none(folders, ring):
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(bell_module, "_observe", none)
    bell = Bell([tmp_path], said)
    bell.attend(present=True)
    bell.attend(present=True)
    assert len(said.with_words("按时查看")) == 1
    assert not bell.wait(0)
    bell.close()


def test_the_bell_rings_for_a_new_file_and_again_after_the_folder_was_away(tmp_path, said):
    inbox = tmp_path / "inbox"
    with contextlib.closing(Bell([inbox, tmp_path / "missing"], said)) as bell:
        for name in ("a.xlsx", "b.xlsx"):
            inbox.mkdir()
            bell.attend(present=True)
            (inbox / name).write_bytes(b"x")
            assert bell.wait(10)
            shutil.rmtree(inbox)
            bell.attend(present=False)
            while bell.wait(0.2):  # what the removal itself rang
                pass
    assert said == []


def test_the_whole_watch_takes_in_a_file_that_arrives_while_it_runs(tmp_path, said):
    desk = StandIn(tmp_path, quiet=0)
    started, taken, stop = threading.Event(), threading.Event(), threading.Event()
    desk.after = taken.set

    def say(sentence):
        said(sentence)
        started.set()

    thread = threading.Thread(target=watch, args=(desk,), kwargs={"stop": stop, "say": say})
    thread.start()
    try:
        assert started.wait(10)
        drop(desk)
        assert taken.wait(20)
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert desk.taken == [["发货.csv"]]
    assert Path(desk.workspace.done / "发货.csv").exists()


def test_ctrl_c_during_intake_lets_the_file_be_finished(tmp_path, said):
    desk = StandIn(tmp_path, quiet=0)
    drop(desk, "a.csv")
    drop(desk, "b.csv")
    real = desk.take_in

    def take_in(files, *, progress, publish):
        signal.raise_signal(signal.SIGINT)
        return real(files, progress=lambda *at: progress(*at) if at[0] else None, publish=publish)

    desk.take_in = take_in
    assert watch(desk, say=said) == 0
    assert len(list(desk.workspace.done.iterdir())) == 1
    assert said[-1].startswith("看守结束")


def test_a_process_that_leaves_ctrl_c_to_its_parent_goes_on():
    program = (
        "import signal; from neiqin_xl.machine.interrupts import ignore_interrupts; ignore_interrupts(); "
        "signal.raise_signal(signal.SIGINT); print('still here')"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout == "still here\n"


@pytest.mark.skipif(os.name == "nt", reason="a process of its own cannot be sent Ctrl-C there")
def test_the_reading_process_leaves_ctrl_c_to_its_parent():
    with subprocess.Popen(
        [sys.executable, "-m", "neiqin_xl.intake.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        read_frame(child.stdout)  # it is there
        child.send_signal(signal.SIGINT)
        child.stdin.close()
        assert child.wait(20) == 0


@pytest.fixture
def interruptible():
    """Ctrl-C as a person's shell leaves it: what runs the tests may have been started so that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_second_ctrl_c_interrupts_at_once_and_afterwards_the_first_does():
    with patient_interrupts() as interrupted:
        assert not interrupted()
        signal.raise_signal(signal.SIGINT)
        assert interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_with_the_real_desk_a_dropped_sheet_is_in_the_books_and_has_its_answer(tmp_path, said):
    with Desk.create(tmp_path) as made:
        toml = made.workspace.root / SETTINGS_FILE
    toml.write_text("quiet_seconds = 0\n", encoding="utf-8")
    with Desk(tmp_path) as desk:
        drop(
            desk,
            "深圳/发货1105.csv",
            "发货单号,发货日期,客户名称,产品名称,单位,数量,单价,金额\nF1,2026-11-05,华新五金,螺栓 M8,件,100,0.35,35.00\n",
        )
        assert watch(desk, once=True, say=said) == 0
        assert [file["verdict"] for file in desk.batches()] == ["accepted"]
        assert said.with_words("深圳/发货1105.csv")
        assert list(desk.workspace.replies.rglob("*.xlsx"))
        assert desk.dropped() == []
        with Desk(tmp_path) as other, desk.writing():
            assert watch(other, say=said) == 2
    assert said.with_words("已有一个在运行")


def test_the_list_of_the_day_is_made_once_each_day_that_comes(watcher, desk):
    for now in (0, 3, 6):
        watcher.look(now)
    assert desk.begun == [date(2026, 11, 5)]
    desk.today = date(2026, 11, 6)
    for now in (9, 12):
        watcher.look(now)
    assert desk.begun == [date(2026, 11, 5), date(2026, 11, 6)]


def test_the_list_of_the_day_waits_for_what_lies_in_the_inbox(watcher, desk):
    drop(desk)
    watcher.look(0)
    assert desk.begun == []
    watcher.look(2)
    assert (desk.taken, desk.begun) == ([["发货.csv"]], [date(2026, 11, 5)])


def test_a_list_that_somebody_has_open_is_left_to_the_publications_that_are_tried_again(watcher, desk):
    desk.list_pending = True
    watcher.look(0)
    published = desk.published
    watcher.look(PUBLISH_SECONDS)
    assert (desk.begun, desk.published) == ([date(2026, 11, 5)], published + 1)


def test_a_list_that_fails_does_not_end_the_watch_and_is_tried_again_after_ten_minutes(
    watcher, desk, said, monkeypatch
):
    def fail():
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr(desk, "begin_day", fail)
        for now in range(0, RETRY_SECONDS, 3):
            watcher.look(now)
    assert len(said.with_words("“今日待办”没有做成：程序出了意外")) == 1
    assert desk.begun == []
    watcher.look(RETRY_SECONDS)
    assert desk.begun == [date(2026, 11, 5)]


def test_the_status_page_is_looked_after_once_a_minute_and_at_once_after_a_drop(watcher, desk):
    for now in range(0, SHOW_SECONDS, 3):
        watcher.look(now)
    assert desk.shown == [desk.now()]
    drop(desk)
    watcher.look(SHOW_SECONDS - 2)
    watcher.look(SHOW_SECONDS)
    assert len(desk.shown) == 2
    watcher.look(SHOW_SECONDS + 3)
    assert len(desk.shown) == 2


def test_when_a_watch_ends_the_status_page_says_that_nobody_looks(tmp_path, said):
    desk = StandIn(tmp_path, quiet=0)
    assert watch(desk, once=True, say=said) == 0
    assert desk.shown == [desk.now(), None]
