"""All that differs between operating systems: files that others may hold, locks, limits, names, folders, consoles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.first_use import on_first_use

if TYPE_CHECKING:
    from neiqin_xl.machine.files import (
        BusyFile,
        clock_of,
        is_busy,
        is_full,
        move,
        move_all,
        open_shared,
        sha256,
        shared_reader,
        sweep,
        write_atomically,
        write_new,
    )
    from neiqin_xl.machine.limits import limit_this_process
    from neiqin_xl.machine.lock import WorkspaceLock
    from neiqin_xl.machine.names import folded_name, safe_name, short_path
    from neiqin_xl.machine.shortcuts import lay_shortcut
    from neiqin_xl.machine.surroundings import steady_console, user_state_folder, windowless_interpreter
    from neiqin_xl.machine.together import write_all_new

__all__ = [
    "BusyFile",
    "WorkspaceLock",
    "clock_of",
    "folded_name",
    "is_busy",
    "is_full",
    "lay_shortcut",
    "limit_this_process",
    "move",
    "move_all",
    "open_shared",
    "safe_name",
    "sha256",
    "shared_reader",
    "short_path",
    "steady_console",
    "sweep",
    "user_state_folder",
    "windowless_interpreter",
    "write_all_new",
    "write_atomically",
    "write_new",
]

# Who reads files, or only answers --help, needs little of it.
__getattr__ = on_first_use(
    __name__,
    {
        "files": (
            "BusyFile",
            "clock_of",
            "is_busy",
            "is_full",
            "move",
            "move_all",
            "open_shared",
            "sha256",
            "shared_reader",
            "sweep",
            "write_atomically",
            "write_new",
        ),
        "limits": ("limit_this_process",),
        "lock": ("WorkspaceLock",),
        "names": ("folded_name", "safe_name", "short_path"),
        "shortcuts": ("lay_shortcut",),
        "surroundings": ("steady_console", "user_state_folder", "windowless_interpreter"),
        "together": ("write_all_new",),
    },
)
