"""The debt of a day on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry

CASE = "XA-2026-00001"
EARLIER = "XA-2024-00001"


def test_every_segment_is_a_line_that_can_be_added_up_again(tmp_path: Path) -> None:
    """Base, rate, days and year give the penalty (R123): 40,000 for 150 days at 14.85 %."""
    desk = a_desk(tmp_path, day="2024-07-08")
    desk.add(
        an_enquiry(
            amount="40000", due_date="2024-02-08", contract_rate="0.099", penalty_uplift="0.50"
        )
    )

    debt = desk.ok("debt", EARLIER)

    assert debt["penalty"] == "2475.00"
    (line,) = debt["segments"]
    assert (line["base"], line["rate"], line["days"], line["basis"]) == (
        "40000.00", "0.14850", 150, 360,
    )  # fmt: skip
    assert (line["from"], line["to"], line["amount"]) == ("2024-02-09", "2024-07-07", "2475.00")


def test_an_unknown_uplift_leaves_the_total_unknown(tmp_path: Path) -> None:
    """Nothing is assumed: null, and the sum of what is known beside it."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(contract_rate="4.35%"))

    debt = desk.ok("debt", CASE)

    assert (debt["penalty"], debt["total"], debt["known_total"]) == (None, None, "12000.00")


def test_the_debt_of_another_day_is_recomputed(tmp_path: Path) -> None:
    """--as-of counts from the dated facts."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(contract_rate="4.8%", penalty_uplift="50%", due_date="2026-10-18"))

    first, later = (
        desk.ok("debt", CASE, "--as-of", day)["penalty"] for day in ("2026-10-20", "2026-10-30")
    )

    assert (first, later) == ("2.40", "26.40")


def test_people_read_a_table(tmp_path: Path) -> None:
    """Parts and segments in columns, in both languages."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(contract_rate="4.8%", penalty_uplift="50%"))

    zh, en = (desk.run("debt", CASE, lang=lang).out for lang in ("zh", "en"))

    assert "罚息" in zh and "12,000.00" in zh
    assert "Penalty" in en and "7.2%" in en
