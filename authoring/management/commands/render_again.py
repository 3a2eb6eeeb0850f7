from django.core.management.base import BaseCommand
from django.db import transaction

from lessons.services import render_again as render_texts
from quizzes.services import render_again as render_entries
from readiness.services import render_again as render_sheet


class Command(BaseCommand):
    help = "Render all texts, questions and activities again, after an upgrade that renders differently."

    @transaction.atomic
    def handle(self, *args, **options):
        entries, texts = render_entries() + render_sheet(), render_texts()
        self.stdout.write(f"Rendered {texts} texts, {entries} questions and activities.")
