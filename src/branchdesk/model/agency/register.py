"""An agency or a law firm as the desk's register has it: papers, scope, evaluations."""

from datetime import date, datetime
from typing import Literal

import msgspec

AgencyKind = Literal["agency", "law_firm"]
PaperKind = Literal[
    "business_licence", "practising_licence", "confidentiality", "contract", "qualification",
    "security", "other",
]  # fmt: skip
Occasion = Literal["admission", "yearly", "renewal", "incident"]


class AgencyPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A licence, agreement or other paper of an agency; the newest of a kind counts."""

    id: str
    """Such as ``P-1``; one run in each agency."""
    kind: PaperKind
    number: str = ""
    signed_on: date | None = None
    """The day on which it was issued or signed."""
    expires_on: date | None = None
    """Its last day; None where it has none."""
    note: str = ""
    by: str
    at: datetime


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """How an agency was judged: at admission, once a year, before a renewal."""

    id: str
    """Such as ``E-1``; one run in each agency."""
    on: date
    occasion: Occasion
    passed: bool
    text: str
    by: str
    at: datetime


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """A correction of the register: what stood before, by whom and why."""

    by: str
    at: datetime
    before: dict[str, str]
    ground: str


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """A collection agency or a law firm."""

    id: str
    """Such as ``AG-1``; never given again."""
    kind: AgencyKind
    name: str
    id_number: str = ""
    """Its unified social credit code."""
    contact_person: str = ""
    phone: str = ""
    address: str = ""
    scope: tuple[str, ...] = ()
    """What was agreed on: codes of ``scope`` in forms/agency.toml."""
    in_use: bool = True
    """False: nothing more is entrusted to it."""
    papers: tuple[AgencyPaper, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    extra: dict[str, str] = {}
    version: int = 0

    def newest(self, kind: str) -> AgencyPaper | None:
        """The paper of a kind that counts, or None."""
        return next((p for p in reversed(self.papers) if p.kind == kind), None)

    @property
    def valid_papers(self) -> tuple[AgencyPaper, ...]:
        """The newest paper of each kind, in the order of their kinds' first coming."""
        newest = {p.kind: p for p in self.papers}
        return tuple(newest.values())

    @property
    def evaluation(self) -> Evaluation | None:
        """The last evaluation by its day, or None."""
        return max(self.evaluations, key=lambda e: (e.on, e.at), default=None)
