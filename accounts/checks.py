"""No model of people is forgotten: not in what they take along, not when they are erased. And what a mail provider asks
for is there. Runs with `manage.py check`, and so before every start, migration and test."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db.models import CASCADE, SET_NULL

from accounts.mail_provider import webhook_urls
from accounts.models import User
from accounts.takeout import forgotten_models, links_to, models_of_people, tables


@register
def check_takeout(**_kwargs) -> list[Error]:
    return [*forgotten(), *not_erased(), *same_names()]


@register
def check_mail_provider(**_kwargs) -> list[Error]:
    """What anymail would say only when the first mail is sent, or the first one comes back."""
    errors = []
    try:
        for entry in webhook_urls(settings.MAIL_PROVIDER):
            for pattern in entry.url_patterns:
                pattern.callback.view_class()
        if settings.EMAIL_BACKEND.startswith("anymail."):
            get_connection()
    except (ImproperlyConfigured, ImportError) as error:
        hint = "Put what anymail's page about this provider asks for into ANYMAIL."
        errors.append(Error(str(error), hint=hint, id="accounts.E005"))
    return errors


def forgotten() -> list[Error]:
    return [
        Error(
            f"{model._meta.label} belongs to a person, and nothing exports it.",
            hint="Add a Table (or, with a reason, a LeftOut) to its app's exports.py, and that list to EXPORTS.",
            obj=model,
            id="accounts.E001",
        )
        for model in sorted(forgotten_models(), key=lambda model: model._meta.label)
    ]


def not_erased() -> list[Error]:
    """A row of a person falls with them: by CASCADE over at least one link, and nothing stands in the way. What is to
    stay (`KEPT_WITHOUT_AUTHOR`) loses its links to them."""
    people, errors = models_of_people(), []
    kept = {apps.get_model(label) for label in settings.KEPT_WITHOUT_AUTHOR}
    errors.extend(still_named(kept))
    for model in sorted(people - {User} - kept, key=lambda model: model._meta.label):
        links = links_to(model, people)
        falls = any(link.remote_field.on_delete is CASCADE for link in links)
        stays = [
            link
            for link in links
            if link.remote_field.on_delete not in ((CASCADE,) if link.related_model is User else (CASCADE, SET_NULL))
        ]
        if stays or not falls:
            name = (stays or links)[0].name
            errors.append(
                Error(
                    f"{model._meta.label}.{name} would keep a row, or keep somebody from being erased.",
                    hint="Let links to people, and to what belongs to them, be CASCADE.",
                    obj=model,
                    id="accounts.E002",
                )
            )
    return errors


def still_named(kept: set) -> list[Error]:
    """Links to people of rows that stay when those people are erased."""
    links = [link for model in kept for link in links_to(model, {User})]
    return [
        Error(
            f"{link.model._meta.label}.{link.name} would keep somebody from being erased.",
            hint="Let it be SET_NULL or CASCADE.",
            obj=link.model,
            id="accounts.E004",
        )
        for link in links
        if link.remote_field.on_delete not in (CASCADE, SET_NULL)
    ]


def same_names() -> list[Error]:
    names = [table.name for table in tables()]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [Error(f"Two tables of EXPORTS are called {name}.", id="accounts.E003") for name in twice]
