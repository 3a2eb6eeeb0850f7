"""What the commands that export questions have in common."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from authoring.exchange.chosen import is_lesson, lessons_to_export
from authoring.exchange.gift_writing import LessonItems
from authoring.exchange.losses import Losses


class ExportCommand(BaseCommand):
    """Writes questions in use to a file, and says what the format could not hold."""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="where to write")
        parser.add_argument("--lesson", default="", help="only this lesson, like L05")

    def handle(self, *args, file, lesson, **options):
        if lesson and not is_lesson(lesson):
            raise CommandError(f"There is no lesson {lesson}. Name one like L05.")
        written, content = self.written(lessons_to_export(lesson))
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file} can't be written: {error.strerror}. Name another file.") from None
        for loss in written.by_reason():
            where = "left out" if loss["is_whole"] else "without"
            self.stdout.write(f"{where}: {loss['reason']} ({loss['kind']}: {', '.join(loss['codes'])})")
        self.stdout.write(f"{len(written.held)} questions written to {file}, {len(written.left_out)} left out.")

    def written(self, lessons: list[LessonItems]) -> tuple[Losses, bytes]:
        raise NotImplementedError
