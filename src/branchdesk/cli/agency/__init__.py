"""Agencies, law firms and mandates on the command line."""
