"""Papers, kept lists, and drafts of unfinished forms."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.errors import Damaged
from branchdesk.basics.wording import LANGS, Words
from branchdesk.store.drafts import Drafts
from branchdesk.store.files import (
    keep_list,
    keep_paper,
    list_bytes,
    read_paper,
    remove_paper,
    sha256,
)
from branchdesk.store.folder import Folder, default_folder, new_folder
from tests.builders import TODAY, an_account, codes, money
from tests.store.records import HOSTILE

PAPER = b"PK\x03\x04 letter"
CASE, NAME = "XA-2026-00001", "D-1-overdue_notice.zh.docx"


def test_a_paper_is_kept_with_its_checksum(tmp_path: Path) -> None:
    """The checksum is that of the bytes on the disk; what a kill left half written is gone."""
    (tmp_path / CASE).mkdir()
    (tmp_path / CASE / ".D-0.docx.4711.tmp").write_bytes(b"half a letter")
    expected = keep_paper(tmp_path, CASE, NAME, PAPER)
    assert expected == hashlib.sha256(PAPER).hexdigest() == sha256(PAPER)
    assert read_paper(tmp_path, CASE, NAME, expected) == PAPER
    assert [path.name for path in (tmp_path / CASE).iterdir()] == [NAME]


def test_a_changed_paper_is_damage_and_stays_as_it_is(tmp_path: Path) -> None:
    """One byte is enough; it is not printed and not repaired (trust: changed afterwards)."""
    expected = keep_paper(tmp_path, CASE, NAME, PAPER)
    (tmp_path / CASE / NAME).write_bytes(PAPER + b"\0")
    with pytest.raises(Damaged) as damage:
        read_paper(tmp_path, CASE, NAME, expected)
    [finding] = damage.value.findings
    assert finding.code == "desk.paper-changed"
    assert all(f"{CASE}/{NAME}" in Words(lang).finding(finding) for lang in LANGS)
    assert (tmp_path / CASE / NAME).read_bytes() == PAPER + b"\0"


def test_a_missing_paper_is_damage(tmp_path: Path) -> None:
    """Removed by hand, or a folder in its place."""
    expected = keep_paper(tmp_path, CASE, NAME, PAPER)
    remove_paper(tmp_path, CASE, NAME)
    remove_paper(tmp_path, CASE, NAME)
    for _ in range(2):
        with pytest.raises(Damaged) as damage:
            read_paper(tmp_path, CASE, NAME, expected)
        assert codes(damage.value.findings) == ["desk.paper-gone"]
        (tmp_path / CASE / NAME).mkdir(exist_ok=True)


def test_the_same_list_gives_the_same_file(tmp_path: Path) -> None:
    """In whatever order its rows came; another figure or day gives another."""
    one, two = an_account(), an_account(contract_no="HT-2026-0002")
    data = list_bytes((one, two))
    assert data == list_bytes((two, one))
    assert data != list_bytes((one, an_account(contract_no="HT-2026-0002", manager="王婷")))

    name = keep_list(tmp_path, TODAY, data)
    assert name == f"2026-11-25-{sha256(data)[:8]}.json"
    assert keep_list(tmp_path, TODAY + timedelta(days=1), data) != name
    kept = json.loads((tmp_path / name).read_text("utf-8"))
    assert [row["contract_no"] for row in kept] == ["HT-2026-0001", "HT-2026-0002"]
    assert kept[0]["overdue_principal"] == str(money("11500.00"))


def test_a_draft_is_found_again_by_its_author_only(tmp_path: Path) -> None:
    """A locks, B signs in: A's draft is not visible (trust: several staff on one PC)."""
    mine, others = Drafts(tmp_path, "s01"), Drafts(tmp_path, "s02")
    mine.keep("enquiry", {"customer_name": "云帆", "reason_text": "货款\n未到"})

    assert mine.find("enquiry") == {"customer_name": "云帆", "reason_text": "货款\n未到"}
    assert others.find("enquiry") is None
    assert mine.find("contact") is None
    others.keep("enquiry", {"customer_name": "别人"})
    others.drop("enquiry")
    assert Drafts(tmp_path, "s01").find("enquiry") is not None
    mine.drop("enquiry")
    mine.drop("enquiry")
    assert mine.find("enquiry") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_typed_so_far_is_kept(tmp_path: Path, text: str) -> None:
    """A draft is not judged: half characters too are given back as they were."""
    drafts = Drafts(tmp_path, "s01")
    drafts.keep("enquiry", {"reason_text": text})
    assert drafts.find("enquiry") == {"reason_text": text}


@pytest.mark.parametrize("kept", [b"", b"null", b"[1]", b'{"a"', b"\xff", b"[" * 100_000])
def test_an_unreadable_draft_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    """It must not keep the form from opening."""
    drafts = Drafts(tmp_path, "s01")
    drafts.keep("enquiry", {})
    [path] = tmp_path.iterdir()
    path.write_bytes(kept)
    assert drafts.find("enquiry") is None


def test_a_desks_folder_is_made_with_its_places(tmp_path: Path) -> None:
    """Each thing has one place, for its owner alone; branch.toml makes it a desk."""
    folder = Folder(tmp_path / "desk")
    folder.make()
    folder.make()
    places = [folder.path, folder.archive, folder.papers, folder.lists, folder.drafts]
    assert all(place.is_dir() for place in places)
    if os.name != "nt":
        assert {place.stat().st_mode & 0o777 for place in places} == {0o700}
    without = folder.is_desk
    folder.branch.write_text("", "utf-8")
    assert (without, folder.is_desk) == (False, True)
    assert folder.own("forms").parent == folder.path


def test_the_data_folder_of_a_checkout_is_used_where_it_is_a_desk(tmp_path: Path) -> None:
    """Else the user's own folder; a new desk goes to data/ in a checkout only."""
    outside = default_folder(tmp_path)
    assert outside.name == "branchdesk" and tmp_path not in outside.parents
    assert new_folder(tmp_path) == outside
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "start.py").touch()
    assert new_folder(tmp_path) == data
    assert default_folder(tmp_path) == outside
    (data / "branch.toml").touch()
    assert default_folder(tmp_path) == data


def test_nothing_of_these_files_carries_a_customers_name(tmp_path: Path) -> None:
    """File names are generated numbers only (R181, trust: file names)."""
    account: Any = an_account()
    keep_paper(tmp_path / "papers", CASE, NAME, PAPER)
    keep_list(tmp_path / "lists", TODAY, list_bytes((account,)))
    Drafts(tmp_path / "drafts", "s01").keep("enquiry", {"customer_name": account.customer_name})
    names = "".join(p.as_posix() for p in tmp_path.rglob("*"))
    assert account.customer_name not in names and names.isascii()
