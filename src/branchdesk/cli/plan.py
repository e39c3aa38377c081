"""Instalment plans."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.plan import propose
from branchdesk.actions.relief.breach import breach
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table
from branchdesk.model.plan import Plan


@click.group("plan")
def plan_command() -> None:
    """Instalment plans. 分期方案。"""


@plan_command.command("propose")
@click.argument("number")
@click.option("--periods", required=True, help="3 to 6, a card up to 60. 期数。")
@day_option("--first", "The first date; then monthly. 首期日期。", required=True)
@click.option("--income", help="A month's income. 月收入。")
@click.option("--no-income", help="Why there is none; @FILE or -. 无收入理由。")
@click.option("--waive", help="Penalty to be waived. 减免罚息。")
@click.option(
    "--from",
    "source",
    help="JSON: outgoings, debts, guarantor_consents; a card's terms. 其他项目。",
)
@json_option
@click.pass_obj
def propose_plan(
    ctx: Context, number: str, periods: str, first: date, income: str | None,
    no_income: str | None, waive: str | None, source: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Propose a plan; another person approves it. 提出分期方案。"""
    raw: dict[str, Any] = dict(read_object(read_source(source))) if source else {}
    raw |= {"periods": periods, "first": first.isoformat()}
    raw |= {key: value for key, value in (("income", income), ("waive", waive)) if value}
    if no_income:
        raw["no_income"] = given_text(no_income)
    with ctx.write() as desk:
        proposed = propose(desk, number, raw)
    if as_json:
        print_json(
            {
                "id": proposed.plan.id,
                "approval": proposed.approval,
                "schedule": proposed.plan.schedule,
                "findings": proposed.findings,
            }
        )
        return
    say("cli.plan-proposed", id=proposed.plan.id, approval=proposed.approval)
    print_schedule(proposed.plan)
    say_findings(proposed.findings)


@plan_command.command("breach")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def breach_plan(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Declare a plan broken: the whole debt is due. 分期违约。"""
    with ctx.write() as desk:
        done = breach(desk, number, given_text(ground))
    if as_json:
        print_json(
            {"number": number, "version": done.case.version, "state": done.case.state,
             "plan": done.plan.id}
        )  # fmt: skip
    else:
        say("plan.broken", id=done.plan.id)


def print_schedule(plan: Plan) -> None:
    """The periods of a plan as a table."""
    heads = [
        VOICE.words(f"head.{key}") for key in ("no", "due", "part", "running", "total", "rest")
    ]
    rows = [(r.no, r.due, r.principal, r.interest, r.total, r.balance) for r in plan.schedule]
    table(heads, rows, right=(0, 2, 3, 4, 5))
