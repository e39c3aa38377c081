"""Suits and the bundles that legal gets."""
