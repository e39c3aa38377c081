"""The screen of a call in words: what stands in view before and after the identity check."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from branchdesk.basics.wording import LANGS, Words, book
from branchdesk.model.follow.log import LogEntry, LogKind
from branchdesk.model.follow.talk import STAGES, Route, Stage, Tone
from branchdesk.model.loan import Guarantor
from branchdesk.model.plan import Instalment
from branchdesk.reports.call import (
    asked,
    authority,
    due_instalment,
    filed_script,
    head_lines,
    language_of,
    outcome,
    payoff_days,
    recorded,
    script_code,
    spoken,
    stage_of,
)
from tests.builders import (
    NOW,
    TODAY,
    a_case,
    a_checked,
    a_letter,
    a_loan,
    a_plan,
    a_policy,
    a_promise,
    a_sheet,
    an_entry,
    money,
    shipped_form,
)

FORM = shipped_form("contact")
ROUTES: tuple[Route, ...] = get_args(Route)
TONES: tuple[Tone, ...] = get_args(Tone)
ABOUT = ("逾期", "欠", "罚息", "还款", "overdue", "past due", "debt", "penalty", "paid")


@pytest.mark.parametrize("known", [True, False])
def test_every_stage_has_words_for_every_way_and_tone(known: bool) -> None:
    """A clerk is never left without words to say (R015, R084)."""
    codes = {
        script_code(stage, way, tone, known) for stage in STAGES for way in ROUTES for tone in TONES
    }
    assert {code.partition(".")[2] for code in codes} <= set(book("call"))


SCRIPTS: list[tuple[Stage, Route, Tone, bool, str]] = [
    ("facts", "open", "light", True, "say-facts-light"),
    ("facts", "open", "light", False, "say-facts-unknown"),
    ("facts", "open", "technical", False, "say-facts-technical"),
    ("facts", "open", "none", True, "say-facts"),
    ("effects", "open", "moderate", True, "say-effects"),
    ("effects", "open", "severe", True, "say-effects-severe"),
    ("effects", "open", "malicious", True, "say-effects-malicious"),
    ("effects", "open", "arranged", True, "say-effects-arranged"),
    ("identity", "third", "malicious", True, "say-identity-third"),
    ("close", "unverified", "severe", True, "say-close-unverified"),
    ("close", "voicemail", "severe", True, "say-close-voicemail"),
    ("close", "open", "technical", True, "say-close"),
]


@pytest.mark.parametrize(("stage", "way", "tone", "known", "code"), SCRIPTS)
def test_the_words_fit_class_severity_and_who_listens(
    stage: Stage, way: Route, tone: Tone, known: bool, code: str
) -> None:
    """Reminder, effects, formal; technical apologises, malicious demands (R083, R087, R117)."""
    assert script_code(stage, way, tone, known) == f"call.{code}"


@pytest.mark.parametrize("lang", LANGS)
def test_what_others_may_hear_holds_no_word_about_the_debt(lang: str) -> None:
    """What is read aloud to a third person or a machine: name, number, please call (R177)."""
    quotes = "“”"
    for way in ("third", "voicemail", "unverified"):
        for stage in open_to(way):
            text = book("call")[script_code(stage, way, "malicious")[5:]][lang]
            spoken = "".join(text.split(quotes[0])[1:]).partition(quotes[1])[0]
            assert not [word for word in ABOUT if word in spoken], (way, stage)


def open_to(way: str) -> tuple[Stage, ...]:
    """The stages at which something is said to them."""
    return ("greet", "close") if way == "voicemail" else ("greet", "identity", "close")


def test_the_head_covers_every_word_about_the_debt_until_the_identity_suffices() -> None:
    """Days, sums, the promised amount and the guarantor wait for the check (R036)."""
    loan = a_loan(guarantors=(Guarantor("高翔"),))
    promise = a_promise(date(2026, 11, 20), "5000.00")
    sheet = a_sheet(a_case(loan=loan, timeline=(promise,), plans=(a_plan(state="granted"),)))

    closed = head_lines(sheet, shipped_form, ("C-1",), Words("zh"), "unverified")
    told = head_lines(sheet, shipped_form, ("C-1",), Words("zh"), "open")

    hidden = ("44 天", "11,500.00", "5,000.00", "高翔")
    assert not [word for word in hidden if word in "\n".join(closed)]
    assert all(word in "\n".join(told) for word in hidden)
    for lines in (closed, told):
        whole = "\n".join(lines)
        assert all(w in whole for w in ("XA-2026-00001", "HT-2026-0001", "M 中度", "C-1", "不催收"))
        assert "91310115591693856A" not in whole and "! 承诺" in whole


def test_the_sums_are_the_core_systems_where_they_were_checked_today() -> None:
    """Total and parts of one source, so that what is read aloud adds up (R084)."""
    checked = a_checked("9000.00", penalty=money("120.00"), fees=money("30.00"))
    sheet = a_sheet(a_case(loan=a_loan(checked=(checked,))))
    line = head_lines(sheet, shipped_form, (), Words("zh"), "open")[2]
    assert "9,150.00✓" in line and "罚息 120.00  费用 30.00" in line
    told = spoken(sheet)
    assert (told["total"], Words("zh").show(told["parts"])) == (
        money("9150.00"), "本金 9,000.00、利息 0.00、罚息 120.00、费用 30.00",
    )  # fmt: skip


def test_a_plan_in_force_reminds_of_its_next_instalment_alone() -> None:
    """Not of the whole debt (R103)."""
    sum_ = money("2000.00")
    rows = tuple(
        Instalment(
            no=n, due=date(2026, 9 + n, 20), principal=sum_, interest=money("0"), total=sum_,
            balance=sum_,
        )
        for n in (2, 3)
    )  # fmt: skip
    sheet = a_sheet(a_case(plans=(a_plan(state="granted", schedule=rows),)))
    found = due_instalment(sheet)
    assert found is not None and found.facts == {
        "no": 2, "due": date(2026, 11, 20), "missing": money("2000.00"),
    }  # fmt: skip
    assert due_instalment(a_sheet()) is None


def test_the_head_says_who_spoke_last_and_in_which_language() -> None:
    """Last contact with its result, from the records (R038)."""
    call = an_entry(channel="call", result="promise", at="2026-11-20T10:00:00", direction="out")
    lines = head_lines(a_sheet(a_case(timeline=(call,))), shipped_form, (), Words("zh"), "begin")
    assert "上次 11-20 电话 承诺还款" in lines[1]
    assert language_of(a_case()).code == "language-unknown"
    assert language_of(a_case(letters=(a_letter(lang="en"),))).code == "language-en"
    needs = an_entry(channel="call", result="interpreter")
    assert language_of(a_case(timeline=(needs,))).code == "language-interpreter"


def test_every_field_of_the_form_is_asked_at_one_stage() -> None:
    """What a branch adds to its form is asked at the close."""
    keys = [key for stage in STAGES for key in asked(stage, "open", FORM)]
    assert len(keys) == len(set(keys))
    assert set(FORM.keys) - set(keys) == {"channel", "at", "counterpart", "stop"}
    assert stage_of("reason", "open", FORM) == "reason"
    assert stage_of("text", "third", FORM) == "close"


def test_whoever_was_not_reached_is_asked_nothing_about_the_debt() -> None:
    """Result and next step, and a third person's refusal (R085, R177)."""
    assert asked("close", "unreached", FORM) == ("result", "next_on", "next_none_because")
    assert "stop" in asked("close", "third", FORM)
    assert not {"attitude", "reason"} & set(asked("close", "unverified", FORM))


@pytest.mark.parametrize(
    ("answered", "way", "amount", "result"),
    [("busy", "unreached", None, "busy"), ("voicemail", "voicemail", None, "voicemail"),
     ("family", "third", None, "third_party"), ("self", "open", None, ""),
     ("self", "open", "5000.00", "partial_promise"), ("self", "open", "12000.00", "promise")],
)  # fmt: skip
def test_the_talk_itself_tells_the_result_where_it_can(
    answered: str, way: Route, amount: str | None, result: str
) -> None:
    """A promise below the debt is a partial one (R085)."""
    promised = money(amount) if amount else None
    assert outcome(answered, way, promised, money("12000.00")) == result


@pytest.mark.parametrize(
    ("role", "days", "may"),
    [("junior", 1, ["may-not"]), ("senior", 1, ["may-plan", "may-waive"]),
     ("supervisor", 30, ["may-plan", "may-waive"])],
)  # fmt: skip
def test_the_line_of_ones_own_authority(role: str, days: int, may: list[str]) -> None:
    """What may be settled in the talk, and what is only put forward (R094, R147)."""
    found = authority(role, a_policy())  # type: ignore[arg-type]
    assert (found.facts["days"], [t.code for t in found.facts["what"]]) == (days, may)
    assert authority("reader", a_policy()).code == "call.may-nothing"


def test_the_words_name_who_of_legal_approved_them_and_when() -> None:
    """The last filing counts; without one the screen asks for it (R015)."""

    def line(no: int, on: date, kind: LogKind = "script") -> LogEntry:
        return LogEntry(
            id=f"L-{no}", kind=kind, on=on, title="t", text="t", people="张律", by="zhao", at=NOW,
        )  # fmt: skip

    log = [line(1, date(2026, 3, 1)), line(2, date(2026, 9, 1)), line(3, TODAY, "meeting")]
    filed = filed_script(log, TODAY)
    assert (filed.facts["on"], filed.facts["by"], filed.facts["id"]) == (
        date(2026, 9, 1), "张律", "L-2",
    )  # fmt: skip
    assert filed_script([], TODAY).code == "call.script-not-filed"


def test_the_sums_to_pay_off_are_of_today_the_months_end_and_the_named_day() -> None:
    """Each once, in their order."""
    end, named = date(2026, 11, 30), date(2026, 12, 5)
    assert payoff_days(TODAY, None) == (TODAY, end)
    assert payoff_days(TODAY, named) == (TODAY, end, named)
    assert payoff_days(end, TODAY) == (end,)


RECORDED: list[tuple[Stage, dict[str, object], bool]] = [
    ("greet", {}, False),
    ("greet", {"answered": "self"}, True),
    ("identity", {"identity_checked": []}, False),
    ("identity", {"identity_checked": ["name", "id_tail"]}, True),
    ("facts", {}, True),
    ("reason", {"reason": "cash_flow"}, False),
    ("reason", {"text": "下游拖欠"}, True),
    ("ability", {}, False),
    ("ability", {"attitude": "unwilling_to_say"}, True),
    ("proposal", {}, True),
    ("promise", {"amount": "5000"}, False),
    ("promise", {"amount": "5000", "due_on": "+3"}, True),
    ("effects", {}, True),
]


@pytest.mark.parametrize(("stage", "typed", "done"), RECORDED)
def test_a_stage_is_ticked_only_where_its_answers_stand(
    stage: Stage, typed: dict[str, object], done: bool
) -> None:
    """What must be on record once somebody was reached; words alone leave nothing (R041, R042)."""
    assert recorded(stage, "open", FORM, typed) is done
