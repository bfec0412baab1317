"""A recognised table to typed columns, and what its rows and columns say about each other."""

QUESTION = "S101"
"""The code of the question what a table is, which nobody could tell."""
