"""How long cases are kept: holds, and the purge."""
