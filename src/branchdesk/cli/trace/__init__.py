"""Searches and assets on the command line."""
