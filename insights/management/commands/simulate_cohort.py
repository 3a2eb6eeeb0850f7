from datetime import UTC, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from insights.items import counting as item_counting
from insights.services import count_all
from insights.simulation.services import AlreadySimulated, remove, simulate

MOST = 20_000


class Command(BaseCommand):
    help = (
        "Make a cohort of made-up learners, to judge the pages of insights by; --remove removes them and all that is "
        "theirs. They are in no figure about real learners."
    )

    def add_arguments(self, parser):
        parser.add_argument("--learners", type=int, default=300, help=f"how many, 1 to {MOST}")
        parser.add_argument("--seed", type=int, default=1, help="the same number gives the same cohort")
        parser.add_argument("--until", help="the day up to which they learn, like 2026-05-31; today unless given")
        parser.add_argument("--remove", action="store_true", help="remove the cohort that is there; make none")

    def handle(self, *args, learners, seed, until, remove: bool, **options):
        if remove:
            self.remove()
            return
        if not 1 <= learners <= MOST:
            raise CommandError(f"--learners {learners}: give a number from 1 to {MOST}.")
        try:
            written = simulate(count=learners, seed=seed, until=self.moment(until))
        except AlreadySimulated:
            message = "There is a simulated cohort already. Remove it first: manage.py simulate_cohort --remove"
            raise CommandError(message) from None
        count_all()
        while not item_counting.refresh():
            pass
        self.stdout.write(
            f"{written.learners} simulated learners with {written.answers} answers, {written.marks} recalls, "
            f"{written.readings} lessons begun and {written.reports} reports."
        )
        self.stdout.write("Look at /insights/?cohort=simulated")

    def remove(self):
        self.stdout.write(f"{remove()} simulated learners are removed, with all that was theirs.")

    def moment(self, until: str | None) -> datetime:
        """Midnight, so that the same day gives the same cohort."""
        try:
            day = parse_date(until) if until else timezone.localdate()
        except ValueError:
            day = None
        if day is None:
            raise CommandError(f"--until {until}: write a day like 2026-05-31.")
        return datetime.combine(day, time.min, UTC)
