"""A new list against the register: new, gone, increased, decreased, unchanged."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from branchdesk.model.account import Account
from branchdesk.rules.register import Compared, compare, same_facts
from tests.builders import TODAY, an_account, money

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOTHING = Compared((), (), (), (), ())
contracts = st.sampled_from(["A", "B", "C", "D"])
principals = st.sampled_from(["100.00", "200.00", "300.00"])
lists = st.dictionaries(contracts, principals, max_size=4)


def listed(contract: str = "A", principal: str = "200.00", on: date = TODAY) -> Account:
    """A row of a list as it was read."""
    return an_account(
        contract_no=contract, overdue_principal=money(principal), list_date=on, first_seen=on
    )


def taken_over(register: dict[str, Account], compared: Compared) -> dict[str, Account]:
    """The register afterwards."""
    return register | {a.contract_no: a for a in compared.accounts}


def after(*many: tuple[date, dict[str, str]]) -> tuple[dict[str, Account], Compared]:
    """The register after several lists, and how the last one compared."""
    register: dict[str, Account] = {}
    compared = NOTHING
    for on, rows in many:
        compared = compare(register, tuple(listed(c, p, on) for c, p in rows.items()), on)
        register = taken_over(register, compared)
    return register, compared


def test_an_account_seen_for_the_first_time_is_new() -> None:
    """Nothing stood there before."""
    register, compared = after((TODAY, {"A": "200.00"}))
    assert compared.added == ("A",)
    assert (register["A"].change, register["A"].first_seen) == ("new", TODAY)


def test_an_account_fares_better_worse_or_the_same() -> None:
    """Increased, decreased, unchanged; what stood before is kept."""
    before = {"A": "200.00", "B": "200.00", "C": "200.00"}
    now = {"A": "300.00", "B": "100.00", "C": "200.00"}
    register, compared = after((YESTERDAY, before), (TODAY, now))

    assert {c: a.change for c, a in register.items()} == {
        "A": "increased",
        "B": "decreased",
        "C": "unchanged",
    }
    assert compared.updated == ("A", "B")
    assert compared.unchanged == ("C",)
    assert {a.before for a in register.values()} == {money("700.00")}
    assert {a.list_date for a in register.values()} == {TODAY}
    assert {a.first_seen for a in register.values()} == {YESTERDAY}


def test_an_account_that_left_the_list_is_gone_and_stays_on_the_register() -> None:
    """With the day of the list that no longer had it."""
    register, compared = after(
        (YESTERDAY, {"A": "200.00", "B": "100.00"}), (TODAY, {"B": "100.00"})
    )
    assert compared.gone == ("A",)
    assert (register["A"].change, register["A"].list_date) == ("gone", TODAY)
    assert register["A"].before == money("700.00")


def test_what_is_gone_stays_gone_on_the_next_list() -> None:
    """It goes once, not on every list."""
    register, compared = after((YESTERDAY, {"A": "200.00"}), (TODAY, {}), (TOMORROW, {}))
    assert compared == NOTHING
    assert register["A"].list_date == TODAY


def test_an_account_back_on_the_list_is_new_again_and_known_of_old() -> None:
    """It is updated, not added: the register has it since it was first seen."""
    register, compared = after(
        (YESTERDAY, {"A": "200.00"}), (TODAY, {}), (TOMORROW, {"A": "200.00"})
    )
    assert (compared.added, compared.updated) == ((), ("A",))
    assert (register["A"].change, register["A"].first_seen) == ("new", YESTERDAY)
    # It was overdue before: nobody calls this the first delinquency (R145).
    assert register["A"].returned


def test_a_corrected_list_of_the_same_day_is_taken_over() -> None:
    """The figures are the corrected ones."""
    register, compared = after((TODAY, {"A": "200.00"}), (TODAY, {"A": "300.00"}))
    assert compared.updated == ("A",)
    assert register["A"].overdue_principal == money("300.00")


def test_another_telephone_is_a_change_of_facts_but_not_of_the_amount() -> None:
    """Updated, and unchanged in money."""
    old = listed(on=YESTERDAY)
    moved = an_account(contract_no="A", overdue_principal=money("200.00"), phone="029-55500000")
    compared = compare({"A": old}, (moved,), TODAY)
    assert not same_facts(old, moved)
    assert compared.updated == ("A",)
    assert compared.accounts[0].change == "unchanged"


@given(st.lists(lists, min_size=1, max_size=4))
def test_the_same_list_again_changes_nothing(many: list[dict[str, str]]) -> None:
    """Import twice, the register is the same record by record."""
    days = [(TODAY + timedelta(days=n), rows) for n, rows in enumerate(many)]
    once, _ = after(*days)
    twice, compared = after(*days, days[-1])

    assert twice == once
    assert (compared.added, compared.updated, compared.gone) == ((), (), ())
    assert set(compared.unchanged) == set(many[-1])


@given(st.lists(lists, min_size=1, max_size=4))
def test_each_row_counts_once_and_nothing_leaves_the_register(many: list[dict[str, str]]) -> None:
    """Read = added + updated + unchanged; what is not on the list is gone."""
    days = [(TODAY + timedelta(days=n), rows) for n, rows in enumerate(many)]
    before, _ = after(*days[:-1])
    register, compared = after(*days)

    read = [*compared.added, *compared.updated, *compared.unchanged]
    assert sorted(read) == sorted(many[-1])
    assert register.keys() == before.keys() | many[-1].keys()
    assert {c for c, a in register.items() if a.change == "gone"} == register.keys() - set(many[-1])
    assert all(a.first_seen <= a.list_date for a in register.values())
