"""Clocks that end a claim or a security: limitation, guarantee, and those beside the courts."""
