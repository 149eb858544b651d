"""PDFs: read and rewritten by a child process, which a hostile one can exhaust or crash without harm."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CHILD: Final = Path(__file__).with_name("pdf_child.py")
_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a PDF was not taken, as a code; `pages` where they were too many."""

    code: str
    pages: int = 0


def rewrite(content: bytes) -> bytes | Refusal:
    """The same pages in a new PDF without scripts, attachments and metadata, or why not."""
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no words from outside)
            [sys.executable, "-I", str(_CHILD)], input=content, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Refusal("bomb")
    line, _, cleaned = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:
        # Killed by its limits, or crashed by what it read: either way not a PDF to keep.
        return Refusal("bomb" if done.returncode < 0 else "broken")
    answer = json.loads(line)
    if "refused" in answer:
        return Refusal(answer["refused"], answer.get("pages", 0))
    return cleaned
