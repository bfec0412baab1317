"""A customer's own sheet held against our books: which lines are one, what differs, and why. Pure."""
