"""Where assets are, and how that is known."""

from __future__ import annotations

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.masked import masked
from branchdesk.actions.sheet import find_case
from branchdesk.actions.trace.record import add_asset, see
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table


@click.group("asset")
def asset_command() -> None:
    """Assets and where they are, from lawful sources. 资产线索。"""


@asset_command.command("add")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record an asset, its numbers, its place, how it is known. 登记资产线索。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = add_asset(desk, number, raw)
    if as_json:
        print_json({"number": number, "version": done.case.version, "id": done.one.id,
                    "findings": done.findings})  # fmt: skip
        return
    say("trace.asset-added", number=number, id=done.one.id)
    say_findings(done.findings)


@asset_command.command("list")
@click.argument("number")
@json_option
@click.pass_obj
def list_assets(ctx: Context, number: str, as_json: bool) -> None:
    """The assets of a case. 资产线索清单。"""
    desk = ctx.read()
    case = find_case(desk, number)[0]
    if as_json:
        print_json([masked(a, "", full=False) for a in case.assets])
        return
    form = desk.form("asset")
    heads = [VOICE.words(f"head.{k}") for k in ("id", "on", "kind", "name")]
    table(
        heads,
        [(a.id, a.on, VOICE.words.show(form.label("kind", a.kind)), a.name) for a in case.assets],
    )


@asset_command.command("seen")
@click.argument("number")
@click.argument("asset")
@json_option
@click.pass_obj
def seen(ctx: Context, number: str, asset: str, as_json: bool) -> None:
    """A supervisor has seen it. 已阅。"""
    with ctx.write() as desk:
        case = see(desk, number, asset)
    if as_json:
        print_json({"number": number, "version": case.version, "id": asset})
    else:
        say("trace.seen", number=number, id=asset)
