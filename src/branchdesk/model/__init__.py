"""What exists: records without rules and without files."""
