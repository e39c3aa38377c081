"""Everything the command line can do can be done on the screens: a table, held against both."""

from __future__ import annotations

from branchdesk.basics.wording import sentences
from branchdesk.tui.commands import COMMANDS
from tests.house.test_manual import commands, whole_tree

WAYS = {
    "branch edit": "settings > settings.pane-branch",
    "branch show": "settings > settings.pane-branch",
    "import": "import_list",
    "account causes": "tables > table.causes", "account changes": "changes",
    "account dues": "tables > table.dues", "account list": "tables > table.register",
    "account show": "tables > table.register", "account reminded": "today",
    "account warnings": "tables > table.warnings",
    "case add": "enquiry", "case archive": "archive", "case books": "tables > table.books",
    "case classify": "classify", "case clocks": "find > pane.clocks", "case close": "close",
    "case edit": "edit", "case grade": "follow > follow.habit", "case hold": "hold",
    "case interrupt": "clocks > clock.do-interrupt", "case lacks": "lacks", "case list": "find",
    "case open": "account_open", "case plan-month": "follow > follow.month_plan",
    "case reopen": "reopen", "case show": "find > pane.overview",
    "case suggest": "find > pane.overview", "case unhold": "hold > hold.do-unhold",
    "case verify": "verify",
    "customer edit": "records > record.customer",
    "contact add": "contact", "contact check": "contact", "contact complete": "fill_gaps",
    "contact reverse": "uncontact", "contact review": "review",
    "contact score": "follow > follow.quality",
    "promise add": "promise", "promise reverse": "unpromise",
    "visit cancel": "visit_cancel", "visit plan": "visit_plan", "visit record": "visit_record",
    "approval confirm": "approvals > approval.confirm",
    "approval grant": "approvals > approval.grant", "approval list": "approvals",
    "approval refuse": "approvals > approval.refuse",
    "letter batch": "letter_batch",
    "letter check": "settings > settings.pane-templates",
    "letter confirm": "letters > letter.confirmed",
    "letter delivered": "letters > letter.delivered", "letter draft": "letters",
    "letter issue": "letters > letter.issue", "letter kinds": "letters",
    "letter names": "settings > settings.template-names", "letter sent": "letters > letter.sent",
    "staff add": "settings > settings.staff-add",
    "staff deputy": "settings > settings.staff-deputy",
    "staff edit": "settings > settings.staff-edit", "staff list": "settings > settings.pane-staff",
    "staff pin": "settings > settings.staff-issue", "staff quality": "tables > table.quality",
    "staff role": "settings > settings.staff-role",
    "staff unlock": "settings > settings.staff-unlock",
    "today snooze": "snooze", "today wake": "wake",
    "policy confirm": "approvals > approval.grant",
    "policy list": "settings > settings.pane-policy", "policy propose": "policies",
    "policy refuse": "approvals > approval.refuse", "policy show": "policies",
    "debt": "find > pane.money",
    "plan breach": "breach", "plan propose": "plan",
    "paper add": "records > record.paper", "paper chart": "chart", "paper print": "print_record",
    "bundle make": "bundle", "bundle verify": "settings > settings.verify",
    "legal credit-record": "records > record.credit", "legal hand-over": "sue",
    "legal show": "lookup > lookup.suit", "legal stage": "stage",
    "month": "month",
    "payment add": "payment", "payment reverse": "unpay",
    "loan edit": "terms",
    "defer": "defer",
    "waiver ask": "waive", "waiver reverse-penalty": "unpenalty",
    "event add": "follow > follow.event", "event close": "follow > follow.event_close",
    "event list": "lookup > lookup.events", "event look": "follow > follow.event_look",
    "week": "tables > table.week",
    "complaint add": "complaint_add", "complaint close": "complaints > complaint.do-close",
    "complaint extend": "complaints > complaint.do-extension",
    "complaint investigate": "complaints > complaint.do-inquiry", "complaint list": "complaints",
    "complaint respond": "complaints > complaint.do-response",
    "complaint sanction": "complaints > complaint.do-sanction", "complaint show": "complaints",
    "complaint withdraw": "complaints > complaint.do-withdraw",
    "log add": "log_add", "log list": "log",
    "agency add": "agency_add", "agency edit": "agency_edit", "agency evaluate": "agency_evaluate",
    "agency list": "agencies", "agency mandate": "entrust > mandate.do-mandate",
    "agency paper": "agency_paper", "agency recall": "entrust > mandate.do-recall",
    "agency report": "entrust > mandate.do-report", "agency review": "entrust > mandate.do-review",
    "agency show": "agencies",
    "search add": "trace > trace.do-search", "search list": "lookup > lookup.searches",
    "search seen": "trace > trace.do-see",
    "asset add": "trace > trace.do-asset", "asset list": "lookup > lookup.assets",
    "asset seen": "trace > trace.do-see",
    "police ask": "records > record.police", "police filed": "records > record.filed",
    "guarantor add": "clocks > clock.do-guarantor", "guarantor claim": "clocks > clock.do-claim",
    "guarantor edit": "clocks > clock.do-guarantor_edit", "guarantor list": "find > pane.clocks",
    "purge": "purge_ask",
    "check": "settings > settings.check",
    "backup": "settings > settings.backup-make",
    "restore": "settings > settings.backup-from",
}  # fmt: skip
"""The entry of the menu, and behind ``>`` the words of what is chosen there."""

ELSEWHERE = {
    "init": "the first start asks the same",
    "demo": "a practice desk is made at the first start; the demonstration is for showing",
    "tui": "opens the screens themselves",
    "version": "stands in the settings, first pane",
}
"""Commands that need no entry of the menu, and why."""


def test_every_command_has_its_way_on_the_screens() -> None:
    """A clerk who never saw a shell can do everything; no row stands for what is gone."""
    wanted = {*commands(whole_tree()), "today"}
    assert {*WAYS, *ELSEWHERE, "today"} == wanted


def test_every_way_leads_somewhere() -> None:
    """The entry is in the menu, and what is chosen behind it has its words."""
    codes = {command.code for command in COMMANDS}
    for way in WAYS.values():
        entry, _, words = way.partition(" > ")
        assert entry in codes, way
        assert not words or sentences(words), way
