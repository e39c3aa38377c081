"""The demonstration without screens: what it leaves can be handed to anybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from branchdesk.actions.demo.headless import INDEX, run_headless
from branchdesk.basics.errors import BadInput, Fault
from branchdesk.basics.wording import LANGS, Lang
from branchdesk.intake.catalogue import read_catalogue
from tests.desks import ROOT, branchdesk
from tests.papers.word import faults, text_of
from tests.proof import full

FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d")
DAY = "2026-11-22"


@pytest.fixture(scope="module", params=full(LANGS, LANGS[:1]))
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run left, in each language."""
    out = tmp_path_factory.mktemp("headless") / "out"
    ran = branchdesk(
        "--lang", request.param, "demo", "--headless", "--to", out, env={"BRANCHDESK_TODAY": DAY}
    )
    assert ran.code == 0, ran.said
    (out / "printed").write_text(ran.out, "utf-8")
    return out


def letters() -> list[str]:
    return list(read_catalogue(ROOT / "letter_templates").letters)


def test_every_paper_is_left_in_both_languages(left: Path) -> None:
    """A paper for every class, each issued from a case that calls for it (R117, R127, R149)."""
    names = sorted(p.name for p in (left / "letters").iterdir())

    codes = [*letters(), "process_chart"]
    assert names == sorted(f"{code}.{lang}.docx" for code in codes for lang in LANGS)


def test_every_paper_opens_in_word_and_says_that_it_is_invented(left: Path) -> None:
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)
    for path in [*(left / "letters").glob("*.docx"), *left.glob("*.docx")]:
        data = path.read_bytes()
        found = [str(e) for e in validator.validate(path).errors]
        assert found == [] and faults(data) == [], path.name
        assert "DEMONSTRATION" in text_of(data, "word/header1.xml"), path.name


@pytest.mark.parametrize("code", letters())
def test_a_paper_holds_the_same_figures_in_both_languages(left: Path, code: str) -> None:
    zh, en = (text_of((left / "letters" / f"{code}.{lang}.docx").read_bytes()) for lang in LANGS)

    assert sorted(set(FIGURE.findall(zh))) == sorted(set(FIGURE.findall(en)))


def test_the_bundle_verifies_and_the_month_stands_beside_the_last(left: Path) -> None:
    (bundle,) = left.glob("bundle-*.zip")

    assert branchdesk("bundle", "verify", bundle).code == 0
    for lang in LANGS:
        text = text_of((left / f"month-2026-11.{lang}.docx").read_bytes())
        assert "2026-10" in text and "2026-11-22" in text
    assert (left / "month-2026-11.xlsx").is_file()


def test_the_printed_index_names_every_file_and_what_it_is(left: Path) -> None:
    printed = (left / "printed").read_text("utf-8")
    files = {p.relative_to(left).as_posix() for p in left.rglob("*") if p.is_file()}
    made = {f for f in files if not f.startswith("desk/")} - {INDEX, "printed"}
    listed = {line.split("\t")[0] for line in (left / INDEX).read_text("utf-8").splitlines()}

    assert made == listed and all(name in printed for name in made)


def test_the_desk_it_was_made_on_is_left_open_to_look_at(left: Path) -> None:
    ran = branchdesk("--data", left / "desk", "month", "2026-11", "--json",
                     env={"BRANCHDESK_TODAY": DAY})  # fmt: skip

    assert ran.json["compared_with"] == "2026-10" and ran.json["cases"][0]["count"] > 0


def test_a_second_run_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """Also where the first was stopped half-way."""

    def stop(done: int, total: int) -> bool:
        return done < total - 2

    with pytest.raises(Fault) as stopped:
        run_headless(tmp_path / "desk", tmp_path / "out", "zh", 3, stop)
    assert stopped.value.findings[0].code == "demo.stopped"

    again = run_headless(tmp_path / "desk", tmp_path / "out", "en", 3)
    assert {one.name for one in again} == found_in(tmp_path / "out")


def found_in(out: Path) -> set[str]:
    files = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    return files - {INDEX}


@pytest.mark.parametrize("name", ["month-2026-10.zh.docx", "letters/mine.docx", "bundle-x.zip"])
def test_somebodys_own_files_are_never_taken_for_its_own(tmp_path: Path, name: str) -> None:
    file = tmp_path / "out" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"mine")

    with pytest.raises(BadInput) as refused:
        run_headless(tmp_path / "desk", tmp_path / "out", "zh")

    assert refused.value.findings[0].code == "demo.taken" and file.read_bytes() == b"mine"


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_terminal_it_leaves_files_and_says_so(tmp_path: Path, lang: Lang) -> None:
    """``demo`` in a script or a pipe needs no screens."""
    ran = branchdesk("--lang", lang, "--data", tmp_path / "demo", "demo", "--cases", 2)

    assert ran.code == 0, ran.said
    assert ("没有终端" if lang == "zh" else "no terminal") in ran.err
    assert (tmp_path / "demo-files" / INDEX).is_file()
    assert (tmp_path / "demo" / "branch.toml").is_file()


def test_with_few_cases_it_leaves_the_letters_that_they_call_for(tmp_path: Path) -> None:
    left = run_headless(tmp_path / "desk", tmp_path / "out", "zh", 2)

    assert [one.name for one in left][:2] == [
        "letters/overdue_notice.zh.docx", "letters/overdue_notice.en.docx",
    ]  # fmt: skip
    assert not any("final_demand" in one.name for one in left)
    assert all(one.what.zh != one.what.en for one in left)
