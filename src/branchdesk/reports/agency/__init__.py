"""Agencies and law firms for show and on the worklist."""
