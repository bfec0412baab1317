"""Packages whose modules are imported with the first use of a name that they hold."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def on_first_use(package: str, modules: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """What serves as the package's `__getattr__`; `modules` are its modules, each with the names that come from it."""
    home = {name: module for module, names in modules.items() for name in names}

    def found(name: str) -> object:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        held: object = getattr(import_module(f"{package}.{home[name]}"), name)
        setattr(sys.modules[package], name, held)
        return held

    return found
