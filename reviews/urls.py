from django.urls import path

from reviews import views

app_name = "reviews"
urlpatterns = [path("prompts/<str:code>/mark/", views.mark, name="mark")]
