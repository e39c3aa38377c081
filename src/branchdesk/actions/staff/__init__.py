"""The people of the desk: who they are, how they prove it, who sits here now."""
