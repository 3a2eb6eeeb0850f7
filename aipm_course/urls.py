from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.mail_provider import webhook_urls
from aipm_course import mailbox
from aipm_course.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/exchange/", include("authoring.exchange.urls")),
    path("admin/", admin.site.urls),
    path("mails/", mailbox.mails, name="mails"),
    path("mails/<str:name>/<int:place>/", mailbox.mail, name="mail"),
    path("mails/<str:name>/<int:place>/html/", mailbox.mail_html, name="mail_html"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    *webhook_urls(settings.MAIL_PROVIDER),
    path("insights/", include("insights.urls")),
    path("", include("authoring.urls")),
    path("", include("certificates.urls")),
    path("", include("reminders.urls")),
    path("", include("progress.urls")),
    path("", include("readiness.urls")),
    path("", include("reviews.urls")),
    path("brief/", include("briefs.urls")),
    path("", include("quizzes.urls")),
    path("", include("comments.urls")),
    path("", include("translations.urls")),
    path("", include("lessons.urls")),
]

handler400 = "aipm_course.errors.bad_request"
handler500 = "aipm_course.errors.server_error"
