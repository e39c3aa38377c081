"""What the clocks of a case are counted by."""
