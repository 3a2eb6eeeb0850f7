"""The least that Django can do for a request, served as the site is: what `make bench` compares the pages with."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="serves no secrets")


def bare(request):
    return HttpResponse("A bare view.")


urlpatterns = [path("", bare)]
application = get_wsgi_application()
