"""What was paid for what, what is open, how old it is, and how a balance came about: values in, values out."""
