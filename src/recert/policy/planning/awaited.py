"""What a way counts on: what is on record for days to come, without which its steps are not enough."""

from collections.abc import Sequence

from recert.policy.history import Activity
from recert.policy.planning.trial import Trial, Use
from recert.policy.planning.way import Goal


def counted_on(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Activity, ...]:
    """The activities of later days without which these uses renew nothing, the first first; of equal ones the latest
    are taken for those that are not needed.
    """
    ahead = sorted((each for each in trial.history.activities if each.on > trial.as_of), key=lambda each: each.on)
    gone = list[Activity]()
    for activity in reversed(ahead):
        if trial.without([*gone, activity]).renews(uses, goals):
            gone.append(activity)
    return tuple(activity for activity in ahead if activity not in gone)
