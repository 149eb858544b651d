"""Cells of files that people open in spreadsheets."""

from typing import Any


def cell(value: Any) -> str:
    """A value that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
