"""One XML part of a Word document, walked once: its paragraphs, fields and stray tags.

The walk is expat's stream: no tree is built, so a part of 4 MB costs no more than its text.
"""

from __future__ import annotations

import re
from xml.parsers import expat

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
TAG_MARK = re.compile(r"\{[{%#]|[}%#]\}")


class NotDocx(ValueError):
    """The bytes are no Word document; the text is for a log, not for a reader."""


class Part:
    """What one part holds."""

    def __init__(self) -> None:
        """An empty part; ``read_part`` fills it."""
        self.paragraphs: list[str] = []
        """The text of each paragraph, whatever runs Word has cut it into."""
        self.fields: list[str] = []
        """The instruction of each field, such as ``PAGE``."""
        self.stray: list[str] = []
        """Text outside of paragraphs that could become a tag: in attributes, fields, remarks."""
        self.root = ""
        self.elements: list[dict[str, str]] = []
        """The attributes of the elements right under the root."""


class _Walk:
    """The state of a walk through one part."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.path: list[str] = []
        self.open_paragraphs: list[list[str]] = []
        self.open_fields: list[list[str]] = []
        self.text: list[str] = []

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self.flush()
        self.path.append(name)
        if len(self.path) == 1:
            self.part.root = name
        elif len(self.path) == 2:
            self.part.elements.append(attrs)
        self.part.stray += (value for value in attrs.values() if TAG_MARK.search(value))
        match name.removeprefix(WORD):
            case "p":
                self.open_paragraphs.append([])
            case "fldSimple":
                self.part.fields.append(attrs.get(WORD + "instr", ""))
            case "fldChar":
                self.field(attrs.get(WORD + "fldCharType", ""))

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.open_fields.append([])
        elif kind == "end" and self.open_fields:
            self.part.fields.append("".join(self.open_fields.pop()))

    def end(self, name: str) -> None:
        self.flush()
        self.path.pop()
        if name == WORD + "p":
            self.part.paragraphs.append("".join(self.open_paragraphs.pop()))

    def flush(self) -> None:
        text, self.text = "".join(self.text), []
        match self.path[-1].removeprefix(WORD) if text and self.path else "":
            case "t" if self.open_paragraphs:
                self.open_paragraphs[-1].append(text)
            case "instrText" | "delInstrText":
                # Text of no open field is no field for Word; here it is judged like one.
                (self.open_fields[-1] if self.open_fields else self.part.fields).append(text)
                self.remark(text)
            case _:
                self.remark(text)

    def characters(self, text: str) -> None:
        self.text.append(text)

    def remark(self, text: str) -> None:
        if "{" in text or "}" in text:
            self.part.stray.append(text)

    def instruction(self, target: str, text: str) -> None:
        self.remark(target + text)

    def doctype(self, *_: object) -> None:
        raise NotDocx("document type")


def read_part(data: bytes) -> Part:
    """The part's content. Raises NotDocx or expat's error where it is no plain XML."""
    part = Part()
    walk = _Walk(part)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.CommentHandler = walk.remark
    parser.ProcessingInstructionHandler = walk.instruction
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.Parse(data, True)
    part.fields += ("".join(words) for words in walk.open_fields)
    return part
