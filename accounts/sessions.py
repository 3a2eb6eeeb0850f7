"""Sessions in the database, as Django keeps them; read with a prepared query, since each page of a learner needs it."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from accounts.prepared import PreparedQuery

LIVE_SESSION = PreparedQuery(
    lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data")
)


class SessionStore(DatabaseSessionStore):
    def load(self):
        is_key = bool(self.session_key) and self.session_key.isalnum()  # PostgreSQL takes no NUL, not even to look for
        rows = LIVE_SESSION.rows(self.session_key) if is_key else []
        if rows:
            return self.decode(rows[0][0])
        self._session_key = None
        return {}
