"""The least that Django can do to keep something: one row through the ORM in one transaction, no middleware.

What `make bench` compares answers with: the same server, the same database with the same settings, a row as long as an
answer's, but without its keys, indexes and constraints. As a program it makes the table.
"""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from aipm_course.settings import DATABASES

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES=DATABASES,
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="serves no secrets",
    USE_TZ=True,
)
django.setup()


class Row(models.Model):
    """The columns of `quizzes.models.Answer`."""

    attempt = models.BigIntegerField()
    learner = models.BigIntegerField()
    question = models.BigIntegerField()
    revision = models.BigIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    seed = models.PositiveSmallIntegerField()
    response = models.JSONField()
    confidence = models.PositiveSmallIntegerField()
    score = models.FloatField()
    is_right = models.BooleanField()
    seconds = models.FloatField()
    answered_at = models.DateTimeField()
    completed_at = models.DateTimeField()

    class Meta:
        app_label = "bench"

    def __str__(self):
        return str(self.pk)


def insert(request):
    now = timezone.now()
    with transaction.atomic():
        Row.objects.create(
            attempt=1000,
            learner=1000,
            question=100,
            revision=100,
            ordinal=1,
            seed=3,
            response={"option": 2},
            confidence=80,
            score=1.0,
            is_right=True,
            seconds=12.5,
            answered_at=now,
            completed_at=now,
        )
    return HttpResponse("Kept.", headers={"Content-Length": "5"})  # on the site a middleware counts


urlpatterns = [path("", insert)]
application = get_wsgi_application()

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Row)
