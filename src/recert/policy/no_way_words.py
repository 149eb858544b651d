"""Why there is no way to renew in time, in sentences, and what still renews after that."""

from collections.abc import Iterator
from typing import Final

from recert.policy import coming_back_words, never_words
from recert.policy.assessment import CycleState
from recert.policy.coming_back_words import comes_back
from recert.policy.demand_years import too_little
from recert.policy.model import CounterOf, Group, Policy
from recert.policy.planning.way import CHOICE, Route, Target, rule_of
from recert.policy.renewing_words import besides_now
from recert.policy.sentence import Sentence, Shown, all_of, any_of, number, words


def no_way(policy: Policy, target: Target) -> Sentence:
    """Why there is no way with activities."""
    if never_words.is_never_renewed(policy, target.goal.group):
        return never_words.until(target.goal.cycle)
    if not target.goal.cycle.by_units:
        group, cycle = policy.group(target.goal.group), target.goal.cycle
        if cycle.state is CycleState.SUSPENDED and not comes_back(policy, group):
            return Sentence(coming_back_words.NOTHING)
        ways = besides_now(policy, group, cycle)
        text = ONLY[policy.has_activities] if ways else words("No activities renew it.")
        return _through(policy, target, Sentence(text, {"ways": ways or ""}))
    if target.lost:
        return _or_by_another(target, too_little(policy, target.lost))
    if target.never:
        return _or_by_another(target, _never(policy, target))
    if target.gave_up:
        return Sentence(GAVE_UP[target.one_type])
    if target.lack.met:
        return Sentence(
            words(
                "What is missing takes more hours than there are until {by}. "
                "What was done already and is not on record yet still counts."
            ),
            {"by": target.goal.by},
        )
    return _or_by_another(target, _or_recorded(target, _lacking(policy, target)))


def _through(policy: Policy, target: Target, told: Sentence) -> Sentence:
    """With whose activities renew it all the same, where some do."""
    if not target.through:
        return told
    names = any_of([policy.group(key).name for key in target.through])
    return Sentence(words("{told} What is proposed for {groups} renews it, too."), {"told": told, "groups": names})


ONLY: Final = {
    True: words("No activities renew it, only {ways}."),
    False: words("It is renewed only by {ways}."),
}
"""What renews it, by whether the program records activities at all."""


def _lacking(policy: Policy, target: Target) -> Sentence:
    """What stays missing, whatever of these types is done."""
    route, group = target.lack.first, policy.group(target.goal.group)
    need, titles = route.units, ", ".join(_titles(group, route))
    parts = [
        Sentence(words("{much} of {category}"), {"much": number(each), "category": policy.category(key).name})
        for key, each in route.categories.items()
    ]
    values: dict[str, Shown] = {
        "no_way": _opening(target),
        "need": need,
        "unit": policy.unit if need == 1 else policy.units,
        "parts": all_of(parts) if parts else "",
        "titles": titles,
    }
    text = NO_WAY[bool(need), bool(parts), bool(titles)]
    return Sentence(text, values, one=ONE_MISSING[bool(parts), bool(titles)], count=need)


def _opening(target: Target) -> Sentence:
    """That there is no way: with the types that were chosen, or with any."""
    return Sentence(OPENINGS[target.chosen], {"by": target.goal.by})


OPENINGS = {
    True: words("With these activities there is no way by {by}"),
    False: words("There is no way by {by}"),
}
"""Whether types of activity were chosen."""


def _or_recorded(target: Target, told: Sentence) -> Sentence:
    """Why there is no way, where what is missing takes time: it may have been done already."""
    if not target.short_of_time:
        return told
    return Sentence(words("{told} What was done already and is not on record yet still counts."), {"told": told})


def afterwards(policy: Policy, target: Target) -> Sentence | None:
    """That it can be renewed late, where there is no way in time, and until when; None where it can't."""
    goal, late = target.goal, target.afterwards
    if target.best is not None or not goal.cycle.by_units or target.lost or goal.until <= goal.by:
        return None
    if late is None:
        text = words("It can still be renewed late, until {until}, but no way was found for that either.")
        return Sentence(text, {"until": goal.until})
    suspended = policy.suspension is not None and late.by is not None and late.by > goal.cycle.grace_until
    return Sentence(AFTERWARDS[suspended], {"until": late.by or goal.until})


AFTERWARDS = {
    False: words("It can still be renewed late, by {until}, in grace:"),
    True: words("It can still be brought back while it is suspended, by {until}:"),
}
"""What still renews: whether it is suspended by then."""


GAVE_UP = {
    False: words("There are too many ways to try them all, and none was found yet."),
    True: words("With this type alone no way was found, though not all that may be done of it was tried."),
}
"""Why there may be a way all the same: whether there is but one type to choose."""


def may_choose_fewer(target: Target) -> bool:
    """Whether there may be a way that a search of fewer types finds: how to choose them is for the face to say."""
    told = target.goal.cycle.by_units and not (target.lost or target.never)
    return target.best is None and told and target.gave_up and not target.one_type


def _never(policy: Policy, target: Target) -> Sentence:
    """What stays missing whatever is done; of what takes more time than there is, how much of it."""
    group, by = policy.group(target.goal.group), target.goal.by
    rules = [rule for need in target.never if (rule := rule_of(group, need))]
    totals = {total.demand: total for total in target.goal.cycle.demands if not total.way}
    left, rule = target.lack.first.demands, rules[0]
    counter, total = policy.counter(rule.of), totals.get(rule.key)
    if total and counter.of is CounterOf.QUANTITY and left[target.never[0]] < total.missing:
        unit = counter.one if total.missing == 1 else counter.many
        values: dict[str, Shown] = {"need": total.missing, "unit": unit, "title": rule.title, "by": by}
        return Sentence(words("{need} {unit} for “{title}” can't be done by {by}."), values)
    titles = ", ".join(each.title for each in rules)
    return Sentence(NO_WAY[False, False, True], {"no_way": _opening(target), "titles": titles})


def _or_by_another(target: Target, told: Sentence) -> Sentence:
    """Why there is no way, where what renews another group may still renew this one."""
    if target.cascades:
        return Sentence(words("{first} Renewing another certification may renew it."), {"first": told})
    return told


def _titles(group: Group, route: Route) -> Iterator[str]:
    """What a route still demands, each once; of one that has choices with all of them."""
    for way, key in dict.fromkeys((way, key.partition(CHOICE)[0]) for way, key in route.demands):
        rule = rule_of(group, (way, key))
        if rule:
            choices = "; ".join(choice.title for choice in rule.choices)
            yield f"{rule.title} ({choices})" if choices else rule.title


NO_WAY = {
    (True, False, False): words("{no_way}: {need} {unit} stay missing."),
    (True, True, False): words("{no_way}: {need} {unit} stay missing, among them {parts}."),
    (True, False, True): words("{no_way}: {need} {unit} stay missing, and so does: {titles}."),
    (True, True, True): words(
        "{no_way}: {need} {unit} stay missing, among them {parts}. What also stays missing: {titles}."
    ),
    (False, False, True): words("{no_way}. What stays missing: {titles}."),
    (False, False, False): words("{no_way}."),
}
"""Why there is no way: whether units stay missing, some of a category, and anything else that is demanded."""
ONE_MISSING = {
    (False, False): words("{no_way}: {need} {unit} stays missing."),
    (True, False): words("{no_way}: {need} {unit} stays missing, of that {parts}."),
    (False, True): words("{no_way}: {need} {unit} stays missing, and so does: {titles}."),
    (True, True): words("{no_way}: {need} {unit} stays missing, of that {parts}. What also stays missing: {titles}."),
}
"""The same where it is one unit."""
