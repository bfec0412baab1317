"""Marks, columns and a list of problems put into somebody's own workbook, which keeps all else but what is active."""
