"""Lists without numbers of which a later one corrects a row, or calls the customer otherwise: asked, never silent."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import Office
from statement_office import StatementOffice

from neiqin_xl.ledger.differing.relisted import relisted, together, written_twice
from neiqin_xl.model.posting import Measure

LIST = """
| ship_date  | customer_name | product_name | unit | qty | unit_price_incl |
| 2026-11-02 | 张记          | 螺栓         | 盒   | 5   | 10.00           |
| 2026-11-02 | 张记          | 垫圈         | 盒   | 2   | 4.00            |
"""
FILED = "| customer_code | customer_name | customer_short_name |\n| K01 | 张记五金 | 张记 |"
ADJUSTED = """
| adjustment_date | customer_name | adjustment_type | amount |
| 2026-11-02      | 张记          | 调减            | 10.00  |
"""
PAID = """
| receipt_date | customer_name | method | amount |
| 2026-11-02   | 张记          | 现金   | 100.00 |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def asked(office):
    """What is asked: of the line that was listed first and of the later one, what they come to in yuan."""
    return [(one.first.amount_fen / 100, one.again.amount_fen / 100) for one in relisted(office.ledger, "CNY")]


@pytest.mark.parametrize(
    ("kind", "first", "change", "seen"),
    [
        ("shipment", LIST, ("| 5   |", "| 4 |"), (50, 40)),
        ("shipment", LIST, ("10.00", "9.00"), (50, 45)),
        ("order", LIST.replace("ship_date", "order_date"), ("| 5   |", "| 4 |"), (50, 40)),
        ("goods_return", LIST.replace("ship_date", "return_date"), ("| 5   |", "| 4 |"), (50, 40)),
        ("adjustment", ADJUSTED, ("10.00", "12.00"), (-10, -12)),
        ("adjustment", ADJUSTED, ("调减", "调增"), (-10, 10)),
        ("receipt", PAID, ("100.00", "110.00"), (100, 110)),
    ],
)
def test_a_row_that_the_later_list_says_otherwise_may_be_a_correction(office, kind, first, change, seen):
    office.drop(kind, first)
    office.drop(kind, first.replace(*change))
    assert asked(office) == [seen]


def test_a_payment_corrected_beside_another_customers_of_that_day_is_asked_about(office):
    other = "| 2026-11-02 | 李记 | 现金 | 30.00 |\n"
    office.drop("receipt", PAID + other)
    office.drop("receipt", PAID.replace("100.00", "110.00") + other)
    assert asked(office) == [(100, 110)]


def test_payments_on_lists_of_other_customers_are_payments_of_their_own(office):
    office.drop("receipt", PAID + "| 2026-11-02 | 李记 | 现金 | 30.00 |\n")
    office.drop("receipt", PAID.replace("100.00", "110.00") + "| 2026-11-02 | 王记 | 现金 | 30.00 |\n")
    assert asked(office) == []


def test_a_line_whose_product_alone_the_later_list_says_otherwise_may_be_a_correction(office):
    office.drop("shipment", LIST)
    office.drop("shipment", LIST.replace("螺栓", "螺母"))
    assert asked(office) == [(50, 50)]
    (one,) = together(relisted(office.ledger, "CNY"))
    assert "像是更正了产品" in written_twice(one)


@pytest.mark.parametrize(
    "again",
    [
        LIST.replace("螺栓", "螺母").replace("| 5   |", "| 4   |"),
        LIST + "| 2026-11-02 | 张记 | 螺母 | 盒 | 5 | 10.00 |\n",
        LIST.replace("螺栓", "螺母").replace("垫圈", "弯头"),
    ],
    ids=["of another quantity", "beside the first", "on another list"],
)
def test_a_line_of_another_product_is_another_line(office, again):
    office.drop("shipment", LIST)
    office.drop("shipment", again)
    assert asked(office) == []


def test_it_is_asked_under_one_number_whichever_list_came_first(tmp_path):
    numbers = set()
    for n, lists in enumerate(permutations([LIST, LIST.replace("| 5   |", "| 4 |")])):
        (tmp_path / str(n)).mkdir()
        office = Office(tmp_path / str(n))
        for one in lists:
            office.drop("shipment", one)
        (pair,) = relisted(office.ledger, "CNY")
        numbers.add(pair.number)
    assert len(numbers) == 1


def test_a_list_that_has_both_rows_knows_that_there_are_two(office):
    office.drop("shipment", LIST)
    office.drop("shipment", LIST.replace("| 5   |", "| 4 |"))
    office.drop("shipment", LIST + "| 2026-11-02 | 张记 | 螺栓 | 盒 | 4 | 10.00 |\n")
    assert asked(office) == []


def test_the_row_that_was_wrong_asks_no_more_once_it_is_cancelled(office):
    office.drop("shipment", LIST)
    office.drop("shipment", LIST.replace("| 5   |", "| 4 |"))
    head, wrong, _ = LIST.strip().splitlines()
    office.drop("shipment", f"{head} doc_status |\n{wrong} 已作废 |")
    assert asked(office) == []


def test_taking_back_the_first_list_leaves_the_later_one(office):
    office.drop("shipment", LIST)
    office.drop("shipment", LIST.replace("| 5   |", "| 4 |"))
    office.undo(1)
    assert asked(office) == []
    assert office.lines("shipment", "qty") == [(40000,), (20000,)]


@pytest.mark.parametrize(
    "other",
    [
        "| 2026-11-03 | 张记 | 螺栓 | 盒 | 4 | 10.00 |",
        "| 2026-11-02 | 李记 | 螺栓 | 盒 | 4 | 10.00 |",
        "| 2026-11-02 | 张记 | 螺母 | 盒 | 4 | 10.00 |",
    ],
    ids=["day", "customer", "product"],
)
def test_another_day_customer_or_product_on_another_list_is_plainly_another_line(office, other):
    office.drop("shipment", LIST)
    office.drop("shipment", LIST.strip().splitlines()[0] + "\n" + other)
    assert asked(office) == []


def test_two_lists_that_share_no_row_are_two_lists_though_the_goods_are_the_same(office):
    office.drop("shipment", LIST)
    head, bolt, washer = LIST.strip().splitlines()
    office.drop("shipment", f"{head}\n{bolt.replace('| 5 ', '| 4 ')}\n{washer.replace('| 2 ', '| 3 ')}")
    assert asked(office) == []


@pytest.mark.parametrize("who", ["| K01 | 张记五金 |", "| | 张记五金 |"])
@pytest.mark.parametrize("extra", ["", "| K01 | 张记五金 | 2026-11-02 | 销 | 盒 | 1 | 1.00 |\n"])
def test_a_list_that_calls_the_customer_otherwise_is_asked_about_line_by_line(office, who, extra):
    office.drop("customer", FILED)
    office.drop("shipment", LIST)
    rows = [line.split("|") for line in LIST.strip().splitlines()[1:]]
    named = "".join(f"{who}{'|'.join([row[1], *row[3:]])}\n" for row in rows)
    head = "| customer_code | customer_name | ship_date | product_name | unit | qty | unit_price_incl |\n"
    office.drop("shipment", head + named + extra)
    assert sorted(asked(office)) == [(8, 8), (50, 50)]


NOBODYS = """
| receipt_date | customer_name | payer | remark | amount |
| 2026-11-02   |               |       | 柜台   | 100.00 |
"""
WHO = [NOBODYS.replace("|               |", "| 张记 |"), NOBODYS.replace("|       |", "| 张三 |")]


def received(office):
    return [office.sums(measure).get((), 0) / 100 for measure in (Measure.RECEIVED, Measure.UNCLAIMED)]


@pytest.mark.parametrize("named", WHO, ids=["customer", "payer"])
@pytest.mark.parametrize("is_named_first", [False, True])
def test_a_payment_of_which_somebody_learned_who_paid_is_one_whichever_list_came_first(office, named, is_named_first):
    for one in (named, NOBODYS) if is_named_first else (NOBODYS, named):
        office.drop("receipt", one)
    assert sum(received(office)) == 100


def test_who_paid_is_filled_in_where_the_payment_stood(office):
    office.drop("receipt", NOBODYS)
    assert office.drop("receipt", WHO[0]) == ["corrected"]
    assert received(office) == [100, 0]
    assert office.drop("receipt", NOBODYS) == ["unchanged"]


def test_a_list_that_has_a_payment_of_somebody_and_one_of_nobody_has_two(office):
    both = NOBODYS + WHO[0].strip().splitlines()[1]
    assert office.drop("receipt", both) == ["new", "new"]
    assert received(office) == [100, 100]
    assert office.drop("receipt", both) == ["unchanged", "unchanged"]
    assert office.drop("receipt", WHO[0] + WHO[1].strip().splitlines()[1]) == ["unchanged", "corrected"]
    assert sum(received(office)) == 200


def test_a_payment_of_nobody_that_says_something_else_is_another(office):
    office.drop("receipt", NOBODYS)
    assert office.drop("receipt", WHO[0].replace("柜台", "门店")) == ["new"]


SALES = "发货日期,客户名称,品名,数量,单位,单价\n"


def test_the_reply_names_both_rows_and_the_statement_waits_for_the_answer(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "w", monkeypatch)
    office.drop("客户编码,客户名称,结算方式\nK01,竹筏超市,月结30天\n", "客户")
    office.drop(f"{SALES}2026-10-05,竹筏超市,螺栓,10,个,100\n", "销售明细")
    path = office.desk.workspace.inbox / "销售明细改.csv"
    path.write_text(f"{SALES}2026-10-05,竹筏超市,螺栓,9,个,100\n", encoding="utf-8-sig")
    (file,) = office.desk.take_in([path], publish=False)["files"]
    (finding,) = [one for one in file["findings"] if one["code"] == "G113"]
    assert all(said in finding["message"] for said in ("10个、1000.00 元", "9个、900.00 元", "不是重复", "作废"))
    assert office.issue("2026-10") == []
    number = finding["message"].split("差异清单“")[1].split("”")[0]
    assert number in office.answer["not_issued"][0]["reason"]
    office.drop(f"差异号,处理状态\n{number},不是重复\n", "差异处理")
    assert [closing for _, _, closing in office.issue("2026-10")] == [1900]


MONTH = """
| ship_date  | customer_name | product_name | unit | qty | unit_price_incl |
| 2026-11-02 | 张记          | 螺栓         | 盒   | 5   | 10.00           |
| 2026-11-03 | 张记          | 垫圈         | 盒   | 2   | 4.00            |
| 2026-11-03 | 李记          | 螺栓         | 盒   | 3   | 10.00           |
| 2026-11-05 | 李记          | 螺母         | 盒   | 7   | 1.00            |
"""
WASHERS = "2026-11-03 | 张记          | 垫圈"


@pytest.mark.parametrize("now", ["2026-11-04 | 张记 | 垫圈", "2026-11-09 | 张记 | 垫圈", "2026-11-03 | 李记 | 垫圈"])
def test_a_row_of_a_list_dropped_again_that_has_another_day_or_customer_may_be_a_correction(office, now):
    office.drop("shipment", MONTH)
    office.drop("shipment", MONTH.replace(WASHERS, now))
    assert asked(office) == [(8, 8)]
    office.drop("shipment", MONTH + f"| {now} | 盒 | 2 | 4.00 |\n")
    assert asked(office) == []


def test_a_row_moved_to_a_customer_who_has_such_a_row_already_is_asked_about(office):
    twice = MONTH + "| 2026-11-03 | 张记 | 螺栓 | 盒 | 3 | 10.00 |\n"
    office.drop("shipment", twice)
    office.drop("shipment", MONTH + "| 2026-11-03 | 李记 | 螺栓 | 盒 | 3 | 10.00 |\n")
    (pair,) = relisted(office.ledger, "CNY")
    assert (pair.first.called, pair.again.called) == ("张记", "李记")


def test_a_payment_moved_to_another_customer_is_asked_about(office):
    others = "| 2026-11-02 | 李记 | 现金 | 70.00 |\n"
    office.drop("receipt", PAID + others)
    office.drop("receipt", PAID.replace("张记", "王记") + others)
    assert asked(office) == [(100, 100)]
    office.undo(1)
    assert asked(office) == []


def test_lists_that_overlap_or_go_on_ask_nothing(office):
    head, *rows = MONTH.strip().splitlines()
    for part in (rows[:3], rows[1:], rows[:2], [*rows, "| 2026-11-09 | 张记 | 垫圈 | 盒 | 2 | 4.00 |"]):
        office.drop("shipment", "\n".join([head, *part]))
    assert asked(office) == []


def test_a_row_of_a_day_that_the_later_list_does_not_reach_is_not_in_its_place(office):
    head, *rows = MONTH.strip().splitlines()
    office.drop("shipment", MONTH)
    office.drop(
        "shipment", "\n".join([head, *rows[1:], rows[0].replace("11-02", "11-09"), rows[0].replace("11-02", "11-10")])
    )
    assert asked(office) == []


def test_the_statements_of_both_customers_wait_where_a_row_went_from_one_to_the_other(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "w", monkeypatch)
    office.drop("客户编码,客户名称,结算方式\nK01,竹筏超市,月结30天\nK02,雾凇商行,月结30天\n", "客户")
    rows = "2026-10-05,竹筏超市,螺栓,10,个,100\n2026-10-05,竹筏超市,螺母,1,个,7\n2026-10-06,雾凇商行,垫片,1,个,9\n"
    office.drop(SALES + rows, "销售明细")
    office.drop(SALES + rows.replace("竹筏超市,螺母", "雾凇商行,螺母"), "销售明细")
    assert office.issue("2026-10") == []
    assert len(office.answer["not_issued"]) == 2


def test_a_row_that_went_from_one_month_to_the_next_keeps_the_statements_of_both_waiting(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "w", monkeypatch)
    office.drop("客户编码,客户名称,结算方式\nK01,竹筏超市,月结30天\n", "客户")
    rows = "2026-10-05,竹筏超市,螺栓,10,个,100\n2026-10-31,竹筏超市,螺母,1,个,7\n2026-11-02,竹筏超市,垫片,1,个,9\n"
    office.drop(SALES + rows, "销售明细")
    office.drop(SALES + rows.replace("2026-10-31", "2026-11-01"), "销售明细")
    assert office.issue("2026-10") == []


def test_a_list_with_the_code_added_is_asked_about_once_a_customer_and_not_row_by_row(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "w", monkeypatch)
    office.drop("客户编码,客户名称,结算方式\nK01,竹筏超市,月结30天\nK02,雾凇商行,月结30天\n", "客户")
    rows = [(10 + n, who, 1 + n) for n in range(5) for who in (("K01", "竹筏超市"), ("K02", "雾凇商行"))]
    named = "".join(f"2026-10-{day},{name},螺栓,{qty},个,100\n" for day, (_, name), qty in rows)
    coded = "".join(f"2026-10-{day},{code},{name},螺栓,{qty},个,100\n" for day, (code, name), qty in rows)
    first = office.drop(SALES + named, "销售明细")
    path = office.desk.workspace.inbox / "销售明细有编码.csv"
    path.write_text(SALES.replace("客户名称", "客户编码,客户名称") + coded, encoding="utf-8-sig")
    (file,) = office.desk.take_in([path], publish=False)["files"]
    messages = [one["message"] for one in file["findings"] if one["code"] == "G113"]
    assert len(messages) == 2
    assert all("另外 4 行" in one for one in messages)
    assert office.issue("2026-10") == []
    reasons = [one["reason"] for one in office.answer["not_issued"]]
    assert all(reason.count("X7-") == 1 for reason in reasons)
    assert {one.split("差异清单“")[1].split("”")[0] for one in messages} == {
        one[one.index("X7-") :][:13] for one in reasons
    }
    office.desk.undo(first)
    assert [closing for _, _, closing in office.issue("2026-10")] == [1500, 1500]
