"""What is declared of a hostile file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """One file and what must come of it.

    `verdict` is "read", "empty" or the code of the refusal. `notices` are the codes of what is said about a file that
    is read all the same (F2…), exactly these. `holds` is a text that must come out as it went in. A `costly` file takes
    seconds or most of the memory that a reader has.
    """

    name: str
    data: bytes
    verdict: str
    notices: tuple[str, ...] = ()
    holds: str | None = None
    costly: bool = False
