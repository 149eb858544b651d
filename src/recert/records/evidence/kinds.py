"""What a file really is, by its content alone."""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `name` fits into "is really …"; the first extension is the one to write."""

    name: str
    extensions: tuple[str, ...]
    media_type: str = ""

    @property
    def accepted(self) -> bool:
        """Whether evidence may be of this kind."""
        return bool(self.media_type)


PNG: Final = Kind(_("a PNG picture"), ("png",), "image/png")
JPEG: Final = Kind(_("a JPEG picture"), ("jpg", "jpeg", "jfif", "jpe"), "image/jpeg")
WEBP: Final = Kind(_("a WebP picture"), ("webp",), "image/webp")
HEIC: Final = Kind(_("a HEIC picture"), ("heic", "heif", "hif"), "image/heic")
PDF: Final = Kind(_("a PDF"), ("pdf",), "application/pdf")
ACCEPTED: Final = (PNG, JPEG, WEBP, HEIC, PDF)

GIF: Final = Kind(_("a GIF picture"), ("gif",))
BMP: Final = Kind(_("a BMP picture"), ("bmp",))
TIFF: Final = Kind(_("a TIFF picture"), ("tif", "tiff"))
AVIF: Final = Kind(_("an AVIF picture"), ("avif",))
SVG: Final = Kind(_("an SVG drawing"), ("svg",))
PICTURES: Final = (GIF, BMP, TIFF, AVIF, SVG)

HTML: Final = Kind(_("a web page"), ("html", "htm"))
ZIP: Final = Kind(_("a ZIP archive or an Office document"), ("zip", "docx", "xlsx", "pptx", "odt"))
OLE: Final = Kind(_("an old Office document"), ("doc", "xls", "ppt", "msg"))
PROGRAM: Final = Kind(_("a program"), ("exe",))
VIDEO: Final = Kind(_("a video"), ("mp4", "mov"))

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"%PDF-", PDF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"BM", BMP),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"PK\x03\x04", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_SVG: Final = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)[\s>]|<\?php", re.IGNORECASE)


def kind_of(content: bytes) -> Kind | None:
    """The kind that the content's opening shows, None when it shows none we know."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp":
        return _kind_of_box(content)
    return _kind_of_text(content)


def _kind_of_box(content: bytes) -> Kind:
    """HEIC, AVIF and videos share one container; the brands tell them apart."""
    length = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[at : at + 4] for at in range(8, length, 4)}
    if b"avif" in brands or b"avis" in brands:
        return AVIF
    return HEIC if brands & _HEIC_BRANDS else VIDEO


def _kind_of_text(content: bytes) -> Kind | None:
    opening = content[:4096]
    if _SVG.search(opening):
        return SVG
    return HTML if _HTML.search(opening) else None


def second_claim(content: bytes, kind: Kind) -> Kind | None:
    """What else the content can be taken for, which no honest file can.

    PDF readers look for their header in the first kilobyte, ZIP readers for their directory at the end, browsers for
    tags in the opening. Whatever else is appended (phones append short videos to pictures) is dropped by re-encoding.
    """
    opening = content[:1024]
    if kind is not PDF and b"%PDF-" in opening:
        return PDF
    if _ends_as_zip(content):
        return ZIP
    if _HTML.search(opening):
        return HTML
    if _SVG.search(opening):
        return SVG
    return _appended(content, kind)


def _ends_as_zip(content: bytes) -> bool:
    tail = content[-(65535 + 22) :]
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + 22 + comment <= len(tail) and b"PK\x01\x02" in content:
            return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False


def _appended(content: bytes, kind: Kind) -> Kind | None:
    if kind is PNG:
        end = content.rfind(b"IEND") + 8
    elif kind is JPEG:
        end = content.rfind(b"\xff\xd9") + 2
    elif kind is WEBP:
        end = int.from_bytes(content[4:8], "little") + 8
    else:
        return None
    rest = content[end:].lstrip()[:4096]
    if rest.startswith((b"%PDF-", b"MZ", b"\x7fELF", b"#!", b"PK")):
        return kind_of(rest)
    return _kind_of_text(rest)
