import hashlib
from time import monotonic

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotModified

from accounts.appearance import COOKIES, appearance_of_device
from lessons.pages import PageStore, best_encoding, edition_of, encodings_of

KEPT = 300
HARMLESS_COOKIES = COOKIES | {settings.CSRF_COOKIE_NAME}
REPEATED = ("Cache-Control", "Vary")
ASK_AGAIN_SECONDS = 5


class VisitorPageMiddleware:
    """Hands out kept pages to visitors, whom no cookie tells apart, before any other middleware runs.

    Kept are finished responses, with all headers, of views decorated with `shared_page`. While the database is away,
    visitors go on reading the last known edition.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.store = PageStore()
        self.away_until = 0

    def __call__(self, request):
        key = self.key_of(request)
        if key is None:
            return self.get_response(request)
        request.is_any_visitors = True
        page = self.kept_page(request, key)
        if page is None:
            response = self.get_response(request)
            if response.status_code == 503:
                self.away_until = monotonic() + ASK_AGAIN_SECONDS
            if response.cookies or not getattr(response, "is_for_any_visitor", False):
                return response
            page = self.keep(request, key, response)
        return page.response(request)

    def kept_page(self, request, key):
        """The page of this edition if it is kept; while the database is away, that of the last known edition.

        Waiting for a database that is away takes seconds, so it is not asked at each request then.
        """
        if key in self.store.pages and monotonic() >= self.away_until:
            try:
                self.store.at(edition_of(request))
            except (DatabaseError, OSError):
                self.away_until = monotonic() + ASK_AGAIN_SECONDS
        return self.store.pages.get(key)

    def keep(self, request, key, response):
        pages = self.store.at(edition_of(request))
        if len(pages) >= KEPT:
            pages.clear()
        page = pages[key] = KeptPage(response)
        return page

    def key_of(self, request):
        """What tells two visitors' pages apart, or None where the request is not an unknown visitor's."""
        if request.method not in ("GET", "HEAD"):
            return None
        appearance = None
        if "HTTP_COOKIE" in request.META:
            if not HARMLESS_COOKIES.issuperset(request.COOKIES):
                return None
            appearance = appearance_of_device(request)
        request.get_host()  # refuses a name that is not ours; apart from that no page depends on it
        return request.is_secure(), request.path, appearance


class KeptPage:
    """A finished response in each encoding."""

    def __init__(self, response):
        self.headers = {name: value for name, value in response.items() if name != "Content-Length"}
        self.headers["Vary"] = "Cookie, Accept-Encoding"
        digest = hashlib.sha256(response.content).hexdigest()[:20]
        self.variants = {
            encoding: (content, f'"{digest}-{encoding}"')
            for encoding, content in encodings_of(response.content).items()
        }

    def response(self, request):
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        content, etag = self.variants[encoding]
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response = HttpResponseNotModified(headers={name: self.headers[name] for name in REPEATED})
            response["ETag"] = etag
            return response
        response = HttpResponse(content if request.method == "GET" else b"", headers=self.headers)
        response["ETag"] = etag
        response["Content-Length"] = str(len(content))
        if encoding != "identity":
            response["Content-Encoding"] = encoding
        return response
