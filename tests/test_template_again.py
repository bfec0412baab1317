"""A template rendered again and again: what it remembers of earlier pages never shows in a later one."""

from __future__ import annotations

import datetime as dt
import gc
import math
import zipfile
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from template_books import drawn_book, grid, part

from neiqin_xl.workbook import packed, poured
from neiqin_xl.workbook.packed import PackedAgain, whole
from neiqin_xl.workbook.poured import Poured
from neiqin_xl.workbook.strings import NewStrings, SharedStrings
from neiqin_xl.workbook.styles import Styles, StylesInUse
from neiqin_xl.workbook.template import Template, TemplateError
from neiqin_xl.workbook.template.expressions import compiled, of_name
from neiqin_xl.workbook.template.fields import Fields
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.typed import Cells

ROWS = [
    ["{{ 标题 }}", "客户：{{ 客户.名称 }}（{{ 客户.编码|默认('无') }}）", "=D2"],
    ["{{ 客户.名称 }}", None, "固定", 7],
    ["{% if 备注 %}"],
    ["备注", "{{ 备注 }}", "{{ 数 * 2 }}"],
    ["{% endif %}"],
    ["{{ 明细.品名 }}", "{{ 明细.数量 }}", "=B6*2", "=SUM(B$6:B6)", "{{ 序号 }}"],
    ["合计", "=SUM(B6)", "=SUM(C6:C6)"],
    ["{% for 组 in 组们 %}"],
    ["{{ 组.名 }}", "{{ 组.行.数 }}"],
    ["小计", "=SUM(B9)"],
    ["{% endfor %}"],
    ["{{ 数 }}", "=B7+1"],
    ["末行", "=A12"],
]
BOOK = drawn_book(
    ROWS,
    name="{{ 客户.名称 }}",
    more=lambda book, sheet: sheet.set_row(1, 20, book.add_format({"text_wrap": True})),
)

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(),
    st.decimals(allow_nan=True, places=2, min_value=-(10**16), max_value=10**16),
    st.decimals(allow_infinity=True),
    st.dates(dt.date(1890, 1, 1)),
    st.datetimes(dt.datetime(1890, 1, 1)),
    st.times(),
    st.text("a=-+@ \n\t&<_x0041号\ud800\x01", max_size=12),
    st.sampled_from(["", "文", "=1+1", "长" * 40, Decimal("1E+20"), Decimal("-0.00")]),
)
lines = st.lists(st.fixed_dictionaries({"品名": cells, "数量": st.integers(0, 9)}), max_size=20)
pages = st.fixed_dictionaries(
    {
        "标题": cells,
        "备注": st.sampled_from(["", "急"]),
        "数": st.integers(0, 99),
        "客户": st.one_of(
            st.fixed_dictionaries({"名称": st.text("甲乙'[", min_size=1, max_size=4)}),
            st.fixed_dictionaries({"名称": st.just("丙"), "编码": st.text("01", max_size=3)}),
        ),
        "明细": lines,
        "组们": st.lists(
            st.fixed_dictionaries({"名": cells, "行": st.lists(st.just({"数": 1}), max_size=3)}), max_size=3
        ),
    }
)
AGAIN = Template(BOOK)


@pytest.mark.thorough
@given(st.lists(pages, min_size=1, max_size=4))
def test_a_template_gives_what_a_fresh_one_does_however_often_it_was_rendered(several):
    for values in several:
        assert AGAIN.render(values) == Template(BOOK).render(values)


@settings(max_examples=10)
@given(st.lists(pages, min_size=3, max_size=3))
def test_what_is_remembered_may_be_forgotten_at_any_time(several):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("framing._MOST_FRAMES", "rowgroup._MOST_PLACED", "standing._MOST_CUTS", "tree._MOST_TRACKS"):
            patch.setattr(f"neiqin_xl.workbook.template.{name}", 1)
        patch.setattr("neiqin_xl.workbook.template.rowgroup._LONGEST_PLACED", 100)
        patch.setattr(packed, "_MOST_REMEMBERED", 1)
        short = Template(BOOK)
        made = [short.render(values) for values in several + several]
    assert made == [AGAIN.render(values) for values in several + several]


def test_rows_told_together_name_every_cell_that_cannot_be_told_and_no_other():
    rows = [["{{ 甲.有 }}", "{{ 甲.没有 }}"], ["{{ 乙 }}"], ["{{ 丙 }}"], ["{{ 甲.有 * 2 }}", "{{ 甲.有|保留(2) }}"]]
    with pytest.raises(TemplateError) as error:
        Template(drawn_book(rows)).render({"甲": {"有": "字"}, "丙": 1})
    assert [one.cell for one in error.value.mistakes] == ["B1", "A2", "A4", "B4"]


@pytest.mark.thorough
def test_a_filled_workbook_without_formulas_leaves_nothing_for_the_search_for_garbage():
    rows = [["{{ 标题 }}"], ["{{ 明细.品名 }}", "{{ 明细.数量 }}"], ["合计", 7]]
    values = {"标题": "甲", "明细": [{"品名": "螺丝", "数量": 3}, {"品名": "螺母", "数量": 5}]}
    template = Template(drawn_book(rows))
    template.render(values)
    gc.collect()
    gc.disable()
    try:
        template.render(values)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_long_page_between_markers_stands_whole():
    rows = [[f"{{{{ 值.v{row % 7} }}}}", "{{ 数 }}", f"=B{row}"] for row in range(1, 120)]
    values = {"值": {f"v{one}": f"文{one}" for one in range(7)}, "数": 3}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(poured, "_LONG", 500)
        made = grid(Template(drawn_book(rows)).render(values), data_only=True)
    assert made == [[f"文{row % 7}", 3, 3] for row in range(1, 120)]


@given(st.lists(st.tuples(cells, st.integers(0, 3)), max_size=30))
def test_many_cells_at_once_are_written_as_each_alone(several):
    styles = Styles(part(BOOK, "xl/styles.xml").encode())
    made, alone = (Cells(NewStrings(SharedStrings(None)), StylesInUse(styles)) for _ in range(2))
    rests, held = made.cells([value for value, _ in several], [style for _, style in several])
    each = [alone.inner(value, style) for value, style in several]
    assert rests == [rest for rest, _ in each]
    assert repr(held) == repr([one for _, one in each])
    assert made.strings.packed("文").data == alone.strings.packed("文").data
    assert made.styles.content() == alone.styles.content()


@given(st.lists(cells, max_size=30))
def test_a_column_of_cells_is_written_as_each_alone(values):
    styles = Styles(part(BOOK, "xl/styles.xml").encode())
    made, alone = (Cells(NewStrings(SharedStrings(None)), StylesInUse(styles)) for _ in range(2))
    for several in (values, [one for one in values if isinstance(one, float) and not math.isnan(one)]):
        rests, held = made.column(several, 1)
        each = [alone.inner(value, 1) for value in several]
        assert rests == [rest for rest, _ in each]
        assert repr(held) == repr([one for _, one in each])


NAMES = ["甲.子", "甲.丑", "乙.子", "丁", "甲.寅|默认('无')", "甲.子|文字", "丙.子.丑", "丁.子|默认(0)", "己.子"]
fields = st.dictionaries(st.sampled_from("子丑"), st.integers(0, 9), max_size=2)
contexts = st.fixed_dictionaries(
    {},
    optional={
        "甲": fields,
        "乙": st.one_of(fields, fields.map(MappingProxyType)),
        "丙": st.fixed_dictionaries({"子": fields}),
        "丁": st.integers(0, 9),
        "己": st.one_of(fields, st.just([])),
    },
)


@given(st.lists(st.sampled_from(NAMES), max_size=8), contexts)
@example(NAMES[:2], {"甲": {"子": 1, "丑": 2}})
def test_names_told_together_are_told_as_each_alone(names, context):
    several = [compiled(name).piped for name in names]

    def outcome(tell):
        try:
            return tell()
        except WrongError as wrong:
            return str(wrong), wrong.name

    expected = outcome(lambda: [of_name(one, context) for one in several])
    assert outcome(lambda: Fields(several).values(context)) == expected


@given(st.lists(st.text("ab号<", max_size=9), max_size=9), st.integers(1, 40))
def test_rows_added_together_are_poured_as_if_each_were_added_alone(texts, long):
    rows = [f"<row>{text.replace('<', '')}</row>" for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(poured, "_LONG", long)
        together, alone = Poured(), Poured()
        together.add("前")
        together.add_rows("".join(rows))
        for row in ["前", *rows]:
            alone.add(row)
        assert together.packed("行", "", "") == alone.packed("行", "", "")


def test_parts_that_come_again_are_the_same_and_stand_in_a_whole_package():
    again = PackedAgain()
    first, second = again.packed("一.xml", "文" * 9), again.packed("二.xml", "文" * 30_000)
    assert again.packed("一.xml", "文" * 9) is first
    assert again.packed("一.xml", "字") != first
    assert again.packed("三.xml", "文" * 9).name == "三.xml".encode()
    assert again.packed("二.xml", "文" * 30_000) == second
    data = whole([first, second])
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.read("二.xml").decode() == "文" * 30_000
