"""What papers that answer somebody print."""
