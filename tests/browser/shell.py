"""Runs scripts with the settings of the site, one after the other: `manage.py shell` takes a second to start for each.

A script comes as a line of JSON; what it printed, and the error that ended it, go back the same way.
"""

import contextlib
import io
import json
import os
import sys
import traceback

import django


def told_by(script: str) -> dict:
    printed, error = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(script, {})
        except Exception:
            error = traceback.format_exc()
    return {"printed": printed.getvalue(), "error": error}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(told_by(json.loads(line))), flush=True)
