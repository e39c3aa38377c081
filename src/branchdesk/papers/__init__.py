"""The door for paper: facts go in, the bytes of a document come out."""
