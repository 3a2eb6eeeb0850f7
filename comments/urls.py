from django.urls import include, path, re_path

from comments import views
from comments.mailing import follow_views

app_name = "comments"
SUBJECT = r"^comments/(?P<kind>lessons|articles)/(?P<slug>[-\w]+)/"
urlpatterns = [
    path("comments/check/", include("comments.check.urls")),
    path("comments/", include("comments.mailing.urls")),
    path("comments/queue/", include("comments.moderating.urls")),
    re_path(SUBJECT + "$", views.thread, name="thread"),
    re_path(SUBJECT + "write/$", views.write, name="write"),
    re_path(SUBJECT + "check/$", views.check, name="check"),
    re_path(SUBJECT + "follow/$", follow_views.follow, name="follow"),
    path("comments/<uuid:public_id>/", views.comment, name="comment"),
    path("comments/<uuid:public_id>/reply/", views.reply, name="reply"),
    path("comments/<uuid:public_id>/edit/", views.edit, name="edit"),
    path("comments/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
]
