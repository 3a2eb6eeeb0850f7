"""The admin with the previews where the admin of preferences puts them."""

from django.contrib import admin
from django.urls import include, path

from aipm_course.urls import urlpatterns as ours
from reminders import preview

pages = [path("reminders/preference/", include(preview.urls())), *admin.site.get_urls()]
urlpatterns = [path("admin/", include((pages, "admin"), namespace="admin")), *ours]
