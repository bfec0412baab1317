"""Files that could harm a reader: each gets its verdict, one sentence says why, and the next good file is read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import classes, hostile_files
from hostile.packages import HEADERS, LINE, strings, workbook

from neiqin_xl import Desk
from neiqin_xl.intake.job import Job
from neiqin_xl.intake.pool import Reading

_MOST_MEGABYTES = 150
_MOST_SECONDS = 60
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def reading():
    with Reading(workers=1) as warm:
        yield warm


def read(reading, folder, files):
    """What came of each file: its verdict or the code of its refusal, and what was said about it."""
    jobs = []
    for number, file in enumerate(files):
        path = folder / f"{number}"
        path.write_bytes(file.data)
        jobs.append(Job(path, file.name))
    return list(reading.read(jobs))


def came_of(answer):
    return answer.finding.code if answer.verdict == "refused" else answer.verdict


def notices(answer):
    said = {finding.code for table in answer.tables for finding in table.findings}
    return tuple(sorted(code for code in said if code in ("F201", "F202", "F203", "F204")))


def texts(answer):
    return {str(value) for table in answer.tables for values in table.values.values() for value in values}


@pytest.mark.hostile
def test_there_are_files_of_every_class_and_no_two_of_one_name():
    names = [file.name for _, file in hostile_files()]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.hostile] * name.startswith("exhaustion")) for name in classes()]
)
def test_each_file_of_a_class_gets_its_verdict_and_a_good_file_is_read_after_it(reading, tmp_path, name):
    files = [file for _, file in hostile_files(name) if not file.costly]
    answers = read(reading, tmp_path, files)
    assert {file.name: came_of(answer) for file, answer in zip(files, answers, strict=True)} == {
        file.name: file.verdict for file in files
    }
    assert {file.name: notices(answer) for file, answer in zip(files, answers, strict=True)} == {
        file.name: file.notices for file in files
    }
    lost = [file.name for file, answer in zip(files, answers, strict=True) if file.holds not in texts(answer) | {None}]
    assert lost == []
    assert_sentences(answers)
    assert_good_file_is_read(reading, tmp_path)


@pytest.mark.hostile
def test_what_takes_a_reader_to_its_limits_gets_its_verdict_too(reading, tmp_path):
    files = [file for _, file in hostile_files() if file.costly]
    answers = read(reading, tmp_path, files)
    assert {file.name: came_of(answer) for file, answer in zip(files, answers, strict=True)} == {
        file.name: file.verdict for file in files
    }
    assert_good_file_is_read(reading, tmp_path)


def assert_sentences(answers):
    """Every refusal is one Chinese sentence that says what to do."""
    said = [answer.finding.message for answer in answers if answer.verdict != "read"]
    assert [message for message in said if not _CHINESE.search(message) or "请" not in message] == []
    assert [message for message in said if "。" in message.rstrip("。")] == []


def assert_good_file_is_read(reading, folder):
    path = folder / "good"
    path.write_bytes(workbook())
    (answer,) = reading.read([Job(path, "订单.xlsx")])
    assert answer.verdict == "read"
    assert answer.tables[0].values["order_no"] == ["SO-1"]


@pytest.mark.hostile
@pytest.mark.timeout(900)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the peak of its memory")
def test_an_inbox_full_of_them_is_answered_file_by_file_and_the_good_ones_are_taken(tmp_path):
    with Desk.create(tmp_path / "工作区") as desk:
        wanted, good = drop_all(desk.workspace.inbox)
    told = taken_in_by_another_process(tmp_path / "工作区")
    # A file of no bytes is one that is still on its way: the watcher waits for it, and asks after ten minutes.
    empty = {path.name for path in desk.workspace.inbox.iterdir() if path.is_file()}
    assert empty == {"空.xlsx", "空.csv"}
    assert set(told["verdicts"]) == set(wanted) - empty
    assert len(set(told["replies"])) == len(told["replies"]) == len(told["verdicts"])
    assert {name: told["verdicts"][name] for name in good} == dict.fromkeys(good, "accepted")
    refused = {name for name, rows in told["rows"].items() if not rows}
    assert refused == {name for name, verdict in wanted.items() if verdict != "read"} - empty
    assert told["peak_mb"] < _MOST_MEGABYTES
    # A promise to the clerk, and far from how long it takes: two tries of a small file end by themselves before that.
    assert told["longest_seconds"] < _MOST_SECONDS


def drop_all(inbox):
    """Every hostile file and, after each class, a good one: the verdict wanted of each, and the names of the good."""
    wanted, good = {}, []
    for name in classes():
        for _, file in hostile_files(name):
            (inbox / file.name).write_bytes(file.data)
            wanted[file.name] = file.verdict
        good.append(f"之后{name}.xlsx")
        numbered = strings([*HEADERS, f"SO-{name}", *LINE[1:]])
        (inbox / good[-1]).write_bytes(workbook({"xl/sharedStrings.xml": numbered}))
        wanted[good[-1]] = "read"
    return wanted, good


def taken_in_by_another_process(folder):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hostile_inbox.py")), str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
