"""Evidence on arrival: what a stranger's file really is, and a clean copy of it or a sentence saying why not."""

from recert.records.evidence.clean import EXTENSIONS, MAX_BYTES, MAX_FILES, Cleaned, Refused, clean

__all__ = ["EXTENSIONS", "MAX_BYTES", "MAX_FILES", "Cleaned", "Refused", "clean"]
