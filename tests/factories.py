"""Plain functions that make rows for tests. Each takes what a test cares about and fills in the rest."""

from itertools import count

from accounts.models import User
from lessons.models import Article, Course, Lesson, Module, Status
from lessons.services import publish_changes, store_article, store_lesson

numbers = count(1)
PASSWORD = "a long enough passphrase"
LESSON_TEXT = """\
## First part

Some teaching text about thresholds. [A{number}.1]

/// recall | P{number:02}.1
What is a threshold?

---

A decision about a score.
///
"""


def make_user(email: str | None = None, password: str = PASSWORD, **fields) -> User:
    """A member with a verified address."""
    from allauth.account.models import EmailAddress

    email = email or f"learner{next(numbers)}@example.org"
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_guest() -> User:
    return User.objects.create_guest()


def make_course(**fields) -> Course:
    values = {"code": f"course-{next(numbers)}", "title": "A course", "tagline": "Learn.", "summary": "A course."}
    return Course.objects.create(**(values | {"audience": ["People"], "outcomes": ["Do it"]} | fields))


def make_module(**fields) -> Module:
    fields.setdefault("course", Course.objects.first() or make_course())
    number = next(numbers)
    return Module.objects.create(**({"code": f"M{number}", "title": f"Module {number}", "position": number} | fields))


def make_lesson(number: int = 1, **fields) -> Lesson:
    """A published lesson with code L01, one section and one recall prompt, P01.1."""
    values = {
        "module": fields.get("module") or Module.objects.first() or make_module(),
        "code": f"L{number:02}",
        "slug": f"lesson-{number}",
        "position": number,
        "status": Status.PUBLISHED,
        "title": f"Lesson number {number}",
        "short": f"Number {number}",
        "summary": "What it is about.",
        "minutes": 10,
        "objectives": ["Do something"],
        "points": [f"A{number}.1"],
        "takeaway": "What will you do?",
        "source": LESSON_TEXT.format(number=number),
    }
    lesson = Lesson(**(values | fields))
    store_lesson(lesson)
    publish_changes()
    return lesson


def make_article(**fields) -> Article:
    number = next(numbers)
    values = {
        "slug": f"article-{number}",
        "status": Status.PUBLISHED,
        "title": f"Article {number}",
        "summary": "What it says.",
        "source": "## A part\n\nSome words about retrieval.\n",
    }
    article = Article(**(values | fields))
    store_article(article)
    publish_changes()
    return article


def make_authenticator_app(user: User) -> str:
    """A second factor for `user`, with recovery codes; returns the app's secret."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    secret = generate_totp_secret()  # another each time: a code that was used is refused, whoever shares the cache
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    RecoveryCodes.activate(user)
    return secret
