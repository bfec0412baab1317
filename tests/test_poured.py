"""Parts that are deflated while their text still comes: the same part as from one text, however it came."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.workbook import poured
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.packed import joined
from neiqin_xl.workbook.poured import Poured

MARK = "\U0010fff8"
texts = st.lists(st.text("ab<号" + MARK, max_size=40), max_size=30)


@pytest.fixture(autouse=True)
def _long_from_a_few_characters_on(monkeypatch):
    monkeypatch.setattr(poured, "_LONG", 50)


def content_of(part):
    with zipfile.ZipFile(BytesIO(b"".join(joined([part])))) as package:
        assert package.testzip() is None
        return package.read(package.namelist()[0]).decode("utf-8")


def part_of(pieces, completed):
    made = Poured(MARK)
    for piece in pieces:
        made.add(piece)
    return made.packed("行.xml", "<前>", "</后>", completed)


@given(texts)
def test_a_part_is_what_was_poured_into_it_between_its_beginning_and_its_end(pieces):
    assert content_of(part_of(pieces, lambda text: text)) == f"<前>{''.join(pieces)}</后>"


@given(texts)
def test_what_waits_is_completed_in_order_after_all_of_it_has_been_poured(pieces):
    numbers = iter(range(10_000))

    def numbered(text):
        return "".join(str(next(numbers)) if one == MARK else one for one in text)

    first, *others = "".join(pieces).split(MARK)
    expected = first + "".join(f"{number}{other}" for number, other in enumerate(others))
    assert content_of(part_of(pieces, numbered)) == f"<前>{expected}</后>"


holds = st.lists(
    st.tuples(st.integers(1, 400), st.integers(1, 150), st.sampled_from(["column", "row", "later"])),
    min_size=1,
    max_size=12,
)


@pytest.mark.thorough
@given(holds, st.integers(1, 500), st.integers(0, 200))
def test_what_cells_of_long_columns_hold_is_what_was_noted_last(noted, first, more):
    known, plain = Known(), {}
    for number, (row, count, how) in enumerate(noted):
        if how == "row":
            known.hold_row(row, [(1, f"{number}")])
            plain[row] = f"{number}"
        else:
            values = [f"{number}.{index}" for index in range(count)]
            if how == "later":
                known.hold_later(partial(Known.hold, column=1, first=row, values=values))
            else:
                known.hold(1, row, values)
            plain.update(enumerate(values, row))
    rows = range(first, first + more + 1)
    assert known.column(1, rows[0], rows[-1]) == [plain.get(row) for row in rows]
    assert [known.cell(row, 1) for row in rows] == [plain.get(row) for row in rows]
    assert known.size == (max(plain), 1)


def test_what_is_noted_later_counts_as_soon_as_somebody_asks_how_far_the_cells_reach():
    known = Known()
    known.hold_later(partial(Known.hold, column=3, first=2, values=["文"]))
    assert known.size == (2, 3)
