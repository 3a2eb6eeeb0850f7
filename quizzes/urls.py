from django.urls import path, re_path

from quizzes.views import activities, attempts, calibration, notes, questions

app_name = "quizzes"
QUESTION = r"(?P<code>Q\d\d\.\d{1,2}b?)"
ACTIVITY = r"(?P<code>ACT\d\d[a-z]?)"
urlpatterns = [
    re_path(rf"^questions/{QUESTION}/$", questions.question, name="question"),
    re_path(rf"^questions/{QUESTION}/answer/$", questions.answer, name="answer"),
    re_path(rf"^questions/{QUESTION}/report/$", questions.report, name="report"),
    re_path(rf"^questions/{QUESTION}/report/send/$", questions.send_report, name="send_report"),
    path("schemas/quizzes.json", questions.schema, name="schema"),
    path("attempts/begin/", attempts.begin, name="begin"),
    path("attempts/<uuid:public_id>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:public_id>/<int:place>/", attempts.attempt_question, name="attempt_question"),
    path("calibration/", calibration.calibration, name="calibration"),
    re_path(r"^notes/(?P<place>(PRE|TAKE)\d\d)/$", notes.note, name="note"),
    re_path(rf"^activities/{ACTIVITY}/$", activities.activity, name="activity"),
    re_path(rf"^activities/{ACTIVITY}/decide/$", activities.decide, name="decide"),
    re_path(rf"^activities/{ACTIVITY}/rate/$", activities.rate, name="rate"),
    re_path(rf"^activities/{ACTIVITY}/brief/$", activities.brief, name="brief"),
    re_path(rf"^activities/{ACTIVITY}/brief\.md$", activities.brief_markdown, name="brief_markdown"),
]
