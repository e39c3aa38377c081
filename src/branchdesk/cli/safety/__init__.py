"""Commands that look after the records themselves."""
