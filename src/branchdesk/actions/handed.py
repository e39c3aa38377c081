"""JSON that is handed in on the command line, read at the door."""

from branchdesk.intake.jsontext import read_object, read_objects

__all__ = ["read_object", "read_objects"]
