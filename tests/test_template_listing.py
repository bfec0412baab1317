"""Lists whose items are made only when a template asks for them: filled in like lists of plain mappings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from template_books import drawn_book, grid

from neiqin_xl.workbook.listing import Listing
from neiqin_xl.workbook.template import Template, TemplateError

CELLS = [("甲", 1), ("乙", None), ("=丙", 3), ("甲", 12)]


def doubled(cell):
    return None if cell is None else Decimal(cell) * 2


LISTED = Listing(("名", "数"), (None, doubled), CELLS, ("空",))
PLAIN = [{"名": name, "数": doubled(number), "空": None} for name, number in CELLS]

TEMPLATES = [
    [["{{ 行.名 }}", "{{ 行.数 }}", "{{ 行.空 }}", "{{ 序号 }}"], ["=SUM(B1)"]],
    [["{{ 行.没有|默认('-') }}", "第{{ 序号 }}行{{ 行.名 }}", "{{ loop.last }}"]],
    [["{{ 行.名 * 1 if false else 行.数|默认(0) }}"]],
    [["{% for 一 in 行|分页(3) %}"], ["{{ 一.行.名 }}", "{{ 一.小计.数 }}"], ["{% endfor %}"]],
    [["{% for 一 in 行|分组('名') %}"], ["{{ 一.名称 }}", "{{ 一.行|个数 }}"], ["{% endfor %}"]],
    [["{% for 一 in 行 %}"], ["{{ 一.名 }}"], ["{% endfor %}"]],
    [["{{ 行|合计('数') }}", "{{ 行|个数 }}", "{{ 行[1].名 }}", "{{ (行|last).数 }}"]],
]


@pytest.mark.parametrize("rows", TEMPLATES)
def test_a_template_is_filled_from_a_listing_as_from_a_list_of_mappings(rows):
    template = Template(drawn_book(rows))
    assert grid(template.render({"行": LISTED})) == grid(template.render({"行": PLAIN}))


def test_a_row_that_repeats_makes_no_item(monkeypatch):
    monkeypatch.setattr(Listing, "_item", lambda *_: pytest.fail("an item was made"))
    made = Template(drawn_book([["{{ 行.名 }}", "{{ 行.数 }}"]])).render({"行": LISTED})
    assert len(grid(made)) > 0


def test_a_name_that_a_listing_does_not_have_is_reported_as_for_a_list():
    template = Template(drawn_book([["{{ 行.名 }}", "{{ 行.价 }}"]]))
    told = []
    for items in (LISTED, PLAIN):
        with pytest.raises(TemplateError) as wrong:
            template.render({"行": items})
        told.append(wrong.value.mistakes)
    assert told[0] == told[1] != []


def test_a_listing_equals_the_list_of_its_items_and_so_do_its_parts():
    assert LISTED == PLAIN
    assert LISTED[1:3] == PLAIN[1:3]
    assert LISTED[-1] == PLAIN[-1]
    assert PLAIN[1:] != LISTED
    assert [*reversed(LISTED)] == PLAIN[::-1]
