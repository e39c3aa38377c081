"""The command line: one noun a file, loaded when it is called."""

from branchdesk.cli.main import main

__all__ = ["main"]
