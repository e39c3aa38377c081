"""The open desk: what one signed-in person has in hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from branchdesk.basics.clock import Clock
from branchdesk.basics.errors import BadInput, Damaged, DeskError, Fault, HeldElsewhere, Refused
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.model.branch import Branch
from branchdesk.model.staff import Member
from branchdesk.store.casebook import Casebook
from branchdesk.store.drafts import LateDrafts
from branchdesk.store.folder import Folder
from branchdesk.store.lock import DeskLock
from branchdesk.store.pins import Pins

if TYPE_CHECKING:
    # What the first screen does not need is loaded when it is first asked for.
    from branchdesk.model.form import Form
    from branchdesk.model.policy import Policy, PolicyBook
    from branchdesk.model.row import CaseRow
    from branchdesk.reports.judged import KeptItems
    from branchdesk.reports.known import Directory
    from branchdesk.reports.neighbours import Neighbours
    from branchdesk.reports.worklist import Item
    from branchdesk.store.archive import Archive, Brief


@dataclass(eq=False, repr=False)
class KeptRows:
    """Lines of a case list, judged for the records as they stood, each until it is another."""

    seq: int
    """The last audit row they were judged at."""
    day: date
    policies: PolicyBook
    numbers: list[str]
    """Of all cases of the list, newest first; not each has its line yet."""
    sealed: dict[str, Brief]
    """The archived cases; none where the list is of the open ones."""
    archive: Hashable = None
    """The archive that they were taken from."""
    rows: dict[str, CaseRow] = field(default_factory=dict)
    orders: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    """The numbers in the order of a column, falling or rising, once somebody asked for it."""


@dataclass(eq=False, repr=False)
class Desk:
    """An open desk; every action takes it as its first argument."""

    folder: Folder
    branch: Branch
    read_policies: Callable[[], PolicyBook]
    book: Casebook
    clock: Clock
    lang: Lang
    member: Member | None = None
    """Who acts; None while nobody has said so, which is enough for reading."""
    lock: DeskLock | None = None
    shut: DeskError | None = None
    """Why a window that was to write may only look."""
    neighbours: Neighbours | None = None
    worklist: tuple[tuple[object, ...], tuple[Item, ...]] | None = None
    """The worklist, with what it was judged by: digest of the records, day, for whom, how late."""
    judged: KeptItems | None = None
    """What each case asks for, kept until something that it was judged by is another."""
    directory: tuple[str, Directory] | None = None
    """Who is known, with the digest of the records it was made of."""
    rows: dict[str, KeptRows] = field(default_factory=dict)
    """The lines of the open and of the archived cases."""
    shipped: Path = Path()
    """The folder with forms/, letter_templates/ and policy/ that came with the program."""
    proved: str = ""
    """The member who gave their PIN at this desk; nobody with a PIN acts without it."""
    at_the_act: bool = False
    """The PIN was given for the one act that comes now, not only when the session began."""
    notes: list[Finding] = field(default_factory=list)
    """What was found at opening, or could not be done at closing; nothing of it stops the work."""
    leaving: bool = False
    """The desk is being let go: work beside it stops."""
    pins: Pins = field(init=False)
    drafts: LateDrafts = field(init=False)
    _forms: dict[str, Form] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The PINs and the drafts lie in the desk's folder."""
        self.pins = Pins(self.folder.pins)
        self.drafts = LateDrafts(self.folder.drafts)

    @cached_property
    def policies(self) -> PolicyBook:
        """The policy of every day, read when it is first asked for.

        Raises BadInput, Damaged where a page of it cannot be read, each time until it can.
        """
        return self.read_policies()

    @cached_property
    def archive(self) -> Archive:
        """The sealed cases."""
        from branchdesk.store.archive import Archive

        book = self.book

        def is_waste(number: str) -> bool:
            return book.cases.get(number) is not None or book.tombstones.get(number) is not None

        return Archive(self.folder.archive, is_waste, writable=self.writable)

    @property
    def today(self) -> date:
        """The business date."""
        return self.clock.today()

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.clock.now()

    @property
    def policy(self) -> Policy:
        """The policy of the business date."""
        return self.policies.on(self.today)

    @property
    def writable(self) -> bool:
        """True where this window may change the desk."""
        return self.lock is not None

    @property
    def me(self) -> Member:
        """Who acts, proved by their PIN if they have one; whatever the desk changes asks here.

        Raises BadInput where nobody is named, Refused without the PIN, Damaged where it was lost.
        """
        member = self.named
        if self.proved != member.id:
            self._must_need_no_pin(member)
        return member

    @property
    def named(self) -> Member:
        """Who says that they act, proved or not. Raises BadInput where nobody is named."""
        if self.member is None:
            staff = [m.id for m in self.book.staff]
            raise BadInput(Finding("desk.who", {"staff": staff}))
        return self.member

    def _must_need_no_pin(self, member: Member) -> None:
        record = self.pins.find(member.id)
        if record is not None:
            code = "pin.must-change" if record.pin_must_change else "pin.needed"
            raise Refused(Finding(code, {"id": member.id}))
        if member.pin:
            raise Damaged(Finding("pin.lost", {"id": member.id}))

    def must_write(self) -> Member:
        """Who changes the desk. Raises HeldElsewhere in a read-only window."""
        self.must_be_writable()
        return self.me

    def must_be_writable(self) -> None:
        """Raises HeldElsewhere in a read-only window, Fault where folder or disk made it one."""
        if self.lock is None:
            if isinstance(self.shut, Fault):
                raise Fault(self.shut.findings)
            raise HeldElsewhere(Finding("desk.held", DeskLock(self.folder.path).holder()))

    def form(self, code: str) -> Form:
        """A form, the branch's own before the shipped one."""
        from branchdesk.intake.form import read_form

        if code not in self._forms:
            self._forms[code] = read_form(self.places("forms"), code)
        return self._forms[code]

    def places(self, name: str) -> list[Path]:
        """Where forms, policy or letter_templates are looked for, the branch's own first."""
        return [self.folder.own(name), self.shipped / name]

    def fold(self) -> None:
        """What was saved stands in the casebook's own file, finished months of the audit in theirs.

        Where not, ``notes`` say so; no save is lost.
        """
        self.move_months()
        try:
            self.book.checkpoint()
        except Fault as fault:
            self.notes += [Finding("desk.not-folded", {"file": self.folder.cases.name})]
            self.notes += fault.findings

    def move_months(self, begun: bool = False) -> None:
        """Finished months of the audit stand in their files; ``begun``: what a cut left half done.

        Where not, ``notes`` say so; the rows stay where they are.
        """
        try:
            self.book.move_months(begun)
        except (Damaged, Fault) as fault:
            self.notes += [Finding("desk.audit-not-moved"), *fault.findings]

    def close(self) -> None:
        """Let the desk go. What could not be tidied away is told in ``notes``; no save is lost."""
        if self.lock is None:
            return
        self.leaving = True
        self.drafts.close()
        self.fold()
        try:
            with suppress(Fault):  # told by ``fold``
                self.book.close()
        finally:
            self.lock.free()
            self.lock = None
