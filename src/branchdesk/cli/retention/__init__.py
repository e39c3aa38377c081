"""Commands about how long cases are kept."""
