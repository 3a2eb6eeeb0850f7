from authoring.exchange.chosen import course_title
from authoring.exchange.commands import ExportCommand
from authoring.exchange.gift_writing import write_gift


class Command(ExportCommand):
    help = "Write the questions in use as GIFT, which Moodle and others import."

    def written(self, lessons):
        gift = write_gift(lessons, course_title())
        return gift, gift.text.encode()
