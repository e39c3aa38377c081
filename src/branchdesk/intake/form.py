"""Reads forms/*.toml, and what people filled in: every fault at once, each beside its field."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.identity import check_identity
from branchdesk.basics.money import Amount
from branchdesk.basics.text import door_text, half_width
from branchdesk.basics.wording import Label
from branchdesk.intake import values
from branchdesk.intake.toml import read_toml
from branchdesk.model.form import UNSAID, Field, Form

SHIPPED = ("enquiry", "contact", "verify", "promise", "staff", "customer", "account_list")
BEIJING = timezone(timedelta(hours=8))
_YEARS = range(1900, 2200)  # as for dates: 0206 is a slip of the pen
_FITS = 10**40


class _Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Label
    fields: tuple[Field, ...]


def read_form(folders: list[Path], code: str) -> Form:
    """A form; the first folder that has it wins. Raises BadInput that names file and line."""
    paths = [folder / f"{code}.toml" for folder in folders]
    path = next((p for p in paths if p.is_file()), paths[-1])
    sheet = read_toml(path, _Sheet)
    form = Form(code, sheet.title, sheet.fields)
    twice = sorted({k for k in form.keys if form.keys.count(k) > 1})
    if twice:
        raise BadInput(Finding("form.field-twice", {"file": path.name, "keys": twice}))
    return form


def fill_in(
    form: Form, raw: Mapping[str, Any], today: date | None
) -> tuple[dict[str, Any], list[Finding]]:
    """Typed values by key, and every fault; a key the form lacks is named with its neighbour.

    An empty answer (absent, null, "", []) gives no value. ``today`` is given for the screens, where
    dates may be short (1125, +3, 周五); files write them out.
    """
    filled: dict[str, Any] = {}
    faults: list[Finding] = []
    for key, value in raw.items():
        field = form.field(key)
        if field is None:
            faults.append(_unknown(key, form.keys))
        elif not _empty(value):
            read = read_field(field, value, today)
            if isinstance(read, list):
                faults += read
            else:
                filled[key] = read.value
    for field in form.fields:
        if (
            field.required
            and field.key not in filled
            and not any(f.field == field.key for f in faults)
        ):
            faults.append(Finding("form.required", {"name": field.label}, field=field.key))
    return filled, faults


def unsaid(field: Field, value: Any) -> str:
    """The code of UNSAID that the answer means; empty for every other answer (R041)."""
    if not field.unsaid or not isinstance(value, str):
        return ""
    typed = half_width(value).strip().casefold()
    return next((code for code, means in UNSAID.items() if typed in means), "")


class Read:
    """A value that passed the door."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        """Keep the typed value."""
        self.value = value


def read_field(field: Field, value: Any, today: date | None) -> Read | list[Finding]:
    """One answer as a typed value, or what is wrong with it."""
    why = unsaid(field, value)
    if why:
        return Read(why)
    if field.kind == "rows":
        return _rows(field, value, today)
    read = READERS[field.kind](field, value, today)
    if isinstance(read, Finding):
        return [_at(read, field.key)]
    return Read(read)


def _unknown(key: str, known: tuple[str, ...]) -> Finding:
    near = difflib.get_close_matches(key[:100], known, n=1, cutoff=0.0) or ["—"]
    return Finding("form.unknown-key", {"key": key[:100], "near": near[0]}, field=key[:100])


def _empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _at(finding: Finding, key: str) -> Finding:
    return Finding(finding.code, finding.facts, finding.source, key, finding.line)


def _typed(value: Any) -> str:
    """The value as a person would have typed it; of what no field takes, its kind in brackets."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal) or (type(value) is int and abs(value) < _FITS):
        return str(value)
    return f"<{value}>" if isinstance(value, bool) else f"<{type(value).__name__}>"


def _line(field: Field, value: Any, today: date | None) -> str | Finding:
    if not isinstance(value, str):
        return Finding("form.not-text", {"name": field.label, "read": _typed(value)[:60]})
    return door_text(value, limit=field.limit, lines=field.kind == "text")


def _choice(field: Field, value: Any, today: date | None) -> str | Finding:
    text = _typed(value)
    for choice in field.choices:
        if (
            text in (choice.code, choice.zh, *choice.also)
            or text.casefold() == choice.en.casefold()
        ):
            return choice.code
    codes = [Label(f"{c.zh}({c.code})", c.code) for c in field.choices]
    return Finding("form.not-a-choice", {"name": field.label, "read": text[:60], "codes": codes})


def _choices(field: Field, value: Any, today: date | None) -> tuple[str, ...] | Finding:
    many = value
    if not isinstance(value, list | tuple):
        # A Chinese input method writes the comma in full width, or 、.
        many = [one for one in re.split("[,，、]", _typed(value)) if one.strip()]
    read = [_choice(field, one, today) for one in many]
    wrong = next((r for r in read if isinstance(r, Finding)), None)
    return wrong or tuple(dict.fromkeys(r for r in read if isinstance(r, str)))


def _amount(field: Field, value: Any, today: date | None) -> Amount | Finding:
    return values.read_amount(value, zero=field.kind == "amount_or_zero")


def _identity(field: Field, value: Any, today: date | None) -> str | Finding:
    text = _line(field, value, today)
    if isinstance(text, Finding):
        return text
    identity = check_identity(text)
    return identity.value if identity else Finding("form.bad-identity", {"read": text})


def _phone(field: Field, value: Any, today: date | None) -> str | Finding:
    text = _line(field, value, today)
    if isinstance(text, str) and sum(c.isdigit() for c in text) < 5:
        return Finding("form.bad-phone", {"read": text})
    return text


def _number(field: Field, value: Any, today: date | None) -> int | Finding:
    text = half_width(_typed(value))
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return Finding("form.not-a-number", {"name": field.label, "read": text[:60]})
    return int(text)


def _moment(field: Field, value: Any, today: date | None) -> datetime | Finding:
    typed = _typed(value)
    text = half_width(typed).replace("/", "-").replace("T", " ")
    if today and len(text) <= 5 and ":" in text:
        text = f"{today.isoformat()} {text.zfill(5)}"
    day, _, hour = text.rpartition(" ")
    short = values.read_date(day, today) if today and ":" in hour else None
    if isinstance(short, date):
        text = f"{short.isoformat()} {hour.zfill(5)}"
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(BEIJING)  # 02:30Z on the recorder is 10:30 on the wall
        if moment.year in _YEARS:
            return moment.replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError):
        pass
    return Finding("form.not-a-moment", {"read": typed[:60]})


def _rows(field: Field, value: Any, today: date | None) -> Read | list[Finding]:
    if not isinstance(value, list) or len(value) > 100:
        return [Finding("form.not-rows", {"name": field.label}, field=field.key)]
    inner = Form(field.key, field.label, field.columns)
    rows, faults = [], []
    for number, one in enumerate(value, 1):
        if not isinstance(one, Mapping):
            faults.append(
                Finding("form.not-rows", {"name": field.label}, field=f"{field.key}[{number}]")
            )
            continue
        row, wrong = fill_in(inner, one, today)
        faults += [_at(f, f"{field.key}[{number}].{f.field}") for f in wrong]
        rows.append(row)
    return faults or Read(rows)


READERS: dict[str, Callable[[Field, Any, date | None], Any]] = {
    "line": _line,
    "text": _line,
    "choice": _choice,
    "choices": _choices,
    "amount": _amount,
    "amount_or_zero": _amount,
    "rate": lambda field, value, today: values.read_rate(value),
    "date": lambda field, value, today: values.read_date(value, today),
    "days": lambda field, value, today: values.read_days(value),
    "number": _number,
    "moment": _moment,
    "yes_no": lambda field, value, today: values.read_yes_no(value),
    "identity": _identity,
    "phone": _phone,
}
