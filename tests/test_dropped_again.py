"""A file that comes once more after another changed what it says: nothing is taken in, and the answer says so."""

from __future__ import annotations

import pytest
from statement_office import CUSTOMERS, SLIPS, StatementOffice

TEN, NINE = (f"{SLIPS}S9,2026-10-05,竹筏超市,螺栓,{n},个,{n}00\n" for n in (10, 9))
CLAIM = "收款单号,认领客户\nR1,{}\n"
PAYMENT = "回款单号,回款日期,付款户名,金额\nR1,2026-10-20,苇塘集团,900\n"
REGISTERED = "对账单号,版次,回签日期,撤回\nDZ202610-0001,1,{},{}\n"


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = StatementOffice(tmp_path / "w", monkeypatch)
    with made.desk:
        made.drop(CUSTOMERS)
        yield made


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("发货", TEN, NINE),
        ("核销与认领", CLAIM.format("竹筏超市"), CLAIM.format("雾凇商行")),
        ("价格表", *(f"品名,单位,含税单价,生效日期\n螺栓,个,{price},2026-01-01\n" for price in (10, 8))),
    ],
)
def test_what_a_later_file_changed_is_told_with_that_files_batch_and_how_to_go_back(office, name, first, second):
    office.drop(PAYMENT, "回款")
    office.drop(first, name)
    assert "改过" not in office.offer(first, name)["message"]
    later = office.drop(second, name)
    answer = office.offer(first, name)
    assert answer["verdict"] == "duplicate"
    assert f"后来批次 {later}（" in answer["message"]
    assert "改过里面的 1 行" in answer["message"]
    assert f"或者撤销批次 {later}。" in answer["message"]
    office.desk.undo(later)
    assert "改过" not in office.offer(first, name)["message"]


def test_every_later_batch_that_changed_some_of_it_is_told(office):
    other = TEN.replace(SLIPS, "").replace("S9", "S10")
    office.drop(TEN + other, "发货")
    later = [office.drop(NINE, "发货"), office.drop(SLIPS + other.replace("10,个,100", "8,个,80"), "发货")]
    message = office.offer(TEN + other, "发货")["message"]
    assert all(f"{batch}（" in message for batch in later)
    assert "改过里面的 2 行" in message
    assert f"或者撤销批次 {later[0]}、{later[1]}。" in message


def test_a_registration_that_was_taken_back_is_said_to_be_so(office):
    office.drop(TEN, "发货")
    office.issue("2026-10")
    office.drop(REGISTERED.format("2026-11-05", ""), "对账登记")
    back = office.drop(REGISTERED.format("", "是"), "对账登记")
    assert f"后来批次 {back}（" in office.offer(REGISTERED.format("2026-11-05", ""), "对账登记")["message"]


def test_more_lines_of_other_papers_are_no_change(office):
    office.drop(TEN, "发货")
    office.drop(f"{SLIPS}S10,2026-10-05,竹筏超市,螺栓,1,个,100\n", "发货")
    assert "改过" not in office.offer(TEN, "发货")["message"]
