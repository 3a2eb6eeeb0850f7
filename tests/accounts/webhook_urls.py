"""The site's addresses where two mail providers tell what became of mails."""

from accounts.mail_provider import webhook_urls
from aipm_course.urls import urlpatterns as ours

urlpatterns = [*webhook_urls("postmark"), *webhook_urls("mailgun"), *ours]
