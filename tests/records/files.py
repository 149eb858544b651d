"""Real files, made in the tests: honest ones and hostile ones."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image, ImageDraw


def picture(size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Image.Image:
    """A picture with something to see, so that formats have something to compress."""
    drawn = Image.new(mode, size, "white" if mode != "RGBA" else (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((10, 10, size[0] // 2, size[1] // 2), fill="navy" if mode != "L" else 40)
    pen.text((20, size[1] - 30), "Course completed", fill="black" if mode != "L" else 0)
    return drawn


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def png(**options: Any) -> bytes:
    return encoded(picture(), "PNG", **options)


def jpeg(**options: Any) -> bytes:
    return encoded(picture(), "JPEG", **options)


def webp(**options: Any) -> bytes:
    return encoded(picture(), "WEBP", **options)


def heic() -> bytes:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    return encoded(picture(), "HEIF")


def jpeg_from_a_phone() -> bytes:
    """Lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it upright
    exif[0x010F] = "Telephone Works"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return jpeg(exif=exif, comment=b"taken at home")


def bomb_png(side: int = 60_000) -> bytes:
    """Some kilobytes that claim billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def zip_with(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def pdf(pages: int = 1, **options: Any) -> bytes:
    return pdf_with(lambda made: None, pages, **options)


def pdf_with(put: Any, pages: int = 1, **options: Any) -> bytes:
    """A PDF with pages and whatever `put` puts into it."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(300, 200))
    made.docinfo["/Author"] = "Somebody Private"
    put(made)
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()
