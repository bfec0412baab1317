"""Processes of our own that may fail alone: how they are started, and what they do first."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from neiqin_xl.machine.interrupts import ignore_interrupts

WITHOUT_WINDOW = 0x0800_0000 if os.name == "nt" else 0
"""The `creationflags` of a process that must not show a console, by number: a child has no use for subprocess."""


def command_of(module: str) -> list[str]:
    """The command that runs the `main` of a module of ours with this same interpreter."""
    # Looking for garbage among what is only being imported, and for how a module is run, takes a tenth of the start.
    return [sys.executable, "-c", f"import gc; gc.disable(); from {module} import main; gc.enable(); main()"]


def environment_of_child() -> dict[str, str]:
    """The environment in which a child finds the same modules as here, and nothing in the current folder."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONSAFEPATH": "1"}


def begin_as_child() -> BinaryIO:
    """Where this process writes its answers; whatever a library prints goes elsewhere, and Ctrl-C is the parent's."""
    ignore_interrupts()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers
