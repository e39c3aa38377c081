"""Following up: events of the customer, grades, the plan of the month, the log of the branch."""
