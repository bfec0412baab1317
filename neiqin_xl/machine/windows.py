"""What only Windows' own kernel32 can do: files opened so that others may delete them, and limits on a process."""

from __future__ import annotations

import ctypes
import importlib
import os
from io import BufferedReader
from pathlib import Path
from typing import Any

_GENERIC_READ = 0x80000000
_SHARE_ALL = 0x1 | 0x2 | 0x4  # others may read, write and delete; Python's own open() does not let them delete
_OPEN_EXISTING = 3
_SEQUENTIAL_SCAN = 0x08000000
_INVALID_HANDLE = ctypes.c_void_p(-1).value

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_LIMIT_TIME, _LIMIT_MEMORY, _DIE_QUIETLY = 0x2, 0x100, 0x400
_TICKS = 10_000_000  # to the second
_MEGABYTE = 1 << 20

_job: list[int] = []  # the one job object that this process was put into; it lives as long as the process


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("Basic", _BasicLimits),
        ("IoCounters", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def kernel32() -> Any:
    """Windows' kernel32 with the functions used here declared, so that handles of 64 bits survive."""
    library = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    pointer, text, flag, number = ctypes.c_void_p, ctypes.c_wchar_p, ctypes.c_int, ctypes.c_uint32
    for name, result, arguments in (
        ("CreateFileW", pointer, (text, number, number, pointer, number, number, pointer)),
        ("CreateJobObjectW", pointer, (pointer, text)),
        ("SetInformationJobObject", flag, (pointer, ctypes.c_int, pointer, number)),
        ("AssignProcessToJobObject", flag, (pointer, pointer)),
        ("GetCurrentProcess", pointer, ()),
        ("CloseHandle", flag, (pointer,)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def opened_shared(path: Path) -> BufferedReader:
    """The file opened for reading while its owner may write, rename and delete it. OSError as open() raises it."""
    handle = kernel32().CreateFileW(str(path), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _SEQUENTIAL_SCAN, None)
    if handle == _INVALID_HANDLE:
        code = ctypes.get_last_error()  # type: ignore[attr-defined]
        raise OSError(0, ctypes.FormatError(code), str(path), code)  # type: ignore[attr-defined]
    return os.fdopen(importlib.import_module("msvcrt").open_osfhandle(handle, os.O_RDONLY), "rb")


def limit_this_process(memory_mb: int, cpu_seconds: int) -> bool:
    """Put this process into a job object with these limits, or set them anew; whether Windows agreed.

    `cpu_seconds` are counted from the start of the process.
    """
    limits = JobLimits()
    limits.Basic.LimitFlags = _LIMIT_TIME | _LIMIT_MEMORY | _DIE_QUIETLY
    limits.Basic.PerProcessUserTimeLimit = cpu_seconds * _TICKS
    limits.ProcessMemoryLimit = memory_mb * _MEGABYTE
    kernel = kernel32()
    job = _job[0] if _job else kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    kept = bool(kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)))
    if _job:
        return kept
    if kept and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
        _job.append(job)
        return True
    kernel.CloseHandle(job)
    return False
