"""What is shown: a case judged once, the worklist, tables. Pure."""
