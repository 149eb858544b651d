"""A text as blocks, before it is set for a terminal or as Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the text (level 1), or of a part of it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Sentences, each for itself."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listed | Grid
