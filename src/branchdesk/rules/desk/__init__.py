"""Rules about the desk's own records: how long they are kept."""
