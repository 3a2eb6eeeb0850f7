"""Database, course and static files, brought up to date in one process: three would each take a second to start.

Ends with one line for what a person can mend, and with a traceback for what is our fault.
"""

import hashlib
import logging
import os
import sys
from pathlib import Path

import django
import redis
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError


def check_broker() -> None:
    try:
        redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3).ping()
    except (redis.RedisError, ValueError) as error:
        raise CommandError(f"no server answers at REDIS_URL ({error}): start it, or leave REDIS_URL out") from None


def state_of_static_files() -> str:
    """A digest of what the collected files are made from."""
    how = (settings.STATIC_URL, settings.STORAGES["staticfiles"])
    state = hashlib.sha256(repr(how).encode() + (settings.BASE_DIR / "requirements.txt").read_bytes())
    sources = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    for path in (*sorted(sources), settings.BASE_DIR / "aipm_course" / "static.py"):
        about = os.stat(path)
        state.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return state.hexdigest()


def collect_static_files() -> None:
    """Compressing them takes seconds: only when something has changed since it was last done to its end."""
    done, state = Path(settings.STATIC_ROOT) / "staticfiles.state", state_of_static_files()
    if done.exists() and done.read_text() == state:
        return
    done.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    done.write_text(state)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    logging.disable(logging.CRITICAL)  # errors arrive as exceptions; a connection pool would log its retries besides
    if os.environ.get("REDIS_URL"):
        check_broker()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_course", "course", "--if-missing")
    collect_static_files()


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(str(error))
    except OperationalError as error:
        place = settings.DATABASES["default"]["HOST"] or settings.DATABASES["default"]["NAME"]
        sys.exit(f"the database ({place}) cannot be used: {str(error).splitlines()[0]}")
