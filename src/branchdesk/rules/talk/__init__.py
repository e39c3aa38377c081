"""Rules about a talk with the customer: what may be offered."""
