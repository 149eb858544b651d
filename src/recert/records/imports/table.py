"""A CSV file as rows of named cells, or every problem with its line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext as _

from recert.records.drafts import has_control

MAX_BYTES: Final = 1024 * 1024
MAX_LINES: Final = 2000
_MAX_CELL: Final = 500
_DELIMITERS: Final = ",;\t"
_BYTE_ORDER_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_FORMULA: Final = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in one line of the file and what to do. Lines count from 1, the header's; 0 is the whole file."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line's cells by the names of their columns; missing columns are empty."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that can be read, and the problems of the others."""

    rows: tuple[Row, ...]
    problems: tuple[LineProblem, ...]


def read_table(content: bytes, *, required: tuple[str, ...], optional: tuple[str, ...]) -> Table:
    """Reads commas, semicolons or tabs, with or without a byte order mark, as spreadsheets write them."""
    text = _decode(content)
    if isinstance(text, LineProblem):
        return Table((), (text,))
    lines = _skip_hint(text)
    header_line = next((line for line in lines.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    offset = text.count("\n") - lines.count("\n")
    try:
        return _read(reader, offset, required, optional)
    except csv.Error:
        sentence = _("The quotation marks don't match up from this line on. A quoted cell ends with one mark.")
        return Table((), (LineProblem(reader.line_num + offset, "", sentence),))


def _decode(content: bytes) -> str | LineProblem:
    if len(content) > MAX_BYTES:
        return LineProblem(0, "", _("The file is larger than 1 MB. Split it into several."))
    encoding = next((e for mark, e in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        sentence = _("The file is not UTF-8 text. Export it again as “CSV UTF-8”.")
        return LineProblem(line if encoding == "utf-8" else 0, "", sentence)
    if "\x00" in text:
        return LineProblem(0, "", _("The file is not text. Export the sheet as “CSV UTF-8” and send that."))
    if not text.strip():
        return LineProblem(0, "", _("The file is empty. Its first line names the columns."))
    return text


def _skip_hint(text: str) -> str:
    """Without the line “sep=;” that some spreadsheets put first."""
    first, _line_end, rest = text.partition("\n")
    return rest if first.strip().lower().startswith("sep=") else text


def _read(reader: Iterator[list[str]], offset: int, required: tuple[str, ...], optional: tuple[str, ...]) -> Table:
    rows, problems, header = list[Row](), list[LineProblem](), list[str]()
    for cells in reader:
        line = reader.line_num + offset  # type: ignore[attr-defined] # the csv module's reader has it
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip().lower() for cell in cells]
            problems += _header_problems(header, line, required, optional)
            if problems:
                break
        elif len(rows) + len(problems) >= MAX_LINES:
            problems.append(LineProblem(line, "", _("The file has more than 2,000 lines. Split it into several.")))
            break
        else:
            found = list(_cell_problems(header, cells, line))
            problems += found
            if not found:
                rows.append(Row(line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return Table(tuple(rows), tuple(problems))


def _header_problems(
    header: list[str], line: int, required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[LineProblem]:
    known = (*required, *optional)
    for i, name in enumerate(header):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = _("Perhaps “{near}” is meant.").format(near=near[0]) if near else _("Remove it.")
            sentence = _("There is no column “{name}”. {hint} The columns are {columns}.")
            shown = sentence.format(name=name, hint=hint, columns=", ".join(known))
            yield LineProblem(line, name, shown)
        elif name in header[:i]:
            yield LineProblem(line, name, _("The column “{name}” is there twice. Remove one.").format(name=name))
    for name in required:
        if name not in header:
            yield LineProblem(line, name, _("The column “{name}” is missing. Add it.").format(name=name))


def _cell_problems(header: list[str], cells: list[str], line: int) -> Iterator[LineProblem]:
    if len(cells) != len(header):
        sentence = _(
            "This line has {found} cells and the header has {meant}. Check its separators and quotation marks."
        )
        yield LineProblem(line, "", sentence.format(found=len(cells), meant=len(header)))
        return
    for name, cell in zip(header, cells, strict=True):
        if cell.strip().startswith(_FORMULA):
            sentence = _("“{cell}” begins like a formula. Write the value itself.")
            yield LineProblem(line, name, sentence.format(cell=cell.strip()[:40]))
        elif has_control(cell.strip()):
            yield LineProblem(line, name, _("This cell contains characters that can't be shown. Type it again."))
        elif len(cell) > _MAX_CELL:
            yield LineProblem(line, name, _("This cell is longer than 500 characters. Shorten it."))
