"""branchdesk: the desk for overdue loans of a small bank branch."""

VERSION = "0.1.0"
