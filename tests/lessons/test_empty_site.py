import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/course/"])
def test_site_without_a_course_says_how_to_load_one(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "manage.py load_course course" in response.content.decode()
    assert "Sign in" in response.content.decode()
    assert "\x1a" not in response.content.decode()
