from django.urls import path

from translations import views

app_name = "translations"
urlpatterns = [
    path("translations/withdraw/", views.withdraw, name="withdraw"),
    path("lessons/<slug:slug>/in/", views.choose, {"kind": "lesson"}, name="choose_lesson"),
    path("lessons/<slug:slug>/in/<str:language>/", views.translated, {"kind": "lesson"}, name="lesson"),
    path("articles/<slug:slug>/in/", views.choose, {"kind": "article"}, name="choose_article"),
    path("articles/<slug:slug>/in/<str:language>/", views.translated, {"kind": "article"}, name="article"),
]
