"""The procedure itself: its flow chart."""
