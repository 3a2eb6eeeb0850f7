from decimal import ROUND_FLOOR, Decimal

from django import template

from certificates.evidence import rule_of
from quizzes.templatetags.quiz_numbers import figure

register = template.Library()


@register.filter
def floored(percent: float) -> str:
    """With one decimal where there is one, never rounded up: 69.96 must not read as 70 where 70 is needed."""
    exact = Decimal(repr(round(percent, 6)))
    return figure(float(exact.quantize(Decimal("0.1"), ROUND_FLOOR)))


@register.inclusion_tag("certificates/_way.html")
def certificate_way(course):
    """On the course's page: that there is a certificate, and where its rule stands."""
    return {"rule": rule_of(course)}
