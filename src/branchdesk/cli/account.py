"""The account register: import of the core system's lists."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from branchdesk.actions import account as actions
from branchdesk.actions.view import account_view
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.cli.context import Context, given_contract
from branchdesk.cli.options import day_option, reveal_option, revealed
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@day_option("--as-of", "The list's data date, where its title has none. 数据日期。")
@click.option("--dry-run", is_flag=True, help="Only say what would change. 只试读不保存。")
@json_option
@click.pass_obj
def import_command(
    ctx: Context, file: Path, as_of: date | None, dry_run: bool, as_json: bool
) -> None:
    """Take over the core system's overdue list (.xlsx, .csv). 导入逾期清单。"""
    if not file.is_file():
        raise BadInput(Finding("file.missing", {"file": file.name}))
    # A dry run only reads: it takes no lock and leaves no trace.
    with nullcontext(ctx.read()) if dry_run else ctx.write() as desk:
        done = actions.import_list(desk, file, as_of, dry_run)
    read, compared = done.read, done.compared
    skipped = [
        {"row": s.row, "why": mask_text(VOICE.words.finding(s.finding))} for s in read.skipped
    ]
    counts = {"added": done.added, "updated": done.updated, "unchanged": done.unchanged}
    if as_json:
        print_json(
            {
                "as_of": read.as_of, "read": read.read, **counts, "gone": len(compared.gone),
                "skipped": skipped, "unknown_headings": read.unknown_headings,
                "total_rows": read.total_rows, "findings": read.findings, "dry_run": dry_run,
            }
        )  # fmt: skip
        return
    say("cli.import-tried" if dry_run else "cli.import-done", as_of=read.as_of, read=read.read,
        gone=len(compared.gone), skipped=len(skipped), **counts)  # fmt: skip
    for row in skipped:
        click.echo(f"  {VOICE.words('word.line', line=row['row'])}: {row['why']}")
    if read.unknown_headings:
        say("cli.import-unknown", headings=list(read.unknown_headings))
    say_findings(read.findings)


@click.group("account")
def account_command() -> None:
    """The account register. 账户登记簿。"""


@account_command.command("list")
@json_option
@click.pass_obj
def list_accounts(ctx: Context, as_json: bool) -> None:
    """All accounts of the newest list. 列出账户。"""
    desk = ctx.read()
    views = [account_view(a, ctx.words(desk), False) for a in actions.accounts(desk)]
    if as_json:
        print_json(views)
        return
    columns = ("contract", "customer", "amount", "due", "change")
    keys = ("contract_no", "customer_name", "amount", "due_date", "change_label")
    heads = [VOICE.words(f"head.{column}") for column in columns]
    table(heads, [[view[key] for key in keys] for view in views], right=(2,))


@account_command.command("show")
@click.argument("contract")
@reveal_option
@json_option
@click.pass_obj
def show_account(ctx: Context, contract: str, reveal: str | None, as_json: bool) -> None:
    """One account; - reads the contract from standard input. 显示账户。"""
    contract = given_contract(contract)
    full = revealed(ctx, contract, reveal, actions.reveal_account)
    desk = ctx.read()
    view = account_view(actions.account(desk, contract), ctx.words(desk), full)
    if as_json:
        print_json(view)
        return
    for field in desk.form("account_list").fields:
        value = view.get(field.key)
        if value not in (None, "", []):
            click.echo(f"{VOICE.words.show(field.label)}: {_shown(value)}")
    for key, value in view["extra"].items():
        click.echo(f"{VOICE.words.show(key)}: {VOICE.words.show(value)}")


def _shown(value: object) -> str:
    if isinstance(value, list):
        return VOICE.words.show([row["name"] for row in value])
    return VOICE.words.show(value)


@account_command.command("warnings")
@json_option
@click.pass_obj
def warned(ctx: Context, as_json: bool) -> None:
    """Accounts about to become worse, with every sign. 预警清单。"""
    desk = ctx.read()
    found = actions.early_warnings(desk)
    if as_json:
        print_json([{**account_view(one.account, VOICE.words, False), "case": one.case or None,
                     "signs": one.signs} for one in found])  # fmt: skip
        return
    words = VOICE.words
    heads = [words(f"head.{key}") for key in ("contract", "customer", "number", "amount", "signs")]
    rows = []
    for one in found:
        view = account_view(one.account, VOICE.words, False)
        signs = "; ".join(words.finding(sign) for sign in one.signs)
        rows.append((view["contract_no"], view["customer_name"], one.case,
                     one.account.amount, signs))  # fmt: skip
    table(heads, rows, right=(3,))
    if not found:
        say("watch.nothing")
