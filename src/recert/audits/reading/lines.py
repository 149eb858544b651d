"""What a reading is: lines of writing, each with its place and how sure the recognizer was."""

import json
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Line:
    """A line of writing. `box` is left, top, width, height in pixels of the page."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines, from the top of the first page to the end of the last."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines below each other."""
        return "\n".join(line.text for line in self.lines)

    def to_json(self) -> str:
        """For a column of text."""
        return json.dumps([[*_plain(line)] for line in self.lines], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Reading":
        """What `to_json` gave."""
        rows = json.loads(text)
        return cls(tuple(Line(str(row[0]), tuple(row[1]), float(row[2]), int(row[3])) for row in rows))


@dataclass(frozen=True, slots=True)
class Unread:
    """Why nothing was read: `broken`, `slow` or `memory` (a limit was reached), `missing` (there is no recognizer)."""

    code: str


class Says(Enum):
    """What a reading says to a question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and the words on the evidence that it rests on; none where nothing alike is written."""

    says: Says
    evidence: str = ""


def _plain(line: Line) -> tuple[str, tuple[int, int, int, int], float, int]:
    return line.text, line.box, round(line.confidence, 3), line.page
