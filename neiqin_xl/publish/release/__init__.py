"""The release gate: nothing of one customer leaves in a paper for another.

What a report hands over as a paper for customers (`Paper.customers`) is written to a temporary place, reopened as the
package that it is, and searched for everything by which any other customer is known. Only when all papers of a run have
passed does the first of them leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.publish.release.spool import Spool, Spooled

if TYPE_CHECKING:
    from neiqin_xl.publish.release.gate import Gate

__all__ = ["Gate", "Spool", "Spooled"]


def __getattr__(name: str) -> object:
    # Imported on first use: most publications hold no paper that leaves the house.
    if name == "Gate":
        from neiqin_xl.publish.release.gate import Gate

        return Gate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
