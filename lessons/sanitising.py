"""The one door through which authors' HTML goes, as the last step before it is stored."""

import html
import re

import bleach

TAG_NAMES = (
    "a abbr aside blockquote br caption cite code dd del details div dl dt em h2 h3 h4 hr img kbd li mark ol p pre q s "
    "section small span strong sub summary sup table tbody td tfoot th thead tr ul"
)
TAGS = frozenset(TAG_NAMES.split())
IDS = re.compile(r"a\d+-\d+|[pq]\d\d-\d+|pre\d\d|act\d\d[a-z]?|fact-\d+|s-[\w-]{1,80}", re.ASCII)
CLASSES = re.compile(r"point|scroll|num|example|case|reveal|block-[a-z]+|kicker")
PROTOCOLS = frozenset({"http", "https", "mailto"})
PLAIN = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope"},
    "td": {"colspan", "rowspan"},
}


def is_allowed(tag: str, name: str, value: str) -> bool:
    if name == "id":
        return bool(IDS.fullmatch(value))
    if name == "class":
        return all(CLASSES.fullmatch(part) for part in value.split())
    if tag == "div" and name in ("role", "tabindex", "aria-label"):
        return (name, value) in (
            ("role", "group"),
            ("tabindex", "0"),
        ) or name == "aria-label"
    if name in ("href", "src"):
        return is_allowed_link(tag, name, value)
    return name in PLAIN.get(tag, ())


def is_allowed_link(tag: str, name: str, value: str) -> bool:
    """Links to http(s), mailto and this site, pictures from this site; none with two slashes first or a tag inside."""
    compact = re.sub(r"[\s\x00-\x1f]+", "", html.unescape(value))
    if re.match(r"^[/\\]{2}", compact) or re.search(r"[<>]", compact):
        return False
    return (tag, name) == ("a", "href") or ((tag, name) == ("img", "src") and compact.startswith("/"))


def sanitise(page: str) -> str:
    """`page` with everything taken out that is not on the list. A cleaner is not safe to share between threads."""
    cleaner = bleach.Cleaner(
        tags=TAGS,
        attributes=is_allowed,
        protocols=PROTOCOLS,
        strip=True,
        strip_comments=True,
    )
    return cleaner.clean(page)
