"""The product's settings in a home of their own, with what would only make tests slow taken out."""

import os
import tempfile
from pathlib import Path

os.environ["RECERT_HOME"] = tempfile.mkdtemp(prefix="recert-tests-")
os.environ["RECERT_DEVELOPMENT"] = "1"

from recert.config.settings import *  # noqa: F403 - all of them, after their environment is set
from recert.config.settings import DATABASES, HOME, STORAGES

(HOME / "static").mkdir()

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in use: then the threads of a live server have connections and locks of their own.
    DATABASES["default"]["TEST"] = {
        "NAME": Path(HOME) / f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.sqlite3"
    }

# Passwords are hashed slowly on purpose; tests need the purpose, not the slowness.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The test server finds assets in the rooms themselves; nothing is collected and hashed first.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
