from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SimulatedLearner(models.Model):
    """Marks a learner who was made up, so that the pages can be judged before there are answers of real ones.

    They cannot sign in, get no mail, and are in no figure but those of the simulated cohort.
    """

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="simulated")
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("simulated learner")
        verbose_name_plural = _("simulated learners")
        default_permissions = ()
        permissions = (("view_insights", _("Can see what learners' answers say about the course")),)

    def __str__(self):
        return str(self.learner_id)
