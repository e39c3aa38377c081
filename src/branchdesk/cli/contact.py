"""Contacts, whether one may begin now, and promises."""

from __future__ import annotations

import click
import msgspec

from branchdesk.actions.contact.add import add_contact
from branchdesk.actions.contact.check import Checked, check
from branchdesk.actions.contact.complete import complete
from branchdesk.actions.contact.promise import add_promise, reverse_promise
from branchdesk.actions.contact.reverse import reverse_contact
from branchdesk.actions.contact.review import review
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.follow.quality import score_command
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings


@click.group("contact")
def contact_command() -> None:
    """Contacts with customers. 联系记录。"""


contact_command.add_command(score_command)


@contact_command.command("add")
@click.argument("number")
@click.option("--form", "code", default="contact", help="contact, legal_call. 联系表。")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, code: str, source: str, as_json: bool) -> None:
    """Record a contact and the next step, whatever rule it broke. 记录联系。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = add_contact(desk, number, raw, code=code)
    case = done.case
    if as_json:
        print_json({"number": case.number, "version": case.version, "next_on": case.next_on,
                    "findings": done.findings, "breaches": done.breaches,
                    "gaps": done.gaps, "promise": done.promise or None})  # fmt: skip
        return
    say("cli.contact-added", number=case.number)
    if done.breaches:
        say("contact.broke")
    say_findings(done.findings)


@contact_command.command("complete")
@click.argument("number")
@click.argument("entry", type=int)
@from_option
@json_option
@click.pass_obj
def fill_gaps(ctx: Context, number: str, entry: int, source: str, as_json: bool) -> None:
    """Add what the record of a contact lacked. 补填联系记录。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = complete(desk, number, entry, raw)
    if as_json:
        print_json({"number": number, "version": done.case.version, "entry": entry,
                    "gaps": done.gaps, "findings": done.findings})  # fmt: skip
        return
    say("contact.completed", number=number, entry=entry)
    say_findings(done.findings)


@contact_command.command("check")
@click.argument("number")
@click.option("--number", "phone", default="", help="1 = first on file; @FILE or -. 号码。")
@click.option("--counterpart", default="self", help="self, family, other, ... 对方。")
@click.option("--agreed", is_flag=True, help="The customer agreed to this time. 事先约好。")
@json_option
@click.pass_obj
def check_now(
    ctx: Context, number: str, phone: str, counterpart: str, agreed: bool, as_json: bool
) -> None:
    """May I call now, and why not; counters and script. 现在能否联系。"""
    desk = ctx.read()
    seen = check(desk, number, given_text(phone), counterpart, agreed=agreed)
    if not as_json:
        _tell(seen)
        return
    view = {"case": number, "allowed": seen.allowed, **msgspec.structs.asdict(seen)}
    words = VOICE.words
    text = words("script." + seen.script)
    print_json(view | {"script": {"code": seen.script, "text": text}})


def _tell(seen: Checked) -> None:
    say("contact.allowed" if seen.allowed else "contact.not-allowed", number=seen.number or "—")
    say_findings(seen.findings)
    if not seen.allowed:
        later = seen.next_allowed
        say("contact.next-allowed", at=later) if later else say("contact.next-never")
    say("contact.counted", **msgspec.structs.asdict(seen))
    say_findings(seen.notes)
    if seen.script != "third-party":
        say("script.unverified")
    click.echo(VOICE.words("script." + seen.script))
    say_findings(seen.options)


@contact_command.command("review")
@click.argument("number")
@click.argument("entry", type=int)
@ground_option
@json_option
@click.pass_obj
def look_at(ctx: Context, number: str, entry: int, ground: str, as_json: bool) -> None:
    """Say what follows from a contact that broke a rule. 复核违规联系。"""
    with ctx.write() as desk:
        case = review(desk, number, entry, given_text(ground))
    if as_json:
        print_json({"number": number, "version": case.version, "entry": entry})
    else:
        say("contact.reviewed", number=number, entry=entry)


@contact_command.command("reverse")
@click.argument("number")
@click.argument("entry", type=int)
@ground_option
@json_option
@click.pass_obj
def take_contact_back(ctx: Context, number: str, entry: int, ground: str, as_json: bool) -> None:
    """Take a wrong contact back, by an entry that names it. 撤销联系记录。"""
    with ctx.write() as desk:
        case = reverse_contact(desk, number, entry, given_text(ground))
    if as_json:
        print_json({"number": number, "version": case.version, "entry": entry})
    else:
        say("contact.reversed", number=number, entry=entry)


@click.group("promise")
def promise_command() -> None:
    """Promises to pay. 还款承诺。"""


@promise_command.command("add")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def add_promised(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a promise to pay. 记录承诺。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = add_promise(desk, number, raw)
    case = done.case
    if as_json:
        print_json({"number": case.number, "version": case.version, "next_on": case.next_on,
                    "id": done.id, "replaces": done.replaces})  # fmt: skip
        return
    say("cli.promise-added", number=case.number)
    if done.replaces:
        say("promise.replaced", id=done.id, ids=list(done.replaces))


@promise_command.command("reverse")
@click.argument("number")
@click.argument("promise")
@ground_option
@json_option
@click.pass_obj
def take_back(ctx: Context, number: str, promise: str, ground: str, as_json: bool) -> None:
    """Take a wrong promise back, by an entry that names it. 撤销承诺记录。"""
    with ctx.write() as desk:
        case = reverse_promise(desk, number, promise, given_text(ground))
    if as_json:
        print_json({"number": number, "version": case.version, "id": promise})
    else:
        say("promise.reversed", number=number, id=promise)
