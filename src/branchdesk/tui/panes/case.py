"""The panes of a case, as text."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import lacking_of
from branchdesk.basics.money import Money
from branchdesk.basics.text import cell_width, cut
from branchdesk.basics.wording import Words
from branchdesk.model.form import Form
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.dossier import CONTACTS
from branchdesk.tui.panes.asked import asked_text, papers_text
from branchdesk.tui.panes.clock import clocks_text
from branchdesk.tui.panes.money import money_text
from branchdesk.tui.plain import SEVERITY, cell, plain
from branchdesk.tui.widgets.judgement import debt_lines, say_lines, standing_lines, suggestion_lines


def head_text(view: dict[str, Any], month: str, words: Words, width: int) -> Text:
    """Two lines that stay in view: who, how severe, which class; what is owed and next.

    Where they are too long the name is cut first, then the day's accrual left out.
    """
    letter, colour = SEVERITY.get(view["severity"] or "", ("-", ""))
    klass = words.label("class", view["class"] or "")
    if not view["class_confirmed"]:
        klass = words("class.suspected", klass=klass)
    customer, days = view["customer"], view["days_past_due"]
    number, identity = f" {view['number']}  ", f"{customer['id_number']}  "
    severe = f"{letter} {'' if days is None else days}  "
    room = width - cell_width(number + identity + severe + klass) - 2
    name = cell(customer["name"], min(24, max(8, room))).rstrip()
    text = plain(f"{number}{name}  ", "bold").append_text(plain(identity))
    text.append_text(plain(severe, f"bold {colour}"))
    text.append_text(plain(f"{cut(klass, width - cell_width(text.plain))}\n"))
    return text.append_text(plain(_second_line(view, month, words, width)))


def _second_line(view: dict[str, Any], month: str, words: Words, width: int) -> str:
    debt = view["debt"]
    state = words.label("state", view["state"]) + (f" {month}" if month else "")
    parts = [f" {words('judge.owed')} {_owed(debt, words)}", state]
    if not view["identity_verified"]:
        parts.append(words("judge.not-verified"))
    waits = [c["id"] for c in view["complaints"] if c["state"] not in ("closed", "withdrawn")]
    if waits:
        parts.append(words("complaint.flag", ids=waits))
    if debt["per_day"] is not None:
        daily = f"+{words.show(debt['per_day'])}/{words('judge.day')}"
        whole = [parts[0], daily, *parts[1:]]
        parts = whole if cell_width("  ".join(whole)) <= width else parts
    return cut("  ".join(parts), width)


def _owed(debt: dict[str, Any], words: Words) -> str:
    """The core system's total where it was compared for this day, else ours."""
    core = debt.get("core")
    today = core is not None and core["as_of"] == debt["as_of"].isoformat()
    if core is not None and today and not debt["core_passed"]:
        return f"{words.show(core['total'])} {words('judge.checked')}"
    return words.show(debt["total"])


def pane_text(pane: str, desk: Desk, sheet: CaseSheet, view: dict[str, Any], words: Words) -> Text:
    """The pane that was asked for."""
    if pane == "overview":
        return _overview(desk, sheet, view, words)
    if pane == "letters":
        return _letters(view, words)
    if pane in ("papers", "asked"):
        return papers_text(view, words) if pane == "papers" else asked_text(desk, view, words)
    if pane == "money":
        return money_text(sheet, view, desk.form("payment"), words)
    if pane == "clocks":
        return clocks_text(sheet, words)
    wanted = [e for e in view["timeline"] if pane == "timeline" or e["kind"] in CONTACTS]
    if not wanted:
        return plain(words("pane.empty"), "dim")
    text = Text()
    for entry in reversed(wanted):
        text.append_text(plain(f"{words.show(entry['at'])}  {entry['by']}  ", "bold"))
        # What was taken back stays to be read, struck through.
        text.append_text(plain(f"{entry['text']}\n", "dim strike" if _gone(entry) else ""))
    return text


def _gone(entry: dict[str, Any]) -> bool:
    return "reversed_by" in entry


def _overview(desk: Desk, sheet: CaseSheet, view: dict[str, Any], words: Words) -> Text:
    form = desk.form("enquiry")
    text = Text()
    for key, value in _facts(form, view, words) + list(view["extra"].items()):
        field = form.field(key)
        if value:
            _line(text, field.label.of(words.lang) if field else key, value)
    following = view["next_on"].isoformat() if view["next_on"] else view["next_none_because"]
    _line(text, words("head.next"), following or "—")
    for finding in (*view["relief"], *view["outside"], *view["holds"]):
        text.append_text(plain(f"{words.finding(finding)}\n"))
    if sheet.to_complete:
        names = [f.label for key in sheet.to_complete if (f := form.field(key))]
        text.append_text(plain(f"{words('today.to-complete', names=names)}\n", "yellow"))
    text.append_text(_still_lacking(desk, sheet, words))
    text.append_text(standing_lines(desk, sheet, words))
    text.append_text(suggestion_lines(desk, sheet, words))
    text.append_text(debt_lines(sheet, words))
    for finding in sheet.findings:
        text.append_text(plain(f" ! {words.finding(finding)}\n", "yellow"))
    return text.append_text(say_lines(sheet, words))


def _still_lacking(desk: Desk, sheet: CaseSheet, words: Words) -> Text:
    """One line that names the steps that are not open yet; a filed case has none left."""
    steps = () if sheet.case.before_archive else lacking_of(desk, sheet)
    names = [words.label("gate", gate.before) for gate in steps if not gate.ready]
    return plain(f"{words('gate.still', names=names)}\n" if names else "", "yellow")


def _line(text: Text, label: str, value: object) -> None:
    text.append_text(plain(f"{cell(label, 10)} ", "dim")).append_text(plain(f"{value}\n"))


def _facts(form: Form, view: dict[str, Any], words: Words) -> list[tuple[str, str]]:
    loan, enquiry, customer = view["loan"], view["enquiry"], view["customer"]

    def choice(key: str, code: str) -> str:
        return form.label(key, code).of(words.lang) if code else ""

    def money(value: str | None) -> str:
        return Money(value).grouped if value else ""

    return [
        ("contract_no", loan["contract_no"]),
        ("product", choice("product", loan["product"])),
        ("amount", view["overdue"].grouped if view["overdue"] is not None else ""),
        ("loan_balance", money(loan["loan_balance"])),
        ("due_date", loan["due_date"] or ""),
        ("reason", choice("reason", enquiry["reason"])),
        ("reason_text", enquiry["reason_text"]),
        ("wishes", choice("wishes", enquiry["wishes"])),
        ("guarantors", "  ".join(g["name"] for g in loan["guarantors"])),
        ("collateral", loan["collateral"]),
        ("phone", "  ".join(customer["phones"])),
        ("contact_person", customer["contact_person"]),
    ]


def _letters(view: dict[str, Any], words: Words) -> Text:
    text = Text()
    for letter in view["letters"]:
        number = letter["number"] or words("pane.draft")
        text.append_text(plain(f"{cell(letter['id'], 6)} {cell(number, 26)} ", "bold"))
        text.append_text(plain(f"{letter['lang']}  {letter['as_of']}  {letter['file']}\n"))
        for one in letter["deliveries"]:
            state = words(f"delivery.state-{one['arrival']}")
            told = f"       {one['id']}  {one['posted_on']}  {state}  {one['arrived_on'] or ''}"
            text.append_text(plain(f"{told.rstrip()}\n"))
    if not view["letters"]:
        text.append_text(plain(f"{words('pane.no-letters')}\n", "dim"))
    return text.append_text(plain(words("pane.letters-hint"), "dim"))
