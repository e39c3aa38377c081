"""The places of the desk, and what is done there."""

from __future__ import annotations

from branchdesk.tui.commands.base import Command


class Mark(Command):
    """Mark the case in the list, or take its mark away; Space in the list does the same."""

    code, keys, shown = "mark", ("insert", "f11"), "Ins"


class Filter(Command):
    """Only the cases of one class, severity, state or collector."""

    code = "filter"


class Order(Command):
    """The list in the order of a column; the same again turns it round."""

    code = "order"


class LetterBatch(Command):
    """Draft one letter for all marked cases."""

    code = "letter_batch"


class AddComplaint(Command):
    """Record a complaint without a case."""

    code = "complaint_add"


class AddLine(Command):
    """Add a line to the branch's log."""

    code = "log_add"


class AddAgency(Command):
    """Register an agency or law firm."""

    code = "agency_add"


class AgencyPaper(Command):
    """Record a paper of the agency under the cursor."""

    code = "agency_paper"


class EvaluateAgency(Command):
    """Record an evaluation of the agency under the cursor."""

    code = "agency_evaluate"


class EditAgency(Command):
    """Correct the record of the agency under the cursor."""

    code = "agency_edit"


class NewEnquiry(Command):
    """Record an enquiry."""

    code, keys, shown = "enquiry", ("ctrl+e",), "^E"
    leads = "enquiry"


class Find(Command):
    """Go to the case list and search."""

    code, keys, shown = "find", ("f3", "ctrl+f"), "F3"
    leads = "case_list"


class Today(Command):
    """What must be done now."""

    code = "today"


class Scope(Command):
    """One's own work, or the whole branch's."""

    code = "scope"


class Unfold(Command):
    """All that one customer has due."""

    code = "unfold"


class Snooze(Command):
    """Put off the line under the cursor."""

    code = "snooze"


class Wake(Command):
    """Take up again what was put off."""

    code = "wake"


class Approvals(Command):
    """What waits for a second person."""

    code, keys, shown = "approvals", ("f7", "ctrl+o"), "F7"
    leads = "approval"


class Archive(Command):
    """The archived cases."""

    code = "archive_list"
    leads = "archive"


class Month(Command):
    """The month-end summary."""

    code = "month"
    leads = "month"


class Complaints(Command):
    """Complaints, open ones first."""

    code = "complaints"
    leads = "complaint"


class Agencies(Command):
    """The register of agencies and law firms."""

    code = "agencies"
    leads = "agency"


class Legal(Command):
    """What legal has, and what may go there."""

    code, leads = "legal", "legal"


class Visits(Command):
    """The visits of all cases."""

    code, leads = "visits", "visits"


class Log(Command):
    """The branch's log."""

    code = "log"
    leads = "log"


class Policies(Command):
    """The policy with its history; a change is proposed there."""

    code = "policies"
    leads = "policy"


class Tables(Command):
    """Lists and figures of the desk: the register, the week, causes, quality."""

    code = "tables"
    leads = "lists.tables"


class TableFile(Command):
    """Keep what is shown as a file for a spreadsheet."""

    code = "csv"


class Messages(Command):
    """The reminders by SMS as the platform's file."""

    code = "messages"


class OpenMany(Command):
    """Open cases for the accounts of a severity."""

    code = "open_many"


class OpenAccount(Command):
    """Open a case for the account on the screen."""

    code = "account_open"


class Purge(Command):
    """The cases whose time is over, and what holds them."""

    code = "purge"
    leads = "lists.purge"


class AskPurge(Command):
    """Ask for the marked cases to be purged."""

    code = "purge_ask"


class Settings(Command):
    """The desk's own affairs: branch, staff, forms, templates, backups, health."""

    code = "settings"
    leads = "settings"


class ImportList(Command):
    """Take over the core system's overdue list."""

    code = "import_list"


class Changes(Command):
    """The newest list against the one before."""

    code = "changes"
    leads = "changes"
