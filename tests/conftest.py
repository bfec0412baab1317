"""What tests of several modules ask for by name, and what none of them should wait for."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings
from remembered import mark_here, read_here

from neiqin_xl.ledger import database
from neiqin_xl.publish import template_samples

_CONNECT, _MIGRATE = database.connect, database.migrate
_LAY_SAMPLES = template_samples.lay_samples
_OPENED: list[sqlite3.Connection] = []
_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # only its folders of one run and one user are used
_ROOM_BYTES = 4 << 30


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Every second process reads a folder from its end: in a fresh copy each of two compiles half of the tests."""
    report = yield
    worker = getattr(collector.config, "workerinput", {}).get("workerid", "gw0")
    if isinstance(collector, pytest.Dir) and int(worker.removeprefix("gw")) % 2:
        report.result.reverse()
    return report


def pytest_configure(config):
    """Properties are held against a few examples, and among the thorough tests against many.

    They are the same in every run, so that what fails has come with a change; --hypothesis-profile=anew draws others.
    """
    settings.register_profile("core", max_examples=25, deadline=None, derandomize=True)
    settings.register_profile("thorough", max_examples=100, deadline=None, derandomize=True)
    settings.register_profile("anew", max_examples=300, deadline=None)
    settings.load_profile(config.getoption("--hypothesis-profile") or ("core" if _is_core(config) else "thorough"))
    if _is_core(config) and _has_room(_IN_MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def _has_room(folder):
    """Whether the core tests' fifty thousand files fit into a folder of a system that has one in memory."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > _ROOM_BYTES


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Among the thorough tests are all properties."""
    items.sort(key=lambda item: item.path)  # all processes name them in one order
    for item in [] if _is_core(config) else items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("thorough")


def _is_core(config):
    return "not thorough" in config.option.markexpr


def pytest_collection_finish():
    """What thousands of tests hold for good is not looked through again for garbage at each of them."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits_for_the_disk(tmp_path_factory):
    """No test's files need to outlast a power cut, and what many of them begin with is made once and copied."""
    ledgers = {}
    samples = []

    def connected(path):
        connection = _CONNECT(path)
        connection.execute("PRAGMA synchronous=OFF")
        _OPENED.append(connection)
        return connection

    def migrated(path, tables):
        kind = tuple(tables.items())
        if path.exists():
            _MIGRATE(path, tables)
        elif kind in ledgers:
            path.write_bytes(ledgers[kind])
        else:
            _MIGRATE(path, tables)
            ledgers[kind] = path.read_bytes()

    def laid(folder):
        if any(folder.iterdir()):
            _LAY_SAMPLES(folder)
            return
        if not samples:
            made = tmp_path_factory.mktemp("samples")
            _LAY_SAMPLES(made)
            samples.append(made)
        shutil.copytree(samples[0], folder, copy_function=os.link, dirs_exist_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # what is not open cannot be waited for here either
        patch.setattr(database, "connect", connected)
        patch.setattr(database, "migrate", migrated)
        patch.setattr(template_samples, "lay_samples", laid)
        yield
    _close_those_after(0)


@pytest.fixture(autouse=True)
def _no_ledger_outlives_its_test():
    """What was opened for a module or the session stays open until the end."""
    before = len(_OPENED)
    yield
    _close_those_after(before)


def _close_those_after(count):
    while len(_OPENED) > count:
        with contextlib.suppress(sqlite3.ProgrammingError):  # another thread's is closed by that
            _OPENED.pop().close()


@pytest.fixture
def ledgers_as_in_use(monkeypatch):
    """Ledgers that are laid out and written as clerks have them: for what is about just that."""
    monkeypatch.setattr(database, "connect", _CONNECT)
    monkeypatch.setattr(database, "migrate", _MIGRATE)


@pytest.fixture
def reading_here(monkeypatch):
    """Reading and marking without processes: for whatever is not about them."""
    read_here(monkeypatch)
    mark_here(monkeypatch)
