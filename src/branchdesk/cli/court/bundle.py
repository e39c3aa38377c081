"""Papers taken in, the flow chart, and legal bundles."""

from __future__ import annotations

from pathlib import Path

import click

from branchdesk.actions.legal.bundle import make_bundle, verify_bundle
from branchdesk.actions.legal.paper import add_paper
from branchdesk.actions.process.chart import print_chart, save_chart
from branchdesk.actions.visit.printed import print_activity
from branchdesk.basics.wording import Lang
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.output import json_option, print_json, say
from branchdesk.model.case import COMPARED, Compared


@click.group("paper")
def paper_command() -> None:
    """Papers that come in. 收存材料。"""


@paper_command.command("add")
@click.argument("number")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="What it is; @FILE or -. 名称。")
@click.option("--proves", required=True, help="What it shows; @FILE or -. 证明内容。")
@click.option(
    "--compared",
    type=click.Choice(COMPARED),
    default=None,
    help="Against its original; doubtful: not genuine or not valid. 核对原件。",
)
@json_option
@click.pass_obj
def add(
    ctx: Context,
    number: str,
    file: Path,
    title: str,
    proves: str,
    compared: Compared | None,
    as_json: bool,
) -> None:
    """Take a received document or recording into a case. 收存材料。"""
    title, proves = given_text(title), given_text(proves)
    with ctx.write() as desk:
        paper = add_paper(desk, number, file, title, proves, compared or "")
        kept = desk.folder.received / number / paper.file
    if as_json:
        print_json({"number": number, "id": paper.id, "file": kept, "sha256": paper.sha256,
                    "size": paper.size, "compared": paper.compared})  # fmt: skip
    else:
        say("received.done", number=number, id=paper.id, file=kept)


@paper_command.command("chart")
@click.option(
    "--to", "file", type=click.Path(path_type=Path), help="FILE.docx; else papers/. 文件。"
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the paper. 语言。")
@json_option
@click.pass_obj
def chart(ctx: Context, file: Path | None, lang: Lang | None, as_json: bool) -> None:
    """Print the flow chart of the procedure as a Word paper. 处理流程图。"""
    if file is not None:
        desk = ctx.read()
        kept = save_chart(desk, lang or desk.lang, file)
    else:
        with ctx.write() as desk:
            kept = print_chart(desk, lang or desk.lang)
    if as_json:
        print_json({"file": kept})
    else:
        say("process.printed", file=kept)


@paper_command.command("print")
@click.argument("number")
@click.argument("code")
@click.option(
    "--to", "file", required=True, type=click.Path(path_type=Path), help="FILE.docx 文件。"
)
@click.option("--id", "ref", default="", help="The entry, visit, letter; else the last. 记录号。")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the paper. 语言。")
@json_option
@click.pass_obj
def print_record(
    ctx: Context, number: str, code: str, file: Path, ref: str, lang: Lang | None, as_json: bool
) -> None:
    """Print a record: call, legal call, visit, its plan, or a delivery_receipt. 打印记录表。"""
    desk = ctx.read()
    kept = print_activity(desk, number, code, file, lang or desk.lang, ref)
    if as_json:
        print_json({"file": kept})
    else:
        say("activity.printed", file=kept)


@click.group("bundle")
def bundle_command() -> None:
    """Legal bundles. 法律文件包。"""


@bundle_command.command("make")
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER...")
@click.option(
    "--to", "file", required=True, type=click.Path(path_type=Path), help="FILE.zip 文件。"
)
@json_option
@click.pass_obj
def make(ctx: Context, numbers: tuple[str, ...], file: Path, as_json: bool) -> None:
    """Make one bundle of one or more cases; it holds full numbers. 制作法律文件包。"""
    with ctx.write() as desk:
        made = make_bundle(desk, numbers, file)
    if as_json:
        print_json(made)
    else:
        say("bundle.made", file=made.file, files=made.files, root=made.root)


@bundle_command.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def verify(ctx: Context, file: Path, as_json: bool) -> None:
    """Find every changed, added or missing file and byte; needs no desk. 核对文件包。"""
    found = verify_bundle(file)
    if as_json:
        print_json({"root": found.root, "cases": found.cases, "files": found.files,
                    "bytes": found.bytes})  # fmt: skip
    else:
        say("bundle.verified", root=found.root, cases=list(found.cases), files=found.files,
            bytes=found.bytes)  # fmt: skip
