"""The recognizer itself, in its child process."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from recert.audits.reading import read as reading_module
from recert.audits.reading import read_child
from recert.audits.reading.dates import dates_shown
from recert.audits.reading.lines import Line, Reading, Says, Unread
from recert.audits.reading.names import name_shown
from recert.audits.reading.proposal import proposal
from recert.audits.reading.read import read
from recert.audits.reading.titles import title_shown
from tests.audits.certificates import Certificate, drawn
from tests.audits.reading.readings import ENGLISH

SHOWN = (
    Certificate("classic", "fr", "Chloé Lefèvre", date(2025, 6, 17), "Sécurité des réseaux"),
    Certificate("website", "de", "Jürgen Müller", date(2024, 11, 3), "Datenschutz im Betrieb"),
    Certificate("card", "ja", "佐藤 花子", date(2025, 1, 30), "個人情報保護研修"),
)


def test_name_day_and_title_are_read_in_three_languages(browser: Browser) -> None:
    whole = read(drawn(browser, SHOWN))
    assert isinstance(whole, Reading)
    assert Reading.from_json(whole.to_json()).text == whole.text
    for page, one in enumerate(SHOWN):
        found = Reading(tuple(line for line in whole.lines if line.page == page))
        assert name_shown(found, one.name).says is Says.YES
        assert one.day in dates_shown(found)
        assert title_shown(found, one.title).says is Says.YES
        assert proposal(found, one.name).title == one.title


def test_a_picture_of_nothing_reads_as_nothing() -> None:
    assert read([Image.new("RGBA", (300, 200), (0, 0, 0, 0))]) == Reading(())


def test_every_model_is_in_the_package() -> None:
    import importlib.util

    found = importlib.util.find_spec("rapidocr")
    assert found is not None
    assert found.origin is not None
    models = Path(found.origin).parent / "models"
    assert [name for name in read_child.MODELS.values() if not (models / name).stat().st_size > 100_000] == []


def test_the_child_reaches_no_network() -> None:
    """A model that were not there would be fetched by the package; in the child nothing can be fetched."""
    program = (
        f"import sys; sys.path.insert(0, {str(Path(read_child.__file__).parent)!r}); import io, read_child, socket\n"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"sizes": [], "threads": 1}\'))\n'
        "read_child.read = lambda stream: socket.create_connection(('127.0.0.1', 9))\n"
        "try: read_child.main()\n"
        "except read_child.OfflineError as problem: print('offline', problem)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=60)
    assert "offline" in done.stdout + done.stderr, done


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import sys; sys.exit(1)", "broken"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "slow"),
        ("import time; time.sleep(60)", "slow"),
        ('print(\'{"unread": "missing"}\')', "missing"),
    ],
)
def test_a_child_that_fails_is_a_value(
    program: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child.py"
    child.write_text(program)
    monkeypatch.setattr(reading_module, "_CHILD", child)
    monkeypatch.setattr(reading_module, "SECONDS", 3)
    assert read([Image.new("RGB", (10, 10))]) == Unread(code)


def test_no_other_process_loads_what_the_child_needs() -> None:
    program = (
        "import sys\n"
        "import recert.audits.reading.read, recert.audits.reading.proposal, recert.audits.reading.compare\n"
        "import recert.audits.looks.decide, recert.audits.looks.fingerprint, recert.audits.looks.pages\n"
        "print({'onnxruntime', 'rapidocr', 'cv2', 'pypdfium2'} & set(sys.modules))"
    )
    environment: dict[str, Any] = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=60)
    assert done.stdout.strip() == "set()", done.stderr


def test_lines_beside_each_other_are_one_row() -> None:
    lines = [
        Line("right", (200, 12, 50, 20), 1.0),
        Line("below", (10, 50, 50, 20), 1.0),
        Line("left", (10, 15, 50, 20), 1.0),
    ]
    assert [line.text for line in reading_module._in_order(lines)] == ["left", "right", "below"]
    assert reading_module._in_order(list(ENGLISH.lines)) == ENGLISH.lines
