"""Workbooks of every format, and what calls itself one, to sheets of raw cells."""
