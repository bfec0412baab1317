"""状态.html: where things stand, as a page that needs no server, runs nothing and prints on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl import __version__
from neiqin_xl.logs import without_telephones

if TYPE_CHECKING:
    from jinja2 import Template

REFRESH_SECONDS = 60
GOOD, WAIT, BAD = "good", "wait", "bad"
"""How something looks, beside its word: green, orange, red."""

_TEMPLATE = Path(__file__).with_name("status_page.html")


@dataclass(frozen=True)
class Tile:
    """A figure to be seen from afar: what it is, the figure, and a few words to it."""

    name: str
    value: str
    more: str
    look: str


@dataclass(frozen=True)
class Drop:
    """A file that was dropped, and its fate."""

    at: str
    office: str
    file: str
    fate: str
    accepted: int
    held: int
    look: str


@dataclass(frozen=True)
class Part:
    """A list under a heading, and what is said where there is nothing to list."""

    name: str
    lines: Sequence[str]
    none: str


@dataclass(frozen=True)
class StatusPage:
    """All that stands on the page; `written` says when it was, and by whom it is kept."""

    office: str
    written: str
    tiles: Sequence[Tile]
    drops: Sequence[Drop]
    parts: Sequence[Part]


def status_page(page: StatusPage) -> bytes:
    """The page as HTML in UTF-8: the same bytes for the same content. Whatever files are called, it is only text."""
    told = asdict(page) | {"version": __version__, "refresh_seconds": REFRESH_SECONDS}
    return _template().render(told).encode("utf-8")


def shown(text: str) -> str:
    """A name from outside as it may be shown: without what changes or hides text, and without telephone numbers."""
    # A full-width space, common in names of files, is none of what hides.
    seen = "".join(one if one.isprintable() or one == "\u3000" else "\ufffd" for one in text)
    return without_telephones(seen)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(_TEMPLATE.read_text(encoding="utf-8"))
