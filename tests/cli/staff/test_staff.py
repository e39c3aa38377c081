"""Members of staff and their roles (R013, R172)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import STAFF, a_desk


def test_a_supervisor_adds_a_member_with_a_role(tmp_path: Path) -> None:
    """Junior, senior and supervisor work the cases (R013); the name comes from a file."""
    desk = a_desk(tmp_path, staff=True)

    found = {m["id"]: m["role"] for m in desk.ok("staff", "list")}

    assert found == {"s01": "supervisor", **STAFF}
    assert "员工wang" in desk.run("staff", "list").out


@pytest.mark.parametrize("member", ["li", "wang", "kan"])
def test_nobody_else_adds_members_or_changes_roles(tmp_path: Path, member: str) -> None:
    """Exit 3, with the role that may (R172)."""
    desk = a_desk(tmp_path, staff=True).by(member)

    add = desk.refused(3, "staff", "add", "a1", "--role", "junior", "--from", "-",
                       stdin={"name": "甲"})  # fmt: skip
    role = desk.refused(3, "staff", "role", member, "supervisor")

    assert add.codes == role.codes == ["authority.not-yours"]
    assert "主管" in role.json["errors"][0]["text"]


def test_the_last_supervisor_stays_supervisor(tmp_path: Path) -> None:
    """Exit 3: a desk without one could decide nothing any more (R172)."""
    desk = a_desk(tmp_path, staff=True)

    assert desk.ok("staff", "role", "zhao", "senior") == {"id": "zhao", "role": "senior"}
    ran = desk.refused(3, "staff", "role", "s01", "senior")

    assert ran.codes == ["staff.last-supervisor"]


def test_every_fault_of_a_new_member_is_told_at_once(tmp_path: Path) -> None:
    """Exit 2: an id is no name, the role one of six, the name given."""
    desk = a_desk(tmp_path)

    ran = desk.refused(
        2, "staff", "add", "王婷", "--role", "boss", "--from", "-", stdin={"nmae": "王婷"}
    )

    assert ran.fields == {"id", "role", "name", "nmae"}


def test_an_id_is_given_once(tmp_path: Path) -> None:
    """Exit 2: entries name people by their id for good."""
    desk = a_desk(tmp_path, staff=True)

    ran = desk.refused(2, "staff", "add", "li", "--role", "junior", "--from", "-",
                       stdin={"name": "李"})  # fmt: skip

    assert ran.codes == ["staff.exists"]


def test_an_unknown_member_is_told_who_there_is(tmp_path: Path) -> None:
    """--as unknown = 2, for reading too; a role for nobody = 2."""
    desk = a_desk(tmp_path, staff=True)

    for command in (["case", "list"], ["today"], ["staff", "role", "li", "senior"]):
        ran = desk.by("nobody").refused(2, *command)
        assert ran.codes == ["desk.no-staff"] and "wang" in ran.json["errors"][0]["text"]
    assert desk.refused(2, "staff", "role", "nobody", "senior").codes == ["desk.no-staff"]


def test_where_there_are_two_members_somebody_must_say_who_acts(tmp_path: Path) -> None:
    """Exit 2 for a change, while reading needs nobody (R171)."""
    desk = a_desk(tmp_path, staff=True).by("")
    enquiry = {"channel": "phone", "customer_name": "秦小满", "wishes": "pay_now"}

    ran = desk.refused(2, "case", "add", "--from", "-", stdin=enquiry)

    assert ran.codes == ["desk.who"]
    assert desk.ok("case", "list") == []


def test_the_only_member_needs_no_naming(tmp_path: Path) -> None:
    """With one member and no PIN, that member is used and stands in the history (R171)."""
    desk = a_desk(tmp_path)
    added = desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "pay_now"})

    entry = desk.show(added["number"])["timeline"][0]

    assert (entry["by"], entry["role"], entry["authority"]) == ("s01", "supervisor", "登记咨询")
