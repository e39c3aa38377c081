"""The desk's folder: where each thing lies, found and made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from branchdesk.basics.errors import Fault
from branchdesk.basics.finding import Finding
from branchdesk.store.disk import make_folder


@dataclass(frozen=True)
class Folder:
    """A desk's folder D and the places inside it."""

    path: Path

    @property
    def branch(self) -> Path:
        """branch.toml; a folder that has it is a desk."""
        return self.path / "branch.toml"

    @property
    def cases(self) -> Path:
        """The casebook."""
        return self.path / "cases.json"

    @property
    def archive(self) -> Path:
        """Sealed months."""
        return self.path / "archive"

    @property
    def index(self) -> Path:
        """By what archived cases are found; drawn from the sealed months, in no backup."""
        return self.path / "index"

    @property
    def audit(self) -> Path:
        """The audit's finished months."""
        return self.path / "audit"

    @property
    def papers(self) -> Path:
        """Letters, a folder a case."""
        return self.path / "papers"

    @property
    def received(self) -> Path:
        """Documents and recordings that came in, a folder a case."""
        return self.path / "received"

    @property
    def lists(self) -> Path:
        """Every imported list, normalised."""
        return self.path / "lists"

    @property
    def months(self) -> Path:
        """Closed months, frozen."""
        return self.path / "months"

    @property
    def drafts(self) -> Path:
        """Unfinished forms."""
        return self.path / "drafts"

    @property
    def backups(self) -> Path:
        """Backups of the records, the daily ones and those before a restore."""
        return self.path / "backups"

    @property
    def pins(self) -> Path:
        """PINs of the members, hashed, and their failed tries."""
        return self.path / "pins.json"

    @property
    def looks(self) -> Path:
        """The look of the screens at each terminal."""
        return self.path / "looks.json"

    @property
    def is_desk(self) -> bool:
        """True where a desk was set up. Raises Fault where nobody may look."""
        try:
            return self.branch.is_file()
        except OSError as fault:
            facts = {"file": self.path.name, "fault": fault.strerror or str(fault)}
            raise Fault(Finding("desk.not-read", facts)) from fault

    def own(self, name: str) -> Path:
        """The branch's own forms, policy or letter_templates, if it has any."""
        return self.path / name

    def make(self) -> None:
        """The folder exists with its places. Raises Fault."""
        for place in (
            self.path, self.archive, self.audit, self.papers, self.received, self.lists,
            self.months, self.drafts,
        ):  # fmt: skip
            make_folder(place)


def default_folder(here: Path) -> Path:
    """./data where it is a desk, else the user's own data folder."""
    local = here / "data"
    if Folder(local).is_desk:
        return local
    return user_data_path("branchdesk", appauthor=False)


def new_folder(here: Path) -> Path:
    """Where ``init`` without a folder sets up: ./data in a checkout, else the user's folder."""
    in_checkout = (here / "start.py").is_file() and (here / "data").is_dir()
    return here / "data" if in_checkout else user_data_path("branchdesk", appauthor=False)
