"""Handing evidence out: never as anything that runs. Who may see it is for the page to decide."""

from typing import Final

from django.http import FileResponse

from recert.records.models import Evidence, StagedEvidence

INLINE: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
"""What a browser may show in place; everything else is a download."""

_CSP: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


def serve(evidence: Evidence | StagedEvidence) -> FileResponse:
    """The file with a type from our own list, under its own name, for this one reader and no cache.

    FileNotFoundError when the storage has lost it.
    """
    inline = evidence.media_type in INLINE
    known = inline or evidence.media_type == "application/pdf"
    response = FileResponse(
        evidence.file.open("rb"),
        as_attachment=not inline,
        filename=evidence.name,
        content_type=evidence.media_type if known else "application/octet-stream",
    )
    response["Content-Length"] = str(evidence.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _CSP
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
