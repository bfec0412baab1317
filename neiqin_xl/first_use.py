"""What is made with its first use: the modules of a package by the names that they hold, and patterns."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, AnyStr, cast

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


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is compiled with its first use: of those for odd files, a run needs few or none."""
    return cast("re.Pattern[AnyStr]", _LatePattern(text, flags))


class _LatePattern:
    """Stands for a pattern; what was asked of it once is its own from then on."""

    def __init__(self, text: Any, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        held: object = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, held)
        return held
