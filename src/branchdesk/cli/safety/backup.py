"""Backups and the way back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click
import msgspec

from branchdesk.actions.safety.backup import backup, may_restore, restore
from branchdesk.basics.errors import Damaged
from branchdesk.cli.context import Context
from branchdesk.cli.output import json_option, print_json, say, say_progress


@click.command("backup")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="DIR 文件夹。")
@json_option
@click.pass_obj
def backup_command(ctx: Context, folder: Path | None, as_json: bool) -> None:
    """The whole desk in one file, read back when made. 备份整个案台。"""
    with ctx.write() as desk:
        made = backup(desk, folder or desk.folder.backups, say_progress)
        if as_json:
            print_json({"file": str(made)})
        else:
            say("backup.made", file=made)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def restore_command(ctx: Context, file: Path, as_json: bool) -> None:
    """Put a backup in the desk's place; the present state is kept first. 从备份恢复。"""
    staff = ctx.staff or ""
    # Damaged records are what a backup is for: then nobody can be asked for authority.
    with suppress(Damaged), ctx.write() as desk:
        may_restore(desk)
        staff = desk.me.id
    done = restore(ctx.folder, file, staff, say_progress)
    assert done is not None, "it is not stopped from here"
    if as_json:
        print_json(msgspec.structs.asdict(done))
    else:
        say("backup.restored", at=done.made_at, files=done.files, before=done.before)
