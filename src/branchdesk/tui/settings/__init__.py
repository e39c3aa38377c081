"""The panes of the settings: each tells its lines and does what Enter on one means."""
