from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")

    def ready(self):
        from comments import checks  # noqa: F401 registers itself
        from comments.moderating.moderators import make_group

        post_migrate.connect(make_group, sender=self)
