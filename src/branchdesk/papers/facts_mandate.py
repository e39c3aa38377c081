"""The names of a letter that come from a mandate to an agency or law firm."""

from __future__ import annotations

from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Words
from branchdesk.model.agency.mandate import Mandate
from branchdesk.model.agency.register import Agency, AgencyPaper
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown

NAMES = (
    "mandate_id", "mandate_from", "mandate_until", "mandate_fee", "mandate_report_days",
    "mandate_informed_on", "mandate_informed_proof", "mandate_ground", "agency_name", "agency_no",
    "agency_contact", "agency_papers", "agency_contract",
)  # fmt: skip


def mandate_facts(
    mandate: Mandate | None, agency: Agency | None, words: Words
) -> dict[str, object]:
    """The names of a mandate; every one BLANK where the letter is about none (R159, R160)."""
    if mandate is None or agency is None:
        return dict.fromkeys(NAMES, BLANK)
    papers = [_paper(p, words) for p in agency.valid_papers if p.kind != "contract"]
    contract = agency.newest("contract")
    informed = mandate.informed_on
    return {
        "mandate_id": mandate.id,
        "mandate_from": day_shown(mandate.granted_on or mandate.since, words.lang),
        "mandate_until": day_shown(mandate.until, words.lang),
        "mandate_fee": mandate.fee or BLANK,
        "mandate_report_days": str(mandate.report_days),
        "mandate_informed_on": day_shown(informed, words.lang) if informed else BLANK,
        "mandate_informed_proof": mask_text(mandate.informed_proof) or BLANK,
        "mandate_ground": mask_text(mandate.ground),
        "agency_name": mandate.name,
        "agency_no": agency.id_number or BLANK,
        "agency_contact": agency.contact_person or BLANK,
        "agency_papers": ("；" if words.lang == "zh" else "; ").join(papers) or BLANK,
        "agency_contract": (contract.number if contract else "") or BLANK,
    }


def _paper(paper: AgencyPaper, words: Words) -> str:
    name = " ".join(
        part for part in (words.label("agency_paper", paper.kind), paper.number) if part
    )
    if paper.expires_on is None:
        return name
    return words("paper.valid-until", name=name, day=day_shown(paper.expires_on, words.lang))
