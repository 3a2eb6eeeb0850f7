from django.conf import settings
from django.core.checks import Warning as Advice

IN_CLEAR = Advice(
    "TRANSLATION_URL begins with http://: texts and the key would travel in clear.",
    hint="Use the provider's https:// address.",
    id="translations.W001",
)


def check_provider(app_configs, **kwargs) -> list[Advice]:
    """With `check --deploy`."""
    return [IN_CLEAR] if settings.TRANSLATION and settings.TRANSLATION.is_in_clear else []
