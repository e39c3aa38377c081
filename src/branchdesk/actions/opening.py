"""Opens and sets up desks: the only wiring of files, clock and configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchdesk.actions.desk import Desk
from branchdesk.basics.assets import assets
from branchdesk.basics.clock import Clock, desk_clock
from branchdesk.basics.errors import BadInput, Damaged, DeskError, Fault, HeldElsewhere
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.intake.branch import branch_text, check_branch, read_branch
from branchdesk.intake.path import typed_path
from branchdesk.model.branch import Branch
from branchdesk.model.staff import Member
from branchdesk.store.casebook import Casebook
from branchdesk.store.disk import write_whole
from branchdesk.store.folder import Folder, default_folder, new_folder
from branchdesk.store.lock import DeskLock
from branchdesk.store.restore import finish as finish_restore
from branchdesk.store.restore import is_begun

if TYPE_CHECKING:
    # Not before the first picture.
    from branchdesk.model.form import Form
    from branchdesk.model.policy import PolicyBook

FIRST_MEMBER = "s01"


def desk_folder(named: str | None) -> Path:
    """The desk's folder: the named one, else ./data where it is a desk, else the user's own."""
    return typed_path(named) if named else default_folder(Path.cwd())


def is_desk(folder: Path) -> bool:
    """True where a desk was set up. Raises Fault where nobody may look."""
    return Folder(folder).is_desk


def desk_language(folder: Path) -> str:
    """The language of a desk's branch.toml, empty where there is no desk. Raises BadInput."""
    return read_branch(Folder(folder).branch).language if is_desk(folder) else ""


def must_be_desk(folder: Path) -> Path:
    """The folder itself, where it is a desk. Raises BadInput."""
    if not is_desk(folder):
        raise BadInput(Finding("desk.none", {"folder": folder}, field="folder"))
    return folder


def set_up(
    named: str | None,
    branch: str,
    code: str,
    lang: Lang = "zh",
    practice: bool = False,
    member: str = "",
    kind: str = "",
) -> Path:
    """The folder of a new desk with its first member of staff, a supervisor.

    ``kind`` is ``demonstration`` for that one; else ``practice`` decides.

    Raises BadInput where the folder is a desk, holds other files, or the code cannot be used.
    """
    path = typed_path(named) if named else new_folder(Path.cwd())
    folder = Folder(path.resolve())
    _refuse_used(folder)
    kind = kind or ("practice" if practice else "real")
    described = Branch(
        branch=branch, code=code, language=lang, kind=kind, letter_word=f"{code}催字"
    )
    faults = check_branch(described)
    if faults:
        raise BadInput(faults)
    _make(folder, described, member)
    return folder.path


def _make(folder: Folder, branch: Branch, member: str) -> None:
    """The desk's files, branch.toml last: a cut before leaves no desk."""
    clock = clock_of(branch.practice)
    folder.make()
    lock = DeskLock(folder.path)
    lock.take(FIRST_MEMBER, clock.now().isoformat(" "))
    try:
        book = Casebook(folder.cases, writable=True)
        last = book.last_audit()
        if (last is not None and last.seq > 1) or book.trail.months():
            # More than a set-up that was cut short: the records of a desk without its branch.toml.
            raise BadInput(Finding("desk.not-empty", {"folder": folder.path}))
        with book.commit(clock.now(), FIRST_MEMBER, "supervisor") as commit:
            first = Member(id=FIRST_MEMBER, role="supervisor", name=member)
            commit.record("desk.init", branch.code, first)
        book.close()
        write_whole(folder.branch, branch_text(branch).encode("utf-8"))
    finally:
        lock.free()


def _refuse_used(folder: Folder) -> None:
    if folder.is_desk:
        raise BadInput(Finding("desk.exists", {"folder": folder.path}))
    allowed = {"README.md", "samples", ".lock", "cases.json", "holder.json", "archive", "audit"}
    allowed |= {"index"}
    allowed |= {
        "papers",
        "lists",
        "months",
        "drafts",
        "forms",
        "policy",
        "letter_templates",
        ".gitignore",
        "received",
        "backups",
    }
    if folder.path.exists() and not folder.path.is_dir():
        raise BadInput(Finding("desk.not-empty", {"folder": folder.path}))
    if folder.path.is_dir() and any(
        p.name not in allowed and not p.name.startswith("cases.json.")
        for p in folder.path.iterdir()
    ):
        raise BadInput(Finding("desk.not-empty", {"folder": folder.path}))


def clock_of(practice: bool) -> Clock:
    """The clock of a desk of that kind. Raises BadInput where the set day is no date."""
    try:
        return desk_clock(practice)
    except ValueError as fault:
        raise BadInput(Finding("desk.bad-today", {"read": str(fault)})) from None


def open_to_read(path: Path, staff: str | None = None, lang: Lang | None = None) -> Desk:
    """The desk, for looking only: takes no lock. Raises BadInput, Damaged."""
    if is_desk(path) and is_begun(path):
        raise HeldElsewhere(Finding("backup.half"))
    return _open(path, staff, lang, None)


def knows(path: Path, staff: str) -> bool:
    """True where the desk can be read and has this member of staff."""
    try:
        return open_to_read(path).book.staff.get(staff) is not None
    except DeskError:
        return False


@contextmanager
def open_to_write(path: Path, staff: str | None = None, lang: Lang | None = None) -> Iterator[Desk]:
    """The desk, for changing: the lock is held inside. Raises BadInput, HeldElsewhere, Damaged."""
    desk = take(path, staff, lang)
    try:
        yield desk
    finally:
        desk.close()


def take(path: Path, staff: str | None = None, lang: Lang | None = None) -> Desk:
    """The desk, held until its ``close``. Raises BadInput, HeldElsewhere, Damaged."""
    if not is_desk(path):
        raise _no_desk(path)
    lock = DeskLock(path.resolve())
    since = clock_of(read_branch(Folder(path).branch).practice).now()
    lock.take(staff or "?", since.isoformat(" "))
    try:
        finish_restore(path.resolve())
        desk = _open(path, staff, lang, lock)
        if staff is None and desk.member is not None:
            lock.name(desk.member.id, desk.now.isoformat(" "))
        desk.move_months(begun=True)
        if len(desk.book.tombstones):
            from branchdesk.actions.retention.purge import finish

            finish(desk)
        return desk
    except BaseException:
        lock.free()
        raise


def take_or_look(path: Path, staff: str | None = None, lang: Lang | None = None) -> Desk:
    """The desk, held until its ``close``; for looking only where it cannot be held.

    ``shut`` then says why: another window has it, or the folder or the disk refuses. Raises
    BadInput, HeldElsewhere, Damaged, Fault where it cannot be looked at either.
    """
    try:
        return take(path, staff, lang)
    except (HeldElsewhere, Fault) as fault:
        desk = open_to_read(path, staff, lang)
        desk.shut = fault
        return desk


def _no_desk(path: Path) -> BadInput:
    return BadInput(Finding("desk.none", {"folder": path}))


def _open(path: Path, staff: str | None, lang: Lang | None, lock: DeskLock | None) -> Desk:
    folder = Folder(path.resolve())
    if not folder.is_desk:
        raise _no_desk(path)
    branch = read_branch(folder.branch)
    if not folder.cases.exists():
        # Set-up writes the records before branch.toml: a desk without them has lost them.
        raise Damaged(Finding("desk.records-gone", {"file": folder.cases.name}))
    book = Casebook(folder.cases, writable=lock is not None)
    shipped = assets()
    return Desk(
        folder=folder,
        branch=branch,
        read_policies=partial(_policies, [folder.own("policy"), shipped / "policy"], book),
        book=book,
        clock=clock_of(branch.practice),
        lang=lang or branch.language,
        member=_member(book, staff),
        lock=lock,
        shipped=shipped,
        notes=list(book.reports),
    )


def _policies(places: list[Path], book: Casebook) -> PolicyBook:
    """The policy's pages with what was decided at this desk. Raises BadInput, Damaged."""
    from branchdesk.intake.policy import read_policy
    from branchdesk.intake.revision import overlaid

    return overlaid(read_policy(places), book.revisions)


def _member(book: Casebook, staff: str | None) -> Member | None:
    members = list(book.staff)
    if staff is None:
        return members[0] if len(members) == 1 else None
    found = book.staff.get(staff)
    if found is None:
        raise BadInput(Finding("desk.no-staff", {"id": staff, "staff": [m.id for m in members]}))
    return found


def set_up_form() -> Form:
    """The questions to a new branch (forms/desk.toml)."""
    return shipped_form("desk")


def where_form() -> Form:
    """The question where a desk lies (forms/folder.toml)."""
    return shipped_form("folder")


def shipped_form(code: str) -> Form:
    """A form where no desk is open that could have its own."""
    from branchdesk.intake.form import read_form

    return read_form([assets() / "forms"], code)


def branch_code(folder: Path) -> str:
    """The code of a desk's branch, even where its records cannot be read. Raises BadInput."""
    return read_branch(Folder(folder).branch).code


def read_set_up(
    form: Form, values: Mapping[str, Any], folder: Path, lang: Lang, practice: bool
) -> Path:
    """The folder of the new desk. Raises BadInput beside the fields."""
    from branchdesk.intake.form import fill_in

    filled, faults = fill_in(form, values, None)
    if faults:
        raise BadInput(faults)
    code = str(filled["code"]).upper()
    where = filled.get("folder") or (f"{folder}-practice" if practice else str(folder))
    member = str(filled.get("member", ""))
    return set_up(where, filled["branch"], code, lang, practice, member)
