"""Elements of QTI 2.1, and our rendered HTML as the part of XHTML that QTI allows."""

import re
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from xml.etree import ElementTree as etree

from django.conf import settings

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
INLINE = frozenset(["a", "abbr", "cite", "code", "em", "kbd", "q", "small", "span", "strong", "sub", "sup"])
BLOCKS = frozenset(
    {"blockquote", "div", "h2", "h3", "h4", "li", "ol", "p", "pre", "ul"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
VOID = frozenset({"br", "hr"})
HOST = re.compile(r"[\w.-]+(:[0-9]+)?", re.ASCII)
STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
# What XML 1.0 has no place for.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *children, **attributes) -> etree.Element:
    """An element. Children are elements or texts; an underscore at the end of a name is not part of it."""
    made = etree.Element(name, {key.rstrip("_"): str(value) for key, value in attributes.items()})
    for child in children:
        append(made, child)
    return made


def append(parent: etree.Element, child) -> None:
    if not isinstance(child, str):
        parent.append(child)
        return
    child = NOT_IN_XML.sub("", child)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    else:
        parent.text = (parent.text or "") + child


def address(href: str) -> str:
    """A link as a URI that leads there from anywhere; empty where there is none to be made of it."""
    try:
        parts = urlsplit(urljoin(f"{settings.SITE_URL}/", href))
        host = parts.netloc.encode("idna").decode()
        is_page = parts.scheme in ("http", "https") and HOST.fullmatch(host) and parts.port != 0
    except ValueError:
        return ""
    is_mail = parts.scheme == "mailto" and parts.path and not host
    if not href or not (is_page or is_mail):
        return ""
    return urlunsplit((parts.scheme, host, *(quoted(part) for part in parts[2:])))


def quoted(part: str) -> str:
    return quote(STRAY_PERCENT.sub("%25", part), safe="/?:@!$&'()*+,;=~%")


class Xhtml(HTMLParser):
    """Builds elements from HTML that was sanitised before; of elements that QTI has not, the words stay, of pictures
    what they show in words."""

    def __init__(self, allowed: frozenset[str]):
        super().__init__()
        self.allowed = allowed
        self.root = etree.Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        kept = {"href": address(given.get("href", ""))} if tag == "a" else {}
        if tag == "img":
            self.handle_data(given.get("alt", ""))
        if tag not in self.allowed or not all(kept.values()):
            return
        made = etree.SubElement(self.open[-1], tag, kept)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag in self.allowed and tag not in VOID and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data):
        append(self.open[-1], data)


def xhtml(page: str, *, is_line: bool = False) -> list:
    """Texts and elements. A line may stand where only inline elements may."""
    parser = Xhtml(INLINE | {"br"} if is_line else INLINE | BLOCKS | VOID)
    parser.feed(page)
    parser.close()
    return [*([parser.root.text] if parser.root.text else []), *parser.root]


def blocks(page: str) -> list:
    """The same where only blocks may stand."""
    parser = Xhtml(INLINE | BLOCKS | VOID)
    parser.feed(page)
    parser.close()
    for quotation in list(parser.root.iter("blockquote")):
        content = in_paragraphs(quotation)
        quotation.text, quotation[:] = None, content
    return in_paragraphs(parser.root)


def in_paragraphs(parent: etree.Element) -> list[etree.Element]:
    """What stands in `parent`, bare words and inline elements in paragraphs of their own."""
    found: list[etree.Element] = []
    loose: list = [parent.text or ""]
    for child in [*parent, None]:
        if child is not None and child.tag in INLINE | {"br"}:
            loose.append(child)
            continue
        if any(not isinstance(part, str) or part.strip() for part in loose):
            found.append(element("p", *loose))
        if child is not None:
            loose, child.tail = [child.tail or ""], None
            found.append(child)
    return found or [element("p")]


def document(root: etree.Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
