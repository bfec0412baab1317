"""Shelves: whatever is declared in a package's modules is in use by being there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType
from typing import TypeVar

Declared = TypeVar("Declared")


def on_shelf(package: ModuleType, kind: type[Declared], only: Iterable[str] = ()) -> list[Declared]:
    """Every module-level instance of `kind` in the package's own modules, by module name, then as written.

    With `only`, those in the modules of these names.
    """
    found: dict[int, Declared] = {}
    for name in sorted(only or (module.name for module in pkgutil.iter_modules(package.__path__))):
        loaded = importlib.import_module(f"{package.__name__}.{name}")
        for value in vars(loaded).values():
            if isinstance(value, kind):
                found.setdefault(id(value), value)  # one module may have taken it from another
    return list(found.values())
