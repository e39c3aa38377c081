"""Takes enquiries in: typed at the screen, from JSON, or opened from the bank's own list."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from branchdesk.actions.change import Change, change
from branchdesk.actions.customer import called_again, find_or_make
from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import as_text
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount
from branchdesk.basics.text import door_text, search_key
from branchdesk.basics.wording import Label
from branchdesk.intake.form import fill_in
from branchdesk.model.account import Account
from branchdesk.model.case import Case, Verification
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.form import Field, Form
from branchdesk.model.kept.kin import Kin
from branchdesk.model.loan import Guarantor, Loan, OverdueItem
from branchdesk.reports.case import CaseSheet
from branchdesk.rules import enquiry as rules
from branchdesk.rules.severity import days_past_due
from branchdesk.rules.severity import severity as judge
from branchdesk.store.codec import to_plain

OWN_KEYS = frozenset(Enquiry.__struct_fields__) - {"at", "by", "amount_rounded", "extra"}


class Added(msgspec.Struct, frozen=True):
    """What became of one enquiry."""

    number: str
    version: int
    existing: bool
    findings: tuple[Finding, ...]
    to_complete: tuple[str, ...]


def read_enquiry(
    desk: Desk, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Enquiry | None, list[Finding]]:
    """The typed enquiry, or None and every fault beside its field (R032-R034)."""
    form = desk.form("enquiry")
    top = {key: value for key, value in raw.items() if key != "extra"}
    extra_raw = raw.get("extra") or {}
    today = desk.today if screen else None
    own = Form(form.code, form.title, tuple(f for f in form.fields if f.key in OWN_KEYS))
    filled, faults = fill_in(own, top, today)
    extra, wrong = _read_extra(form, extra_raw, today)
    faults += wrong
    if filled.get("channel") == "bank_list":
        faults.append(Finding("enquiry.bank-list", field="channel"))
    enquiry = _build({"channel": "", **filled}, extra)
    # What could not be read is not there to be judged: each field is faulted once.
    named = {f.field for f in faults}
    faults += [f for f in rules.check(enquiry, desk.policy, desk.today) if f.field not in named]
    if not enquiry.customer_name and not named & {"customer_name", "contract_no"}:
        faults += _nobody(desk, enquiry.contract_no)
    return (None if faults else enquiry), faults


def _nobody(desk: Desk, contract_no: str) -> list[Finding]:
    """A contract alone names the customer only where the register or an open case knows it."""
    known = desk.book.accounts.get(contract_no) or open_case_of(desk, contract_no)
    if known or not contract_no:
        return []
    return [Finding("enquiry.no-customer", source="R032", field="customer_name")]


def spoken_form(desk: Desk) -> Form:
    """The enquiry's form as the screen asks it: a case from the list does not come by talking."""
    form = desk.form("enquiry")
    fields = [
        msgspec.structs.replace(
            field, choices=tuple(c for c in field.choices if c.code != "bank_list")
        )
        for field in form.fields
    ]
    return Form(form.code, form.title, tuple(fields))


def read_partial(
    desk: Desk, raw: Mapping[str, Any], screen: bool = False
) -> tuple[dict[str, Any], dict[str, str], list[Finding]]:
    """Some answers of the form, typed: own keys, extra fields, every fault."""
    form = desk.form("enquiry")
    asked = tuple(msgspec.structs.replace(f, required=False) for f in form.fields)
    form = Form(form.code, form.title, asked)
    own = Form(form.code, form.title, tuple(f for f in asked if f.key in OWN_KEYS))
    top = {key: value for key, value in raw.items() if key != "extra"}
    today = desk.today if screen else None
    filled, faults = fill_in(own, top, today)
    extra, wrong = _read_extra(form, raw.get("extra") or {}, today)
    built = _build({"channel": "", **filled}, {})
    return {key: getattr(built, key) for key in filled}, extra, faults + wrong


def _read_extra(form: Form, raw: Any, today: date | None) -> tuple[dict[str, str], list[Finding]]:
    """The branch's own fields by their form; keys that no form knows are kept as text."""
    if not isinstance(raw, Mapping) or len(raw) > 100:
        return {}, [Finding("form.not-rows", {"name": "extra"}, field="extra")]
    mine = Form(form.code, form.title, tuple(f for f in form.fields if f.key not in OWN_KEYS))
    known = {key: value for key, value in raw.items() if mine.field(key)}
    filled, faults = fill_in(mine, known, today)
    others = {key: _plain(value) for key, value in raw.items() if key not in known}
    keys = {key: door_text(key, limit=100, field="extra") for key in others}
    faults += [read for read in keys.values() if isinstance(read, Finding)]
    loose = Form("extra", form.title, tuple(_loose(key) for key in others))
    rest, wrong = fill_in(loose, others, None)
    return {k: as_text(v) for k, v in (filled | rest).items()}, faults + wrong


def _loose(key: str) -> Field:
    return Field(key, Label(key, key), "text", limit=5000)


def _plain(value: Any) -> Any:
    """A number as its digits and true as the word; lists and objects stay what no text is."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | Decimal) else value


def _build(filled: dict[str, Any], extra: dict[str, str]) -> Enquiry:
    amount = filled.get("amount")
    rounded = isinstance(amount, Amount) and amount.approximate
    plain = without_amounts(filled)
    plain["overdue_items"] = tuple(
        OverdueItem(**without_amounts(row)) for row in filled.get("overdue_items", [])
    )
    plain["guarantors"] = tuple(
        Guarantor(**without_amounts(row)) for row in filled.get("guarantors", [])
    )
    return Enquiry(amount_rounded=rounded, extra=extra, **plain)


def without_amounts(filled: Mapping[str, Any]) -> dict[str, Any]:
    """The values with each read amount as plain money."""
    return {k: v.value if isinstance(v, Amount) else v for k, v in filled.items()}


def add_all(desk: Desk, raws: Sequence[tuple[int, Mapping[str, Any]]]) -> list[Added]:
    """Every enquiry recorded, in one commit; one wrong line and nothing is (R031).

    Raises BadInput with every fault of every line.
    """
    read = [(line, *read_enquiry(desk, raw)) for line, raw in raws]
    faults = [
        Finding(f.code, f.facts, f.source, f.field, line) for line, _, wrong in read for f in wrong
    ]
    if faults:
        raise BadInput(faults)
    with change(desk) as ch:
        return [add(desk, ch, enquiry) for _, enquiry, _ in read if enquiry is not None]


def add_one(desk: Desk, enquiry: Enquiry) -> Added:
    """One checked enquiry recorded."""
    with change(desk) as ch:
        return add(desk, ch, enquiry)


def add(desk: Desk, ch: Change, enquiry: Enquiry) -> Added:
    """The enquiry as a new case, or added to the open case of the same loan."""
    enquiry = msgspec.structs.replace(enquiry, at=ch.commit.at, by=desk.me.id)
    account = desk.book.accounts.get(enquiry.contract_no) if enquiry.contract_no else None
    enquiry = _named(enquiry, account)
    case = open_case_of(desk, enquiry.contract_no)
    if case is not None:
        return _join(desk, ch, case, enquiry)
    return _begin(desk, ch, enquiry, account)


def open_case_of(desk: Desk, contract_no: str) -> Case | None:
    """The open case of a contract, or None."""
    if not contract_no:
        return None
    kin = (k for k in desk.book.cases.seen_as(Kin) if k.loan.contract_no == contract_no)
    found = next(kin, None)
    return desk.book.cases.get(found.number) if found else None


def accounts_named(desk: Desk, name: str) -> list[Account]:
    """The accounts on the register whose customer bears this name, for a person to choose from."""
    key = search_key(name)
    return [a for a in desk.book.accounts if key and search_key(a.customer_name) == key]


def _named(enquiry: Enquiry, account: Account | None) -> Enquiry:
    if account is None:
        return enquiry
    own = {
        "customer_name": account.customer_name,
        "customer_kind": account.customer_kind,
        "id_number": account.id_number,
        "contact_person": account.contact_person,
        "phone": account.phone,
        "product": account.product,
    }
    gaps = {key: value for key, value in own.items() if value and not getattr(enquiry, key)}
    return msgspec.structs.replace(enquiry, **gaps)


def _begin(desk: Desk, ch: Change, enquiry: Enquiry, account: Account | None) -> Added:
    customer, findings = find_or_make(desk, ch, enquiry)
    findings += _warnings(desk, enquiry, account)
    today = desk.today
    loan = rules.loan_as_stated(enquiry, today)
    if account is not None:
        loan = rules.with_account(loan, account)
    number = f"{desk.branch.code}-{today.year}-{ch.commit.next(f'case-{today.year}'):05d}"
    case = Case(
        number=number,
        opened_on=today,
        customer_id=customer.id,
        previous=_archived_case_of(desk, enquiry.contract_no),
        enquiry=enquiry,
        loan=loan,
        verification=Verification(
            identity_checked=enquiry.identity_checked,
            caller_relation=enquiry.caller_relation,
            papers_seen=enquiry.papers_seen,
            by=desk.me.id,
            on=today,
        ),
        extra=enquiry.extra,
        salt=secrets.token_hex(16),
    )
    act = "case.open" if enquiry.channel == "bank_list" else "enquiry.add"
    saved = ch.save(case, act, "enquired", is_new=True, **_told(enquiry))
    return _added(desk, saved, False, findings)


def _told(enquiry: Enquiry) -> dict[str, Any]:
    """What the entry keeps of an enquiry: everything that was said."""
    plain = to_plain(enquiry)
    plain.pop("amount_rounded")
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}


def _join(desk: Desk, ch: Change, case: Case, enquiry: Enquiry) -> Added:
    findings = _warnings(desk, enquiry, desk.book.accounts.get(enquiry.contract_no))
    findings += called_again(desk, ch, case.customer_id, enquiry)
    both = joined(case, enquiry, desk.today)
    saved = ch.save(both, "enquiry.add", "enquired_again", **_told(enquiry))
    return _added(desk, saved, True, findings)


def joined(case: Case, enquiry: Enquiry, today: date) -> Case:
    """The open case with what another enquiry about its loan fills in; nothing known gives way."""
    old = case.enquiry
    gaps = {
        key: getattr(enquiry, key)
        for key in ("reason", "reason_text", "wishes", "caller_relation")
        if getattr(enquiry, key) and getattr(old, key) in ("", "unknown")
    }
    return msgspec.structs.replace(
        case,
        enquiry=msgspec.structs.replace(old, **gaps),
        loan=_completed(case.loan, enquiry, today),
        extra=case.extra | enquiry.extra,
    )


def _completed(loan: Loan, enquiry: Enquiry, today: date) -> Loan:
    """What the loan lacked, as it is told now; a figure that is known already stays."""
    told = rules.loan_as_stated(enquiry, today)
    gaps = {
        key: getattr(told, key)
        for key in rules.STATED
        if getattr(loan, key) in (None, "", ()) and getattr(told, key) not in (None, "", ())
    }
    if loan.amount is not None:
        # The parts of another sum would not add up to the one that stands.
        gaps = {k: v for k, v in gaps.items() if not k.startswith("overdue_")}
    sources = loan.sources | {key: told.sources[key] for key in gaps}
    return msgspec.structs.replace(loan, sources=sources, **gaps)


def _added(desk: Desk, case: Case, existing: bool, findings: list[Finding]) -> Added:
    sheet: CaseSheet = sheet_of(desk, case)
    every = tuple(dict.fromkeys([*(f.code for f in findings), *(f.code for f in sheet.findings)]))
    by_code = {f.code: f for f in [*sheet.findings, *findings]}
    return Added(
        case.number, case.version, existing, tuple(by_code[c] for c in every), sheet.to_complete
    )


def _warnings(desk: Desk, enquiry: Enquiry, account: Account | None) -> list[Finding]:
    found = []
    if account is None and not enquiry.contract_no:
        known = accounts_named(desk, enquiry.customer_name)
        if known:
            found.append(Finding("enquiry.known-accounts", {"count": len(known)}))
    if account is not None and search_key(account.customer_name) != search_key(
        enquiry.customer_name
    ):
        found.append(Finding("enquiry.name-differs", {"listed": account.customer_name}))
    if account is not None and account.id_number and account.id_number != enquiry.id_number:
        found.append(Finding("enquiry.identity-differs"))
    return found


def _archived_case_of(desk: Desk, contract_no: str) -> str:
    if not contract_no:
        return ""
    many = (row.number for row in desk.archive.rows() if row.contract == contract_no)
    return max(many, default="")


def open_from_register(desk: Desk, contract_no: str) -> Added:
    """A case for an account of the list (channel bank_list). Raises BadInput for an unknown one."""
    account = desk.book.accounts.get(contract_no)
    if account is None:
        raise BadInput(Finding("account.none"))
    with change(desk) as ch:
        return add(desk, ch, _from_list(account))


def open_many(desk: Desk, severity: str) -> list[Added]:
    """A case for every listed account of a severity that has none yet, in one commit."""
    wanted = to_open(desk, severity)
    if not wanted:
        return []
    with change(desk) as ch:
        return [add(desk, ch, _from_list(account)) for account in wanted]


def to_open(desk: Desk, severity: str) -> list[Account]:
    """The listed accounts of a severity that no case works yet."""
    taken = {case.loan.contract_no for case in desk.book.cases}
    return [
        account
        for account in desk.book.accounts
        if account.change != "gone"
        and account.contract_no not in taken
        and _severity(desk, account) == severity
    ]


def _severity(desk: Desk, account: Account) -> str:
    return judge(days_past_due(account.due_date, desk.today), desk.policy)


def _from_list(account: Account) -> Enquiry:
    return Enquiry(channel="bank_list", contract_no=account.contract_no, reason_text=account.note)
