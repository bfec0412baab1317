"""The same orders in every layout and format: the same records from all of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from layouts import amounts, headings, lists, papers, rows  # noqa: F401 - each puts its layouts on the shelf
from layouts.formats import FORMATS
from layouts.mixtures import mixed_list, mixed_papers
from layouts.orders import records, records_read
from layouts.page import LAYOUTS

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.model.finding import Severity

pytestmark = pytest.mark.thorough


def formats_of(name):
    """The formats that can carry what the layout needs."""
    return [kind for kind, (_, _, carries) in FORMATS.items() if LAYOUTS[name].needs <= carries]


@cache
def answer(name, kind):
    ending, write, _ = FORMATS[kind]
    return answer_to(Job(Path("x"), f"订单{ending}"), write(LAYOUTS[name].draw()), Caps())


def seen(name, kind):
    """What is read: the tables of orders, what lies beside them, what is said above a 说明, and the lines."""
    tables = answer(name, kind).tables
    types = [table.type.name if table.type else None for table in tables]
    orders = [table for table, type_name in zip(tables, types, strict=True) if type_name == "order"]
    said = tuple(one.code for table in tables for one in table.findings if one.severity is not Severity.NOTE)
    beside = tuple(type_name for type_name in types if type_name != "order")
    return len(orders), beside, said, records_read(orders)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_the_same_records_in_every_format(name):
    layout = LAYOUTS[name]
    wanted = (layout.tables, layout.beside, layout.says, records(layout.currency))
    assert {kind: seen(name, kind) for kind in formats_of(name)} == dict.fromkeys(formats_of(name), wanted)
    assert len({answer(name, kind).canonical for kind in formats_of(name)}) == 1


@pytest.mark.parametrize("name", LAYOUTS)
def test_orders_are_known_for_what_they_are(name):
    orders = [table for table in answer(name, "xlsx").tables if table.type is not None and table.type.name == "order"]
    assert min(table.confidence for table in orders) >= 0.8


def test_one_list_has_one_canonical_hash_whatever_its_header_and_the_rows_around_it():
    alike = [name for name in LAYOUTS if columns_of(name) == columns_of("plain_list")]
    assert len(alike) > 50
    assert {answer(name, "xlsx").canonical for name in alike} == {answer("plain_list", "xlsx").canonical}


def columns_of(name):
    """The values of a layout's tables, without columns in which nothing stands."""
    tables = answer(name, "xlsx").tables
    return [{field: column for field, column in table.values.items() if any(column)} for table in tables]


def test_there_are_a_hundred_layouts_and_eight_formats():
    assert len(LAYOUTS) >= 100
    assert len(FORMATS) == 8


@pytest.mark.parametrize("number", range(60))
@pytest.mark.parametrize("mixed", [mixed_list, mixed_papers])
def test_any_mixture_of_layouts_gives_the_same_records(mixed, number):
    tables = answer_to(Job(Path("x"), "订单.xlsx"), FORMATS["xlsx"][1]([mixed(number)]), Caps()).tables
    said = [one.message for table in tables for one in table.findings if one.severity is not Severity.NOTE]
    assert (said, records_read(tables)) == ([], records())
