"""What kind of paper a table is, and which of its columns is which field."""
