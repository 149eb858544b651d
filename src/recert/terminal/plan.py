"""`recert plan`: how one person renews in time, with the fewest activities or at the least cost."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from recert.policy import kept_words, validity_words
from recert.policy.assess import assess
from recert.policy.history import Circumstance, Extension
from recert.policy.life_words import in_data
from recert.policy.missed import Then
from recert.policy.model import Policy
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Goal, Instead, Other, Outlook, Over, Sitting, Target, Way, Wish
from recert.policy.sentence import number
from recert.policy.still_to_earn import without_held
from recert.policy.toml import nearest
from recert.terminal.person import Person, add_person, read


def run(arguments: list[str]) -> int:
    """Prints the ways. The exit code is 1 when the person is unknown or rows of theirs had to be left out."""
    parser = argparse.ArgumentParser(
        prog="recert plan",
        description="Says how one person renews every open cycle in time with the least: what to do, and by when. "
        "Of the ways found with equally few activities it is the one that takes the least time.",
    )
    add_person(parser)
    parser.add_argument(
        "--cost",
        type=cost,
        action="append",
        default=[],
        metavar="TYPE=NUMBER",
        help="what a use of a type costs, or one of what it is measured in, as course=6 for six hours; types without a "
        "cost are left out. Without costs there are to be few activities",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="TYPE",
        help="a type that can be done; all, unless one is given, what staff record only if nothing else is enough",
    )
    parser.add_argument("--json", action="store_true", help="for programs instead of people")
    chosen = parser.parse_args(arguments)
    person = read(chosen)
    if person is None:
        return 1
    wish = Wish(types=tuple(chosen.only), costs=dict(chosen.cost))
    unknown = unknown_type(person, [*wish.types, *wish.costs])
    if unknown:
        print(unknown, file=sys.stderr)
        return 1
    found = outlook(person.plan, person.history, person.as_of, wish)
    if not chosen.json:
        now = assess(person.plan, person.history, person.as_of)
        return person.tell(outlook_told(without_held(person.policy, now), found, wish))
    print(json.dumps({"person": person.key, **as_data(person.policy, found)}, indent=2))
    return person.finish()


def cost(text: str) -> tuple[str, Decimal]:
    """A cost given on the command line."""
    kind, _, price = text.partition("=")
    try:
        amount = Decimal(price)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no cost: write a type and a number, as course=6")
    return kind, amount


def unknown_type(person: Person, kinds: list[str]) -> str:
    """What is wrong with the first type that the program doesn't have; empty where it has all."""
    known = [kind.key for kind in person.policy.types]
    if kinds and not known:
        return "this program records no activities: leave --only and --cost out"
    for kind in kinds:
        if kind not in known:
            near = nearest(kind, known)
            return f'there is no type "{kind}": ' + (f'did you mean "{near}"?' if near else f"use {', '.join(known)}")
    return ""


def as_data(policy: Policy, found: Outlook) -> dict[str, Any]:
    """The outlook as JSON has it: amounts and days are texts, so that they stay exact."""
    return {
        "as_of": str(found.as_of),
        "cycles": [_target(policy, target, found.as_of) for target in found.targets],
        "together": _way(found.together),
        "together_by": {goal.group: str(goal.by) for goal in found.of},
        "unassigned": found.unassigned,
        "recorded_by_staff": list(found.by_staff),
        "suspended": [{"group": each.group, "since": str(each.since)} for each in found.suspended],
        "over": [_gone(gone) for gone in found.over],
    }


def _target(policy: Policy, target: Target, as_of: date) -> dict[str, Any]:
    goal = target.goal
    return {
        "group": goal.group,
        "cycle": goal.cycle.number,
        "state": goal.cycle.told_state.name.lower(),
        "suspended_from": {code: str(day) for code, day in suspended_from(goal)},
        "missing": number(goal.cycle.missing),
        "by": str(goal.by),
        "until": str(goal.until),
        "best": _way(target.best),
        "afterwards": _way(target.afterwards),
        "renewed_through": list(target.through),
        "stays_missing": None if target.best else number(target.lack.first.total),
        "gave_up": target.gave_up,
        "alone": [_way(way) for way in target.alone],
        "alone_untried": list(target.untried),
        "exams": [_sitting(sitting) for sitting in target.sittings],
        "exams_of_others": [_sitting(sitting) for sitting in target.higher],
        "exams_renew_the_cycle": target.sat,
        "any_exam_renews_the_cycle": target.any_exam,
        "ends_unless": [_kept(year) for year in kept_words.to_keep(policy, target, as_of, Then.ENDS)],
        "suspended_unless": [_kept(year) for year in kept_words.to_keep(policy, target, as_of, Then.SUSPENDS)],
    }


def suspended_from(goal: Goal) -> Iterator[tuple[str, date]]:
    """Since when each certification is suspended, or from when on it will be if it isn't renewed."""
    for held in goal.holdings:
        if (first := held.paused_since or validity_words.suspended_from(held)) is not None:
            yield held.certification, first


def _instead(found: Instead) -> dict[str, Any]:
    if found.parts:
        parts = [{**_other(it), "quantity": number(much)} for it, much in found.parts]
        return {"own": number(found.own), "parts": parts, "last": str(found.last)}
    return {"own": number(found.own), "others": [_other(it) for it in found.others], "last": str(found.last)}


def _other(found: Other) -> dict[str, Any]:
    return {"type": found.type, **({"category": found.category} if found.category else {})}


def _kept(found: kept_words.Kept) -> dict[str, Any]:
    return {"demand": found.rule.key, "missing": number(found.year.missing), "by": str(found.by)}


def _sitting(sitting: Sitting) -> dict[str, Any]:
    return {
        "certification": sitting.certification,
        "first": str(sitting.first),
        "last": str(sitting.last),
        "renews_too": list(sitting.renews),
    }


def _way(way: Way | None) -> dict[str, Any] | None:
    if way is None:
        return None
    return {
        "steps": [
            {
                "type": step.type,
                "times": step.times,
                "quantity": number(step.quantity),
                **({"category": step.category} if step.category else {}),
                **({"parts": {category: number(much) for category, much in step.parts}} if step.parts else {}),
                "first": str(step.first),
                "last": str(step.last),
                **({"instead": _instead(step.instead)} if step.instead else {}),
                **({"unlike": list(step.unlike)} if step.unlike else {}),
            }
            for step in way.steps
        ],
        "cost": number(way.cost),
        "at_least": number(way.at_least),
        "counted_on": [activity.ref for activity in way.counted_on],
        "granted": [_granted(fact) for fact in way.granted],
        "renews_too": list(way.others),
        "within": [{"demand": rule.key, "months": rule.months} for rule in way.close],
        "apart": [{"types": list(each.types), "period": each.period.name.lower()} for each in way.apart],
        "expiries": {group: in_data(day) for group, day in way.expiries.items()},
        "latest": {group: str(day) for group, day in way.latest.items()},
        "late": str(way.late) if way.late else None,
        "more_after": str(way.more_after) if way.more_after else None,
        "more_units": number(way.more_units),
    }


def _granted(fact: Circumstance | Extension) -> dict[str, str | None]:
    if isinstance(fact, Extension):
        return {"extension": fact.of, "on": str(fact.on), "to": str(fact.to)}
    return {"circumstance": fact.kind, "from": str(fact.since), "until": str(fact.until) if fact.until else None}


def _gone(found: Over) -> dict[str, object]:
    """What is held no more: a group, or one certification of one that is held on."""
    told = {"group": found.group, "on": str(found.on), "missed_year": found.missed}
    return {**told, "certification": found.certification} if found.certification else told
