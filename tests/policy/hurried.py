"""Plans of made-up policies, whose searches give up sooner than those of people do.

A search that gives up takes ten seconds at its usual length; what it says must hold at any.
"""

from datetime import date

import pytest

from recert.policy.history import History
from recert.policy.plan import Plan
from recert.policy.planning.outlook import ANY, outlook
from recert.policy.planning.way import Outlook, Wish

EFFORT = 15_000
"""An eighth of what a search may look at otherwise."""


def hurried(lowered: Plan, history: History, on: date, wish: Wish = ANY, effort: int = EFFORT) -> Outlook:
    """The ways of somebody to renew, and no search longer than a second or so."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("search", "outlook", "horizons", "trial"):
            patch.setattr(f"recert.policy.planning.{module}.EFFORT", effort if module == "search" else EFFORT)
        return outlook(lowered, history, on, wish)


def at_once(lowered: Plan, history: History, on: date, wish: Wish = ANY) -> Outlook:
    """The same where every search gives up as soon as it begins."""
    return hurried(lowered, history, on, wish, effort=1)
