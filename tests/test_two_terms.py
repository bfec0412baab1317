"""Terms of payment in two columns of a customer file, 结算方式 and 账期."""

from __future__ import annotations

import pytest
from drawn import table


def read(manner, period, head="账期"):
    found = table(f"""
    | 客户编码 | 客户名称 | 联系人 | 电话 | 结算方式 | {head} |
    | '0017 | 山河食品店 | 张三 | '13800000000 | {manner} | {period} |
    """)
    said = [(one.severity.name, one.cell) for one in found.findings if one.code == "S118"]
    return found.values["settle_type"][0], said, found.unused_headers


@pytest.mark.parametrize(
    ("manner", "period", "terms"),
    [
        ("月结", "60天", "月结60天"),
        ("月结", "60", "月结60天"),
        ("月结", "次月10号", "月结次月10号"),
        ("票到", "45天", "票到45天"),
        ("月结30天", "30", "月结30天"),
        ("电汇", "月结60天", "月结60天"),
        ("现结", "0", "现结"),
        ("月结", "", "月结"),
    ],
)
def test_both_are_one(manner, period, terms):
    assert read(manner, period) == (terms, [], {})


@pytest.mark.parametrize(("manner", "period"), [("月结30天", "60"), ("现结", "30天"), ("月结", "看情况")])
def test_what_does_not_go_together_is_told_and_the_manner_stays(manner, period):
    assert read(manner, period) == (manner, [("WARNING", "F2")], {})


@pytest.mark.parametrize("head", ["账期（天）", "信用期", "付款期限"])
def test_the_period_has_several_names(head):
    assert read("月结", "60", head)[0] == "月结60天"


@pytest.mark.parametrize(
    ("head", "terms"), [("账期（月）", "月结2个月"), ("账期(个月)", "月结2个月"), ("账期", "月结2天")]
)
def test_a_bare_number_counts_months_only_under_a_header_that_says_so(head, terms):
    assert read("月结", "2", head) == (terms, [], {})


@pytest.mark.parametrize(("period", "said"), [("2", []), ("3", [("WARNING", "F2")])])
def test_two_months_are_the_sixty_days_that_the_manner_says(period, said):
    assert read("月结60天", period, "账期（月）") == ("月结60天", said, {})


def test_a_period_that_stands_once_for_several_customers_is_that_of_each():
    picture = """
    | 客户编码 | 客户名称 | 联系人 | 电话 | 结算方式 | 账期 |
    | '0017 | 山河食品店 | 张三 | '13800000000 | 月结 | 60天 |
    | '0018 | 晨光副食店 | 李四 | '13800000001 | 月结 | {} |
    """
    assert table(picture.format("同上")).values["settle_type"] == ["月结60天", "月结60天"]
    assert table(picture.format(""), merged=[(1, 5, 2, 5)]).values["settle_type"] == ["月结60天", "月结60天"]
    assert table(picture.format("")).values["settle_type"] == ["月结60天", "月结"]


def test_a_period_alone_is_the_terms():
    found = table("""
    | 客户编码 | 客户名称 | 联系人 | 电话 | 账期 |
    | '0017 | 山河食品店 | 张三 | '13800000000 | 月结60天 |
    """)
    assert found.values["settle_type"] == ["月结60天"]


@pytest.mark.parametrize(
    ("head", "said", "terms"),
    [("账期（天）", "60", "60天"), ("账期", "60", "60天"), ("账期（月）", "2", "2"), ("结算方式", "60", "60")],
)
def test_a_bare_number_alone_counts_days_where_a_period_of_days_is_asked_for(head, said, terms):
    found = table(f"""
    | 客户编码 | 客户名称 | 联系人 | 电话 | {head} |
    | '0017 | 山河食品店 | 张三 | '13800000000 | {said} |
    """)
    assert found.values["settle_type"] == [terms]
