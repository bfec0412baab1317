"""Files that could harm whoever reads them, drawn class by class, each with the verdict that it must get.

A module a class; a new module is in use by being there. Nothing here depends on the clock or on chance, so that two
runs draw the same bytes.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from hostile.declared import Hostile

__all__ = ["Hostile", "classes", "hostile_files"]


def classes() -> list[str]:
    """The names of the classes, which are the names of the modules that draw them."""
    found = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(name for name in found if hasattr(importlib.import_module(f"hostile.{name}"), "drawn"))


def hostile_files(only: str | None = None) -> list[tuple[str, Hostile]]:
    """Every file with the class that it belongs to, those of one class together."""
    names = classes() if only is None else [only]
    return [(name, file) for name in names for file in _drawn(name)]


@cache
def _drawn(name: str) -> tuple[Hostile, ...]:
    return tuple(importlib.import_module(f"hostile.{name}").drawn())
