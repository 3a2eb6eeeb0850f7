from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from lessons import views
from lessons.feeds import ArticleFeed
from lessons.sitemaps import SITEMAPS

app_name = "lessons"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("course/", views.outline, name="outline"),
    path("lessons/<slug:slug>/", views.lesson, name="lesson"),
    path("articles/", views.articles, name="articles"),
    path("articles/feed/", require_safe(ArticleFeed()), name="feed"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("images/<str:name>", views.image, name="image"),
    path("search/", views.search, name="search"),
    path("glossary/", views.glossary, name="glossary"),
    path("privacy/", views.privacy, name="privacy"),
    path("about/", views.about, name="about"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
