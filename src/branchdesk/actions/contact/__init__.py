"""What staff do in contact with customers: calls, promises, and whether one may call now."""
