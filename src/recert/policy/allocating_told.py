"""A proposal of what activities serve, as lines of text."""

from collections.abc import Iterator

from recert.policy import explain_ways
from recert.policy.allocating import Proposal
from recert.policy.allocation_search import deadlines
from recert.policy.assessment import Cycle, CycleState
from recert.policy.demand_years import lost_year
from recert.policy.explain_demands import lacking, with_demands
from recert.policy.explain_lapsed import lapsed
from recert.policy.explain_own_way import no_more
from recert.policy.history import Activity, History
from recert.policy.model import Policy
from recert.policy.renewing_words import instead_of_units
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.still_to_earn import without_held
from recert.policy.story import Line
from recert.policy.telling import listed
from recert.policy.what_if import changes


def allocation_told(policy: Policy, history: History, found: Proposal) -> Iterator[Line]:
    """What each activity would serve, which of them are kept, and what that does."""
    known = {activity.ref: activity for activity in history.activities}
    if policy.allocation is None:
        yield Line(0, Sentence(words("Every activity serves all: there is nothing to assign.")))
        return
    if not found.assigned and not found.kept:
        yield Line(0, Sentence(words("No activity waits to be assigned.")))
        return
    for ref, groups in found.assigned.items():
        yield Line(0, assigned(policy, known[ref], groups))
    for ref in found.kept:
        yield Line(0, kept(policy, known[ref], found))
    for sentence in outcome(policy, found):
        yield Line(0, sentence)


def assigned(policy: Policy, activity: Activity, groups: tuple[str, ...]) -> Sentence:
    """What an activity would serve."""
    what = explain_ways.proposed(policy, activity)
    return Sentence(words("{what}: for {groups}"), {"what": what, "groups": listed(policy.groups, groups)})


def kept(policy: Policy, activity: Activity, found: Proposal) -> Sentence:
    """That an activity is kept for later: of those that might still be of use where not all was tried."""
    return Sentence(KEPT[_may_be_better(found)], {"what": explain_ways.proposed(policy, activity)})


KEPT = {
    False: words("{what}: kept, nothing needs it now"),
    True: words("{what}: kept, as nothing was found that needs it now"),
}


def _may_be_better(found: Proposal) -> bool:
    """Whether units are missing then, and not all was tried."""
    return not found.exact and any(cycle.missing for _, cycle in deadlines(found.after))


def outcome(policy: Policy, found: Proposal) -> Iterator[Sentence]:
    """What waits for its renewal then, what does no more, and the dates that change."""
    after = {standing.group: standing for standing in found.after.groups}
    for group, cycle in deadlines(found.before):
        now = next((c for c in after[group].cycles if c.number == cycle.number), cycle)
        values: dict[str, Shown] = {
            "group": policy.group(group).name,
            "end": cycle.due,
            "missing": now.missing,
            "unit": policy.unit if now.missing == 1 else policy.units,
        }
        lost = lost_year(policy, policy.group(group), now, found.after.as_of)
        if now.met_on is not None:
            yield Sentence(words("{group}, to be renewed by {end}: that renews it."), values)
        elif lost:
            values["lost"] = no_more(policy, policy.group(group), now, lost)
            yield Sentence(words("{group}, to be renewed by {end}. {lost}"), values)
        elif not now.by_units:
            values["how"] = instead_of_units(without_held(policy, found.after), policy.group(group), now)
            yield Sentence(words("{group}, to be renewed by {end}. {how}"), values)
        else:
            yield _still_missing(policy, group, now, values)
    for change in changes(found.before, found.after):
        yield explain_ways.change(change)
    if not found.exact:
        yield Sentence(TOO_MANY[_may_be_better(found)])


TOO_MANY = {
    False: words("There are too many ways to try them all: another may use fewer activities."),
    True: words("There are too many ways to try them all: another may leave less missing, or use fewer activities."),
}
"""What is said where not all was tried: whether anything is missing."""


def _still_missing(policy: Policy, group: str, now: Cycle, values: dict[str, Shown]) -> Sentence:
    """What a cycle lacks then, of units and besides; of one that had lapsed by then, how it did."""
    if now.state is CycleState.LAPSED:
        return Sentence("{group}: {lapsed}", {**values, "lapsed": lapsed(policy, policy.group(group), now)})
    titles = lacking(policy, policy.group(group), now)
    if titles and not now.missing:
        told = words("{group}, to be renewed by {end}. Still needed then: {titles}.")
        return Sentence(told, {**values, "titles": ", ".join(titles)})
    told = words("{group}, to be renewed by {end}: {missing} {unit} missing then.")
    return with_demands(Sentence(told, values), titles)
