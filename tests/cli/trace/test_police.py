"""Reports to the police: on a suspected crime, with legal, by a supervisor (R020, R158)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import CHECKED, a_desk, an_enquiry

CASE = "XA-2026-00001"
ASK = ("police", "ask", CASE, "--from", "-")
FACTS = {"suspicion": "loan_fraud", "facts": "购销合同系伪造", "evidence": "R-1",
         "legal_by": "孙法务", "legal_opinion": "符合报案条件"}  # fmt: skip
FILED = {"on": "2026-11-22", "office": "高新公安分局", "receipt": "受案字1号"}


def test_only_a_suspected_crime_is_reported_and_a_supervisor_decides(tmp_path: Path) -> None:
    """Never for lost contact: evidence, legal, a confirmed class, another says yes (R158)."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry())
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    assert desk.refused(2, *ASK, stdin=FACTS).codes == ["police.no-evidence"]
    paper = tmp_path / "contract.txt"
    paper.write_text("x", encoding="utf-8")
    desk.ok("paper", "add", CASE, paper, "--title", "购销合同", "--proves", "系伪造")
    assert desk.refused(3, *ASK, stdin=FACTS).codes == ["state.no-place", "police.not-malicious"]
    desk.ok("case", "classify", CASE, "--class", "malicious", "--ground", "合同伪造")
    assert desk.refused(3, *ASK, stdin=FACTS).codes == ["police.not-malicious"]
    zhao = desk.by("zhao")
    zhao.ok("approval", "grant", "A-1", "--ground", "属实")

    asked = desk.ok(*ASK, stdin=FACTS)
    done = ("police", "filed", CASE, asked["id"], "--from", "-")
    assert zhao.refused(2, *done, stdin=FILED).codes == ["police.none"]
    assert desk.by("li").refused(3, *ASK, stdin=FACTS).codes[0] == "authority.not-yours"
    zhao.ok("approval", "grant", asked["approval"], "--ground", "同意")
    assert "PO-1" in zhao.run(*done, stdin=FILED).out

    [report] = desk.show(CASE)["police"]
    assert (report["state"], report["filed_on"]) == ("granted", "2026-11-22")
    assert "高新公安分局" in desk.show(CASE)["timeline"][-1]["text"]
    assert "A-3" in desk.run(*ASK, stdin=FACTS, lang="en").out
