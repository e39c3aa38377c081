"""What the settings show of the desk's own files."""
