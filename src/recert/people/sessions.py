"""Sessions as rows that know whose they are. A row that is deleted ends its session everywhere."""

import hmac
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from recert.people.models import Session
from recert.people.prepared import Prepared, moment, word

_SESSION: Final = Prepared(lambda: Session.objects.filter(session_key=word(0), expire_date__gt=moment(1)))
_SALT: Final = b"django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


class SessionStore(db.SessionStore):
    """Django's own, but for how the row is read, and for the columns that name the account signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The rows."""
        return Session

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        """The row for these data."""
        made: Session = super().create_model_instance(data)  # type: ignore[arg-type, assignment]
        made.user_id = data.get(SESSION_KEY)
        made.backend = data.get(BACKEND_SESSION_KEY, "")
        made.auth_hash = data.get(HASH_SESSION_KEY, "")
        return made

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found


def is_signed_in(backend: str, auth_hash: str, password: str, *, is_active: bool) -> bool:
    """Whether a session's sign-in still holds, by its own columns and the account's.

    The same as Django's `get_user` finds, which is asked when this says no: it alone also tries secret keys that were
    replaced, and renews the session of whoever signed in under one.
    """
    known = is_active and backend in settings.AUTHENTICATION_BACKENDS
    return known and hmac.compare_digest(auth_hash, session_auth_hash(password))


def session_auth_hash(password: str) -> str:
    """What `User.get_session_auth_hash` gives for the password as it is stored."""
    return hmac.digest(_auth_key(settings.SECRET_KEY), password.encode(), "sha256").hex()


@lru_cache(maxsize=4)
def _auth_key(secret: str) -> bytes:
    return sha256(_SALT + secret.encode()).digest()
