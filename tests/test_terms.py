"""Terms of payment: every row of the table of domain.md §3.4, and what lies just beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.money import RATE_ONE
from neiqin_xl.settlement import Event, Manner, Part, Span, Terms, is_method, nearest_terms, read_terms

PERCENT = RATE_ONE // 100


def monthly(**how):
    return Terms(Manner.MONTHLY, **how)


def parts(*each):
    return Terms(Manner.INSTALMENT, parts=tuple(Part(share * PERCENT, *due) for share, *due in each))


TABLE = {
    Terms(Manner.PREPAY): [
        "先款后货",
        "款到发货",
        "预付",
        "全款",
        "100%预付",
        "T/T in advance",
        "款到後發貨",
        "发货前付清",
    ],
    Terms(Manner.COD): ["货到付款", "货到打款", "货到即付", "代收", "COD", "貨到付款", "物流代收货款"],
    Terms(Manner.CASH): ["现结", "现金", "取款", "当天结", "现款现货", "現金"],
    monthly(days=None): ["月结", "月結", "每月结算"],
    monthly(days=30): [
        "月结30天",
        "月结 30",
        "30天月结",
        "次月结",
        "月结三十天",
        "月结一个月",
        "月结30天电汇",
        "月结30天内付款",
    ],
    monthly(days=60): ["月结60", "月结60天", "月结两个月", "隔月结", "月结６０天"],
    monthly(): ["当月结", "月底结"],
    monthly(months=1, day=15): ["次月15号", "次月15日前付款", "月结，次月15号", "下月十五号"],
    monthly(months=1, day=31): ["次月底", "下个月底付款"],
    Terms(Manner.INVOICE, days=30): ["票到30天", "收到发票后30天内付款", "见票30天"],
    Terms(Manner.INVOICE, days=45): ["开票后45天", "票后45天"],
    Terms(Manner.INVOICE): ["见票付款", "票到付款", "票到即付"],
    Terms(Manner.INVOICE, months=2): ["开票后两个月"],
    Terms(Manner.NET, days=30): [
        "30天账期",
        "货到30天",
        "净30",
        "Net 30",
        "30天帳期",
        "账期30天",
        "NET30 days",
        "收货后30天付款",
    ],
    Terms(Manner.NET, months=3): ["三个月账期"],
    Terms(Manner.ROLLING, batches=1): ["压批", "滚动", "结前发后", "上批结清", "压一批", "批结"],
    Terms(Manner.ROLLING, batches=2): ["压两批", "压2批货"],
    Terms(Manner.PERIOD, span=Span.YEAR): ["年结", "年度结算"],
    Terms(Manner.PERIOD, span=Span.QUARTER): ["季结", "季度结"],
    Terms(Manner.PERIOD, span=Span.HALF_YEAR): ["半年结"],
    Terms(Manner.PERIOD, days=30, span=Span.QUARTER): ["季结30天"],
    Terms(Manner.PERIOD, span=Span.WEEK): ["周结"],
    parts(*[(30, Event.UNSAID)] * 3, (10, Event.UNSAID)): ["3-3-3-1", "3:3:3:1", "3331", "30/30/30/10"],
    parts((30, Event.ORDER), (70, Event.UNSAID)): ["30%定金70%尾款", "定金30%尾款70%", "预付30%", "三成定金，余款"],
    parts((30, Event.ORDER), (70, Event.RELEASE)): ["30%定金,70%发货前", "预付30%、发货前付70%", "三成定金七成发货前"],
    parts((95, Event.UNSAID), (5, Event.WARRANTY)): ["质保金5%", "5%质保金", "95%尾款，5%质保"],
    parts((30, Event.ORDER), (60, Event.DELIVERY), (10, Event.WARRANTY, 0, 12)): ["30%预付，60%到货，10%质保一年"],
    parts((30, Event.ORDER), (70, Event.STATEMENT, 30)): ["30%定金，余款月结30天", "30%定金+70%月结30天"],
    parts((95, Event.STATEMENT, 60), (5, Event.WARRANTY, 0, 12)): ["95%月结60天，5%质保金12个月"],
}


@pytest.mark.parametrize(("text", "terms"), [(text, terms) for terms, texts in TABLE.items() for text in texts])
def test_terms_mean_what_the_trade_means_by_them(text, terms):
    assert read_terms(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        *("看情况", "按合同", "月结或现结", "月结30天或票到60天", "月结30-60天", "60%定金70%尾款", "30", "次月45号"),
        *("不月结", "3-7", "3-3-3-2", "电汇", "120%预付", "0%定金", "尽快", "", "月结" * 40),
    ],
)
def test_terms_that_could_mean_several_things_mean_none(text):
    assert read_terms(text) is None


@pytest.mark.parametrize(
    ("text", "only_how"), [("电汇", True), ("承兑/转账", True), ("微信、支付宝", True), ("月结", False)]
)
def test_a_way_of_paying_is_no_term(text, only_how):
    assert is_method(text) is only_how


@pytest.mark.parametrize(
    ("text", "near"), [("月结30-60天", "月结60天"), ("货到了付款", "货到付款"), ("商量着办", None)]
)
def test_the_nearest_terms_that_are_understood_are_named(text, near):
    assert nearest_terms(text) == near
    assert near is None or read_terms(near) is not None


def test_what_must_be_paid_before_release_is_known():
    assert read_terms("款到发货").ratio == RATE_ONE
    assert read_terms("30%定金70%尾款").ratio == 30 * PERCENT
    assert read_terms("月结30天").ratio == 0


@given(st.integers(0, 365), st.sampled_from(["月结{}天", "{}天月结", "月结 {} 天", "月结{}"]))
def test_every_number_of_days_is_read_back(days, style):
    assert read_terms(style.format(days)) == monthly(days=days)


@given(st.lists(st.integers(1, 40), min_size=2, max_size=5))
def test_parts_are_always_the_whole(shares):
    terms = read_terms("，".join(f"{share}%定金" for share in shares))
    if sum(shares) > 100:
        assert terms is None
    else:
        assert sum(part.share for part in terms.parts) == RATE_ONE


@given(st.text(max_size=30))
def test_no_text_stops_the_reader(text):
    found = read_terms(text)
    assert found is None or isinstance(found, Terms)
