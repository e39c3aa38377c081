"""A desk with a case worth a bundle, and hands to take a bundle apart."""

from __future__ import annotations

import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
IDENTITY, PHONE = "610103198802160028", "13900001202"
HOSTILE = '=HYPERLINK("x")<b>秦&小满\u202e'


def a_full_desk(folder: Path, name: str = "秦小满") -> DeskAt:
    """One case: contacted, promised, dunned by an issued notice, with a contract taken in."""
    desk = a_desk(folder, staff=True, filled=True)
    desk.add(
        an_enquiry(
            customer_name=name, id_number=IDENTITY, phone=PHONE, reason_text=f"{name} 没有钱",
            contract_rate="0.0435", penalty_uplift="0.5",
        )
    )  # fmt: skip
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("letter", "draft", CASE, "overdue_notice")
    desk.ok("letter", "issue", CASE, "D-1")
    desk.ok("letter", "draft", CASE, "overdue_notice", "--lang", "en")
    desk.ok("contact", "add", CASE, "--from", "-", stdin=CONTACT)
    paper = folder / "张三.pdf"
    paper.write_bytes(b"%PDF-1.7 contract")
    desk.ok("paper", "add", CASE, paper, "--title", f"合同 {name}", "--proves", "借款关系成立")
    return desk


CONTACT = {
    "direction": "out",
    "channel": "call",
    "result": "promise",
    "at": "2026-11-22 10:30",
    "number": PHONE,
    "text": "承诺还款",
    "next_on": "2026-11-25",
}


def make(desk: DeskAt, file: Path, *numbers: str) -> Any:
    """The bundle, made; what the command answered."""
    return desk.ok("bundle", "make", *(numbers or (CASE,)), "--to", file)


def members(file: Path) -> dict[str, bytes]:
    """The files of a bundle below its top folder."""
    with zipfile.ZipFile(file) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def data_of(file: Path) -> dict[str, bytes]:
    """The payload, by its names below data/."""
    return {n[5:]: d for n, d in members(file).items() if n.startswith("data/")}


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data
