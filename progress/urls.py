from datetime import date

from django.urls import path, register_converter

from progress import views


class IsoDate:
    """A day of this millennium, written 2026-03-01."""

    regex = r"2\d{3}-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDate, "isodate")

app_name = "progress"
urlpatterns = [
    path("progress/", views.dashboard, name="dashboard"),
    path("progress/days/<isodate:day>/", views.day, name="day"),
    path("progress/lessons/<slug:slug>/", views.lesson, name="lesson"),
    path("progress/recall/", views.recall, name="recall"),
    path("progress/areas/", views.areas, name="areas"),
    path("lessons/<slug:slug>/read/", views.read, name="read"),
    path("lessons/<slug:slug>/place/", views.place, name="place"),
]
