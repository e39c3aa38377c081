"""Asks the check about a template, with a small catalogue, and reads its answers."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import LANGS, Label, Words
from branchdesk.model.catalogue import LetterName
from branchdesk.papers.template_check import check_template
from tests.papers.word import a_template, paragraph

NAMES = {
    "borrower": LetterName(Label("借款人", "Borrower")),
    "total": LetterName(Label("欠款合计", "Total owed")),
    "has_guarantor": LetterName(Label("有保证人", "There is a guarantor"), kind="flag"),
    "debt_rows": LetterName(Label("欠款明细", "Items"), kind="rows", columns=("due", "total")),
}


def found(template: bytes) -> list[Finding]:
    """What the check says; every sentence names the file and has all its facts."""
    findings = check_template(template, NAMES, ["shop"], file="催收.docx")
    for finding in findings:
        plain = finding.facts | {"place": "", "part": "", "target": ""}
        for sentence in (Words(lang).fill(finding.code, plain) for lang in LANGS):
            assert "催收.docx" in sentence and "{" not in sentence
    return findings


def codes(template: bytes) -> list[str]:
    """The codes without their noun."""
    return [finding.code.removeprefix("template.") for finding in found(template)]


def body_codes(*texts: str) -> list[str]:
    """The codes for a document of these paragraphs."""
    return codes(a_template("".join(map(paragraph, texts))))
