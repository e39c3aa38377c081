"""Notices: drafted without a number, issued under one, never changed afterwards (R121, R123)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import Any

from tests.desks import CHECKED, DAY, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
DRAFT = ("letter", "draft", CASE, "overdue_notice")
MILD = ("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")


def classified(folder: Path, filled: bool = True) -> DeskAt:
    """A desk with one classified case whose figures nobody has checked yet."""
    desk = a_desk(folder, staff=True, filled=filled)
    desk.add(an_enquiry(id_number="610103198802160028", phone="13900001202"))
    desk.ok(*MILD)
    return desk


def checked(desk: DeskAt) -> DeskAt:
    """The same desk with the figures of its day checked."""
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    return desk


def digest(path: str) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def words(path: str) -> str:
    """The text of a Word file, head and foot and all."""
    with zipfile.ZipFile(path) as unpacked:
        parts = [unpacked.read(n).decode() for n in unpacked.namelist() if n.endswith(".xml")]
    return "\n".join(re.sub(r"<[^>]+>", "", part) for part in parts)


def kind(desk: DeskAt, *number: str) -> dict[str, Any]:
    """The notice as ``letter kinds`` lists it."""
    found: list[dict[str, Any]] = desk.ok("letter", "kinds", *number)
    return next(k for k in found if k["code"] == "overdue_notice")


def test_the_kinds_of_letters_say_why_not(tmp_path: Path) -> None:
    """Allowed or not, with each reason (R003, R121)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(due_date="2026-11-25"))

    assert kind(desk)["allowed"] is True
    before = kind(desk, CASE)
    assert before["allowed"] is False
    assert [w["code"] for w in before["why"]] == ["letter.not-classified", "letter.not-overdue"]
    assert "overdue_notice" in desk.run("letter", "kinds", CASE).out


def test_a_draft_has_no_number(tmp_path: Path) -> None:
    """A draft may be made by a junior before anything was checked, and says what it is (R170)."""
    desk = classified(tmp_path, filled=False)

    done = desk.by("li").ok(*DRAFT)

    assert (done["id"], done["number"], done["as_of"]) == ("D-1", None, DAY)
    assert digest(done["file"]) == done["sha256"]
    assert all(w in words(done["file"]) for w in ("草稿", "秦小满", "610103********0028"))
    assert zipfile.ZipFile(done["file"]).testzip() is None


def test_issue_is_refused_with_every_reason(tmp_path: Path) -> None:
    """Figures unchecked, branch.toml empty, want of authority: all at once (R123, R172)."""
    desk = classified(tmp_path, filled=False)
    desk.ok(*DRAFT)

    ran = desk.refused(3, "letter", "issue", CASE, "D-1")
    assert ran.codes == ["letter.not-checked", "branch.lacks"]
    assert "complaint_phone" in ran.json["errors"][1]["text"]
    assert desk.by("kan").refused(3, "letter", "issue", CASE, "D-1").codes == [
        "authority.not-yours", "letter.not-checked", "branch.lacks",
    ]  # fmt: skip


def test_a_checked_notice_is_issued_under_a_number(tmp_path: Path) -> None:
    """Number, checksum and figures; the case is now dunned (R121, R123)."""
    desk = checked(classified(tmp_path))
    draft = desk.ok(*DRAFT)

    done = desk.ok("letter", "issue", CASE, "D-1")

    assert done["number"] == "西银催字〔2026〕第0001号"
    assert digest(done["file"]) == done["sha256"]
    assert not Path(draft["file"]).exists()
    text = words(done["file"])
    for printed in ("西银催字〔2026〕第0001号", "12,058.33", "029-55501999", "61001020304"):
        assert printed in text
    assert "610103198802160028" not in text
    case = desk.show(CASE)
    assert case["state"] == "dunning" and case["letters"][0]["sha256"] == done["sha256"]
    assert [e["kind"] for e in case["timeline"]][-2:] == ["letter_drafted", "letter_issued"]


def test_the_english_notice_is_a_letter_of_its_own(tmp_path: Path) -> None:
    """The same number run, its own file (R121)."""
    desk = checked(classified(tmp_path))
    desk.ok(*DRAFT)
    desk.ok(*DRAFT, "--lang", "en")
    desk.ok("letter", "issue", CASE, "D-1")

    done = desk.ok("letter", "issue", CASE, "D-2")

    assert "第0002号" in done["number"] and done["file"].endswith(".en.docx")
    assert "12,058.33" in words(done["file"])


def test_a_number_is_given_once(tmp_path: Path) -> None:
    """An issued paper cannot be issued again, and a refusal uses up no number (R121)."""
    desk = checked(classified(tmp_path))
    desk.ok(*DRAFT)
    desk.ok("letter", "issue", CASE, "D-1")

    assert desk.refused(3, "letter", "issue", CASE, "D-1").codes == ["letter.already-issued"]
    desk.ok(*DRAFT)
    assert "第0002号" in desk.ok("letter", "issue", CASE, "D-2")["number"]
    later = desk.on("2027-01-04")
    later.ok("case", "verify", CASE, "--from", "-",
             stdin=CHECKED | {"figures_checked_on": "2027-01-04"})  # fmt: skip
    later.ok(*DRAFT)
    assert later.ok("letter", "issue", CASE, "D-3")["number"] == "西银催字〔2027〕第0001号"


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    """Drafted twice, and on another desk: one paper, so a lost file can be proved."""
    digests = [
        desk.ok(*DRAFT)["sha256"]
        for name in ("one", "two")
        for desk in [checked(classified(tmp_path / name))]
        for _ in range(2)
    ]

    assert len(set(digests)) == 1


def test_a_technical_case_is_never_dunned(tmp_path: Path) -> None:
    """Exit 3: put it right and explain (R149)."""
    desk = checked(classified(tmp_path))
    desk.ok(*DRAFT)
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统扣款失败")

    assert desk.refused(3, *DRAFT).codes == ["letter.technical"]
    assert desk.refused(3, "letter", "issue", CASE, "D-1").codes == ["letter.technical"]


def test_nothing_owed_is_not_demanded(tmp_path: Path) -> None:
    """Exit 3 where the checked figures are 0.00 (R121)."""
    desk = checked(classified(tmp_path))
    desk.ok("case", "verify", CASE, "--from", "-",
            stdin=CHECKED | {"principal": "0", "interest": "0", "penalty": "0"})  # fmt: skip
    desk.ok(*DRAFT)

    assert desk.refused(3, "letter", "issue", CASE, "D-1").codes == ["letter.nothing-owed"]


def test_unknown_papers_are_named(tmp_path: Path) -> None:
    """Exit 2 for a kind, a draft or a case that does not exist."""
    desk = classified(tmp_path)

    assert desk.refused(2, "letter", "draft", CASE, "love_letter").codes == ["letter.no-kind"]
    assert desk.refused(2, "letter", "issue", CASE, "D-7").codes == ["letter.none"]
    assert desk.refused(2, "letter", "kinds", "XA-2026-09999").codes == ["case.none"]


def test_the_shipped_templates_have_no_fault(tmp_path: Path) -> None:
    """And a file that is no template is told so with exit 2."""
    desk = a_desk(tmp_path)

    found = desk.ok("letter", "check")

    assert found and all(faults == [] for faults in found.values())
    (tmp_path / "坏的.docx").write_bytes(b"no zip at all")
    ran = desk.run("letter", "check", tmp_path / "坏的.docx", "--json")
    assert ran.code == 2 and ran.json["坏的.docx"]
    assert desk.refused(2, "letter", "check", tmp_path / "none.docx").codes == ["file.missing"]


def test_a_branchs_own_template_wins(tmp_path: Path) -> None:
    """A broken one of the branch is refused by its name, and no draft is left (R022)."""
    desk = classified(tmp_path)
    (desk.path / "letter_templates").mkdir()
    (desk.path / "letter_templates" / "overdue_notice.zh.docx").write_bytes(b"broken")

    ran = desk.run(*DRAFT, "--json")

    assert ran.code == 2 and "overdue_notice.zh.docx" in ran.json["errors"][0]["text"]
    assert desk.show(CASE)["letters"] == [] and not list((desk.path / "papers").glob("*/*"))


def test_a_notice_with_old_figures_is_kept_as_a_draft(tmp_path: Path) -> None:
    """The days overdue and the sum would be wrong by the day it is dated (R123)."""
    desk = checked(classified(tmp_path))
    done = desk.ok(*DRAFT)

    refused = desk.on("2026-11-30").refused(3, "letter", "issue", CASE, done["id"])

    assert refused.codes == ["letter.figures-old"]
    assert "8 天前" in refused.said and "重新拟稿" in refused.said
    later = desk.on("2026-11-30").run(*DRAFT)
    assert later.code == 0 and "8 天前" in later.err, later.said
    assert desk.on("2026-11-29").ok("letter", "issue", CASE, done["id"])["number"]


def test_names_in_latin_letters_stand_apart_in_a_chinese_letter(tmp_path: Path) -> None:
    """Chinese names run on, an English bank's do not (R123)."""
    desk = classified(tmp_path)
    page = desk.path / "branch.toml"
    told = page.read_text("utf-8").replace("渭滨支行", "Gaoxin Sub-branch")
    page.write_text(told.replace("西安渭滨银行股份有限公司", "Model Bank Co., Ltd."), "utf-8")

    assert "Model Bank Co., Ltd. Gaoxin Sub-branch" in words(desk.ok(*DRAFT)["file"])
