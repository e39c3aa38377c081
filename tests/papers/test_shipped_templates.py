"""The letters that the program brings: whole, alike in both languages, made from their texts."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import FileFormat, OpenXmlValidator

from branchdesk.intake.catalogue import read_catalogue
from branchdesk.papers.court.facts import AGREED, WHOLE
from branchdesk.papers.facts_legal import GUARANTEE
from branchdesk.papers.fill import fill
from branchdesk.papers.template_check import check_template
from tests.papers.word import SHIPPED, a_letter, blank_facts, faults, members, text_of

CATALOGUE = read_catalogue(SHIPPED)
FILES = [f"{code}.{lang}.docx" for code in CATALOGUE.letters for lang in ("zh", "en")]
NOTICES = ["overdue_notice.zh.docx", "overdue_notice.en.docx"]
FINAL = ["final_demand.zh.docx", "final_demand.en.docx"]
DEMANDS = NOTICES + FINAL
EXPLAINED = ["technical_letter.zh.docx", "technical_letter.en.docx"]
TECHNICAL = {
    "fault_cause": "我行扣款未成功",
    "put_right": "已重新入账",
    "put_right_on": "2026年6月30日",
}
APPLIED = ["litigation_application.zh.docx", "litigation_application.en.docx"]
LEGAL = (
    "case_source", "opened_on", "severity", "class_decided", "loan_balance", "guarantor_details",
    "triggers_fired", "contact_counts", "last_contact", "missing_papers", "court_fee",
    "papers_days",
)  # fmt: skip
PLAN = {"reason", "waived", *(name for name in CATALOGUE.names if name.startswith("plan_"))}
RELIEF = {
    n
    for n in CATALOGUE.names
    if n.startswith(("deferral_", "waiver_", "next_", "mandate_", "agency_"))
}
REPLY = {n for n in CATALOGUE.names if n.startswith("complaint_")} - {"complaint_phone"}
OTHERS = {
    *WHOLE, *AGREED, "draft_mark", "practice_mark", "credit_applied_on", *TECHNICAL, *LEGAL,
    *PLAN, *RELIEF, *REPLY, *GUARANTEE,
}  # fmt: skip
"""Names that a notice does not print."""
FIGURE = re.compile(r"\d[\d,]*\.\d\d")


def letter(file: str, facts: dict[str, object]) -> bytes:
    template = (SHIPPED / file).read_bytes()
    return fill(template, facts, title="通知", author="高新支行", created=datetime(2026, 7, 1))


def cases() -> dict[str, dict[str, object]]:
    row = a_letter()["debt_rows"]
    assert isinstance(row, list)
    return {
        "person": a_letter(),
        "company": a_letter(borrower_is_person=False, has_guarantor=True, guarantors="王建国"),
        "six": a_letter(debt_rows=row * 3, has_collateral=True, collateral="某某路8号房产"),
        "draft": a_letter(draft_mark="【草稿 未签发】", reference=""),
        "blank": blank_facts(),
    }


def test_the_shipped_files_are_what_the_script_makes(tmp_path: Path) -> None:
    """A letter is changed in tools/letters, or the next make undoes the change."""
    script = SHIPPED.parent / "tools" / "make_templates.py"

    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (SHIPPED / name).read_bytes() for name in made}
    assert set(made) <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_every_letter_of_the_catalogue_has_templates_that_serve(file: str) -> None:
    data = (SHIPPED / file).read_bytes()

    assert check_template(data, CATALOGUE.names, file=file) == []
    assert len(data) < 80_000


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("file", FILES)
def test_every_letter_is_a_file_that_word_opens(file: str, case: str, tmp_path: Path) -> None:
    """LibreOffice opens nearly everything; the Open XML schema and our own eye are stricter."""
    data = letter(file, cases()[case])
    path = tmp_path / "letter.docx"
    path.write_bytes(data)

    assert faults(data) == []
    assert [
        str(e) for e in OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path).errors
    ] == []


@pytest.mark.parametrize("file", DEMANDS)
def test_the_notice_says_all_that_a_notice_must(file: str) -> None:
    """R123, R124, R026: debt, penalty and its method, deadline, contact, where to complain."""
    wanted = {
        name: f"<{name}>"
        for name, entry in CATALOGUE.names.items()
        if entry.kind == "text" and name not in OTHERS
    }
    flags = {"has_guarantor": True, "has_collateral": True}

    data = letter(file, a_letter(**wanted, **flags))

    text = "\n".join(text_of(data, f"word/{part}.xml") for part in ("header1", "document"))
    assert [value for value in wanted.values() if value not in text] == []
    assert all(n in text for n in ("3,333.33", "412.50", "66.20", "5.10", "3,817.13"))


@pytest.mark.parametrize("files", [NOTICES, FINAL])
def test_both_languages_give_the_same_figures_in_the_same_order(files: list[str]) -> None:
    zh, en = (FIGURE.findall(text_of(letter(file, a_letter()))) for file in files)

    assert zh == en
    assert zh[0] == "7,594.46"


def test_the_amount_stands_in_capitals_first() -> None:
    text = text_of(letter(NOTICES[0], a_letter()))

    assert "人民币柒仟伍佰玖拾肆元肆角陆分（小写：¥7,594.46）" in text


@pytest.mark.parametrize(
    ("file", "person", "company"),
    [
        (NOTICES[0], "您于2023与我行", "贵单位于2023与我行"),
        (NOTICES[1], "and you owe", "and your company owes"),
        (FINAL[0], "您于2023与我行", "贵单位于2023与我行"),
        (FINAL[1], "and you owe", "and your company owes"),
    ],
)
def test_a_person_and_a_company_are_addressed_as_such(file: str, person: str, company: str) -> None:
    signed = {"contract_signed_on": "2023"}
    texts = [
        text_of(letter(file, a_letter(borrower_is_person=flag, **signed))) for flag in (True, False)
    ]

    assert [(person in t, company in t) for t in texts] == [(True, False), (False, True)]


@pytest.mark.parametrize("file", DEMANDS)
def test_a_draft_says_so_in_its_header_and_an_issued_letter_does_not(file: str) -> None:
    """A practice desk says so too, on every paper."""
    marks = {"draft_mark": "【草稿】", "practice_mark": "【演示】"}

    headers = [text_of(letter(file, a_letter(**m)), "word/header1.xml") for m in (marks, {})]

    assert headers[0].startswith("【草稿】　【演示】\n")
    assert len(headers[1].splitlines()) == 1


@pytest.mark.parametrize(("file", "words"), [(NOTICES[0], "保证责任"), (NOTICES[1], "guarantors")])
def test_a_guarantor_is_named_only_where_there_is_one(file: str, words: str) -> None:
    texts = [text_of(letter(file, a_letter(has_guarantor=flag))) for flag in (True, False)]

    assert [words in t for t in texts] == [True, False]


@pytest.mark.parametrize("file", DEMANDS)
def test_the_seal_never_parts_from_the_date_nor_the_slip_from_itself(file: str) -> None:
    document = docx.Document(io.BytesIO(letter(file, a_letter())))

    kept = [
        s.name
        for s in document.styles
        if getattr(s, "paragraph_format", None) and s.paragraph_format.keep_with_next
    ]
    assert {
        "Letter Sign",
        "Letter Closing",
        "Letter Tear",
        "Letter Slip Title",
        "Letter Slip",
    } <= set(kept)
    names = [p.style.name for p in document.paragraphs if p.style]
    assert names[names.index("Letter Sign") + 1] == "Letter Date"


@pytest.mark.parametrize("file", DEMANDS)
def test_every_style_sets_the_western_and_the_chinese_font(file: str) -> None:
    """A PC without a theme's fonts would choose by itself."""
    data = (SHIPPED / file).read_bytes()
    document = docx.Document(io.BytesIO(data))

    fonts = document.styles.element.findall(f".//{qn('w:rFonts')}")
    assert all(f.get(qn(f"w:{k}")) for f in fonts for k in ("ascii", "hAnsi", "eastAsia"))
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None and language.get(qn("w:eastAsia")) == "zh-CN"
    assert b"Theme" not in members(data)["word/styles.xml"]


@pytest.mark.parametrize("number", [0, 1])
def test_the_final_demand_has_the_figures_and_the_table_of_the_notice(number: int) -> None:
    """Demands payment at once, states what may follow, keeps the offer to talk (R117, R132)."""
    data = [letter(files[number], a_letter()) for files in (NOTICES, FINAL)]

    notice, final = map(text_of, data)
    assert FIGURE.findall(notice) == FIGURE.findall(final)
    said = (
        ("立即归还", "提前到期", "提起诉讼", "有异议"),
        ("at once", "before its term", "sue", "dispute"),
    )
    assert all(word in final for word in said[number])


@pytest.mark.parametrize("file", EXPLAINED)
def test_an_explanation_says_sorry_and_demands_nothing(file: str) -> None:
    """Cause, what was put right and when, whom to ask; no dunning word (R149)."""
    text = text_of(letter(file, a_letter(**TECHNICAL)))

    assert all(fact in text for fact in TECHNICAL.values())
    assert "歉意" in text or "apologise" in text
    words = "催收 催告 请归还 还款期限 起诉 诉讼 罚息 demand pay court penalty 7,594.46 征信信息"
    assert not [word for word in words.split() if word in text.lower()]


@pytest.mark.parametrize(("number", "word"), [(0, "申请更正"), (1, "applied for")])
def test_the_credit_record_and_the_figures_are_printed_only_where_known(
    number: int, word: str
) -> None:
    """A fact line: no promise of an outcome (R149)."""
    known = TECHNICAL | {"credit_applied_on": "2026-06-30", "figures_checked": True}
    texts = [text_of(letter(EXPLAINED[number], a_letter(**k))) for k in (known, TECHNICAL)]

    assert [word in text for text in texts] == [True, False]
    assert [FIGURE.findall(text) for text in texts] == [["7,594.46"], []]


@pytest.mark.parametrize("file", APPLIED)
def test_an_application_to_sue_says_all_and_leaves_the_decision_to_people(file: str) -> None:
    """Claim, triggers, contacts, missing papers, fee; boxes and four signatures (R122)."""
    text = text_of(letter(file, a_letter(**{name: f"<{name}>" for name in LEGAL})))

    assert not [name for name in LEGAL if f"<{name}>" not in text]
    assert text.count("□") == 7 and "☑" not in text
    assert all(figure in text for figure in ("3,817.13", "3,777.33", "7,594.46"))


def test_the_application_has_the_same_figures_in_both_languages() -> None:
    zh, en = (FIGURE.findall(text_of(letter(file, a_letter()))) for file in APPLIED)

    assert zh == en and zh


def test_the_body_is_indented_by_two_characters() -> None:
    styles = members((SHIPPED / NOTICES[0]).read_bytes())["word/styles.xml"].decode()

    body = re.search(r'w:styleId="LetterBody".*?</w:style>', styles)
    assert body and 'w:firstLineChars="200"' in body[0] and '<w:sz w:val="24"/>' in body[0]


def test_a_deferral_agreement_names_the_day_and_lets_interest_run_on() -> None:
    """Debt, later day, interest, default, in both languages with the same figures (R127, R140)."""
    said = {"deferral_id": "DEF-7", "deferral_days": "12", "deferral_from": "FROM",
            "deferral_until": "UNTIL", "has_guarantor": True, "guarantors": "王建国"}  # fmt: skip
    texts = [text_of(letter(f"deferral_agreement.{lang}.docx", a_letter(**said)))
             for lang in ("zh", "en")]  # fmt: skip

    for text in texts:
        assert all(fact in text for fact in ("DEF-7", "12", "FROM", "UNTIL", "王建国"))
    zh, en = (FIGURE.findall(text) for text in texts)
    assert zh == en and "7,594.46" in zh
    assert "继续计收" in texts[0] and "run on" in texts[1]
    for number, clause in enumerate("一二三四五六七", 1):
        assert f"{clause}、" in texts[0] and f"{number}. " in texts[1]


def test_the_agreement_holds_debt_schedule_and_every_clause() -> None:
    """Term, method, new schedule, signed by all (R127)."""
    row = {"no": "1", "due": "2026-12-20", "principal": "64,616.16", "interest": "1,887.90",
           "total": "66,504.06", "balance": "0.00"}  # fmt: skip
    said = {"plan_debt": "387,697.00", "plan_periods": "1", "plan_id": "P-1", "waived": "99.00",
            "plan_interest": "1,887.90", "plan_total": "66,504.06", "has_waiver": True,
            "plan_rows": [row], "reason": "R", "plan_first": "F", "has_guarantor": True,
            }  # fmt: skip
    texts = [text_of(letter(f"repayment_agreement.{lang}.docx", a_letter(**said)))
             for lang in ("zh", "en")]  # fmt: skip

    for text in texts:
        assert all(value in text for value in row.values())
        assert text.count("387,697.00") == 2 and "99.00" in text
    zh, en = (FIGURE.findall(text) for text in texts)
    assert zh == en
    for number, clause in enumerate("一二三四五六七八", 1):
        assert f"{clause}、" in texts[0] and f"{number}. " in texts[1]
