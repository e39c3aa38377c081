"""Commands that ease a debt."""
