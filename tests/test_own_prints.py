"""Papers of ours that are only printed or looked at: known by their first row, and never read."""

from __future__ import annotations

from pathlib import Path

import pytest
from template_books import opened

import neiqin_xl
from neiqin_xl import words
from neiqin_xl.intake.recognition.own_prints import PRINTED, PRINTS, is_print, only_printed
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.model.form import print_title

FOLDER = Path(neiqin_xl.__file__).parent.parent / "workbook_templates"


def sheet(*first_row):
    return Sheet("甲", [list(first_row), ["订单号", "品名", "数量"], ["D-1", "螺栓", 3]])


@pytest.mark.parametrize("word", PRINTS, ids=str)
def test_every_sheet_of_such_a_template_is_known_by_its_first_row(word):
    template = opened((FOLDER / f"{word}.xlsx").read_bytes())
    assert {one["A1"].value for one in template.worksheets} == {print_title(word)}


@pytest.mark.parametrize("word", PRINTS, ids=str)
def test_a_print_is_not_read_and_its_answer_says_that_the_books_are_as_they_were(word):
    assert is_print(sheet("", print_title(word)))
    said = only_printed([sheet("订单"), sheet(print_title(word))])
    assert said.code == PRINTED
    assert f"“{word}”" in said.message
    assert "账没有变" in said.message


def test_only_a_dropped_slip_is_answered_with_the_form_for_goods_that_have_left():
    told = {word: only_printed([sheet(print_title(word))]).message for word in PRINTS}
    assert [word for word, message in told.items() if "发货录入模板" in message] == [words.DELIVERY_NOTE]


@pytest.mark.parametrize("first_row", [("送货单",), ("分发表",), ("", ""), ()])
def test_a_paper_that_only_bears_such_a_name_is_read_like_any_other(first_row):
    assert not is_print(sheet(*first_row))
    assert only_printed([sheet(*first_row)]) is None
