"""The one letterhead of all papers: page, styles, and a package of fixed bytes.

Every part is written here instead of taken from python-docx's default document: that one brings
787 KB of style XML, and another version of it would change the bytes of every template.
"""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

SERIF = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"'
SANS = 'w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"'
SONG, HEI = f'{SERIF} w:eastAsia="SimSun"', f'{SANS} w:eastAsia="SimHei"'
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MADE = "2026-01-01T00:00:00Z"


def twips(millimetres: int) -> int:
    """Millimetres as Word's twentieths of a point."""
    return millimetres * 14400 // 254


TEXT_WIDTH = 170
"""Millimetres between the margins of A4."""
PAGE = (
    f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar w:top="{twips(18)}" '
    f'w:right="{twips(20)}" w:bottom="{twips(13)}" w:left="{twips(20)}" '
    f'w:header="{twips(7)}" w:footer="{twips(6)}" w:gutter="0"/>'
)


class Look(NamedTuple):
    """How a paragraph style looks."""

    half_points: int
    line: int
    """The distance between lines in points, exact."""
    align: str = "both"
    before: int = 0
    after: int = 0
    """Distance to the neighbours in points."""
    fonts: str = SONG
    bold: bool = False
    indent: str = ""
    keep: bool = False
    """Stays on the page of the next paragraph."""
    border: str = ""
    tabs: str = ""

    def xml(self, name: str) -> str:
        """The style element; the order of the children is the schema's."""
        keep = "<w:keepNext/><w:keepLines/>" if self.keep else ""
        distance = f'w:before="{self.before * 20}" w:after="{self.after * 20}"'
        size = self.half_points
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(name)}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{keep}{self.border}{self.tabs}"
            f'<w:spacing {distance} w:line="{self.line * 20}" w:lineRule="exact"/>'
            f'{self.indent}<w:jc w:val="{self.align}"/></w:pPr>'
            f"<w:rPr><w:rFonts {self.fonts}/>{'<w:b/><w:bCs/>' if self.bold else ''}"
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )


def style_id(name: str) -> str:
    """The id of the style of this name."""
    return name.replace(" ", "")


def _rule(side: str, kind: str, gap: int) -> str:
    line = f'<w:{side} w:val="{kind}" w:sz="6" w:space="{gap}" w:color="000000"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


TWO_CHARS = '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
SIGN_INDENT = '<w:ind w:rightChars="200" w:right="480"/>'
RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{twips(TEXT_WIDTH)}"/></w:tabs>'
ZH = {
    "Letter Mark": Look(18, 13, "center", fonts=HEI, bold=True),
    "Letter Head": Look(18, 13, "left", border=_rule("bottom", "single", 3), tabs=RIGHT_TAB),
    "Letter Foot": Look(18, 12, "center"),
    "Letter Title": Look(40, 28, "center", 0, 5, HEI, bold=True),
    "Letter To": Look(24, 18, "left", bold=True),
    "Letter Body": Look(24, 17, indent=TWO_CHARS),
    "Letter Unit": Look(18, 12, "right", 0, 1, keep=True),
    "Letter Cell": Look(18, 12, "center"),
    "Letter Figure": Look(18, 12, "right"),
    "Letter Note": Look(18, 13, before=2, after=1),
    "Letter Contact": Look(21, 15, "left", 1, indent='<w:ind w:left="480"/>'),
    "Letter Closing": Look(24, 17, indent=TWO_CHARS, keep=True),
    "Letter Sign": Look(24, 20, "right", 6, indent=SIGN_INDENT, keep=True),
    "Letter Date": Look(24, 20, "right", 0, 8, indent=SIGN_INDENT),
    "Letter Tear": Look(16, 12, "center", 4, border=_rule("top", "dashed", 2), keep=True),
    "Letter Slip Title": Look(26, 18, "center", 0, 2, HEI, bold=True, keep=True),
    "Letter Slip": Look(18, 13, "left", keep=True),
    "Letter Section": Look(21, 16, "left", 5, 2, HEI, bold=True, keep=True),
    "Letter Form": Look(18, 13, "left"),
    "Letter Code": Look(15, 10, "right", 2),
}
EN = ZH | {
    "Letter To": Look(22, 14, "left", 0, 2, bold=True),
    "Letter Body": Look(21, 13, before=2, after=1),
    "Letter Contact": Look(20, 13, "left", 1),
    "Letter Closing": Look(21, 13, before=2, keep=True),
    "Letter Sign": Look(21, 15, "right", 12, keep=True),
    "Letter Date": Look(21, 15, "right", 0, 10),
}

DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {SONG}/><w:sz w:val="24"/>'
    '<w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
# Some a Windows lists its fonts under their Chinese names only.
FONTS = "".join(
    f'<w:font w:name="{name}">{alt}<w:charset w:val="{charset}"/></w:font>'
    for name, alt, charset in (
        ("Times New Roman", "", "00"),
        ("Arial", "", "00"),
        ("SimSun", '<w:altName w:val="宋体"/>', "86"),
        ("SimHei", '<w:altName w:val="黑体"/>', "86"),
    )
)
COLOURS = (
    "dk1 000000,lt1 FFFFFF,dk2 1F1F1F,lt2 F2F2F2,accent1 404040,accent2 595959,accent3 7F7F7F,"
    "accent4 A6A6A6,accent5 BFBFBF,accent6 D9D9D9,hlink 0000FF,folHlink 800080"
)
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FACE = '<a:latin typeface="Times New Roman"/><a:ea typeface="SimSun"/><a:cs typeface=""/>'
# No style asks for the theme; Word wants a document to have one.
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Letter">'
    '<a:themeElements><a:clrScheme name="Letter">'
    + "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (pair.split() for pair in COLOURS.split(","))
    )
    + f'</a:clrScheme><a:fontScheme name="Letter"><a:majorFont>{_FACE}</a:majorFont>'
    f'<a:minorFont>{_FACE}</a:minorFont></a:fontScheme><a:fmtScheme name="Letter">'
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
    f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
)
APP = (
    f'<Properties xmlns="{OFFICE}/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
)
TYPES = {
    "word/document.xml": f"{WML}.document.main+xml",
    "word/styles.xml": f"{WML}.styles+xml",
    "word/settings.xml": f"{WML}.settings+xml",
    "word/fontTable.xml": f"{WML}.fontTable+xml",
    "word/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header1.xml": f"{WML}.header+xml",
    "word/footer1.xml": f"{WML}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="/{p}" ContentType="{t}"/>' for p, t in TYPES.items())
    + "</Types>"
)


def _relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


ROOT_RELATIONS = _relations(
    (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
)
WORD_RELATIONS = _relations(
    *(
        (f"{OFFICE}/relationships/{kind}", f"{kind}{number}.xml")
        for kind, number in (
            ("styles", ""),
            ("settings", ""),
            ("fontTable", ""),
            ("header", "1"),
            ("footer", "1"),
            ("theme", "1"),
        )
    )
)


def document(
    title: str,
    looks: dict[str, Look],
    header: str,
    body: str,
    footer: str,
    *,
    author: str = "branchdesk",
    made: str = MADE,
    packed: bool = False,
) -> bytes:
    """The bytes of a Word document on the letterhead; the parts are WordprocessingML.

    ``title`` and ``author`` are XML already: what is put in them must be escaped.
    ``packed`` deflates it: for long lists, whose checksum nobody keeps.
    """
    refs = (
        '<w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
    )
    styles = DEFAULTS + "".join(look.xml(name) for name, look in looks.items())
    body = f"<w:body>{body}<w:sectPr>{refs}{PAGE}</w:sectPr></w:body>"
    return pack(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": ROOT_RELATIONS,
            "word/document.xml": _part("document", body, f' xmlns:r="{OFFICE}/relationships"'),
            "word/_rels/document.xml.rels": WORD_RELATIONS,
            "word/styles.xml": _part("styles", styles),
            "word/settings.xml": _part("settings", SETTINGS),
            "word/fontTable.xml": _part("fonts", FONTS),
            "word/theme1.xml": THEME,
            "word/header1.xml": _part("hdr", header),
            "word/footer1.xml": _part("ftr", footer),
            "docProps/core.xml": _core(title, author, made),
            "docProps/app.xml": APP,
        },
        packed,
    )


def _core(title: str, author: str, made: str) -> str:
    core = CORE
    for name, value in {"{title}": title, "{author}": author, "{made}": made}.items():
        core = core.replace(name, value)
    return core


def _part(root: str, content: str, more: str = "") -> str:
    return f"<w:{root} {W}{more}>{content}</w:{root}>"


def pack(parts: dict[str, str], packed: bool = False) -> bytes:
    """The parts as a zip whose bytes depend on nothing but them (deflated: and on zlib)."""
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 0
            # Stored, not deflated: another zlib packs the same text into other bytes.
            out.writestr(member, PROLOG + text, how)
    return buffer.getvalue()
