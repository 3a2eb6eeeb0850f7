from django.urls import path

from comments.mailing import follow_views, guest_views
from comments.moderating import decide_views

urlpatterns = [
    path("follow/confirm/<str:token>/", follow_views.confirm, name="follow_confirm"),
    path("follow/end/<str:token>/", follow_views.end, name="follow_end"),
    path("decide/<str:token>/", decide_views.decide_by_mail, name="decide_by_mail"),
    path("mine/", guest_views.mine, name="mine"),
    path("mine/<str:token>/", guest_views.mine_by_mail, name="mine_by_mail"),
    path("mine/<str:token>/take/", guest_views.take_mine, name="take_mine"),
    path("mine/<str:token>/erase/", guest_views.erase_mine, name="erase_mine"),
]
