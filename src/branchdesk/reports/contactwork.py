"""What contacts leave to be done: gaps to complete, breaches that a supervisor looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Label
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.form import UNSAID
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.deliverywork import delivery_items
from branchdesk.reports.entry import kept_findings, whole_facts
from branchdesk.reports.worklist import Item, item_of, urgency
from branchdesk.rules.contact import contact_of
from branchdesk.rules.court.legal import UNREACHED
from branchdesk.rules.state import ENDS
from branchdesk.rules.visit import unrecorded


def unreviewed(case: Case) -> list[Entry]:
    """The contacts that broke a rule and that no supervisor looked at yet, oldest first."""
    seen = {entry.facts.get("entry") for entry in case.entries("contact_reviewed")}
    # Taking a contact back does not take the breach off the supervisor's work.
    return [e for e in case.entries("contact") if kept_findings(e) and e.seq not in seen]


def open_gaps(case: Case) -> dict[int, tuple[str, ...]]:
    """What each record of somebody reached still lacks, by its entry (R041)."""
    left = {e.seq: tuple(e.facts.get("gaps", ())) for e in case.contacts}
    for entry in (*case.entries("contact_completed"), *case.entries("visit_completed")):
        seq = entry.facts.get("entry", 0)
        left[seq] = tuple(key for key in left.get(seq, ()) if key not in entry.facts)
    return {seq: keys for seq, keys in left.items() if keys}


def not_handed_in(case: Case, day: date) -> list[tuple[int, bool, tuple[str, ...]]]:
    """The day's records of somebody reached that have no recording or a gap (R095, R096).

    Each with its entry, whether the recording of a call is lacking, and what else is.
    """
    gaps, found = open_gaps(case), []
    for entry in case.contacts:
        done = contact_of(case, entry)
        if done.at.date() != day or done.result in UNREACHED:
            continue
        told = whole_facts(case, entry).get("recording", "")
        silent = done.channel == "call" and (not told or told in UNSAID)
        left = tuple(key for key in gaps.get(entry.seq, ()) if key != "recording")
        if silent or left:
            found.append((entry.seq, silent, left))
    return found


def contact_items(
    sheet: CaseSheet,
    labels: Mapping[str, Label],
    policy: Policy,
    today: date,
    supervisor: bool,
    closing: bool,
) -> Iterator[Item]:
    """What the contacts of a case leave to be done; breaches are told to a supervisor alone.

    ``labels`` name the fields of the contact's form; ``closing`` from the hour of the hand-in.
    """
    for seq, keys in open_gaps(sheet.case).items():
        facts = {"entry": seq, "names": [labels.get(key, key) for key in keys]}
        yield item_of(sheet, "to_complete", "today", Finding("today.contact-gaps", facts), today)
    for seq, silent, keys in not_handed_in(sheet.case, today):
        names = [labels.get(key, key) for key in (*(("recording",) if silent else ()), *keys)]
        text = Finding("today.hand-in", {"entry": seq, "names": names}, source="R095")
        yield item_of(sheet, "hand_in", "today" if closing else "later", text, today)
    for visit, late in unrecorded(sheet.case.visits, today) if working(sheet) else ():
        day, code = visit.at.date(), "today.visit-missing" if late else "today.visit"
        text = Finding(code, {"id": visit.id, "at": visit.at, "who": visit.visitors})
        yield item_of(sheet, "visit", urgency(day, today), text, day)
    yield from delivery_items(sheet, policy, today)
    if supervisor:
        for entry in unreviewed(sheet.case):
            facts = {"entry": entry.seq, "by": entry.by, "what": kept_findings(entry)}
            text = Finding("today.breach", facts)
            yield item_of(sheet, "breach", "today", text, today, roles=("supervisor",))


def working(sheet: CaseSheet) -> bool:
    """False once the case has an end."""
    return sheet.case.state not in ENDS
