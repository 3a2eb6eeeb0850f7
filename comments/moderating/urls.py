from django.urls import path

from comments.moderating import views as queue_views

urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("decide/", queue_views.decide, name="queue_decide"),
    path("undo/", queue_views.undo, name="queue_undo"),
    path("history/", queue_views.history, name="queue_history"),
    path("bans/", queue_views.list_bans, name="queue_bans"),
    path("bans/<int:number>/lift/", queue_views.lift, name="queue_lift"),
    path("threads/<int:number>/lock/", queue_views.lock, name="queue_lock"),
    path("<uuid:public_id>/", queue_views.comment, name="queue_comment"),
    path("<uuid:public_id>/edit/", queue_views.edit, name="queue_edit"),
    path("<uuid:public_id>/ban/", queue_views.ban, name="queue_ban"),
]
