"""Settings, read from the environment. Every default serves a local run; see docs/deploy.md for production."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from accounts import mail_provider
from aipm_course.headers import static_headers
from certificates.multikey import from_public_multikey, from_secret_multikey, new_secret_multikey
from translations.provider import CHARACTERS, provider_of

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

# --- Where the site lives -------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.str('PORT', default='8000')}").rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname, *LOCAL_HOSTS])
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def local_key(path: Path, make: Callable[[], str]) -> str:
    """Read a key of a local run from `path`; `make` it (mode 600) when it is not there yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(make())
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if IS_HTTPS:
        raise ImproperlyConfigured("SECRET_KEY is not set. Put at least 50 random characters into the environment.")
    SECRET_KEY = local_key(VAR_DIR / "secret_key", lambda: secrets.token_urlsafe(64))
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])


def checked_key(name: str, text: str, read: Callable[[str], bytes]) -> str:
    """A key of certificates as it is; a half of one would show only when somebody's certificate is due."""
    try:
        read(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is no key. Make one with: manage.py make_credential_key") from None
    return text


# Signs certificates. It is nowhere in the database; without it, in production, none are issued.
CREDENTIAL_KEY = env.str("CREDENTIAL_KEY", default="")
if not CREDENTIAL_KEY and not IS_HTTPS:
    CREDENTIAL_KEY = local_key(VAR_DIR / "credential_key", new_secret_multikey)
if CREDENTIAL_KEY:
    checked_key("CREDENTIAL_KEY", CREDENTIAL_KEY, from_secret_multikey)
# Public halves of the keys that signed before: what they signed still verifies.
CREDENTIAL_KEYS_RETIRED = [
    checked_key("CREDENTIAL_KEYS_RETIRED", key, from_public_multikey)
    for key in env.list("CREDENTIAL_KEYS_RETIRED", default=[])
]

# --- Applications ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "insights",
    "authoring",
    "certificates",
    "reminders",
    "progress",
    "readiness",
    "reviews",
    "briefs",
    "quizzes",
    "comments",
    "translations",
    "lessons",
    "accounts",
    "accounts.apps.SecondFactorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anymail",
    "captcha",
    "csp",
]

MIDDLEWARE = [
    "lessons.middleware.VisitorPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "aipm_course.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LearnerMiddleware",
    "accounts.middleware.AccountPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "aipm_course.urls"
WSGI_APPLICATION = "aipm_course.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"site": "aipm_course.site_tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, queue -----------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
database = DATABASES["default"]
if database["ENGINE"].endswith("sqlite3"):
    database["CONN_MAX_AGE"] = None
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    database["CONN_HEALTH_CHECKS"] = True
    is_prepared = env.bool("DATABASE_PREPARED", default=True)  # planned once a connection
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),
        "connect_timeout": 3,
        "server_side_binding": is_prepared,
        "prepare_threshold": 3 if is_prepared else None,
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL_SIZE", default=4),
            # Short, since a request that waits keeps a worker: when the database is back, so is the site.
            "timeout": 1,
            "reconnect_timeout": 1,
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default=f"unix://{VAR_DIR / 'broker' / 'broker.sock'}?db=0")

CACHES = {
    "default": {
        "BACKEND": "aipm_course.cache.SharedCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "aipm",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # Somebody waits for the page while a task is handed over; a worker connects again by itself.
    "max_retries": 0,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "broker" / "beat-schedule")
CELERY_BEAT_SCHEDULER = "aipm_course.beat:Scheduler"


def sweep(task: str, every: float, schedule=None) -> dict:
    """A task that comes again every so many seconds. One that no worker took by then is dropped for the next:
    otherwise a worker that was away for a day would begin with thousands."""
    return {"task": task, "schedule": schedule or every, "options": {"expires": every}}


CELERY_BEAT_SCHEDULE = {
    "heartbeat": sweep("heartbeat", 20.0),
    "erase-idle-guests": sweep("accounts.tasks.erase_idle_guests", 6 * 3600.0),
    "erase-unverified-members": sweep("accounts.tasks.erase_unverified_members", 24 * 3600.0),
    "forget-old-sessions": sweep("accounts.tasks.forget_old_sessions", 24 * 3600.0),
    "erase-those-who-asked": sweep("accounts.tasks.erase_those_who_asked", 3600.0),
    "retrain": sweep("comments.tasks.retrain", 24 * 3600.0, crontab(hour=3, minute=20)),
    "moderate-the-forgotten": sweep("comments.tasks.moderate_the_forgotten", 60.0),
    "send-forgotten-notices": sweep("comments.tasks.send_forgotten_notices", 30.0),
    "forget-networks": sweep("comments.tasks.forget_networks", 24 * 3600.0),
    "look-for-due-reminders": sweep("reminders.tasks.look_for_due", 60.0),
    "enrol-the-forgotten": sweep("reminders.tasks.enrol_the_forgotten", 6 * 3600.0),
    "forget-old-reminders": sweep("reminders.tasks.forget", 24 * 3600.0),
    "send-erasure-mails": sweep("accounts.tasks.send_erasure_mails", 600.0),
    "look-for-due-drafts": sweep("authoring.tasks.look_for_due_drafts", 20.0),
    "send-refusal-mails": sweep("authoring.tasks.send_refusal_mails", 60.0),
    "forget-old-checks": sweep("comments.tasks.forget_old_checks", 3600.0),
    "forget-uploaded-courses": sweep("authoring.tasks.forget_uploads", 3600.0),
    "count-for-insights": sweep("insights.tasks.count_new", 600.0),
    "count-for-insights-anew": sweep("insights.tasks.count_all", 24 * 3600.0, crontab(hour=3, minute=40)),
    "refresh-items": sweep("insights.tasks.refresh_items", 300.0),
    "check-items": sweep("insights.tasks.check_items", 24 * 3600.0, crontab(hour=4, minute=10)),
}

# --- People ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "lessons:outline"
LOGOUT_REDIRECT_URL = "lessons:landing"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupExtras"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
# A code is eight digits, works in the browser that asked for it, and is void after three wrong ones.
CODE_MINUTES = 20
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_TIMEOUT = (CODE_MINUTES + 10) * 60
# From one network address; a class may share one. Beyond that, ten mails an hour to one mailbox.
SIGN_INS_PER_MINUTE = env.int("SIGN_INS_PER_MINUTE", default=60)
COMMENTS_PER_HOUR = env.int("COMMENTS_PER_HOUR", default=20)  # from one address
ACCOUNT_RATE_LIMITS = {
    "new_guest": f"{SIGN_INS_PER_MINUTE * 5}/h/ip",
    "report": f"{SIGN_INS_PER_MINUTE}/h/ip",
    "comment": f"{COMMENTS_PER_HOUR}/h/ip",
    "comment_member": f"{COMMENTS_PER_HOUR}/h/user",
    "comment_thread": f"{COMMENTS_PER_HOUR * 10}/h/key",
    "comment_mail": f"{COMMENTS_PER_HOUR}/h/ip",  # mails asked for by whoever has no account
    "comment_mail_to": "10/d/key",  # to one address
    "translate": f"{SIGN_INS_PER_MINUTE}/h/ip,20/h/key",
    "export": "5/h/key",
    "signup": f"{SIGN_INS_PER_MINUTE}/m/ip",
    "login": f"{SIGN_INS_PER_MINUTE}/m/ip",
    "login_failed": f"{max(1, SIGN_INS_PER_MINUTE // 3)}/m/ip,5/300s/key",
    "confirm_email": "1/10s/key,10/h/key",
    "request_login_code": f"{SIGN_INS_PER_MINUTE}/m/ip,3/m/key,10/h/key",
    "reset_password": f"{SIGN_INS_PER_MINUTE}/m/ip,5/m/key,10/h/key",
}
ACCOUNT_FORMS = {
    "add_email": "accounts.allauth_forms.AddEmailForm",
    "change_password": "accounts.allauth_forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.allauth_forms.ConfirmEmailVerificationCodeForm",
    "confirm_login_code": "accounts.allauth_forms.ConfirmLoginCodeForm",
    "confirm_password_reset_code": "accounts.allauth_forms.ConfirmPasswordResetCodeForm",
    "login": "accounts.allauth_forms.LoginForm",
    "reauthenticate": "accounts.allauth_forms.ReauthenticateForm",
    "request_login_code": "accounts.allauth_forms.RequestLoginCodeForm",
    "reset_password": "accounts.allauth_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.allauth_forms.ResetPasswordKeyForm",
    "set_password": "accounts.allauth_forms.SetPasswordForm",
    "signup": "accounts.allauth_forms.SignupForm",
}

MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.allauth_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.allauth_forms.AddWebAuthnForm",
    "authenticate": "accounts.allauth_forms.MFAAuthenticateForm",
    "edit_webauthn": "accounts.allauth_forms.EditWebAuthnForm",
    "reauthenticate": "accounts.allauth_forms.MFAReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "AI Product Management Fundamentals"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": f"{SIGN_INS_PER_MINUTE}/m/ip"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

INSTRUCTORS_EDIT = ["authoring", "lessons", "quizzes", "readiness", "certificates", "comments", "insights"]
GUEST_IDLE_DAYS = 30
UNVERIFIED_DAYS = 7
ADDRESS_KEPT_DAYS = 30
# Between asking for the erasure of an account and the erasure. A mail about it that no server takes is then given up.
ERASURE_GRACE_DAYS = env.int("ERASURE_GRACE_DAYS", default=14)
ERASURE_MAIL_KEPT_DAYS = 3
# What apps above `quizzes` do with an answer, in the transaction that saves it.
AFTER_ANSWER = ["reviews.services.note_answer"]
# What apps above `reviews` do when the schedule of a card has moved, in the same transaction.
AFTER_MARK = ["progress.services.note_memory"]
# What apps that show the names of members do when one has changed, in the same transaction.
AFTER_RENAMING = ["comments.services.note_new_name"]
# Longer intervals between reviews are moved by a few days at random, so that cards learned together part.
FUZZ_REVIEWS = True
# What apps do when a member has confirmed an address: f(member=…).
AFTER_EMAIL_CONFIRMED = ["reminders.services.enrol"]
# What apps do when a learner is here for the first time in a day, or has changed their time zone: f(learner_id=…).
AFTER_VISIT = ["reminders.services.wake"]
# Before a member is told of an answer to a comment: f(member=…) gives the link that ends such mails, or "" for no mail.
LINK_TO_END_REPLIES = "reminders.services.link_to_end_replies"
# What each app does when a guest signs in: called in this order, in one transaction, as f(guest=…, member=…).
CARRY_OVER = [
    "quizzes.services.carry_over",
    "reviews.services.carry_over",
    "readiness.services.carry_over",
    "briefs.services.carry_over",
    "progress.services.carry_over",
    "translations.services.carry_over",
]
# Rows that stay when their author is erased, for the sake of those who answered or read, and what makes them nobody's
# before.
KEPT_WITHOUT_AUTHOR = ["comments.Comment", "comments.Decision", "authoring.Draft", "authoring.TextRevision"]
BEFORE_ERASURE = ["comments.services.make_anonymous"]
# What each app gives people to take along: lists of accounts.takeout.Table, Document and LeftOut.
EXPORTS = [
    "accounts.exports.PARTS",
    "comments.exports.PARTS",
    "quizzes.exports.PARTS",
    "reviews.exports.PARTS",
    "readiness.exports.PARTS",
    "briefs.exports.PARTS",
    "progress.exports.PARTS",
    "certificates.exports.PARTS",
    "reminders.exports.PARTS",
    "translations.exports.PARTS",
    "authoring.exports.PARTS",
    "insights.exports.PARTS",
]

# --- The security check of forms that need no account ---------------------------------------------------------------

CAPTCHA_TIMEOUT = 20  # minutes
# The programs that speak it; without flite it is seen and read only.
CAPTCHA_FLITE_PATH = env.str("CAPTCHA_FLITE_PATH", default=shutil.which("flite") or "")
CAPTCHA_SOX_PATH = env.str("CAPTCHA_SOX_PATH", default=shutil.which("sox") or "")
# Twice the size at which it is shown, for screens with fine dots.
CAPTCHA_IMAGE_SIZE = (440, 144)
CAPTCHA_FONT_SIZE = 96
CAPTCHA_LETTER_ROTATION = (-20, 20)
CAPTCHA_FOREGROUND_COLOR = "#1d1c19"
CAPTCHA_2X_IMAGE = False
# From one network address: answers that did not match, checks, pictures and sounds asked for.
SECURITY_CHECK_LIMITS = {
    "new": "300/h/ip",
    "picture": "300/h/ip",
    "sound": "60/h/ip",
}

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "aipm_course.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Security headers -----------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Only behind a proxy that sets these headers itself: otherwise a client could forge them.
if env.bool("TRUST_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

# --- Static files ---------------------------------------------------------------------------------------------------

# Instructors upload pictures. What a form sends stays in memory; a file beyond this limit is dropped, and said to be.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
MEDIA_ROOT = VAR_DIR / "media"

STATIC_URL = env.str("STATIC_URL", default="/static/")
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "aipm_course.static.StaticStorage"
    },
}
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers

static_origin = [] if STATIC_URL.startswith("/") else ["{0.scheme}://{0.netloc}".format(urlsplit(STATIC_URL))]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, *static_origin],
        "style-src": [SELF, *static_origin],
        "img-src": [SELF, *static_origin],
        "font-src": [SELF, *static_origin],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Translations by a third party: none, unless the operator names one -----------------------------------------------

try:
    TRANSLATION = provider_of(
        url=env.str("TRANSLATION_URL", default=""),
        name=env.str("TRANSLATION_NAME", default=""),
        privacy_url=env.str("TRANSLATION_PRIVACY_URL", default=""),
        policy_version=env.str("TRANSLATION_POLICY_VERSION", default=""),
        key=env.str("TRANSLATION_KEY", default=""),
        languages=env.list("TRANSLATION_LANGUAGES", default=[]),
        characters=env.int("TRANSLATION_CHARACTERS", default=CHARACTERS),
    )
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from None

# --- Mail, language, logs -------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL",
    default="AI Product Management Fundamentals <course@localhost>",
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
# Through its API, or with EMAIL_URL through its SMTP server; in either case its webhook is open.
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
try:
    ANYMAIL = mail_provider.settings_of(MAIL_PROVIDER, env.str("ANYMAIL", default=""), EMAIL_TIMEOUT)
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from None
if EMAIL_URL := env.str("EMAIL_URL", default=""):
    vars().update(env.email_url_config(EMAIL_URL))
elif MAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
SILENCED_SYSTEM_CHECKS = env.list("SILENCED_SYSTEM_CHECKS", default=[])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
