"""Values and words that know nothing of banks."""
