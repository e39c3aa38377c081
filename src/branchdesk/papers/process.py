"""The flow chart of the procedure as a Word paper (R120)."""

from __future__ import annotations

from datetime import date

from branchdesk.basics.wording import Label, Lang, Words
from branchdesk.model.branch import Branch
from branchdesk.papers.record import Record, build
from branchdesk.reports.process import chart_table


def chart_paper(branch: Branch, lang: Lang, on: date) -> bytes:
    """The paper's bytes; the same branch, language and day give the same."""
    words = Words(lang)
    return build(
        Record(
            title=Label(Words("zh")("process.title"), Words("en")("process.title")),
            lang=lang,
            bank=f"{branch.bank} {branch.branch}".strip(),
            number=on.isoformat(),
            mark=words(f"paper.{branch.kind}-mark") if branch.practice else "",
            on=on,
            tables=(chart_table(words),),
            notes=(words("process.note"),),
        )
    )
