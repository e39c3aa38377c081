"""Records with hostile text in every place, as hypothesis draws them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from branchdesk.basics.money import Money
from branchdesk.model.case import Case, Decision, Letter, Verification
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.entry import Entry
from branchdesk.model.loan import Checked, Guarantor, Loan, OverdueItem, Source
from branchdesk.model.payment import PARTS, Allocation, Payment

HOSTILE = (
    "西安云帆商贸有限公司", "𠮷田", "\u202eevil\u202c", "a\u200bb", '"}],{"1":', "\\ud800",
    "\ud800", "line\nline\r\n\ttab", "\x00\x1b[31m", "=1+1", "null", "NaN", "", " ", "{detail}",
    "\u2028\u2029\x85", "\ufeff", "🏦" * 3,
)  # fmt: skip

text = st.sampled_from(HOSTILE) | st.text(st.characters(codec=None), max_size=12)
money = st.integers(-(10**14), 10**14).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
share = st.decimals("0", "1", places=6)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))


def maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | one


def few(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=2).map(tuple)


plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(text, inner, max_size=2),
    max_leaves=4,
)
facts = st.dictionaries(text, plain, max_size=3)
sources = st.builds(
    Source, st.sampled_from(["stated", "core_list", "core_checked"]), days, st.booleans()
)
items = st.builds(OverdueItem, days, money, money, st.integers(0, 360), money)
guarantors = st.builds(Guarantor, text, st.sampled_from(["joint", "unknown"]), text, maybe(days))
checks = st.builds(Checked, as_of=days, principal=money, interest=money, penalty=money, by=text)
loans = st.builds(
    Loan,
    product=text,
    contract_no=text,
    amount=maybe(money),
    overdue_principal=maybe(money),
    contract_rate=maybe(share),
    penalty_uplift=maybe(share),
    due_date=maybe(days),
    overdue_items=few(items),
    guarantors=few(guarantors),
    collateral=text,
    sources=st.dictionaries(text, sources, max_size=2),
    checked=few(checks),
)
enquiries = st.builds(
    Enquiry,
    channel=text,
    at=maybe(moments),
    customer_name=text,
    identity_checked=few(text),
    amount=maybe(money),
    contract_rate=maybe(share),
    overdue_items=few(items),
    due_date=maybe(days),
    days_overdue=maybe(st.integers(0, 36_500)),
    reason_text=text,
    guarantors=few(guarantors),
    first_overdue=maybe(st.booleans()),
    extra=st.dictionaries(text, text, max_size=2),
)
entries = st.builds(
    Entry,
    seq=st.integers(1, 9999),
    at=moments,
    by=text,
    role=text,
    authority=text,
    kind=text,
    facts=facts,
)
decisions = st.builds(
    Decision,
    klass=st.sampled_from(["malicious", "technical"]),
    ground=text,
    by=text,
    on=days,
    confirmed=st.booleans(),
)
letters = st.builds(
    Letter,
    id=text,
    code=text,
    lang=text,
    as_of=days,
    by=text,
    at=moments,
    file=text,
    sha256=text,
    issued_at=maybe(moments),
    facts=facts,
)
allocations = st.builds(
    Allocation, fees=money, penalty=money, rest=money, unknown=maybe(st.sampled_from(PARTS))
)
payments = st.builds(
    Payment, id=text, amount=money, on=days, by=text, at=moments, seq=st.integers(1, 9999),
    parts=allocations, basis=maybe(days), source=text, note=text,
    reversed_by=maybe(st.integers(1, 9999)),
)  # fmt: skip
cases = st.builds(
    Case,
    number=text,
    version=st.integers(0, 99),
    state=st.sampled_from(["enquired", "dunning", "archived"]),
    opened_on=days,
    customer_id=text,
    enquiry=enquiries,
    loan=loans,
    verification=st.builds(Verification, identity_checked=few(text), on=maybe(days)),
    decisions=few(decisions),
    indicators=facts,
    letters=few(letters),
    payments=few(payments),
    next_on=maybe(days),
    timeline=few(entries),
    extra=st.dictionaries(text, text, max_size=2),
    salt=text,
)
