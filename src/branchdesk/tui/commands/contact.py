"""Talk and follow-up: contacts, visits, events, searches, mandates, the legal call."""

from __future__ import annotations

from branchdesk.tui.commands.base import Command


class Call(Command):
    """Call the customer: stages, words to say, record."""

    code, keys, shown = "call", ("ctrl+d",), "^D"


class Contact(Command):
    """Record a contact of any channel, by its form."""

    code = "contact"


class FillGaps(Command):
    """Add what the record of a contact lacked."""

    code = "fill_gaps"


class Review(Command):
    """Look at a contact that broke a rule."""

    code = "review"


class PlanVisit(Command):
    """Plan a visit."""

    code = "visit_plan"


class RecordVisit(Command):
    """Record a visit as it took place."""

    code = "visit_record"


class CancelVisit(Command):
    """Call a planned visit off."""

    code = "visit_cancel"


class PrintRecord(Command):
    """Print the record of a call or visit."""

    code = "print_record"


class LegalCall(Command):
    """Record a call of the legal department."""

    code = "legal_call"


class ReverseContact(Command):
    """Take a wrong contact back."""

    code = "uncontact"


class FollowUp(Command):
    """Follow up: events of the customer, and what is planned."""

    code = "follow"


class Entrust(Command):
    """Mandates of the case: proposed, reported on, taken back."""

    code = "entrust"


class Trace(Command):
    """Searches for the customer, and assets."""

    code = "trace"
