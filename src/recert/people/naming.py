"""Whether a text names somebody: by name, number or address, as whole words, whatever the capitals and accents."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from recert.journal.models import Event
from recert.people.models import Candidate, Merge, User
from recert.people.queries import verified_addresses

REMOVED = "[removed]"
"""What stands where somebody was named."""
NEARBY = 60
"""How many characters before and after are shown."""
SHORTEST = 2
"""Letters that a word has at least to be looked for: a single one is in every text."""


def traces_of(people: Sequence[Candidate], user: User | None) -> tuple[str, ...]:
    """What leads to a person, who may be several candidates: numbers, names and addresses, former ones included.

    The journal knows what was corrected, until the person is erased.
    """
    found = {word for each in people for word in (each.number, each.name, each.email)}
    if user is not None:
        found |= {user.name, user.email, *verified_addresses(user)}
    for merge in Merge.objects.filter(into__in=people):
        found |= {merge.email, *merge.addresses}
    verbs = ("candidate.joined", "candidate.renamed", "candidate.readdressed")
    told = Event.objects.filter(candidate__in=[each.pk for each in people], verb__in=verbs)
    for data in told.values_list("data", flat=True):
        for value in (data.get(key, "") for key in ("name", "email", "before", "after")):
            found |= set(map(str, value.values())) if isinstance(value, dict) else {str(value)}
    return longest_first(found)


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, those that hold others before them, and none too short to mean anything."""
    kept = {" ".join(word.split()) for word in words}
    return tuple(sorted((word for word in kept if len(word) >= SHORTEST), key=lambda word: (-len(word), word)))


def names(words: Sequence[str], text: str) -> bool:
    """Whether the text has one of these in it."""
    return bool(_places(words, text))


def without(words: Sequence[str], text: str) -> str:
    """The text with these taken out of it."""
    for first, last in reversed(_places(words, text)):
        text = text[:first] + REMOVED + text[last:]
    return text


def around(words: Sequence[str], text: str) -> str:
    """The text around the first of these."""
    first, last = _places(words, text)[0]
    begin, end = max(first - NEARBY, 0), last + NEARBY
    shown = " ".join(text[begin:end].split())
    return f"{'…' if begin else ''}{shown}{'…' if end < len(text) else ''}"


def _places(words: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where the text has one of these, in its order: from which character to before which one."""
    found = _pattern(words)
    if found is None or not text:
        return []
    folded, at = _folded(text)
    return [(at[match.start()], at[match.end()]) for match in found.finditer(folded)]


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """What finds them in a folded text. An address is not the end of a longer one, nor a name of a longer word."""
    parts = []
    for word in longest_first(words):
        spelled = r"\s+".join(re.escape(part) for part in _folded(word)[0].split())
        edges = (r"(?<![\w.+-])", r"(?![\w-]|\.\w)") if "@" in word else (r"(?<!\w)", r"(?!\w)")
        if spelled:
            parts.append(edges[0] + spelled + edges[1])
    return re.compile("|".join(parts)) if parts else None


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without capitals and accents, and for each of its characters, and its end, where that was."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        plain = [each for each in unicodedata.normalize("NFKD", letter.casefold()) if not unicodedata.combining(each)]
        letters += plain
        at += [place] * len(plain)
    return "".join(letters), [*at, len(text)]
