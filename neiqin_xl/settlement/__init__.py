"""What customers' terms of payment mean (月结30天, 票到45天, 30%定金70%尾款), and what their payments are for."""

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
