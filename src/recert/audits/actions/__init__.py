"""Every write of this room."""

from recert.audits.actions.claiming import claim, release
from recert.audits.actions.deciding import Step, ask, decide
from recert.audits.actions.drawing import publish_seeds
from recert.audits.actions.ending import end
from recert.audits.actions.examining import Examined, consider, examine
from recert.audits.actions.looking import look_through
from recert.audits.actions.viewing import drop_view, keep_view

__all__ = [
    "Examined",
    "Step",
    "ask",
    "claim",
    "consider",
    "decide",
    "drop_view",
    "end",
    "examine",
    "keep_view",
    "look_through",
    "publish_seeds",
    "release",
]
