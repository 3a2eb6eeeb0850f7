from django.conf import settings
from django.core.checks import Warning as Advice

NO_KEY = Advice(
    "CREDENTIAL_KEY is not set: no certificates are issued, and their page says so.",
    hint="Make a key with `manage.py make_credential_key` and put it into the environment.",
    id="certificates.W001",
)


def check_key(app_configs, **kwargs) -> list[Advice]:
    """With `check --deploy`: what an operator would otherwise learn from a learner."""
    return [] if settings.CREDENTIAL_KEY else [NO_KEY]
