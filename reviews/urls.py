from django.urls import re_path

from reviews import views

app_name = "reviews"
urlpatterns = [re_path(r"^prompts/(?P<code>P\d\d\.\d{1,2})/mark/$", views.mark, name="mark")]
