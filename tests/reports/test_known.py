"""Who is calling: known people found by what a caller says (R037)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.model.account import Account
from branchdesk.model.customer import Customer
from branchdesk.reports.known import MOST, Directory, Texts

DAY = date(2026, 11, 22)


def an_account(contract: str, name: str, identity: str = "", phone: str = "") -> Account:
    return Account(
        contract_no=contract,
        customer_name=name,
        id_number=identity,
        phone=phone,
        list_date=DAY,
        first_seen=DAY,
    )


LISTED = (
    an_account("XADK2024000101", "西安渭滨机械制造有限公司", "91610102MA6TEXT012", "029-55501201"),
    an_account("XADK2024000102", "单雄信", "11010119900307109X", "138 0000 1234"),
)
EARLIER = (
    Customer(id="C00001", name="西安渭滨机械制造有限公司", id_number="91610102MA6TEXT012"),
    Customer(id="C00002", name="秦小满", id_number="", phones=("13900001205",), kind="person"),
)


@pytest.fixture
def directory() -> Directory:
    found = Directory()
    found.learn(LISTED, EARLIER)
    return found


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("渭滨", "西安渭滨机械制造有限公司"),
        ("xawb", "西安渭滨机械制造有限公司"),
        ("T012", "西安渭滨机械制造有限公司"),
        ("000102", "单雄信"),
        ("dxx", "单雄信"),
        ("sxx", "单雄信"),
        ("13800001234", "单雄信"),
        ("138-0000-1234", "单雄信"),
        ("109X", "单雄信"),
        ("qxm", "秦小满"),
        ("1205", "秦小满"),
    ],
)
def test_a_caller_is_found_by_what_they_say(directory: Directory, said: str, name: str) -> None:
    """Name, initials, identity tail, contract and telephone (R037)."""
    assert [one.name for one in directory.find(said)] == [name]


@pytest.mark.parametrize("said", ["", " ", "x", "西", "张三", "\0", "\n", "zz\nxx"])
def test_what_fits_nobody_or_everybody_finds_nobody(directory: Directory, said: str) -> None:
    """One character is no question, and no sign of the keys can be asked for."""
    assert directory.find(said) == []


def test_a_customer_with_an_account_is_offered_once(directory: Directory) -> None:
    """The account brings contract and figures along; without one the person's own data come."""
    [listed], [person] = directory.find("西安渭滨"), directory.find("秦小满")
    assert listed.answers()["contract_no"] == "XADK2024000101"
    assert person.answers() == {
        "customer_name": "秦小满",
        "customer_kind": "person",
        "phone": "13900001205",
    }


def test_a_list_without_identities_offers_its_debtor_once() -> None:
    """The case of the contract says whose it is; their numbers find them too (R037)."""
    listed = an_account("XADK2024000103", "刘小满")
    owner = Customer(id="C00003", name="刘小满", id_number="61010319690107007X", phones=("1390",))
    directory = Directory()
    directory.learn([listed], [owner], {"XADK2024000103": "C00003"})

    [one] = directory.find("lxm")
    assert (one.answers()["contract_no"], one.id_number) == ("XADK2024000103", owner.id_number)
    assert directory.find("1390") == directory.find("007X") == [one]


def test_the_same_name_comes_first_and_more_than_can_be_chosen_are_told() -> None:
    """Nobody is taken by themself where many bear a name."""
    directory = Directory()
    many = [an_account(f"A{n}", f"王芳{n}号店") for n in range(20)]
    directory.learn([*many, an_account("B1", "王芳")], ())
    found = directory.find("王芳")
    assert found[0].name == "王芳"
    assert len(found) == MOST + 1


def test_what_changed_is_learnt_anew(directory: Directory) -> None:
    """A new list brings new names; who is gone is gone."""
    directory.learn(LISTED[1:], ())
    assert directory.find("渭滨") == []
    assert directory.find("单雄信")


TEXT = st.text("ab\n王", max_size=6)


@given(st.lists(TEXT, max_size=8), st.text("ab\n王", min_size=1, max_size=3))
def test_all_texts_at_once_are_found_as_one_by_one(texts: list[str], wanted: str) -> None:
    """Nothing is found across two of them, none is told twice, each in its order."""
    many, pattern = Texts(texts), re.compile("[ab]王?")
    assert list(many.having(wanted)) == [n for n, t in enumerate(texts) if wanted in t]
    assert list(many.beginning(wanted)) == [n for n, t in enumerate(texts) if t.startswith(wanted)]
    assert list(many.fitting(pattern)) == [n for n, t in enumerate(texts) if pattern.search(t)]
