"""What customers' terms of payment mean: 月结30天, 票到45天, 30%定金70%尾款, to figures that due dates are made of."""

from neiqin_xl.settlement.terms import Event, Manner, Part, Span, Terms
from neiqin_xl.settlement.written import is_method, nearest_terms, read_terms

__all__ = ["Event", "Manner", "Part", "Span", "Terms", "is_method", "nearest_terms", "read_terms"]
