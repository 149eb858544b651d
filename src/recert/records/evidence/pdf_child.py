"""Reads one stranger's PDF in a process of its own, with little memory and little time, and writes a clean copy.

Run as a file, not as a module: it imports nothing of Recert. It reads the PDF from standard input and answers on
standard output with a line of JSON, `{"refused": code, …}` or `{"pages": n}`, followed by the clean PDF.
"""

import contextlib
import io
import json
import resource
import sys
import zlib
from collections.abc import Iterator
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 15
MAX_PAGES = 50
MAX_UNPACKED = 200 * 1024 * 1024
FORBIDDEN_KEYS = {
    "/JavaScript": "script",
    "/JS": "script",
    "/XFA": "script",
    "/EmbeddedFile": "embedded",
    "/EmbeddedFiles": "embedded",
    "/EF": "embedded",
    "/RichMediaContent": "embedded",
    "/RichMediaSettings": "embedded",
}
FORBIDDEN_ACTIONS = {
    "/JavaScript": "script",
    "/Rendition": "script",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/SubmitForm": "launch",
    "/GoToR": "launch",
    "/GoToE": "embedded",
    "/RichMediaExecute": "embedded",
}
PACKING = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode"}
READABLE = {"/ASCIIHexDecode", "/ASCII85Decode"}
DROPPED_KEYS = ("/Metadata", "/AA", "/PieceInfo", "/Thumb", "/LastModified", "/PA", "/OC")


class RefusalError(Exception):
    """Why this PDF is not taken: a code, and what the sentence needs."""

    def __init__(self, code: str, **detail: int) -> None:
        super().__init__(code)
        self.answer = {"refused": code, **detail}


def main() -> None:
    """Sets its own limits before it reads a byte."""
    with contextlib.suppress(ValueError):  # some systems know no such limit; time and the counts below still hold
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages, cleaned = rewrite(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"pages": pages}
    except RefusalError as refusal:
        answer, cleaned = refusal.answer, b""
    except (MemoryError, RecursionError):
        answer, cleaned = {"refused": "bomb"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + cleaned)


def rewrite(content: bytes) -> tuple[int, bytes]:
    """The number of pages, and the pages alone in a new PDF. RefusalError for what can't be had safely."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise RefusalError("encrypted")
            inspect(pdf)
            pages = len(pdf.pages)
            if not 0 < pages <= MAX_PAGES:
                raise RefusalError("pages" if pages else "empty", pages=pages)
            return pages, copy_pages(pdf)
    except pikepdf.PasswordError as problem:
        raise RefusalError("encrypted") from problem
    except (pikepdf.PdfError, pikepdf.DataDecodingError, zlib.error, ValueError, KeyError, TypeError) as problem:
        raise RefusalError("broken") from problem


def inspect(pdf: Any) -> None:
    """Looks at every object there is, those inside object streams and those nothing refers to included."""
    import pikepdf

    unpacked = 0
    for thing in pdf.objects:
        for inner in dictionaries(thing):
            forbid(inner)
        if isinstance(thing, pikepdf.Stream):
            unpacked += unpacked_size(thing, MAX_UNPACKED - unpacked)
            if unpacked > MAX_UNPACKED:
                raise RefusalError("bomb")
    if isinstance(pdf.Root.get("/OpenAction"), pikepdf.Dictionary) and pdf.Root.OpenAction.get("/S") != "/GoTo":
        raise RefusalError("launch")


def dictionaries(thing: Any) -> Iterator[Any]:
    """This object's dictionaries, the nested ones too; what it refers to comes by itself."""
    import pikepdf

    waiting = [thing]
    seen = 0
    while waiting:
        current = waiting.pop()
        seen += 1
        if seen > 200_000:
            raise RefusalError("bomb")
        if isinstance(current, pikepdf.Dictionary | pikepdf.Stream):
            yield current
            children = [value for _, value in current.items()]
        elif isinstance(current, pikepdf.Array):
            children = list(current)
        else:
            continue
        waiting.extend(c for c in children if isinstance(c, pikepdf.Object) and not c.is_indirect)


def forbid(dictionary: Any) -> None:
    """Refuses what runs, opens something, or carries another file. Names come with their escapes resolved."""
    for key in dictionary.keys():  # noqa: SIM118 (iterating a PDF stream itself is an error)
        if key in FORBIDDEN_KEYS:
            raise RefusalError(FORBIDDEN_KEYS[key])
    for key in ("/S", "/Type", "/Subtype"):
        code = FORBIDDEN_ACTIONS.get(str(dictionary.get(key, "")))
        if code and (key == "/S" or code != "launch"):
            raise RefusalError(code)
    if str(dictionary.get("/Subtype", "")) in {"/FileAttachment", "/RichMedia", "/Screen", "/Movie"}:
        raise RefusalError("embedded")
    if str(dictionary.get("/Type", "")) == "/EmbeddedFile":
        raise RefusalError("embedded")


def unpacked_size(stream: Any, budget: int) -> int:
    """How much a stream unpacks to, in constant memory for the usual compression; looks no further than the budget."""
    names = filters(stream)
    raw = stream.read_raw_bytes()
    if names == ["/FlateDecode"]:
        unpacker, total, rest = zlib.decompressobj(), 0, raw
        while rest and not unpacker.eof and total <= budget:
            total += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
        return total
    if sum(name in PACKING for name in names) > 1:
        raise RefusalError("bomb")  # nobody packs twice, except to hide how much it is
    if PACKING & set(names) and not set(names) - PACKING - READABLE:
        return len(stream.read_bytes())  # rare; the limit on memory holds here
    return len(raw)


def filters(stream: Any) -> list[str]:
    """The names of a stream's filters, in the order in which they are undone."""
    import pikepdf

    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def copy_pages(pdf: Any) -> bytes:
    """A new PDF with the pages alone: no document information, history, names, forms or actions come along."""
    import pikepdf

    with pikepdf.new() as fresh:
        fresh.pages.extend(pdf.pages)
        for thing in fresh.objects:
            for inner in dictionaries(thing):
                strip(inner)
            if isinstance(thing, pikepdf.Stream) and filters(thing) == ["/DCTDecode"]:
                thing.write(without_metadata(thing.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
        out = io.BytesIO()
        fresh.remove_unreferenced_resources()
        fresh.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()


def strip(dictionary: Any) -> None:
    """Drops what says who made it or does anything; links to web pages stay."""
    for key in DROPPED_KEYS:
        if key in dictionary:
            del dictionary[key]
    if str(dictionary.get("/Subtype", "")) == "/Link" and "/A" in dictionary:
        address = str(dictionary.A.get("/URI", "")) if hasattr(dictionary.A, "get") else ""
        if not address.startswith(("https://", "http://", "mailto:")):
            del dictionary["/A"]


def without_metadata(jpeg: bytes) -> bytes:
    """The same JPEG without its Exif, XMP, IPTC and comment segments; the decoder needs none of them."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        length = 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] not in {0xE1, 0xED, 0xFE}:
            kept.append(jpeg[at : at + length])
        at += length
    return b"".join([*kept, jpeg[at:]])


if __name__ == "__main__":
    main()
