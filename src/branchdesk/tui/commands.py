"""Every key of the program: a command is a class with a code, its words stand in wording/."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from branchdesk.tui.keyless import (
    AddAgency,
    AddLine,
    AgencyPaper,
    Changes,
    Command,
    EditAgency,
    EvaluateAgency,
    Hold,
    Log,
    OwnPin,
    Scope,
    Snooze,
    StaffPins,
    Unfold,
    Wake,
)


class Help(Command):
    """Explain this screen and its keys."""

    code, keys, shown = "help", ("f1", "ctrl+g"), "F1"


class Save(Command):
    """Save the form on the screen."""

    code, keys, shown = "save", ("f2", "ctrl+s"), "F2"


class Find(Command):
    """Go to the case list and search."""

    code, keys, shown = "find", ("f3", "ctrl+f"), "F3"


class Promise(Command):
    """Record a promise to pay for the case on the screen."""

    code, keys, shown = "promise", ("f4", "ctrl+t"), "F4"


class ReversePromise(Command):
    """Take a wrong promise back."""

    code = "unpromise"


class Payment(Command):
    """Record a payment on the case on the screen."""

    code, keys, shown = "payment", ("f9", "ctrl+b"), "F9"


class ReversePayment(Command):
    """Take a wrong payment back."""

    code = "unpay"


class PlanCommand(Command):
    """Design an instalment plan for the case on the screen."""

    code, keys, shown = "plan", ("f5", "ctrl+n"), "F5"


class Defer(Command):
    """Defer the payment of the case on the screen."""

    code = "defer"


class Waive(Command):
    """Ask for a waiver of penalty for the case on the screen."""

    code = "waive"


class ReversePenalty(Command):
    """Take back a penalty that the bank caused."""

    code = "unpenalty"


class Breach(Command):
    """Declare the plan of the case on the screen broken."""

    code = "breach"


class Letters(Command):
    """The letters of the case on the screen."""

    code, keys, shown = "letters", ("f6", "ctrl+l"), "F6"


class Approvals(Command):
    """What waits for a second person."""

    code, keys, shown = "approvals", ("f7", "ctrl+o"), "F7"


class NextCase(Command):
    """The next case of the worklist."""

    code, keys, shown = "next", ("f8", "ctrl+y"), "F8"


class Chart(Command):
    """Print the flow chart of the procedure."""

    code = "chart"


class Menu(Command):
    """Everything that can be done here."""

    code, keys, shown = "menu", ("f10", "ctrl+p"), "F10"


class Language(Command):
    """Switch between Chinese and English."""

    code, keys, shown = "language", ("f12", "ctrl+r"), "F12"


class NewEnquiry(Command):
    """Record an enquiry."""

    code, keys, shown = "enquiry", ("ctrl+e",), "^E"


class Today(Command):
    """What must be done now."""

    code = "today"


class Archive(Command):
    """The archived cases."""

    code = "archive_list"


class Month(Command):
    """The month-end summary."""

    code = "month"


class Contact(Command):
    """Record a contact with the customer."""

    code, keys, shown = "contact", ("ctrl+d",), "^D"


class FillGaps(Command):
    """Add what the record of a contact lacked."""

    code = "fill_gaps"


class LegalCall(Command):
    """Record a call of the legal department."""

    code = "legal_call"


class ReverseContact(Command):
    """Take a wrong contact back."""

    code = "uncontact"


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


class FollowUp(Command):
    """Follow up: events of the customer, and what is planned."""

    code = "follow"


class Verify(Command):
    """Identity, papers and figures checked."""

    code = "verify"


class Edit(Command):
    """Correct what the case says."""

    code = "edit"


class Terms(Command):
    """The contract's terms: what interest and penalty are counted by."""

    code = "terms"


class Lacks(Command):
    """What the case on the screen still lacks before each step."""

    code = "lacks"


class Classify(Command):
    """Decide the class of the case."""

    code = "classify"


class Bundle(Command):
    """Make a legal bundle of the case on the screen."""

    code = "bundle"


class Mark(Command):
    """Mark the case in the list, or take its mark away; Space in the list does the same."""

    code, keys, shown = "mark", ("insert", "f11"), "Ins"


class AskToSue(Command):
    """Ask the supervisor to give the case to legal."""

    code = "sue"


class SuitStage(Command):
    """Record a stage of the proceedings."""

    code = "stage"


class Clocks(Command):
    """Guarantors, claims on them, interruptions of limitation: which, then its form."""

    code = "clocks"


class CloseCase(Command):
    """Close the case with its outcome."""

    code = "close"


class ArchiveCase(Command):
    """File the closed case."""

    code = "archive"


class Reopen(Command):
    """Open an archived case again."""

    code = "reopen"


class Entrust(Command):
    """Mandates of the case: proposed, reported on, taken back."""

    code = "entrust"


class Policies(Command):
    """The policy with its history; a change is proposed there."""

    code = "policies"


class Trace(Command):
    """Searches for the customer, and assets."""

    code = "trace"


class Complaints(Command):
    """Complaints, open ones first."""

    code = "complaints"


class AddComplaint(Command):
    """Record a complaint without a case."""

    code = "complaint_add"


class Agencies(Command):
    """The register of agencies and law firms."""

    code = "agencies"


class ClearForm(Command):
    """Throw the draft away and begin again."""

    code = "clear"


class ImportList(Command):
    """Take over the core system's overdue list."""

    code = "import_list"


class Lock(Command):
    """Lock the screens, or let another member of staff take the seat."""

    code, keys, shown = "lock", ("ctrl+k",), "^K"


class Quit(Command):
    """Leave the program."""

    code, keys, shown = "quit", ("ctrl+q",), "^Q"


COMMANDS: tuple[type[Command], ...] = (
    Save, Contact, FillGaps, Review, PlanVisit, RecordVisit, CancelVisit, PrintRecord, Verify,
    Edit, Terms, Lacks, Classify, Promise, ReversePromise, Payment, ReversePayment, PlanCommand,
    Breach, Defer, Waive, ReversePenalty, Letters, Mark, AskToSue, SuitStage, Clocks, Bundle,
    CloseCase, ArchiveCase, Reopen, Hold, LegalCall, ReverseContact, FollowUp, AddComplaint,
    Entrust, Trace, AddLine, AddAgency, AgencyPaper, EvaluateAgency, EditAgency, ClearForm,
    NextCase, NewEnquiry, Find, Today, Scope, Unfold, Snooze, Wake, Approvals, Archive, Month,
    Complaints, Agencies, Log, Policies, ImportList, Changes, OwnPin, StaffPins, Lock, Chart, Help,
    Menu, Language, Quit,
)  # fmt: skip


def bindings() -> list[BindingType]:
    """The keys of all commands; with priority, for a text field would keep some of them."""
    return [
        Binding(key, f"command('{command.code}')", command.code, show=False, priority=True)
        for command in COMMANDS
        for key in command.keys
    ]


__all__ = ["COMMANDS", "Command", "bindings"]
