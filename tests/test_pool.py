"""Reading in processes of its own: answers in order, and no file that takes the others along."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from drawn import rows_of, table, text, xlsx

from neiqin_xl.intake import child, pool, worker
from neiqin_xl.intake.asked import asked
from neiqin_xl.intake.child import answered, serve
from neiqin_xl.intake.coded import coded, decoded
from neiqin_xl.intake.frames import FrameError, decode, encode, read_frame, write_frame
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.pool import Reading
from neiqin_xl.machine import sha256
from neiqin_xl.settings import Limits

ROWS = rows_of("""
    | 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 | 单价 |
    | CK-001 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 0.35 |
    | CK-001 | 11月初 | 华新五金 | 螺母 | 20 | 待定 |
""")


@pytest.fixture
def started(monkeypatch):
    """The reading processes that were started, on a machine with two processors."""
    all_of_them = []

    class Counted(worker.Worker):
        def __init__(self, *how):
            super().__init__(*how)
            all_of_them.append(self)

    monkeypatch.setattr(pool, "Worker", Counted)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return all_of_them


@pytest.fixture
def frail(monkeypatch):
    monkeypatch.setattr(worker, "CHILD", "frail_child")


def drop(folder, *names):
    jobs = []
    for i, name in enumerate(names):
        path = folder / f"{i}-{name}"
        path.write_bytes(xlsx([*ROWS, [f"CK-{i}", "2026-11-06", "恒泰", "垫圈", float(i), 1.0]]))
        jobs.append(Job(path, path.name))
    return jobs


def numbers(answers):
    return [answer.tables[0].values["shipment_no"][-1] if answer.tables else answer.finding.code for answer in answers]


def test_answers_come_in_the_order_of_the_jobs(tmp_path):
    jobs = drop(tmp_path, *["a"] * 12)
    with Reading(Limits(), workers=2) as reading:
        assert numbers(reading.read(jobs)) == [f"CK-{i}" for i in range(12)]
        assert numbers(reading.read(reversed(jobs))) == [f"CK-{i}" for i in reversed(range(12))]
        assert list(reading.read([])) == []


def test_an_answer_from_a_process_is_the_answer_itself(tmp_path):
    (job,) = drop(tmp_path, "a")
    with Reading() as reading:
        (answer,) = reading.read([job])
    assert answer == answered(job, Caps())
    assert answer.sha256 == sha256(job.path)
    assert answer.size == job.path.stat().st_size
    assert answer.tables[0].unread == {(1, "ship_date"), (1, "unit_price_incl")}


def test_a_small_batch_is_read_by_one_process(tmp_path, monkeypatch, started):
    monkeypatch.setattr(pool, "_PATIENCE_SECONDS", 600)
    with Reading() as reading:
        assert len(list(reading.read(drop(tmp_path, *["a"] * 9)))) == 9
    assert len(started) == 1


@pytest.mark.thorough
def test_a_second_process_helps_the_first_that_keeps_its_caller_waiting(tmp_path, monkeypatch, started):
    monkeypatch.setattr(pool, "_PATIENCE_SECONDS", 0.001)
    with Reading() as reading:
        assert numbers(reading.read(drop(tmp_path, *["a"] * 12))) == [f"CK-{i}" for i in range(12)]
    assert len(started) == 2


@pytest.mark.thorough
def test_a_second_process_reads_on_while_the_first_is_at_a_large_file(tmp_path, monkeypatch, started):
    monkeypatch.setattr(pool, "_PATIENCE_SECONDS", 600)
    jobs = drop(tmp_path, "a", "b", "c")
    monkeypatch.setattr(pool, "_MUCH_BYTES", jobs[0].path.stat().st_size - 1)
    with Reading() as reading:
        assert numbers(reading.read(jobs)) == ["CK-0", "CK-1", "CK-2"]
    assert len(started) == 2


@pytest.mark.thorough
@pytest.mark.usefixtures("frail")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_deadly_file_is_refused_and_the_others_are_read(tmp_path, workers):
    jobs = drop(tmp_path, "a", "deadly", "b", "c", "deadly", "d", "e", "f")
    with Reading(workers=workers) as reading:
        answers = list(reading.read(jobs))
    assert numbers(answers) == ["CK-0", "F111", "CK-2", "CK-3", "F111", "CK-5", "CK-6", "CK-7"]
    assert answers[1].verdict == "refused"
    assert answers[1].sha256 == sha256(jobs[1].path)
    assert "另存" in answers[1].finding.message


@pytest.mark.usefixtures("frail")
def test_a_file_that_a_process_died_of_by_chance_is_read_at_the_second_try(tmp_path):
    with Reading() as reading:
        assert numbers(reading.read(drop(tmp_path, "a", "once", "b"))) == ["CK-0", "CK-1", "CK-2"]


@pytest.mark.thorough
@pytest.mark.usefixtures("frail")
def test_a_silent_process_is_replaced(tmp_path):
    jobs = drop(tmp_path, "a", "silent", "b")
    with Reading(Caps(child_seconds=1), workers=1) as reading:
        assert numbers(reading.read(jobs)) == ["CK-0", "F111", "CK-2"]


@pytest.mark.usefixtures("frail")
def test_what_a_library_prints_does_not_get_among_the_answers(tmp_path):
    with Reading() as reading:
        assert numbers(reading.read(drop(tmp_path, "babbling", "a"))) == ["CK-0", "CK-1"]


@pytest.mark.usefixtures("frail")
def test_an_answer_that_is_not_as_agreed_is_not_believed(tmp_path):
    with Reading() as reading:
        assert numbers(reading.read(drop(tmp_path, "lying", "a"))) == ["F111", "CK-1"]


def test_a_caller_that_stops_early_leaves_no_process_behind(tmp_path):
    with Reading(workers=2) as reading:
        answers = reading.read(drop(tmp_path, *["a"] * 9))
        assert next(answers).verdict == "read"
        answers.close()
        assert numbers(reading.read(drop(tmp_path, "a"))) == ["CK-0"]


def test_a_file_that_is_gone_is_said_to_be_out_of_reach(tmp_path):
    with Reading() as reading:
        (answer,) = reading.read([Job(tmp_path / "weg.xlsx", "weg.xlsx")])
    assert (answer.verdict, answer.finding.code) == ("refused", "F113")


@pytest.mark.thorough
def test_a_file_that_asks_for_too_much_memory_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(text([["订单号", "客户名称", "品名", "数量"], *[["D1", "华新" * 20, "螺栓", "1"]] * 200_000]))
    jobs = [Job(path, "a.csv"), *drop(tmp_path, "b")]
    with Reading(Caps(child_mb=100), workers=1) as reading:
        assert numbers(reading.read(jobs)) == ["F111", "CK-0"]


def test_a_job_says_the_same_on_both_sides(tmp_path, monkeypatch):
    job = replace(
        drop(tmp_path, "a")[0],
        fixed_type="shipment",
        currency="USD",
        spellings={"qty": ("支数",)},
        mapping={"品名": "product_name"},
    )
    stream, back = io.BytesIO(), io.BytesIO()
    write_frame(stream, asked(job, Caps()))
    stream.seek(0)
    # This process is not the child: limits and garbage collection are to stay as they are.
    monkeypatch.setattr(child, "limit_this_process", lambda *_: True)
    monkeypatch.setattr(child, "gc", SimpleNamespace(disable=lambda: None, get_count=lambda: (0, 0, 0)))
    serve(stream, back)
    back.seek(0)
    assert read_frame(back) == b"{}"
    frame = read_frame(back)
    assert frame is not None
    assert decode(frame) == answered(job, Caps())
    assert read_frame(back) is None


def sound():
    found = table("""
        | 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 | 单价 |
        | CK-001 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 0.35 |
        | | | | | | |
        | CK-001 | 11月初 | 华新五金 | 螺母 | 20 | 待定 |
    """)
    return Answer("ab", 3, "read", None, [found], "cd")


def test_a_frame_holds_all_of_an_answer():
    assert decode(encode(sound())) == sound()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m.update(verdict="maybe"),
        lambda m: m.update(size="3"),
        lambda m: m.pop("canonical"),
        lambda m: m.update(finding=["F1", "error", 5, None, None, None, None]),
        lambda m: m["tables"][0].update(type="no such paper"),
        lambda m: m["tables"][0].update(rows=[[5, 1], [2, 1]]),
        lambda m: m["tables"][0].update(rows=[[2, 3]]),
        lambda m: m["tables"][0].update(unread=[[7, "qty"]]),
        lambda m: m["tables"][0].update(sums={"qty": 5}),
        lambda m: m["tables"][0]["values"].update(qty={"v": ["10", 20]}),
        lambda m: m["tables"][0]["values"].update(qty={"v": [1.5, 2]}),
        lambda m: m["tables"][0]["values"].update(qty={"v": [True, 2]}),
        lambda m: m["tables"][0]["values"].update(qty={"u": [1], "w": "B", "i": "AAE="}),
        lambda m: m["tables"][0]["values"].update(qty={"u": [1], "w": "B", "i": "%%"}),
        lambda m: m["tables"][0]["values"].update(weight_of_soul={"v": [1, 2]}),
    ],
)
def test_a_frame_with_anything_amiss_is_not_believed(spoil):
    message = json.loads(encode(sound()))
    spoil(message)
    with pytest.raises(FrameError):
        decode(json.dumps(message).encode())


@pytest.mark.parametrize("count", [0, 1, 5, 300, 70_000])
def test_a_column_of_few_values_comes_back_from_its_code(count):
    values = [None if i % 7 == 0 else f"客户{i % max(1, count // 3)}" for i in range(count)]
    code = coded(values)
    assert decoded(json.loads(json.dumps(code)), count, str) == values
    assert ("u" in code) == (count != 1)
