"""Reading: bytes to tables, pure but for the reader."""
