"""Ways to renew in time: the least that is enough for each level, and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.policy import (
    active_again_words,
    explain_demands,
    explain_sittings,
    explain_ways,
    kept_words,
    life_words,
    together_words,
    validity_words,
)
from recert.policy.demand_years import ways_open
from recert.policy.model import Group, Policy
from recert.policy.never_words import is_never_renewed
from recert.policy.no_way_words import afterwards, may_choose_fewer, no_way
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import after, awaited, beside
from recert.policy.planning.trial import has_units
from recert.policy.planning.way import Outlook, Step, Target, Way, Wish
from recert.policy.sentence import Sentence
from recert.policy.still_to_earn import without_held
from recert.portal.can_do import CanDoForm
from recert.portal.visit import Visit, candidates_only
from recert.records.progress import Progress, progress


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step in words, what is said beside it, and the step."""

    what: Sentence
    beside: tuple[Sentence, ...]
    step: Step


@dataclass(frozen=True, slots=True)
class ShownWay:
    """A way in words."""

    steps: tuple[ShownStep, ...]
    close: tuple[Sentence, ...]
    counted_on: tuple[Sentence, ...]
    outcome: tuple[Sentence, ...]
    least: Sentence | None


@dataclass(frozen=True, slots=True)
class ShownAlone:
    """A way of one type in words; `title` where it takes several steps."""

    title: Sentence | None
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A level's ways in words. `best` is None where `no_way` says why; `afterwards` is what renews it late then.

    `kept`: what becomes of it until then, or until an exam, unless each of these years is met.
    """

    group: Group
    need: Sentence
    not_valid: tuple[Sentence, ...]
    best: ShownWay | None
    no_way: Sentence
    fewer: bool
    still: Sentence | None
    afterwards: ShownWay | None
    after: tuple[Sentence, ...]
    alone: tuple[ShownAlone, ...]
    untried: Sentence | None
    sittings: tuple[Sentence, ...]
    higher: tuple[Sentence, ...]
    kept: tuple[tuple[Sentence, tuple[Sentence, ...]], ...]
    sat: bool
    alone_by_exam: bool
    any_exam: bool
    by_activities: bool
    others: tuple[Sentence, ...]


@candidates_only
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page. `type` names what the candidate can do, without any everything; `cost-TYPE` what it costs them."""
    seen = progress(visit.candidate)
    form = CanDoForm(seen.policy, request.GET)
    context = {**visit.context("progress"), "policy": seen.policy, "form": form}
    context |= {"by_activities": False, "keeps_alone": False}
    if not form.is_valid():
        return render(request, "portal/ways/show.html", context, status=422)
    return render(request, "portal/ways/show.html", context | _found(seen, form))


def _found(seen: Progress, form: CanDoForm) -> dict[str, Any]:
    """What is found with what somebody can do, in words."""
    policy, wish = without_held(seen.policy, seen.assessment), form.wish
    found = outlook(seen.plan, seen.history, seen.today, wish)
    never = [is_never_renewed(policy, target.goal.group) for target in found.targets]
    return {
        "targets": [_target(policy, target, found, wish) for target in found.targets],
        "by_activities": any(target.goal.cycle.by_units for target in found.targets),
        "keeps_alone": bool(never) and all(never),
        "together": _way(policy, found.together, found, wish) if found.together else None,
        "for_all": together_words.is_for_all(found),
        "of_which": tuple(together_words.of_which(policy, found)),
        "by_itself": together_words.each_by_itself(policy, found),
        "unassigned": explain_ways.unassigned(found.unassigned) if found.unassigned else None,
        "by_staff": explain_ways.by_staff(policy, found.by_staff) if found.by_staff else None,
        "suspended": [active_again_words.renewed(policy, each) for each in found.suspended],
        "over": [
            *(validity_words.over(policy, gone) for gone in found.over),
            *(life_words.nothing_needed(policy, key) for key in found.for_life),
        ],
    }


def _target(policy: Policy, target: Target, found: Outlook, wish: Wish) -> ShownTarget:
    best = target.best
    return ShownTarget(
        group=policy.group(target.goal.group),
        need=explain_ways.need(policy, target.goal, found.as_of),
        not_valid=validity_words.now(policy, target),
        best=_way(policy, best, found, wish) if best else None,
        no_way=no_way(policy, target),
        fewer=may_choose_fewer(target),
        still=afterwards(policy, target),
        afterwards=_way(policy, target.afterwards, found, wish) if target.afterwards else None,
        after=tuple(after(policy, target)),
        alone=tuple(_alone(policy, way, found) for way in target.alone),
        untried=explain_ways.untried(policy, target) if target.untried else None,
        sittings=tuple(
            explain_sittings.sitting(policy, target.goal, sitting, found.as_of) for sitting in target.sittings
        ),
        higher=tuple(explain_sittings.higher(policy, target, found.as_of)),
        kept=tuple(kept_words.told(policy, target, found.as_of)),
        alone_by_exam=not any(sitting.renews for sitting in target.sittings),
        sat=target.sat and len(target.sittings) > 1,
        any_exam=target.any_exam,
        by_activities=target.goal.cycle.by_units,
        others=_others(policy, target, found.as_of),
    )


def _alone(policy: Policy, way: Way, found: Outlook) -> ShownAlone:
    return ShownAlone(*explain_ways.alone(policy, way, found.as_of))


def _others(policy: Policy, target: Target, today: date) -> tuple[Sentence, ...]:
    """All ways by activities for which it is not too late, where there are several."""
    if target.lost:
        return ()
    group = policy.group(target.goal.group)
    cycle = ways_open(policy, group, target.goal.cycle, today)
    found = explain_demands.other_ways(policy, group, cycle, target.goal.by)
    own = explain_demands.own_way(policy, group, target.goal.cycle, target.goal.by)
    return (own, *found) if found and has_units(group) else found


def _way(policy: Policy, way: Way, found: Outlook, wish: Wish) -> ShownWay:
    return ShownWay(
        steps=tuple(_step(policy, way, step, found, wish) for step in way.steps),
        close=tuple(explain_ways.close(policy, way)),
        counted_on=tuple(awaited(policy, way)),
        outcome=explain_ways.outcome(policy, way),
        least=explain_ways.least(policy, way, wish) if way.steps else None,
    )


def _step(policy: Policy, way: Way, step: Step, found: Outlook, wish: Wish) -> ShownStep:
    return ShownStep(explain_ways.step(policy, step, found.as_of), beside(policy, found, way, step, wish), step)
