"""借方 and 贷方 of lists of payments: a bank's 贷方 is what came in, our own journal's 借方 is."""

from __future__ import annotations

import pytest
from drawn import codes, table

HEAD = "| 日期 | 摘要 | 对方户名 | 借方金额 | 贷方金额 | 余额 |"
JOURNAL = f"""
{HEAD}
| 2026-10-01 | 期初余额 | | | | 10,000.00 |
| 2026-10-03 | 收货款 | 山河食品店 | 500.00 | | 10,500.00 |
| 2026-10-04 | 收货款 | 晨光副食店 | 700.00 | | 11,200.00 |
| 2026-10-15 | 付材料款 | 大地塑料厂 | | 800.00 | 10,400.00 |
"""


def turned(picture):
    """The same as the bank lists it, for which what we are owed is what it owes."""
    return picture.replace("借方金额 | 贷方金额", "贷方金额 | 借方金额")


def paid(picture, **how):
    found = table(picture, **how)
    return dict(
        zip(found.values["customer_name" if "往来单位" in picture else "payer"], found.values["amount"], strict=True)
    )


BOTH = {"山河食品店": 50000, "晨光副食店": 70000}


@pytest.mark.parametrize("name", ["银行存款日记账.xlsx", "10月现金日记账.xlsx", "银行存款日記帳.xlsx"])
def test_in_our_own_journal_debit_is_what_came_in_and_it_says_so(name):
    found = table(JOURNAL, file=name)
    assert dict(zip(found.values["payer"], found.values["amount"], strict=True)) == BOTH
    assert codes(found) == ["S106", "S113"]


def test_a_title_names_a_journal_as_a_file_does():
    assert paid(f"| 工行日记账 | | | | | |\n{JOURNAL.strip()}") == BOTH


def test_in_a_banks_list_credit_is_what_came_in_whatever_the_file_is_called():
    for name in ("工行明细.xlsx", "银行日记账.xlsx"):
        found = table(turned(JOURNAL), file=name)
        assert dict(zip(found.values["payer"], found.values["amount"], strict=True)) == BOTH
        assert codes(found) == ["S106"]


def test_a_list_that_runs_upward_in_time_tells_as_well():
    head, *lines = JOURNAL.strip().splitlines()
    upward = "\n".join([head, *reversed(lines)])
    assert paid(upward, file="银行日记账.xlsx") == BOTH
    assert paid(turned(upward), file="银行日记账.xlsx") == BOTH


def test_without_balances_the_name_of_a_journal_tells_and_else_it_is_a_banks():
    picture = "\n".join(
        "|".join(line.split("|")[:6]) + "|" for line in JOURNAL.strip().splitlines() if "期初" not in line
    )
    assert paid(picture, file="现金日记账.xlsx") == BOTH
    for name in ("10月流水.xlsx", "10月银行账.xlsx"):
        assert paid(picture, file=name) == {"大地塑料厂": 80000}


def test_the_side_of_the_balance_is_not_that_of_the_line():
    picture = """
    | 日期 | 摘要 | 往来单位 | 借方 | 贷方 | 方向 | 余额 |
    | 2026-10-01 | 期初余额 | | | | 借 | 10,000.00 |
    | 2026-10-03 | 收货款 | 山河食品店 | 500.00 | | 借 | 10,500.00 |
    | 2026-10-04 | 收货款 | 晨光副食店 | 700.00 | | 借 | 11,200.00 |
    """
    assert paid(picture, file="银行存款日记账.xlsx") == BOTH


def test_where_debit_makes_the_balance_grow_and_nothing_says_journal_nothing_is_read():
    found = table(JOURNAL, file="10月.xlsx")
    assert found.type is None
    assert codes(found) == ["S112"]


def test_the_account_of_one_customer_is_no_list_of_payments():
    picture = """
    | 明细账 | | | | |
    | 客户：山河食品店 | | | | |
    | 日期 | 摘要 | 借方 | 贷方 | 余额 |
    | 2026-10-03 | 发货 | 500.00 | | 1,500.00 |
    | 2026-10-15 | 收货款 | | 800.00 | 700.00 |
    """
    found = table(picture, file="明细账.xlsx")
    assert found.type is None
    assert codes(found) == ["S112"]
    assert table(picture, file="应收账款明细账.xlsx").type.name == "their_statement"


@pytest.mark.parametrize(
    ("came", "went"), [("收入金额", "支出金额"), ("贷方发生额(收入)", "借方发生额(支取)"), ("回款金额", "支出金额")]
)
def test_names_that_say_what_came_in_are_believed(came, went):
    named = JOURNAL.replace("借方金额 | 贷方金额", f"{came} | {went}")
    found = table(named, file="10月.xlsx")
    assert dict(zip(found.values["payer"], found.values["amount"], strict=True)) == BOTH
    assert codes(found) == ["S106"]


def test_columns_that_somebody_told_are_read_as_told():
    told = {
        "贷方金额": "amount",
        "借方金额": "paid_out",
        "日期": "receipt_date",
        "对方户名": "payer",
        "余额": "balance",
    }
    found = table(JOURNAL, file="银行存款日记账.xlsx", told=told)
    assert found.values["amount"] == [80000]
