"""Whether an agency or a law firm may be used, and what is due."""
