"""Rows that repeat, against a slow reference that inserts them one at a time as a person would."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from template_books import charted, grid, opened

from neiqin_xl.workbook.template import Template, TemplateError

REFERENCE = re.compile(r"(表!)?(\$?)([A-E])(\$?)(\d+)(?::(\$?)([A-E])(\$?)(\d+))?(?!\d)")
ADDED = re.compile(r"(?:SUM|MAX|SUBTOTAL\(9,)\($|SUBTOTAL\(9,$")


class Slow:
    """A sheet whose rows are doubled one at a time. Formulas, ranges and single cells are text."""

    def __init__(self, rows, ranges, other):
        self.rows = [list(row) for row in rows]
        self.other = list(other)
        self.ranges = dict(ranges)
        self.family = {}

    def double(self, row):
        """Let a copy of the row, the last of its family, stand below it."""
        first = self.family.setdefault(row, row)
        grown = [[self.moved(cell, at + 1, row) for cell in cells] for at, cells in enumerate(self.rows)]
        copy = [self.copied(cell, row) for cell in grown[row - 1]]
        self.rows = [*grown[:row], copy, *grown[row:]]
        self.ranges = {name: self.moved(text, 0, row, whole=True) for name, text in self.ranges.items()}
        self.other = [self.moved(text, 0, row) for text in self.other]
        self.family = {row + 1: first}

    def moved(self, text, at, row, *, whole=False):
        """A formula that stands in row `at` after the row has been doubled."""
        if not isinstance(text, str) or not (text.startswith("=") or whole):
            return text
        repeated = at in range(self.family.get(row, row), row + 1)

        def one(found):
            sheet, c1, column, f1, r1, c2, column2, f2, r2 = found.groups()
            spread = bool(r2) or whole or ADDED.search(text[: found.start()]) is not None
            first, last = int(r1), int(r2 or r1)
            new_first = first if repeated and own(first, f1, spread) else first + (first > row)
            grows = last >= row if spread else last > row
            new_last = last if repeated and own(last, f2 if r2 else f1, spread) else last + grows
            head = f"{sheet or ''}{c1}{column}{f1}{new_first}"
            if not r2 and new_first == new_last:
                return head
            return f"{head}:{c2}{column2}{f2}{new_last}" if r2 else f"{head}:{c1}{column}{f1}{new_last}"

        def own(edge, fixed, spread):
            return (not (spread and fixed) and edge == at) or (not fixed and edge == at - 1)

        return REFERENCE.sub(one, text)

    @staticmethod
    def copied(text, row):
        """What the copy below the row says: its own cells and those of the row above it, all else the same."""
        if not isinstance(text, str) or not text.startswith("="):
            return text

        def one(found):
            sheet, c1, column, f1, r1, c2, column2, f2, r2 = found.groups()
            spread = bool(r2) or ADDED.search(text[: found.start()]) is not None

            def edge(number, fixed):
                own = int(number) == row and not (spread and fixed)
                return int(number) + (own or (int(number) == row - 1 and not fixed))

            head = f"{sheet or ''}{c1}{column}{f1}{edge(r1, f1)}"
            return head if not r2 else f"{head}:{c2}{column2}{f2}{edge(r2, f2)}"

        return REFERENCE.sub(one, text)


@st.composite
def references(draw, rows, *, sheet=False):
    def edge(row):
        return (
            f"{draw(st.sampled_from(['', '$']))}{draw(st.sampled_from('BCDE'))}{draw(st.sampled_from(['', '$']))}{row}"
        )

    first, last = sorted([draw(st.integers(1, rows)), draw(st.integers(1, rows))])
    prefix = "表!" if sheet else ""
    kind = draw(
        st.sampled_from(["{0}", "SUM({0})", "SUM({0}:{1})", "MAX({0}:{1},1)", "SUBTOTAL(9,{0})", "ROWS({0}:{1})"])
    )
    return kind.format(prefix + edge(first), edge(last))


@st.composite
def templates(draw):
    """(rows, number of the row that repeats, formulas on another sheet, ranges)."""
    count = draw(st.integers(1, 6))
    repeated = draw(st.integers(1, count))
    rows = []
    for row in range(1, count + 1):
        cells = ["{{ 明细.名 }}" if row == repeated else f"行{row}"]
        cells += [
            f"={'+'.join(draw(st.lists(references(count), min_size=1, max_size=2)))}"
            for _ in range(draw(st.integers(0, 3)))
        ]
        rows.append(cells)
    other = [f"={draw(references(count, sheet=True))}" for _ in range(3)]

    def area():
        first, last = sorted([draw(st.integers(1, count)), draw(st.integers(1, count))])
        return f"A{first}:C{last}"

    return rows, repeated, other, {name: area() for name in ("rule", "valid", "print", "chart", "named")}


def drawn(rows, other, ranges):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet, more = book.add_worksheet("表"), book.add_worksheet("总")
        for target, lines in ((sheet, rows), (more, [[one] for one in other])):
            for row, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    (target.write_formula if cell.startswith("=") else target.write_string)(row, column, cell)
        sheet.conditional_format(ranges["rule"], {"type": "cell", "criteria": ">", "value": 5})
        sheet.data_validation(ranges["valid"], {"validate": "integer", "criteria": ">", "value": 0})
        sheet.print_area(ranges["print"])
        first, last = ranges["chart"].replace("A", "$A$").replace("C", "$A$").split(":")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": f"=表!{first}:{last}"})
        more.insert_chart("E1", chart)
        first, last = ranges["named"].split(":")
        book.define_name("范围", f"=表!$A${first[1:]}:$C${last[1:]}")
    return held.getvalue()


@pytest.mark.thorough
@given(templates(), st.integers(0, 6))
def test_a_row_that_repeats_moves_everything_as_inserting_rows_one_at_a_time_does(template, items):
    rows, repeated, other, ranges = template
    slow = Slow(rows, ranges, other)
    for more in range(max(items, 1) - 1):
        slow.double(repeated + more)
    for number in range(max(items, 1)):
        slow.rows[repeated - 1 + number][0] = f"名{number}" if items else None

    data = Template(drawn(rows, other, ranges)).render({"明细": [{"名": f"名{i}"} for i in range(items)]})
    book = opened(data)
    sheet = book["表"]
    expected = slow.rows
    for row in expected:
        while row and row[-1] is None:
            row.pop()
    assert grid(data, "表") == expected
    assert [row[0] for row in grid(data, "总")] == slow.other
    assert str(next(iter(sheet.conditional_formatting)).sqref) == slow.ranges["rule"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == slow.ranges["valid"]
    assert sheet.print_area.replace("$", "") == f"'表'!{slow.ranges['print']}"
    assert book.defined_names["范围"].value.replace("$", "") == f"表!{slow.ranges['named']}"
    assert [one.replace("$", "") for one in charted(data)] == [f"表!{slow.ranges['chart'].replace('C', 'A')}"]


numbers = st.decimals(-999, 999, places=2)
groups = st.lists(st.tuples(st.text("甲乙丙", min_size=1), st.lists(numbers, max_size=5)), max_size=5)


@pytest.mark.thorough
@given(groups)
def test_totals_of_groups_are_those_of_the_data(drawn_groups):
    lines = [
        ["{% for 组 in 组们 %}"],
        ["{{ 组.名 }}"],
        ["明", "{{ 组.行.数 }}", "=B3*2"],
        ["小计", "=SUM(B3:B3)", "=SUM(C3)"],
        ["{% endfor %}"],
        ["总计", "=SUM(B3)", "=SUM(C4)", "=SUBTOTAL(9,C3)", "=COUNT(B3)"],
    ]
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    values = {"组们": [{"名": name, "行": [{"数": number} for number in line]} for name, line in drawn_groups]}
    found = grid(Template(held.getvalue()).render(values), data_only=True)
    everything = [number for _, line in drawn_groups for number in line]
    subtotals = [(row[1], row[2]) for row in found if row[:1] == ["小计"]]
    blank = [] if drawn_groups else [(0, 0)]
    assert subtotals == [(float(sum(line)), float(2 * sum(line))) for _, line in drawn_groups] + blank
    whole = float(sum(everything))
    assert found[-1] == ["总计", whole, 2 * whole, 2 * whole, len(everything)]


scraps = st.text("{}%｛｝％| .,()'“”+*-1名明细循环如果结束于in for if end", min_size=1, max_size=24)


@pytest.mark.thorough
@given(st.lists(scraps, min_size=1, max_size=4))
def test_whatever_is_typed_into_a_template_is_filled_or_told(lines):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line)
    template = Template(held.getvalue())
    try:
        grid(template.render({"名": "甲", "明细": [{"名": 1}, {"名": None}]}))
    except TemplateError as error:
        told = error.mistakes
    else:
        return
    assert told
    assert all(one.message and one.cell for one in told)
