"""What stands in an activity's line in a case besides a day and a name: its last day, parts, provider, assignment."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from recert.policy.asking import asks_provider
from recert.policy.case_facts import later
from recert.policy.history import Part
from recert.policy.model import Policy
from recert.policy.parts import read_parts
from recert.policy.toml import Table, nearest, one_of

Place = tuple[str | int, ...]
MANY: Final = 12
"""So many names somebody reads who wrote one that there is not."""


def spanned(table: Table, path: Place, on: date, rest: str) -> tuple[date | None, date, str] | None:
    """Its first day where 'to 2025-03-05' names a last one, its last day, and the words after them.

    None, with its problem, where that is no later day.
    """
    if not rest.startswith("to "):
        return None, on, rest
    word, _, words = rest.removeprefix("to ").partition(" ")
    last = later(table.document, path, word, on)
    return None if last is None else (on, last, words.strip())


def no_activity(rest: str, kinds: Sequence[str], shape: str) -> tuple[str, str]:
    """What is wrong with words that name no type, or no activity after it."""
    kind, colon, _ = rest.partition(": ")
    first, _, name = rest.replace(":", " ", 1).partition(" ")
    if not colon and first in kinds and name.strip():
        fix = f'write "{first}: {name.strip()[:60]}", with a colon and a space after the type'
        return f'"{rest[:60]}" has no name after its type', fix
    near = nearest(kind, kinds)
    if colon and not near and " " not in kind:
        return f'there is no type "{kind[:60]}"', one_of(list(kinds)[:MANY])
    fix = f'did you mean "{near}"?' if near and near != kind else f'write "{shape}"'
    return f'"{rest[:60]}" is no activity', fix


def provided(policy: Policy, kind: str, name: str) -> tuple[str, str]:
    """The name without ', by ISACA' at its end, where it matters who gave it; and who did."""
    rest, by, provider = name.rpartition(", by ")
    return (rest, provider) if by and asks_provider(policy, kind) else (name, "")


def serves(table: Table, path: Place, policy: Policy, name: str) -> tuple[str, tuple[str, ...]]:
    """The name without ' (for aca acp)' at its end, and these groups, where activities are assigned."""
    before, _, after = name.rpartition(" (for ")
    if policy.allocation is None or not before or not after.endswith(")"):
        return name, ()
    found, keys = tuple(after.removesuffix(")").split()), [group.key for group in policy.groups]
    for key in found:
        if key.removesuffix(",") in keys and key not in keys:
            fix = f"write (for {after.removesuffix(')').replace(',', '')})"
            table.document.problem(path, "a comma stands between groups", fix)
        elif key not in keys:
            table.document.problem(path, f'there is no group "{key}"', one_of(keys))
    return before, found


def parts(table: Table, path: Place, policy: Policy, kind: str, name: str) -> tuple[str, tuple[Part, ...]]:
    """The name without ' [tax:1.5;accounting:1]' at its end, and these parts, where its type may serve several."""
    before, _, after = name.rpartition(" [")
    divided = any(each.key == kind and each.division for each in policy.types)
    if not divided or not before or not after.endswith("]"):
        return name, ()
    found = read_parts(after.removesuffix("]"))
    keys = [category.key for category in policy.categories]
    for part in found or ():
        if part.category not in keys:
            table.document.problem(path, f'there is no category "{part.category}"', one_of(keys))
    if found is None:
        table.document.problem(path, f'"{after[:60]}" names no parts', f'write "[{keys[0]}:1.5;{keys[-1]}:1]"')
    return before, found or ()
