"""Suits: when one may be applied for, and the way through the courts."""
