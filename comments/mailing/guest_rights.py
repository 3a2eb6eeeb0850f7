"""What somebody without an account can have and erase: all that was written or followed with their email address.

They show by a mailed link that the address is theirs. Members have their account for that (`comments.exports`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.archive import Written, pack
from accounts.sealing import digests_of, seal
from accounts.takeout import Table
from comments.erasing import make_nobodys
from comments.exports import PARTS
from comments.mailing.outbox import put
from comments.models import Ban, Comment, Decision, Follow, Notice
from comments.showing import all_locked

SCHEMA = "aipm-course/comments-of-an-address/1"
SEALED = _("It is your address, in a form that only this site can read.")


@dataclass(frozen=True)
class Address:
    """Somebody's address, as the owner of rows."""

    address: str

    @property
    def digests(self) -> list[str]:
        return digests_of(self.address)

    @property
    def comments(self):
        return Comment.objects.filter(email_digest__in=self.digests)

    @property
    def follows(self):
        return Follow.objects.filter(email_digest__in=self.digests)

    @property
    def bans(self):
        """Of them, or of the network that something they wrote came from."""
        return Ban.objects.filter(Q(email_digest__in=self.digests) | Q(comment__email_digest__in=self.digests))

    @property
    def notices(self):
        """Those to them, not those to others about what they wrote."""
        as_author = Q(comment__email_digest__in=self.digests, follow=None, moderator=None)
        mails = Notice.objects.exclude(kind=Notice.Kind.FOLLOWERS)
        return mails.filter(as_author | Q(follow__email_digest__in=self.digests))


def of_address(name: str, select: Callable, **withheld: str) -> Table:
    """A table that members get (`comments.exports`), of an address."""
    table = next(part for part in PARTS if part.name == name)
    return replace(table, select=select, withheld=table.withheld | withheld)


TABLES = [
    of_address("comments", lambda owner: owner.comments, email_sealed=SEALED),
    of_address("comment_decisions", lambda owner: Decision.objects.filter(comment__email_digest__in=owner.digests)),
    of_address("comment_bans", lambda owner: owner.bans),
    of_address("comment_follows", lambda owner: owner.follows, email_sealed=SEALED),
    of_address("comment_mails", lambda owner: owner.notices, email_sealed=SEALED),
]


def is_anything_of(address: str) -> bool:
    owner = Address(address)
    return owner.comments.exists() or owner.follows.exists()


def ask_for_link(*, address: str) -> None:
    """Mail the link, if there is anything to show. That is looked up later, by a worker: here all addresses are alike,
    also in the time it takes."""
    put(Notice.Kind.MINE, f"mine-{uuid4().hex}", email_sealed=seal(address))


def write_archive(owner: Address) -> IO[bytes]:
    """A ZIP file as members get one (`accounts.archive`), with the comments as a text to read besides."""

    def texts(written: list[Written], made_at: datetime) -> Iterator[tuple[str, str]]:
        context = {"written": written, "made_at": made_at, "site_url": settings.SITE_URL, "owner": owner}
        context["comments"] = listed(owner)
        for name, template in (("README.txt", "comments/mine_readme.txt"), ("comments.md", "comments/mine.md")):
            yield name, render_to_string(template, context)

    return pack(owner, TABLES, {"schema": SCHEMA, "site": settings.SITE_URL, "email": owner.address}, texts)


def listed(owner: Address):
    return owner.comments.select_related("thread__lesson", "thread__article", "parent__author").order_by("pk")


@transaction.atomic
def erase(*, address: str, with_texts: bool) -> None:
    """Erase what leads to somebody: their name, address and network, and the threads they follow.

    What was published stays for those who answered, by “Somebody who has left”, unless it is to go too (`with_texts`):
    then answers stand below the place of a comment that was removed. What never was published goes in any case. A ban
    stays until it ends, by the fingerprint of the address and without its reason, which may name them.
    """
    owner = Address(address)
    comments = all_locked(owner.comments)
    owner.notices.delete()
    owner.follows.delete()
    owner.bans.update(reason="")
    make_nobodys(comments, with_published=with_texts)
