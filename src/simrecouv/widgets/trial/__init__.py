"""What is tried: a trial, its pins and its undo; what a comparison and the law say of it."""
