"""What searches and assets leave to be done."""
