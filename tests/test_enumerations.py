"""Choices that papers offer: every spelling means one of them, and means it however it is typed."""

from __future__ import annotations

import pytest

from neiqin_xl import words
from neiqin_xl.intake.values.cells import Setting, read_cells
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.sheets import sheet_types
from neiqin_xl.sheets.goods_return import DISPOSITIONS
from neiqin_xl.sheets.order import ORDER_TYPES
from neiqin_xl.sheets.shipment import COLLECT_MODES, SHIP_TYPES
from neiqin_xl.words import Word, fold

SHARED = {
    "collect mode": COLLECT_MODES,
    "receipt method": words.RECEIPT_METHODS,
    "disposition": DISPOSITIONS,
    "invoice type": words.INVOICE_TYPES,
    "red reason": words.RED_REASONS,
    "order type": ORDER_TYPES,
    "ship type": SHIP_TYPES,
}
DECLARED = {
    f"{kind.name}.{one.name}": one.choices for kind in sheet_types().values() for one in kind.fields if one.choices
}
ALL = SHARED | DECLARED


def chosen(choices, text):
    read = read_cells([text], Setting(Field(Word("x", "某栏"), Kind.ENUM, choices=choices)))
    return read.values[text], text in read.unknown


@pytest.mark.parametrize("choices", ALL.values(), ids=ALL)
def test_no_spelling_means_two_choices(choices):
    spelled = [("".join(fold(text).split()), kept) for kept, texts in choices.items() for text in {kept, *texts}]
    meant = {}
    for text, kept in spelled:
        assert meant.setdefault(text, kept) == kept, text


@pytest.mark.parametrize("choices", ALL.values(), ids=ALL)
def test_every_spelling_is_read_as_its_choice(choices):
    for kept, spellings in choices.items():
        for text in (kept, *spellings):
            assert chosen(choices, f" {text} ") == (kept, False)


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("receipt method", "Ｔ/Ｔ", "电汇"),
        ("receipt method", "銀行承兌匯票", "银行承兑"),
        ("receipt method", "銀行轉帳", "转账"),
        ("collect mode", "貨站代收", "代收"),
        ("disposition", "換貨", "换货补发"),
        ("disposition", "退款（冲减应收）", "退款"),
        ("invoice type", "电子发票（普通发票）", "数电普票"),
        ("invoice type", "增值稅專用發票", "专票"),
        ("red reason", "02 销货退回", "销货退回"),
        ("red reason", "04", "销售折让"),
        ("ship type", "紅字", "退货"),
        ("order type", "补货", "补货"),
    ],
)
def test_traditional_and_full_width_spellings_are_known(name, text, kept):
    assert chosen(SHARED[name], text) == (kept, False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("转账", "转账"), ("对公转账", "转账"), ("电汇", "电汇"), ("汇款", "电汇"), ("转账支票", "支票")],
)
def test_how_somebody_paid_stays_what_was_written(text, kept):
    assert chosen(SHARED["receipt method"], text) == (kept, False)


@pytest.mark.parametrize("name", SHARED)
def test_what_is_not_known_is_kept_and_said(name):
    assert chosen(SHARED[name], "天知道") == ("天知道", True)
