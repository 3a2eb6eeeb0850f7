from django.test import Client

from accounts.models import User
from authoring.models import Draft
from authoring.publishing.drafts import draft_of, save_draft
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.factories import make_user

MISTAKE = "Text.\n\n/// quiz | Q1\n///\n"


def make_draft(thing, by: User | None = None, **values) -> Draft:
    """The draft of `thing` with these values: begun, or saved over the one that is there."""
    present = draft_of(thing)
    return save_draft(thing=thing, values=values, version=present.version if present else 0, by=by)


def signed_in(**fields) -> Client:
    """The browser of somebody who used a second factor: by default of staff who may do everything."""
    browser = another_browser(HTTP_HOST="localhost")  # as the sites of browser tests are called
    user = make_user(**({"is_staff": True, "is_superuser": True} | fields))
    sign_in_with_app(browser, user)
    browser.user = user
    return browser


def page_of(thing, end: str = "draft/") -> str:
    return f"/admin/lessons/{thing._meta.model_name}/{thing.pk}/{end}"
