"""The loan behind a case: what its contract agreed on."""
