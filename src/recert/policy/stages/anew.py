"""Anew: what a cycle requires and demands is decided once more when what its conditions look at has changed."""

from recert.policy.calendar import NEVER
from recert.policy.plan import Tables
from recert.policy.stages.codes import NOT_YET
from recert.policy.stages.demand import ask
from recert.policy.stages.ease import begin_easing
from recert.policy.stages.holding import earliest_expiry
from recert.policy.stages.looking import differs
from recert.policy.stages.open import require, require_categories
from recert.policy.stages.sheet import REQUIRED, ROUTE, START, WHOLE, Work


def look_again(t: Tables, w: Work, g: int, day: int) -> None:
    """Decides anew what is still to be met, where conditions are met that were not, or are no more.

    Limits stay as they are, and so does what is renewed. What follows from what is held is looked at by itself.
    """
    if t.anew and w.cycle[START] != NEVER and w.cycle[ROUTE] == NOT_YET:
        decide_anew(t, w, g, day)


def decide_anew(t: Tables, w: Work, g: int, day: int) -> None:
    """The same for a cycle that is still to be renewed."""
    end = earliest_expiry(t, w, day)
    if end == NEVER or not differs(t, w, end):
        return
    if t.portfolio[g]:
        w.cycle[REQUIRED] = w.cycle[WHOLE]
        require_categories(t, w, g)
    else:
        require(t, w, g)
    ask(t, w, g)
    begin_easing(t, w)
