"""A bundle that was touched is found out, whatever was touched (trust: zip)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.papers.bag import held, root_hash, write_bag
from branchdesk.papers.bundle import OWN
from branchdesk.papers.bundle_check import Verified, check_bundle

BASE = "XA-2026-00001"
FILES = {name: f"<{name}>".encode() for name in OWN} | {"evidence/R-1.pdf": b"%PDF-1.7 x"}


def go_on(done: int, total: int) -> bool:
    return done <= total


def a_bundle(files: dict[str, bytes] = FILES, base: str = BASE) -> bytes:
    out = io.BytesIO()
    payload = [held(name, data) for name, data in files.items()]
    root = root_hash((f"data/{one.path}", one.sha256) for one in payload)
    write_bag(out.write, base, payload, [("Root-Sha256", root)], go_on)
    return out.getvalue()


def check(data: bytes) -> Verified:
    found = check_bundle(io.BytesIO(data), go_on)
    for finding in found.findings:
        for lang in LANGS:
            assert "{" not in Words(lang).finding(finding)
    return found


def codes(data: bytes) -> list[str]:
    return [f.code.removeprefix("bundle.") for f in check(data).findings]


def members(data: bytes = a_bundle()) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def test_a_whole_bundle_is_whole() -> None:
    found = check(a_bundle())

    assert found.findings == () and found.cases == (BASE,)
    assert (found.files, found.bytes) == (len(FILES), sum(map(len, FILES.values())))
    assert a_bundle() == a_bundle()


def test_every_changed_byte_is_found() -> None:
    """Each byte of the zip's own lines, and a sample of all others, one bit at a time."""
    data, dice = a_bundle(), Random(2026)
    spots = {*range(120), *range(len(data) - 200, len(data))}
    spots |= set(dice.sample(range(len(data)), 1200))

    unseen = []
    for spot in sorted(spots):
        spoilt = bytearray(data)
        spoilt[spot] ^= 1 << dice.randrange(8)
        if not check(bytes(spoilt)).findings:
            unseen.append(spot)

    assert unseen == []


def test_a_cut_or_lengthened_bundle_is_found() -> None:
    data = a_bundle()

    for length in (0, 10, 100, len(data) // 2, len(data) - 1):
        assert codes(data[:length]) == ["not-a-zip"]
    assert codes(data + b"x") == ["not-a-zip"] and codes(b"x" + data) != []
    assert codes(b"no zip at all, but long enough to be one") == ["not-a-zip"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m: m.pop(f"{BASE}/data/case.json"), {"missing"}),
        (lambda m: m.update({f"{BASE}/data/evidence/R-2.pdf": b"x"}), {"added"}),
        (lambda m: m.update({f"{BASE}/data/evidence/R-1.pdf": b"y"}), {"changed"}),
        (lambda m: m.update({f"{BASE}/bagit.txt": b"BagIt-Version: 2"}), {"changed", "not-bagit"}),
        (lambda m: m.pop(f"{BASE}/tagmanifest-sha256.txt"), {"missing", "added"}),
        (lambda m: m.pop(f"{BASE}/bag-info.txt"), {"missing"}),
        (lambda m: m.update({f"{BASE}/run.exe": b"x"}), {"added"}),
        (lambda m: m.update({"other/file": b"x"}), {"structure"}),
    ],
)
def test_what_was_changed_added_or_taken_out_is_named(
    change: Callable[[dict[str, bytes]], object], expected: set[str]
) -> None:
    """Packed anew as well, so that says the zip."""
    files = members()
    change(files)

    found = set(codes(packed(files)))

    assert expected <= found and "repacked" in found


def test_every_finding_is_told_at_once() -> None:
    files = members()
    files.pop(f"{BASE}/data/05_timeline.csv")
    files[f"{BASE}/data/case.json"] = b"{}"
    files[f"{BASE}/data/more.txt"] = b"more"

    found = [f.facts.get("file") for f in check(packed(files)).findings]

    assert {"data/05_timeline.csv", "data/case.json", "data/more.txt"} <= set(found)


def test_a_consistent_bag_without_its_papers_is_none() -> None:
    """A bag of something else is whole by itself and yet no bundle."""
    assert set(codes(a_bundle({"case.json": b"{}"}))) == {"missing"}


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "a/../../b", "..", "a\\b", "C:/x", "a//b", "./a", "a/x\x01", "中文.txt", "a b"],
)
def test_a_name_that_leads_outside_is_not_read(name: str) -> None:
    assert "bad-name" in codes(packed(members() | {name: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_not_read() -> None:
    """Also where only the case differs: Windows would lay one over the other."""
    out = io.BytesIO(packed(members()))
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(f"{BASE}/data/case.json", b"{}")
    assert codes(out.getvalue()) == ["twice"]
    assert codes(packed(members() | {f"{BASE}/data/CASE.json": b"{}"})) == ["twice"]


def test_a_link_is_not_read() -> None:
    out = io.BytesIO(packed(members()))
    link = zipfile.ZipInfo(f"{BASE}/data/evidence/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(link, b"/etc/passwd")

    assert codes(out.getvalue()) == ["link"]


def test_a_bomb_and_a_crowd_are_not_read() -> None:
    """Ratio 100, 1,000 members, 200 MB: nothing is unpacked to find out."""
    bomb = packed({f"{BASE}/data/x": b"\0" * (1 << 20)}, zipfile.ZIP_DEFLATED)
    crowd = packed({f"{BASE}/data/{n}": b"" for n in range(1001)})

    assert codes(bomb) == ["bomb"] and codes(crowd) == ["too-many"]


def test_a_giant_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "giant.zip"
    with path.open("wb") as giant:
        giant.truncate(203 << 20)
    with path.open("rb") as stream:
        assert [f.code for f in check_bundle(stream, go_on).findings] == ["bundle.too-large"]
