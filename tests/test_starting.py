"""Shortcuts on the desktop and the watcher started at logon, on both kinds of systems."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from neiqin_xl.desk import Desk
from neiqin_xl.faces import starting as commands
from neiqin_xl.faces.cli import answered
from neiqin_xl.machine import starting

# The program as these tests have it, wherever they were started from.
AS_HERE = os.environ | {"PYTHONPATH": str(Path(starting.__file__).parents[2])}


@pytest.fixture
def workspace(tmp_path):
    with Desk.create(tmp_path / "工作区 & 100%") as desk:
        return desk.workspace


def test_the_desktop_gets_a_starter_for_each_thing_that_a_clerk_does_there(workspace, tmp_path, capsys):
    target = tmp_path / "桌面"
    target.mkdir()
    assert answered(["-w", str(workspace.root), "shortcuts", str(target)]) == 0
    assert {one.stem for one in target.iterdir()} == {"立即处理收件箱", "监视收件箱", "内勤情况", "内勤体检"}
    assert "放好了" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_starter_does_what_its_name_says(workspace, tmp_path):
    line = commands.command_line(sys.executable, workspace.root, ("status",))
    path = starting.lay_starter(tmp_path, "内勤情况", line)
    ended = subprocess.run([path], input="\n", capture_output=True, text=True, timeout=60, check=False, env=AS_HERE)
    assert "收件箱里等着处理的文件：0" in ended.stdout


def test_on_windows_a_starter_keeps_blanks_and_signs_of_paths(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "WINDOWS", True)
    path = starting.lay_starter(
        tmp_path, "内勤情况", [r"C:\Program Files\python.exe", "-w", r"D:\工作区 & 100%", "status"]
    )
    lines = path.read_bytes().decode("utf-8").split("\r\n")
    assert lines[0] == "@echo off"
    assert r'"C:\Program Files\python.exe" -w "D:\工作区 & 100%%" status' in lines
    assert lines[-2:] == ["pause", ""]


def test_a_folder_that_is_not_there_is_asked_for(workspace, tmp_path, capsys):
    assert answered(["-w", str(workspace.root), "shortcuts", str(tmp_path / "没有")]) == 2
    assert "请写出桌面的文件夹" in capsys.readouterr().err


def test_at_logon_the_watcher_is_started_by_a_task_of_the_users_own():
    ran, described = [], []

    def run(line):
        ran.append(line)
        described.extend(Path(one).read_text("utf-16") for one in line if one.endswith(".xml"))
        return 0

    assert starting.start_at_logon("neiqin-x", ["C:\\py w.exe", "-w", "D:\\内勤", "watch"], run)
    assert ran[0][:6] == ["schtasks", "/Create", "/F", "/TN", "neiqin-x", "/XML"]
    assert ran[1] == ["schtasks", "/Run", "/TN", "neiqin-x"]
    (text,) = described
    assert "<Command>C:\\py w.exe</Command>" in text
    assert "<Arguments>-w D:\\内勤 watch</Arguments>" in text


def test_the_task_waits_for_one_user_and_is_never_ended_by_windows():
    from lxml import etree

    text = starting.logon_task([r"C:\R&D\pythonw.exe", "-c", 'print("<1>")'], r"OFFICE\李梅")
    task = etree.fromstring(text.encode("utf-16"))
    found = {one.tag.split("}")[1]: one.text for one in task.iter() if one.text and one.text.strip()}
    assert found["UserId"] == r"OFFICE\李梅"
    assert found["ExecutionTimeLimit"] == "PT0S"
    assert found["StopIfGoingOnBatteries"] == "false"
    assert found["RunLevel"] == "LeastPrivilege"
    assert found["Command"] == r"C:\R&D\pythonw.exe"
    assert found["Arguments"] == r"-c print(\"<1>\")"


def test_a_system_that_refuses_is_told():
    assert not starting.start_at_logon("neiqin-x", ["py"], lambda _: 1)
    assert not starting.no_start_at_logon("neiqin-x", lambda _: 1)
    assert starting.no_start_at_logon("neiqin-x", lambda _: 0)


@pytest.mark.skipif(sys.platform == "win32", reason="it would be made")
def test_elsewhere_the_line_to_start_is_given(workspace, capsys):
    assert answered(["-w", str(workspace.root), "autostart"]) == 2
    assert "watch" in capsys.readouterr().out
