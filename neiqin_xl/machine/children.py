"""Processes of our own that may fail alone: how they are started, and what they do first."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import BinaryIO

from neiqin_xl.machine.interrupts import ignore_interrupts

WITHOUT_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""The `creationflags` of a process that must not show a console."""


def command_of(module: str) -> list[str]:
    """The command that runs a module of ours with this same interpreter."""
    return [sys.executable, "-m", module]


def environment_of_child() -> dict[str, str]:
    """The environment in which a child finds the same modules as here, and nothing in the current folder."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONSAFEPATH": "1"}


def begin_as_child() -> BinaryIO:
    """Where this process writes its answers; whatever a library prints goes elsewhere, and Ctrl-C is the parent's."""
    ignore_interrupts()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers
