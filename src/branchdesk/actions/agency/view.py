"""Agencies and law firms as plain values to be shown, numbers masked."""

from __future__ import annotations

from typing import Any

import msgspec

from branchdesk.actions.agency.register import hindered
from branchdesk.actions.agency.report import breaches_of, entrusted_to
from branchdesk.actions.desk import Desk
from branchdesk.actions.masked import masked
from branchdesk.basics.wording import Words
from branchdesk.model.agency.register import Agency
from branchdesk.model.form import Form


def agency_row(desk: Desk, agency: Agency) -> dict[str, Any]:
    """A line of the register with every reason why it may not be used."""
    against = hindered(desk, agency)
    return {
        "id": agency.id,
        "kind": agency.kind,
        "name": agency.name,
        "in_use": agency.in_use,
        "allowed": not against,
        "why": against,
    }


def agency_view(desk: Desk, agency: Agency) -> dict[str, Any]:
    """The whole record of an agency."""
    plain: dict[str, Any] = masked(agency, "", full=False)
    # A credit code is public, and papers print it.
    return (
        agency_row(desk, agency)
        | plain
        | {
            "id_number": agency.id_number,
            "entrusted": entrusted_to(desk, agency.id),
            "breaches": breaches_of(desk, agency.id),
        }
    )


def agency_form(desk: Desk) -> Form:
    """The form of the register with the reason that a correction needs."""
    form, ground = desk.form("agency"), desk.form("ground")
    return Form(form.code, form.title, (*form.fields, *ground.fields))


def agency_answers(agency: Agency) -> dict[str, Any]:
    """The record as answers of its form."""
    plain: dict[str, Any] = msgspec.to_builtins(agency)
    in_use = "yes" if agency.in_use else "no"
    return {**plain, **agency.extra, "scope": ", ".join(agency.scope), "in_use": in_use}


def agency_lines(agency: Agency, words: Words) -> list[str]:
    """The papers and evaluations of an agency, a line each, for people."""
    papers = [
        words("agency.line-paper", id=p.id, what=words.label("agency_paper", p.kind),
              number=p.number or "—", on=p.expires_on or words("agency.no-end"), note=p.note)
        for p in agency.papers
    ]  # fmt: skip
    judged = [
        words("agency.line-evaluation", id=e.id, on=e.on,
              occasion=words.label("agency_occasion", e.occasion), text=e.text,
              passed=words("agency.passed" if e.passed else "agency.not-passed"))
        for e in agency.evaluations
    ]  # fmt: skip
    return [line.rstrip() for line in (*papers, *judged)]
