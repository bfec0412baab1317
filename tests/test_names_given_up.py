"""A customer file that calls a customer no longer as the books do says whose those papers are from now on."""

from __future__ import annotations

import pytest
from statement_office import SLIPS, StatementOffice

HEAD = "客户编码,客户名称,客户简称,别名,结算方式\n"
CODED = "客户编码,客户名称,送货单号,发货日期,品名,数量,单位,金额\n"


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = StatementOffice(tmp_path / "内勤", monkeypatch)
    with made.desk:
        made.drop(f"{HEAD}K01,竹筏超市,竹筏,竹筏子,月结30天\nK02,雾凇商行,,,月结30天\n")
        yield made


def told(file):
    return {one["cell"]: one["message"].partition("。")[0] for one in file["findings"] if one["code"] == "G124"}


def test_papers_that_give_only_the_old_name_count_for_somebody_else_and_that_is_told(office):
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,10,个,1000\nS2,2026-10-06,竹筏超市,螺栓,1,个,100\n")
    file = office.offer(f"{HEAD}K01,竹筏商贸,竹筏,竹筏子,月结30天\n")
    said = "客户 K01 的名称里没有“竹筏超市”了，账上有单据用它：2 行只写了这个名称，不再算在 K01 名下"
    assert told(file) == {"B2": said}
    assert office.figures("2026-10", "竹筏超市")[-1] == 1100
    # As it says: with the old name among the aliases they are that customer's again.
    again = office.offer(f"{HEAD}K01,竹筏商贸,竹筏,竹筏子；竹筏超市,月结30天\n")
    assert told(again) == {}
    assert office.figures("2026-10", "竹筏商贸")[-1] == 1100
    assert not office.troubles()


def test_papers_with_the_code_go_on_under_the_new_name_and_that_is_told(office):
    office.drop(f"{CODED}K01,竹筏超市,S1,2026-10-05,螺栓,10,个,1000\n")
    file = office.offer(f"{HEAD}K01,雾凇商行,竹筏,竹筏子,月结30天\nK02,竹筏超市,,,月结30天\n")
    said = "客户 K01 的名称里没有“竹筏超市”了，账上有单据用它：1 行写着编码 K01，从现在起叫“雾凇商行”"
    assert told(file) == {"B2": said}
    assert office.figures("2026-10", "雾凇商行")[-1] == 1000


def test_an_alias_that_papers_use_is_missed_as_well(office):
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏子,螺栓,10,个,1000\n")
    assert "没有“竹筏子”了" in told(office.offer(f"{HEAD}K01,竹筏超市,竹筏,大竹筏,月结30天\n"))["B2"]


@pytest.mark.parametrize(
    "row",
    [
        "K01,竹筏商贸,竹筏,竹筏超市、竹筏子,月结30天",  # the old name became an alias
        "K01,竹筏 超市,竹筏,竹筏子,月结30天",  # written otherwise
        "K01,竹筏超市,筏,大竹筏,月结30天",  # names that no paper uses
        "K01,竹筏超市,竹筏,竹筏子,月结60天",  # other terms
        "K03,竹筏商贸,,,月结30天",  # somebody else
    ],
)
def test_of_names_that_stay_or_that_nobody_uses_nothing_is_said(office, row):
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,10,个,1000\n")
    assert told(office.offer(f"{HEAD}{row}\n")) == {}


def test_a_name_with_a_slip_of_nobody_before_is_no_name_given_up(office):
    office.drop(f"{SLIPS}S1,2026-10-05,白鹭五金,螺栓,10,个,1000\n")
    assert told(office.offer(f"{HEAD}K01,竹筏商贸,竹筏,竹筏子,月结30天\n")) == {}
