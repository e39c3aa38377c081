"""Letters sent and delivered."""
