"""What one cell says, or the cells of one column."""
