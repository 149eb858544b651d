"""Of which type an activity on record is, also where the rules in force have that type no more."""

from functools import lru_cache

from recert.policy.model import ActivityType, Policy
from recert.policy.read import parse_policy
from recert.records.models import PolicyVersion


def type_on_record(policy: Policy, key: str) -> ActivityType:
    """The type as the rules in force have it; else as the last version of the program's that had it.

    One that no version had, which a program's mistake alone can bring, is called by its key.
    """
    known = next((kind for kind in policy.types if kind.key == key), None)
    return known or _as_it_was(policy.key, key, PolicyVersion.objects.filter(program=policy.key).count())


@lru_cache(maxsize=256)
def _as_it_was(program: str, key: str, versions: int) -> ActivityType:
    """The same of the versions before, of which there are so many now: a further one may have had it otherwise."""
    for text in PolicyVersion.objects.filter(program=program).order_by("-number").values_list("text", flat=True):
        read = parse_policy(text)
        found = next((kind for kind in read.types if kind.key == key), None) if isinstance(read, Policy) else None
        if found:
            return found
    return ActivityType(key, key, key, key, "", "", "", (), None)


def is_dropped(policy: Policy, key: str) -> bool:
    """Whether the rules in force have the type no more, so that nothing of it counts."""
    return all(kind.key != key for kind in policy.types)
