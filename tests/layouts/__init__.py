"""One set of orders, drawn in every layout that clerks use and saved in every format that they send."""
