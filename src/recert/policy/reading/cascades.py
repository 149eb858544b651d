"""Cascades: what renews other certifications."""

from typing import Final

from recert.policy.cascades import Cascade, Trigger
from recert.policy.model import Policy
from recert.policy.reading.circles import circle
from recert.policy.reading.two_lists import read_two_lists
from recert.policy.toml import Document, Table

TRIGGERS: Final = {"earning": Trigger.EARNED, "renewing": Trigger.RENEWED}
DATES: Final = {"with it": True, "its own length later": False}


def read_cascade(table: Table) -> Cascade:
    """One cascade."""
    key, title, trigger = table.text("key"), table.text("title"), table.choice("by", TRIGGERS)
    of, renewed = read_two_lists(table, "renews", "renew")
    found = Cascade(
        key=key,
        title=title,
        trigger=trigger,
        of=of,
        renewed=renewed,
        aligned=table.choice("new_expiry", DATES),
        since=table.day("from"),
        source=table.text("source"),
    )
    table.done()
    return found


def check_cascades(document: Document, policy: Policy) -> None:
    """What a renewal renews stands in a later group, so that no circle can come about; keys are their own."""
    order = {group.key: i for i, group in enumerate(policy.groups)}
    # What stands under a code may be so wrong that it makes no certification: that is said there, and no more here.
    place = {certification.code: order.get(certification.group, 0) for certification in policy.certifications}
    for i, cascade in enumerate(policy.cascades):
        if any(cascade.key == other.key for other in policy.cascades[:i]):
            document.problem(("cascade", i, "key"), f"two cascades are called {cascade.key}", "give each its own key")
        last = max((place[code] for code in cascade.of if code in place), default=-1)
        early = [code for code in cascade.renewed if code in place and place[code] <= last]
        if cascade.trigger is Trigger.RENEWED and early:
            what = f"{early[0]} is assessed before what would renew it"
            mended = what, 'put its group below, or write by = "earning"'
            groups = {by.group for by in policy.certifications if by.code in cascade.of}
            other = policy.certification(early[0]).group
            both = (circle(policy, group, other) for group in sorted(groups) if group != other)
            document.problem(("cascade", i, "renews"), *(next(filter(None, both), None) or mended))
