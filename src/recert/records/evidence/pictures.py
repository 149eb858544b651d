"""Pictures: decoded to the last pixel and encoded anew, so that nothing but the pixels gets through.

Memory is bounded: by the pixels one picture may have, and by how many are decoded at once in a process.
"""

import io
import struct
import threading
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from recert.records.evidence.kinds import HEIC, JPEG, PNG, WEBP, Kind

MAX_PIXELS: Final = 51_000_000
"""What a 50-megapixel phone takes."""

KEPT_PIXELS: Final = 16_000_000
"""More than this is scaled down: still sharp enough to read any screen."""

# Pillow warns above its own limit and raises above twice that: so half of ours makes it raise.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_FORMATS: Final = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP", HEIC: "HEIF"}
_PNG_MODES: Final = {"1", "L", "LA", "P", "RGB", "RGBA"}
_UNREADABLE: Final = (UnidentifiedImageError, OSError, SyntaxError, EOFError, ValueError, IndexError, struct.error)
"""What decoders raise for content that is not what its opening promised."""

_at_once = threading.BoundedSemaphore(2)


class TooManyPixelsError(Exception):
    """More than MAX_PIXELS; the message is the number of megapixels."""


class MovingError(Exception):
    """An animation: which of its pictures is the evidence can't be told."""


class BrokenError(Exception):
    """Cut short or damaged."""


def can_read_heic() -> bool:
    """Whether this installation has the optional HEIC decoder."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener()
    return True


def redraw(content: bytes, kind: Kind, limit: int) -> tuple[bytes, Kind]:
    """The same picture, upright, without metadata, in at most `limit` bytes, and its kind: HEIC becomes JPEG."""
    with _at_once:
        try:
            with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as image:
                return _encode(_decode(image, kind), kind, limit)
        except Image.DecompressionBombError as problem:
            raise TooManyPixelsError(str(_megapixels(content))) from problem
        except _UNREADABLE as problem:
            raise BrokenError from problem


def _megapixels(content: bytes) -> int:
    """Read from a PNG's header alone, for pictures so large that the decoder would not even open them."""
    width, height = struct.unpack(">II", content[16:24]) if content[1:4] == b"PNG" else (0, 0)
    return round((width * height or MAX_PIXELS) / 1_000_000)


def _decode(image: Image.Image, kind: Kind) -> Image.Image:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise TooManyPixelsError(str(round(pixels / 1_000_000)))
    if kind in (PNG, WEBP) and getattr(image, "n_frames", 1) > 1:
        raise MovingError
    if pixels > KEPT_PIXELS:
        scale = (KEPT_PIXELS / pixels) ** 0.5
        image.draft("RGB", (int(image.width * scale), int(image.height * scale)))
    image.load()
    return ImageOps.exif_transpose(_no_larger_than(image, KEPT_PIXELS))


def _no_larger_than(image: Image.Image, pixels: int) -> Image.Image:
    scale = (pixels / (image.width * image.height)) ** 0.5
    if scale >= 1:
        return image
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    smaller = image.convert(_plain_mode(image)).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    smaller.info = {key: value for key, value in image.info.items() if key == "exif"}
    return smaller


def _plain_mode(image: Image.Image) -> str:
    return "RGBA" if image.has_transparency_data else "RGB"


def _encode(image: Image.Image, kind: Kind, limit: int) -> tuple[bytes, Kind]:
    encoded = _save_as(image, kind)
    if len(encoded) <= limit and kind is not HEIC:
        return encoded, kind
    while True:
        encoded = _save_as(image, JPEG)
        if len(encoded) <= limit:
            return encoded, JPEG
        image = _no_larger_than(image, image.width * image.height // 2)


def _save_as(image: Image.Image, kind: Kind) -> bytes:
    out = io.BytesIO()
    if kind is PNG:
        plain = image if image.mode in _PNG_MODES else image.convert(_plain_mode(image))
        plain.info = {key: value for key, value in image.info.items() if key == "transparency"}
        plain.save(out, "PNG", optimize=False)
    elif kind is WEBP:
        plain = image.convert(_plain_mode(image))
        plain.info = {}
        plain.save(out, "WEBP", quality=90)
    else:
        plain = _on_white(image)
        plain.info = {}
        plain.save(out, "JPEG", quality=90, optimize=False)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency: what shone through becomes paper."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    layer = image.convert("RGBA")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
