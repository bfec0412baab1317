"""Sheets that look as one did before are written at once, and nobody can tell it from their bytes."""

from __future__ import annotations

import datetime as dt
import struct
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from template_books import drawn_book, grid

from neiqin_xl.workbook.template import Template, TemplateError, moulds

ROWS = [
    ["{{ 客户.名称 }}", "第{{ 数 }}号：{{ 客户.名称 }}", "固定 100%"],
    ["{% if 备注 %}"],
    ["备注", "{{ 备注 }}", "{{ 数 * 2 }}"],
    ["{% endif %}"],
    ["{{ 明细.品名 }}", "{{ 明细.数量 }}", "{{ 序号 }}、{{ 明细.品名 }}", "{{ 数 }}", "{{ 明细.数量 + 1 }}"],
    ["{% for 组 in 组们 %}"],
    ["{{ 组.名 }}", "{{ 组.行.值 }}", "{{ loop.index }}/{{ 数 }}"],
    ["{% endfor %}"],
    ["{{ 数 }}", "完"],
]
MARKERS = {2, 4, 6, 8}


def _tall(book, sheet):
    """Rows with a height of their own, whose cells wrap."""
    wrapped = book.add_format({"text_wrap": True})
    for row, values in enumerate(ROWS):
        if row + 1 not in MARKERS:
            sheet.set_row(row, 18, wrapped)
            for column, value in enumerate(values):
                sheet.write(row, column, value, wrapped)


def _reading(book, sheet):
    """Another sheet, whose formulas read what is filled in here."""
    _tall(book, sheet)
    other = book.add_worksheet("另页")
    other.write_formula(0, 0, "=SUM(表!B5)")
    other.write_formula(1, 0, "=表!A1")
    other.write_formula(2, 0, "=表!B5")


BOOKS = [drawn_book(ROWS, more=more) for more in (None, _tall, _reading)]

texts = st.one_of(
    st.none(),
    st.dates(dt.date(1890, 1, 1)),
    st.decimals(allow_infinity=True),
    st.text("ab-= \n&<%号", max_size=40),
    st.sampled_from(["", "%s", "长" * 40, 10**17, Decimal("1E+20"), True]),
)
pages = st.fixed_dictionaries(
    {
        "客户": st.fixed_dictionaries({"名称": texts}),
        "数": st.integers(0, 99),
        "备注": st.sampled_from(["", "急"]),
        "明细": st.lists(st.fixed_dictionaries({"品名": texts, "数量": st.integers(0, 9)}), max_size=12),
        "组们": st.lists(
            st.fixed_dictionaries({"名": texts, "行": st.lists(st.just({"值": 1}), max_size=3)}), max_size=3
        ),
    }
)
KEPT = [Template(book) for book in BOOKS]


@pytest.mark.thorough
@given(st.lists(pages, min_size=1, max_size=3), st.sampled_from(range(len(BOOKS))))
def test_a_page_has_the_same_bytes_however_often_its_shape_was_seen(several, which):
    for values in several:
        fresh = Template(BOOKS[which]).render(values)
        assert [KEPT[which].render(values) for _ in range(3)] == [fresh] * 3


@settings(max_examples=10)
@given(st.lists(pages, min_size=2, max_size=3))
def test_shapes_may_be_forgotten_at_any_time(several):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moulds, "_MOST_MADE", 1)
        patch.setattr(moulds, "_LONGEST_MADE", 100)
        short = Template(BOOKS[1])
        made = [short.render(values) for values in several * 3]
    assert made == [KEPT[1].render(values) for values in several * 3]


def _values(**others):
    return {"客户": {"名称": "甲"}, "数": 1, "备注": "", "明细": [{"品名": "乙", "数量": 2}], "组们": [], **others}


def _seen_often():
    template = Template(BOOKS[0])
    for _ in range(3):
        template.render(_values())
    return template


@pytest.mark.parametrize(
    "others",
    [{"客户": {}}, {"数": "字", "备注": "急"}, {"明细": [{"品名": "乙"}]}, {"明细": [{"品名": "乙", "数量": "多"}]}],
)
def test_mistakes_are_told_alike_on_pages_seen_before(others):
    def mistakes(template):
        with pytest.raises(TemplateError) as error:
            template.render(_values(**others))
        return error.value.mistakes

    assert mistakes(_seen_often()) == mistakes(Template(BOOKS[0])) != []


def test_an_empty_list_and_one_of_a_single_row_are_told_apart():
    template = _seen_often()
    for _ in range(3):
        assert grid(template.render(_values()))[1] == ["乙", 2, "1、乙", 1, 3]
        assert grid(template.render(_values(明细=[])))[1] == []
        assert grid(template.render(_values(明细={"品名": "丙", "数量": 4}, 序号=7)))[1] == ["丙", 4, "7、丙", 1, 5]


def test_a_picture_is_hung_on_a_page_seen_before():
    picture = b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">2I", 4, 3)
    shown = _values(客户={"名称": picture}, 明细=[{"品名": picture, "数量": 1}])
    book = drawn_book([["{{ 客户.名称 }}"], ["{{ 明细.品名 }}", "{{ 明细.数量 }}"]])
    template = Template(book)
    for _ in range(3):
        template.render(_values())
    assert template.render(shown) == Template(book).render(shown) != template.render(_values())


def test_rows_are_told_by_their_own_time_round_a_loop():
    template = Template(drawn_book([["{% for 甲 in 外 %}"], ["{{ 甲.名 }}"], ["{% endfor %}"]]))
    for start in range(4):
        names = [f"名{start + one}" for one in range(3)]
        assert grid(template.render({"外": [{"名": name} for name in names]})) == [[name] for name in names]
