import logging
import os
import re

import pytest

from neiqin_xl import logs
from neiqin_xl.logs import masked, start_log, stop_log


@pytest.fixture
def folder(tmp_path):
    """A folder for logs, let go of afterwards."""
    yield tmp_path / "logs"
    stop_log()


def lines(folder):
    return (folder / "neiqin.log").read_text(encoding="utf-8").splitlines()


def test_an_event_is_one_dated_line_of_chinese(folder):
    log = start_log(folder)
    log.info("批次 %d 已入账，%d 行", 12, 117)
    log.warning("批次 13\n暂挂")
    first, second = lines(folder)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO 批次 12 已入账，117 行", first)
    assert second.endswith("WARNING 批次 13 | 暂挂")


def test_a_traceback_is_one_masked_line_too(folder):
    log = start_log(folder)
    try:
        int("联系电话 13800138000")
    except ValueError:
        log.exception("批次 14 没有读成")
    [line] = lines(folder)
    assert "ValueError" in line
    assert "13800138000" not in line


@pytest.mark.parametrize(
    "personal",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "+86 13800138000",
        "8613800138000",
        "１３８００１３８０００",
        "0571-88886666",
        "(021)88886666",
        "02188886666",
        "6222021234567890123",
        "6222 0212 3456 7890 123",
        "6222-0212-3456-7890",
        "11010119900307123X",
        "li.wei+1@example.com",
        "财务@example.com.cn",
    ],
)
def test_what_belongs_to_a_person_is_masked(folder, personal):
    log = start_log(folder)
    log.info("来自 %s，批次 15", personal)
    [line] = lines(folder)
    assert line.endswith("来自 ***，批次 15")


@pytest.mark.parametrize(
    "text",
    [
        "批次 15 共 1048576 行",
        "2026-11-05 14:30:00 至 2026-11-06 14:30:00",
        "20261105",
        "88213.40",
        "1121-1432_已入账",
        "用时 1024 1536 毫秒",
    ],
)
def test_what_belongs_to_the_business_is_kept(text):
    assert masked(text) == text


def test_starting_again_writes_each_event_once_and_to_the_new_folder(folder, tmp_path):
    start_log(folder).info("旧")
    start_log(folder).info("又")
    start_log(tmp_path / "new").info("新")
    assert [line[-1] for line in lines(folder)] == ["旧", "又"]
    assert [line[-1] for line in lines(tmp_path / "new")] == ["新"]


def test_after_stopping_events_go_nowhere(folder, capsys):
    log = start_log(folder)
    log.info("有")
    stop_log()
    log.error("无")
    assert len(lines(folder)) == 1
    assert capsys.readouterr().err == ""


def test_the_log_never_takes_more_than_six_files(folder, monkeypatch):
    monkeypatch.setattr(logs, "_BYTES", 200)
    log = start_log(folder)
    for number in range(60):
        log.info("批次 %d", number)
    assert sorted(one.name for one in folder.iterdir()) == ["neiqin.log", *(f"neiqin.log.{n}" for n in range(1, 6))]
    assert lines(folder)[-1].endswith("批次 59")
    assert all(one.stat().st_size <= 200 for one in folder.iterdir())


def test_a_log_that_is_held_goes_on_in_the_old_file_and_keeps_its_older_ones(folder, monkeypatch):
    monkeypatch.setattr(logs, "_BYTES", 200)
    log = start_log(folder)
    for number in range(30):
        log.info("批次 %d", number)
    before = {one.name for one in folder.iterdir()}
    held = folder / "neiqin.log"
    real = os.rename

    def rename(source, target):
        if str(source) == str(held):
            raise PermissionError(13, "held")
        real(source, target)

    monkeypatch.setattr(os, "rename", rename)
    for number in range(30, 36):
        log.info("批次 %d", number)
    assert [line.split()[-1] for line in lines(folder)][-6:] == [str(number) for number in range(30, 36)]
    kept = {one.name for one in folder.iterdir()}
    assert len(before - kept) <= 1
    monkeypatch.setattr(os, "rename", real)
    for number in range(36, 60):
        log.info("批次 %d", number)
    assert held.stat().st_size <= 200


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path, capsys):
    (tmp_path / "logs").write_text("not a folder", encoding="utf-8")
    log = start_log(tmp_path / "logs")
    log.info("批次 1")
    stop_log()
    assert capsys.readouterr().err == ""


def test_the_log_does_not_speak_through_other_loggers(folder, caplog):
    with caplog.at_level(logging.DEBUG):
        start_log(folder).info("批次 1")
    assert caplog.records == []
