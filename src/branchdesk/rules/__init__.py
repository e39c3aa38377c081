"""What may and must be done: values in, values or findings out."""
