"""Formulas of a small grammar as Excel calculates them: `workbook.evaluate` gives their values."""
