"""What instructors send from the editor, as plain functions."""

import io

from django.test import Client
from PIL import Image

from authoring.editor.forms import editor_form_class, typed_into
from authoring.publishing.texts import values_of
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_user


def browser_of_staff(**fields) -> Client:
    client = Client()
    sign_in_with_app(client, make_user(is_staff=True, **{"is_superuser": True, **fields}))
    return client


def page_of(thing, end: str = "") -> str:
    return f"/admin/lessons/{thing._meta.model_name}/{thing.pk}/write/{end}"


def typed(thing, version: int = 0, **changes) -> dict:
    """What the browser sends when the boxes hold what is published, but for `changes`."""
    published = values_of(thing)
    data = typed_into(editor_form_class(thing), published | changes)
    return {**dict(data.lists()), "version": version, "base": published["source"]}


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind, **options)
    return stream.getvalue()
