from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("appearance/", views.appearance, name="appearance"),
    path("delete/", views.delete, name="delete"),
]
