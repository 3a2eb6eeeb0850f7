from django.contrib import admin
from django.urls import path

from authoring.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", admin.site.admin_view(views.overview), name="overview"),
    path("questions.gift.txt", admin.site.admin_view(views.gift_file), name="gift_file"),
    path("questions.qti.zip", admin.site.admin_view(views.qti_file), name="qti_file"),
    path("gift/", admin.site.admin_view(views.gift_import), name="gift_import"),
]
