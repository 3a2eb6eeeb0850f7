"""What `manage.py check` says about the security check."""

import shutil

from django.conf import settings
from django.core.checks import Warning, register


@register
def check_sound(**_kwargs) -> list[Warning]:
    programs = {"flite": settings.CAPTCHA_FLITE_PATH, "sox": settings.CAPTCHA_SOX_PATH}
    missing = [name for name, path in programs.items() if not (path and shutil.which(path))]
    if not missing:
        return []
    lack = "cannot be heard" if "flite" in missing else "is spoken without noise behind it"
    return [
        Warning(
            f"The security check {lack}: {' and '.join(missing)} cannot be found.",
            hint="Run bin/install-tool flite, or set CAPTCHA_FLITE_PATH and CAPTCHA_SOX_PATH; then restart the site.",
            id="comments.W001",
        )
    ]
