from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from authoring.files.course_checks import read_course
from authoring.files.item_rules import advice_on
from authoring.twin.services import REFUSALS, load_course, look, report_of
from authoring.twin.telling import in_plain_text
from authoring.twin.three_way import Choice
from lessons.blocks import Problem
from lessons.models import Course


class Command(BaseCommand):
    help = "Load a course folder: all of it or, where anything is wrong in it, nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder with course.yaml")
        edited = parser.add_mutually_exclusive_group()
        edited.add_argument("--force", action="store_true", help="overwrite what was edited in the admin")
        edited.add_argument(
            "--merge",
            action="store_true",
            help="where different parts changed here and in the files, take both; leave alone what contradicts",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be stored, and store nothing")
        parser.add_argument("--check", action="store_true", help="only check the files; gives advice on questions too")
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="do nothing when a course is there already",
        )

    def handle(self, *args, path, check, if_missing, **options):
        if if_missing and Course.objects.exists():
            return
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder. Name the folder that holds course.yaml.")
        files = read_course(path.resolve())
        if files.problems:
            lines = "\n".join(str(problem) for problem in files.problems)
            count = len(files.problems)
            raise CommandError(f"{lines}\n{count} problem{'s' if count > 1 else ''}; nothing was stored.")
        if check:
            self.stdout.write(f"In order: {len(files.lessons)} lessons, {len(files.articles)} articles.")
            self.advise(advice_on(files))
            return
        wish = Choice.FILE if options["force"] else Choice.MERGE if options["merge"] else None
        try:
            if options["dry_run"]:
                self.tell(look(files, all_wish=wish))
            else:
                self.say(load_course(files, all_wish=wish))
        except REFUSALS as error:
            raise CommandError(f"{error} Nothing was stored.") from None

    def tell(self, plan) -> None:
        for line in in_plain_text(plan):
            self.stdout.write(line)
        self.stdout.write(f"{self.counts(report_of(plan))} Nothing was stored: this was a dry run.")

    def counts(self, report) -> str:
        return (
            f"{len(report.added)} added, {len(report.changed)} changed, {len(report.unchanged)} the same, "
            f"{len(report.kept)} left as edited here."
        )

    def advise(self, advice: list[Problem]) -> None:
        """What could be better, and keeps nothing from loading."""
        for problem in advice:
            self.stdout.write(str(problem))
        if advice:
            count = len(advice)
            pieces = f"{count} piece{'s' if count > 1 else ''} of advice"
            self.stdout.write(f"{pieces} on questions; the course loads as it is.")

    def say(self, report) -> None:
        for word, names in (("added", report.added), ("changed", report.changed)):
            for name in names:
                self.stdout.write(f"{word}: {name}")
        for name in report.kept:
            self.stdout.write(f"left as edited here: {name} (--force overwrites it)")
        for name in report.gone:
            self.stdout.write(f"no longer in the files, still here: {name}")
        self.stdout.write(self.counts(report))
