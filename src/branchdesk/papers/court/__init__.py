"""What the civil complaint prints besides the names of every letter."""
