"""What is kept of a case's papers and of those who complain."""
