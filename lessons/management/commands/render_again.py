from django.core.management.base import BaseCommand

from lessons.services import render_again


class Command(BaseCommand):
    help = "Render all lessons and articles from their stored text, after an upgrade that renders differently."

    def handle(self, *args, **options):
        self.stdout.write(f"Rendered {render_again()} texts.")
