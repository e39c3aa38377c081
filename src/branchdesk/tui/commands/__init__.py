"""Every key of the program, in the order in which the menu shows them."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from branchdesk.tui.commands import case, contact, desk, everywhere, money
from branchdesk.tui.commands.base import Command

COMMANDS: tuple[type[Command], ...] = (
    everywhere.Save, contact.Call, contact.Contact, contact.FillGaps, contact.Review,
    contact.PlanVisit, contact.RecordVisit, contact.CancelVisit, contact.PrintRecord,
    case.Verify, case.Edit, case.Terms, case.Lacks, case.Classify, money.Promise,
    money.ReversePromise, money.Payment, money.ReversePayment, money.PlanCommand,
    money.Breach, money.Defer, money.Waive,
    money.ReversePenalty, everywhere.Letters, desk.Mark, desk.Filter, desk.Order,
    desk.LetterBatch,
    case.AskToSue, case.SuitStage,
    case.Clocks, case.Bundle, case.CloseCase, case.ArchiveCase, case.Reopen, case.Hold,
    case.Records, case.LookUp, case.Reveal, contact.LegalCall, contact.ReverseContact,
    contact.FollowUp, desk.AddComplaint, contact.Entrust, contact.Trace, desk.AddLine,
    desk.AddAgency, desk.AgencyPaper, desk.EvaluateAgency, desk.EditAgency, everywhere.ClearForm,
    case.NextCase, desk.NewEnquiry, desk.Find, desk.Today, desk.Scope, desk.Unfold, desk.Snooze,
    desk.Wake, desk.Approvals, desk.Archive, desk.Month, desk.Legal, desk.Visits, desk.Complaints,
    desk.Agencies, desk.Log, desk.Policies, desk.ImportList, desk.Changes, desk.Tables,
    desk.TableFile, desk.Messages, desk.OpenMany, desk.OpenAccount, desk.Purge, desk.AskPurge,
    desk.Settings, everywhere.OwnPin, everywhere.StaffPins, everywhere.Lock, everywhere.Chart,
    everywhere.Help, everywhere.Menu, everywhere.Looks, everywhere.Language, everywhere.Quit,
)  # fmt: skip


LEADS = {command.code: command.leads for command in COMMANDS if command.leads}
"""The commands that only open a screen, and which."""


def bindings() -> list[BindingType]:
    """The keys of all commands; with priority, for a text field would keep some of them."""
    return [
        Binding(key, f"command('{command.code}')", command.code, show=False, priority=True)
        for command in COMMANDS
        for key in command.keys
    ]


__all__ = ["COMMANDS", "LEADS", "Command", "bindings"]
