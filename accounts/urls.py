from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("appearance/", views.appearance, name="appearance"),
    path("export/", views.export, name="export"),
    path("delete/", views.delete, name="delete"),
    path("delete/now/", views.delete_now, name="delete_now"),
    path("keep/", views.keep, name="keep"),
    path("keep/<str:token>/", views.keep_by_mail, name="keep_by_mail"),
    path("password/set/", reauthentication_required(password_set)),  # allauth's own page lets one in without
]
