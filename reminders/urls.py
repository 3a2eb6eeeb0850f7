from django.urls import path

from reminders import views

app_name = "reminders"
urlpatterns = [
    path("reminders/", views.preferences, name="preferences"),
    path("reminders/end/<str:token>/", views.end, name="end"),
    path("reminders/arrives/", views.ask_for_arrival, name="ask_for_arrival"),
    path("reminders/arrives/<str:token>/", views.arrives, name="arrives"),
]
