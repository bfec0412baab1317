"""The books: facts, what follows from them, and the questions one can ask of them."""
