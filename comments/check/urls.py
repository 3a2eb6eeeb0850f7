from django.urls import path, re_path

from comments.check import views as check_views
from comments.check.store import KEY

urlpatterns = [
    path("part/", check_views.part, name="check_part"),
    re_path(rf"^(?P<key>{KEY})/picture\.png$", check_views.picture, name="check_picture"),
    re_path(rf"^(?P<key>{KEY})/sound\.wav$", check_views.sound, name="check_sound"),
]
