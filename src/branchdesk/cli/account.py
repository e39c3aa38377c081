"""The account register: import of the core system's lists."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from branchdesk.actions import account as actions
from branchdesk.actions.due.remind import due_key, due_view, dues, reminded, reveal_dues
from branchdesk.actions.due.take import due_notice, import_dues
from branchdesk.actions.find import overdue_causes
from branchdesk.actions.follow.changes import ListChanges, list_changes, save_changes
from branchdesk.actions.view import account_view
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.cli.context import Context, given_contract
from branchdesk.cli.options import day_option, reveal_option, revealed
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table
from branchdesk.reports.follow.changes import Row, changes_table, totals_table


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--due-list", is_flag=True, help="What falls due in the next 31 days. 到期清单。")
@day_option("--as-of", "The list's data date, where its title has none. 数据日期。")
@click.option("--dry-run", is_flag=True, help="Only say what would change. 只试读不保存。")
@json_option
@click.pass_obj
def import_command(
    ctx: Context, file: Path, due_list: bool, as_of: date | None, dry_run: bool, as_json: bool
) -> None:
    """Take over the core system's overdue or due list (.xlsx, .csv). 导入逾期清单、到期清单。"""
    if not file.is_file():
        raise BadInput(Finding("file.missing", {"file": file.name}))
    # A dry run only reads: it takes no lock and leaves no trace.
    with nullcontext(ctx.read()) if dry_run else ctx.write() as desk:
        done = (import_dues if due_list else actions.import_list)(desk, file, as_of, dry_run)
    told = done.told
    skipped = [
        {"row": s.row, "why": mask_text(VOICE.words.finding(s.finding))} for s in told.skipped
    ]
    if as_json:
        print_json(
            {
                "as_of": told.as_of, "read": told.read, **told.counts, "skipped": skipped,
                "unknown_headings": told.unknown_headings, "total_rows": told.total_rows,
                "findings": told.findings, "dry_run": dry_run,
            }
        )  # fmt: skip
        return
    code = "import-tried" if dry_run else "import-done"
    say(f"{told.noun}.{code}", as_of=told.as_of, read=told.read, skipped=len(skipped),
        **told.counts)  # fmt: skip
    for row in skipped:
        click.echo(f"  {VOICE.words('word.line', line=row['row'])}: {row['why']}")
    if told.unknown_headings:
        say(f"{told.noun}.import-unknown", headings=list(told.unknown_headings))
    say_findings(told.findings)


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


@account_command.command("causes")
@json_option
@click.pass_obj
def why_overdue(ctx: Context, as_json: bool) -> None:
    """Why loans are overdue, and what prevents it. 逾期原因分析。"""
    found, words = overdue_causes(ctx.read()), VOICE.words
    if as_json:
        print_json(
            [
                {"reason": one.reason, "label": name, "count": one.count, "severe": one.severe,
                 "amount": one.amount, "measure": words(f"cause.{one.measure}")}
                for one, name in found
            ]
        )  # fmt: skip
        return
    heads = [words(f"head.{key}") for key in ("reason", "count", "severe", "amount", "measure")]
    rows = [(words.show(name), one.count, one.severe, one.amount, words(f"cause.{one.measure}"))
            for one, name in found]  # fmt: skip
    table(heads, rows, right=(1, 2, 3))
    if not found:
        say("cause.nothing")


@account_command.command("dues")
@reveal_option
@json_option
@click.pass_obj
def list_dues(ctx: Context, reveal: str | None, as_json: bool) -> None:
    """What the newest due list says from today on. 到期清单。"""
    full = revealed(ctx, "due list", reveal, reveal_dues)
    desk = ctx.read()
    views = [due_view(due, full) for due in dues(desk)]
    if as_json:
        print_json(views)
        return
    notice = due_notice(desk)
    if notice is not None:
        click.echo(VOICE.words.finding(notice))
    heads = [
        VOICE.words(f"head.{key}") for key in ("due", "contract", "customer", "phone", "amount")
    ]
    keys = ("due", "contract_no", "customer_name", "phone", "amount")
    table(heads, [[view[key] for key in keys] for view in views], right=(4,))


@account_command.command("reminded")
@click.argument("contract")
@day_option("--due", "The day on which the sum falls due. 应还日期。", required=True)
@json_option
@click.pass_obj
def keep_reminded(ctx: Context, contract: str, due: date, as_json: bool) -> None:
    """Keep that a customer without a case was reminded; - reads the contract. 记下已提醒。"""
    key = due_key(given_contract(contract), due)
    with ctx.write() as desk:
        done = reminded(desk, key)
    if as_json:
        print_json(due_view(done))
    else:
        say("due.reminded", customer=due_view(done)["customer_name"], due=done.due)


@account_command.command("changes")
@click.option(
    "--csv", "file", type=click.Path(path_type=Path), help="Into a new FILE.csv. 存为文件。"
)
@json_option
@click.pass_obj
def changes(ctx: Context, file: Path | None, as_json: bool) -> None:
    """The newest list against the one before, with totals. 今日变动。"""
    desk = ctx.read()
    found, words = list_changes(desk), VOICE.words
    if file is not None:
        save_changes(found, file, words)
    if as_json:
        print_json(_plain(found, file))
        return
    say("change.from-to" if found.before else "change.only", on=found.as_of, before=found.before)
    for page in (totals_table(found.totals, words), changes_table(_moved(found), words)):
        if page.rows:
            click.echo()
            table([words.show(head) for head in page.heads], page.rows, right=page.right)
    say_findings(found.findings)
    if file is not None:
        say("change.written", file=file, count=len(found.rows))


def _moved(found: ListChanges) -> list[Row]:
    """What stands as it stood is only counted."""
    return [row for row in found.rows if row.change != "unchanged"]


def _plain(found: ListChanges, file: Path | None) -> dict[str, object]:
    rows = [
        {"change": row.change, "returned": row.returned, "contract_no": row.shown_contract,
         "customer": row.customer, "case": row.case or None, "before": row.before, "now": row.now,
         "difference": row.difference}
        for row in found.rows
    ]  # fmt: skip
    return {"as_of": found.as_of, "before": found.before, "totals": found.totals, "rows": rows,
            "findings": found.findings, "file": file}  # fmt: skip
