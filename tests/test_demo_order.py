"""Whatever the order in which the demo's files arrive, the books are the same (DESIGN §1.4)."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest
from remembered import read_beforehand

from neiqin_xl.demo import write_demo
from neiqin_xl.demo.month import TODAY
from neiqin_xl.desk import Desk
from neiqin_xl.desk.answering import Answering
from neiqin_xl.ledger.export import digest, export


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    inbox = tmp_path_factory.mktemp("order") / "inbox"
    write_demo(inbox)
    return inbox


@pytest.fixture(scope="module", autouse=True)
def _read_beforehand(drawn):
    patch = pytest.MonkeyPatch()
    read_beforehand(patch, sorted(path for path in drawn.rglob("*") if path.is_file()))
    patch.setattr(Answering, "carry_out", lambda *_: None)
    yield
    patch.undo()


def taken_in(drawn, names, folder):
    """A desk into which these files of the demo were taken in this order."""
    desk = Desk.create(folder)
    desk._today = TODAY
    for name in names:
        target = desk.workspace.inbox / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((drawn / name).read_bytes())
    desk.take_in([desk.workspace.inbox / name for name in names], publish=False)
    return desk


@pytest.fixture(scope="module")
def in_order(drawn, tmp_path_factory):
    names = [
        path.relative_to(drawn).as_posix()
        for path in sorted(drawn.rglob("*"), key=lambda one: one.stat().st_mtime)
        if path.is_file()
    ]
    desk = taken_in(drawn, names, tmp_path_factory.mktemp("first"))
    sharing = defaultdict(set)
    for path, key in desk.ledger.rows(
        "SELECT arrival.path, group_key FROM paper JOIN arrival ON arrival.id = paper.arrival"
    ):
        sharing[key].add(Path(path).relative_to(desk.workspace.inbox).as_posix())
    for path, sha256 in desk.ledger.rows("SELECT path, sha256 FROM arrival"):
        sharing[sha256].add(Path(path).relative_to(desk.workspace.inbox).as_posix())
    yield names, list(sharing.values()), list(export(desk.ledger)), digest(desk.ledger)
    desk.close()


def shuffled(names, sharing, seed):
    """Another order that keeps the relative order of files which share a document or their bytes."""
    family = {name: name for name in names}
    for together in sharing:
        chosen = family[next(iter(together))]
        merged = {family[name] for name in together}
        family = {name: chosen if old in merged else old for name, old in family.items()}
    order = names[:]
    random.Random(seed).shuffle(order)
    waiting = defaultdict(list)
    for name in names:
        waiting[family[name]].append(name)
    return [waiting[family[name]].pop(0) for name in order]


def check(drawn, in_order, tmp_path, seed):
    names, sharing, wanted, _ = in_order
    order = shuffled(names, sharing, seed)
    assert sorted(order) == sorted(names)
    assert order != names
    with taken_in(drawn, order, tmp_path / "second") as desk:
        assert list(export(desk.ledger)) == wanted


@pytest.mark.thorough
def test_another_order_of_the_demo_gives_the_same_books(drawn, in_order, tmp_path):
    check(drawn, in_order, tmp_path, 7)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(25))
def test_any_order_of_the_demo_gives_the_same_books(drawn, in_order, tmp_path, seed):
    check(drawn, in_order, tmp_path, seed)
