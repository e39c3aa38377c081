"""The places of the desk, one screen a file."""
