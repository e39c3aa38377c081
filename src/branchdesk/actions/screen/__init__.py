"""What the screens keep in the desk's folder for those who sit before them."""
