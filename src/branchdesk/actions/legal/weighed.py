"""What a class, a suit, an agency or a report to the police rests on, for who decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from branchdesk.actions.agency.mandate import DECIDE as MANDATE
from branchdesk.actions.agency.mandate import asked_again
from branchdesk.actions.desk import Desk
from branchdesk.actions.legal.suit import DECIDE as SUIT
from branchdesk.actions.legal.suit import legal_view
from branchdesk.actions.sheet import sheet_of
from branchdesk.actions.trace.police import DECIDE as POLICE
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Term
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.agency.mandate import remarks

CLASS = "class.malicious"


def weighed(desk: Desk, case: Case, approval: Approval) -> Iterator[Finding]:
    """What is owed today, then what the request itself rests on; nothing for other requests.

    Nothing either once it is decided: today's figures are not those of that day.
    """
    if approval.state == "open" and approval.act in GROUNDS:
        sheet = sheet_of(desk, case)
        yield _stands(sheet)
        yield from GROUNDS[approval.act](desk, sheet, approval)


def _stands(sheet: CaseSheet) -> Finding:
    facts = {
        "debt": sheet.debt.total if sheet.debt.total is not None else sheet.debt.known_total,
        "on": sheet.as_of, "days": sheet.days if sheet.days is not None else "-",
        "class": _class_of(sheet),
    }  # fmt: skip
    known = sheet.debt.total is not None
    return Finding("approval.stands" if known else "approval.stands-in-part", facts, "R123")


def _class_of(sheet: CaseSheet) -> object:
    """The class that stands; one that waits for the second person says so."""
    if not sheet.klass:
        return "-"
    klass = Term("class", sheet.klass)
    return klass if sheet.confirmed else Finding("class.suspected", {"klass": klass})


def _class(desk: Desk, sheet: CaseSheet, approval: Approval) -> Iterator[Finding]:
    """The evidence that was named, and each sign in the records with its clause (R051, R052)."""
    decided = next((d for d in sheet.case.decisions if d.approval == approval.id), None)
    if decided is not None and decided.evidence:
        yield Finding("approval.class-evidence", {"evidence": decided.evidence}, "R052")
    else:
        yield Finding("approval.class-no-evidence", source="R052")
    for one in sheet.suggestion.reasons:
        facts = {"reason": desk.policy.labels[one.code], "class": Term("class", one.klass)}
        yield Finding("approval.class-reason", facts, desk.policy.sources[one.code].ref)
    if not sheet.suggestion.reasons:
        yield Finding("approval.class-nothing", source="R052")


def _suit(desk: Desk, sheet: CaseSheet, _: Approval) -> Iterator[Finding]:
    """The triggers that fired, what it costs, and what runs out (R150-R152, R162)."""
    view = legal_view(desk, sheet.case.number)
    yield from view.sheet.fired or view.lacking
    fees = {
        "claim": view.sheet.claim if view.sheet.claim is not None else "-",
        "court": view.sheet.fee if view.sheet.fee is not None else "-",
        "preservation": view.preservation_fee if view.preservation_fee is not None else "-",
    }
    yield Finding("suit.fees", fees, "R162")
    if view.sheet.missing:
        yield Finding("approval.suit-missing", {"papers": list(view.sheet.missing)}, "R163")


def _mandate(desk: Desk, sheet: CaseSheet, approval: Approval) -> Iterator[Finding]:
    """Whom, until when, for what fee, how the customer was told; and what is to be known (R159)."""
    one = next((m for m in sheet.case.mandates if m.approval == approval.id), None)
    if one is None:
        return
    facts = {
        "name": one.name, "until": one.until, "fee": one.fee or "-",
        "amount": one.amount if one.amount is not None else "-",
        "informed": one.informed_on or "-", "proof": one.informed_proof or "-",
        "consent": one.consent or "-",
    }  # fmt: skip
    yield Finding("approval.mandate", facts, "R159")
    yield from remarks(asked_again(desk, sheet, one), desk.policy, desk.today)


def _police(desk: Desk, sheet: CaseSheet, approval: Approval) -> Iterator[Finding]:
    """The suspicion, the paper that shows the facts, the legal department's opinion (R158)."""
    titles = {paper.id: mask_text(paper.title) for paper in sheet.case.received}
    for one in sheet.case.police:
        if one.approval == approval.id:
            facts = {
                "suspicion": desk.form("police").label("suspicion", one.suspicion),
                "evidence": one.evidence, "title": titles.get(one.evidence, "-"),
                "by": one.legal_by, "opinion": one.legal_opinion,
            }  # fmt: skip
            yield Finding("approval.police", facts, "R158")


GROUNDS: dict[str, Callable[[Desk, CaseSheet, Approval], Iterator[Finding]]] = {
    CLASS: _class,
    SUIT: _suit,
    MANDATE: _mandate,
    POLICE: _police,
}
"""By the act that was asked for."""
