"""Clocks: guarantors, claims on them, interruptions of limitation."""
