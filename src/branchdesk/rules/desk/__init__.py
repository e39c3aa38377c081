"""Rules about the desk's own records: when they are filed away, how long they are kept."""
