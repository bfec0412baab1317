"""neiqin_xl: order, shipment and return sheets in any layout become books, statements and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk

__version__ = "0.1.0"
__all__ = ["Desk"]


def __getattr__(name: str) -> object:
    # Imported on first use, so that `neiqin --help` does not pay for the ledger.
    if name == "Desk":
        from neiqin_xl.desk import Desk

        return Desk
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
