"""Replacements: what takes the place of other certifications."""

from recert.policy.cascades import Trigger
from recert.policy.model import Policy
from recert.policy.reading.two_lists import read_two_lists
from recert.policy.replacements import Replacement
from recert.policy.toml import Document, Table


def read_replacement(table: Table) -> Replacement:
    """One replacement."""
    key, title = table.text("key"), table.text("title")
    of, replaced = read_two_lists(table, "replaces", "replace")
    found = Replacement(
        key=key,
        title=title,
        of=of,
        replaced=replaced,
        since=table.day("from"),
        source=table.text("source"),
    )
    table.done()
    return found


def check_replacements(document: Document, policy: Policy) -> None:
    """Keys are their own, and nothing is renewed by what ends it."""
    for i, rule in enumerate(policy.replacements):
        if any(rule.key == other.key for other in policy.replacements[:i]):
            document.problem(
                ("replacement", i, "key"), f"two replacements are called {rule.key}", "give each its own key"
            )
        for other in policy.cascades:
            both = sorted(set(rule.replaced) & set(other.renewed))
            if other.trigger is Trigger.EARNED and both and set(rule.of) & set(other.of):
                what = f"earning {sorted(set(rule.of) & set(other.of))[0]} would both renew and replace {both[0]}"
                fix = f"take it out of one of the two, this one or [[cascade]] {other.key}"
                document.problem(("replacement", i, "replaces"), what, fix)
