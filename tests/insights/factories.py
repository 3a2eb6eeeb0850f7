"""Who looks at insights, and learners with answers to look at."""

from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.management.commands.make_instructor import GROUP
from accounts.models import User
from tests.accounts.actions import sign_in_with_app
from tests.conftest import SAME_ORIGIN
from tests.factories import make_user


def make_instructor(**fields) -> User:
    user = make_user(is_staff=True, **({"display_name": "Iris"} | fields))
    group, _is_new = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(Permission.objects.get(codename="view_insights"))
    user.groups.add(group)
    return user


def browser_of(user: User) -> Client:
    """Signed in with the second factor."""
    client = Client(**SAME_ORIGIN)
    sign_in_with_app(client, user)
    return client
