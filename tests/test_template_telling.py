"""Values of placeholders: told without jinja2 as with it, and for all copies of a row as for each alone."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from template_books import drawn_book, grid

from neiqin_xl.machine.children import environment_of_child
from neiqin_xl.workbook.calculation.program import program_of
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.template import Template
from neiqin_xl.workbook.template import expressions as told_by
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.sofar import SoFar, reads_so_far

CONTEXT = {
    "客户": {"名称": "甲", "电话": "", "折扣": None},
    "日期": dt.date(2026, 11, 5),
    "应收": Decimal("1409.505"),
    "比率": 0.125,
    "数": 7,
    "明细": [{"数量": 1, "区": "东"}, {"数量": Decimal("2.5"), "区": "西"}],
    "东西": SimpleNamespace(名="乙"),
}
WRITTEN = [
    "客户.名称", "客户.没有", "没有", "没有.名称", "客户.名称.长", "东西.名", "东西.没有", "明细.数量",
    "客户.电话|默认('无')", "客户.没有|默认('无')", "没有.电话|默认('无')", "没有|默认(0)", "客户.折扣|默认(1)", "客户.名称|默认",
    "东西.没有|默认('无')", "明细.没有|默认('无')", "日期|日期", "日期 | 日期('yyyy-mm')", '日期|日期("m月d日")', "客户.名称|日期",
    "应收|大写金额", "应收|保留(2)", "应收|保留(-1)", "比率|保留", "客户.名称|保留(2)", "应收|保留('两')", "应收|保留(2, 3)",
    "明细|个数", "明细|合计('数量')", "明细|分组('区')", "数|文字", "应收|保留(1)|文字", "客户.折扣|默认(0)|保留(1)|默认('a,b')",
]  # fmt: skip


def outcome(expression):
    try:
        return expression.value(CONTEXT)
    except WrongError as wrong:
        return str(wrong)


@pytest.mark.parametrize("source", WRITTEN)
def test_a_name_with_filters_means_what_it_means_to_jinja(source):
    plain = told_by.compiled(source)
    assert plain.piped is not None
    by_jinja = told_by._compiled(source)
    assert outcome(plain) == outcome(by_jinja)
    assert (set(plain.paths), set(plain.optional)) == (set(by_jinja.paths), set(by_jinja.optional))


@pytest.mark.parametrize(
    "source", ["应收 * 2", "none", "not 数", "明细[0].数量", "客户.名称|upper", "数|默认(数)", "'字'"]
)
def test_what_is_more_than_a_name_with_our_filters_is_left_to_jinja(source):
    assert told_by.compiled(source).piped is None


def test_a_template_of_names_and_our_filters_is_filled_without_jinja():
    code = (
        "import sys; from neiqin_xl.workbook.template import Template\n"
        "made = Template(sys.stdin.buffer.read()).render({'客户': {'名称': '甲'}, '明细': [{'数量': 1}, {'数量': 2}]})\n"
        "print('jinja2' in sys.modules, len(made) > 0)"
    )
    rows = [
        ["{{ 客户.名称|默认('') }}"], ["{% 如果 客户.名称 %}"], ["{{ 明细.数量|保留(2) }}", "{{ 序号 }}", "=A3*2"], ["{% 结束 %}"],
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=drawn_book(rows), capture_output=True, check=True, env=environment_of_child() | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout.split() == [b"False", b"True"]


CELLS = ["{{ 明细.数 }}", "{{ 序号 }}", "{{ 名 }}", "{{ 明细.没有|默认('-') }}", "{{ 明细.数|保留(1) }}", "{{ loop.last }}",
         "第{{ 序号 }}行{{ 明细.数 }}", "{{ 明细.数 * 2 }}", "{{ 明细.内.值 }}"]  # fmt: skip


@pytest.mark.thorough
@given(st.lists(st.sampled_from(CELLS), max_size=4), st.integers(1, 4))
def test_a_row_told_for_all_copies_at_once_is_told_as_each_copy_alone_is(cells, count):
    items = [{"数": Decimal(n) / 4, "内": {"值": f"v{n}"}} for n in range(1, count + 1)]
    row = [*cells, "{{ 明细.数 }}"]
    alone = Template(drawn_book([["{% for 明细 in 全部 %}"], row, ["{% endfor %}"]]))
    at_once = Template(drawn_book([row])).render({"明细": items, "名": "甲"})
    assert grid(at_once) == grid(alone.render({"全部": items, "名": "甲"}))


FORMULAS = [
    "A1*B1",
    "A1+B1-C1",
    "-A1",
    "+A1*2",
    "A1/B1",
    "ROUND(A1*B1,2)",
    "INT(A1)+ABS(C1)",
    "A1^2",
    "MOD(A1,B1)",
    "A1=B1",
]
numbers = st.one_of(
    st.decimals(-10000, 10000, places=3, allow_nan=False),
    st.sampled_from([Decimal(0), Decimal("1E+200"), None, "字", True]),
)


@given(st.sampled_from(FORMULAS), st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=4))
def test_a_formula_calculated_column_by_column_is_worth_what_it_is_row_by_row(formula, rows):
    known = Known()
    for row, cells in enumerate(rows, start=1):
        known.hold_row(row, enumerate(cells, start=1))
    program = program_of(formula)
    at_once = SoFar(known, 1, len(rows), 0).calculated_at_once(program)
    one_by_one = [SoFar(known, 1, len(rows), 0).calculated(program, row) for row in range(1, len(rows) + 1)]
    assert at_once is None or at_once == one_by_one


def test_arithmetic_of_numbers_is_calculated_column_by_column():
    known = Known()
    for column in (1, 2, 3):
        known.hold(column, 1, [Decimal(column), Decimal(column + 1)])
    for formula in FORMULAS[:-1]:
        assert SoFar(known, 1, 2, 0).calculated_at_once(program_of(formula)) is not None
    assert SoFar(known, 1, 2, 0).calculated_at_once(program_of(FORMULAS[-1])) is None


@pytest.mark.parametrize(
    ("formula", "row", "early"),
    [
        ("A5*B5", 5, True),
        ("H4+G5", 5, True),
        ("SUM(A$1:A5)", 5, True),
        ("SUM(A1:A9)", 5, False),
        ("A6", 5, False),
        ("表!A1", 5, False),
        ("SUM(A:A)", 5, False),
        ("SUBTOTAL(9,A1:A4)", 5, False),
    ],
)
def test_only_a_formula_that_looks_up_its_own_sheet_is_calculated_with_its_row(formula, row, early):
    assert reads_so_far(program_of(formula), row) is early


def test_totals_of_totals_are_not_taken_twice_whatever_is_calculated_early():
    rows = [
        ["{{ 明细.数 }}", "=A1*2"],
        ["=SUBTOTAL(9,B1)"],
        ["=SUBTOTAL(9,A2:A2,B1)"],
        ["=A2+1"],
        ["=SUBTOTAL(9,B1,A2,A4)"],
    ]
    made = Template(drawn_book(rows)).render({"明细": [{"数": 1}, {"数": 2}]})
    assert [row[0] for row in grid(made, data_only=True)][2:] == [6, 6, 7, 13]
