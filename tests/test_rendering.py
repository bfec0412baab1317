"""The demo's outputs as LibreOffice sees them: recalculated, and printed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

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

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


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
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")

    def convert(ending, filter_name):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", filter_name,
             "--outdir", str(folder / ending), *map(str, outputs)],
            check=True, capture_output=True, timeout=500,
        )  # fmt: skip
        return [(path, folder / ending / f"{path.stem}.{ending}") for path in outputs]

    return convert


def values(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def formulas(path):
    book = openpyxl.load_workbook(path)
    return [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_every_formula_recalculates_to_the_value_that_we_wrote(converted):
    wrong, seen = [], 0
    for ours, theirs in converted("xlsx", "xlsx:Calc MS Excel 2007 XML"):
        written, recalculated = values(ours), values(theirs)
        for place in formulas(ours):
            seen += 1
            mine, other = written.get(place), recalculated.get(place)
            equal = (
                abs(mine - other) < 0.005
                if isinstance(mine, int | float) and isinstance(other, int | float)
                else mine == other
            )
            if not equal:
                wrong.append((ours.name, *place, mine, other))
        wrong += [
            (ours.name, *place, value)
            for place, value in recalculated.items()
            if isinstance(value, str) and value.startswith(("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "Err:"))
        ]
    assert wrong == []
    assert seen > 100


def test_every_output_prints_on_a4_with_its_chinese_text(converted):
    for ours, printed in converted("pdf", "pdf"):
        facts = subprocess.run(["pdfinfo", str(printed)], check=True, capture_output=True, text=True).stdout
        width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts).groups())
        assert sorted((round(width), round(height))) == list(A4), ours.name
        text = subprocess.run(
            ["pdftotext", str(printed), "-"], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) > 20, ours.name


def test_no_number_is_printed_as_hashes(converted):
    for ours, printed in converted("pdf", "pdf"):
        text = subprocess.run(
            ["pdftotext", str(printed), "-"], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        assert "###" not in text, ours.name
