from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db import connection

from accounts.models import User
from accounts.prepared import PreparedQuery

FIELDS = [field.attname for field in User._meta.concrete_fields]
USER = PreparedQuery(lambda pk: User.objects.filter(pk=pk).values_list(*FIELDS))


class AuthenticationBackend(AllauthBackend):
    """allauth's backend; the user of a request is read with a prepared query."""

    def get_user(self, user_id):
        rows = USER.rows(user_id)
        user = User.from_db(connection.alias, FIELDS, rows[0]) if rows else None
        return user if user is not None and self.user_can_authenticate(user) else None
