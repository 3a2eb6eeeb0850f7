from django.views.decorators.http import require_safe

from insights.pages import show
from insights.permissions import instructors_only


@require_safe
@instructors_only
def items(request):
    return show(request, "insights/items.html")
