"""What staff can do, one noun a file; the first argument is the open desk."""
