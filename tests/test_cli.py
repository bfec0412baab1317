"""The command line: Chinese throughout, exit codes 0, 1 and 2, and never a traceback."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from neiqin_xl.faces import cli as command_line
from neiqin_xl.faces.chinese import SAID
from neiqin_xl.faces.cli import answered, cli
from neiqin_xl.faces.progress import progress_bar
from neiqin_xl.failures import is_locked, is_out_of_room
from neiqin_xl.machine import BusyFile

pytestmark = pytest.mark.usefixtures("reading_here")

GOOD = """订单号,订单日期,客户名称,产品编码,产品名称,单位,数量,单价,金额
A-1,2026-10-12,拾穗雀商行,T1,茶杯,个,10,2.50,25.00
A-1,2026-10-12,拾穗雀商行,T2,茶盘,个,2,30.00,60.00
"""
SLIP = """发货单号,发货日期,客户名称,订单号,产品编码,产品名称,单位,发货数量,单价,金额
F-1,2026-10-13,拾穗雀商行,A-1,T1,茶杯,个,10,2.50,25.00
"""
FAULTY = GOOD.replace("A-1", "A-2").replace(",10,", ",十箱,")


@pytest.fixture
def workspace(tmp_path, capsys):
    folder = tmp_path / "内勤"
    assert answered(["init", str(folder)]) == 0
    capsys.readouterr()
    return folder


def drop(workspace, name, text):
    path = workspace / "inbox" / "昆明办" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8-sig")
    return path


def at(workspace, *arguments):
    return answered(["-w", str(workspace), *arguments])


@pytest.mark.parametrize("name", ["", *cli.commands])
def test_help_is_chinese(name, capsys):
    assert answered([*name.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert "用法：" in told
    assert "[选项]" in told
    assert "显示这段说明。" in told
    assert [english for english in SAID if len(english) > 7 and english in told] == []


def test_every_command_stands_in_the_general_help_with_a_sentence(capsys):
    answered(["--help"])
    lines = capsys.readouterr().out.splitlines()
    for name, command in cli.commands.items():
        assert any(line.split()[:1] == [name] and "。" in line for line in lines), name
        assert command.help


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "没有 chek 这个命令"),
        (["status", "--jsn"], "没有 --jsn 这个选项"),
        (["statement"], "没有写选项 '--period'"),
        (["check"], "没有写"),
        (["undo", "eins"], "“eins”不是整数"),
        (["undo", "1", "2"], "多写了 2"),
        (["undo"], "请写一个批次号"),
        (["undo", "3", "--last"], "请写一个批次号"),
        (["batches", "--limit", "0"], "“0”超出范围"),
        (["batches", "-n", "9" * 20], f"“{'9' * 20}”超出范围"),
        (["undo", "9" * 23], f"“{'9' * 23}”超出范围"),
        (["undo", "9" * 5000], "不是整数"),
        (["run", "没有.xlsx"], "没有“没有.xlsx”这个文件"),
        (["run", "--type"], "选项 --type 后面要写一个值"),
        (["statement", "--period", "2026-10", "--customer", "甲", "--all"], "只能写一个"),
    ],
)
def test_a_wrong_command_line_is_answered_in_chinese(arguments, sentence, capsys):
    assert answered(arguments) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
    assert "Error" not in told.err
    assert "Usage" not in told.err


def test_without_a_command_the_help_is_shown(capsys):
    assert answered([]) == 2
    assert "命令" in capsys.readouterr().err


def test_help_loads_nothing_heavy():
    program = (
        "import sys; from neiqin_xl.faces.cli import answered; answered(['--help']); "
        "print(*sorted(name for name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8")
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    heavy = {"pandas", "openpyxl", "sqlalchemy", "xlsxwriter", "lxml", "rich", "python_calamine", "watchdog", "sqlite3"}
    assert loaded & heavy == set()
    assert "neiqin_xl.sheets" not in done.stderr.split()


def test_init_leaves_alone_what_exists(workspace, capsys):
    settings = workspace / "neiqin.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("poll_seconds = 3", "poll_seconds = 7"), "utf-8")
    assert at(workspace, "init") == 0
    assert "poll_seconds = 7" in settings.read_text(encoding="utf-8")
    assert "inbox" in capsys.readouterr().out


def test_where_there_is_no_workspace_it_says_so(tmp_path, capsys):
    for command in (["status"], ["run"], ["batches"], ["verify"], ["undo", "--last"], ["watch", "--once"]):
        assert at(tmp_path, *command) == 2
        told = capsys.readouterr()
        assert "不是内勤工作区" in told.err
        assert told.out == ""


def test_wrong_settings_are_named(workspace, capsys):
    (workspace / "neiqin.toml").write_text("pol_seconds = 3\n", encoding="utf-8")
    assert at(workspace, "status") == 2
    assert "poll_seconds" in capsys.readouterr().err


def test_the_workspace_may_come_from_the_environment(workspace, capsys, monkeypatch):
    monkeypatch.setenv("NEIQIN_WORKSPACE", str(workspace))
    assert answered(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["workspace"] == str(workspace.resolve())


def test_a_good_file_is_taken_in_and_told_about(workspace, capsys):
    drop(workspace, "订单.csv", GOOD)
    assert at(workspace, "run") == 0
    told = capsys.readouterr().out
    assert "【已入账】昆明办/订单.csv" in told
    assert "共 1 个文件" in told
    assert at(workspace, "run") == 0
    assert "没有要处理的文件" in capsys.readouterr().out


def test_the_end_says_where_the_answers_are_and_how_many_ask_for_something(workspace, capsys):
    drop(workspace, "订单.csv", GOOD)
    drop(workspace, "补单.csv", FAULTY)
    slip = drop(workspace, "1118.csv", SLIP)
    (workspace / "inbox" / "昆明办" / "发货").mkdir()
    slip.rename(workspace / "inbox" / "昆明办" / "发货" / "1118.csv")
    assert at(workspace, "run") == 1
    told = capsys.readouterr().out
    assert "【要改】昆明办/补单.csv" in told
    assert "】昆明办/发货/1118.csv：" in told
    assert "共 3 个文件：已入账 2，要改 1。\n答复在“outbox/处理结果”；要改 1 个，请打开看。" in told
    drop(workspace, "订单.csv", GOOD)
    assert at(workspace, "run") == 0
    assert "共 1 个文件：重复 1。\n答复在“outbox/处理结果”。" in capsys.readouterr().out
    names = {path.name.split("_")[1] for path in (workspace / "outbox" / "处理结果").rglob("*.xlsx")}
    assert names == {"已入账", "要改", "重复"}


def test_files_of_one_name_are_told_apart_by_their_folders(workspace, capsys):
    for folder, text in (("昆明办/发货", SLIP), ("武汉办", GOOD), (".", GOOD.replace("A-1", "A-7"))):
        path = workspace / "inbox" / folder / "表.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert at(workspace, "run", "--json") == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert {file["office"]: file["path"] for file in files} == {
        "昆明办": "昆明办/发货/表.csv",
        "武汉办": "武汉办/表.csv",
        "": "表.csv",
    }


def test_a_folder_that_cannot_be_read_is_no_empty_inbox(workspace, capsys, monkeypatch):
    drop(workspace, "订单.csv", GOOD)
    real = os.scandir

    def scandir(folder="."):
        if Path(folder).name == "昆明办":
            raise PermissionError(13, "no")
        return real(folder)

    with monkeypatch.context() as locked:
        locked.setattr(os, "scandir", scandir)
        assert at(workspace, "run") == 2
        told = capsys.readouterr().out
        assert "没有处理任何文件。\n“昆明办”没有权限读取" in told
        assert "没有要处理的文件" not in told
        assert at(workspace, "status") == 0
        assert "“昆明办”没有权限读取" in capsys.readouterr().out
        (workspace / "inbox" / "补单.csv").write_text(SLIP, encoding="utf-8")
        assert at(workspace, "run") == 1
        assert "“昆明办”没有权限读取" in capsys.readouterr().out
    assert at(workspace, "run") == 0


def test_an_inbox_that_is_not_there_is_said(workspace, capsys):
    (workspace / "inbox").rename(workspace / "elsewhere")
    assert at(workspace, "run") == 2
    assert "打不开" in capsys.readouterr().err


def test_what_lies_too_deep_is_named(workspace, capsys):
    deep = workspace / "inbox" / "一" / "二" / "三" / "四"
    deep.mkdir(parents=True)
    assert at(workspace, "run") == 2
    assert "“一/二/三/四”放得太深" in capsys.readouterr().out


def test_empty_files_are_named_and_counted_and_left_alone(workspace, capsys):
    empty = drop(workspace, "空.xlsx", "")
    empty.write_bytes(b"")
    assert at(workspace, "run") == 1
    assert "“昆明办/空.xlsx”是空文件（0 字节），可能还没有拷完；没有处理。" in capsys.readouterr().out
    assert empty.exists()
    assert at(workspace, "status") == 0
    assert "收件箱里等着处理的文件：0，另有 1 个空文件" in capsys.readouterr().out
    drop(workspace, "订单.csv", GOOD)
    assert at(workspace, "run", "--json") == 1
    assert [one["why"] for one in json.loads(capsys.readouterr().out)["left"]] == ["empty"]


def test_a_file_that_somebody_has_open_is_named(workspace, capsys, monkeypatch):
    path = drop(workspace, "订单.csv", GOOD)

    def held(moves):
        return [BusyFile(16, "held", str(source)) for source, _ in moves]

    with monkeypatch.context() as opened:
        opened.setattr("neiqin_xl.machine.move_all", held)
        assert at(workspace, "run") == 2
    assert "“昆明办/订单.csv”正被别的程序打开，没有处理" in capsys.readouterr().out
    assert path.exists()


def test_status_lists_what_is_held_twenty_lines_at_most(workspace, capsys):
    header, line, _ = FAULTY.splitlines()
    numbers = ["B-0", "B-0", "B-1", "B-2", *(f"B-{n}" for n in range(3, 23))]
    numbers.insert(4, "B-0")
    drop(workspace, "补单.csv", "\n".join([header, *(line.replace("A-2", number) for number in numbers), ""]))
    assert at(workspace, "run") == 1
    capsys.readouterr()
    assert at(workspace, "status") == 0
    told = capsys.readouterr().out.splitlines()
    held = [line for line in told if line.startswith("  批次 1“补单.csv”第 ")]
    assert held[0].startswith("  批次 1“补单.csv”第 2-3、6 行，订单 B-0 拾穗雀商行 2026-10-12：")
    assert held[-1].startswith("  批次 1“补单.csv”第 23 行，订单 B-19 ")
    assert len(held) == 20
    assert told[told.index(held[-1]) + 1] == "  还有 3 行"


def test_a_ledger_that_another_program_holds_is_said_so(workspace, capsys, monkeypatch):
    def locked(self):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("neiqin_xl.desk.Desk.status", locked)
    assert at(workspace, "status") == 2
    assert capsys.readouterr().err == "错误：账本正被别的程序占用。请稍后再试。\n"


def test_only_a_held_ledger_is_taken_for_one(tmp_path):
    connections = [sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None) for _ in range(2)]
    connections[0].execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError) as held:
        connections[1].execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as wrong:
        connections[0].execute("SELECT nothing")
    for connection in connections:
        connection.close()
    assert is_locked(held.value)
    assert not is_locked(wrong.value)
    assert not is_locked(OSError(16, "database is locked"))


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "no room", "对账单.xlsx"), sqlite3.OperationalError("database or disk is full")]
)
def test_a_full_disk_is_said_so_whatever_would_not_fit(workspace, capsys, monkeypatch, error):
    def full(self):
        raise error

    monkeypatch.setattr("neiqin_xl.desk.Desk.status", full)
    assert at(workspace, "status") == 2
    told = "错误：磁盘满了，写不下；已经记下的都在。请删掉或移走一些用不着的文件，腾出地方。然后再做一次。\n"
    assert capsys.readouterr().err == told


def test_a_ledger_that_may_not_grow_is_taken_for_a_full_disk_and_nothing_else_is(tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE line (text)")
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as full:
            connection.execute("INSERT INTO line VALUES (zeroblob(100000))")
        with pytest.raises(sqlite3.OperationalError) as wrong:
            connection.execute("SELECT nothing")
    assert is_out_of_room(full.value)
    assert not is_out_of_room(wrong.value)
    assert not is_out_of_room(OSError(errno.EIO, "disk is full"))


def test_settings_that_name_what_there_is_not_are_refused_with_the_right_name(workspace, capsys):
    settings = workspace / "neiqin.toml"
    settings.write_text(
        '[spellings]\nqyt = ["支数"]\n[layouts]\nabc = "nope"\nabd = "订单"\n"abe" = "shipment"\n'
        'abf = { type = "order", map = { "件儿" = "数量", "号" = "shipment_no", "客" = "customer_name" } }\n',
        encoding="utf-8",
    )
    assert at(workspace, "status") == 2
    told = capsys.readouterr().err
    assert "[layouts] 里“abc”现在是“nope”，没有这种表；" in told
    assert "“订单”，没有这种表；是不是“order”？请改正" in told
    assert "[spellings] 里的“qyt”不是字段；是不是“qty”？请改正" in told
    assert "abe" not in told
    assert "[layouts] 里“abf”的“件儿”现在是“数量”，订单没有这个字段；" in told
    assert "“号”现在是“shipment_no”，订单没有这个字段；" in told
    assert "customer_name" not in told
    settings.write_text('[spellings]\nqty = ["支数"]\n[layouts]\nabc = "order"\n', encoding="utf-8")
    assert at(workspace, "status") == 0


def test_a_file_with_errors_makes_the_exit_code_one(workspace, capsys):
    drop(workspace, "订单.csv", GOOD)
    drop(workspace, "补单.csv", FAULTY)
    assert at(workspace, "run", "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert {file["file"]: file["verdict"] for file in result["files"]} == {"订单.csv": "accepted", "补单.csv": "held"}


def test_named_files_are_taken_in_from_anywhere_and_stay(workspace, tmp_path, capsys):
    own = tmp_path / "我的.csv"
    own.write_text(GOOD, encoding="utf-8")
    assert at(workspace, "run", str(own), "--type", "订单") == 0
    assert own.read_text(encoding="utf-8") == GOOD
    assert "我的.csv" in capsys.readouterr().out
    assert at(workspace, "run", str(own), "--type", "菜单") == 2
    assert "没有“菜单”这种表" in capsys.readouterr().err


def test_check_needs_no_workspace_and_writes_nothing(tmp_path, capsys):
    good, faulty = tmp_path / "订单.csv", tmp_path / "补单.csv"
    good.write_text(GOOD, encoding="utf-8")
    faulty.write_text(FAULTY, encoding="utf-8")
    assert at(tmp_path, "check", str(good)) == 0
    told = capsys.readouterr().out
    assert "订单，读到 2 行，可入账 2 行" in told
    assert "合计：订购数量 12；价税合计 85.00 CNY" in told
    assert at(tmp_path, "check", str(faulty)) == 1
    assert "十箱" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"订单.csv", "补单.csv"}


def test_check_as_json_is_what_the_design_promises(tmp_path, capsys):
    good = tmp_path / "订单.csv"
    good.write_text(GOOD.replace("数量", "件儿"), encoding="utf-8")
    assert at(tmp_path, "check", "--json", "--type", "order", "--map", "件儿=qty", str(good)) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    (table,) = file["sheets"]
    assert (file["verdict"], table["type"], table["rows"]["read"]) == ("accepted", "order", 2)
    assert table["columns"]["qty"]["header"] == "件儿"
    assert table["totals"]["amount_incl"] == {"CNY": "85.00"}


@pytest.mark.parametrize("pair", ["件儿", "=qty", "件儿="])
def test_a_header_without_its_field_is_asked_for(pair, tmp_path, capsys):
    good = tmp_path / "订单.csv"
    good.write_text(GOOD, encoding="utf-8")
    assert at(tmp_path, "check", "--map", pair, str(good)) == 2
    assert f"现在是“{pair}”" in capsys.readouterr().err


def test_check_in_a_workspace_knows_what_it_holds(workspace, capsys):
    drop(workspace, "订单.csv", GOOD)
    at(workspace, "run")
    again = drop(workspace, "订单.csv", GOOD)
    capsys.readouterr()
    assert at(workspace, "check", "--json", str(again)) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["verdict"] == "duplicate"


def test_a_day_from_drop_to_undo(workspace, capsys):
    drop(workspace, "订单.csv", GOOD)
    drop(workspace, "发货.csv", SLIP)
    assert at(workspace, "run") == 0
    capsys.readouterr()
    assert at(workspace, "status") == 0
    told = capsys.readouterr().out
    assert "已入账：订单 2 行，发货 1 行" in told
    assert "没有入账、等着改或等着答复的：0 行" in told
    assert "最近一批：批次 2" in told
    assert at(workspace, "verify") == 0
    assert "账目核对无误" in capsys.readouterr().out
    assert at(workspace, "statement", "--period", "2026-10", "--all") == 0
    assert "写好了" in capsys.readouterr().out
    assert at(workspace, "report", "daily", "--period", "2026-10", "--json") == 0
    assert json.loads(capsys.readouterr().out)["period"] == "2026-10"
    assert at(workspace, "undo", "--last") == 0
    assert "已撤销" in capsys.readouterr().out
    assert at(workspace, "undo", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["undone"] is True
    assert at(workspace, "undo", "--last") == 2
    assert "没有可以撤销的批次" in capsys.readouterr().err
    assert at(workspace, "batches") == 0
    assert capsys.readouterr().out.count("（已撤销）") == 2
    assert at(workspace, "batches", "--json", "--limit", "1") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["statement", "--period", "去年底"], "去年底"),
        (["statement", "--period", "2026-10", "--customer", "没有这家"], "没有叫“没有这家”的客户"),
        (["report", "利润"], "没有叫“利润”的报表"),
        (["report", "sales", "--period", "2026-13"], "2026-13"),
        (["undo", "99"], "没有批次 99"),
    ],
)
def test_what_the_books_do_not_know_is_refused_in_a_sentence(arguments, sentence, workspace, capsys):
    assert at(workspace, *arguments) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


@pytest.mark.parametrize(("shelf", "key", "one"), [("types", "name", "order"), ("rules", "code", "Q101")])
def test_shelves_are_listed_in_chinese_and_as_json_with_their_documentation(shelf, key, one, capsys):
    assert answered([shelf, "--json"]) == 0
    listed = {entry[key]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed[one]["about"]
    assert answered([shelf]) == 0
    told = capsys.readouterr().out
    assert one in told
    assert [entry["about"] for entry in listed.values() if entry["about"].splitlines()[0] in told] == []
    assert "{" not in told


def test_types_name_their_fields_for_settings_and_people(capsys):
    assert answered(["types"]) == 0
    told = capsys.readouterr().out
    assert "订单（order）→ 订单台账" in told
    assert "、订购数量 qty" in told
    assert "    必填：客户名称 customer_name\n" in told


def test_rules_are_listed_by_code_and_severity_with_a_gap_for_what_they_quote(capsys):
    assert answered(["rules"]) == 0
    assert "Q101 错误：订购数量是 〔…〕，要大于零" in capsys.readouterr().out


def test_reports_are_listed_with_the_periods_they_are_made_for(capsys):
    assert answered(["reports", "--json"]) == 0
    listed = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["sales"]["grains"] == ["week", "month"]
    assert answered(["reports"]) == 0
    told = capsys.readouterr().out
    assert "每周、月自动更新" in told
    assert "要时再做" in told


def test_watch_is_handed_the_desk_and_gives_its_exit_code(workspace, monkeypatch):
    asked = {}

    def watch(desk, *, once, say):
        asked.update(root=desk.workspace.root, once=once)
        say("看守")
        return 2

    monkeypatch.setattr("neiqin_xl.faces.watcher.watch", watch)
    assert at(workspace, "watch", "--once") == 2
    assert asked == {"root": workspace.resolve(), "once": True}


def test_a_fault_of_the_program_is_one_sentence_and_a_line_in_the_log(workspace, capsys, monkeypatch):
    def breaks(self):
        raise RuntimeError("internal detail")

    monkeypatch.setattr("neiqin_xl.desk.Desk.status", breaks)
    assert at(workspace, "status") == 2
    told = capsys.readouterr()
    assert told.err.startswith("错误：程序出了意外")
    assert told.err.count("\n") == 1
    assert "internal detail" not in told.err
    log = workspace / ".neiqin" / "logs" / "neiqin.log"
    assert str(log.parent) in told.err
    assert "internal detail" in log.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_named(workspace, capsys, monkeypatch):
    def broken(self):
        raise OSError(errno.EIO, "Input/output error", str(workspace / "outbox"))

    monkeypatch.setattr("neiqin_xl.desk.Desk.status", broken)
    assert at(workspace, "status") == 2
    told = capsys.readouterr().err
    assert f"“{workspace / 'outbox'}”读不了或写不了" in told
    assert "error" not in told


def test_an_interruption_is_told_without_a_traceback(workspace, capsys, monkeypatch):
    def interrupted(self):
        raise KeyboardInterrupt

    monkeypatch.setattr("neiqin_xl.desk.Desk.status", interrupted)
    assert at(workspace, "status") == 2
    assert "已中断" in capsys.readouterr().err


def test_main_ends_the_process_with_the_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["neiqin", "--version"])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("neiqin ")


def test_demo_leaves_a_folder_with_other_things_alone(tmp_path, capsys):
    (tmp_path / "年终总结.docx").write_bytes(b"mine")
    assert answered(["demo", str(tmp_path)]) == 2
    assert "已经有别的东西" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["年终总结.docx"]


def test_demo_does_not_touch_somebody_elses_workspace(workspace, capsys):
    before = sorted(path.as_posix() for path in workspace.rglob("*"))
    assert answered(["demo", str(workspace)]) == 2
    assert "已经有别的东西" in capsys.readouterr().err
    assert sorted(path.as_posix() for path in workspace.rglob("*")) == before


def test_progress_is_shown_on_a_terminal_only(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    with progress_bar("处理") as tick:
        assert tick is None
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    with progress_bar("处理") as tick:
        tick(1, 3, "订单.csv")
    assert "处理" in terminal.getvalue()


def test_python_runs_it_by_its_name_where_the_scripts_are_not_on_the_path():
    done = subprocess.run(
        [sys.executable, "-m", "neiqin_xl", "types"], check=True, capture_output=True, encoding="utf-8"
    )
    assert "订单台账" in done.stdout
