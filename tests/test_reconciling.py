"""A customer's statement at the desk: reconciled from the command, by dropping it, and by what people confirm."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime

import openpyxl
import pytest
from drawn import rows_of, xlsx
from remembered import without_processes

from neiqin_xl import words
from neiqin_xl.desk import Desk, check_files
from neiqin_xl.desk.whose_statement import period_of_statement
from neiqin_xl.faces.cli import answered
from neiqin_xl.ledger.their_statements import decisions, out_of_date

pytestmark = pytest.mark.usefixtures("reading_here")

OPENING = "| 客户编码 | 客户名称 | 期初日期 | 期初余额 |\n| K01 | 雾凇机电有限公司 | 2026-10-31 | 1200 |"
SLIPS = """
| 送货单号 | 发货日期 | 客户名称 | 品名 | 规格 | 单位 | 数量 | 单价 | 金额 |
| S-101 | 2026-11-03 | 雾凇机电有限公司 | 角码 | 40 | 个 | 10 | 2.5 | 25 |
| S-101 | 2026-11-03 | 雾凇机电有限公司 | 密封条 | 20m | 卷 | 3 | 80 | 240 |
| S-102 | 2026-11-10 | 雾凇机电有限公司 | 平垫圈 | 12 | 个 | 500 | 0.3 | 150 |
| S-103 | 2026-11-28 | 雾凇机电有限公司 | 角码 | 40 | 个 | 100 | 2.5 | 250 |
| S-901 | 2026-11-05 | 竹筏超市 | 角码 | 40 | 个 | 7 | 3 | 21 |
"""
PAID = "| 收款单号 | 收款日期 | 客户名称 | 收款金额 |\n| F-1 | 2026-11-15 | 雾凇机电有限公司 | 1000 |"
CUSTOMERS = "| 客户编码 | 客户名称 | 客户简称 |\n| K01 | 雾凇机电有限公司 | 雾凇 |\n| K02 | 竹筏超市 | 竹筏 |"
# S-102 has its digits swapped, S-103 is not there yet, and S-104 is not ours.
THEIRS = """
| 雾凇机电往来对账单 |
| 日期 | 单号 | 物料名称 | 规格 | 数量 | 单价 | 应付金额 | 已付款 | 余额 |
| | 期初余额 | | | | | | | 1200 |
| 2026-11-03 | S-101 | 角码 | 40 | 10 | 2.5 | 25 | | 1225 |
| 2026-11-03 | S-101 | 密封条 | 20m | 3 | 80 | 240 | | 1465 |
| 2026-11-10 | S-102 | 平垫圈 | 12 | 500 | 0.3 | 510 | | 1975 |
| 2026-11-12 | S-104 | 角码 | 40 | 4 | 2.5 | 10 | | 1985 |
| 2026-11-15 | F-1 | | | | | | 1000 | 985 |
| | 期末余额 | | | | | | | 985 |
"""
NAME = "雾凇11月对账单.xlsx"


def opened_in(folder):
    return Desk(folder, today=date(2026, 12, 2), now=lambda: datetime(2026, 12, 2, 9, 30))


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The workspace that every test has a copy of."""
    folder = tmp_path_factory.mktemp("begun") / "ws"
    Desk.create(folder).close()
    with without_processes(), opened_in(folder) as opened:
        for name, picture in (
            ("客户.xlsx", CUSTOMERS),
            ("期初.xlsx", OPENING),
            ("送货.xlsx", SLIPS),
            ("回款.xlsx", PAID),
        ):
            drop(opened, name, picture)
        assert {one["verdict"] for one in opened.take_in()["files"]} == {"accepted"}
    return folder


@pytest.fixture
def desk(begun, tmp_path):
    shutil.copytree(begun, tmp_path / "ws")
    with opened_in(tmp_path / "ws") as opened:
        yield opened


def drop(desk, name, picture):
    path = desk.workspace.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(xlsx(rows_of(picture)))
    return path


def taken(desk, name, picture):
    drop(desk, name, picture)
    (one,) = desk.take_in()["files"]
    return one


def workbook(desk, customer="雾凇", period="2026-11"):
    return desk.workspace.outbox / "对账单" / "核对" / f"{customer}_{period}.xlsx"


def rows(desk, page, **how):
    sheet = openpyxl.load_workbook(workbook(desk, **how))[page]
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def postings(desk):
    return desk.ledger.rows("SELECT count(*), sum(amount) FROM posting")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("called", "amount", "said"),
    [
        ("运费", 60, "相符 3 笔，有出入 0 笔，仅我方有 0 笔，仅对方有 0 笔"),
        ("代垫运费", 60, "相符 3 笔，有出入 0 笔，仅我方有 0 笔，仅对方有 0 笔"),
        ("运费", 61, "相符 2 笔，有出入 1 笔，仅我方有 0 笔，仅对方有 0 笔"),
    ],
)
def test_freight_is_held_against_the_freight_that_the_customer_lists(desk, called, amount, said):
    ours = "| 送货单号 | 发货日期 | 客户名称 | 品名 | 单位 | 数量 | 单价 | 代垫运费 |"
    taken(desk, "代垫.xlsx", f"{ours}\n| S-950 | 2026-11-06 | 竹筏超市 | 合页 | 个 | 8 | 5 | 60 |")
    theirs = (
        "| 竹筏超市对账明细 |\n| 日期 | 单号 | 品名 | 数量 | 单价 | 金额 |\n| 2026-11-05 | S-901 | 角码 | 7 | 3 | 21 |"
    )
    goods = "| 2026-11-06 | S-950 | 合页 | 8 | 5 | 40 |"
    one = taken(desk, "竹筏11月对账单.xlsx", f"{theirs}\n{goods}\n| 2026-11-06 | S-950 | {called} | | | {amount} |")
    assert said in one["message"]


def test_a_dropped_statement_is_reconciled_and_posts_nothing(desk):
    before = postings(desk)
    one = taken(desk, NAME, THEIRS)
    assert one["verdict"] == "accepted"
    assert "相符 3 笔，有出入 1 笔，仅我方有 1 笔，仅对方有 1 笔" in one["message"]
    assert "我方余额 865.00，对方 985.00" in one["message"]
    assert "outbox/对账单/核对/雾凇_2026-11.xlsx" in one["message"]
    assert postings(desk) == before
    assert desk.verify()["ok"]


def test_the_workbook_leads_from_our_balance_to_theirs(desk):
    taken(desk, NAME, THEIRS)
    front = rows(desk, "结论")
    amounts = {row[0]: row[2] for row in front if row[0]}
    assert amounts["我方期末余额"] == 865
    assert amounts["加：仅对方有"] == 10
    assert amounts["减：仅我方有"] == -250
    assert amounts["加减：两边都有、金额有出入"] == 360
    assert amounts["调节后期末余额"] == amounts["对方期末余额"] == 985
    assert amounts["未解释的差额"] == 0
    (found,) = [row for row in rows(desk, "有出入") if "S-102" in row]
    assert found[0] == "金额"
    assert found[1] == "数字写颠倒"
    assert any("S-103" in row and "期末发生，对方可能还没有入账" in row for row in rows(desk, "仅我方有"))
    assert any("S-104" in row and "我方漏记" in row and "第 7 行" in row for row in rows(desk, "仅对方有"))


def test_the_command_writes_the_same_and_takes_nothing_in(desk, tmp_path):
    path = tmp_path / NAME
    path.write_bytes(xlsx(rows_of(THEIRS)))
    batches = len(desk.batches())
    result = desk.reconcile(path)
    (one,) = result["statements"]
    assert (one["customer"]["code"], one["period"], one["ours"], one["theirs"]) == (
        "K01",
        "2026-11",
        "865.00",
        "985.00",
    )
    assert (one["matched"], one["differing"], one["only_ours"], one["only_theirs"]) == (3, 1, 1, 1)
    assert one["rest"] == "0.00"
    assert result["written"] == ["outbox/对账单/核对/雾凇_2026-11.xlsx"]
    assert workbook(desk).exists()
    assert len(desk.batches()) == batches
    assert path.exists()


def test_the_command_answers_in_chinese_and_as_json(desk, tmp_path, capsys):
    path = tmp_path / NAME
    path.write_bytes(xlsx(rows_of(THEIRS)))
    root = str(desk.workspace.root)
    desk.close()
    assert answered(["-w", root, "reconcile", str(path)]) == 0
    told = capsys.readouterr().out
    assert "相符 3 笔" in told
    assert "未解释 0.00" in told
    assert answered(["-w", root, "reconcile", str(path), "--json", "--period", "2026-11", "--customer", "K01"]) == 0
    assert json.loads(capsys.readouterr().out)["statements"][0]["differing"] == 1
    assert answered(["-w", root, "reconcile", str(path), "--customer", "没有这家"]) == 2
    assert answered(["-w", root, "reconcile", str(tmp_path / "没有.xlsx")]) == 2


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("11月对账单.xlsx", "| 雾凇机电有限公司对账单 |"),
        ("竹筏转来_对账单.xlsx", "| 客户：雾凇机电有限公司 |"),
        ("雾凇机电_对账单.xlsx", "| 11月 |"),
        ("雾凇/对账单.xlsx", "| 11月 |"),
        ("对账单.xlsx", "| 11月 |"),
    ],
)
def test_whose_statement_it_is_stands_in_its_head_its_name_its_folder_or_its_numbers(desk, name, head):
    one = taken(desk, name, THEIRS.replace("| 雾凇机电往来对账单 |", head))
    assert "雾凇机电有限公司，2026-11" in one["message"]


def test_a_workbook_with_a_sheet_for_each_of_two_customers_is_two_reconciliations(desk):
    other = "| 竹筏超市对账单 |\n| 客户：竹筏超市 |\n| 日期 | 单号 | 品名 | 金额 |\n| 2026-11-05 | S-901 | 角码 | 21 |"
    mine = THEIRS.replace("| 雾凇机电往来对账单 |", "| 客户：雾凇机电有限公司 |")
    (desk.workspace.inbox / "对账单.xlsx").write_bytes(xlsx(rows_of(mine), more=[("竹筏", rows_of(other))]))
    (one,) = desk.take_in()["files"]
    assert "雾凇机电有限公司，2026-11" in one["message"]
    assert "竹筏超市，2026-11" in one["message"]
    assert workbook(desk).exists()
    assert workbook(desk, "竹筏").exists()
    assert not any("雾凇" in str(cell) for row in rows(desk, "结论", customer="竹筏") for cell in row)


def test_two_customers_of_one_short_name_never_share_a_workbook(desk):
    drop(desk, "客户改.xlsx", CUSTOMERS.replace("| 竹筏 |", "| 雾凇 |"))
    desk.take_in()
    other = "| 客户：竹筏超市 |\n| 日期 | 单号 | 品名 | 金额 |\n| 2026-11-05 | S-901 | 角码 | 21 |"
    mine = THEIRS.replace("| 雾凇机电往来对账单 |", "| 客户：雾凇机电有限公司 |")
    (desk.workspace.inbox / "对账单.xlsx").write_bytes(xlsx(rows_of(mine), more=[("竹筏", rows_of(other))]))
    desk.take_in()
    found = sorted(workbook(desk).parent.glob("雾凇_*_2026-11.xlsx"))
    whose = {openpyxl.load_workbook(path)["结论"]["A3"].value for path in found}
    assert len(found) == len(whose) == 2


def test_a_statement_of_nobody_we_know_is_asked_about(desk):
    picture = THEIRS.replace("雾凇机电", "").replace("S-1", "Q-7").replace("F-1", "Q-9")
    one = taken(desk, "对账单.xlsx", picture)
    assert one["verdict"] == "held"
    assert [finding["code"] for finding in one["findings"]] == ["G121"]
    assert "客户名称" in one["findings"][0]["message"]


def test_our_own_statement_is_known_again(desk):
    desk.statement("2026-11", customer="K01")
    (draft,) = (desk.workspace.outbox / "对账单" / "2026-11").glob("对账单_K01*.xlsx")
    (desk.workspace.inbox / "客户退回.xlsx").write_bytes(draft.read_bytes())
    (one,) = desk.take_in()["files"]
    assert one["verdict"] == "ignored"
    assert "这是我们自己的对账单草稿" in one["message"]
    desk.statement("2026-11", customer="K01", kind="open")
    (desk.workspace.inbox / "未结退回.xlsx").write_bytes(draft.read_bytes())
    (one,) = desk.take_in()["files"]
    assert (one["verdict"], one["message"].partition("，")[0]) == ("ignored", "这是我们自己的对账单")
    issued = desk.issue("2026-11", customer="K01")["issued"]
    (desk.workspace.inbox / "又退回.xlsx").write_bytes((desk.workspace.root / issued[0]["path"]).read_bytes())
    (one,) = desk.take_in()["files"]
    assert one["verdict"] == "ignored"
    assert f"这是我们自己的对账单 {issued[0]['number']}" in one["message"]


def test_the_same_statement_again_is_held_against_the_books_as_they_are_now(desk):
    taken(desk, NAME, THEIRS)
    taken(
        desk,
        "补.xlsx",
        SLIPS.partition("\n| S-101")[0] + "\n| S-104 | 2026-11-12 | 雾凇机电有限公司 | 角码 | 40 | 个 | 4 | 2.5 | 10 |",
    )
    one = taken(desk, NAME, THEIRS)
    assert one["verdict"] == "duplicate"
    assert "相符 4 笔，有出入 1 笔，仅我方有 1 笔，仅对方有 0 笔" in one["message"]
    assert not any("S-104" in row for row in rows(desk, "仅对方有"))


@pytest.mark.thorough
def test_the_newest_reconciliation_follows_the_books(desk):
    taken(desk, NAME, THEIRS)
    late = "| S-104 | 2026-11-12 | 雾凇机电有限公司 | 角码 | 40 | 个 | 4 | 2.5 | 10 |"
    one = taken(desk, "补.xlsx", f"{SLIPS.partition(chr(10) + '| S-101')[0]}\n{late}")
    assert not any("S-104" in row for row in rows(desk, "仅对方有"))
    desk.undo(one["batch"])
    assert any("S-104" in row for row in rows(desk, "仅对方有"))


def test_statements_of_two_months_dropped_together_are_two_workbooks(desk):
    drop(desk, "雾凇10月对账单.xlsx", "| 日期 | 单号 | 品名 | 金额 |\n| 2026-10-20 | S-77 | 角码 | 5 |")
    drop(desk, NAME, THEIRS)
    desk.take_in()
    assert workbook(desk, period="2026-10").exists()
    assert workbook(desk).exists()


@pytest.mark.parametrize(
    ("heading", "days", "name"),
    [
        ("2026年11月对账单", ["2026-11-03", "2026-11-28"], "2026-11"),
        ("对账期间 2026-10-26 至 2026-11-25", ["2026-10-30", "2026-11-20"], "2026-10-26/2026-11-25"),
        ("", ["2026-11-03", "2026-11-28"], "2026-11"),
        ("", ["2026-10-02", "2026-10-05", "2026-11-03", "2026-11-28"], "2026-10/2026-11"),
        ("", ["2026-10-26", "2026-10-30", "2026-11-03", "2026-11-25"], "2026-10-26/2026-11-25"),
        ("2026年11月", ["2026-10-26", "2026-10-30", "2026-11-03", "2026-11-25"], "2026-10-26/2026-11-25"),
        ("", [*["2026-11-03"] * 20, "2025-11-04"], "2026-11"),
    ],
)
def test_the_period_is_what_the_sheet_says_and_its_lines_keep_to(heading, days, name):
    columns = {"heading": [heading] * len(days), "line_date": days}
    assert period_of_statement(columns, ("对账单",), date(2026, 12, 2)).name == name


@pytest.mark.parametrize(
    ("heading", "days", "name"),
    [
        ("2026年11月对账单", ["2026-10-26", "2026-11-03", "2026-11-25"], "2026-10-26/2026-11-25"),
        ("2026年11月对账单", ["2026-11-03", "2026-11-20"], "2026-10-26/2026-11-25"),
        ("2026年11月对账单", ["2026-11-03", "2026-11-28"], "2026-11"),
        ("2026年11月对账单", [], "2026-10-26/2026-11-25"),
        ("对账期间 2026-11-01 至 2026-11-30", ["2026-11-03", "2026-11-20"], "2026-11/2026-11"),
        ("", ["2026-10-28", "2026-11-03", "2026-11-21"], "2026-10-26/2026-11-25"),
        ("", ["2026-11-26", "2026-11-30"], "2026-11-26/2026-12-25"),
        ("", ["2026-11-03", "2026-11-28"], "2026-11"),
        ("2026-10/2026-11", ["2026-10-26", "2026-10-30", "2026-11-25"], "2026-10-26/2026-11-25"),
    ],
)
def test_the_month_of_a_customer_who_cuts_it_on_the_25th_is_his_where_the_lines_keep_to_it(heading, days, name):
    columns = {"heading": [heading] * max(len(days), 1), "line_date": days}
    assert period_of_statement(columns, ("对账单",), date(2026, 12, 2), cut_on=25).name == name


def test_a_sheet_is_held_against_the_days_up_to_the_cut_that_the_customer_file_names(desk):
    taken(desk, "客户.xlsx", "| 客户编码 | 客户名称 | 客户简称 | 对账日 | 联系人 | 电话 |\n"
          "| K01 | 雾凇机电有限公司 | 雾凇 | 25 | 段青岚 | 13800000000 |")  # fmt: skip
    one = taken(desk, NAME, "| 日期 | 单号 | 品名 | 金额 |\n| 2026-11-20 | S-77 | 角码 | 5 |")
    assert "2026-10-26 至 2026-11-25" in one["message"], one
    (path,) = (desk.workspace.outbox / "对账单" / "核对").glob("*.xlsx")
    ours = [cell for row in openpyxl.load_workbook(path)["仅我方有"].iter_rows(values_only=True) for cell in row]
    assert {"S-101", "S-102", "S-103"} & set(ours) == {"S-101", "S-102"}


SLIP_HEAD = "| 送货单号 | 发货日期 | 客户名称 | 品名 | 规格 | 单位 | 数量 | 单价 | 金额 |"


def slip(number, day, quantity):
    return f"{SLIP_HEAD}\n| {number} | 2026-11-{day} | 雾凇机电有限公司 | 平垫圈 | 12 | 个 | {quantity} | 0.3 | {quantity * 0.3:g} |"


# As November was once all was known: S-102 came to less, S-105 was found, S-106 was none.
THEIRS_IN_DECEMBER = """
| 雾凇机电往来对账单 |
| 日期 | 单号 | 物料名称 | 规格 | 数量 | 单价 | 应付金额 | 已付款 | 余额 |
| | 期初余额 | | | | | | | 1200 |
| 2026-11-03 | S-101 | 角码 | 40 | 10 | 2.5 | 25 | | 1225 |
| 2026-11-03 | S-101 | 密封条 | 20m | 3 | 80 | 240 | | 1465 |
| 2026-11-10 | S-102 | 平垫圈 | 12 | 400 | 0.3 | {corrected} | | |
| 2026-11-12 | S-105 | 平垫圈 | 12 | 200 | 0.3 | 60 | | |
| 2026-11-15 | F-1 | | | | | | 1000 | |
| 2026-11-28 | S-103 | 角码 | 40 | 100 | 2.5 | 250 | | |
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("corrected", "cause"), [(120, "账期冻结后我方已更正，差的正是这笔前期调整"), (121, "数量不同")]
)
def test_what_we_learned_after_the_month_was_closed_is_the_reason_where_it_is_just_that(desk, corrected, cause):
    wrong = taken(desk, "多录.xlsx", slip("S-106", 18, 100))
    assert desk.close_month("2026-11", anyway=True)["closed"]
    taken(desk, "更正.xlsx", slip("S-102", 10, 400))
    taken(desk, "漏录.xlsx", slip("S-105", 12, 200))
    desk.undo(wrong["batch"])
    taken(desk, NAME, THEIRS_IN_DECEMBER.format(corrected=corrected))
    (found,) = [row for row in rows(desk, "有出入") if "S-102" in row]
    assert (found[1], found[13]) == (cause, corrected - 150)
    (theirs,) = [row for row in rows(desk, "仅对方有") if "S-105" in row]
    assert "账期冻结后我方已补记，列为前期调整" in theirs
    (ours,) = [row for row in rows(desk, "仅我方有") if "S-106" in row]
    assert "账期冻结后我方已冲回，列为前期调整" in ours
    front = rows(desk, "结论")
    assert {row[0]: row[2] for row in front if row[0]}["未解释的差额"] == 0
    count = 3 if corrected == 120 else 2
    assert any(f"其中 {count} 笔是账期冻结后我方已经更正的" in str(cell) for row in front for cell in row)


@pytest.mark.thorough
def test_as_long_as_a_month_is_open_there_is_nothing_that_we_learned_later(desk):
    taken(desk, "更正.xlsx", slip("S-102", 10, 400))
    taken(desk, NAME, THEIRS_IN_DECEMBER.format(corrected=150))
    (found,) = [row for row in rows(desk, "有出入") if "S-102" in row]
    assert "前期调整" not in found[1]


# Nothing but the goods, and the amount nearly the same: a person must say.
UNSURE = """
| 雾凇机电往来对账单 |
| 日期 | 物料名称 | 规格 | 数量 | 单价 | 应付金额 |
| 2026-11-03 | 角码 | 40 | 10 | 2.5 | 25 |
| 2026-11-03 | 密封条 | 20m | 3 | 80 | 204 |
| 2026-11-10 | 平垫圈 | 12 | 500 | 0.3 | 150 |
| 2026-11-28 | 角码 | 40 | 100 | 2.5 | 250 |
"""


def answer_in_excel(desk, answer):
    path = workbook(desk)
    book = openpyxl.load_workbook(path)
    sheet = book["待确认"]
    (row,) = [cell.row for cell in sheet["B"] if cell.value and "密封条" in str(cell.value)]
    sheet.cell(row, 1).value = answer
    book.save(path)
    (desk.workspace.inbox / path.name).write_bytes(path.read_bytes())
    (one,) = desk.take_in()["files"]
    return one


@pytest.mark.parametrize(("answer", "left"), [("是", (0, 0)), ("否", (1, 1))])
def test_what_a_person_says_of_a_pair_in_excel_is_remembered(desk, answer, left):
    assert "（其中 1 笔请确认）" in taken(desk, NAME, UNSURE)["message"]
    one = answer_in_excel(desk, answer)
    assert one["verdict"] == "accepted"
    assert list(decisions(desk.ledger).values()) == [answer == "是"]
    assert out_of_date(desk.ledger) == {}
    again = taken(desk, f"再{NAME}", UNSURE.replace("雾凇机电往来对账单", "雾凇机电11月往来对账单"))
    assert "请确认" not in again["message"]
    assert f"仅我方有 {left[0]} 笔，仅对方有 {left[1]} 笔" in again["message"]
    levels = [row for row in rows(desk, "有出入") if any("密封条" in str(cell) for cell in row)]
    assert [row[-1] for row in levels] == (["人工确认"] if answer == "是" else [])


def test_an_answer_is_taken_back_with_its_batch(desk):
    taken(desk, NAME, UNSURE)
    answered_in = answer_in_excel(desk, "否")
    desk.undo(answered_in["batch"])
    assert decisions(desk.ledger) == {}


def test_what_was_typed_stays_until_it_is_dropped(desk):
    taken(desk, NAME, UNSURE)
    path = workbook(desk)
    book = openpyxl.load_workbook(path)
    book["待确认"]["A4"].value = "是"
    book.save(path)
    result = desk.reconcile(desk.workspace.root / drop(desk, NAME, UNSURE))
    assert [one["path"] for one in result["pending"]] == ["outbox/对账单/核对/雾凇_2026-11.xlsx"]
    assert openpyxl.load_workbook(path)["待确认"]["A4"].value == "是"


def test_checking_a_statement_says_what_would_be_and_writes_nothing(desk, tmp_path):
    path = tmp_path / NAME
    path.write_bytes(xlsx(rows_of(THEIRS)))
    (inside,) = desk.check([path])["files"]
    (outside,) = check_files([path])["files"]
    for one in (inside, outside):
        assert one["verdict"] == "accepted"
        assert [sheet["type"] for sheet in one["sheets"]] == [words.THEIR_STATEMENT.key]
        assert one["sheets"][0]["rows"]["read"] == 5
    assert not workbook(desk).exists()


LATE = """
| 送货单号 | 发货日期 | 客户名称 | 品名 | 规格 | 单位 | 数量 | 单价 | 金额 |
| S-110 | {} | 雾凇机电有限公司 | 角码 | 40 | 个 | 10 | 2.5 | 25 |
"""


@pytest.mark.parametrize(("day", "is_late"), [("2026-11-29", True), ("2026-12-01", False)])
def test_the_answer_to_a_paper_of_a_closed_month_says_where_it_will_be_listed(desk, day, is_late):
    assert desk.close_month("2026-11", anyway=True)["closed"]
    said = taken(desk, "补录.xlsx", LATE.format(day))["message"]
    told = "有 1 张单（S-110）的日期在已经冻结的账期里，那一期的对账单不改；变动列入 2026-12-01 起的对账单“前期调整”。"
    assert (told in said) is is_late
    again = taken(desk, "补录2.xlsx", LATE.format(day) + " ")["message"]
    assert told not in again


def test_the_answer_says_where_it_is_listed_that_a_paper_of_a_closed_month_was_called_off(desk):
    taken(desk, "发货.xlsx", LATE.format("2026-11-29"))
    assert desk.close_month("2026-11", anyway=True)["closed"]
    lines = LATE.format("2026-11-29").strip().splitlines()
    void = "\n".join([f"{lines[0]} 是否作废 |", f"{lines[1]} 是 |"])
    told = "有 1 张单（S-110）的日期在已经冻结的账期里，那一期的对账单不改；变动列入 2026-12-01 起的对账单“前期调整”。"
    assert told in taken(desk, "作废.xlsx", void)["message"]
    # What was void before its state is said otherwise owed nothing.
    assert told not in taken(desk, "作废2.xlsx", void.replace("| 2.5 | 25 |", "| 2.4 | 24 |"))["message"]


def test_of_an_open_month_nothing_is_said_where_a_paper_is_called_off(desk):
    taken(desk, "发货.xlsx", LATE.format("2026-12-01"))
    assert desk.close_month("2026-11", anyway=True)["closed"]
    lines = LATE.format("2026-12-01").strip().splitlines()
    void = "\n".join([f"{lines[0]} 是否作废 |", f"{lines[1]} 是 |"])
    assert "冻结" not in taken(desk, "作废.xlsx", void)["message"]


def test_papers_of_a_closed_month_are_counted_where_no_number_tells_them_apart(desk):
    assert desk.close_month("2026-11", anyway=True)["closed"]
    unnumbered = LATE.format("2026-11-29").replace("S-110", "")
    other = unnumbered.rstrip().rpartition("\n")[2].replace("雾凇机电有限公司", "竹筏超市")
    said = taken(desk, "补录.xlsx", unnumbered + other + "\n")["message"]
    assert "有 2 张单（2026-11-29）的日期在已经冻结的账期里" in said


def test_of_an_open_month_nothing_is_said_of_frozen_time(desk):
    assert "冻结" not in taken(desk, "补录.xlsx", LATE.format("2026-11-29"))["message"]


@pytest.mark.parametrize("label", ["单位", "编制单位", "公司名称"])
def test_whose_books_a_ledger_is_stands_beside_the_word_for_unit_too(desk, label):
    head = f"| 往来明细账 |\n| {label}：雾凇机电有限公司 | | | 供应商：晨星五金 |"
    rows = THEIRS.replace("| 雾凇机电往来对账单 |", head).replace("S-1", "Q-7").replace("F-1", "Q-9")
    assert taken(desk, "11月.xlsx", rows)["verdict"] == "accepted"


def test_a_unit_that_stands_for_a_measure_is_nobodys_name(desk):
    rows = THEIRS.replace("| 雾凇机电往来对账单 |", "| 往来明细账 |\n| 单位：元 |")
    rows = rows.replace("S-1", "Q-7").replace("F-1", "Q-9")
    assert [one["code"] for one in taken(desk, "11月.xlsx", rows)["findings"]] == ["G121"]


def test_a_line_of_theirs_under_a_slip_that_we_called_off_says_so(desk):
    void = LATE.format("2026-11-12").replace("S-110", "S-104").replace("| 金额 |", "| 金额 | 单据状态 |")
    taken(desk, "作废.xlsx", void.replace("| 25 |", "| 25 | 作废 |"))
    taken(desk, NAME, THEIRS)
    (row,) = [one for one in rows(desk, "仅对方有") if one[2] == "S-104"]
    assert row[8] == "这张单我方已作废"


PAYABLE = """
| 应付账款明细账 |
| 单位：雾凇机电有限公司 |
| 日期 | 凭证号 | 摘要 | 借方 | 贷方 | 方向 | 余额 |
| 2026-11-01 | | 期初余额 | | | 贷 | 1200 |
| 2026-11-03 | 转-03 | 入库 S-101 角码、密封条 | | 265 | 贷 | 1465 |
| 2026-11-10 | 转-09 | 入库 S-102 | | 150 | 贷 | 1615 |
| 2026-11-15 | 记-12 | 付货款 | 1000 | | 贷 | 615 |
| | | 本期合计 | 1000 | 415 | 贷 | 615 |
"""


def test_a_customers_ledger_of_what_it_owes_agrees_by_the_numbers_in_its_words(desk):
    said = taken(desk, NAME, PAYABLE)["message"]
    assert "相符 3 笔，有出入 0 笔，仅我方有 1 笔，仅对方有 0 笔" in said
    assert "我方余额 865.00，对方 615.00" in said
