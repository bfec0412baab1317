"""What a file may cost the process that reads it, and what becomes of one that kills it."""

from __future__ import annotations

import pytest
from hostile.packages import SHEET, sheet, workbook

from neiqin_xl import Desk
from neiqin_xl.intake import worker
from neiqin_xl.intake.child import answered
from neiqin_xl.intake.gate.archive import ArchiveError, members_of
from neiqin_xl.intake.gate.extent import far_extent
from neiqin_xl.intake.job import Caps, Job


def test_a_small_file_gets_so_little_time_that_two_tries_fit_into_a_minute():
    assert 2 * Caps().seconds_for(2_000) < 60
    assert Caps().seconds_for(49 << 20) == Caps().child_seconds
    assert Caps(child_seconds=5).seconds_for(0) == 5


def test_a_folder_is_called_a_folder(tmp_path):
    answer = answered(Job(tmp_path, "订单.xlsx"), Caps())
    assert (answer.verdict, answer.finding.code) == ("refused", "F113")
    assert "文件夹" in answer.finding.message


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "CHILD", "frail_child")
    with Desk.create(tmp_path / "工作区") as made:
        yield made


@pytest.mark.thorough
def test_a_file_that_kills_its_reader_twice_is_set_aside_with_a_reason_and_not_tried_again_by_itself(desk):
    (desk.workspace.inbox / "deadly.xlsx").write_bytes(workbook())
    (desk.workspace.inbox / "订单.xlsx").write_bytes(workbook({SHEET: sheet() + " "}))
    told = {one["file"]: one for one in desk.take_in()["files"]}
    assert {name: one["verdict"] for name, one in told.items()} == {"deadly.xlsx": "rejected", "订单.xlsx": "accepted"}
    assert "不会自动重试" in told["deadly.xlsx"]["message"]
    assert desk.take_in()["files"] == []
    assert [path for path in desk.workspace.inbox.iterdir() if path.is_file()] == []


def cells(*places, rows=1):
    return "".join(f'<row r="{rows}"><c r="{place}"><v>1</v></c></row>' for place in places).encode()


@pytest.mark.parametrize(
    ("xml", "is_far"),
    [
        (cells("A1", "J100"), False),
        (cells("A1", "XFD600"), False),
        (cells("A1", "XFD1300"), True),
        (cells("A1048576"), False),
        (cells("A1", "A1048577"), True),
        (cells("A1", "XFE1"), True),
        (b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>', False),
        (cells(*(f"{letter}{row}" for row in range(1, 40_000) for letter in "AB")), False),
    ],
)
def test_cells_are_far_where_the_rectangle_around_the_filled_ones_is_beyond_measure(xml, is_far):
    assert (far_extent(xml, Caps().cells) is not None) == is_far


def test_the_corner_that_is_too_far_is_named():
    extent = far_extent(cells("A1", "Z1048576"), Caps().cells)
    assert "“订单”" in extent.refusal("订单").message
    assert "Z1048576" in extent.refusal("订单").message


def test_members_are_found_by_their_names_whatever_their_slashes_and_case():
    assert set(members_of(workbook())) >= {"xl/workbook.xml", "[content_types].xml"}


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"PK\x05\x06" + bytes(17), b"PK\x05\x06" + b"\xff" * 18])
def test_an_end_that_leads_nowhere_is_no_archive(data):
    with pytest.raises(ArchiveError):
        members_of(data)
