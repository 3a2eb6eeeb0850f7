"""What the middleware keeps and what it does not, with views made for it."""

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import RequestFactory

from lessons.middleware import KEPT, VisitorPageMiddleware
from lessons.pages import shared_page


@pytest.fixture
def calls() -> list[str]:
    return []


def middleware_over(calls: list[str], **attributes) -> VisitorPageMiddleware:
    """The middleware over a view that counts its calls and answers with these attributes on its response."""

    def view(request):
        calls.append(request.path)
        response = HttpResponse(f"call {len(calls)}")
        for name, value in attributes.items():
            setattr(response, name, value)
        return response

    return VisitorPageMiddleware(view)


def get(middleware, path="/", **headers) -> str:
    return middleware(RequestFactory().get(path, **headers)).content.decode()


def test_page_for_any_visitor_is_kept(db, calls):
    middleware = middleware_over(calls, is_for_any_visitor=True)

    assert [get(middleware), get(middleware)] == ["call 1", "call 1"]


def test_page_that_does_not_say_so_is_not_kept(db, calls):
    middleware = middleware_over(calls)

    assert [get(middleware), get(middleware)] == ["call 1", "call 2"]


def test_page_that_sets_a_cookie_is_not_kept(db, calls):
    middleware = middleware_over(calls, is_for_any_visitor=True)
    middleware.get_response = with_cookie(middleware.get_response)

    assert [get(middleware), get(middleware)] == ["call 1", "call 2"]


def with_cookie(view):
    def wrapper(request):
        response = view(request)
        response.set_cookie("mine", "x")
        return response

    return wrapper


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "trace"])
def test_other_methods_neither_keep_nor_get_what_is_kept(db, calls, method):
    middleware = middleware_over(calls, is_for_any_visitor=True)

    first = middleware(getattr(RequestFactory(), method)("/")).content
    kept = get(middleware)
    second = middleware(getattr(RequestFactory(), method)("/")).content

    assert (first, kept, second) == (b"call 1", "call 2", b"call 3")


def test_pages_of_paths_are_kept_apart_and_all_our_names_share_them(db, calls):
    middleware = middleware_over(calls, is_for_any_visitor=True)
    requests = [("/", "localhost"), ("/x/", "localhost:8000"), ("/", "127.0.0.1")]

    for _round in range(2):
        assert [get(middleware, path, HTTP_HOST=host) for path, host in requests] == ["call 1", "call 2", "call 1"]


def test_name_that_is_not_ours_gets_no_kept_page(db, calls):
    middleware = middleware_over(calls, is_for_any_visitor=True)
    get(middleware, "/")

    with pytest.raises(DisallowedHost):
        get(middleware, "/", HTTP_HOST="evil.example")


def test_store_does_not_grow_without_end(db, calls):
    middleware = middleware_over(calls, is_for_any_visitor=True)

    for number in range(KEPT + 20):
        get(middleware, f"/{number}/")

    assert len(middleware.store.pages) == 20


def test_answer_other_than_a_page_is_not_shared(db):
    answers = iter([HttpResponse(status=404), HttpResponse("page")])
    view = shared_page(lambda request: next(answers))

    statuses = []
    for _call in range(2):
        request = RequestFactory().get("/")
        request.resolver_match = None
        request.session = {}
        request.user = type("Visitor", (), {"is_authenticated": False})()
        statuses.append(view(request).status_code)

    assert statuses == [404, 200]
