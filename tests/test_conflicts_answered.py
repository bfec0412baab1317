"""同号不同内容 is answered on the list of differences: another paper counts beside the first, the same one is left."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations

import openpyxl
import pytest

from neiqin_xl import Desk
from neiqin_xl.ledger.derive import derived_with, rebuild
from neiqin_xl.ledger.export import digest
from neiqin_xl.model.posting import Measure

pytestmark = [pytest.mark.usefixtures("reading_here"), pytest.mark.thorough]

HEAD = "送货单号,发货日期,客户编码,客户名称,品名,单位,数量,含税单价,代垫运费\n"
FIRST = f"{HEAD}S-1,2026-11-05,0017,华新五金,螺栓,件,60,2,10\n"
OTHER = FIRST.replace("0017,华新五金", "0018,雾凇机电")
OF_LAST_YEAR = FIRST.replace("2026", "2025")
ONCE, TWICE = 13000, 26000
SAME_CUSTOMER = f"{HEAD}S-1,2026-11-09,0017,华新五金,螺母,件,7,2,10\n"


@pytest.fixture
def desk(tmp_path):
    Desk.create(tmp_path / "内勤").close()
    with Desk(tmp_path / "内勤", today=date(2026, 11, 21)) as opened:
        drop(opened, "发货.csv", FIRST)
        yield opened


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
    (file,) = desk.take_in()["files"]
    return file


def asked(desk):
    """The rows about it on the list that lies in the outbox, by their numbers."""
    rows = list(openpyxl.load_workbook(desk.workspace.outbox / "报表" / "差异清单.xlsx")["差异"].values)
    head = next((row for row in rows if "差异号" in row), ())
    found = (dict(zip(head, row, strict=True)) for row in rows if row[0] == "X6 同号不同内容")
    return {one["差异号"]: one for one in found}


def answer(desk, number, state, note=""):
    return drop(desk, "差异处理.csv", f"差异号,处理状态,处理说明\n{number},{state},{note}\n")


def owed(desk):
    return sum(row[-1] for row in desk.books.sums(Measure.RECEIVABLE, by=("customer",)))


def held(desk):
    return [(one.file, one.state) for one in desk.books.waiting()]


def test_the_question_says_where_it_is_answered_and_its_row_lies_there(desk):
    file = drop(desk, "又一张.csv", OTHER)
    assert (file["fate"], owed(desk)) == ("要答", ONCE)
    ((number, row),) = asked(desk).items()
    (said,) = [one["message"] for one in file["findings"] if one["code"] == "G101"]
    assert f"在差异清单“{number}”那一行的处理状态填“不是重复”" in said
    assert "“是重复”（就是原来那一张，这份不算）" in said
    assert (row["单号"], row["涉及金额"]) == ("S-1", 120)
    reply = openpyxl.load_workbook(desk.workspace.root / file["reply"])["处理结果"]
    assert any("打开“outbox/报表”里的“差异清单”" in str(cell.value) for line in reply.iter_rows() for cell in line)


def test_another_paper_counts_beside_the_first_and_waits_again_when_the_answer_is_taken_back(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    told = answer(desk, number, "不是重复")
    assert (told["fate"], told["findings"], owed(desk), held(desk)) == ("已入账", [], TWICE, [])
    said = [json.loads(text)["message"] for (text,) in desk.ledger.rows("SELECT body FROM answer WHERE version = 2")]
    assert said == ["以前暂挂的单据“S-1”共 1 行，现在已经入账。"]
    assert asked(desk) == {}
    assert desk.verify()["ok"]
    desk.undo(told["batch"])
    assert (owed(desk), held(desk)) == (ONCE, [("又一张.csv", "conflicting")])
    assert desk.verify()["ok"]


def test_the_same_paper_is_left_and_nobody_waits_for_it(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    told = answer(desk, number, "是重复")
    assert (told["fate"], told["findings"], owed(desk), held(desk), asked(desk)) == ("已入账", [], ONCE, [], {})
    changed = answer(desk, number, "不是重复")
    assert (changed["findings"], owed(desk)) == ([], TWICE)
    back = answer(desk, number, "是重复", "又问过了")
    assert (back["findings"], owed(desk)) == ([], ONCE)
    assert desk.verify()["ok"]


@pytest.mark.parametrize("state", ["接受", "已解决", "好像是"])
def test_what_is_no_answer_is_told_and_the_paper_waits(desk, state):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    told = answer(desk, number, state)
    assert (told["fate"], [one["code"] for one in told["findings"]]) == ("要答", ["W105"])
    assert (list(asked(desk)), owed(desk)) == ([number], ONCE)


def test_an_answer_is_about_one_paper_and_no_other_of_its_number(desk):
    drop(desk, "又一张.csv", OTHER)
    drop(desk, "去年的.csv", OF_LAST_YEAR)
    numbers = {row["来源"].partition(".")[0]: number for number, row in asked(desk).items()}
    first, second = numbers["又一张"], numbers["去年的"]
    answer(desk, first, "不是重复")
    assert (list(asked(desk)), owed(desk)) == ([second], TWICE)
    answer(desk, second, "不是重复")
    assert (owed(desk), held(desk)) == (3 * ONCE, [])
    assert desk.verify()["ok"]


def test_one_number_is_one_paper_of_a_customer_in_a_year_whatever_is_answered(desk):
    drop(desk, "又一张.csv", SAME_CUSTOMER)
    (number,) = asked(desk)
    told = answer(desk, number, "不是重复")
    (said,) = told["findings"]
    assert (told["fate"], said["code"], owed(desk)) == ("要答", "G116", ONCE)
    assert "不能都是“S-1”" in said["message"]
    assert "改了单号再放" in asked(desk)[number]["情况"]
    assert held(desk) == [("又一张.csv", "conflicting")]
    answer(desk, number, "是重复")
    assert (asked(desk), held(desk), owed(desk)) == ({}, [], ONCE)
    assert desk.verify()["ok"]


def test_the_other_paper_that_comes_again_is_known_as_itself(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    answer(desk, number, "不是重复")
    again = drop(desk, "再放.csv", f"{OTHER}\n")
    assert (again["verdict"], owed(desk), held(desk)) == ("duplicate", TWICE, [])


def test_an_answer_holds_when_the_papers_batch_is_taken_back_and_its_file_comes_again(desk):
    batch = drop(desk, "又一张.csv", OTHER)["batch"]
    (number,) = asked(desk)
    answer(desk, number, "不是重复")
    desk.undo(batch)
    assert owed(desk) == ONCE
    assert drop(desk, "又一张.csv", OTHER)["fate"] == "已入账"
    assert owed(desk) == TWICE
    assert desk.verify()["ok"]


def test_books_that_are_built_again_come_to_the_same(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    answer(desk, number, "不是重复")
    before = digest(desk.ledger)
    with desk.ledger.copied() as copy:
        with copy.transaction():
            rebuild(copy, derived_with(copy))
        assert digest(copy) == before


REMARKED = OTHER.replace("代垫运费\n", "代垫运费,备注\n").rstrip("\n") + ",自提\n"
AS_A_LIST = (
    "客户名称,客户编码,发货日期,送货单号,品名,含税单价,数量,单位,代垫运费\n"
    "雾凇机电,0018,2026/11/5,S-1,螺栓,2.00,60,件,10\n"
)
SAME_CONTENT = pytest.mark.parametrize("text", [OTHER, REMARKED, AS_A_LIST], ids=["bytes", "and a remark", "columns"])


@SAME_CONTENT
def test_what_a_paper_says_is_asked_about_once_in_whatever_file_it_comes(desk, text):
    drop(desk, "又一张.csv", OTHER)
    ((number, row),) = asked(desk).items()
    again = drop(desk, "改名再放.csv", text)
    assert all(number in one["message"] for one in again["findings"])
    ((same, now),) = asked(desk).items()
    assert (same, now["来源"], now["情况"]) == (number, row["来源"], row["情况"])
    answer(desk, number, "不是重复")
    assert (owed(desk), held(desk)) == (TWICE, [])
    assert desk.verify()["ok"]


@SAME_CONTENT
@pytest.mark.parametrize(("state", "count"), [("不是重复", TWICE), ("是重复", ONCE)])
def test_an_answer_holds_for_the_same_content_from_another_file(desk, text, state, count):
    batch = drop(desk, "又一张.csv", OTHER)["batch"]
    (number,) = asked(desk)
    answer(desk, number, state)
    desk.undo(batch)
    again = drop(desk, "改名再放.csv", text)
    assert (owed(desk), held(desk), asked(desk)) == (count, [], {})
    assert again["fate"] == ("已入账" if state == "不是重复" else "重复")
    assert desk.verify()["ok"]


def test_what_was_said_to_be_the_same_is_told_so_when_it_comes_and_may_be_asked_again(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    answer(desk, number, "是重复")
    (said,) = drop(desk, "再放.csv", REMARKED)["findings"]
    assert (said["code"], said["severity"]) == ("G118", "note")
    assert f"答过“是重复”（{number}）" in said["message"]
    assert "处理状态“重新打开”" in said["message"]
    assert answer(desk, number, "重新打开")["findings"] == []
    assert list(asked(desk)) == [number]
    assert owed(desk) == ONCE


def test_another_customer_on_the_answered_paper_is_another_question(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    answer(desk, number, "不是重复")
    file = drop(desk, "又改了客户.csv", OTHER.replace("0018,雾凇机电", "0019,白鹭百货"))
    assert (file["fate"], owed(desk)) == ("要答", TWICE)
    assert number not in asked(desk)


@pytest.mark.parametrize("state", ["是重复", "不是重复"])
def test_what_was_answered_of_two_papers_stays_so_while_the_first_is_taken_back_and_comes_again(desk, state):
    first = next(batch for (batch,) in desk.ledger.rows("SELECT batch FROM arrival"))
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    answer(desk, number, state)
    desk.undo(first)
    assert (owed(desk), held(desk)) == (ONCE, [])
    told = [json.loads(text)["message"] for (text,) in desk.ledger.rows("SELECT body FROM answer WHERE version = 2")]
    assert told == ["以前暂挂的单据“S-1”共 1 行，现在已经入账。"]
    file = drop(desk, "原来那张又来.csv", FIRST)
    # Which of the two was there first is no matter: they are two, or one.
    assert (owed(desk), held(desk)) == ((TWICE if state == "不是重复" else ONCE), [])
    assert file["fate"] == ("已入账" if state == "不是重复" else "重复")
    assert desk.verify()["ok"]


def test_an_answer_that_comes_before_its_paper_says_the_same(desk, tmp_path):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    Desk.create(tmp_path / "先答").close()
    with Desk(tmp_path / "先答", today=date(2026, 11, 21)) as opened:
        answer(opened, number, "不是重复")
        drop(opened, "另一张先来.csv", OTHER)
        drop(opened, "发货.csv", FIRST)
        assert (owed(opened), held(opened)) == (TWICE, [])
        assert opened.verify()["ok"]


def test_another_currency_on_the_answered_paper_is_another_question(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    answer(desk, number, "是重复")
    file = drop(desk, "美元的.csv", OTHER.replace("代垫运费\n", "代垫运费,币种\n").rstrip("\n") + ",USD\n")
    assert file["fate"] == "要答"
    assert number not in asked(desk)


@pytest.mark.parametrize(("state", "count"), [("不是重复", TWICE), ("是重复", ONCE)])
def test_whichever_comes_first_the_answer_says_the_same(desk, tmp_path, state, count):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    books = {}
    for n, order in enumerate(permutations(("发货.csv", "又一张.csv", "差异处理.csv"))):
        texts = {"发货.csv": FIRST, "又一张.csv": OTHER, "差异处理.csv": f"差异号,处理状态\n{number},{state}\n"}
        Desk.create(tmp_path / str(n)).close()
        with Desk(tmp_path / str(n), today=date(2026, 11, 21)) as office:
            for name in order:
                (office.workspace.inbox / name).write_text(texts[name], encoding="utf-8")
                office.take_in(publish=False)
            assert (owed(office), held(office)) == (count, []), order
            # Of two that are one the first to come counts.
            which = state == "是重复" and order.index("发货.csv") < order.index("又一张.csv")
            books.setdefault(which, set()).add(digest(office.ledger))
    assert {len(same) for same in books.values()} == {1}


def settle(folder, company):
    file = folder / "neiqin.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('company = ""', f'company = "{company}"', 1), encoding="utf-8")


@pytest.mark.parametrize(("state", "count"), [("不是重复", TWICE), ("是重复", ONCE)])
@pytest.mark.parametrize("named", [False, True], ids=["naming nobody", "naming the company"])
def test_an_answer_holds_when_the_settings_are_told_our_company_later(tmp_path, state, count, named):
    folder = tmp_path / "没写公司"
    Desk.create(folder).close()
    texts = [
        text.replace("代垫运费\n", "代垫运费,我方公司\n").rstrip("\n") + ",栈桥贸易\n" if named else text
        for text in (FIRST, OTHER)
    ]
    with Desk(folder, today=date(2026, 11, 21)) as opened:
        for n, text in enumerate(texts):
            drop(opened, f"发货{n}.csv", text)
        (number,) = asked(opened)
        answer(opened, number, state)
        assert (owed(opened), held(opened)) == (count, [])
    settle(folder, "栈桥贸易")
    with Desk(folder, today=date(2026, 11, 21)) as opened:
        opened.publish()
        assert (owed(opened), held(opened), asked(opened)) == (count, [], {})
        assert opened.verify()["ok"]


def two_answers(desk, number, *states):
    rows = "".join(f"{number},{state},\n" for state in states)
    return drop(desk, "差异处理.csv", f"差异号,处理状态,处理说明\n{rows}")


def test_two_answers_that_contradict_each_other_are_told_and_neither_is_taken(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    told = two_answers(desk, number, "不是重复", "是重复")
    assert told["fate"] == "要改"
    assert [(one["code"], one["row"]) for one in told["findings"]] == [("W106", 2), ("W106", 3)]
    assert (owed(desk), list(asked(desk))) == (ONCE, [number])


def test_one_answer_written_twice_is_one(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    assert two_answers(desk, number, "不是重复", "不是重复")["findings"] == []
    assert owed(desk) == TWICE


def on_two_sheets(desk, *answers):
    """A workbook of one answer a sheet: number and state."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for n, answered in enumerate(answers):
        sheet = book.create_sheet(f"第{n + 1}页")
        for row in (["差异号", "处理状态", "处理说明"], [*answered, "问过"]):
            sheet.append(row)
    book.save(desk.workspace.inbox / "差异处理.xlsx")
    (told,) = desk.take_in()["files"]
    return told


def test_what_an_answer_leaves_waiting_is_said_once_of_a_file_with_several_sheets(desk):
    drop(desk, "又一张.csv", SAME_CUSTOMER)
    (number,) = asked(desk)
    told = on_two_sheets(desk, ("Q1-0000000000", "接受"), (number, "不是重复"), (number, "不是重复"))
    said = [(one["code"], one["sheet"], one["cell"]) for one in told["findings"] if one["code"] == "G116"]
    assert said == [("G116", "第2页", "A2")]


def test_two_sheets_that_contradict_each_other_are_told_and_neither_answer_is_taken(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    told = on_two_sheets(desk, (number, "不是重复"), (number.lower(), "是重复"))
    said = [(one["code"], one["sheet"]) for one in told["findings"]]
    assert (told["fate"], said) == ("要改", [("G122", "第1页"), ("G122", "第2页")])
    assert f"差异“{number}”在“第2页”第 2 行答的是“是重复”，这里答的是“不是重复”" in told["findings"][0]["message"]
    assert (owed(desk), list(asked(desk))) == (ONCE, [number])


def test_two_sheets_that_say_the_same_are_one_answer(desk):
    drop(desk, "又一张.csv", OTHER)
    (number,) = asked(desk)
    assert on_two_sheets(desk, (number, "不是重复"), (number, "不是重复"))["findings"] == []
    assert owed(desk) == TWICE


CHANGED = FIRST.replace("60", "50")
LESS = 11000


def drop_of(desk, office, name, text):
    (desk.workspace.inbox / office).mkdir(exist_ok=True)
    return drop(desk, f"{office}/{name}".lstrip("/"), text)


@pytest.fixture
def offices(tmp_path):
    Desk.create(tmp_path / "两处").close()
    with Desk(tmp_path / "两处", today=date(2026, 11, 21)) as opened:
        drop_of(opened, "成都办", "发货.csv", FIRST)
        yield opened


def test_one_number_of_two_offices_is_asked_about_and_may_be_two_papers(offices):
    file = drop_of(offices, "重庆办", "发货.csv", CHANGED)
    assert (file["fate"], owed(offices)) == ("要答", ONCE)
    ((number, row),) = asked(offices).items()
    assert "已由“成都办”放入、入了账，这份是“重庆办”放的" in row["情况"]
    answer(offices, number, "不是重复")
    assert (owed(offices), held(offices)) == (ONCE + LESS, [])
    drop_of(offices, "重庆办", "更正.csv", CHANGED.replace("50", "40"))
    assert owed(offices) == ONCE + LESS - 2000
    drop_of(offices, "成都办", "更正.csv", FIRST.replace("60", "61"))
    assert owed(offices) == ONCE + LESS - 2000 + 200
    assert offices.verify()["ok"]


def test_a_paper_that_comes_again_from_nobody_in_particular_is_the_one_that_says_the_same(offices):
    drop_of(offices, "重庆办", "发货.csv", CHANGED)
    (number,) = asked(offices)
    answer(offices, number, "不是重复")
    file = drop_of(offices, "", "又放一份.csv", f"{CHANGED}\n")
    assert (file["verdict"], owed(offices), held(offices)) == ("duplicate", ONCE + LESS, [])


def test_a_correction_from_nobody_in_particular_is_asked_which_of_two_papers_it_is_of(offices):
    drop_of(offices, "重庆办", "发货.csv", CHANGED)
    (number,) = asked(offices)
    answer(offices, number, "不是重复")
    file = drop_of(offices, "", "更正.csv", FIRST.replace("60", "40"))
    assert (file["fate"], owed(offices)) == ("要答", ONCE + LESS)
    assert any("这家客户有 2 张（几个办事处的" in one["message"] for one in file["findings"])
    drop_of(offices, "重庆办", "更正.csv", FIRST.replace("60", "40"))
    assert owed(offices) == ONCE + LESS - 2000
    assert offices.verify()["ok"]


@pytest.mark.parametrize("office", ["成都办", ""])
def test_what_an_office_drops_anew_or_nobody_in_particular_corrects_its_paper(offices, office):
    file = drop_of(offices, office, "更正.csv", CHANGED)
    assert (file["fate"], owed(offices), held(offices)) == ("已入账", LESS, [])


def test_what_two_offices_drop_alike_is_one_paper(offices):
    file = drop_of(offices, "重庆办", "也有.csv", f"{FIRST}\n")
    assert (file["verdict"], owed(offices), held(offices)) == ("duplicate", ONCE, [])


TWO_LINES = f"{FIRST}S-1,2026-11-05,0017,华新五金,螺母,件,3,2,10\n"


@pytest.mark.parametrize("count", ["60", "59"], ids=["and the others as before", "and another changed"])
def test_a_line_that_is_missing_when_its_slip_comes_again_is_told_and_stays(desk, count):
    drop(desk, "补一行.csv", TWO_LINES)
    before = owed(desk)
    file = drop(desk, "少一行.csv", f"{FIRST.replace('60', count)}\n")
    (said,) = [one["message"] for one in file["findings"] if one["code"] == "G102"]
    assert "这次少了 1 行（“螺母”）" in said
    assert owed(desk) == before - 200 * (60 - int(count))


def test_a_line_that_was_called_off_is_not_missed(desk):
    drop(desk, "作废一行.csv", TWO_LINES.replace("运费\n", "运费,单据状态\n").replace("3,2,10", "3,2,10,作废"))
    assert [one["code"] for one in drop(desk, "少一行.csv", f"{FIRST}\n")["findings"]] == []
