"""Pages that are the same for everybody but for a few personal parts.

Such a page is rendered once per edition, with holes where `personal_tag`s stand (see `accounts.personal`), and kept in
this process. For a learner the holes are filled at each request. For a visitor, whom no cookie tells apart, the
finished response is kept as well, compressed ahead: `lessons.middleware` hands it out before anything else runs.

The edition number is one row in the database, read at each request, so a published change shows at once on all workers.
"""

import gzip
import re
from functools import lru_cache, wraps

import brotli
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from isal import igzip

from accounts.personal import SharedPage

REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


class PageStore:
    """Rendered pages of one edition, by key. A new edition empties it, a new day (a dated fact may be stale from then
    on), and under DEBUG each look."""

    def __init__(self):
        self.edition = self.day = None
        self.pages = {}

    def at(self, edition: int) -> dict:
        today = timezone.localdate()
        if edition != self.edition or today != self.day or settings.DEBUG:
            self.edition, self.day, self.pages = edition, today, {}
        return self.pages


shared_pages = PageStore()


def current_edition() -> int:
    """The edition's number: one small query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM lessons_edition WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 0


def edition_of(request: HttpRequest) -> int:
    """The edition that this request shows, asked once."""
    if not hasattr(request, "edition"):
        request.edition = current_edition()
    return request.edition


def shared_page(view):
    """Decorate a view whose page depends on nothing but its path, the edition, and its personal tags.

    The view gets a request without session or user, so that nothing of one reader can get into the page of another.
    """

    @require_safe
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        pages = shared_pages.at(edition_of(request))
        page = pages.get(request.path)
        if page is None:
            everybody = anonymous_request(request)
            response = view(everybody, *args, **kwargs)
            page = SharedPage(response.content.decode(), everybody.holes)
            if response.status_code != 200:
                return HttpResponse(page.fill(request), status=response.status_code)
            pages[request.path] = page
        return personal_response(request, page)

    return wrapper


def anonymous_request(request: HttpRequest) -> HttpRequest:
    everybody = HttpRequest()
    everybody.method = "GET"
    everybody.path = request.path
    everybody.path_info = request.path_info
    everybody.resolver_match = request.resolver_match
    everybody.META = {name: request.META[name] for name in ("SERVER_NAME", "SERVER_PORT") if name in request.META}
    everybody.edition = edition_of(request)
    everybody.user = AnonymousUser()
    everybody.session = {}
    everybody.holes = []
    return everybody


def personal_response(request: HttpRequest, page: SharedPage) -> HttpResponse:
    response = HttpResponse(page.fill(request))
    is_shared = getattr(request, "is_any_visitors", False)
    # What belongs to a reader is not to be seen by the next at this computer, nor to be old when they come back to it.
    response["Cache-Control"] = "private, no-cache" if is_shared else "private, no-store"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    if is_shared:
        response.is_for_any_visitor = True
    elif best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""), among=("gzip",)) == "gzip":
        # igzip's level 1 is smaller than zlib's and takes a quarter of its time.
        response.content = igzip.compress(response.content, 1)
        response["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=256)
def best_encoding(accepted: str, among: tuple[str, ...] = ("br", "gzip")) -> str:
    """The first of `among` that an Accept-Encoding header names and does not refuse (`q=0`), else identity."""
    names = [offer.partition(";")[0].strip() for offer in accepted.split(",") if not REFUSED.search(offer)]
    return next((name for name in among if name in names), "identity")


def encodings_of(content: bytes) -> dict[str, bytes]:
    """`content` compressed ahead, best first."""
    return {
        "br": brotli.compress(content, quality=9),
        "gzip": gzip.compress(content, 9, mtime=0),
        "identity": content,
    }
