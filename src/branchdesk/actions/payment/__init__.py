"""Payments: recorded as they came in, and reversed where one was wrong."""
