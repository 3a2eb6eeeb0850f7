from django.urls import path, re_path

from briefs.views import brief, passages, sections

app_name = "briefs"
SOURCE = r"(?P<source>title|context|monday|(?:TAKE|PRE)\d\d|ACT\d\d[a-z]?|Q\d\d\.\d{1,2}b?)"
urlpatterns = [
    path("", brief.brief, name="brief"),
    path("brief.md", brief.markdown, name="markdown"),
    path("edit/section/", sections.add, name="add_section"),
    path("edit/section/<uuid:public_id>/", sections.edit, name="edit_section"),
    path("edit/section/<uuid:public_id>/show/", sections.show, name="show_section"),
    path("edit/section/<uuid:public_id>/remove/", sections.remove, name="remove_section"),
    re_path(rf"^edit/{SOURCE}/$", passages.edit, name="edit"),
    re_path(rf"^edit/{SOURCE}/back/$", passages.back, name="back"),
    re_path(rf"^edit/{SOURCE}/stand/$", passages.stand, name="stand"),
    re_path(rf"^edit/{SOURCE}/show/$", passages.show, name="show"),
]
