"""Shelves: whatever is declared in a package's modules is in use by being there."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Declared = TypeVar("Declared")


def on_shelf(package: ModuleType, kind: type[Declared]) -> list[Declared]:
    """Every module-level instance of `kind` in the package's own modules, by module name, then as written."""
    found: list[Declared] = []
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        for value in vars(loaded).values():
            if isinstance(value, kind) and value not in found:
                found.append(value)
    return found
