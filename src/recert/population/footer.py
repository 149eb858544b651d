"""Parquet files put one after the other into one, as they stand: only the footer, which says what is where, is new.

A footer is a struct in Thrift's compact protocol. It is read as a tree that knows nothing of Parquet, the places in it
are moved, and it is written again.
"""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

MAGIC: Final = b"PAR1"
TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12

LENGTHS: Final = {BYTE: 1, DOUBLE: 8}
"""Bytes of what is always as long."""

Struct = dict[int, tuple[int, Any]]
"""By a field's number its type and its value; of a struct that is written already, its bytes."""

# The numbers of Parquet's format that are needed here.
NUM_ROWS, ROW_GROUPS = 3, 4
COLUMNS, GROUP_OFFSET, ORDINAL = 1, 5, 7
CHUNK_OFFSET, CHUNK_META, OFFSET_INDEX, COLUMN_INDEX = 2, 3, 4, 6
PAGE_OFFSETS: Final = (9, 10, 11, 14)


@dataclass(slots=True)
class Reader:
    """Reads compact Thrift from `at` on."""

    data: bytes
    at: int = 0

    def varint(self) -> int:
        """A number without a sign."""
        found = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            found |= (byte & 0x7F) << shift
            if byte < 0x80:
                return found
            shift += 7

    def zigzag(self) -> int:
        """A number with a sign."""
        found = self.varint()
        return (found >> 1) ^ -(found & 1)

    def take(self, length: int) -> bytes:
        """The next bytes."""
        self.at += length
        return self.data[self.at - length : self.at]

    def value(self, kind: int) -> Any:
        """A value of any type. Of a boolean in a struct the type is the value."""
        if kind == BINARY:
            return self.take(self.varint())
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            return self.list()
        if kind in (TRUE, FALSE):
            return kind == TRUE
        return self.take(LENGTHS[kind]) if kind in LENGTHS else self.zigzag()

    def list(self) -> tuple[int, list[Any]]:
        """The type of a list's values, and them."""
        head = self.take(1)[0]
        length = head >> 4 if head >> 4 < 15 else self.varint()
        kind = head & 15
        if kind in (TRUE, FALSE):  # in a list a boolean is a byte
            return kind, [self.take(1) for _ in range(length)]
        return kind, [self.value(kind) for _ in range(length)]

    def struct(self) -> Struct:
        """A struct's fields."""
        found: Struct = {}
        field = 0
        while head := self.take(1)[0]:
            field = field + (head >> 4) if head >> 4 else self.zigzag()
            found[field] = (head & 15, self.value(head & 15))
        return found


SMALL: Final = tuple(bytes([number]) for number in range(0x80))


def varint(number: int) -> bytes:
    """A number without a sign."""
    if number < len(SMALL):
        return SMALL[number]
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def zigzag(number: int) -> bytes:
    """A number with a sign, of up to 64 bits."""
    return varint((number << 1) ^ (number >> 63))


def encoded(kind: int, value: Any) -> bytes:
    """A value of any type."""
    if kind == STRUCT:
        return value if isinstance(value, bytes) else _struct(value)
    if kind in (LIST, SET):
        of, values = value
        head = bytes([min(len(values), 15) << 4 | of]) + (varint(len(values)) if len(values) > 14 else b"")
        return head + b"".join(v if of in (TRUE, FALSE) else encoded(of, v) for v in values)
    if kind == BINARY:
        return varint(len(value)) + bytes(value)
    if kind in (TRUE, FALSE):
        return b""
    return bytes(value) if kind in (BYTE, DOUBLE) else zigzag(value)


def _struct(fields: Struct) -> bytes:
    found = bytearray()
    before = 0
    for field, (kind, value) in sorted(fields.items()):
        near = 0 < field - before < 16
        found += bytes([(field - before) << 4 | kind]) if near else bytes([kind]) + zigzag(field)
        found += encoded(kind, value)
        before = field
    return bytes(found) + b"\0"


def read_footer(file: BinaryIO) -> tuple[Struct, int]:
    """A Parquet file's footer, and where its pages end."""
    end = file.seek(-8, 2)
    (length,) = struct.unpack("<I", file.read(4))
    file.seek(end - length)
    return Reader(file.read(length)).struct(), end - length


def write_footer(footer: Struct, file: BinaryIO) -> None:
    """Ends a Parquet file."""
    content = _struct(footer)
    file.write(content + struct.pack("<I", len(content)) + MAGIC)


def add(footer: Struct, other: Struct, by: int) -> None:
    """Adds the row groups of another footer, whose pages stand so many bytes further on than it says.

    They are written at once, while others are assessed: in the end little is left to wait for.
    """
    kind, (of, groups) = footer[ROW_GROUPS]
    for group in other[ROW_GROUPS][1][1]:
        _move(group, (GROUP_OFFSET,), by)
        if ORDINAL in group:
            group[ORDINAL] = (group[ORDINAL][0], len(groups))
        for chunk in group[COLUMNS][1][1]:
            # the place of a copy of what the footer says; 0 where there is none
            _move(chunk, (CHUNK_OFFSET, OFFSET_INDEX, COLUMN_INDEX), by)
            _move(chunk[CHUNK_META][1], PAGE_OFFSETS, by)
        groups.append(_struct(group))
    footer[ROW_GROUPS] = (kind, (of, groups))
    footer[NUM_ROWS] = (footer[NUM_ROWS][0], footer[NUM_ROWS][1] + other[NUM_ROWS][1])


def _move(fields: Struct, places: tuple[int, ...], by: int) -> None:
    for place in places:
        if place in fields and fields[place][1]:
            fields[place] = (fields[place][0], fields[place][1] + by)
