from django.urls import path

from progress import views

app_name = "progress"
urlpatterns = [
    path("lessons/<slug:slug>/read/", views.read, name="read"),
    path("lessons/<slug:slug>/place/", views.place, name="place"),
]
