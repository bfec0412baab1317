"""Where rows and columns of an existing sheet go, and everything that follows them."""
