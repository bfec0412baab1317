"""The workbench opened by an office suite: its buttons are there, and pressing each is answered by a live watcher."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from pathlib import Path

import openpyxl
import pytest

from neiqin_xl.desk import Desk
from neiqin_xl.faces.watcher import watch
from neiqin_xl.faces.workbench.actions import ACTIONS
from neiqin_xl.faces.workbench.build import build_workbench
from neiqin_xl.faces.workbench.choices import choices_of
from neiqin_xl.faces.workbench.texts import place_of

pytestmark = pytest.mark.rendering

# The one that the system's packages of LibreOffice bring their bridge for.
_PYTHON = "/usr/bin/python3"
PERIOD = "2026-10"
LINE = ["品名", "单位", "数量", "单价", "金额"]


# What each button that needs no Python says on the books of `office`.
ANSWERS = {
    "take_in": "收件箱里没有要处理的文件。",
    "statement": f"{PERIOD} 的对账单草稿做好了，写了 2 个文件。",
    "pdf": f"{PERIOD} 的对账单：旁边出了 1 份 PDF。",
    "claim": "打开下面的回款核销，在黄色的格子里填是哪个客户、核销哪些单，存盘，再放进收件箱。",
    "sign_off": "还没有签发过的对账单，没有可登记的。请先签发（neiqin issue），再来登记。",
    "delivery_note": f"{PERIOD} 的送货单做好了，写了 1 个文件。",
    "summary": f"{PERIOD} 的销售汇总没有新的要写：和上次一样，或者这个账期没有发生。",
    "undo": "已撤销批次",
    "refresh": "收件箱里等着 0 个文件；没有暂挂的行。",
}


def _pressed(path, folder, *press, **wishes):
    profile = folder / "profile"
    profile.mkdir()
    script = Path(__file__).with_name("press_in_libreoffice.py")
    ended = subprocess.run(
        [_PYTHON, str(script), str(path), str(profile), json.dumps({"press": press, **wishes})],
        check=True,
        capture_output=True,
        timeout=280,
        text=True,
    )
    return json.loads(ended.stdout)


@contextlib.contextmanager
def _watched(folder):
    stop = threading.Event()
    watching = threading.Thread(target=lambda: watch(Desk(folder), stop=stop, say=lambda _: None))
    watching.start()
    try:
        yield
    finally:
        stop.set()
        watching.join(60)


def _drop(inbox, name, rows):
    content = openpyxl.Workbook()
    for row in rows:
        content.active.append(row)
    content.save(inbox / name)


@pytest.fixture
def office(tmp_path):
    """Books with an order and its shipment, and a workbench that asks the watcher."""
    folder = tmp_path / "工作区"
    with Desk.create(folder) as desk:
        inbox = desk.workspace.inbox
        goods = ["甲示例商贸", "2026-10-08", "螺丝", "个", 10, 2.5, 25]
        _drop(inbox, "订单.xlsx", [["订单号", "客户名称", "订单日期", *LINE], ["SO-1", *goods]])
        _drop(inbox, "发货单.xlsx", [["送货单号", "订单号", "客户名称", "发货日期", *LINE], ["SH-1", "SO-1", *goods]])
        assert {one["verdict"] for one in desk.take_in()["files"]} == {"accepted"}
        path = tmp_path / "内勤工作台.xlsm"
        place = place_of(folder, inbox, tmp_path / "pythonw.exe", "request")
        build_workbench(path, place, choices_of(desk.books))
    return folder, path


def test_every_button_is_there_in_chinese_and_bound_to_its_macro(office, tmp_path):
    found = _pressed(office[1], tmp_path)["buttons"]
    assert {caption: script.split(".")[-1].split("?")[0] for caption, script in found.items()} == {
        one.caption: one.macro for one in ACTIONS
    }


def test_each_button_is_answered_by_a_live_watcher(office, tmp_path):
    folder, path = office
    # Without a screen nobody could answer a question: that it is put is shown where the macros are interpreted.
    unasked = {f"ASK_{one.name.upper()}": "" for one in ACTIONS if one.asks}
    captions = [one.caption for one in sorted(ACTIONS, key=lambda one: bool(one.asks))]
    with _watched(folder):
        said = _pressed(path, tmp_path, *captions, period=PERIOD, settings=unasked)["said"]
    for one in ACTIONS:
        told = said[one.caption]
        if one.live:
            assert "直接放进收件箱" in told["text"], one.name
        else:
            assert told["text"].startswith(ANSWERS[one.name]), one.name
        assert all(Path(file).is_file() for file in told["files"]), one.name
    assert all(said[caption]["files"] for caption in ("生成对账单", "导出PDF", "打印送货单"))
    assert not [one.name for one in (folder / "inbox" / ".requests").iterdir()]
    with Desk(folder) as desk:
        assert [one["undone"] for one in desk.batches()].count(True) == 1


def test_a_customer_and_a_period_that_nobody_knows_come_back_as_sentences(office, tmp_path):
    folder, path = office
    with _watched(folder):
        said = _pressed(path, tmp_path, "生成对账单", period="１０月", customer='=1+1"&')["said"]
    assert said["生成对账单"]["text"] == '没有叫“=1+1"&”的客户。请用客户编码或全称。'


def test_a_workbench_that_a_person_has_rearranged_answers_where_the_answers_went(office, tmp_path):
    folder, path = office
    with _watched(folder):
        said = _pressed(path, tmp_path, "刷新状态", untidy=True)["said"]
    assert said["刷新状态"]["text"] == ANSWERS["refresh"]


def test_without_a_watcher_the_clerk_is_told_and_nothing_is_left_to_be_done_later(office, tmp_path):
    folder, path = office
    said = _pressed(path, tmp_path, "刷新状态", settings={"WAIT_SECONDS": "1"})["said"]
    assert "监视程序没有在运行" in said["刷新状态"]["text"]
    assert not list((folder / "inbox").rglob("*.req"))
