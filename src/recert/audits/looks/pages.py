"""What is to be seen in a file: a picture as it is, a PDF page by page, rendered by a child process."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from recert.records.evidence import kinds, pictures

MOST: Final = 5
"""The most pages of a PDF that are looked at: certificates have one or two."""

SIDE: Final = 1600
_CHILD: Final = Path(__file__).with_name("pages_child.py")
_SECONDS: Final = 40


@dataclass(frozen=True, slots=True)
class Unseen:
    """Why nothing could be seen, as a code: `broken`, or `bomb` where the limits of memory or time were reached."""

    code: str


def pages(content: bytes, media_type: str) -> tuple[Image.Image, ...] | Unseen:
    """The first pages of evidence as it is kept; `content` was encoded anew on arrival."""
    return _rendered(content) if media_type == kinds.PDF.media_type else _opened(content)


def _opened(content: bytes) -> tuple[Image.Image, ...] | Unseen:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP"]) as image:
            if image.width * image.height > pictures.MAX_PIXELS:
                return Unseen("bomb")
            image.load()
            return (image.copy(),)
    except Image.DecompressionBombError:
        return Unseen("bomb")
    except (OSError, SyntaxError, EOFError, ValueError):
        return Unseen("broken")


def _rendered(content: bytes) -> tuple[Image.Image, ...] | Unseen:
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no words from outside)
            [sys.executable, "-I", str(_CHILD), str(MOST), str(SIDE)],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Unseen("bomb")
    line, _, drawn = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:
        return Unseen("bomb" if done.returncode < 0 else "broken")
    answer = json.loads(line)
    if "unseen" in answer:
        return Unseen(answer["unseen"])
    found, at = [], 0
    for width, height in answer["sizes"]:
        found.append(Image.frombytes("RGB", (width, height), drawn[at : at + 3 * width * height]))
        at += 3 * width * height
    return tuple(found)
