"""An outlook, and what proposed facts would do, as lines of text."""

from collections.abc import Iterator
from dataclasses import replace

from recert.policy import (
    active_again_words,
    cost_words,
    explain,
    explain_exams,
    explain_sittings,
    explain_ways,
    granted_words,
    kept_words,
    life_words,
    repeat_words,
    together_words,
    unmet_words,
    validity_words,
)
from recert.policy.duration_words import too_long
from recert.policy.instead_words import instead
from recert.policy.model import Policy
from recert.policy.no_way_words import afterwards, may_choose_fewer, no_way
from recert.policy.planning.way import Outlook, Step, Target, Way, Wish
from recert.policy.sentence import Sentence, words
from recert.policy.still_to_earn import without_held
from recert.policy.story import Line
from recert.policy.verdict_words import verdicts
from recert.policy.what_if import WhatIf


def outlook_told(policy: Policy, found: Outlook, wish: Wish) -> Iterator[Line]:
    """For each cycle the cheapest way, the others, and the exams; then one way for all."""
    if not found.targets and not found.over:
        yield Line(0, Sentence(words("Nothing waits for a renewal today.")))
    if found.targets and found.unassigned:
        yield Line(0, explain_ways.unassigned(found.unassigned))
        yield Line(1, Sentence(words("“recert allocate” proposes what each serves. Assign them first.")))
    if found.targets and found.by_staff:
        yield Line(0, explain_ways.by_staff(policy, found.by_staff))
    if (by_itself := together_words.each_by_itself(policy, found)) is not None:
        yield Line(0, by_itself)
    for target in found.targets:
        yield Line(0, explain_ways.goal(policy, target.goal, found.as_of))
        for sentence in validity_words.now(policy, target):
            yield Line(1, sentence)
        yield from _target(policy, target, found, wish)
    if found.together is not None:
        yield Line(0, together_words.title(found))
        yield from (Line(1, sentence) for sentence in together_words.of_which(policy, found))
        yield from _way(policy, found.together, found, wish)
    yield from (Line(0, sentence) for sentence in _without_ways(policy, found))


def _without_ways(policy: Policy, found: Outlook) -> Iterator[Sentence]:
    """What waits for no renewal: suspended or over, or held for life."""
    yield from (active_again_words.renewed(policy, suspended) for suspended in found.suspended)
    yield from (validity_words.over(policy, gone) for gone in found.over)
    yield from (life_words.nothing_needed(policy, key) for key in found.for_life)


def _target(policy: Policy, target: Target, found: Outlook, wish: Wish) -> Iterator[Line]:
    if target.best is None:
        yield from _no_way(policy, target, found, wish)
    else:
        yield from _way(policy, target.best, found, wish)
    for sentence in after(policy, target):
        yield Line(1, sentence)
    if target.alone:
        yield Line(1, Sentence(words("Or with one type alone:")))
    for way in target.alone:
        title, steps = explain_ways.alone(policy, way, found.as_of)
        if title is not None:
            yield Line(2, title)
        for step in steps:
            yield Line(2 if title is None else 3, step)
    if target.untried:
        yield Line(1, explain_ways.untried(policy, target))
    yield from _by_exam(policy, target, found)


def _no_way(policy: Policy, target: Target, found: Outlook, wish: Wish) -> Iterator[Line]:
    yield Line(1, no_way(policy, target))
    if may_choose_fewer(target):
        yield Line(1, _fewer(policy, wish))
    if (late := afterwards(policy, target)) is not None:
        yield Line(1, late)
    if target.afterwards is not None:
        yield from (replace(line, depth=2) for line in _way(policy, target.afterwards, found, wish))


def _fewer(policy: Policy, wish: Wish) -> Sentence:
    """What to type for a plan of fewer types, some of those that were tried being the example."""
    tried = [kind.key for kind in policy.types if wish.allows(kind.key)]
    option = " ".join(f"--only {key}" for key in tried[: min(2, len(tried) - 1)])
    return Sentence(words("Name fewer types, those that you can do: as in {option}."), {"option": option})


def after(policy: Policy, target: Target) -> Iterator[Sentence]:
    """What follows for whoever has not done it by the day to plan for."""
    late = explain_ways.late(policy, target.best, target.goal) if target.best else None
    unmet = unmet_words.stays(policy, target.goal.cycle)
    yield from (each for each in (late, validity_words.later(policy, target), unmet) if each is not None)


def _by_exam(policy: Policy, target: Target, found: Outlook) -> Iterator[Line]:
    other = is_in_other_ways(target)
    if target.sittings:
        yield Line(
            1, Sentence(words("Or by {exams}:") if other else words("By {exams}:"), {"exams": _exams(policy, target)})
        )
    for sitting in target.sittings:
        yield Line(2, explain_sittings.sitting(policy, target.goal, sitting, found.as_of))
    if target.higher:
        yield Line(1, Sentence(OF_ANOTHER[other or bool(target.sittings)]))
    for sentence in explain_sittings.higher(policy, target, found.as_of):
        yield Line(2, sentence)
    for unless, years in kept_words.told(policy, target, found.as_of):
        yield Line(1, unless)
        yield from (Line(2, year) for year in years)


def _exams(policy: Policy, target: Target) -> Sentence:
    if target.any_exam:
        several = words("any one of these exams, which renews all of {group}")
        one = words("exam, which renews all of {group}")
        return Sentence(several, {"group": policy.group(target.goal.group).name}, one, len(target.sittings))
    if target.sat and len(target.sittings) > 1 and not any(sitting.renews for sitting in target.sittings):
        return Sentence(words("exams, each for its certification, all of them for the whole cycle"))
    if any(sitting.renews for sitting in target.sittings):
        return Sentence(words("exam"))
    return Sentence(words("exam, for that certification alone"))


OF_ANOTHER = {
    False: words("By the exam of another certification:"),
    True: words("Or by the exam of another certification:"),
}
"""Whether another way is told before."""


def is_in_other_ways(target: Target) -> bool:
    """Whether what is done renews it, in time or late, so that an exam is the other way and not the only one."""
    return target.best is not None or target.afterwards is not None


def _way(policy: Policy, way: Way, found: Outlook, wish: Wish) -> Iterator[Line]:
    for step in way.steps:
        yield Line(1, explain_ways.step(policy, step, found.as_of))
        yield from (Line(2, sentence) for sentence in beside(policy, found, way, step, wish))
    for sentence in explain_ways.close(policy, way):
        yield Line(1, sentence)
    for sentence in awaited(policy, way):
        yield Line(1, sentence)
    for sentence in explain_ways.outcome(policy, way):
        yield Line(1, sentence)
    if way.steps:
        yield Line(1, explain_ways.least(policy, way, wish))


def awaited(policy: Policy, way: Way) -> Iterator[Sentence]:
    """What is on record for days to come and counted on."""
    if way.counted_on:
        yield explain_ways.counted_on(policy, way)
    for fact in way.granted:
        yield granted_words.counted_on(policy, fact)


def beside(policy: Policy, found: Outlook, way: Way, step: Step, wish: Wish) -> tuple[Sentence, ...]:
    """What is said below a step: what it makes active again, what some of it may be as well, what it costs, and what
    it can't be once more.
    """
    told = (
        *active_again_words.of_step(policy, found, way, step),
        instead(policy, step),
        cost_words.of_step(policy, way, step, wish),
        repeat_words.unlike(policy, step),
    )
    return tuple(each for each in told if each is not None)


def what_if_told(policy: Policy, found: WhatIf) -> Iterator[Line]:
    """Group by group: where it would stand, and why each proposed activity counts or not; then dates that change."""
    activities = {activity.ref: activity for activity in found.history.activities}
    still = without_held(policy, found.after)
    for effect in found.groups:
        for sentence in verdicts(still, effect, found.after.as_of):
            yield Line(0, sentence)
        for entry in effect.entries:
            yield Line(1, explain_ways.proposed(policy, activities[entry.activity]))
            yield Line(2, explain.entry(policy, effect.standing, entry, activities))
            long = too_long(policy, activities[entry.activity], found.today)
            if long is not None:
                yield Line(2, long)
    for result in found.exams:
        yield Line(0, explain_exams.exam(policy, result, found.after.groups))
    if found.changes:
        yield Line(0, Sentence(words("Expiry dates that would be others")))
    for change in found.changes:
        yield Line(1, explain_ways.change(change))
    if not found.groups:
        yield Line(0, Sentence(words("Nothing has been awarded, so there is nothing to renew.")))
