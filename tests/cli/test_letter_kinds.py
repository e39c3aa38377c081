"""Which letter may be drafted and issued for which class, from the first enquiry on."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from tests.cli.test_letter import CASE, checked, classified, words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

RIGHT = {
    "fault_party": "bank",
    "cause": "debit_failed",
    "put_right": "已重新扣款入账，多计的罚息已冲正。",
    "put_right_on": "2026-11-20",
}


def allowed(desk: DeskAt) -> set[str]:
    """The letters that may be drafted now, beside the one that no class and no plan keeps back."""
    found = {kind["code"] for kind in desk.ok("letter", "kinds", CASE) if kind["allowed"]}
    return found - {"balance_confirmation"}


def class_given(desk: DeskAt, klass: str) -> DeskAt:
    """The same desk with the case of another class."""
    desk.ok("case", "classify", CASE, "--class", klass, "--ground", "证据在卷")
    return desk


def written(desk: DeskAt, code: str, lang: str) -> str:
    """The words of a letter drafted and issued."""
    draft = desk.ok("letter", "draft", CASE, code, "--lang", lang)
    return words(desk.ok("letter", "issue", CASE, draft["id"])["file"])


def test_a_light_case_gets_the_notice_and_no_final_demand(tmp_path: Path) -> None:
    """Different treatment by class and days (R003, R117)."""
    desk = classified(tmp_path)

    assert allowed(desk) == {"overdue_notice"}
    assert desk.refused(3, "letter", "draft", CASE, "final_demand").codes == ["letter.not-grave"]
    lines = desk.run("letter", "kinds", CASE).out.splitlines()
    said = lines.index("逾期贷款催收通知书（最后催告）")
    assert "最后催告只用于" in lines[said + 1] and lines[said + 2] == "技术性逾期情况说明"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_malicious_case_is_demanded_only_once_it_is_confirmed(tmp_path: Path, lang: str) -> None:
    """Suspected is not enough; then payment at once, with the checked figures (R117, R132)."""
    desk = checked(classified(tmp_path))
    class_given(desk, "malicious")
    assert allowed(desk) == {"overdue_notice"}
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "证据充分")

    text = written(desk, "final_demand", lang)

    assert "12,058.33" in text and ("11月27日" in text or "27 November 2026" in text)
    assert desk.show(CASE)["state"] == "dunning"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_technical_case_is_explained_once_it_is_put_right(tmp_path: Path, lang: str) -> None:
    """The facts come from the verification; the case is not dunned by it (R053, R149)."""
    desk = class_given(classified(tmp_path), "technical")
    before = desk.refused(3, "letter", "draft", CASE, "technical_letter")
    assert before.codes == ["letter.fault-not-bank", "letter.not-put-right"]
    desk.ok("case", "verify", CASE, "--from", "-", stdin=RIGHT)

    text = written(desk, "technical_letter", lang)

    assert allowed(desk) == {"technical_letter"}
    assert "已重新扣款入账，多计的罚息已冲正" in text and "。." not in text and "。。" not in text
    assert "12,0" not in text and ("11月20日" in text or "20 November 2026" in text)
    assert desk.show(CASE)["state"] == "classified"


def test_the_explanation_prints_figures_only_where_they_were_checked(tmp_path: Path) -> None:
    """And the credit record only where a correction was applied for (R149)."""
    desk = class_given(classified(tmp_path), "technical")
    known = CHECKED | RIGHT | {"credit_applied_on": "2026-11-21"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=known)

    text = written(desk, "technical_letter", "zh")

    assert "12,058.33" in text and "2026年11月21日申请更正" in text


@pytest.mark.parametrize("key", ["put_right_on", "credit_applied_on"])
def test_what_will_be_done_tomorrow_is_not_done(tmp_path: Path, key: str) -> None:
    """Exit 2 with the field; nothing is saved."""
    desk = classified(tmp_path)

    ran = desk.refused(2, "case", "verify", CASE, "--from", "-", stdin=RIGHT | {key: "2026-11-23"})

    assert (ran.codes, ran.fields) == (["case.done-ahead"], {key})


@pytest.mark.parametrize("name", ["{{ borrower }}", "A&B <商行>", "{% for x in y %}"])
def test_a_hostile_name_prints_as_it_is_written(tmp_path: Path, name: str) -> None:
    """In every letter (house rule: text from outside is never a tag)."""
    desk = checked(classified(tmp_path))
    customer = desk.show(CASE)["customer"]["id"]
    desk.ok("customer", "edit", customer, "--from", "-", "--ground", "更正", stdin={"name": name})
    class_given(desk, "technical")
    desk.ok("case", "verify", CASE, "--from", "-", stdin=RIGHT)

    assert name in unescape(written(desk, "technical_letter", "zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_application_to_sue_follows_a_trigger(tmp_path: Path, lang: str) -> None:
    """Refused with what each trigger lacks; then with claim, contacts and fee (R122, R151)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    debtor = {"name": "王建国", "kind": "joint"}
    desk.add(an_enquiry(due_date="2026-08-24", amount="50000.00", guarantors=[debtor]))
    class_given(desk, "non_malicious")
    draft = ("letter", "draft", CASE, "litigation_application")
    assert desk.refused(3, *draft).codes == [
        "legal.not-time", "legal.not-amount", "legal.not-refused",
    ]  # fmt: skip
    figures = {"principal": "280000.00", "interest": "5000.00", "penalty": "5799.11"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED | figures)
    for day in ("2026-10-20", "2026-10-21"):
        call = {"direction": "out", "channel": "call", "result": "no_answer"}
        when = {"at": f"{day} 10:00", "next_on": "2026-11-23"}
        desk.ok("contact", "add", CASE, "--from", "-", stdin=call | when)

    text = written(desk, "litigation_application", lang)

    for printed in ("290,799.11", "5,662.00", "285,000.00", "R151", "R152", "王建国"):
        assert printed in text
    assert "R150" not in text and "☑" in text
    assert ("电话2次" if lang == "zh" else "phone 2") in text
    assert ("放款凭证" if lang == "zh" else "proof of disbursement") in text
    assert desk.show(CASE)["state"] == "classified"
