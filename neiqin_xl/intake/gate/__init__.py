"""What a file really is, and whether it may be read at all, before any reader believes it."""
