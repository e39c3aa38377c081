"""Searches for lost customers and records of assets."""
