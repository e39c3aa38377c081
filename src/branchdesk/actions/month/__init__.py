"""The end of a month: drawn up, closed, printed."""
