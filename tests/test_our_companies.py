"""Papers of one of our companies that say so only in their title: never booked to another in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from drawn import table

from neiqin_xl import Desk
from neiqin_xl.intake.judge import judge
from neiqin_xl.model.rule import Reference

OURS, SISTER = "示例电气有限公司", "示例（香港）有限公司"
LINES = """
送货单号,送货日期,客户名称,品名,数量,含税单价
S-90001,2026-11-05,{customer},插座,10,9.6
"""


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区"):
        pass
    settings = tmp_path / "工作区" / "neiqin.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('company = ""', f'company = "{OURS}"', 1).replace(
        "companies = []", f'companies = ["{OURS}", "{SISTER}"]', 1
    )
    settings.write_text(text, encoding="utf-8")
    with Desk(tmp_path / "工作区", today=date(2026, 11, 30)) as made:
        yield made


def said(desk, top, customer="港岸电器", lines=LINES):
    (desk.workspace.inbox / "送货.csv").write_text(f"{top}{lines.format(customer=customer)}", encoding="utf-8")
    (file,) = desk.take_in(publish=False)["files"]
    assert file["verdict"] == "accepted"
    return [one["message"] for one in file["findings"] if one["code"] == "K131"]


@pytest.mark.parametrize("top", [f"{SISTER} 送货单", "示例(香港)有限公司", f"制表单位：{SISTER}"])
def test_a_slip_under_the_name_of_our_sister_company_is_told(desk, top):
    (message,) = said(desk, top)
    assert f"“{SISTER}”" in message
    assert f"按“{OURS}”记" in message


@pytest.mark.parametrize("top", ["送货单", f"{OURS} 送货单", f"{OURS} 发 {SISTER} 送货单"])
def test_a_slip_of_our_own_is_not(desk, top):
    assert said(desk, top) == []


BRANCH = f"{OURS}上海分公司"


@pytest.mark.parametrize(
    ("above", "customer", "told"),
    [
        (f"{BRANCH} 送货单", "港岸电器", [BRANCH]),
        (f"{OURS} 送货单", "港岸电器", []),
        (f"{BRANCH} 送货明细", BRANCH, []),
        (f"{SISTER}经销处 送货明细", f"{SISTER}经销处", []),
        (f"{SISTER} 发 {SISTER}经销处", f"{SISTER}经销处", [SISTER]),
    ],
)
def test_a_name_that_is_part_of_a_longer_one_is_not_that_company(above, customer, told):
    found = replace(table(f"| 客户 | 品名 | 数量 |\n| {customer} | 螺栓 | 10 |", fixed="shipment"), above=(above,))
    ours = Reference(today=date(2026, 11, 1), company=OURS, companies=frozenset({OURS, BRANCH, SISTER}))
    messages = [one.message for one in judge(found, ours) if one.code == "K131"]
    assert [name for name in (BRANCH, SISTER) for message in messages if f"“{name}”" in message] == told


def test_goods_that_our_sister_buys_are_our_own(desk):
    assert said(desk, f"{SISTER} 送货明细", SISTER) == []


def test_lines_that_say_whose_they_are_are_believed(desk):
    lines = LINES.replace("含税单价", "含税单价,我方公司").replace("9.6", f"9.6,{SISTER}")
    assert said(desk, f"{SISTER} 送货单", lines=lines) == []
