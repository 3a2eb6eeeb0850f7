"""Where somebody who wrote or follows can be reached."""

from accounts.addresses import verified_address_of
from accounts.models import User
from accounts.sealing import digests_of, unseal
from comments.models import Comment


def address_of(*, member: User | None, sealed: str = "") -> str:
    """A member's verified address, or the one that somebody without an account left; empty where there is none."""
    if member is None:
        return unseal(sealed)
    return verified_address_of(member) if member.is_active else ""


def has_address(comment: Comment) -> bool:
    return bool(address_of(member=comment.author, sealed=comment.email_sealed))


def author_digests(comment: Comment) -> set[str]:
    """By which the author of a comment is known again, whether they follow as a member or by an address."""
    if comment.author:
        return set(digests_of(verified_address_of(comment.author)))
    return known_digests(comment.email_digest, comment.email_sealed)


def known_digests(digest: str, sealed: str) -> set[str]:
    """Of an address under each key that may have been in use: rows of the same one may hold another."""
    return {digest, *digests_of(unseal(sealed))} - {""}
