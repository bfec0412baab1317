"""The OOXML engine: knows cells, sheets and packages, and nothing of sales."""
