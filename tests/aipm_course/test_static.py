from django.core.management import call_command


def test_collected_sheet_has_the_text_of_those_it_imports(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "aipm_course.static.StaticStorage"}}

    for _run in ("first", "again, as at the next start"):
        call_command("collectstatic", interactive=False, verbosity=0)

    (sheet,) = tmp_path.glob("css/lesson.????????????.css")
    assert "@import" not in sheet.read_text()
    assert ".lesson-head" in sheet.read_text()
    assert ".question" in sheet.read_text()
    assert ".sim-inputs" in sheet.read_text()
