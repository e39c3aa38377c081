"""The early-warning list: accounts that are about to become worse (R069)."""

from __future__ import annotations

from collections.abc import Mapping

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.account import Account
from branchdesk.model.policy import Policy
from branchdesk.rules.severity import days_past_due, regulator_class, severity

WORSE = ("normal", "special_mention", "substandard", "doubtful", "loss")


def warnings(account: Account, policy: Policy, others: int = 0) -> list[Finding]:
    """Every sign that an account of the newest list gets worse; ``others``: the customer's more.

    A day of today's list counts; nothing is foretold from a list that is older.
    """
    if account.change == "gone":
        return []
    days = days_past_due(account.due_date, account.list_date)
    found = [*_towards(days, policy), *_moved(account)]
    ours = regulator_class(days, account.product, policy)
    theirs = CORE.get(account.core_class.strip(), "")
    if ours and theirs and WORSE.index(theirs) > WORSE.index(ours):
        facts = {"core": Term("regulator", theirs), "ours": Term("regulator", ours)}
        found.append(Finding("watch.core-class", facts, source="R069"))
    if others:
        found.append(Finding("watch.others", {"count": others}, source="R069"))
    return found


def _towards(days: int | None, policy: Policy) -> list[Finding]:
    if days is None:
        return []
    soon = policy.assignment.watch_days
    for bound in policy.severity.bounds:
        left = bound + 1 - days
        if 0 < left <= soon:
            worse = Term("severity", severity(bound + 1, policy))
            return [Finding("watch.bound", {"left": left, "severity": worse}, source="R069")]
    return []


def _moved(account: Account) -> list[Finding]:
    found = []
    if account.returned:
        found.append(Finding("watch.returned", source="R104"))
    if account.change == "increased" and account.before is not None and account.amount is not None:
        facts = {"before": account.before, "now": account.amount}
        found.append(Finding("watch.grown", facts, source="R069"))
    return found


CORE: Mapping[str, str] = {
    "正常": "normal",
    "关注": "special_mention",
    "次级": "substandard",
    "可疑": "doubtful",
    "损失": "loss",
}
"""The core system's own word for the regulator's class."""
