"""A recognised table to typed columns, and what its rows and columns say about each other."""
