"""Is everything as it was recorded; the way back where it is not."""
