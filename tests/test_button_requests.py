"""Requests that buttons lay into the inbox, and the workbook without macros: what the watcher does with them."""

from __future__ import annotations

import errno
import sqlite3

import openpyxl
import pytest

from neiqin_xl.desk import Desk
from neiqin_xl.faces.watcher import Watcher
from neiqin_xl.faces.workbench.choices import Choices, choices_of, customer_meant
from neiqin_xl.faces.workbench.doing import Asked, Done, do
from neiqin_xl.faces.workbench.plain import ANSWER, PLAIN_BOOK, PlainBench, build_plain
from neiqin_xl.faces.workbench.requests import STALE_SECONDS, answer_requests, begin, requests_folder

NUMBER = "20261121-090000-00001"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as opened:
        yield opened


def lay(desk, action="refresh", number=NUMBER, *, period="", customer="", text=None, name=None):
    """A request as the macro writes it."""
    hexed = [one.encode("utf-16-be").hex().upper() for one in (period, customer)]
    lines = ["format=1", f"action={action}", f"number={number}", f"period={hexed[0]}", f"customer={hexed[1]}", "book="]
    path = requests_folder(desk.workspace) / (name or f"{number}-{action}.req")
    path.write_bytes(text if text is not None else "\r\n".join(lines).encode("ascii"))
    return path


def answer_to(path):
    """Its state, text and files, as the macro reads them."""
    lines = [line.split("=", 1) for line in path.with_suffix(".ans").read_text("ascii").splitlines()]
    texts = {"text": [], "file": []}
    for name, value in lines:
        if name in texts:
            texts[name].append(bytes.fromhex(value).decode("utf-16-be"))
    return dict(lines)["state"], "".join(texts["text"]), texts["file"]


def test_a_request_is_done_and_answered_and_nothing_else_is_left(desk):
    path = lay(desk)
    assert answer_requests(desk) == 1
    state, text, _ = answer_to(path)
    assert state == "done"
    assert "没有暂挂的行" in text
    assert [one.name for one in requests_folder(desk.workspace).iterdir()] == [path.with_suffix(".ans").name]


def test_the_period_and_the_customer_of_the_cells_come_along(desk):
    asked = []
    lay(desk, "statement", period="2026-11 ", customer="𠮷丽 商贸")
    answer_requests(desk, doing=lambda _, action, what: asked.append((action, what)) or Done("好"))
    assert asked == [("statement", Asked("2026-11", "𠮷丽 商贸"))]


def test_requests_are_answered_in_the_order_in_which_they_were_pressed(desk):
    asked = []
    for n in (3, 1, 2):
        lay(desk, number=f"20261121-09000{n}-00001")
    answer_requests(desk, doing=lambda *_: asked.append(1) or Done(str(len(asked))))
    folder = requests_folder(desk.workspace)
    assert [answer_to(folder / f"20261121-09000{n}-00001-refresh.req")[1] for n in (1, 2, 3)] == ["1", "2", "3"]


def test_what_came_through_python_before_is_not_done_again(desk):
    assert begin(desk.workspace, NUMBER, "undo")
    path = lay(desk, "undo")
    answer_requests(desk, doing=lambda *_: pytest.fail("done twice"))
    assert "已经办过" in answer_to(path)[1]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "no room"), "没有办成，磁盘满了，写不下；已经记下的都在。"),
        (sqlite3.OperationalError("database or disk is full"), "没有办成，磁盘满了，写不下；已经记下的都在。"),
        (sqlite3.OperationalError("database is locked"), "没有办成，账本正被别的程序占用。"),
        (RuntimeError("detail"), "没有办成，程序出错了；详情在日志里，请告诉维护人。"),
    ],
)
def test_what_ended_a_request_is_told_where_a_person_can_mend_it(desk, error, told):
    def fails(*_):
        raise error

    path = lay(desk)
    answer_requests(desk, doing=fails)
    assert answer_to(path)[1].startswith(told)


@pytest.mark.parametrize(("age", "is_done"), [(STALE_SECONDS, True), (STALE_SECONDS + 1, False)])
def test_a_request_that_nobody_waits_for_any_more_is_refused(desk, age, is_done):
    path = lay(desk)
    known = path.stat().st_mtime
    answer_requests(desk, now=lambda: known + age)
    assert ("等得太久" not in answer_to(path)[1]) is is_done


@pytest.mark.parametrize(
    "text",
    [b"", b"format=2\r\naction=refresh", b"format=1\r\naction=undo", b"\xff\xfe", b"format=1\r\naction=refresh\r\nperiod=xyz",
     b"format=1\r\naction=refresh\r\nperiod=D800", b"=" * 20_000],
    ids=["empty", "other format", "other action", "no ascii", "no hex", "half a letter", "long"],
)  # fmt: skip
def test_a_request_that_cannot_be_read_is_answered_so(desk, text):
    path = lay(desk, text=text)
    assert answer_requests(desk, doing=lambda *_: pytest.fail("done")) == 1
    assert answer_to(path)[0] == "failed"


@pytest.mark.parametrize("name", ["../x.req", "abc.req", f"{NUMBER}-rm -rf.req", f"{NUMBER}-undo;undo.req"])
def test_a_name_that_no_macro_gives_is_never_done(desk, name):
    folder = requests_folder(desk.workspace)
    (folder / name.rpartition("/")[2]).write_text("format=1")
    answer_requests(desk, doing=lambda *_: pytest.fail("done"))
    assert not list(folder.glob("*.req"))


def test_an_unknown_action_is_told_and_so_is_one_that_needs_the_open_book(desk):
    strange, live = lay(desk, "dance"), lay(desk, "check_sheet", "20261121-090000-00002")
    answer_requests(desk)
    assert "没有“dance”这个按钮" in answer_to(strange)[1]
    assert "打开着的表" in answer_to(live)[1]


def test_an_error_of_ours_is_a_sentence_and_the_next_request_is_served(desk):
    first, second = lay(desk), lay(desk, number="20261121-090000-00002")
    answers = iter([ZeroDivisionError, None])

    def doing(*_):
        if error := next(answers):
            raise error
        return Done("好")

    assert answer_requests(desk, doing=doing) == 2
    assert answer_to(first)[0] == "failed"
    assert answer_to(second)[:2] == ("done", "好")


def test_requests_are_no_sheets_and_the_watcher_serves_them(desk):
    path = lay(desk)
    said = []
    Watcher(desk, say=said.append).look(0.0)
    assert answer_to(path)[0] == "done"
    assert "办好了 1 件交办的事。" in said
    assert desk.batches() == []


def test_a_choice_of_the_list_means_its_customer(desk):
    sheet = openpyxl.Workbook()
    sheet.active.append(["客户编码", "客户名称", "联系人", "电话", "结算方式"])
    sheet.active.append(["C001", "甲 示例 Trading Co", "王", "021-1", "月结30天"])
    sheet.save(desk.workspace.inbox / "客户档案.xlsx")
    desk.take_in()
    (label,) = choices_of(desk.books).customers
    assert label.startswith("C001 ")
    assert customer_meant(desk.books, label) == "C001"
    assert customer_meant(desk.books, "甲 示例 Trading Co") == "甲 示例 Trading Co"


@pytest.fixture
def plain(desk):
    path = desk.workspace.root / PLAIN_BOOK
    build_plain(path, Choices(["C001 甲示例商贸"], ["2026-11"]))

    def choose(*values):
        book = openpyxl.load_workbook(path)
        for row, value in enumerate(values, 4):
            book.active.cell(row, 3).value = value
        book.save(path)

    return choose


def test_without_macros_what_is_chosen_is_done_when_the_book_is_saved(desk, plain):
    bench, asked = PlainBench(desk.workspace), []
    assert not bench.obey(desk)
    plain("生成对账单", "2026-11", "C001 甲示例商贸")
    assert bench.obey(desk, doing=lambda _, *what: asked.append(what) or Done("做好了", ("D:/x.xlsx",)))
    assert asked == [("statement", Asked("2026-11", "C001 甲示例商贸"))]
    text = (desk.workspace.outbox / ANSWER).read_text("utf-8-sig")
    assert "指令 生成对账单" in text
    assert "做好了" in text
    assert "D:/x.xlsx" in text


def test_saving_again_does_nothing_until_something_else_is_chosen(desk, plain):
    bench, asked = PlainBench(desk.workspace), []

    def obeys(*values):
        plain(*values)
        PlainBench(desk.workspace).obey(
            desk, doing=lambda *_: pytest.fail("begun anew by another watcher")
        ) if asked else 0
        return bench.obey(desk, doing=lambda _, action, __: asked.append(action) or Done("好"))

    assert obeys("撤销上一批")
    assert not obeys("撤销上一批")
    plain("撤销上一批", None, None, "2")
    assert bench.obey(desk, doing=lambda _, action, __: asked.append(action) or Done("好"))
    assert asked == ["undo", "undo"]


def test_a_plain_book_that_is_no_workbook_is_left_alone(desk):
    (desk.workspace.root / PLAIN_BOOK).write_bytes(b"PK nothing")
    assert not PlainBench(desk.workspace).obey(desk)


def test_every_action_that_needs_no_open_book_can_be_done_on_empty_books(desk):
    from neiqin_xl.faces.workbench.actions import ACTIONS

    for one in ACTIONS:
        if not one.live:
            done = do(desk, one.name, Asked())
            assert done.text
            assert "没有“" not in done.text, one.name
