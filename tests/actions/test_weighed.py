"""What an approval rests on stands before whoever decides it (R147, R148)."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from branchdesk.actions.opening import open_to_read
from branchdesk.actions.relief.asked import figures
from branchdesk.basics.wording import LANGS, Words
from tests.cli.agency.test_mandate import MANDATE, TOLD, prepared
from tests.cli.trace.test_police import ASK, FACTS
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
OWED = "截至 2026-11-22 已知欠款 12,000.00（不全），逾期 35 天"


def told(desk: DeskAt, approval: str) -> str:
    """What the supervisor sees of it, and that English has every sentence too."""
    with patch.dict(os.environ, {"BRANCHDESK_TODAY": desk.day}):
        opened = open_to_read(desk.path, "zhao")
        found = opened.book.approvals.get(approval)
        assert found is not None
        lines = [[Words(lang).finding(one) for one in figures(opened, found)] for lang in LANGS]
    assert len(lines[0]) == len(lines[1]) and lines[0] != lines[1]
    return "\n".join(lines[0])


def test_a_malicious_class_shows_its_evidence_and_what_the_records_say(tmp_path: Path) -> None:
    """Debt, evidence, each sign with its clause; where nothing speaks, that too (R052, R172)."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry(reason="refuses"))
    evidence = {"ability": "proven", "evidence": "9 月流水转出 20 万"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED | evidence)
    desk.ok("case", "classify", CASE, "--class", "malicious", "--ground", "有能力不还")

    seen = told(desk, "A-1")
    assert OWED in seen and "定性：恶意逾期（疑似，待第二人确认）" in seen, seen
    assert "所列证据：9 月流水转出 20 万" in seen and "（指向恶意逾期）" in seen, seen


def test_a_class_that_rests_on_nothing_says_so(tmp_path: Path) -> None:
    """The supervisor is told that the records hold no sign of it (R052)."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry(reason="other"))
    desk.ok("case", "classify", CASE, "--class", "malicious", "--ground", "感觉不想还")
    seen = told(desk, "A-1")
    assert "没有指向任何类别的迹象" in seen and "没有列出证据" in seen, seen


def test_a_suit_shows_triggers_fees_and_missing_papers(tmp_path: Path) -> None:
    """What the claim is, what the court takes, what is still to be collected (R151, R162)."""
    desk = a_desk(tmp_path, staff=True, filled=True).by("wang")
    big = {"amount": "90000.00", "overdue_principal": "89000.00", "overdue_interest": "1000.00",
           "due_date": "2026-06-01", "contract_rate": "0.0435"}  # fmt: skip
    desk.add(an_enquiry(**big))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    asked = desk.ok("legal", "hand-over", CASE, "--ground", "多次催收无效")
    seen = told(desk, asked["approval"])
    assert "逾期 174 天" in seen and "受理费约" in seen, seen
    assert "起诉材料还缺：" in seen.splitlines()[-1], seen


def test_a_mandate_and_a_report_to_the_police_show_to_whom_and_why(tmp_path: Path) -> None:
    """Agency, term, how the customer was told; evidence and the lawyers' opinion (R158, R159)."""
    desk = prepared(tmp_path)
    desk.ok(*MANDATE, stdin=TOLD)
    seen = told(desk, "A-1")
    assert OWED in seen and "至 2027-02-22" in seen and "EMS 1042" in seen, seen
    assert "单独同意：2026-11-20 书面" in seen, seen

    desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "先报案")
    paper = tmp_path / "contract.txt"
    paper.write_text("x", encoding="utf-8")
    desk.ok("paper", "add", CASE, paper, "--title", "购销合同", "--proves", "系伪造")
    desk.ok("case", "classify", CASE, "--class", "malicious", "--ground", "合同伪造")
    desk.by("zhao").ok("approval", "grant", "A-2", "--ground", "属实")
    seen = told(desk, desk.ok(*ASK, stdin=FACTS)["approval"])
    assert "证据 R-1（购销合同）" in seen and "孙法务" in seen and "符合报案条件" in seen, seen
    assert "涉嫌：" in seen and "loan_fraud" not in seen, seen


def test_a_purge_names_each_case_with_its_end(tmp_path: Path) -> None:
    """Nothing is purged unseen (R183)."""
    desk = a_desk(tmp_path, staff=True)
    numbers = [f"XA-2026-{n:05d}" for n in range(1, 15)]
    for number in numbers:
        desk.add(an_enquiry(contract_no=f"XAGR{number[-5:]}"))
        close = ("--outcome", "recorded_in_error", "--ground", "重复")
        desk.ok("case", "close", number, *close)
        desk.ok("case", "archive", number)
    later = desk.on("2036-11-23").by("zhao")
    asked = later.ok("purge", *numbers, "--ground", "保存期满")
    seen = told(later, asked["id"]).splitlines()
    assert "XA-2026-00001" in seen[0] and "登记错误" in seen[0] and "2026-11" in seen[0], seen
    assert len(seen) == 13 and "2" in seen[-1], seen
