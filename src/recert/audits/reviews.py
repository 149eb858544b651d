"""The table of what may happen to the audit of a renewal. Buttons, permissions, events and tests come from it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from recert.audits.models import Review
from recert.audits.transitions import APPEALS, CANDIDATE, DECIDE, SYSTEM, Transition, row

State = Review.State
CALLED_OFF: Final = _("Called off with its round")


def _step(verb: str, title: Any, states: str, who: str, asks: str, event: str) -> Transition:
    return row(State, verb, title, states, who, asks, event)


TABLE: Final = (
    _step("provide", _("My evidence is complete"), "asked overdue → provided", CANDIDATE, "note", "review.provided"),
    _step("expire", _("The deadline passed"), "asked → overdue", SYSTEM, "", "review.overdue"),
    _step("pass", _("Passed"), "asked provided overdue → passed", DECIDE, "note", "review.passed"),
    _step("fail", _("Failed"), "provided overdue → failed", DECIDE, "words", "review.failed"),
    _step("extend", _("Give more time"), "asked overdue → asked", DECIDE, "day", "review.extended"),
    _step("appeal", _("Appeal"), "failed → appealed", CANDIDATE, "words", "review.appealed"),
    _step("grant", _("Grant the appeal"), "appealed → passed", APPEALS, "words", "review.granted"),
    _step("refuse", _("Refuse the appeal"), "appealed → refused", APPEALS, "words", "review.refused"),
    _step("call off", CALLED_OFF, "asked provided overdue → called_off", SYSTEM, "words", "review.called_off"),
)
"""In the order in which buttons stand. Nobody fails while the time to provide evidence runs."""

BY_VERB: Final = {each.verb: each for each in TABLE}

OPEN: Final = BY_VERB["call off"].sources
"""States in which nobody has decided yet: what ends when a round is called off."""

QUEUED: Final = frozenset({State.PROVIDED, State.OVERDUE})
"""States in which staff are to decide."""
