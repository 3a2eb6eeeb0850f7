from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from translations import client
from translations.client import Failure

SAMPLE = '<p>What is left of the <strong id="a1-1">hype</strong>?</p>'


class Command(BaseCommand):
    help = "Ask the translation provider which languages it has, and for one sentence; compare with the settings."

    def handle(self, *args, **options):
        provider = settings.TRANSLATION
        if provider is None:
            raise CommandError("Translations are off: TRANSLATION_URL is not set. See docs/deploy.md.")
        try:
            targets = client.languages(provider).get(client.SOURCE, set())
            self.stdout.write(f"{provider.name} ({provider.host}) translates English into: {' '.join(sorted(targets))}")
            known = [code for code in provider.languages if code in targets]
            if known:
                answer = client.translate(provider, [SAMPLE], known[0])[0]
                self.stdout.write(f"{SAMPLE}\n  in {known[0]}: {answer}")
        except Failure as failure:
            raise CommandError(f"{provider.name} ({provider.host}): {failure.reason.label}") from None
        if missing := [code for code in provider.languages if code not in targets]:
            raise CommandError(f"It does not have: {' '.join(missing)}. Take them out of TRANSLATION_LANGUAGES.")
