from django import template
from django.conf import settings
from django.utils import timezone

from accounts.personal import personal_tag
from translations.consent import answer_of

register = template.Library()


@register.inclusion_tag("translations/_in_another_language.html")
def in_another_language(kind: str, slug: str) -> dict:
    """The way to a translation of this page; nothing where the operator named no provider."""
    return {"provider": settings.TRANSLATION, "kind": kind, "slug": slug}


@register.simple_tag
def translation_provider():
    """The third party that translates, or None."""
    return settings.TRANSLATION


@personal_tag(register, "translations/_consent.html")
def translation_consent(request):
    """Whether the reader agreed to translations, with the button that takes it back."""
    provider, answer = settings.TRANSLATION, answer_of(request)
    return {
        "provider": provider and provider.name,
        "word": answer.word,
        "day": timezone.localdate(answer.at) if answer.is_accepted else None,
    }
