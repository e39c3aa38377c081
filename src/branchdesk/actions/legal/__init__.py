"""What a court will see: papers taken in, and the bundle made of a case."""
