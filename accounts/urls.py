from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("appearance/", views.appearance, name="appearance"),
    path("delete/", views.delete, name="delete"),
    path("password/set/", reauthentication_required(password_set)),  # allauth's own page lets one in without
]
