"""The door for evidence: a clean copy of a stranger's file, or a sentence that says what to do."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from recert.records.evidence import kinds, pdfs, pictures
from recert.records.evidence.kinds import ACCEPTED, HEIC, PDF, Kind
from recert.records.evidence.pdf_child import MAX_PAGES

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_FILES: Final = 5
EXTENSIONS: Final = tuple(f".{extension}" for kind in ACCEPTED for extension in kind.extensions)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file as it may be kept: `content` was encoded anew. `digest` is of the bytes as they came."""

    name: str
    media_type: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file was not taken, and what to do."""

    sentence: str


def clean(name: str, stream: BinaryIO) -> Cleaned | Refused:
    """Reads no more than one byte over the limit, whatever the stream holds."""
    name = plain_name(name)
    content = stream.read(MAX_BYTES + 1)
    if not content:
        return Refused(_("“{name}” is empty. Choose the file again, or take a new picture.").format(name=name))
    if len(content) > MAX_BYTES:
        return Refused(
            _(
                "“{name}” is larger than 10 MB, the most we keep for one file. Send a smaller one: "
                "a screenshot of the part that matters, or the photo in a smaller size."
            ).format(name=name)
        )
    kind = kinds.kind_of(content)
    if kind is None or not kind.accepted:
        return Refused(_not_accepted(name, kind))
    mismatch = _mismatch(name, content, kind)
    if mismatch:
        return Refused(mismatch)
    return _clean_pdf(name, content) if kind is PDF else _clean_picture(name, content, kind)


def plain_name(name: str) -> str:
    """The file's own name without folders, control characters or marks that turn the reading direction."""
    own = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in own if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    shown = " ".join(shown.split()).strip(". ") or "file"
    path = PurePosixPath(shown)
    return path.stem[: 150 - len(path.suffix[:20])] + path.suffix[:20]


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lstrip(".").lower()


def _renamed(name: str, kind: Kind) -> str:
    """The name with the kind's extension. A suffix that is no extension (“9.30”) is part of the name."""
    path = PurePosixPath(name)
    if _extension(name) in kind.extensions:
        return name
    stem = path.stem if _looks_like_extension(_extension(name)) else name
    return f"{stem}.{kind.extensions[0]}"


def _looks_like_extension(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9]{1,4}", text))


def _not_accepted(name: str, kind: Kind | None) -> str:
    if kind in kinds.PICTURES:
        return _(
            "“{name}” is {kind}, which we can't keep as evidence. Take a screenshot of it, or save it as PNG, and "
            "send that."
        ).format(name=name, kind=_(kind.name))
    if kind is not None:
        return _(
            "“{name}” is {kind}, which we can't keep as evidence. Send a picture (PNG, JPEG, WebP, HEIC) or a PDF "
            "of it: a screenshot will do."
        ).format(name=name, kind=_(kind.name))
    return _(
        "“{name}” is neither a picture nor a PDF, or its beginning is damaged. Send a PNG, JPEG, WebP or HEIC "
        "picture or a PDF: a screenshot will do."
    ).format(name=name)


def _mismatch(name: str, content: bytes, kind: Kind) -> str:
    other = kinds.second_claim(content, kind)
    if other is not None:
        return _(
            "“{name}” is {kind} and can be read as {other} at once. Such a file can hide something, so we don't keep "
            "it. Take a screenshot of what it shows and send that."
        ).format(name=name, kind=_(kind.name), other=_(other.name))
    extension = _extension(name)
    if _looks_like_extension(extension) and extension not in kind.extensions:
        return _("“{name}” is really {kind}. Rename it to “{renamed}” and choose it again.").format(
            name=name, kind=_(kind.name), renamed=_renamed(name, kind)
        )
    return ""


def _clean_picture(name: str, content: bytes, kind: Kind) -> Cleaned | Refused:
    if kind is HEIC and not pictures.can_read_heic():
        return Refused(
            _(
                "“{name}” is a HEIC picture, which this installation can't open. On an iPhone, open it in Photos and "
                "take a screenshot, or set Settings › Camera › Formats to “Most Compatible” for new photos; on a "
                "computer, export it as JPEG. Then send that."
            ).format(name=name)
        )
    try:
        redrawn, became = pictures.redraw(content, kind, MAX_BYTES)
    except pictures.TooManyPixelsError as problem:
        return Refused(
            _(
                "“{name}” has {megapixels} megapixels; we open pictures of up to 50. Make it smaller, or take a "
                "screenshot of it, and send that."
            ).format(name=name, megapixels=problem)
        )
    except pictures.MovingError:
        return Refused(
            _("“{name}” is an animation. Take a screenshot of the moment that matters and send that.").format(name=name)
        )
    except pictures.BrokenError:
        return Refused(
            _(
                "“{name}” is cut short or damaged: it can't be read to its end. Often a download or a copy stopped "
                "early. Get it again from where it came, or take a screenshot of it."
            ).format(name=name)
        )
    return Cleaned(_renamed(name, became), became.media_type, redrawn, hashlib.sha256(content).hexdigest())


def _clean_pdf(name: str, content: bytes) -> Cleaned | Refused:
    rewritten = pdfs.rewrite(content)
    if isinstance(rewritten, pdfs.Refusal):
        return Refused(_pdf_sentence(rewritten).format(name=name, pages=rewritten.pages, most=MAX_PAGES))
    if len(rewritten) > MAX_BYTES:
        return Refused(_pdf_sentence(pdfs.Refusal("bomb")).format(name=name))
    return Cleaned(_renamed(name, PDF), PDF.media_type, rewritten, hashlib.sha256(content).hexdigest())


def _pdf_sentence(refusal: pdfs.Refusal) -> str:
    sentences = {
        "encrypted": _(
            "“{name}” is protected by a password, so nobody could look at it. Open it, print it to a new PDF without "
            "a password, or take a screenshot, and send that."
        ),
        "script": _(
            "“{name}” contains a script or an active form. We keep only PDFs that just show something. Print it to a "
            "new PDF, or take a screenshot, and send that."
        ),
        "launch": _(
            "“{name}” starts something or opens another file when it is looked at. We keep only PDFs that just show "
            "something. Print it to a new PDF, or take a screenshot, and send that."
        ),
        "embedded": _(
            "“{name}” has other files inside it. Send those that matter one by one, or print it to a new PDF, or take "
            "a screenshot."
        ),
        "pages": _("“{name}” has {pages} pages; the most we keep is {most}. Send the pages that matter."),
        "empty": _("“{name}” has no pages. Send a PDF that shows something, or a screenshot."),
        "bomb": _(
            "“{name}” unpacks to far more than its size, so we stopped opening it. Print it to a new PDF, or take a "
            "screenshot of the page that matters, and send that."
        ),
    }
    return sentences.get(refusal.code) or _(
        "“{name}” is cut short or damaged: it can't be read to its end. Often a download stopped early. Get it again "
        "from where it came, or open it and print it to a new PDF."
    )
