"""Sessions as rows, read with a statement that is written once. A row that is deleted ends its session everywhere."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from recert.people.prepared import Prepared, word

_SESSION = Prepared(lambda: Session.objects.filter(session_key=word(0)))


class SessionStore(db.SessionStore):
    """Django's own, but for how the row is read."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(self.session_key)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
