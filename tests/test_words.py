"""Headers made comparable, and a vocabulary in which each of them means one thing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from neiqin_xl import words
from neiqin_xl.glossary import glossary
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import Hints
from neiqin_xl.words import header_hints, plain

ROOT = Path(__file__).parent.parent
FIELDS = ROOT.parent / "shared" / "reference" / "fields.json"
TYPES = sorted(sheet_types())
ALL_WORDS = [value for value in vars(words).values() if isinstance(value, words.Word)]

# Papers of which RULES 14 and 19 alone speak, not the specification of the field.
OUR_OWN = {
    "adjustment",
    "sign_off",
    "their_statement",
    "match_decision",
    "slip_return",
    "reply_date",
    "invoice_plan",
    "difference_decision",
    "allocation",
}
# Spellings that one field claims for certain and another only where nothing else is left for it (see Word).
LENT = {
    "公司名称": ("company", "customer_name"),
    "收货单位": ("receiver", "customer_name"),
    "收货单位名称": ("receiver", "customer_name"),
    "收货方": ("receiver", "customer_name"),
    "收货客户": ("receiver", "customer_name"),
    "门店": ("receiver", "customer_name"),
    "门店名称": ("receiver", "customer_name"),
    "店名": ("receiver", "customer_name"),
    "店铺": ("receiver", "customer_name"),
    "店铺名称": ("receiver", "customer_name"),
    "件数": ("packages", "qty"),
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("单价（含税）", "单价含税"),
        ("單價（含稅）", "单价含税"),
        ("单价 (含税)", "单价含税"),
        ("单价含税", "单价含税"),
        ("单价(元,含税)", "单价含税"),
        ("单价(元/件)", "单价"),
        ("单价/元", "单价"),
        ("数 量\n（件）", "数量"),
        ("数量(订货)", "数量订货"),
        ("*客户名称：", "客户名称"),
        ("客户名称【必填】", "客户名称"),
        ("日期(yyyy-mm-dd)", "日期"),
        ("税率（％）", "税率"),
        ("折扣率%", "折扣率"),
        ("帳款客戶編號", "账款客户编号"),
        ("賬單日", "账单日"),
        ("备\u200b注", "备注"),
        ("Order No.", "orderno"),
        ("ＱＴＹ", "qty"),
        ("U/M", "um"),
        ("金额：元", "金额"),
        ("单价:元/个", "单价"),
        ("重量(kg)", "重量"),
        ("Unit Price (incl. tax)", "unitpriceincltax"),
        ("金额((元))", "金额"),
        ("（）", ""),
        ("", ""),
    ],
)
def test_every_way_of_writing_a_header_becomes_one_text(written, read):
    assert plain(written) == read


def test_net_and_tax_inclusive_prices_stay_apart():
    assert len({plain("单价(含税)"), plain("单价(不含税)"), plain("单价")}) == 3


@pytest.mark.parametrize(
    ("written", "hints"),
    [
        ("数量", Hints()),
        ("金额（万元）", Hints(scale_ten_power=4)),
        ("单位：千元", Hints(scale_ten_power=3)),
        ("单位：元", Hints()),
        ("金额单位：人民币万元", Hints(scale_ten_power=4, currency="CNY")),
        ("单价(USD)", Hints(currency="USD")),
        ("币种：港币", Hints(currency="HKD")),
        ("金额(美元)", Hints(currency="USD")),
        ("单价（含税）", Hints(tax="incl")),
        ("不含税金额(元)", Hints(tax="net")),
        ("未稅單價", Hints(tax="net")),
        ("Unit Price (excl. tax)", Hints(tax="net")),
        ("Net Weight", Hints()),
        ("税率(%)", Hints()),
        ("重量(kg)", Hints(unit="kg")),
        ("数量(件)", Hints(unit="件")),
        ("销售价(元/箱)", Hints(unit="箱")),
        ("生效日期(yyyy/mm/dd)", Hints()),
        ("U/M", Hints()),
    ],
)
def test_a_header_says_scale_currency_tax_and_unit(written, hints):
    assert header_hints(written) == hints


@pytest.mark.parametrize("word", ALL_WORDS, ids=lambda word: f"{word.key}-{word.shown}")
def test_a_word_knows_its_own_name_and_says_nothing_twice(word):
    strong = [plain(text) for text in word.strong]
    weak = [plain(text) for text in word.weak]
    assert all(strong + weak)
    assert len(set(strong)) == len(strong)
    assert len(set(weak)) == len(weak)
    assert not set(strong) & set(weak)
    assert not word.strong or word.strong[0] == word.shown


@pytest.mark.parametrize("name", TYPES)
def test_no_two_fields_of_a_paper_share_a_spelling(name):
    owner = {}
    for field in sheet_types()[name].fields:
        for text in field.word.strong:
            assert owner.setdefault(plain(text), field.name) == field.name, text
    for field in sheet_types()[name].fields:
        for text in field.word.weak:
            first = owner.setdefault(plain(text), field.name)
            assert first == field.name or LENT[plain(text)] == (first, field.name), text


@pytest.mark.parametrize("name", TYPES)
def test_a_field_is_called_what_its_word_is_called(name):
    for field in sheet_types()[name].fields:
        assert field.word.key == field.name
        assert field.word.shown == field.word.strong[0]


@pytest.mark.parametrize("name", TYPES)
def test_a_running_number_is_no_field_of_any_paper(name):
    known = {plain(text) for field in sheet_types()[name].fields for text in (*field.word.strong, *field.word.weak)}
    assert not known & {plain(text) for text in words.SEQUENCE.strong}


def test_what_papers_call_their_quantity_has_one_key():
    assert {word.key for word in (words.QTY, words.ORDERED_QTY, words.SHIPPED_QTY, words.RETURNED_QTY)} == {"qty"}
    assert "数量" in words.SHIPPED_QTY.weak
    assert "数量" not in words.SHIPPED_QTY.strong


def test_fates_and_verdicts_have_keys_of_their_own():
    for group in (words.FATES, words.VERDICTS, words.SEVERITIES, words.REPORTS, words.MEASURES, words.MASTERS):
        assert len({word.key for word in group}) == len(group)
        assert len({word.shown for word in group}) == len(group)


@pytest.mark.skipif(not FIELDS.exists(), reason="the reference pages are not at hand")
@pytest.mark.parametrize("name", [name for name in TYPES if name not in OUR_OWN])
def test_every_field_and_header_of_the_specification_is_known(name):
    wanted = json.loads(FIELDS.read_text(encoding="utf-8"))["return" if name == "goods_return" else name]
    kind = sheet_types()[name]
    fields = kind.field
    running = {plain(text) for text in words.SEQUENCE.strong}
    for field in wanted["fields"]:
        word = fields[field["name"]].word
        # Freight that somebody else advanced or the customer bears is owed, a bare 运费 may not be (RULES 13).
        also = (*words.CHARGED_FREIGHT.strong, words.CHARGED_FREIGHT.shown) if word is words.OTHER_CHARGE else ()
        known = {plain(text) for text in (*word.strong, *word.weak, *also)}
        missing = {plain(text) for text in (*field["strong"], *field["weak"])} - known - running
        # On papers with lines, 名称 is what the lines are about.
        assert missing <= ({"名称"} if field["name"] == "customer_name" and kind.has("qty") else set())


def test_the_glossary_in_the_docs_is_the_one_that_the_words_make():
    written = (ROOT / "docs" / "词汇表.md").read_text(encoding="utf-8")
    assert written == glossary(), "python -c \"from neiqin_xl.glossary import glossary; print(glossary(), end='')\""
