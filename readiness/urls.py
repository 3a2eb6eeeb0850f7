from django.urls import path, re_path

from readiness.views import passes, plan, shared

app_name = "readiness"
urlpatterns = [
    path("readiness/", passes.overview, name="overview"),
    path("readiness/first/", passes.first, name="first"),
    path("readiness/first/keep/", passes.keep_first, name="keep_first"),
    path("readiness/rate/", passes.rate, name="rate"),
    path("readiness/rate/keep/", passes.keep_rated, name="keep_rated"),
    path("readiness/sheet/", passes.sheet, name="sheet"),
    path("readiness/tasks/<int:key>/keep/", plan.keep_task, name="keep_task"),
    re_path(r"^readiness/questions/(?P<code>R\d)/share/$", plan.share, name="share"),
    path("readiness/shared/", shared.shared, name="shared"),
    path("readiness/shared/<int:key>/feedback/", shared.feedback, name="feedback"),
    path("schemas/readiness.json", passes.schema, name="schema"),
]
