import ctypes
import errno
import os
import subprocess
import sys
import types

import pytest
from faults import failure, open_files

from neiqin_xl.machine import BusyFile, WorkspaceLock, files, limit_this_process, limits, lock, open_shared, windows

posix_only = pytest.mark.skipif(os.name == "nt", reason="tries the POSIX branch itself")


def test_only_one_holds_the_lock_and_the_other_learns_who(tmp_path):
    first, second = WorkspaceLock(tmp_path / "state" / "lock"), WorkspaceLock(tmp_path / "state" / "lock")
    assert first.holder() == ""
    assert first.acquire()
    assert first.acquire()
    assert first.held
    assert not second.acquire()
    assert not second.held
    assert second.holder().split()[0] == str(os.getpid())
    with pytest.raises(BusyFile, match=str(os.getpid())), second:
        pass
    first.release()
    first.release()
    assert second.holder() == ""
    with second:
        assert not first.acquire()
    assert first.acquire()
    first.release()


def test_the_text_of_a_lock_is_only_about_its_holder(tmp_path):
    path = tmp_path / "lock"
    path.write_text("#" * 200, encoding="utf-8")
    with WorkspaceLock(path) as mine:
        assert mine.holder().split()[0] == str(os.getpid())
        assert "#" not in mine.holder()


@posix_only
def test_taking_missing_and_releasing_a_lock_leaves_no_file_open(tmp_path):
    before = open_files()
    first, second = WorkspaceLock(tmp_path / "lock"), WorkspaceLock(tmp_path / "lock")
    first.acquire()
    second.acquire()
    first.release()
    assert open_files() == before


def test_a_lock_goes_with_the_process_that_held_it(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; from neiqin_xl.machine import WorkspaceLock\n"
        "one = WorkspaceLock(Path(sys.argv[1])); print(one.acquire(), flush=True); sys.stdin.read()"
    )
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline().strip() == "True"
        mine = WorkspaceLock(path)
        assert not mine.acquire()
        assert mine.holder().split()[0] == str(child.pid)
        child.kill()
        child.wait()
        assert mine.acquire()
        mine.release()


def test_a_lock_that_cannot_be_tried_leaves_no_file_open(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "_locked", failure(OSError(errno.ENOLCK, "no locks")))
    closed = []
    monkeypatch.setattr(lock.os, "close", lambda handle, close=os.close: (closed.append(handle), close(handle)))
    mine = WorkspaceLock(tmp_path / "lock")
    with pytest.raises(OSError, match="no locks"):
        mine.acquire()
    assert len(closed) == 1
    assert not mine.held


class FakeMsvcrt(types.SimpleNamespace):
    """One byte range that only one handle can hold, as Windows has it."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self):
        super().__init__(holder=None, places=[])

    def locking(self, handle, mode, count):
        self.places.append((os.lseek(handle, 0, os.SEEK_CUR), count))
        if mode == self.LK_UNLCK:
            self.holder = None
        elif self.holder is not None:
            raise PermissionError(errno.EACCES, "Permission denied")
        else:
            self.holder = handle


def test_on_windows_the_lock_is_on_a_byte_that_leaves_the_text_readable(tmp_path, monkeypatch):
    fake = FakeMsvcrt()
    monkeypatch.setattr(lock, "WINDOWS", True)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    first, second = WorkspaceLock(tmp_path / "lock"), WorkspaceLock(tmp_path / "lock")
    assert first.acquire()
    assert not second.acquire()
    assert second.holder().split()[0] == str(os.getpid())
    assert (tmp_path / "lock").stat().st_size < 1000
    first.release()
    assert second.acquire()
    second.release()
    assert set(fake.places) == {(1 << 30, 1)}


HUNGRY = """
import sys
from neiqin_xl.machine import limit_this_process
print(limit_this_process(int(sys.argv[1]), int(sys.argv[2])), flush=True)
{greed}
print("enough")
"""


def limited(memory_mb, seconds, greed):
    return subprocess.run(
        [sys.executable, "-c", HUNGRY.format(greed=greed), str(memory_mb), str(seconds)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@posix_only
def test_a_process_that_wants_too_much_memory_fails():
    assert limited(300, 60, "block = bytes(50 << 20)").stdout.split() == ["True", "enough"]
    greedy = limited(300, 60, "block = bytes(400 << 20)")
    assert greedy.stdout.split() == ["True"]
    assert "MemoryError" in greedy.stderr


@pytest.mark.thorough
@posix_only
def test_a_process_that_takes_too_long_dies_and_each_piece_of_work_has_its_own_time():
    lazy = limited(1000, 0, "while True: pass")
    assert lazy.stdout.split() == ["True"]
    assert lazy.returncode < 0
    more = "import resource; limit_this_process(1000, 900); print(resource.getrlimit(resource.RLIMIT_CPU)[0] > 900)"
    assert limited(1000, 1, more).stdout.split() == ["True", "True", "enough"]


@posix_only
def test_limits_that_the_system_does_not_keep_are_said(monkeypatch):
    calls = []

    def setrlimit(what, values):
        calls.append((what, values))
        raise ValueError("not here")

    fake = types.SimpleNamespace(
        RLIMIT_CORE=4,
        RLIMIT_AS=9,
        RLIMIT_CPU=0,
        RLIM_INFINITY=-1,
        getrlimit=lambda _: (-1, 2048),
        setrlimit=setrlimit,
    )
    monkeypatch.setitem(sys.modules, "resource", fake)
    assert limit_this_process(1, 100_000) is False
    assert calls[:2] == [(4, (0, 2048)), (9, (2048, 2048))]


class FakeKernel:
    """Keeps what it is told about jobs and files."""

    def __init__(self, *, agrees=True, handle=7):
        self.agrees, self.handle, self.limits, self.closed, self.assigned = agrees, handle, [], [], []

    def CreateJobObjectW(self, *_):
        return self.handle

    def SetInformationJobObject(self, _, what, limits, size):
        told = ctypes.cast(limits, ctypes.POINTER(windows.JobLimits)).contents
        self.limits.append(
            (what, size, told.Basic.LimitFlags, told.Basic.PerProcessUserTimeLimit, told.ProcessMemoryLimit)
        )
        return 1

    def GetCurrentProcess(self):
        return -1

    def AssignProcessToJobObject(self, job, process):
        self.assigned.append((job, process))
        return int(self.agrees)

    def CloseHandle(self, handle):
        self.closed.append(handle)


@pytest.fixture
def kernel(monkeypatch):
    fake = FakeKernel()
    monkeypatch.setattr(limits, "WINDOWS", True)
    monkeypatch.setattr(limits.time, "process_time", lambda: 2.5)
    monkeypatch.setattr(windows, "_job", [])
    monkeypatch.setattr(windows, "kernel32", lambda: fake)
    return fake


def test_on_windows_the_limits_are_those_of_a_job_that_is_made_once(kernel):
    assert limit_this_process(1500, 60)
    assert limit_this_process(1500, 30)
    assert kernel.assigned == [(7, -1)]
    size = 144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112
    assert kernel.limits == [
        (9, size, 0x502, 63 * 10**7, 1500 << 20),
        (9, size, 0x502, 33 * 10**7, 1500 << 20),
    ]
    assert kernel.closed == []


def test_on_windows_a_job_that_is_refused_is_closed_and_said(kernel):
    kernel.agrees = False
    assert limit_this_process(1500, 60) is False
    assert kernel.closed == [7]
    kernel.agrees, kernel.handle = True, None
    assert limit_this_process(1500, 60) is False


def test_on_windows_a_file_is_opened_so_that_its_owner_may_delete_it(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"abc")
    asked = []

    def create(name, access, share, _, disposition, *rest):
        asked.append((access, share, disposition))
        return os.open(name, os.O_RDONLY)

    kernel = types.SimpleNamespace(CreateFileW=create)
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(windows, "kernel32", lambda: kernel)
    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(open_osfhandle=lambda handle, _: handle))
    assert open_shared(path) == b"abc"
    assert asked == [(0x80000000, 7, 3)]


def test_on_windows_a_file_that_cannot_be_opened_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(
        windows, "kernel32", lambda: types.SimpleNamespace(CreateFileW=lambda *_: windows._INVALID_HANDLE)
    )
    monkeypatch.setattr(windows.ctypes, "get_last_error", lambda: 2, raising=False)
    monkeypatch.setattr(windows.ctypes, "FormatError", lambda code: f"error {code}", raising=False)
    with pytest.raises(OSError, match="error 2") as caught:
        windows.opened_shared(tmp_path / "a.xlsx")
    assert caught.value.filename == str(tmp_path / "a.xlsx")
