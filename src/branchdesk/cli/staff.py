"""Members of staff."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import read_object
from branchdesk.actions.staff import member as actions
from branchdesk.actions.staff import pin as pins
from branchdesk.actions.staff.deputy import name_deputy
from branchdesk.actions.staff.sign_in import known_member, pin_state, pin_wanted
from branchdesk.basics.errors import BadInput, Damaged
from branchdesk.basics.finding import Finding
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.follow.quality import quality_command
from branchdesk.cli.options import day_option, from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table
from branchdesk.cli.pin import ask, asks_for_pin, can_ask, given_pin
from branchdesk.model.staff import Member


@click.group("staff")
def staff_command() -> None:
    """Members of staff. 员工。"""


staff_command.add_command(quality_command)


@staff_command.command("add")
@click.argument("staff_id")
@click.option("--role", required=True, help="junior senior supervisor legal records reader 角色")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, staff_id: str, role: str, source: str, as_json: bool) -> None:
    """Add a member; the name comes from the file. 添加员工。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        member = actions.add_member(desk, staff_id, role, raw)
    if as_json:
        print_json({"id": member.id, "role": member.role})
    else:
        say("cli.staff-added", id=member.id, role=VOICE.words.label("role", member.role))


@staff_command.command("edit")
@click.argument("staff_id")
@from_option
@json_option
@click.pass_obj
def edit(ctx: Context, staff_id: str, source: str, as_json: bool) -> None:
    """Another name or phone; papers print the name. 更改姓名电话。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        member = actions.edit_member(desk, staff_id, raw)
    if as_json:
        print_json({"id": member.id, "role": member.role, "name": member.name})
    else:
        say("cli.staff-edited", id=member.id)


@staff_command.command("list")
@json_option
@click.pass_obj
def list_members(ctx: Context, as_json: bool) -> None:
    """All members of staff. 列出员工。"""
    desk = ctx.read()
    found = [(m, pin_state(desk, m)) for m in actions.members(desk)]
    if as_json:
        print_json(
            [
                {"id": m.id, "role": m.role, "name": m.name, "pin": pin}
                | ({"deputy": days} if (days := _days(desk, m)) else {})
                for m, pin in found
            ]
        )
        return
    words = VOICE.words
    heads = [words(f"head.{k}") for k in ("id", "name", "role", "pin", "deputy")]
    rows = [
        (m.id, m.name, words.label("role", m.role), words(f"pin.state-{pin}"),
         "  ".join(words("staff.stands-in", **one) for one in _days(desk, m)))
        for m, pin in found
    ]  # fmt: skip
    table(heads, rows)


def _days(desk: Desk, member: Member) -> list[dict[str, Any]]:
    """The days on which a member stands in for a supervisor, today and later."""
    return [
        {"principal": d.principal, "since": d.since, "until": d.until}
        for d in member.deputyships
        if d.until >= desk.today
    ]


@staff_command.command("role")
@click.argument("staff_id")
@click.argument("role")
@json_option
@click.pass_obj
def role(ctx: Context, staff_id: str, role: str, as_json: bool) -> None:
    """Give a member another role. 更改角色。"""
    with ctx.write() as desk:
        member = actions.change_role(desk, staff_id, role)
    if as_json:
        print_json({"id": member.id, "role": member.role})
    else:
        say("cli.staff-role", id=member.id, role=VOICE.words.label("role", member.role))


@staff_command.command("pin")
@click.argument("staff_id")
@click.option("--issue", is_flag=True, help="The program draws one, shown once. 随机给出。")
@click.option("--from", "source", help='JSON {"new_pin": "…"}: FILE or -. JSON 文件。')
@json_option
@click.pass_obj
def pin(ctx: Context, staff_id: str, issue: bool, source: str | None, as_json: bool) -> None:
    """Set one's own PIN; a supervisor issues one to another. 设定、发放口令。"""
    if issue and source:
        raise click.UsageError("--issue / --from")
    handed = pins.read_new_pin(read_object(read_source(source))) if source else ""
    with ctx.write(prove=False) as desk:
        member = known_member(desk, staff_id)
        own = desk.named.id == member.id
        new = _own_pin(desk, issue, handed) if own else _issued_pin(desk, staff_id, issue)
    if as_json:
        print_json({"id": staff_id, "pin": new} if issue else {"id": staff_id})
    elif issue:
        say("pin.drawn" if own else "pin.issued", id=staff_id, pin=new)
    else:
        say("pin.set", id=staff_id)


def _own_pin(desk: Desk, issue: bool, handed: str) -> str:
    """The new PIN of the one who acts; the old one comes first, where there is one."""
    member = desk.named
    try:
        old = given_pin(member.id, "pin.ask-old") if pin_wanted(desk, member) else ""
    except Damaged:
        # Its file is lost: there is nothing to compare with, and the new PIN leaves a trace.
        old = ""
    if issue:
        return pins.draw_own(desk, old)
    new = handed or _asked_twice(desk)
    pins.set_own(desk, old, new)
    return new


def _issued_pin(desk: Desk, staff_id: str, issue: bool) -> str:
    if not issue:
        raise BadInput(Finding("pin.only-issue", {"id": staff_id}))
    asks_for_pin(desk)
    return pins.issue(desk, staff_id)


def _asked_twice(desk: Desk) -> str:
    if not can_ask():
        raise BadInput(Finding("pin.new-missing", field="new_pin"))
    least, most = desk.policy.pin.chosen_digits
    new = ask("pin.ask-new", least=least, most=most)
    if ask("pin.ask-again") != new:
        raise BadInput(Finding("pin.not-twice", field="new_pin"))
    return new


@staff_command.command("unlock")
@click.argument("staff_id")
@json_option
@click.pass_obj
def unlock(ctx: Context, staff_id: str, as_json: bool) -> None:
    """Let a member try their PIN again from the beginning. 口令解锁。"""
    with ctx.write() as desk:
        member = pins.unlock(desk, staff_id)
    if as_json:
        print_json({"id": member.id})
    else:
        say("pin.unlocked", id=member.id)


@staff_command.command("deputy")
@click.argument("staff_id")
@click.option("--for", "principal", required=True, help="The supervisor. 被代理的主管。")
@day_option("--from", "The first day. 首日。", required=True, key="since")
@day_option("--until", "The last day. 末日。", required=True)
@json_option
@click.pass_obj
def deputy(
    ctx: Context, staff_id: str, principal: str, since: date, until: date, as_json: bool
) -> None:
    """Name a senior to decide in a supervisor's place. 指定代理人。"""
    with ctx.write() as desk:
        member = name_deputy(desk, staff_id, principal, since, until)
    if as_json:
        print_json({"id": member.id, "for": principal, "from": since, "until": until})
    else:
        say("staff.deputy", id=member.id, principal=principal, since=since, until=until)
