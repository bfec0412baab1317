"""Delimited text as people make it, to a sheet whose cells are all text."""
