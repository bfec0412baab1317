"""A month issued or closed in trouble: cut off before any effect, or the disk full. Done again, all is as it should be."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from cut_off import CutOff, FullDisk, run, take_in
from remembered import without_processes

from neiqin_xl import Desk
from neiqin_xl.ledger.export import digest

pytestmark = [
    pytest.mark.crash,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks after the imports, or it would take an hour"),
]

TROUBLES = {"cut off": CutOff(), "full": FullDisk(once=False), "full for a moment": FullDisk(once=True)}

DROPS = {
    "订单.csv": "订单号,下单日期,客户名称,产品编码,单位,数量,含税单价\n"
    "D1,2026-10-03,华新五金,LS-M8,件,100,2.50\nD2,2026-10-03,大同机电,LS-M10,件,40,3.00\n",
    "发货.csv": "送货单号,发货日期,客户名称,产品编码,单位,发货数量,含税单价\n"
    "S1,2026-10-05,华新五金,LS-M8,件,60,2.50\nS2,2026-10-05,大同机电,LS-M10,件,60,3\n",
}
MONTH = "2026-10"


def issue(desk: Desk) -> None:
    """What a person does with the month's statements, and the watcher after that."""
    desk.issue(MONTH)
    desk.publish()


def close(desk: Desk) -> None:
    """What a person does with a month, again where she cannot know whether it was done, and the watcher after that."""
    try:
        desk.close_month(MONTH, anyway=True)
    except ValueError as told:
        assert "已经结过账" in str(told)  # noqa: PT017  # the only refusal that is right here
    desk.publish()


ACTS = {"taken in": take_in, "issued": issue, "closed": close}


@pytest.fixture(scope="module")
def stages(tmp_path_factory) -> dict[str, Path]:
    """A workspace before each of the acts, and after the last ("")."""
    folder = tmp_path_factory.mktemp("stages")
    found = {}
    with without_processes():
        root = folder / "dropped" / "工作区"
        with Desk.create(root) as desk:
            for n, (name, text) in enumerate(DROPS.items()):
                (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
                os.utime(desk.workspace.inbox / name, (n, n))
            assert desk.ledger is not None
        for name, act in ACTS.items():
            found[name] = root
            after = folder / name / "工作区"
            shutil.copytree(root, after)
            run(after, None, act)
            root = after
    return found | {"": root}


def state_of(root: Path) -> tuple[object, ...]:
    with Desk(root) as desk:
        assert [check for check in desk.verify()["checks"] if not check["ok"]] == []
        replies = desk.workspace.replies
        papers = sorted(
            path.relative_to(root).as_posix()
            for path in desk.workspace.outbox.rglob("*.xlsx")
            if replies not in path.parents
        )
        answers = Counter(path.name.split("_", 1)[1] for path in replies.rglob("*.xlsx"))
        left = [path.name for path in desk.dropped()]
        rubbish = [path.name for path in root.rglob(".*") if path.name.endswith((".tmp", ".new", ".old"))]
        return papers, answers, left, rubbish, desk.status()["pending"], digest(desk.ledger)


# What is taken in is cut off in test_crashes.py.
@pytest.mark.parametrize(("done", "trouble"), sorted({*product(ACTS, TROUBLES)} - {("taken in", "cut off")}))
def test_what_is_done_again_after_any_trouble_ends_as_if_there_had_been_none(done, trouble, stages, tmp_path):
    with without_processes():
        names = list(stages)
        wanted = state_of(stages[names[names.index(done) + 1]])
        whole = tmp_path / "whole" / "工作区"
        shutil.copytree(stages[done], whole)
        effects = run(whole, None, ACTS[done], TROUBLES[trouble])
        assert state_of(whole) == wanted
        assert effects > 3
        for n in range(1, effects + 1):
            root = tmp_path / f"{n}" / "工作区"
            shutil.copytree(stages[done], root)
            run(root, n, ACTS[done], TROUBLES[trouble])
            run(root, None, ACTS[done])
            assert state_of(root) == wanted, f"{trouble} at effect {n}"
            shutil.rmtree(tmp_path / f"{n}")


def test_the_acts_do_what_they_should(stages):
    papers, answers, left, rubbish, pending, _ = state_of(stages[""])
    assert {"outbox/台账/订单台账.xlsx", "outbox/台账/发货台账.xlsx"} <= set(papers)
    assert answers == Counter({"已入账_订单.xlsx": 1, "已入账_发货.xlsx": 1})
    assert left == rubbish == pending == []
    with Desk(stages[""]) as desk:
        issued = desk.books.issued()
        assert sorted(one.path for one in issued if one.path in papers) == sorted(one.path for one in issued)
        assert len(issued) == 2
        assert [one.month for one in desk.books.closings()] == [MONTH]
