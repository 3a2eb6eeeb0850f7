from django.urls import path

from authoring.publishing import views

app_name = "authoring"
urlpatterns = [
    path("drafts/<str:token>/", views.preview, name="preview"),
]
