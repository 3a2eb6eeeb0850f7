from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from lessons.models import Article, Lesson


class PageSitemap(Sitemap):
    def items(self):
        return ["landing", "outline", "articles", "glossary", "about", "privacy"]

    def location(self, name):
        return reverse(f"lessons:{name}")


class LessonSitemap(Sitemap):
    def items(self):
        return Lesson.objects.published()

    def lastmod(self, lesson):
        return lesson.updated_at


class ArticleSitemap(Sitemap):
    def items(self):
        return Article.objects.published()

    def lastmod(self, article):
        return article.updated_at


SITEMAPS = {"pages": PageSitemap, "lessons": LessonSitemap, "articles": ArticleSitemap}
