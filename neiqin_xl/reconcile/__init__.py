"""Open items, allocation, matching and differences: rows in, rows out."""
