"""What customers' terms of payment mean (月结30天, 票到45天, 30%定金70%尾款), and what their payments are for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neiqin_xl.settlement.due import Counting, Delivery, Due, dues, months_after, statement_month_end
    from neiqin_xl.settlement.named import AUTOMATIC, KEPT, given_in
    from neiqin_xl.settlement.terms import Event, Manner, Part, Span, Terms
    from neiqin_xl.settlement.written import is_method, nearest_terms, read_terms

__all__ = [
    "AUTOMATIC",
    "KEPT",
    "Counting",
    "Delivery",
    "Due",
    "Event",
    "Manner",
    "Part",
    "Span",
    "Terms",
    "dues",
    "given_in",
    "is_method",
    "months_after",
    "nearest_terms",
    "read_terms",
    "statement_month_end",
]

_MODULES = {
    "due": ("Counting", "Delivery", "Due", "dues", "months_after", "statement_month_end"),
    "named": ("AUTOMATIC", "KEPT", "given_in"),
    "terms": ("Event", "Manner", "Part", "Span", "Terms"),
    "written": ("is_method", "nearest_terms", "read_terms"),
}


def __getattr__(name: str) -> object:
    # Imported on first use: most drops say nothing of terms, and their patterns take long to make.
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
