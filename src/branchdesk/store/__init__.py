"""The door to the files: the only room that writes them."""
