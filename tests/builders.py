"""Plain good records for the tests: a test names only what matters to it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.intake.form import read_form
from branchdesk.intake.policy import read_policy
from branchdesk.model.account import Account
from branchdesk.model.approval import Approval
from branchdesk.model.branch import Branch
from branchdesk.model.case import Case, Decision, Letter
from branchdesk.model.customer import Customer
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.entry import Entry
from branchdesk.model.form import Form
from branchdesk.model.loan import Checked, Loan, OverdueItem, Source
from branchdesk.model.payment import Allocation, Payment
from branchdesk.model.plan import Plan
from branchdesk.model.policy import Policy, PolicyBook
from branchdesk.reports.case import CaseSheet, Surroundings, judge

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 25)  # a Wednesday
NOW = datetime(2026, 11, 25, 10, 30)
DUE = date(2026, 10, 12)
"""44 days before TODAY."""
T = TypeVar("T")


@cache
def shipped_policy() -> PolicyBook:
    """The policy as it is shipped."""
    return read_policy([ROOT / "policy"])


@cache
def shipped_form(code: str) -> Form:
    """A form as it is shipped."""
    return read_form([ROOT / "forms"], code)


def a_policy(on: date = TODAY, **given: Any) -> Policy:
    """The shipped policy of a day; any of its values by name, such as ``basis=365``."""
    policy = shipped_policy().on(on)
    for noun in policy.__struct_fields__:
        values = getattr(policy, noun)
        if not isinstance(values, msgspec.Struct):
            continue
        mine = {key: given.pop(key) for key in values.__struct_fields__ if key in given}
        policy = msgspec.structs.replace(policy, **{noun: msgspec.structs.replace(values, **mine)})
    return msgspec.structs.replace(policy, **given)


def _made(kind: type[T], given: dict[str, Any], /, **usual: Any) -> T:
    return kind(**(usual | given))


def money(text: str) -> Money:
    """A sum as the tests write it."""
    return Money(text)


def a_loan(**given: Any) -> Loan:
    """A loan of the list: 12,000.00 overdue since 2026-10-12, rate and uplift known."""
    keys = ("amount", "overdue_principal", "overdue_interest", "due_date")
    return _made(
        Loan,
        given,
        product="working_capital",
        contract_no="HT-2026-0001",
        loan_balance=money("200000.00"),
        amount=money("12000.00"),
        overdue_principal=money("11500.00"),
        overdue_interest=money("500.00"),
        contract_rate=Decimal("0.0435"),
        penalty_uplift=Decimal("0.50"),
        due_date=DUE,
        sources={key: Source("core_list", TODAY) for key in keys},
    )


def an_account(**given: Any) -> Account:
    """The register's line of the same loan, new on the list of TODAY."""
    return _made(
        Account,
        given,
        contract_no="HT-2026-0001",
        customer_name="西安云帆商贸有限公司",
        customer_kind="enterprise",
        product="working_capital",
        loan_balance=money("200000.00"),
        overdue_principal=money("11500.00"),
        overdue_interest=money("500.00"),
        contract_rate=Decimal("0.0435"),
        due_date=DUE,
        list_date=TODAY,
        first_seen=TODAY,
    )


def an_enquiry(**given: Any) -> Enquiry:
    """A call by the customer about the same loan."""
    return _made(
        Enquiry,
        given,
        channel="phone",
        at=NOW,
        by="s01",
        customer_name="西安云帆商贸有限公司",
        customer_kind="enterprise",
        phone="029-55501201",
        caller_relation="legal_representative",
        product="working_capital",
        contract_no="HT-2026-0001",
        amount=money("12000.00"),
        due_date=DUE,
        reason="cash_flow",
        reason_text="货款未到账",
        wishes="instalments",
    )


def a_customer(**given: Any) -> Customer:
    """The customer of the same loan."""
    return _made(
        Customer,
        given,
        id="C00001",
        name="西安云帆商贸有限公司",
        kind="enterprise",
        id_number="91310115591693856A",
        phones=("029-5550 1201", "138 0013 8000"),
    )


def an_entry(kind: str = "contact", **facts: Any) -> Entry:
    """An entry of TODAY; a promise says at least amount and due_on."""
    return Entry(
        seq=1, at=NOW, by="s01", role="senior", authority=f"{kind}.add", kind=kind, facts=facts
    )


def a_promise(due_on: date, amount: str = "5000.00", owed: str | None = "12000.00") -> Entry:
    """A promise made at NOW."""
    return an_entry("promise", due_on=due_on.isoformat(), amount=amount, owed=owed)


def a_decision(klass: str = "non_malicious", **given: Any) -> Decision:
    """A classification by a clerk."""
    return _made(Decision, given, klass=klass, ground="流水已核", by="s01", on=TODAY)


def a_case(**given: Any) -> Case:
    """An open case of the same loan, not yet classified."""
    return _made(
        Case,
        given,
        number="XA-2026-00001",
        opened_on=TODAY,
        customer_id="C00001",
        enquiry=an_enquiry(),
        loan=a_loan(),
        salt="5a17",
    )


def a_checked(total: str = "12000.00", as_of: date = TODAY, **given: Any) -> Checked:
    """Figures of the core system: all of it principal."""
    usual = {"principal": money(total), "interest": money("0"), "penalty": money("0")}
    return _made(Checked, given, as_of=as_of, by="s01", on=as_of, **usual)


def an_item(due: date, principal: str, interest: str = "0", paid: str = "0") -> OverdueItem:
    """A missed instalment."""
    return OverdueItem(due, money(principal), money(interest), paid=money(paid))


def a_payment(amount: str, on: date = TODAY, seq: int = 9, **given: Any) -> Payment:
    """A payment of TODAY that went to principal; entry 9 of the case recorded it."""
    return _made(
        Payment,
        given,
        id=f"PAY-{seq}",
        amount=money(amount),
        on=on,
        by="s01",
        at=NOW,
        seq=seq,
        parts=Allocation(principal=money(amount)),
    )


def a_letter(**given: Any) -> Letter:
    """A draft of the overdue notice as of TODAY."""
    return _made(
        Letter,
        given,
        id="D-1",
        code="overdue_notice",
        lang="zh",
        as_of=TODAY,
        by="s01",
        at=NOW,
        file="D-1-overdue_notice.zh.docx",
        sha256="0" * 64,
    )


def a_branch(**given: Any) -> Branch:
    """A branch whose page is filled in."""
    return _made(
        Branch,
        given,
        bank="长安农村商业银行股份有限公司",
        branch="北大街支行",
        code="XA",
        letter_word="长北催字",
        address="西安市莲湖区北大街1号",
        phone="029-55501200",
        complaint_phone="029-55501299",
        account_name="北大街支行还款专户",
        account_no="2601000000000000001",
        account_bank="长安农村商业银行",
    )


def an_approval(**given: Any) -> Approval:
    """An open question to a second person."""
    return _made(
        Approval,
        given,
        id="A-1",
        case="XA-2026-00001",
        act="class.malicious",
        asked_by="s01",
        asked_on=TODAY,
        ground="证据见附件",
    )


def a_sheet(
    case: Case | None = None,
    customer: Customer | None = None,
    wanted: tuple[str, ...] = (),
    as_of: date = TODAY,
    **around: Any,
) -> CaseSheet:
    """A case judged on TODAY; ``account=``, ``other_cases=``, ``oldest_list=`` stand around it."""
    surroundings = Surroundings(**around)
    return judge(
        case or a_case(), customer or a_customer(), surroundings, wanted, a_policy(), as_of
    )


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [finding.code for finding in findings]


def a_plan(**given: Any) -> Plan:
    """A plan of six periods, proposed on TODAY."""
    return _made(
        Plan, given, id="P-1", debt=money("12000.00"), as_of=TODAY, periods=6, first=TODAY,
        schedule=(), made_by="wang", made_on=TODAY,
    )  # fmt: skip


def situations(name: str) -> list[dict[str, Any]]:
    """The rows of tests/situations/<name>.toml, which an officer can read and add to."""
    path = ROOT / "tests" / "situations" / f"{name}.toml"
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["situations"]
    return rows
