"""What tells of a customer and what does not: names inside names, common codes, our own name, what we sell."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from near_names import near_customers

from neiqin_xl.ledger.marks import Mark, Sort
from neiqin_xl.publish.release.search import Search
from neiqin_xl.publish.release.tokens import Tokens, folded


def search(marks, common=(), own=None):
    texts = own or {}
    return Search(Tokens([Mark(*one) for one in marks]), lambda customer: texts.get(customer, ()), lambda: common)


def found(marks, text, customer="a", **more):
    """What kinds of marks of others a text for a customer holds."""
    return {one.sort for one in search(marks, **more).foreign({text}, frozenset({customer}))}


NAME, CODE, NUMBER, TAX_NO, PHONE = Sort


@pytest.mark.parametrize(
    ("sort", "mark", "text"),
    [
        (NAME, "上海大华贸易", "收款人：上海大华贸易"),
        (NAME, "上海大华贸易", "ＡＢＣ 上海大华贸易（转）"),
        (NAME, "ABC（中国）有限公司", "abc(中国)有限公司"),
        (NAME, "大华", "大华"),
        (NAME, "Globex Trading", "GLOBEX  TRADING 11月"),
        (NAME, "华东贸易2", "华东贸易2 2026年"),
        (CODE, "KH01", "客户 KH01"),
        (CODE, "kh-01", "（KH-01）"),
        (CODE, "昆A01", "昆A01"),
        (NUMBER, "SO20261105-01", "见SO20261105-01、其他"),
        (NUMBER, "123456", "单号123456"),
        (NUMBER, "PO/2026/11", "PO/2026/11"),
        (NUMBER, "昆出2026-001", "送货单昆出2026-001号"),
        (TAX_NO, "91310000MA1FL0001X", "税号:91310000MA1FL0001X"),
        (PHONE, "0871-6313 5678", "电话 0871 63135678"),
        (PHONE, "13800138000", "138-0013-8000"),
        (NAME, "大华", "收货：大华（代付）"),
        (NAME, "大华行", "转 大华行、其他"),
        (NAME, "TCL", "代TCL 收货。TCL"),
        (CODE, "A1", "A1"),
        (CODE, "A1", "客户：A1　大华"),
        (CODE, "K-9", "编码 K-9"),
        (CODE, "12", "客户：12"),
        (CODE, "0012", "客户编码：0012　大华"),
        (CODE, "A", "客户：A　大华"),
    ],
)
def test_a_mark_of_another_is_found_however_it_stands_there(sort, mark, text):
    assert found([("b", sort, mark)], text) == {sort}
    assert found([("b", sort, mark), ("a", sort, mark)], text) == set()


@pytest.mark.parametrize(
    ("sort", "mark", "text"),
    [
        (NAME, "大华", "大华橡胶密封圈"),
        (NAME, "华东贸易2", "华东贸易2026年11月"),
        (NAME, "ABCD", "XABCDY"),
        (NAME, "2026", "2026"),
        (CODE, "A1", "A1区"),
        (CODE, "A1", "A1-03"),
        (CODE, "A1", "型号A1"),
        (CODE, "M8", "M8×30"),
        (CODE, "A", "A"),
        (CODE, "A", "等级：A"),
        (CODE, "001", "001"),
        (CODE, "12", "件数：12"),
        (CODE, "12", "客户：12-3"),
        (CODE, "12", "客户：大华12"),
        (CODE, "1", "第 1 版"),
        (NUMBER, "A1", "A1"),
        (NUMBER, "12", "客户：12"),
        (NAME, "大华", "大华路"),
        (NAME, "TCL", "TCL-55寸"),
        (NAME, "大", "大"),
        (CODE, "2026", "2026"),
        (CODE, "KH01", "XKH01"),
        (CODE, "KH01", "KH01-2"),
        (NUMBER, "12345", "12345"),
        (NUMBER, "20261105", "20261105"),
        (NUMBER, "2026-11-05", "2026-11-05"),
        (NUMBER, "202611", "202611-202612"),
        (NUMBER, "123456", "¥1,123456"),
        (NUMBER, "123456", "123456.00"),
        (NUMBER, "SO1001", "SO10012"),
        (PHONE, "1234", "1234"),
        (NAME, "", ""),
    ],
)
def test_what_is_too_common_or_only_looks_like_a_mark_is_no_alarm(sort, mark, text):
    assert found([("b", sort, mark)], text) == set()


def test_a_name_inside_our_customers_own_name_is_no_alarm_but_beside_it_is():
    marks = [("a", NAME, "上海大华贸易有限公司"), ("b", NAME, "上海大华")]
    own = {"a": ["上海大华贸易有限公司"]}
    assert found(marks, "致：上海大华贸易有限公司", own=own) == set()
    assert found(marks, "致：上海大华贸易有限公司（上海大华代付）", own=own) == {NAME}
    assert found(marks, "上海大华贸易有限公司", "b", own={"b": ["上海大华"]}) == {NAME}


def test_what_the_customer_itself_says_may_name_others():
    marks = [("b", NAME, "上海大华"), ("b", NUMBER, "KH0001"), ("b", PHONE, "13800138000")]
    own = {"a": ["上海大华路1号", "收货：上海大华", "仓库KH0001", "13800138000"]}
    for text in ("上海大华路1号", "收货：上海大华", "仓库KH0001", "电话13800138000"):
        assert found(marks, text, own=own) == set()
        assert found(marks, text)


def test_a_short_code_that_is_also_a_number_of_our_customers_own_is_no_alarm():
    marks = [("b", CODE, "A1"), ("b", CODE, "12"), ("a", NUMBER, "A1"), ("a", NUMBER, "12")]
    assert found(marks, "送货单 A1") == found(marks, "客户：12") == set()
    assert found(marks, "送货单 A1", "c") == found(marks, "客户：12", "c") == {CODE}


def test_a_short_name_takes_nothing_from_the_code_of_somebody_else_that_is_spelled_alike():
    both = [("b", NAME, "TCL1"), ("c", CODE, "TCL1")]
    for marks in (both, both[::-1]):
        told = search(marks).foreign({"TCL1"}, frozenset({"a"}))
        assert {(one.owners, one.is_brief) for one in told} == {(frozenset("b"), True), (frozenset("c"), False)}
        assert [one.is_brief for one in search(marks).foreign({"TCL1"}, frozenset({"c"}))] == [True]


def test_a_short_name_in_our_customers_own_words_or_in_what_we_sell_is_no_alarm():
    marks = [("b", NAME, "大华"), ("b", CODE, "M8")]
    assert found(marks, "收货：大华", own={"a": ["大华", "大华路"]}) == set()
    assert found(marks, "大华 M8", common=["大华 M8"]) == set()
    assert found(marks, "大华 M8", common=["大华", "M8"]) == set()
    assert found(marks, "大华 M8 大华", common=["大华 M8"]) == {NAME}


def test_our_own_name_and_what_we_sell_mean_nobody():
    marks = [("b", NAME, "昆明永兴"), ("b", NAME, "现金"), ("b", CODE, "M8X30"), ("b", NAME, "德力西电气")]
    common = ["昆明永兴商贸有限公司", "现金", "M8X30", "德力西电气断路器"]
    for text in ("昆明永兴商贸有限公司", "现金", "M8X30", "德力西电气断路器 3P"):
        assert found(marks, text, common=common) == set()
    assert found(marks, "德力西电气", common=common) == {NAME}


def test_a_pack_for_several_customers_may_hold_what_is_theirs():
    marks = [("a", NAME, "上海大华"), ("b", NAME, "昆明永兴"), ("c", NAME, "成都达佳")]
    asked = search(marks)
    assert asked.foreign({"上海大华", "昆明永兴"}, frozenset("ab")) == []
    assert [one.owners for one in asked.foreign({"成都达佳"}, frozenset("ab"))] == [{"c"}]


@pytest.mark.thorough
def test_a_thousand_near_names_raise_no_alarm_and_every_mix_up_does():
    customers = near_customers(1000)
    marks = [
        (one.code, sort, text)
        for one in customers
        for sort, text in (
            (NAME, one.name), (CODE, one.code), (NUMBER, f"D{one.word}"), (TAX_NO, one.tax_no), (PHONE, one.phone),
        )
    ]  # fmt: skip
    asked = search(marks, own={one.code: [one.name, one.phone, one.tax_no, one.code] for one in customers})
    for n, one in enumerate(customers):
        texts = {
            one.name, f"客户：{one.code} {one.name}", f"{one.name} 2026年11月 对账单", f"电话 {one.phone}",
            f"单号 D{one.word}", "合计", "2026-11-01 至 2026-11-30", f"税号：{one.tax_no}",
        }  # fmt: skip
        assert asked.foreign(texts, frozenset({one.code})) == []
        other = customers[(n * 7 + 1) % len(customers)]
        if other.name not in one.name:
            told = asked.foreign({*texts, other.name}, frozenset({one.code}))
            assert {other.code} in [mark.owners for mark in told]


@given(
    st.lists(
        st.text(st.sampled_from("上海大华贸易12AB-（）"), min_size=4, max_size=9), min_size=2, max_size=6, unique=True
    ),
    st.data(),
)
def test_a_name_is_found_whatever_stands_around_it_with_a_mark_between(names, data):
    folded_names = {folded(one) for one in names}
    own, other = data.draw(st.permutations(names))[:2]
    asked = search([(one, NAME, one) for one in names], own={one: [one] for one in names})
    hits = asked.foreign({own}, frozenset({own}))
    assert hits == []
    if len(folded_names) == len(names) and folded(other) not in folded(own) and not folded(other).isdigit():
        kept = Tokens([Mark(other, NAME, other)])
        if kept.names:
            assert asked.foreign({f"{own}。{other}。"}, frozenset({own}))


def test_a_text_that_comes_again_and_again_is_told_every_time():
    asked = search([("b", NAME, "上海大华")])
    for _ in range(4):
        assert len(asked.foreign({"上海大华", "合计"}, frozenset("a"))) == 1
        assert asked.foreign({"合计", "上海大华"}, frozenset("b")) == []


@given(
    st.text(
        st.sampled_from("（）：，；！？＋－＿％／￥\u3000ＡａＺ１２\u0301\u0308\u0327e\u1100\u1161Å①㈱ﾊﾞカ゛甲a 1\n")
    )
)
def test_texts_are_folded_to_their_normal_form(text):
    assert folded(text) == " ".join(unicodedata.normalize("NFKC", text).upper().split())
