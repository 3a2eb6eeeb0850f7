from datetime import UTC, datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from lessons.models import Article


class ArticleFeed(Feed):
    feed_type = Atom1Feed
    title = _("Articles on AI product management")
    subtitle = _("From AI Product Management Fundamentals")
    author_name = "AI Product Management Fundamentals"
    link = reverse_lazy("lessons:articles")

    def items(self):
        return Article.objects.published()[:20]

    def item_title(self, article):
        return article.title

    def item_description(self, article):
        return article.summary

    def item_pubdate(self, article):
        return datetime.combine(article.published_on, time(9), tzinfo=UTC)

    def item_updateddate(self, article):
        return article.updated_at
