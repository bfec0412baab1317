"""A run cut off before any of its effects or commits, and again during recovery: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from cut_off import CUT, run, state_of
from remembered import read_beforehand, read_here

from neiqin_xl import Desk

pytestmark = [
    pytest.mark.crash,
    pytest.mark.timeout(900),  # more than a hundred runs, each cut off and taken up again
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks after the imports, or it would take an hour"),
]

DROPS = {
    "昆明办/订单.csv": "订单号,下单日期,客户名称,产品编码,单位,数量,含税单价\n"
    "D1,2026-11-03,华新五金,LS-M8,件,100,2.50\nD1,2026-11-03,华新五金,LS-M10,件,40,3.00\n",
    "发货.csv": "送货单号,发货日期,订单号,客户名称,产品编码,单位,发货数量\nS1,2026-11-05,D1,华新五金,LS-M8,件,60\n",
    "订单更正.csv": "订单号,下单日期,客户名称,产品编码,单位,数量,含税单价\nD1,2026-11-03,华新五金,LS-M8,件,120,2.50\n",
    "又一份发货.csv": "送货单号,发货日期,订单号,客户名称,产品编码,单位,发货数量\nS1,2026-11-05,D1,华新五金,LS-M8,件,60\n",
    "坏订单.csv": "订单号,下单日期,客户名称,产品编码,单位,数量,含税单价\nD2,2026-11-03,华新五金,LS-M8,件,十箱,2.50\n",
}


@pytest.fixture(scope="module")
def dropped(tmp_path_factory) -> Path:
    """A workspace with files in its inbox, nothing taken in."""
    root = tmp_path_factory.mktemp("base") / "工作区"
    with Desk.create(root) as desk:
        for n, (name, text) in enumerate(DROPS.items()):
            path = desk.workspace.inbox / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            os.utime(path, (n, n))
        assert desk.ledger is not None
    return root


@pytest.fixture(scope="module", autouse=True)
def _read_beforehand(dropped):
    """The files are read once, by the real reader; a run that is to be cut off gets the answers from here."""
    patch = pytest.MonkeyPatch()
    read_beforehand(patch, sorted((dropped / "inbox").rglob("*.csv")))
    yield
    patch.undo()


@pytest.fixture(scope="module")
def undisturbed(dropped, tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "工作区"
    shutil.copytree(dropped, root)
    effects = run(root, None)
    return effects, state_of(root)


def test_an_undisturbed_run_does_what_it_should(undisturbed):
    effects, (replies, originals, left, books, rubbish, marked, _) = undisturbed
    assert effects > 40
    assert sum(replies.values()) == sum(originals.values()) == len(DROPS)
    assert list(marked) == ["要改_坏订单_标记.xlsx"]
    assert left == rubbish == []
    assert {"订单台账.xlsx", "发货台账.xlsx"} <= set(books)


def test_a_run_cut_off_anywhere_is_picked_up_and_ends_the_same(dropped, undisturbed, tmp_path):
    effects, wanted = undisturbed
    for n in range(1, effects + 1):
        root = tmp_path / f"{n}" / "工作区"
        shutil.copytree(dropped, root)
        assert run(root, n) == -CUT
        run(root, None)
        assert state_of(root) == wanted, f"cut off before effect {n}"
        shutil.rmtree(tmp_path / f"{n}")


def test_a_recovery_cut_off_again_and_again_ends_the_same(dropped, undisturbed, tmp_path):
    effects, wanted = undisturbed
    chosen = random.Random(2026)
    for n in range(1, effects + 1, 3):
        root = tmp_path / f"{n}" / "工作区"
        shutil.copytree(dropped, root)
        run(root, n)
        for _ in range(2):
            run(root, chosen.randrange(1, effects + 2))
        run(root, None)
        assert state_of(root) == wanted, f"cut off before effect {n}, then during recovery"
        shutil.rmtree(tmp_path / f"{n}")


def test_a_second_run_cut_off_anywhere_leaves_masters_that_show_the_books(dropped, tmp_path, monkeypatch):
    read_here(monkeypatch)
    base = tmp_path / "base" / "工作区"
    shutil.copytree(dropped, base)
    head = "订单号,下单日期,客户名称,产品编码,单位,数量,含税单价\n"
    many = "".join(f"M{n},2026-11-03,华新五金,LS-M8,件,7,2.50\n" for n in range(20))
    (base / "inbox" / "许多.csv").write_text(head + many, encoding="utf-8")
    run(base, None)
    few = "M7,2026-11-03,华新五金,LS-M8,件,9,2.50\nN1,2026-11-04,华新五金,LS-M8,件,1,2.50\n"
    (base / "inbox" / "几行.csv").write_text(head + few, encoding="utf-8")
    whole = tmp_path / "whole" / "工作区"
    shutil.copytree(base, whole)
    effects = run(whole, None)
    wanted = state_of(whole)
    # What comes before the first workbook is cut off above.
    for n in range(effects // 3, effects + 1):
        root = tmp_path / f"{n}" / "工作区"
        shutil.copytree(base, root)
        assert run(root, n) == -CUT
        run(root, None)
        assert state_of(root) == wanted, f"cut off before effect {n}"
        shutil.rmtree(tmp_path / f"{n}")


ODD = "老板那边,哪天,啥东西,几个\n{},2026-11-03,螺栓,{}\n"
TOLD = {"老板那边": "customer_name", "哪天": "ship_date", "啥东西": "product_name", "几个": "qty"}


def answer(desk: Desk) -> None:
    """What a person does who says what a file is, and runs the same again where it did not come so far."""
    path = desk.workspace.inbox / "昆明办" / "答.csv"
    desk.take_in(
        [path] if path.exists() else None, **({"fixed_type": "shipment", "mapping": TOLD} if path.exists() else {})
    )


def test_an_answer_cut_off_anywhere_is_remembered_and_what_had_asked_is_read_again(tmp_path, monkeypatch):
    read_here(monkeypatch)
    base = tmp_path / "base" / "工作区"
    Desk.create(base).close()
    folder = base / "inbox" / "昆明办"
    folder.mkdir()
    (folder / "问.csv").write_text(ODD.format("大同机电", 7), encoding="utf-8")
    run(base, None)
    (folder / "答.csv").write_text(ODD.format("华新五金", 5), encoding="utf-8")
    whole = tmp_path / "whole" / "工作区"
    shutil.copytree(base, whole)
    effects = run(whole, None, answer)
    wanted = (state_of(whole), remembered_in(whole))
    assert wanted[1] == [("shipment", "昆明办", TOLD, 2)]
    for n in range(1, effects + 1):
        root = tmp_path / f"{n}" / "工作区"
        shutil.copytree(base, root)
        assert run(root, n, answer) == -CUT
        run(root, None, answer)
        assert (state_of(root), remembered_in(root)) == wanted, f"cut off before effect {n}"
        shutil.rmtree(tmp_path / f"{n}")


def remembered_in(root: Path) -> list[tuple[object, ...]]:
    with Desk(root) as desk:
        return [(one["type"], one["source"], one["map"], one["files"]) for one in desk.layouts()]


def make_statements(desk: Desk) -> None:
    """What a person does at the end of a month."""
    desk.statement("2026-11")


def test_a_run_of_statements_cut_off_anywhere_leaves_whole_ones_and_ends_the_same(dropped, tmp_path):
    base = tmp_path / "base" / "工作区"
    shutil.copytree(dropped, base)
    run(base, None)
    run(base, None, make_statements)
    shutil.rmtree(base / "outbox" / "对账单" / "2026-11")
    made = tmp_path / "whole" / "工作区"
    shutil.copytree(base, made)
    effects = run(made, None, make_statements)
    wanted = {path.name: path.read_bytes() for path in (made / "outbox" / "对账单").rglob("*.xlsx")}
    assert len(wanted) > 1
    for n in range(1, effects + 1):
        root = tmp_path / f"{n}" / "工作区"
        shutil.copytree(base, root)
        assert run(root, n, make_statements) == -CUT
        found = {path.name: path.read_bytes() for path in (root / "outbox" / "对账单").rglob("*.xlsx")}
        assert found.items() <= wanted.items()
        run(root, None, make_statements)
        assert {path.name: path.read_bytes() for path in (root / "outbox" / "对账单").rglob("*.xlsx")} == wanted
        assert not [one for one in root.rglob("*") if one.name.endswith((".tmp", ".new", ".old"))]
        shutil.rmtree(tmp_path / f"{n}")
