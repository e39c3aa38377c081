"""The language of a letter's tags, checked before anything runs: names, if, for and two filters.

Jinja's sandbox alone does not stop ``{{ 'a' * 10**9 }}``: the syntax tree is held against the short
list of what a letter needs, and whatever is not on the list is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from branchdesk.basics.finding import Finding
from branchdesk.papers.blank import BLANK
from branchdesk.papers.template_names import Names, closest

MAX_DEPTH, MAX_LOOPS = 8, 2
EQUAL, LARGER = frozenset({"eq", "ne"}), frozenset({"lt", "lteq", "gt", "gteq"})
LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
WORDS = ("", "w:t", "")
XML_TAG = re.compile(r"<(/?)([\w:]+)[^<>]*?(/?)>")
# Illegal in XML, or a mark that turns the direction of what follows: figures must stay figures.
UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def environment() -> ImmutableSandboxedEnvironment:
    """A Jinja environment that knows two filters and no function, and escapes what it prints."""
    env = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=printed
    )
    env.globals.clear()
    env.tests.clear()
    env.filters.clear()
    env.filters |= {"length": len, "default": _default}
    return env


def printed(value: object) -> Markup:
    """A value as the XML of a letter holds it, every character standing for itself."""
    if isinstance(value, Markup):
        return value
    text = str(BLANK if value is None else value).replace("\r\n", "\n").replace("\r", "\n")
    # docxtpl reads {_{ and its like in the finished XML as braces: a name that holds them is kept.
    safe = str(escape(UNPRINTABLE.sub("□", text))).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(safe)


def _default(value: object, other: str) -> object:
    """The value, or the other words where it is blank or empty."""
    return value if value else other


def check_source(source: str, names: Names, file: str) -> list[Finding]:
    """Every reason why a part's tags must not run; ``source`` is what docxtpl gives to Jinja."""
    env = environment()
    check = _Check(source, names, file)
    try:
        tokens = list(env.lex(source))
        check.marks(tokens)
        if not check.findings:
            check.block(env.parse(source).body, loops={}, depth=0)
    except TemplateSyntaxError as fault:
        check.add("template.syntax", fault.lineno)
    except RecursionError:
        check.add("template.forbidden", 1)
    return check.findings


class _Check:
    """A walk through the tags of one part."""

    def __init__(self, source: str, names: Names, file: str) -> None:
        self.lines = source.split("\n")
        self.names, self.file = names, file
        self.findings: list[Finding] = []

    def add(self, code: str, line: int | None, **facts: str) -> None:
        """Note a reason with the words of the paragraph it stands in."""
        paragraph = self.lines[min(line or 1, len(self.lines)) - 1]
        words = unescape(re.sub(r"<[/\w][^>]*>", "", paragraph)).strip()
        place = {"file": self.file, "place": words[:60]}
        self.findings.append(Finding(code, place | facts))

    def marks(self, tokens: Sequence[tuple[int, str, str]]) -> None:
        """Refuse text kept raw, tags inside of the XML's own tags, words outside of its text."""
        last = ("", "", "")
        for line, kind, text in tokens:
            last = (XML_TAG.findall(text) or [last])[-1] if kind == "data" else last
            cut = kind == "data" and text.rfind("<") > text.rfind(">")
            # docxtpl's {{r name }} prints beside the text, where Word shows nothing.
            if cut or kind == "raw_begin" or (kind == "variable_begin" and last != WORDS):
                self.add("template.forbidden", line)

    def block(self, body: list[nodes.Node], loops: dict[str, str], depth: int) -> None:
        """Check the content of the part or of an if or for."""
        line = body[0].lineno if body else None
        if depth > MAX_DEPTH:
            self.add("template.forbidden", line)
            return
        if not _whole(body, outermost=depth == 0):
            self.add("template.structure", line)
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self.value(part, loops, prints=True)
                case nodes.If():
                    self.branches(node, loops, depth + 1)
                case nodes.For():
                    self.repeat(node, loops, depth + 1)
                case _:
                    self.add("template.forbidden", node.lineno)

    def branches(self, node: nodes.If, loops: dict[str, str], depth: int) -> None:
        for case in (node, *node.elif_):
            self.value(case.test, loops, prints=False)
            self.block(case.body, loops, depth)
        self.block(node.else_, loops, depth)

    def repeat(self, node: nodes.For, loops: dict[str, str], depth: int) -> None:
        rows = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        kind = self.names.kind(rows)
        target = node.target.name if isinstance(node.target, nodes.Name) else "loop"
        taken = target in {"loop", "extra", *loops} or self.names.kind(target)
        if rows and not kind:
            self.unknown(rows, node.lineno)
        elif kind not in ("rows", "any") or taken or node.recursive or len(loops) >= MAX_LOOPS:
            self.add("template.forbidden", node.lineno)
        else:
            inner = loops | {target: rows}
            if node.test:
                self.value(node.test, inner, prints=False)
            self.block(node.body, inner, depth)
            self.block(node.else_, loops, depth)

    def unknown(self, name: str, line: int, nearest: str = "") -> None:
        self.add(
            "template.unknown-name", line, name=name, nearest=nearest or self.names.nearest(name)
        )

    def value(self, node: nodes.Node, loops: dict[str, str], prints: bool) -> None:
        """Check an expression; what is printed must be words, not true or false."""
        match node:
            case nodes.TemplateData() | nodes.Const(value=str() | int()):
                pass
            case nodes.Name():
                self.name(node, loops, prints)
            case nodes.Getattr(node=nodes.Name(name=owner)):
                self.attribute(node, owner, loops)
            case nodes.And() | nodes.Or():
                self.value(node.left, loops, prints)
                self.value(node.right, loops, prints)
            case nodes.CondExpr(expr2=nodes.Expr() as other):
                self.value(node.test, loops, False)
                self.value(node.expr1, loops, prints)
                self.value(other, loops, prints)
            case nodes.Not() if not prints:
                self.value(node.node, loops, False)
            case nodes.Filter(name="length", args=[], kwargs=[], node=nodes.Name() as counted):
                self.name(counted, loops, prints=False)
            case nodes.Filter(
                name="default",
                args=[nodes.Const(value=str())],
                kwargs=[],
                node=nodes.Expr() as inner,
            ):
                self.value(inner, loops, prints)
            case nodes.Compare(ops=[nodes.Operand()]) if not prints and _alike(node):
                self.value(node.expr, loops, False)
                self.value(node.ops[0].expr, loops, False)
            case _:
                self.add("template.forbidden", node.lineno)

    def name(self, node: nodes.Name, loops: dict[str, str], prints: bool) -> None:
        kind = self.names.kind(node.name)
        if node.name in loops or node.name in ("loop", "extra"):
            self.add("template.forbidden", node.lineno)
        elif not kind:
            self.unknown(node.name, node.lineno)
        elif prints and kind in ("flag", "rows"):
            self.add("template.not-words", node.lineno, name=node.name)

    def attribute(self, node: nodes.Getattr, owner: str, loops: dict[str, str]) -> None:
        full = f"{owner}.{node.attr}"
        if owner in loops:
            columns = self.names.columns_of(loops[owner])
            # A list without rows cannot tell its columns, and prints none of them.
            if columns and node.attr not in columns:
                self.unknown(full, node.lineno, f"{owner}.{closest(node.attr, columns)}")
            elif node.attr.startswith("_"):
                self.add("template.forbidden", node.lineno)
        elif node.attr in {"loop": LOOP if loops else (), "extra": self.names.extra}.get(owner, ()):
            pass
        elif self.names.kind(owner):
            self.add("template.forbidden", node.lineno)
        else:
            self.unknown(full, node.lineno)


def _counts(node: nodes.Node) -> bool:
    match node:
        case nodes.Const(value=int()) | nodes.Filter(name="length"):
            return True
        case nodes.Getattr(node=nodes.Name(name="loop")):
            return True
    return False


def _alike(node: nodes.Compare) -> bool:
    """Words may be equal or not; only counts may be larger: "9" is more than "10" as words."""
    operand = node.ops[0]
    counts = {_counts(node.expr), _counts(operand.expr)}
    return operand.op in (EQUAL | LARGER if counts == {True} else EQUAL) and len(counts) == 1


def _whole(body: list[nodes.Node], outermost: bool) -> bool:
    """True where a block can be left out or repeated and the XML around it stays whole.

    It may close and open again what surrounds it, as an if does that begins in one run and ends in
    another, but no table cell: the rows of a table have the same number of cells.
    """
    closed: list[str] = []
    opened: list[str] = []
    for slash, name, empty in _tags(body):
        if empty:
            continue
        if not slash:
            if name == "w:tc" and "w:tr" not in opened and not outermost:
                return False
            opened.append(name)
        elif opened:
            if opened.pop() != name:
                return False
        elif name == "w:tc":
            return False
        else:
            closed.append(name)
    return not opened and not closed if outermost else closed == opened[::-1]


def _tags(body: list[nodes.Node]) -> Iterator[tuple[str, str, str]]:
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.TemplateData):
                    yield from XML_TAG.findall(part.data)
