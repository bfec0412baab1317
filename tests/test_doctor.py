"""The doctor on a computer with each fault: the right sentence, and none where nothing is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from neiqin_xl.desk import Desk
from neiqin_xl.faces.cli import answered
from neiqin_xl.faces.doctor.checks import Patient, State, examined
from neiqin_xl.machine.computer import Computer

EXCEL = r'"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE" /automation'
WPS = r'"C:\Program Files (x86)\Kingsoft\WPS Office\office6\et.exe" /automation'


class Sound(Computer):
    """A computer with Windows on which all is well."""

    windows = True
    programs = {"Excel.Application": EXCEL}  # noqa: RUF012 - never changed
    python = (3, 12)
    interpreter = Path(r"C:\Python312\python.exe")
    writes = True

    def has_module(self, name):
        del name
        return True

    def program_behind(self, name):
        return self.programs.get(name, "")

    def macros_level(self):
        return 2

    def is_from_the_internet(self, path):
        del path
        return False

    def may_write(self, folder):
        del folder
        return self.writes

    def clock_ahead_seconds(self, folder):
        del folder
        return 0.5

    def free_mb(self, folder):
        del folder
        return 50_000

    def long_paths(self):
        return True

    def is_on_a_share(self, path):
        del path
        return False

    def fonts(self):
        return ["msyh.ttc"]

    def code_page(self):
        return "cp936"


@pytest.fixture
def workspace(tmp_path):
    with Desk.create(tmp_path / "工作区") as desk:
        return desk.workspace


def told(workspace, *, is_watched=True, today=date(2026, 6, 1), **faults):
    """What is not well, by its name."""
    computer = type("Faulty", (Sound,), faults)()
    found = examined(Patient(computer, workspace, is_watched, today))
    return {one.name: (one.state, one.text) for one in found if one.state is not State.WELL}


def test_a_computer_on_which_all_is_well_is_told_so(workspace):
    assert told(workspace) == {}


@pytest.mark.parametrize(
    ("faults", "name", "state", "said"),
    [
        ({"python": (3, 10)}, "Python", State.BAD, "太旧"),
        ({"interpreter": Path(r"C:\Users\u\AppData\Local\Microsoft\WindowsApps\python.exe")}, "Python", State.MIND, "应用商店"),
        ({"programs": {}}, "Excel", State.MIND, "没有找到 Excel"),
        ({"programs": {"Ket.Application": WPS}}, "Excel", State.MIND, "找到了 WPS"),
        ({"programs": {"Excel.Application": WPS}}, "Excel", State.BAD, "WPS 占了 Excel 的登记"),
        ({"has_module": lambda *_: False}, "xlwings", State.MIND, "pip install xlwings"),
        ({"macros_level": lambda _: 4}, "宏", State.BAD, "信任中心"),
        ({"writes": False}, "收件箱", State.BAD, "写不进去"),
        ({"is_on_a_share": lambda *_: True}, "账本的位置", State.BAD, "state_dir"),
        ({"free_mb": lambda *_: 499}, "账本的位置", State.BAD, "499 MB"),
        ({"fonts": lambda _: []}, "字体", State.MIND, "中文字体"),
        ({"clock_ahead_seconds": lambda *_: 600}, "时钟", State.BAD, "快了 10 分钟"),
        ({"clock_ahead_seconds": lambda *_: -600}, "时钟", State.BAD, "慢了 10 分钟"),
        ({"code_page": lambda _: "cp1252"}, "路径里的字", State.BAD, "认不得的字"),
        ({"programs": {}, "office_suite": lambda _: ""}, "PDF", State.MIND, "不出 PDF"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_each_fault_is_told_with_what_to_do(workspace, faults, name, state, said):
    found = told(workspace, **faults)
    assert found[name][0] is state
    assert said in found[name][1]


@pytest.mark.parametrize(("seconds", "is_told"), [(120, False), (121, True)])
def test_a_clock_may_be_two_minutes_off(workspace, seconds, is_told):
    assert ("时钟" in told(workspace, clock_ahead_seconds=lambda *_: seconds)) is is_told


@pytest.mark.parametrize(("room", "is_told"), [(499, True), (500, False)])
def test_the_ledgers_disk_needs_room(workspace, room, is_told):
    assert ("账本的位置" in told(workspace, free_mb=lambda *_: room)) is is_told


def test_a_workbench_from_the_internet_is_named(workspace):
    (workspace.root / "内勤工作台.xlsm").write_bytes(b"")
    found = told(workspace, is_from_the_internet=lambda *_: True)
    assert "解除锁定" in found["网络标记"][1]
    assert "内勤工作台.xlsm" in found["网络标记"][1]


def test_a_workspace_without_its_watcher_is_told_how_to_start_it(workspace):
    assert "neiqin autostart" in told(workspace, is_watched=False)["监视程序"][1]


def test_an_inbox_that_is_gone_is_told(workspace):
    workspace.inbox.rename(workspace.root / "别的")
    assert told(workspace)["收件箱"][0] is State.BAD


@pytest.mark.parametrize(("room", "is_told"), [(119, True), (120, False)])
def test_a_deep_workspace_leaves_no_room_for_names(tmp_path, room, is_told):
    deep = tmp_path / ("d" * (259 - room - len(str(tmp_path / "x" / "outbox")) + 1))
    with Desk.create(deep) as desk:
        assert ("路径长度" in told(desk.workspace, long_paths=lambda _: False)) is is_told
        assert "路径长度" not in told(desk.workspace)


@pytest.mark.parametrize(
    ("today", "is_told"), [(date(2026, 12, 1), True), (date(2026, 11, 30), False), (date(2035, 3, 1), True)]
)
def test_holidays_that_are_not_known_are_told_once_they_are_public(workspace, today, is_told):
    assert ("节假日" in told(workspace, today=today)) is is_told


def test_outside_of_a_workspace_the_computer_alone_is_examined():
    found = told(None)
    assert set(found) == {"工作区"}
    assert "neiqin -w" in found["工作区"][1]


def test_the_command_ends_with_one_where_something_does_not_work(workspace, monkeypatch, capsys):
    monkeypatch.setattr("neiqin_xl.machine.computer.Computer", type("Broken", (Sound,), {"writes": False}))
    assert answered(["-w", str(workspace.root), "doctor"]) == 1
    assert "2 项不行" in capsys.readouterr().out


def test_this_very_computer_can_be_examined(workspace, capsys):
    assert answered(["-w", str(workspace.root), "doctor", "--json"]) in (0, 1)
    assert '"checks"' in capsys.readouterr().out


def test_settings_that_cannot_be_read_are_named_and_not_called_no_workspace(workspace, capsys):
    settings = workspace.root / "neiqin.toml"
    settings.write_text("quiet_seconds = “二”\n", encoding="utf-8")
    assert answered(["-w", str(workspace.root), "doctor"]) == 1
    said = capsys.readouterr().out
    assert "这里不是工作区" not in said
    assert "【不行】工作区：" in said


def test_books_that_cannot_be_opened_are_told_by_the_doctor_too(workspace, monkeypatch, capsys):
    from neiqin_xl.workspace import WorkspaceError

    def newer(*_, **__):
        raise WorkspaceError("账本是更新的程序写的，请升级。")

    monkeypatch.setattr("neiqin_xl.desk.Desk.__init__", newer)
    assert answered(["-w", str(workspace.root), "doctor"]) == 1
    assert "【不行】工作区：账本是更新的程序写的" in capsys.readouterr().out
