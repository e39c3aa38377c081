"""The case list: its lines, kept while the records stand, and the look through them."""
