"""What is known of where a customer or an asset is."""
