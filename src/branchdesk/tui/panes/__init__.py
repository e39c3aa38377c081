"""Parts of the case screen."""
