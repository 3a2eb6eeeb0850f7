from django.urls import path, re_path

from reviews import views

app_name = "reviews"
QUESTION = r"(?P<code>Q\d\d\.\d{1,2}b?)"
urlpatterns = [
    re_path(r"^prompts/(?P<code>P\d\d\.\d{1,2})/mark/$", views.mark, name="mark"),
    path("review/", views.overview, name="overview"),
    path("review/preferences/", views.preferences, name="preferences"),
    path("review/begin/", views.begin, name="begin"),
    path("review/now/", views.now, name="now"),
    path("review/cards/", views.cards, name="cards"),
    path("review/cards/<int:key>/", views.card, name="card"),
    path("review/cards/<int:key>/put-away/", views.put_away, name="put_away"),
    path("review/cards/<int:key>/take-up/", views.take_up, name="take_up"),
    re_path(rf"^review/add/{QUESTION}/$", views.add, name="add"),
    path("review/<uuid:public_id>/", views.sitting, name="sitting"),
    path("review/<uuid:public_id>/<int:number>/", views.place, name="place"),
    path("review/<uuid:public_id>/<int:number>/mark/", views.mark_place, name="mark_place"),
    path("review/<uuid:public_id>/undo/", views.undo, name="undo"),
]
