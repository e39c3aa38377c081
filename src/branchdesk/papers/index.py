"""00_index.html: what lies in a bundle, in both languages, in one file without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from branchdesk.basics.text import safe_text
from branchdesk.basics.wording import Label

STYLE = (
    "body{font:16px/1.5 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',SimSun,sans-serif;"
    "max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1{font-size:1.5em;border-bottom:2px solid #111}h2{font-size:1.2em}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .6em;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}td a{overflow-wrap:break-word}"
    "th{background:#f2f2f2;width:13em}"
    ".mark{font-weight:bold}@media print{body{margin:0;font-size:12px}a{color:#111}}"
    "@media(max-width:40em){th{width:7em}}"
)


class Link(NamedTuple):
    """A file of the bundle: where it lies, what it is, and what it shows."""

    path: str
    title: Label
    about: str = ""


def index_page(
    title: Label,
    mark: str,
    facts: Sequence[tuple[Label, str]],
    heads: Label,
    links: Sequence[Link],
    back: Link | None = None,
) -> bytes:
    """The page: who, then each file with its link; every value stands for itself.

    ``back`` is the page that lists this one among others.
    """
    rows = "".join(f"<tr><th>{_both(k)}</th><td>{_safe(v)}</td></tr>" for k, v in facts)
    files = "".join(
        f'<tr><td><a href="{escape(quote(link.path))}">{_safe(link.path)}</a></td>'
        f"<td>{_both(link.title)}</td><td>{_safe(link.about)}</td></tr>"
        for link in links
    )
    marked = f'<p class="mark">{_safe(mark)}</p>' if mark else ""
    above = f'<p><a href="{escape(back.path)}">{_both(back.title)}</a></p>' if back else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{_both(title)}</title><style>{STYLE}</style></head><body>"
        f"{above}<h1>{_both(title)}</h1>{marked}<table>{rows}</table>"
        f"<h2>{_both(heads)}</h2><table>{files}</table></body></html>\n"
    ).encode("utf-8", "replace")


def _both(label: Label) -> str:
    return _safe(label.zh if label.zh == label.en else f"{label.zh} / {label.en}")


def _safe(text: str) -> str:
    return escape(safe_text(text))
