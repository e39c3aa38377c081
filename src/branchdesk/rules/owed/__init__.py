"""What is owed: interest over time, payments, waivers, the contract's own terms."""
