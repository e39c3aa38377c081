"""The demonstration desk: invented people, written in the reader's language."""
