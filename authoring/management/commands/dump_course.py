from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from authoring.files.course_checks import read_course
from authoring.twin.folders import Left, course_on_site, write_folder


class Command(BaseCommand):
    help = "Write the course on this site as a folder of Markdown and YAML, which load_course reads."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder to write; made where it is missing")
        parser.add_argument("--replace", action="store_true", help="take away other course files in the folder")

    def handle(self, *args, path, replace, **options):
        files = course_on_site()
        if "course.yaml" not in files:
            raise CommandError("There is no course on this site. Load one first: manage.py load_course course")
        if path.exists() and not path.is_dir():
            raise CommandError(f"{path} is not a folder. Name a folder, or one that is not there yet.")
        try:
            count = write_folder(path.resolve(), files, replace=replace)
        except Left as left:
            names = "\n".join(left.names)
            message = "These course files are in the folder and not in the course of this site:"
            raise CommandError(f"{message}\n{names}\nNothing was written. Say --replace to take them away.") from None
        self.stdout.write(f"{len(files)} files, {count} of them written or taken away.")
        for problem in read_course(path.resolve()).problems:
            self.stderr.write(f"Loading would refuse: {problem}")
