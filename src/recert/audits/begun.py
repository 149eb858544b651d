"""Since when a program audits: nobody is audited by rules that were not there when they recorded."""

import tomllib
from datetime import datetime
from functools import lru_cache

from recert.records.models import PolicyVersion


def audited_since(program: str) -> datetime | None:
    """When the rules began to say how entries are audited, without a version since that said nothing of it.

    None where those in force don't. An older text is asked for its section alone: it may be one that this version of
    Recert reads no more.
    """
    since: datetime | None = None
    versions = PolicyVersion.objects.filter(program=program).order_by("-number")
    for digest, published_at in versions.values_list("digest", "published_at"):
        if not _says_how(digest):
            break
        since = published_at
    return since


@lru_cache(maxsize=256)
def _says_how(digest: str) -> bool:
    """Whether the text published under this digest has a section about audits. A published text never changes."""
    text = PolicyVersion.objects.filter(digest=digest).values_list("text", flat=True)[0]
    return "audit" in tomllib.loads(text)
