"""Frozen panes of a template: headings stay in sight, a list always scrolls."""

from __future__ import annotations

import re

import pytest
from template_books import drawn_book, opened, part

from neiqin_xl.workbook.template import Template

ROWS = [["对账单"], ["品名", "数量"], ["{{ 明细.品名 }}", "{{ 明细.数量 }}"], ["合计", "=SUM(B3:B3)"], ["经手人"]]


def values(count):
    return {"明细": [{"品名": f"茶杯{i}", "数量": i} for i in range(count)]}


def view(rows, frozen, values):
    """The view of the filled sheet: what is frozen, the first cell that scrolls, and the panes that are told of."""
    data = Template(drawn_book(rows, more=lambda _, sheet: sheet.freeze_panes(*frozen))).render(values)
    pane = opened(data).worksheets[0].sheet_view.pane
    told = sorted(re.findall(r'(?:activePane|pane)="(\w+)"', part(data, "xl/worksheets/sheet1.xml")))
    if pane is None:
        return None, told
    return (int(pane.ySplit or 0), int(pane.xSplit or 0), pane.topLeftCell), told


@pytest.mark.parametrize("count", [0, 1, 2, 200])
def test_headings_above_a_list_stay_frozen(count):
    assert view(ROWS, (2, 0), values(count)) == ((2, 0, "A3"), ["bottomLeft"] * 2)


@pytest.mark.parametrize("frozen", [3, 4, 5, 7])
def test_a_pane_in_or_below_a_list_moves_before_it(frozen):
    assert view(ROWS, (frozen, 0), values(200)) == ((2, 0, "A3"), ["bottomLeft"] * 2)
    assert view(ROWS, (frozen, 1), values(200)) == (
        (2, 1, "B3"),
        ["bottomLeft", "bottomRight", "bottomRight", "topRight"],
    )


def test_a_pane_below_a_list_of_one_stays_where_it_was_drawn():
    assert view(ROWS, (4, 0), values(1)) == ((4, 0, "A5"), ["bottomLeft"] * 2)


@pytest.mark.parametrize(("columns", "left"), [(0, (None, [])), (1, ((0, 1, "B1"), ["topRight"] * 2))])
def test_where_a_list_comes_first_nothing_above_it_can_be_frozen(columns, left):
    pane, told = view([ROWS[2], ROWS[3]], (2, columns), values(3))
    assert pane == left[0]
    assert told == left[1]


def test_a_marker_above_a_list_counts_for_nothing():
    rows = [["{% for 行 in 明细 %}"], ["{{ 行.品名 }}"], ["{{ 行.数量 }}"], ["{% endfor %}"], ["完"]]
    assert view(rows, (5, 0), values(9)) == (None, [])
    assert view([["货"], *rows], (6, 0), values(9))[0] == (1, 0, "A2")


def test_columns_that_repeat_scroll_too():
    rows = [["{% columns 月 in 月份 %}"], ["品名", "{{ 月.名 }}", "合计"], ["茶杯", "{{ 月.数 }}", 1]]
    rows[0].insert(0, None)
    data = {"月份": [{"名": f"{i}月", "数": i} for i in range(1, 7)]}
    assert view(rows, (1, 3), data)[0][1] == 1
