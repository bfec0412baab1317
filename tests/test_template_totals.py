"""Totals of pages, of groups and of lists: one rule for what counts, and no page keeps the rows of another."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
from template_books import drawn_book, filled, grid

from neiqin_xl.workbook.template import Template, TemplateError
from neiqin_xl.workbook.template.pages import pages

SUMS = ("小计", "承前", "累计")


def test_sums_are_carried_from_page_to_page():
    found = pages([{"数": number} for number in (1, 2, None, 4, 5)], 2)
    assert [[page[name]["数"] for name in SUMS] for page in found] == [[3, 0, 3], [4, 3, 7], [5, 7, 12]]


def test_what_the_last_page_carries_is_told_without_asking_the_pages_before():
    found = pages([{"数": number} for number in range(5_000)], 1)
    assert found[-1]["累计"]["数"] == sum(range(5_000))
    assert found[-1]["承前"]["数"] == sum(range(4_999))


def test_a_field_counts_from_the_page_on_which_it_first_stands():
    found = pages([{"数": 1}, {"数": 2, "重": 3}, {"数": 4}], 1)
    assert [page["累计"].get("重") for page in found] == [None, 3, 3]
    assert [page["小计"].get("重") for page in found] == [None, 3, None]


def test_an_empty_list_has_one_page_whose_sums_are_nought():
    (page,) = pages([], 3)
    assert [page[name]["数"] for name in SUMS] == [0, 0, 0]


def test_pages_hold_each_row_once_however_many_they_are():
    def held(count):
        seen, waiting, size = set(), [pages([{"数": 1}] * count, 1, fill=False)], 0
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(one, list | tuple):
                size += sys.getsizeof(one)
                waiting += one
            elif isinstance(one, dict):
                waiting += one.values()
            else:
                waiting += getattr(one, "__dict__", {}).values()
        return size

    assert held(800) < 3 * held(400)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B3)", 0), ("=SUM(B2:B4)", 0), ("=SUBTOTAL(9,B3:B3)", 0), ("=COUNT(B3)", 0), ("=B3", 0), ("=B1+B3", 7),
        ("=SUM(B1:B3)", 7), ("=SUM(表!B3,B1)", 7), ("=SUM(3:3)", 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("inside", ["{{ 运费 }}", "{{ 明细.数 }}"])
def test_what_is_counted_of_rows_that_a_condition_left_out_is_nothing_and_no_error(formula, value, inside):
    rows = [["货款", 7], ["{% if 运费 %}"], ["运费", inside], ["{% endif %}"], ["合计", formula]]
    book = Template(drawn_book(rows)).render({"运费": 0, "明细": [{"数": 2}, {"数": 3}]})
    assert "#REF!" not in str(grid(book))
    assert grid(book, data_only=True)[-1] == ["合计", value]


def test_a_copied_row_reads_what_a_condition_left_out_as_blank():
    rows = [["{% if 折 %}"], ["折扣", "{{ 折 }}"], ["{% endif %}"], ["{{ 明细.数 }}", "=A4-$B$2"]]
    book = Template(drawn_book(rows)).render({"折": 0, "明细": [{"数": 2}, {"数": 3}, {"数": 4}]})
    assert grid(book, data_only=True) == [[2, 2], [3, 3], [4, 4]]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), Decimal("NaN"), "", None])
def test_what_counts_in_a_total_counts_in_the_sums_of_pages_and_groups(odd):
    rows = [
        ["{% for 页 in 明细|分页(2) %}"],
        ["{{ 页.小计.数 }}", "{{ 页.承前.数 }}", "{{ 页.累计.数 }}"],
        ["{% endfor %}"],
        ["{% for 组 in 明细|分组('区') %}"],
        ["{{ 组.小计.数 }}"],
        ["{% endfor %}"],
        ["{{ 明细|合计('数') }}"],
    ]
    lines = [{"区": "东", "数": 2}, {"区": "东", "数": odd}, {"区": "东", "数": 3.5}]
    assert filled(rows, {"明细": lines}) == [[2, 0, 2], [3.5, 2, 5.5], [5.5], [5.5]]


@pytest.mark.parametrize(
    "rows",
    [
        [["{{ 明细|合计('数') }}"]],
        [["{% for 页 in 明细|分页(2) %}"], ["{{ 页.小计.数 }}"], ["{% endfor %}"]],
        [["{% for 组 in 明细|分组('区') %}"], ["{{ 组.小计.数 }}"], ["{% endfor %}"]],
    ],
)
def test_text_among_numbers_is_told_with_its_field_by_every_sum(rows):
    with pytest.raises(TemplateError, match="“数”里有“三件”，不是数字，不能合计"):
        Template(drawn_book(rows)).render({"明细": [{"区": "东", "数": 2}, {"区": "东", "数": "三件"}]})
