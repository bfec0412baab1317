"""Limits on the memory and time that this process may take, kept by the operating system."""

from __future__ import annotations

import importlib
import math
import os
import time

WINDOWS = os.name == "nt"
_MEGABYTE = 1 << 20


def limit_this_process(memory_mb: int, seconds: int) -> bool:
    """Let this process take so much memory in all, and so much processor time from now on; beyond, it fails or dies.

    May be called again, before each piece of work. Whether the operating system will keep both limits; where it will
    not, only its parent's patience limits the process.
    """
    until = math.ceil(time.process_time()) + seconds
    if WINDOWS:
        from neiqin_xl.machine import windows

        return windows.limit_this_process(memory_mb, until)
    resource = importlib.import_module("resource")
    kept = True
    for what, wanted in (
        (resource.RLIMIT_CORE, 0),  # a process that dies of its limits leaves no picture of a clerk's data
        (resource.RLIMIT_AS, memory_mb * _MEGABYTE),
        (resource.RLIMIT_CPU, until),
    ):
        try:
            _, most = resource.getrlimit(what)
            resource.setrlimit(what, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
        except (OSError, ValueError):
            kept = False
    return kept
