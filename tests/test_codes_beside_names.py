"""The code of one customer on file beside the name of another: nobody knows who is meant, and the row waits."""

from __future__ import annotations

import pytest
from statement_office import StatementOffice

CUSTOMERS = "客户编码,客户名称,客户简称,别名,结算方式\nK01,竹筏超市,竹筏,竹筏批发,月结30天\nK02,雾凇商行,,,月结30天\n"
PAPERS = {
    "发货": "送货单号,发货日期,客户编码,客户名称,品名,数量,单位,金额\nS1,2026-10-05,{},螺栓,10,个,1000\n",
    "回款": "回款单号,回款日期,客户编码,客户名称,金额\nR1,2026-10-20,{},300\n",
    "期初": "期初日期,客户编码,客户名称,期初余额\n2026-09-30,{},7\n",
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = StatementOffice(tmp_path / "w", monkeypatch)
    with made.desk:
        made.drop(CUSTOMERS)
        yield made


@pytest.mark.parametrize("name", PAPERS)
def test_a_code_beside_the_name_of_another_customer_is_asked_about_naming_both(office, name):
    file = office.offer(PAPERS[name].format("K01,雾凇商行"), name)
    assert (file["verdict"], file["rows"]["held"]) == ("held", 1)
    (asked,) = [one for one in file["findings"] if one["code"] == "K127"]
    assert "K01 是“竹筏超市”" in asked["message"]
    assert "“雾凇商行”却是 K02 的" in asked["message"]


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    "whose", ["K01,竹筏超市", "K01,竹筏批发", "K01,竹 筏", "k01,苇塘门市", "K09,雾凇商行", ",雾凇商行"]
)
def test_a_name_of_that_customer_or_of_nobody_on_file_is_taken_in(office, name, whose):
    office.drop(PAPERS[name].format(whose), name)


def test_once_the_customers_file_says_that_both_names_are_one_customers_the_row_is_taken_in(office):
    office.offer(PAPERS["发货"].format("K01,雾凇商行"), "发货")
    office.drop("客户编码,客户名称,别名,结算方式\nK01,竹筏超市,雾凇商行,月结30天\n")
    office.drop(PAPERS["发货"].format("K01,雾凇商行"), "发货")
