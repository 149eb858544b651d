"""What goes wrong on the real server: a page with a reference, and the reference in the log beside the traceback."""

import os
import re
import sqlite3
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.serving import RECERT, serving


def test_the_reference_on_the_page_is_in_the_log_of_the_server(tmp_path: Path) -> None:
    home = {"RECERT_HOME": str(tmp_path), "RECERT_DEVELOPMENT": "1", "DATABASE_URL": ""}
    settings = {**home, "DJANGO_SETTINGS_MODULE": "recert.config.settings"}
    subprocess.run([RECERT, "migrate"], env={**os.environ, **settings}, check=True, timeout=120)
    log = tmp_path / "server.log"
    with serving(settings, workers=1, log=log) as server:
        with sqlite3.connect(tmp_path / "recert.sqlite3") as database:
            database.execute("ALTER TABLE notices_mail RENAME TO taken_away")
        with pytest.raises(HTTPError) as answered:
            urlopen(f"{server.address}/outbox/", timeout=60)  # noqa: S310 - loopback
    page = answered.value.read().decode()
    assert answered.value.code == 500
    assert "Something went wrong on our side" in page
    assert "no such table" not in page, "what a stranger is not told"
    found = re.search(r"R-[2-9A-Z]{6}", page)
    assert found
    said = log.read_text()
    assert f"[{found[0]}] Internal Server Error: /outbox/" in said
    assert "no such table: notices_mail" in said[said.index(found[0]) :]
