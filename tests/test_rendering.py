"""The demo's outputs as LibreOffice sees them: recalculated, and printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import libreoffice
import openpyxl
import pytest

from neiqin_xl.demo.tour import take_tour

pytestmark = [
    pytest.mark.rendering,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("default"),  # of openpyxl, which does not know all that Excel does
]

A4 = (595, 842)
STATEMENTS = 4


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The workbooks to look at: all masters and reports, some statements, and the longest reply of each kind."""
    folder = tmp_path_factory.mktemp("demo")
    take_tour(folder)
    outbox = folder / "outbox"
    found = [*(outbox / "报表").rglob("*.xlsx"), *(outbox / "台账").rglob("*.xlsx")]
    found += sorted((outbox / "对账单").rglob("*.xlsx"), key=lambda path: -path.stat().st_size)[:STATEMENTS]
    replies = sorted((outbox / "处理结果").rglob("*.xlsx"), key=lambda path: path.stat().st_size)
    found += {path.name.split("_")[1]: path for path in replies}.values()
    flat = tmp_path_factory.mktemp("flat")
    return [Path(shutil.copy(path, flat / path.name)) for path in found]


@pytest.fixture(scope="module")
def converted(outputs, tmp_path_factory):
    """What LibreOffice makes of them: a function of the format wanted."""
    folder = tmp_path_factory.mktemp("office")

    def convert(ending):
        made = libreoffice.converted(outputs, folder, ending, recalculated=True, seconds=500)
        return list(zip(outputs, made, strict=True))

    return convert


def values(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def same(ours, theirs):
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 0.000001
    return ours == theirs


def test_what_opens_and_is_recalculated_is_what_was_written(converted):
    seen = 0
    for ours, theirs in converted("xlsx"):
        written, opened = values(ours), values(theirs)
        seen += len(written)
        places = written.keys() | opened.keys()
        wrong = {place: (written.get(place), opened.get(place)) for place in places}
        assert {place: pair for place, pair in wrong.items() if not same(*pair)} == {}, ours.name
    assert seen > 10_000


def test_every_output_prints_on_a4_in_chinese_and_without_hashes_for_numbers(converted):
    for ours, printed in converted("pdf"):
        pages, sides = libreoffice.on_paper(printed)
        assert sides == A4, ours.name
        text = "".join(pages)
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) > 20, ours.name
        assert "###" not in text, ours.name
