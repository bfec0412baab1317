"""差异清单 from the outbox and back: what a clerk writes beside a difference is taken in and heeded."""

from __future__ import annotations

import json
import shutil
from datetime import date

import openpyxl
import pytest
from drawn import rows_of, xlsx
from remembered import without_processes

from neiqin_xl import Desk
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reconcile.differences.difference import Urgency
from neiqin_xl.reconcile.differences.found import number_of
from neiqin_xl.reports.differing import evidence_of

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)
HEADS = {
    "订单.csv": "订单号,下单日期,客户编码,客户名称,产品编码,品名,单位,数量,含税单价,要货日期\n"
    "D-1,2026-11-02,0017,华新五金,LS-M8,螺栓,件,100,2.50,2026-11-10\n",
    "发货.csv": "送货单号,发货日期,订单号,客户编码,客户名称,产品编码,品名,单位,数量,含税单价\n"
    "S-1,2026-11-05,D-1,0017,华新五金,LS-M8,螺栓,件,60,2.60\n",
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The workspace that every test has a copy of."""
    folder = tmp_path_factory.mktemp("begun") / "内勤"
    Desk.create(folder).close()
    with without_processes(), Desk(folder, today=TODAY) as opened:
        for name, text in HEADS.items():
            (opened.workspace.inbox / name).write_text(text, encoding="utf-8")
        opened.take_in()
    return folder


@pytest.fixture
def desk(begun, tmp_path):
    shutil.copytree(begun, tmp_path / "内勤")
    with Desk(tmp_path / "内勤", today=TODAY) as opened:
        yield opened


def listed(desk):
    """The rows of the list, by class; None for a page without any."""
    desk.report("differences")
    return lying(desk)


def lying(desk):
    """The same of the list that lies in the outbox."""
    path = desk.workspace.outbox / "报表" / "差异清单.xlsx"
    sheet = openpyxl.load_workbook(path)["差异"]
    rows = list(sheet.iter_rows(values_only=True))
    at = next((n for n, row in enumerate(rows) if "差异号" in row), None)
    if at is None:
        return path, {}
    found = {row[0]: dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0] and row[0] != "合计"}
    return path, found


def written_down(desk, kind, **said):
    """The list with something typed beside the difference of that class, dropped into the inbox."""
    listed(desk)
    return answered_on_what_lies_there(desk, kind, **said)


def answered_on_what_lies_there(desk, kind, **said):
    """The same, and nobody asked for the list before."""
    path, _ = lying(desk)
    book = openpyxl.load_workbook(path)
    sheet = book["差异"]
    head = next(row for row in sheet.iter_rows() if "差异号" in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in head}
    (row,) = [cells[0].row for cells in sheet.iter_rows() if cells[0].value == kind]
    for title, text in said.items():
        sheet.cell(row, columns[title], text)
    book.save(desk.workspace.inbox / "差异清单.xlsx")
    (file,) = desk.take_in()["files"]
    return file


def test_an_accepted_difference_is_listed_no_longer_and_the_others_are(desk):
    assert set(listed(desk)[1]) == {"X2 超期未发", "P1 价格不同"}
    file = written_down(desk, "P1 价格不同", 处理状态="接受", 处理说明="客户同意涨价", 经办人="王芳")
    assert (file["verdict"], file["errors"]) == ("accepted", 0)
    assert set(listed(desk)[1]) == {"X2 超期未发"}


def test_the_most_urgent_alone_are_the_same_as_among_all(desk):
    dropped(desk, TWICE)
    evidence = evidence_of(desk.books)
    found = differences(evidence)
    urgent = differences(evidence, Urgency.NOW)
    assert 0 < len(urgent) < len(found)
    assert urgent == [one for one in found if one.kind.urgency is Urgency.NOW]


def test_what_is_in_hand_stays_with_what_was_said_of_it(desk):
    written_down(desk, "X2 超期未发", 处理状态="处理中", 处理说明="车间说 25 号出")
    row = listed(desk)[1]["X2 超期未发"]
    assert (row["处理状态"], row["处理说明"]) == ("处理中", "车间说 25 号出")


@pytest.mark.thorough
def test_an_accepted_difference_comes_back_when_it_comes_to_another_amount(desk):
    written_down(desk, "X2 超期未发", 处理状态="接受")
    assert "X2 超期未发" not in listed(desk)[1]
    (desk.workspace.inbox / "再发.csv").write_text(
        HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,", ",10,"), "utf-8"
    )
    desk.take_in()
    again = listed(desk)[1]["X2 超期未发"]
    assert again["处理状态"] is None
    assert again["情况"].endswith("。登记过“接受”，当时是 100.00")


@pytest.mark.thorough
def test_writing_beside_another_difference_does_not_close_the_one_that_came_back(desk):
    written_down(desk, "X2 超期未发", 处理状态="接受", 处理说明="车间说 25 号出")
    again = HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,2.60", ",10,2.50")
    dropped(desk, {"再发.csv": again})
    written_down(desk, "P1 价格不同", 处理状态="接受")
    found = listed(desk)[1]
    assert set(found) == {"X2 超期未发"}
    assert found["X2 超期未发"]["处理说明"] == "车间说 25 号出"
    written_down(desk, "X2 超期未发", 处理状态="接受")
    assert listed(desk)[1] == {}


@pytest.mark.thorough
@pytest.mark.parametrize("state", ["接受", "已解决", "跨期"])
def test_what_is_closed_without_its_amount_is_closed_as_it_stands_that_day(desk, state):
    number = listed(desk)[1]["X2 超期未发"]["差异号"]
    dropped(desk, {"差异处理.csv": f"差异号,处理状态,处理说明\n{number.lower()},{state},车间说 25 号出\n"})
    assert "X2 超期未发" not in listed(desk)[1]
    dropped(desk, {"再发.csv": HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,", ",10,")})
    found = listed(desk)[1]["X2 超期未发"]
    assert (found["涉及金额"], found["处理状态"]) == (75, None)
    dropped(desk, {"差异处理.csv": f"差异号,处理状态\n{number},{state}\n"})
    assert "X2 超期未发" not in listed(desk)[1]
    assert desk.verify()["ok"]


def test_checking_says_what_becomes_of_a_decision_whose_amount_is_another_by_now(desk):
    number = listed(desk)[1]["X2 超期未发"]["差异号"]
    said = f"差异号,处理状态\n{number},接受\n"
    dropped(desk, {"差异处理.csv": said})
    dropped(desk, {"再发.csv": HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,", ",10,")})
    path = desk.workspace.inbox / "又处理.csv"
    path.write_text(f"{said}\n", encoding="utf-8")
    (checked,) = desk.check([path])["files"]
    (taken,) = desk.take_in()["files"]
    assert checked["verdict"] == taken["verdict"] == "accepted"


@pytest.mark.thorough
def test_a_note_without_a_state_leaves_it_as_it_was_decided_for_which_amount_it_was(desk):
    number = listed(desk)[1]["X2 超期未发"]["差异号"]
    dropped(desk, {"差异处理.csv": f"差异号,处理状态\n{number},接受\n"})
    dropped(desk, {"再发.csv": HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,", ",10,")})
    written_down(desk, "X2 超期未发", 处理说明="又问了车间")
    assert listed(desk)[1]["X2 超期未发"]["处理说明"] == "又问了车间"


@pytest.mark.thorough
def test_what_is_closed_before_it_is_there_is_listed_once_it_is(desk):
    number = listed(desk)[1]["X2 超期未发"]["差异号"]
    dropped(desk, {"再发.csv": HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,", ",40,")})
    assert "X2 超期未发" not in listed(desk)[1]
    dropped(desk, {"差异处理.csv": f"差异号,处理状态\n{number},已解决\n"})
    desk.undo(desk.batches()[1]["batch"])
    assert "X2 超期未发" in listed(desk)[1]


@pytest.mark.parametrize(("amount", "is_listed"), [("100.00", False), ("90.00", True)])
def test_an_answer_about_a_late_line_of_the_time_when_each_was_a_difference_still_holds(desk, amount, is_listed):
    (late,) = [one for one in differences(evidence_of(desk.books)) if one.kind.code == "X2"]
    number = number_of(late.kind, late.difference._replace(known_as=""))
    assert number != late.number
    dropped(desk, {"差异处理.csv": f"差异号,涉及金额,处理状态,处理说明\n{number},{amount},接受,车间说 25 号出\n"})
    found = listed(desk)[1]
    assert ("X2 超期未发" in found) is is_listed
    if is_listed:
        assert (found["X2 超期未发"]["差异号"], found["X2 超期未发"]["处理说明"]) == (number, "车间说 25 号出")


def test_a_number_that_is_nearly_one_on_the_list_is_told_with_the_right_one(desk):
    number = listed(desk)[1]["X2 超期未发"]["差异号"]
    for wrong in (number[:-1] + "Z", number.replace("X2-", "X3-"), number.replace("X2-", "")):
        file = dropped(desk, {"差异处理.csv": f"差异号,处理状态\n{wrong},接受\n"})["差异处理.csv"]
        (said,) = file["findings"]
        assert (file["fate"], said["code"], said["suggestion"], said["row"]) == ("要答", "G114", number, 2)
        assert f"“{wrong}”，像是“{number}”写错了" in said["message"]
        assert "请把差异号改对" in said["message"]
    assert "X2 超期未发" in listed(desk)[1]
    right = dropped(desk, {"差异处理.csv": f" 差异号,处理状态\n{number.lower()} ,接受\n"})["差异处理.csv"]
    assert (right["fate"], right["findings"]) == ("已入账", [])


@pytest.mark.parametrize("number", ["X2-0123456789", "P9", "{}-2"])
def test_a_number_like_none_on_the_list_is_told_and_asks_for_nothing(desk, number):
    number = number.format(listed(desk)[1]["X2 超期未发"]["差异号"])
    file = dropped(desk, {"差异处理.csv": f"差异号,处理状态\n{number},接受\n"})["差异处理.csv"]
    (said,) = file["findings"]
    assert (file["fate"], said["code"], said["suggestion"]) == ("已入账", "G115", None)
    assert f"现在的差异清单里没有“{number}”" in said["message"]


@pytest.mark.thorough
def test_the_list_that_comes_again_says_nothing_of_what_was_settled_by_it(desk):
    dropped(desk, TWICE)
    _, rows = lying(desk)
    filled = {"X7 重复嫌疑": "不是重复", "X2 超期未发": "接受", "P1 价格不同": "处理中"}
    for kind, state in filled.items():
        found = answered_on_what_lies_there(desk, kind, 处理状态=state)["findings"]
        assert {one["severity"] for one in found} <= {"note"}
    said = "".join(f"{rows[kind]['差异号']},{state},再说一遍\n" for kind, state in filled.items())
    again = dropped(desk, {"差异处理.csv": f"差异号,处理状态,处理说明\n{said}"})["差异处理.csv"]
    assert again["findings"] == []


TWICE = {
    "客户.csv": "客户编码,客户名称\n0017,华新五金\n",
    "回款.csv": "收款单号,回款日期,客户名称,回款金额\nR-1,2026-11-13,华新五金,156\n",
    "流水.csv": "交易日期,对方户名,贷方金额,余额,交易流水号\n2026-11-12,华新五金,156,900,B-1\n"
    "2026-11-14,华新五金,20,920,B-2\n",
}


def dropped(desk, files):
    """What became of each file, by its name."""
    for name, text in files.items():
        (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
    return {file["file"]: file for file in desk.take_in()["files"]}


def asked(desk, batch):
    """The codes and sentences of the findings of a drop."""
    (text,) = desk.ledger.one(
        "SELECT body FROM answer JOIN arrival ON arrival.id = answer.arrival WHERE batch = ?", (batch,)
    )
    return {one["code"]: one["message"] for sheet in json.loads(text)["sheets"] for one in sheet["findings"]}


def owed(desk):
    return desk.books.sums(Measure.RECEIVABLE)[0][-1]


@pytest.mark.thorough
@pytest.mark.parametrize(("answer", "fen"), [("不是重复", 15600 - 36200), ("是重复", 15600 - 20600)])
def test_a_payment_that_may_be_there_already_is_answered_on_the_list(desk, answer, fen):
    dropped(desk, {name: TWICE[name] for name in ("客户.csv", "流水.csv")})
    text = f"{TWICE['回款.csv']}R-2,2026-11-19,华新五金,30\n"
    register = dropped(desk, {"回款.csv": text})["回款.csv"]
    message = "读入 2 行：暂挂 1 行，新增 1 行。部分入账，其余暂挂。"
    assert (register["verdict"], register["message"]) == ("partly", message)
    assert owed(desk) == 15600 - 20600
    sentence = asked(desk, register["batch"])["G108"]
    row = listed(desk)[1]["X7 重复嫌疑"]
    assert row["差异号"] in sentence
    assert "不是重复" in sentence
    assert (row["单号"], row["对应单据"], row["涉及金额"]) == ("R-1", "B-1", 156)
    file = written_down(desk, "X7 重复嫌疑", 处理状态=answer)
    assert (file["verdict"], file["errors"]) == ("accepted", 0)
    assert owed(desk) == fen
    told = [text for (text,) in desk.ledger.rows("SELECT body FROM answer WHERE version = 2")]
    assert [json.loads(text)["message"] for text in told] == (
        ["以前等答复的 1 行，现在已经入账。"] if answer == "不是重复" else []
    )
    assert "X7 重复嫌疑" not in listed(desk)[1]
    assert desk.verify()["ok"]
    desk.undo(file["batch"])
    assert owed(desk) == 15600 - 20600
    assert "X7 重复嫌疑" in listed(desk)[1]


def test_a_question_brings_the_list_on_which_it_is_answered_and_the_answer_takes_it_off(desk):
    bank = dropped(desk, TWICE)["流水.csv"]
    assert "X7 重复嫌疑" in lying(desk)[1]
    reply = openpyxl.load_workbook(desk.workspace.root / bank["reply"])["处理结果"]
    said = [str(cell.value) for row in reply.iter_rows() for cell in row if cell.value]
    assert any(one.startswith("1. 打开“outbox/报表”里的“差异清单”") for one in said)
    answered_on_what_lies_there(desk, "X7 重复嫌疑", 处理状态="是重复")
    assert "X7 重复嫌疑" not in lying(desk)[1]


@pytest.mark.thorough
@pytest.mark.parametrize(("said", "fate"), [("好像是", "要答"), ("接受", "已入账"), ("两笔", "已入账")])
def test_what_is_no_answer_to_a_question_is_told_and_the_question_stays(desk, said, fate):
    dropped(desk, TWICE)
    file = answered_on_what_lies_there(desk, "X7 重复嫌疑", 处理状态=said)
    assert file["fate"] == fate
    is_answer = said == "两笔"
    assert any("请填“是重复”或“不是重复”" in one["message"] for one in file["findings"]) != is_answer
    assert ("X7 重复嫌疑" in lying(desk)[1]) != is_answer


@pytest.mark.thorough
def test_a_list_in_which_somebody_is_writing_is_left_alone_by_the_next_question(desk):
    dropped(desk, TWICE)
    path, _ = lying(desk)
    book = openpyxl.load_workbook(path)
    book["差异"]["P20"] = "问过财务了"
    book.save(path)
    typed = path.read_bytes()
    dropped(
        desk,
        {"发货2.csv": HEADS["发货.csv"].replace("S-1", "S-2").replace("2.60", "1,30").replace("单价", "单价,运费")},
    )
    assert path.read_bytes() == typed


def test_whoever_drops_the_fuller_paper_later_is_told_which_one_waits_now(desk):
    first = {name: TWICE[name] for name in ("客户.csv", "回款.csv")}
    assert dropped(desk, first)["回款.csv"]["verdict"] == "accepted"
    later = dropped(desk, {"流水.csv": TWICE["流水.csv"]})["流水.csv"]
    assert later["verdict"] == "accepted"
    assert "以前收的 2026-11-13 的 R-1" in asked(desk, later["batch"])["G108"]
    assert owed(desk) == 15600 - 17600


PAID_BY_ANOTHER_NAME = {
    "流水.csv": "交易日期,对方户名,贷方发生额,流水号\n2026-11-12,雾凇商贸行,250.00,B-7\n",
    "回款.csv": "收款单号,收款日期,客户名称,回款金额\nR-7,2026-11-12,雾凇机电,250.00\n",
}
WHO_PAYS = {"雾凇.csv": "客户编码,客户名称,客户简称,付款户名\nK07,雾凇机电,,雾凇商贸行\n"}


def test_whoever_drops_the_customer_file_by_which_two_payments_are_one_customers_is_told_which_one_waits_now(desk):
    dropped(desk, PAID_BY_ANOTHER_NAME)
    assert doubtful(desk) == []
    filed = dropped(desk, WHO_PAYS)["雾凇.csv"]
    assert (filed["verdict"], filed["fate"]) == ("accepted", "要答")
    assert "以前收的 2026-11-12 的 R-7" in asked(desk, filed["batch"])["G108"]
    assert doubtful(desk) == ["R-7"]


@pytest.mark.parametrize("behind", ["", "K08,云杉工贸,,\n"], ids=["another short name", "another customer as well"])
def test_a_customer_file_after_it_does_not_tell_again_of_a_payment_that_waited_already(desk, behind):
    dropped(desk, PAID_BY_ANOTHER_NAME)
    dropped(desk, WHO_PAYS)
    header, row = "客户编码,客户名称,客户简称,付款户名\n", "K07,雾凇机电,雾凇,雾凇商贸行\n"
    again = dropped(desk, {"又.csv": header + row + behind})["又.csv"]
    assert "G108" not in asked(desk, again["batch"])
    assert doubtful(desk) == ["R-7"]


def doubtful(desk):
    """The numbers of the payments that wait because they may be there already."""
    return [one.number for one in desk.books.waiting() if one.state == "doubtful"]


SLIP_FORM = """
| 送货单 |
| 客户名称 | 华新五金 | | 送货单号 | S-9 |
| 发货日期 | 2026-11-06 | | 代垫运费 | 60 |
| 品名 | 单位 | 数量 | 含税单价 | 金额 |
| 螺母 | 件 | 10 | 2 | 20 |
| 垫片 | 件 | 5 | 2 | 10 |
| 合计 | | 15 | | 30 |
"""


def test_freight_that_stands_above_the_lines_of_a_slip_counts_once(desk):
    (desk.workspace.inbox / "送货单.xlsx").write_bytes(xlsx(rows_of(SLIP_FORM)))
    (file,) = desk.take_in()["files"]
    assert file["verdict"] == "accepted"
    sums = {row[0]: row[-1] for row in desk.books.sums(Measure.RECEIVABLE, by=("number",))}
    assert sums["S-9"] == 3000 + 6000


def test_how_far_entries_of_one_payment_may_be_apart_is_a_setting_that_holds_for_what_is_there(desk):
    dropped(desk, {**TWICE, "流水.csv": TWICE["流水.csv"].replace("11-12", "11-18")})
    assert owed(desk) == 15600 - 33200
    settings = desk.workspace.root / "neiqin.toml"
    text = settings.read_text(encoding="utf-8")
    for days, fen in ((5, 15600 - 17600), (4, 15600 - 33200)):
        settings.write_text(text.replace("days = 3", f"days = {days}"), encoding="utf-8")
        with Desk(desk.workspace.root, today=TODAY) as again:
            assert owed(again) == fen
            assert again.verify()["ok"]


@pytest.mark.thorough
@pytest.mark.parametrize(("answer", "fen"), [("客户承担", 17600 + 6000), ("我方承担", 17600)])
def test_who_bears_the_freight_is_asked_once_of_an_office_and_answered_on_the_list(desk, answer, fen):
    (desk.workspace.inbox / "昆明办").mkdir()
    text = HEADS["发货.csv"].replace("S-1", "S-{n}").replace("60,2.60", "10,1.00,30")
    text = text.replace("含税单价", "含税单价,运费")
    first = dropped(desk, {"昆明办/发货2.csv": text.format(n=2)})["发货2.csv"]
    sentence = asked(desk, first["batch"])["G109"]
    assert sentence.startswith("1 张发货单的“运费”共 30.00，没有写由谁承担")
    assert first["verdict"] == "accepted"
    row = listed(desk)[1]["X8 运费没说由谁承担"]
    assert row["差异号"] in sentence
    assert owed(desk) == 16600
    written_down(desk, "X8 运费没说由谁承担", 处理状态=answer)
    later = dropped(desk, {"昆明办/发货3.csv": text.format(n=3)})["发货3.csv"]
    assert "G109" not in asked(desk, later["batch"])
    assert owed(desk) == fen
    assert "X8 运费没说由谁承担" not in listed(desk)[1]
    assert desk.verify()["ok"]


def test_undoing_the_drop_takes_the_decision_back(desk):
    written_down(desk, "X2 超期未发", 处理状态="接受")
    desk.undo(desk.batches()[0]["batch"])
    assert "X2 超期未发" in listed(desk)[1]


def test_a_list_on_which_nothing_was_written_says_that_there_is_nothing_to_take_in(desk):
    file = written_down(desk, "X2 超期未发")
    assert file["errors"] == 0
    assert "X2 超期未发" in listed(desk)[1]
