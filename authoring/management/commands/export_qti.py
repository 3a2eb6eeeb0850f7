from authoring.exchange.chosen import course_title
from authoring.exchange.commands import ExportCommand
from authoring.exchange.qti_package import write_package


class Command(ExportCommand):
    help = "Write the questions in use as a content package of QTI 2.1."

    def written(self, lessons):
        package = write_package(lessons, course_title())
        return package, package.content
