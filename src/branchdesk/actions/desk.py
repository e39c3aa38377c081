"""The open desk: what one signed-in person has in hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from branchdesk.basics.clock import Clock
from branchdesk.basics.errors import BadInput, HeldElsewhere
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.intake.form import read_form
from branchdesk.model.branch import Branch
from branchdesk.model.form import Form
from branchdesk.model.policy import Policy, PolicyBook
from branchdesk.model.staff import Member
from branchdesk.store.archive import Archive
from branchdesk.store.casebook import Casebook
from branchdesk.store.folder import Folder
from branchdesk.store.lock import DeskLock


@dataclass
class Desk:
    """An open desk; every action takes it as its first argument."""

    folder: Folder
    branch: Branch
    policies: PolicyBook
    book: Casebook
    archive: Archive
    clock: Clock
    lang: Lang
    member: Member | None = None
    """Who acts; None while nobody has said so, which is enough for reading."""
    lock: DeskLock | None = None
    shipped: Path = Path()
    """The folder with forms/, letter_templates/ and policy/ that came with the program."""
    _forms: dict[str, Form] = field(default_factory=dict)

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
        """Who acts. Raises BadInput where nobody is named, HeldElsewhere in a read-only window."""
        if self.member is None:
            staff = [m.id for m in self.book.staff]
            raise BadInput(Finding("desk.who", {"staff": staff}))
        return self.member

    def must_write(self) -> Member:
        """Who changes the desk. Raises HeldElsewhere in a read-only window."""
        if self.lock is None:
            raise HeldElsewhere(Finding("desk.held", DeskLock(self.folder.path).holder()))
        return self.me

    def form(self, code: str) -> Form:
        """A form, the branch's own before the shipped one."""
        if code not in self._forms:
            self._forms[code] = read_form(self.places("forms"), code)
        return self._forms[code]

    def places(self, name: str) -> list[Path]:
        """Where forms, policy or letter_templates are looked for, the branch's own first."""
        return [self.folder.own(name), self.shipped / name]

    def close(self) -> None:
        """Let the desk go."""
        if self.lock is not None:
            self.lock.free()
            self.lock = None
