"""Files of every format spoilt at random: each gets a well-formed answer, and the next good file is read as ever."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from drawn import ods, spreadsheet2003, text, webpage, xls, xlsx
from hostile.binarybooks import binary_workbook
from hostile.packages import HEADERS, workbook
from mutants import spoilt

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.pool import Reading

ROWS = [
    list(HEADERS),
    *([f"SO-{n}", "2026-11-05", "华新五金", f"螺栓 M{n}", float(n), 0.35, "急"] for n in range(1, 25)),
    ["合计", "", "", "", 300.0, "", ""],
]
SOUND = (
    xlsx(ROWS),
    xlsx(ROWS, merged=[(30, 0, 31, 2)], more=[("第二张", ROWS)]),
    workbook(),
    xls(ROWS),
    ods(ROWS),
    binary_workbook(),
    text(ROWS),
    text(ROWS, delimiter="\t", encoding="gb18030"),
    text(ROWS, encoding="utf-16"),
    webpage(ROWS),
    spreadsheet2003(ROWS),
)
_EVERY = 100
_CODE = re.compile(r"F1\d\d|S103")  # S103: nothing is left but the header of a page that was cut off
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def jobs_of(folder, count):
    """Spoilt files, and a sound one after each hundred."""
    chance = random.Random(2026)
    for number in range(count):
        is_sound = number % _EVERY == _EVERY - 1
        path = folder / f"{number}"
        path.write_bytes(SOUND[0] if is_sound else spoilt(chance, SOUND))
        yield Job(path, "好.xlsx" if is_sound else f"{number}.xls")


def assert_well_formed(answer):
    if answer.verdict == "read":
        assert answer.tables
        for table in answer.tables:
            assert all(len(values) == len(table.rows) for values in table.values.values())
    else:
        assert _CHINESE.search(answer.finding.message)
        assert _CODE.fullmatch(answer.finding.code)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(2_000, marks=pytest.mark.hostile),
        pytest.param(10_000, marks=pytest.mark.long),
    ],
)
@pytest.mark.timeout(1800)
def test_spoilt_files_never_end_the_reading_and_the_next_good_one_is_read(tmp_path, record_property, count):
    verdicts, good = Counter(), set()
    with Reading(Caps(child_seconds=20), workers=2) as reading:
        for number, answer in enumerate(reading.read(jobs_of(tmp_path, count))):
            assert_well_formed(answer)
            verdicts[answer.finding.code if answer.finding else answer.verdict] += 1
            if number % _EVERY == _EVERY - 1:
                good.add((answer.verdict, answer.canonical))
            (tmp_path / f"{number}").unlink()
    record_property("verdicts", dict(verdicts))
    assert verdicts.total() == count
    assert len(good) == 1
    assert verdicts["F112"] == 0  # an error that nobody thought of is a fault of ours, though the file is answered
    # The gate keeps out what kills readers: a death is an answer too, but a rare one.
    assert verdicts["F111"] < count // 500
