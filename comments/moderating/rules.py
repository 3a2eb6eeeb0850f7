"""Why a comment may be held for a moderator. Pure rules over facts, each told in a sentence that a moderator reads.

A finding holds a comment, or only moves it up in the queue. None rejects or deletes anything.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.moderating.texts import hidden_in, links_in, readings, words_of

__all__ = ["Facts", "Finding", "PolicyFacts", "findings", "links_in"]

SAYS_LITTLE = 5
"""Up to so many words, the same text may come from many people: “Thank you!”"""
MOST_SHOWN = 5


@dataclass(frozen=True)
class Facts:
    text: str
    name: str = ""
    is_member: bool = False
    approved_before: int = 0
    rejected_before: int = 0
    seconds_to_write: float | None = None
    same_text_elsewhere: int = 0
    banned: bool = False


@dataclass(frozen=True)
class PolicyFacts:
    first_approved: int = 1
    """An author's comments are held until so many were approved."""
    most_links: int = 1
    words: tuple[str, ...] = ()
    least_seconds: int = 0
    least_score_to_hold: float = 0.9


@dataclass(frozen=True)
class Finding:
    code: str
    words: str
    holds: bool
    weight: float
    """0 to 1: how much it speaks for spam, for the order of the queue."""

    def as_dict(self) -> dict:
        return {"code": self.code, "words": self.words, "holds": self.holds, "weight": self.weight}


def findings(comment: Facts, policy: PolicyFacts) -> list[Finding]:
    rules = (of_ban, of_words, of_links, of_copies, of_speed, of_rejections, of_hiding, of_first, of_guest)
    return [finding for rule in rules if (finding := rule(comment, policy))]


def of_ban(comment: Facts, policy: PolicyFacts) -> Finding | None:
    return Finding("banned", _("This author may not comment here"), True, 1.0) if comment.banned else None


def of_words(comment: Facts, policy: PolicyFacts) -> Finding | None:
    found = listed_words(f"{comment.name}\n{comment.text}", policy.words)
    if not found:
        return None
    shown = ", ".join(f"“{word}”" for word in found[:MOST_SHOWN])
    text = ngettext("%(words)s is on this site's list", "%(words)s are on this site's list", len(found))
    return Finding("words", text % {"words": shown}, True, 0.5)


def listed_words(text: str, words: tuple[str, ...]) -> list[str]:
    """Those of the words and phrases that stand in the text whole, also without diacritics or in a simple disguise."""
    if not words:
        return []
    written, unmasked = readings(text)
    found = []
    for word in words:
        as_written, as_unmasked = readings(word)
        if as_written.strip() and (as_written in written or as_unmasked in unmasked):
            found.append(word)
    return found


def of_links(comment: Facts, policy: PolicyFacts) -> Finding | None:
    count = len(links_in(comment.text))
    if not count:
        return None
    text = ngettext("%(count)d link", "%(count)d links", count) % {"count": count}
    if count <= policy.most_links:
        return Finding("links", text, False, 0.1)
    if policy.most_links:
        text += _("; this site holds comments with more than %(most)d") % {"most": policy.most_links}
    else:
        text += _("; this site holds comments with links")
    return Finding("links", text, True, min(0.6, 0.2 + 0.1 * (count - policy.most_links)))


def of_copies(comment: Facts, policy: PolicyFacts) -> Finding | None:
    count = comment.same_text_elsewhere
    if count < 1:
        return None
    says_something = len(words_of(comment.text)) > SAYS_LITTLE or bool(links_in(comment.text))
    text = ngettext(
        "The same text was sent %(count)d time before", "The same text was sent %(count)d times before", count
    )
    weight = min(0.7, 0.3 + 0.1 * count) if says_something else 0.05
    return Finding("copies", text % {"count": count}, says_something, weight)


def of_speed(comment: Facts, policy: PolicyFacts) -> Finding | None:
    seconds = comment.seconds_to_write
    if seconds is None or seconds >= policy.least_seconds:
        return None
    taken = max(0, int(seconds))
    text = ngettext("Written in %(taken)d second", "Written in %(taken)d seconds", taken) % {"taken": taken}
    text += _("; this site holds what took less than %(least)d") % {"least": policy.least_seconds}
    return Finding("speed", text, True, 0.4)


def of_rejections(comment: Facts, policy: PolicyFacts) -> Finding | None:
    """Holds once more of an author's comments were rejected than approved."""
    count = comment.rejected_before
    if count < 1:
        return None
    text = ngettext(
        "%(count)d comment of this author was rejected", "%(count)d comments of this author were rejected", count
    )
    weight = 0.6 * count / (count + max(0, comment.approved_before) + 1)
    return Finding("rejected", text % {"count": count}, count > comment.approved_before, weight)


def of_hiding(comment: Facts, policy: PolicyFacts) -> Finding | None:
    if not hidden_in(comment.text):
        return None
    return Finding("hidden", _("Invisible characters inside words"), False, 0.4)


def of_first(comment: Facts, policy: PolicyFacts) -> Finding | None:
    approved, needed = max(0, comment.approved_before), policy.first_approved
    if approved >= needed:
        return None
    if not approved:
        return Finding("first", _("No comment of this author was approved so far"), True, 0.05)
    text = ngettext(
        "%(count)d comment of this author was approved", "%(count)d comments of this author were approved", approved
    )
    text += _("; this site holds the first %(needed)d") % {"needed": needed}
    return Finding("first", text % {"count": approved}, True, 0.05)


def of_guest(comment: Facts, policy: PolicyFacts) -> Finding | None:
    return None if comment.is_member else Finding("guest", _("Written without an account"), False, 0.05)
