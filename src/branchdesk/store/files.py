"""Files beside the casebook: letters, kept lists, drafts of forms."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.model.account import Account, ListHead
from branchdesk.model.desk.due import Due
from branchdesk.store.codec import from_plain, to_plain
from branchdesk.store.disk import remove, remove_folder, wipe_temps, write_whole


def sha256(data: bytes) -> str:
    """The sha256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def keep_paper(papers: Path, case: str, name: str, data: bytes) -> str:
    """The sha256 of the paper, now on the disk below the case's folder."""
    wipe_temps(papers / case)
    write_whole(papers / case / name, data)
    return sha256(data)


def read_paper(papers: Path, case: str, name: str, expected: str) -> bytes:
    """The paper as it was kept. Raises Damaged where it is gone or was changed."""
    path = papers / case / name
    try:
        data = path.read_bytes()
    except OSError:
        raise Damaged(Finding("desk.paper-gone", {"file": f"{case}/{name}"})) from None
    if sha256(data) != expected:
        raise Damaged(Finding("desk.paper-changed", {"file": f"{case}/{name}"}))
    return data


def must_match(papers: Path, case: str, name: str, expected: str) -> int:
    """The size of a paper that is as it was kept. Raises Damaged where it is gone or changed."""
    path = papers / case / name
    try:
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            size = source.tell()
    except OSError:
        raise Damaged(Finding("desk.paper-gone", {"file": f"{case}/{name}"})) from None
    if digest != expected:
        raise Damaged(Finding("desk.paper-changed", {"file": f"{case}/{name}"}))
    return size


def remove_paper(papers: Path, case: str, name: str) -> None:
    """The paper is gone; used for drafts that became an issued paper."""
    remove(papers / case / name)


def remove_case(folder: Path, case: str) -> None:
    """Nothing of a case is left below a folder of papers. Raises Fault.

    The folder itself is looked at, not what a link in it leads to.
    """
    place = folder / case
    if not case or place.parent != folder or place.is_symlink() or not place.is_dir():
        return
    for root, folders, files in os.walk(place, topdown=False):
        for name in files:
            remove(Path(root, name))
        for name in folders:
            # A link to a folder is a file here: it goes, what it leads to stays.
            (remove if Path(root, name).is_symlink() else remove_folder)(Path(root, name))
    remove_folder(place)


def list_bytes(accounts: tuple[Account, ...]) -> bytes:
    """An imported list, normalised: the same list gives the same bytes."""
    rows = [to_plain(account) for account in sorted(accounts, key=lambda a: a.contract_no)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8")


def due_bytes(dues: tuple[Due, ...]) -> bytes:
    """An imported due list, normalised: the same list gives the same bytes."""
    rows = [to_plain(due) for due in sorted(dues, key=lambda d: (d.due, d.contract_no))]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8")


def keep_list(lists: Path, as_of: date, data: bytes, kind: str = "") -> str:
    """The name of the file in which the list is now kept; ``kind`` names a list of another kind."""
    name = f"{kind}{as_of.isoformat()}-{sha256(data)[:8]}.json"
    write_whole(lists / name, data)
    return name


def read_kept_list(lists: Path, head: ListHead) -> tuple[Account, ...]:
    """The accounts of an imported list as it was kept. Raises Damaged: gone or changed."""
    try:
        data = (lists / head.file).read_bytes()
    except OSError:
        raise Damaged(Finding("desk.list-gone", {"file": head.file})) from None
    if sha256(data) != head.sha256:
        raise Damaged(Finding("desk.list-changed", {"file": head.file}))
    return from_plain(json.loads(data), tuple[Account, ...])
