"""Every write of this room."""

from recert.audits.actions.calling_off import call_off_round
from recert.audits.actions.claiming import claim, release
from recert.audits.actions.comparing import compare
from recert.audits.actions.deciding import Step, ask, decide
from recert.audits.actions.drawing import publish_seeds
from recert.audits.actions.ending import end
from recert.audits.actions.examining import Examined, consider, examine
from recert.audits.actions.following import follow_merge
from recert.audits.actions.looking import look_through
from recert.audits.actions.reviewing import Turn, answer_review, decide_review, end_review, remind
from recert.audits.actions.rounds import Wanted, foresee, start_round
from recert.audits.actions.viewing import drop_view, keep_view

__all__ = [
    "Examined",
    "Step",
    "Turn",
    "Wanted",
    "answer_review",
    "ask",
    "call_off_round",
    "claim",
    "compare",
    "consider",
    "decide",
    "decide_review",
    "drop_view",
    "end",
    "end_review",
    "examine",
    "follow_merge",
    "foresee",
    "keep_view",
    "look_through",
    "publish_seeds",
    "release",
    "remind",
    "start_round",
]
