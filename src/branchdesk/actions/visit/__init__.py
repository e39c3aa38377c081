"""Visits: planned, recorded, printed."""
