"""Lists of the desk: which there are, one of them, an account, the purge."""
