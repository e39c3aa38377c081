"""What the core system prints as its overdue list, piece by piece."""
