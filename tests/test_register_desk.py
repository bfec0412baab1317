"""The register of statements in a workspace: issued, typed into, dropped back, never overwritten."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.issued import Numbered, Series, Stage, record
from neiqin_xl.ledger.sign_offs import sign_offs
from neiqin_xl.ledger.snapshots import AccountKey, Figures, Taken, keep

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 12, 8)
SLIPS = (
    "送货单号,发货日期,客户编码,客户名称,品名,单位,数量,含税单价,业务员\n"
    "SH-1,2026-11-05,K1,拾穗雀商行,茶杯,个,10,2.5,段青岚\n"
    "SH-2,2026-11-06,K2,竹筏超市,茶壶,把,4,30,周知秋\n"
)


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as made:
        made._today = TODAY
        (made.workspace.inbox / "发货.csv").write_text(SLIPS, encoding="utf-8-sig")
        made.take_in()
        yield made


def issue(desk, customer, closing, period="2026-11", version=1, number=None):
    """Record a statement as issued."""
    days = parse_period(period, TODAY)
    figures = Figures(0, closing, 0, 0, 0, 0, closing, "2026-11-30", (closing, *[0] * 8))
    since, before = days.since.isoformat(), days.before.isoformat()
    taken = Taken(AccountKey("", customer, "CNY"), period, since, before, (), figures, ())
    with desk.ledger.transaction():
        (snapshot,) = keep(desk.ledger, [taken], "2026-12-01 10:00:00")
        series, serial, given = Series(desk.ledger).next("", days.last.isoformat())
        made = Numbered(snapshot, series, serial, number or given, version, "0" * 64, "")
        record(desk.ledger, [made], "2026-12-01 10:00:00")
    return made.number


def register(desk, period="2026-11"):
    return desk.workspace.statements / period / f"对账登记_{period.replace('-', '')}.xlsx"


def typed(path, **cells):
    """Save the register with these cells of its first statement typed, by the titles of their columns."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["对账登记"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "对账单号")
    columns = {cell.value: cell.column for cell in head}
    for title, value in cells.items():
        sheet.cell(head[0].row + 1, columns[title], value)
    workbook.save(path)


def dropped(desk, path, name="对账登记.xlsx"):
    (desk.workspace.inbox / name).write_bytes(path.read_bytes())
    (one,) = desk.take_in()["files"]
    return one


def shown(path):
    """The rows of the register's page, each by the titles of its columns."""
    rows = list(openpyxl.load_workbook(path)["对账登记"].iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "对账单号")
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[0]]


def test_what_is_typed_into_the_register_and_dropped_is_what_became_of_the_statement(desk):
    number = issue(desk, "C:K1", 2500)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    assert [(row["对账单号"], row["对账余额"], row["现在"]) for row in shown(path)] == [
        (number, 25, "已出，未登记发出")
    ]
    typed(path, 发出日期=date(2026, 12, 2), 发出方式="微信", 回签日期=date(2026, 12, 5), 经办人="林小满")
    taken = dropped(desk, path)
    assert (taken["verdict"], taken["errors"]) == ("accepted", 0)
    (said,) = sign_offs(desk.ledger)
    assert (said.statement_no, said.version, said.sent_on, said.confirmed_on) == (number, 1, "2026-12-02", "2026-12-05")
    (sent,) = desk.books.issued()
    assert sent.stage is Stage.CONFIRMED
    (row,) = shown(path)
    assert (row["发出方式"], row["经办人"], row["现在"]) == ("微信", "林小满", "已回签")


@pytest.mark.thorough
def test_what_is_frozen_stays_with_its_salesperson_and_office(desk):
    inbox = desk.workspace.inbox / "昆明办"
    inbox.mkdir()
    (inbox / "发货.csv").write_text(SLIPS.replace("SH-", "KM-").replace("11-0", "11-1"), encoding="utf-8-sig")
    desk.take_in()
    issue(desk, "C:K1", 5000)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    (before,) = shown(path)
    typed(path, 发出日期=date(2026, 12, 2), 回签日期=date(2026, 12, 5))
    dropped(desk, path)
    (after,) = shown(path)
    assert after["现在"] == "已回签"
    assert (before["业务员"], before["办事处"]) == (after["业务员"], after["办事处"]) == ("段青岚", "昆明办")


def test_a_version_under_a_name_that_nothing_rests_on_any_more_stands_with_the_newest_of_its_number(desk):
    """Issued under a name, then to the customer whose alias it was; his file says otherwise since."""
    number = issue(desk, "N:白鹭五金", 910)
    issue(desk, "C:K1", 2500, version=2, number=number)
    desk.report("对账登记", "2026-11")
    assert [(row["版次"], row["客户名称"], row["对账余额"]) for row in shown(register(desk))] == [
        (1, "拾穗雀商行", 9.1),
        (2, "拾穗雀商行", 25),
    ]


def test_dropping_the_register_twice_changes_nothing(desk):
    issue(desk, "C:K1", 2500)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    typed(path, 发出日期=date(2026, 12, 2))
    hers = path.read_bytes()
    dropped(desk, path)
    before = (path.read_bytes(), [one._replace(line=0, batch=0) for one in sign_offs(desk.ledger)])
    for data, verdict in ((hers, "duplicate"), (path.read_bytes(), "accepted")):
        (desk.workspace.inbox / "再放一次.xlsx").write_bytes(data)
        (again,) = desk.take_in()["files"]
        assert again["verdict"] == verdict
        assert (path.read_bytes(), [one._replace(line=0, batch=0) for one in sign_offs(desk.ledger)]) == before


@pytest.mark.thorough
def test_cells_that_were_typed_and_not_dropped_yet_stay_when_the_register_changes(desk):
    issue(desk, "C:K1", 2500)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    typed(path, 发出日期=date(2026, 12, 2))
    hers = path.read_bytes()
    issue(desk, "C:K2", 12000)
    result = desk.report("对账登记", "2026-11")
    assert path.read_bytes() == hers
    assert "还没有放进收件箱" in result["pending"][0]["reason"]
    dropped(desk, path)
    assert [row["现在"] for row in shown(path)] == ["已发出，未回签", "已出，未登记发出"]


@pytest.mark.thorough
def test_rows_about_which_nothing_was_typed_are_left_out_without_a_fault(desk):
    issue(desk, "C:K1", 2500)
    issue(desk, "C:K2", 12000)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    typed(path, 有异议日期=date(2026, 12, 4), 异议说明="少收一箱")
    taken = dropped(desk, path)
    assert (taken["verdict"], taken["rows"]["accepted"], taken["rows"]["skipped"]) == ("accepted", 1, 1)
    assert [row["异议说明"] for row in shown(path)] == ["少收一箱", None]


def test_a_register_in_which_nothing_was_typed_is_no_fault(desk):
    issue(desk, "C:K1", 2500)
    desk.report("对账登记", "2026-11")
    taken = dropped(desk, register(desk))
    assert taken["errors"] == 0
    assert sign_offs(desk.ledger) == []


@pytest.mark.thorough
def test_a_registration_that_is_taken_back_leaves_nothing_behind(desk):
    number = issue(desk, "C:K1", 2500)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    typed(path, 发出日期=date(2026, 12, 2), 回签日期=date(2026, 12, 5))
    dropped(desk, path)
    typed(path, 撤回="是")
    dropped(desk, path, "撤回.xlsx")
    (said,) = sign_offs(desk.ledger)
    assert (said.withdrawn, said.sent_on, said.confirmed_on) == (True, "", "")
    (row,) = shown(path)
    assert (row["发出日期"], row["回签日期"], row["撤回"], row["现在"]) == (None, None, None, "已出，未登记发出")
    typed(path, 发出日期=date(2026, 12, 3))
    dropped(desk, path, "重新登记.xlsx")
    (said,) = sign_offs(desk.ledger)
    assert (said.statement_no, said.sent_on, said.confirmed_on) == (number, "2026-12-03", "")


def test_undoing_the_drop_takes_the_registration_back(desk):
    issue(desk, "C:K1", 2500)
    desk.report("对账登记", "2026-11")
    path = register(desk)
    typed(path, 发出日期=date(2026, 12, 2), 回签日期=date(2026, 12, 5))
    dropped(desk, path)
    assert desk.undo()["undone"]
    assert sign_offs(desk.ledger) == []
    (row,) = shown(path)
    assert (row["回签日期"], row["现在"]) == (None, "已出，未登记发出")


def test_a_clerks_own_list_registers_too_and_may_write_the_version_behind_the_number(desk):
    number = issue(desk, "C:K1", 2500)
    text = f"函号,客户,发函日期,客户确认日期,备注\n{number}-01,拾穗雀商行,2026-12-02,,\n{number},拾穗雀商行,,2026-12-05,盖章\n"
    (desk.workspace.inbox / "回签.csv").write_text(text, encoding="utf-8-sig")
    (taken,) = desk.take_in()["files"]
    assert taken["verdict"] == "accepted"
    (sent,) = desk.books.issued()
    assert sent.stage is Stage.CONFIRMED


def test_without_statements_there_is_no_register(desk):
    assert desk.report("对账登记", "2026-11")["published"] == []
