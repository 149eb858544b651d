"""Which entries are drawn: by a number that anybody can work out once the seed is published. No database here."""

import hashlib
import hmac
from decimal import Decimal
from typing import Final

from recert.policy.auditing import Audit as Rules
from recert.policy.model import ActivityType

NUMBERS: Final = 10_000
"""How many numbers there are; a percent is a hundred of them."""


def commitment(seed: str) -> str:
    """What is made known of a seed while it is secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(seed.encode()).hexdigest()


def number(seed: str, ref: str) -> int:
    """A number in the draw, 0 to 9,999: the HMAC-SHA256 of what is drawn under the seed, modulo 10,000.

    Activities are drawn by their ids, renewals as whole candidates by `renewal:` and theirs.
    """
    return int.from_bytes(hmac.digest(seed.encode(), ref.encode(), "sha256"), "big") % NUMBERS


def hundredths(percent: Decimal) -> int:
    """A percent as how many of the numbers are drawn."""
    return int(percent * 100)


def rate(rules: Rules, kind: ActivityType | None, lately: tuple[bool, ...]) -> int:
    """How many of the numbers are drawn for a type today. `lately` says of the last decided by a person who failed.

    Fewer than are asked for say nothing yet. Of a type for which nothing has to be shown none is drawn.
    """
    if kind is not None and kind.is_declared:
        return 0
    percent = rules.percent if kind is None or kind.audited is None else kind.audited
    wider = rules.widened
    if wider and len(lately) >= wider.of_last and sum(lately[: wider.of_last]) * 100 > wider.when * wider.of_last:
        percent = max(percent, wider.to)
    return hundredths(percent)
