"""Theme and reading font: a member's are in the profile, everybody else's in two cookies of the device."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User

THEME_COOKIE = "theme"
FONT_COOKIE = "font"
COOKIES = frozenset({THEME_COOKIE, FONT_COOKIE})
YEAR_SECONDS = 365 * 24 * 3600


def appearance_of_device(request: HttpRequest) -> tuple[str, str]:
    """(theme, reading font) from the cookies; anything unknown counts as not chosen."""
    theme = request.COOKIES.get(THEME_COOKIE)
    font = request.COOKIES.get(FONT_COOKIE)
    return (
        theme if theme in User.Theme.values else User.Theme.SYSTEM.value,
        font if font in User.ReadingFont.values else User.ReadingFont.SERIF.value,
    )


def appearance_of(request: HttpRequest) -> tuple[str, str]:
    """(theme, reading font) of whoever reads this page."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user.theme, user.reading_font
    return appearance_of_device(request)


def remember_on_device(response: HttpResponse, *, theme: str, reading_font: str) -> None:
    for name, value in ((THEME_COOKIE, theme), (FONT_COOKIE, reading_font)):
        response.set_cookie(
            name,
            value,
            max_age=YEAR_SECONDS,
            secure=settings.IS_HTTPS,
            httponly=True,
            samesite="Lax",
        )
