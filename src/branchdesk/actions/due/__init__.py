"""What falls due soon, of every account: the due list and reminders without a case."""
