"""Cases entrusted to agencies and law firms, from the command line (R153, R159-R162)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from branchdesk.actions import opening
from branchdesk.actions.agency.mandate import takers
from tests.cli.agency.test_register import AGENCY, a_paper, registered
from tests.cli.test_letter import words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
MANDATE = ("agency", "mandate", CASE, "AG-1", "--from", "-")
TOLD = {
    "until": "2027-02-22",
    "informed_on": "2026-11-20",
    "informed_proof": "EMS 1042",
    "consent": "2026-11-20 书面",
    "ground": "多次催收无效",
}
REPORT = {"on": "2026-12-20", "contacts": 9, "text": "已联系，拟月底还款", "paid": "1000"}


def prepared(folder: Path) -> DeskAt:
    """A classified case and an agency that may be used; wang proposes."""
    desk = a_desk(folder, staff=True, filled=True)
    registered(desk)
    desk.add(an_enquiry(phone="13900001202"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转困难")
    return desk.by("wang")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """The prepared desk."""
    return prepared(tmp_path_factory.mktemp("mandate"))


@pytest.fixture(scope="module")
def entrusted(made: DeskAt, tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """The case with the agency."""
    desk = made.copied(tmp_path_factory.mktemp("entrusted"))
    desk.ok(*MANDATE, stdin=TOLD)
    granted(desk)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


@pytest.fixture
def out(entrusted: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of the desk whose case is with the agency."""
    return entrusted.copied(tmp_path / "out")


def granted(desk: DeskAt, approval: str = "A-1") -> Any:
    """The supervisor's yes."""
    return desk.by("zhao").ok("approval", "grant", approval, "--ground", "同意")


def test_a_supervisor_decides_and_the_case_is_with_the_agency(desk: DeskAt) -> None:
    """Proposed by one, granted by another (R162); a small sum is told (R153)."""
    asked = desk.ok(*MANDATE, stdin=TOLD)
    assert [f["code"] for f in asked["findings"]] == ["mandate.small"]
    assert desk.show(CASE)["state"] == "classified"

    granted(desk)

    shown = desk.show(CASE)
    [mandate] = shown["mandates"]
    assert (shown["state"], mandate["state"], mandate["amount"]) == (
        "with_agency", "granted", "12000.00",
    )  # fmt: skip
    assert mandate["next_report"] == "2026-12-22"
    assert "渭川资产服务有限公司" in shown["outside"][0]["text"]
    told = [e["text"] for e in shown["timeline"] if e["kind"] == "mandate_asked"]
    assert len(told) == 1 and "EMS 1042" in told[0]


def test_who_proposed_does_not_grant(desk: DeskAt) -> None:
    """A supervisor who proposed needs another one (R162, R172)."""
    desk.by("zhao").ok(*MANDATE, stdin=TOLD)
    grant = ("approval", "grant", "A-1", "--ground", "x")
    assert desk.by("zhao").refused(3, *grant).codes == ["approval.own"]
    assert desk.by("li").refused(3, *MANDATE, stdin=TOLD).codes[0] == "authority.not-yours"


def test_every_reason_against_a_mandate_is_told_at_once(desk: DeskAt) -> None:
    """Unfit agency, customer not informed, no class (R054, R159-R161; PIPL, article 23)."""
    bare = {"kind": "agency", "name": "空白公司"}
    desk.by("s01").ok("agency", "add", "--from", "-", stdin=bare)
    second = desk.add(an_enquiry(contract_no="XAGR2025000998"))["number"]
    told = {k: TOLD[k] for k in ("until", "ground")}
    ran = desk.refused(3, "agency", "mandate", second, "AG-2", "--from", "-", stdin=told)
    assert ran.codes == [
        "mandate.not-classified", "mandate.not-informed", "mandate.no-proof",
        *["agency.paper-lacking"] * 2, *["agency.scope-lacking"] * 4, "agency.not-evaluated",
    ]  # fmt: skip
    past = TOLD | {"until": "2026-11-22", "informed_on": "2026-12-01"}
    assert desk.refused(2, *MANDATE, stdin=past).fields == {"until", "informed_on"}


@pytest.mark.parametrize(
    ("day", "why"),
    [("2027-06-30", []), ("2027-07-01", ["agency.paper-expired"] * 2)],
)
def test_a_paper_that_ended_stops_a_new_mandate_from_the_day_after(
    desk: DeskAt, day: str, why: list[str]
) -> None:
    """The last day of the licence still counts (R159)."""
    told = TOLD | {"until": "2027-12-31"}
    ran = desk.on(day).run(*MANDATE, "--json", stdin=told)
    assert (ran.code, ran.codes if why else []) == (3 if why else 0, why)


def test_what_changed_since_the_question_stops_the_grant(desk: DeskAt) -> None:
    """The agency failed an evaluation meanwhile (R161)."""
    desk.ok(*MANDATE, stdin=TOLD)
    failed = {"on": "2026-11-22", "occasion": "incident", "passed": False, "text": "违规"}
    desk.by("s01").ok("agency", "evaluate", "AG-1", "--from", "-", stdin=failed)
    ran = desk.by("zhao").refused(3, "approval", "grant", "A-1", "--ground", "x")
    assert ran.codes == ["agency.failed"]


def test_a_case_has_one_agency_at_a_time_and_none_while_it_is_eased(out: DeskAt) -> None:
    """A law firm beside it is another kind and takes the case nowhere (R017, R127)."""
    assert out.refused(3, *MANDATE, stdin=TOLD).codes == ["mandate.there"]
    with_firm(out)
    shown = out.show(CASE)
    assert shown["state"] == "with_agency" and len(shown["outside"]) == 2
    back = ("agency", "recall", CASE, "--ground", "x")
    assert out.by("zhao").refused(2, *back).codes == ["mandate.which"]


def with_firm(out: DeskAt) -> None:
    """A law firm registered, fit, and mandated beside the agency."""
    sup = out.by("s01")
    sup.ok("agency", "add", "--from", "-", stdin={"kind": "law_firm", "name": "泾河律师事务所"})
    for kind in ("practising_licence", "confidentiality"):
        sup.ok("agency", "paper", "AG-2", "--from", "-", stdin=a_paper(kind))
    passed = {"on": "2026-11-20", "occasion": "admission", "passed": True, "text": "齐全"}
    sup.ok("agency", "evaluate", "AG-2", "--from", "-", stdin=passed)
    out.ok("agency", "mandate", CASE, "AG-2", "--from", "-", stdin=TOLD)
    granted(out, "A-2")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_papers_are_written_once_a_supervisor_granted_the_mandate(
    desk: DeskAt, out: DeskAt, lang: str
) -> None:
    """Limits, conduct, reports, no phone; the letter itself is the firm's (R160, R017)."""
    draft = ("letter", "draft", CASE)
    assert desk.refused(3, *draft, "agency_mandate").codes == ["letter.no-mandate"]
    assert out.refused(3, *draft, "law_firm_brief").codes == ["letter.no-firm"]
    with_firm(out)

    made = [out.ok(*draft, code, "--lang", lang) for code in ("agency_mandate", "law_firm_brief")]
    to_agency, to_firm = (words(out.ok("letter", "issue", CASE, m["id"])["file"]) for m in made)

    assert all(w in to_agency for w in ("渭川资产服务有限公司", "EMS 1042", "6100102030", "M-1"))
    assert "泾河律师事务所" in to_firm and "多次催收无效" in to_firm
    assert "13900001202" not in to_agency + to_firm
    limit = "不得转委托" if lang == "zh" else "passes the mandate on to nobody"
    assert limit in to_agency


def test_a_report_is_looked_at_by_another_and_its_breaches_stay_with_the_agency(
    out: DeskAt,
) -> None:
    """Who took it in does not review it (R161, R172)."""
    later = out.on("2026-12-20")
    made = later.ok("agency", "report", CASE, "--from", "-", stdin=REPORT)
    [item] = later.ok("today", "--kind", "mandate")[:1]
    assert (made["id"], item["urgency"], "RP-1" in item["text"]) == ("RP-1", "today", True)
    review = ("agency", "review", CASE, "RP-1", "--from", "-")
    found = {"breaches": ["received_money", "hours"], "ground": "收取现金一次"}
    assert later.refused(3, *review, stdin=found).codes == ["mandate.own-report"]
    assert later.by("zhao").ok(*review, stdin=found)["breaches"] == found["breaches"]
    [breach] = later.ok("agency", "show", "AG-1")["breaches"]
    assert (breach["case"], breach["what"]) == (CASE, found["breaches"])
    assert "收取款项、禁止时段" in later.show(CASE)["timeline"][-1]["text"]
    assert later.refused(2, *review, stdin=found).codes == ["mandate.no-report"]


@pytest.mark.parametrize(
    ("day", "urgencies"),
    [
        ("2026-12-18", ["later"]),
        ("2026-12-22", ["today"]),
        ("2026-12-23", ["late"]),
        ("2027-01-23", ["late", "later"]),
        ("2027-02-23", ["late", "late"]),
    ],
)
def test_a_late_report_and_the_end_of_a_mandate_stand_on_todays_work(
    entrusted: DeskAt, day: str, urgencies: list[str]
) -> None:
    """The report after 30 days (R161); the end from 30 days before on."""
    items = entrusted.on(day).ok("today", "--kind", "mandate")
    assert [i["urgency"] for i in items] == urgencies


def test_the_case_is_taken_back_by_a_supervisor_with_a_reason(out: DeskAt) -> None:
    """It is dunned by ourselves again (R162); a last report still comes in (R161)."""
    back = ("agency", "recall", CASE, "--ground", "客户愿意协商")
    assert out.refused(3, *back).codes == ["authority.not-yours"]
    assert out.by("zhao").ok(*back)["state"] == "dunning"
    assert out.show(CASE)["mandates"][0]["state"] == "recalled"
    assert out.ok("today", "--kind", "mandate") == []
    out.on("2026-12-20").ok("agency", "report", CASE, "--from", "-", stdin=REPORT)
    assert out.by("zhao").refused(2, *back).codes == ["mandate.none"]


def test_a_case_that_ended_must_come_back_and_a_question_lapses(out: DeskAt, desk: DeskAt) -> None:
    """Nothing stays outside when there is nothing more to collect (R162)."""
    out.by("zhao").ok("case", "close", CASE, "--outcome", "written_off", "--ground", "核销")
    [item] = out.ok("today", "--kind", "mandate")
    assert item["urgency"] == "late" and "须收回" in item["text"]
    desk.ok(*MANDATE, stdin=TOLD)
    desk.by("zhao").ok("case", "close", CASE, "--outcome", "written_off", "--ground", "核销")
    assert desk.show(CASE)["mandates"][0]["state"] == "lapsed"


def test_what_turns_out_to_be_technical_comes_back(out: DeskAt) -> None:
    """It is put right by the bank, never dunned (R149, R162)."""
    out.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统扣款失败")
    [item] = out.ok("today", "--kind", "mandate")
    assert item["urgency"] == "late" and "技术性逾期" in item["text"]


def test_whom_we_leave_alone_no_agency_contacts(desk: DeskAt, out: DeskAt) -> None:
    """A death stops a new mandate, and calls a running one back (R183)."""
    died = ("event", "add", CASE, "--kind", "deceased", "--on", "2026-11-10", "--from", "-")
    for one in (desk, out):
        one.ok(*died, stdin={"evidence": "家属来电，证明已收"})
    assert desk.refused(3, *MANDATE, stdin=TOLD).codes == ["event.no-contact"]
    [item] = out.ok("today", "--kind", "mandate")
    assert "须收回：客户去世" in item["text"]


def test_what_became_technical_meanwhile_goes_to_no_agency(desk: DeskAt) -> None:
    """What came between the question and the grant counts (R162)."""
    desk.ok(*MANDATE, stdin=TOLD)
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统扣款失败")
    ran = desk.by("zhao").refused(3, "approval", "grant", "A-1", "--ground", "x")
    assert ran.codes == ["mandate.technical"]


def test_people_are_told_in_sentences(desk: DeskAt) -> None:
    """Without JSON, in both languages (R162)."""
    assert "A-1" in desk.run(*MANDATE, stdin=TOLD, lang="en").out
    granted(desk)
    later = desk.on("2026-12-20")
    assert "RP-1" in later.run("agency", "report", CASE, "--from", "-", stdin=REPORT).out
    found = {"breaches": ["hours"], "ground": "夜间"}
    review = ("agency", "review", CASE, "RP-1", "--from", "-")
    assert "收回" in later.by("zhao").run(*review, stdin=found).out
    assert str(AGENCY["name"]) in later.run("agency", "show", "AG-1").out
    back = ("agency", "recall", CASE, "--ground", "x")
    assert "Taken back" in later.by("zhao").run(*back, lang="en").out


def test_a_case_is_offered_to_those_only_who_can_take_it(out: DeskAt, desk: DeskAt) -> None:
    """The form opened for an agency that had the case already; a law firm may still have it."""
    assert [a.id for a in takers(opening.open_to_read(desk.path), CASE)[0]] == ["AG-1"]
    free, there = takers(opening.open_to_read(out.path), CASE)
    assert (free, [f.code for f in there]) == ([], ["mandate.there"])
