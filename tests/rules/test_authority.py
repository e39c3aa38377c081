"""Who may do what: a table of roles and acts, every cell (R170, R172)."""

from __future__ import annotations

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.staff import ROLES
from branchdesk.rules.authority import may
from tests.actions.test_authority import MAY
from tests.builders import a_policy, codes


@pytest.mark.parametrize("act", MAY)
def test_each_role_may_do_what_the_table_says_and_nothing_else(act: str) -> None:
    """Juniors call and write (R170), seniors propose plans (R147), none goes further (R172)."""
    allowed = {role for role in ROLES if not may(act, role, a_policy())}
    assert allowed == MAY[act]


def test_the_table_names_every_act_of_the_policy() -> None:
    """A new act without a row here would go untested (R172)."""
    assert set(a_policy().authority) == set(MAY)


def test_a_reader_may_change_nothing_but_their_own_pin() -> None:
    """Whatever the act (R172)."""
    allowed = {act for act in MAY if not may(act, "reader", a_policy())}
    assert allowed == {"pin.set", "pin.after_loss"}


def test_a_refusal_names_the_act_the_role_and_who_may() -> None:
    """The clerk learns whom to ask (R172)."""
    [finding] = may("case.reopen", "junior", a_policy())

    assert finding.code == "authority.not-yours"
    sentences = {lang: Words(lang).finding(finding) for lang in LANGS}
    assert "主管" in sentences["zh"] and "初级专员" in sentences["zh"]
    assert "supervisor" in sentences["en"] and "junior" in sentences["en"]


def test_an_act_that_the_branchs_own_table_lacks_is_nobodys() -> None:
    """An older authority.toml of the branch refuses a new act, it does not break the program."""
    [finding] = may("plan.propose", "supervisor", a_policy(authority={}, sources={}, labels={}))
    assert codes([finding]) == ["authority.not-yours"]
    assert Words("en").finding(finding)
