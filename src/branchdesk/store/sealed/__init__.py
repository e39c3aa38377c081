"""The archive's files: a month of sealed cases, and the index by which they are found."""
