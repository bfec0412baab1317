"""The default templates as LibreOffice sees them: recalculated, and printed, in three fill sizes."""

from __future__ import annotations

import re

import libreoffice
import openpyxl
import pytest
from test_default_templates import FILLS, FOLDER, VALUES, check_totals
from test_pages import REPORTS, a_paper
from test_rendering import A4, same, values
from test_replies import REPLY

from neiqin_xl.publish.pages import render_paper
from neiqin_xl.publish.replies import reply_book
from neiqin_xl.workbook.template import Template

pytestmark = [pytest.mark.rendering, pytest.mark.timeout(600), pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """What LibreOffice makes of every template in every fill: a function of the format wanted."""
    folder = tmp_path_factory.mktemp("office")
    filled = {}
    for name, drawn in VALUES.items():
        template = Template((FOLDER / f"{name}.xlsx").read_bytes())
        for count in FILLS:
            path = folder / f"{name}_{count}.xlsx"
            path.write_bytes(template.render(drawn(count)))
            filled[path] = name, drawn(count)
    papers = {name: render_paper(a_paper(name)) for name in REPORTS} | {"处理结果": reply_book(REPLY)}
    for name, content in papers.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(content)
        filled[path] = name, None

    def convert(ending):
        made = libreoffice.converted(filled, folder, ending, recalculated=True, seconds=500)
        return [(path, one, *held) for (path, held), one in zip(filled.items(), made, strict=True)]

    return convert


def test_recalculated_templates_hold_no_error_and_come_to_what_the_data_come_to(converted):
    for ours, theirs, name, data in converted("xlsx"):
        written, opened = values(ours), values(theirs)
        wrong = {
            place: (written.get(place), opened.get(place))
            for place in written.keys() | opened.keys()
            if not same(written.get(place), opened.get(place))
        }
        assert wrong == {}, ours.name
        assert [value for value in opened.values() if re.match(r"#[A-Z/0]+[!?A]", str(value))] == [], ours.name
        check_totals(openpyxl.load_workbook(theirs, data_only=True), name, data)


def test_templates_print_on_a4_without_hashes_for_numbers(converted):
    for ours, printed, name, data in converted("pdf"):
        pages, sides = libreoffice.on_paper(printed)
        assert sides == A4, ours.name
        assert "###" not in "".join(pages), ours.name
        if name == "送货单":
            (slip,) = data["送货单"]
            sheets_of_paper = max(len(slip["明细"]) + 7, 8) // 8 * len(slip["联次"]) // 2
            assert len(pages) == sheets_of_paper, ours.name
