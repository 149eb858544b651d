"""Readings as the recognizer gives them, typed."""

from recert.audits.reading.lines import Line, Reading


def reading(*lines: str) -> Reading:
    """One line below the other; what begins with # is larger."""
    return Reading(
        tuple(
            Line(text.lstrip("#"), (100, 40 * at, 300, 36 if text.startswith("#") else 20), 0.98)
            for at, text in enumerate(lines)
        )
    )


ENGLISH = reading(
    "Northwind Academy",
    "Certificate of Completion",
    "This is to certify that",
    "#Margaret A. Whitfield",
    "has successfully completed",
    "#Ethics in Project Practice",
    "on March 4, 2025",
    "8 hours of continuing education",
    "Director of Studies",
)
