"""Collection agencies and law firms, and what is entrusted to them."""
