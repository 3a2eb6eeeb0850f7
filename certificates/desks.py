"""What the learner's own page shows, and whether a certificate can be taken there now."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from certificates import issuer, services
from certificates.evidence import PASSING_PERCENT, Report, report_on, rule_of
from certificates.fonts import missing_in_pdf
from certificates.models import Certificate
from certificates.rule import Rule
from lessons.models import Course
from quizzes.pool import Pool


@dataclass
class Desk:
    """`learner` is None for a visitor. `certificate`: the valid one, else the one that was revoked last."""

    course: Course
    rule: Rule
    report: Report
    learner: User | None
    certificate: Certificate | None
    email: str
    passing_percent: int = PASSING_PERCENT

    @property
    def has_pdf(self) -> bool:
        return self.certificate is not None and not missing_in_pdf(self.certificate.name)

    @cached_property
    def why_not(self) -> str:
        """Why none can be taken now: issued, refused, not-set-up, not-met, guest or unverified. Empty where it can."""
        if self.certificate and not self.certificate.is_revoked:
            return "issued"
        if self.certificate and not self.certificate.may_take_another:
            return "refused"
        if issuer.signing_key() is None:
            return "not-set-up"
        if not self.report.is_met:
            return "not-met"
        if self.learner is None or self.learner.is_guest:
            return "guest"
        return "" if self.email else "unverified"

    def issue(self, name: str) -> Certificate:
        return services.issue(
            learner=self.learner,
            email=self.email,
            name=name,
            course=self.course,
            rule=tuple(line.condition.text for line in self.report.lines),
        )


def newest_of(learner: User | None) -> Certificate | None:
    return Certificate.objects.for_learner(learner).first() if learner else None


def desk_for(learner: User | None, pool: Pool) -> Desk | None:
    """None: the course states no rule."""
    course = Course.objects.first()
    rule = rule_of(course)
    if rule is None:
        return None
    is_member = learner is not None and not learner.is_guest
    email = services.verified_email(learner) if is_member else ""
    return Desk(course, rule, report_on(rule, learner, pool), learner, newest_of(learner), email)
