"""The screens, by keyboard."""

import os

# With the Kitty protocol an input method's commit of five or more characters becomes garbage;
# it must be off before textual is imported for the first time.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
