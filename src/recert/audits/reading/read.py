"""Reading what is written in pictures, by a child process that hostile pixels can exhaust without harm."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PIL import Image

from recert.audits.reading.lines import Line, Reading, Unread

SIDE: Final = 1600
"""Larger pictures are made smaller: no letter that a person reads without a glass is lost."""

THREADS: Final = 2
SECONDS: Final = 180
_CHILD: Final = Path(__file__).with_name("read_child.py")


def read(pictures: Iterable[Image.Image]) -> Reading | Unread:
    """Takes seconds for each picture: for a background task, not for a request."""
    pages = [_small(picture) for picture in pictures]
    asked = {"sizes": [page.size for page in pages], "threads": THREADS}
    sent = json.dumps(asked).encode() + b"\n" + b"".join(page.tobytes() for page in pages)
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no words from outside)
            [sys.executable, "-I", str(_CHILD)], input=sent, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Unread("slow")
    if done.returncode != 0 or not done.stdout:
        return Unread("slow" if done.returncode < 0 else "broken")
    answer = json.loads(done.stdout)
    if "unread" in answer:
        return Unread(answer["unread"])
    return Reading(_in_order([Line(text, tuple(box), score, page) for text, box, score, page in answer["lines"]]))


def _in_order(lines: list[Line]) -> tuple[Line, ...]:
    """Row by row, as one reads: what stands beside each other is one row, though its parts differ in height."""
    ordered = sorted(lines, key=lambda line: (line.page, line.box[1] + line.box[3] / 2))
    rows: list[list[Line]] = []
    for line in ordered:
        last = rows[-1][0] if rows else None
        middle = line.box[1] + line.box[3] / 2
        if last and last.page == line.page and middle - last.box[1] - last.box[3] / 2 < 0.4 * last.box[3]:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda line: line.box[0]))


def _small(picture: Image.Image) -> Image.Image:
    plain = picture
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        plain = Image.new("RGB", layer.size, "white")
        plain.paste(layer, mask=layer.getchannel("A"))
    plain = plain.convert("RGB")
    plain.thumbnail((SIDE, SIDE))
    return plain
