"""Members of staff."""

from __future__ import annotations

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.staff import member as actions
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table


@click.group("staff")
def staff_command() -> None:
    """Members of staff. 员工。"""


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
    found = actions.members(ctx.read())
    if as_json:
        print_json([{"id": m.id, "role": m.role, "name": m.name} for m in found])
        return
    heads = [VOICE.words(f"head.{k}") for k in ("id", "name", "role")]
    table(heads, [(m.id, m.name, VOICE.words.label("role", m.role)) for m in found])


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
