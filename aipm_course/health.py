"""`/healthz`: one line per part that the site stands on, for load balancers and people."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aipm_course.signs import signs


def database_state() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM lessons_edition")
    except (DatabaseError, OSError) as error:
        return f"away: {type(error).__name__}"
    return "ok"


def broker_state() -> str:
    try:
        redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1).ping()
    except (redis.RedisError, OSError) as error:
        return f"away: {type(error).__name__}"
    return "ok"


@never_cache
@require_safe
def healthz(request):
    """200 when everything answers; 503 when the database is away, the only part without which no page can be made.

    A missing broker, beat or worker is reported as `degraded` with 200, so that a load balancer keeps the pages up.
    """
    states = {
        "database": database_state(),
        "broker": broker_state(),
        **{sign.part: str(sign) for sign in signs()},
    }
    status = "ok" if set(states.values()) == {"ok"} else "degraded" if states["database"] == "ok" else "down"
    return JsonResponse({"status": status, **states}, status=503 if status == "down" else 200)
