"""Sets blocks of text for a terminal, or as Markdown."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from recert.policy.blocks import Block, Grid, Heading, Listed, Paragraph

NARROWEST: Final = 8
"""Characters that a column keeps, however little room there is."""
GAP: Final = "  "


def for_terminal(blocks: Iterable[Block], width: int, *, bold: bool) -> str:
    """Lines of at most so many characters; headings are bold where the terminal can, and underlined."""
    lines = list[str]()
    for block in blocks:
        lines += ["", *_lines(block, width, bold=bold)] if lines else _lines(block, width, bold=bold)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(block: Block, width: int, *, bold: bool) -> list[str]:
    match block:
        case Heading(text, level):
            set_bold = (lambda line: f"\x1b[1m{line}\x1b[0m") if bold else str
            wrapped = _wrapped(text, width)
            return [*map(set_bold, wrapped), ("═" if level == 1 else "─") * max(map(len, wrapped))]
        case Paragraph(text):
            return _wrapped(text, width)
        case Listed(items):
            return [line for item in items for line in _item(item, width)]
        case Grid(head, rows):
            return list(_grid(head, rows, width))


def _item(text: str, width: int) -> list[str]:
    first, *others = _wrapped(text, width - 2)
    return [f"• {first}", *(f"  {line}" for line in others)]


def _wrapped(text: str, width: int) -> list[str]:
    quiet, room = _quiet(text), max(width, NARROWEST)
    if len(quiet) <= room:  # as most cells of a table are
        return [quiet.rstrip()]
    return textwrap.wrap(quiet, room, break_on_hyphens=False) or [""]


def _quiet(text: str) -> str:
    """A text without what would steer the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text)


def _grid(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> Iterator[str]:
    widths = _widths([head, *rows], width)
    yield from _row(head, widths)
    yield GAP.join("─" * each for each in widths)
    for row in rows:
        yield from _row(row, widths)


def _widths(rows: list[tuple[str, ...]], width: int) -> list[int]:
    """Each column as wide as its longest cell; where that is too much, the widest give way."""
    wanted = [max(NARROWEST, *(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    room = width - len(GAP) * (len(wanted) - 1)
    while sum(wanted) > room and max(wanted) > NARROWEST:
        wanted[wanted.index(max(wanted))] -= 1
    return wanted


def _row(cells: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for at in range(max(map(len, wrapped))):
        parts = [lines[at] if at < len(lines) else "" for lines in wrapped]
        yield GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True))


def as_markdown(blocks: Iterable[Block]) -> str:
    """The same as Markdown, for a wiki or a mail."""
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_escaped(text)}"
        case Paragraph(text):
            return _escaped(text)
        case Listed(items):
            return "\n".join(f"- {_escaped(item)}" for item in items)
        case Grid(head, rows):
            line = "|".join(["", *("---" for _ in head), ""])
            return "\n".join([_piped(head), line, *(_piped(row) for row in rows)])


def _piped(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    """A text that means nothing more in Markdown than it says."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", _quiet(text))
