"""What customers' terms of payment mean (月结30天, 票到45天, 30%定金70%尾款), and what their payments are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.first_use import on_first_use

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

# Most drops say nothing of terms, and their patterns take long to make.
__getattr__ = on_first_use(
    __name__,
    {
        "due": ("Counting", "Delivery", "Due", "dues", "months_after", "statement_month_end"),
        "named": ("AUTOMATIC", "KEPT", "given_in"),
        "terms": ("Event", "Manner", "Part", "Span", "Terms"),
        "written": ("is_method", "nearest_terms", "read_terms"),
    },
)
