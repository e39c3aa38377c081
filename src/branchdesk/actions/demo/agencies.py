"""The agency and the law firm of the demonstration, invented, with all their papers."""

from __future__ import annotations

from datetime import date, timedelta

from branchdesk.actions.agency.register import add_agency, add_agency_paper, evaluate_agency
from branchdesk.actions.demo.people import words_of
from branchdesk.actions.desk import Desk
from branchdesk.basics.identity import credit_code
from branchdesk.basics.wording import Words
from branchdesk.rules.agency.register import SCOPE

LICENCES = {"agency": "business_licence", "law_firm": "practising_licence"}
ADMITTED = 120
"""Days ago on which both were admitted."""


def register(desk: Desk, words: Words, today: date) -> None:
    """Both registered, licensed, bound to confidentiality, evaluated."""
    since = today - timedelta(days=ADMITTED)
    for number, (kind, name) in enumerate(zip(LICENCES, words_of(words, "agencies"), strict=True)):
        told = {"kind": kind, "name": name, "phone": f"029-5551{number:04d}"}
        told["id_number"] = credit_code(f"91610131MA6DEX{number:03d}")
        made = add_agency(
            desk, told | {"scope": list(SCOPE), "contact_person": words("demo.agent")}
        )
        for paper in (LICENCES[kind], "confidentiality", "contract"):
            add_agency_paper(
                desk, made.id,
                {"kind": paper, "number": f"{since:%Y}-{number + 1:03d}",
                 "signed_on": since.isoformat(),
                 "expires_on": (since + timedelta(days=365)).isoformat()},
            )  # fmt: skip
        judged = {"on": since.isoformat(), "occasion": "admission", "passed": True}
        evaluate_agency(desk, made.id, judged | {"text": words("demo.evaluated")})
