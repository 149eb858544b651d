"""What renews certifications that no units renew, in words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from recert.policy import coming_back_words, never_words
from recert.policy.assessment import RENEWABLE, Cycle, CycleState, GroupStanding
from recert.policy.cascades import Trigger
from recert.policy.coming_back_words import back_by_exam, comes_back
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, all_of, any_of, words


def without_units(policy: Policy, group: Group) -> Sentence | None:
    """What renews a group that has no units of its own; None where nothing does."""
    other = (Sentence(words("“{title}”"), {"title": way.title}) for way in group.ways)
    return _either((*_exam(policy, group), *other, *_cascades(policy, group)))


def besides_activities(policy: Policy, group: Group) -> Sentence | None:
    """What renews a group that no activities renew; None where nothing does."""
    return _either((*_exam(policy, group), *_cascades(policy, group)))


def besides_now(policy: Policy, group: Group, cycle: Cycle) -> Sentence | None:
    """The same as things stand: where it is suspended, without an exam that doesn't bring back."""
    suspended = cycle.state is CycleState.SUSPENDED and cycle.pause is None
    return bringing_back(policy, group) if suspended else besides_activities(policy, group)


def bringing_back(policy: Policy, group: Group) -> Sentence | None:
    """What brings back what of a group is suspended, besides activities; None where nothing does."""
    if back_by_exam(policy, group):
        return besides_activities(policy, group)
    return _either(tuple(_cascades(policy, group)))


def by_others(policy: Policy, standing: GroupStanding) -> tuple[Sentence, ...]:
    """Which certifications renew what is held of a group; those that the same ones renew are told together."""
    found = dict[str, list[str]]()
    for code in {h.certification: 0 for h in standing.holdings if h.state in RENEWABLE and h.renewable_until}:
        ways = _either(tuple(_cascades(policy, policy.group(standing.group), (code,))))
        if ways is not None:
            found.setdefault(str(ways), []).append(code)
    text = words("By another certification: {ways} renews {codes}.")
    return tuple(Sentence(text, {"ways": ways, "codes": all_of(codes)}) for ways, codes in found.items())


def instead_of_units(policy: Policy, group: Group, cycle: Cycle) -> Sentence:
    """What a cycle of a group needs that no units renew."""
    if never_words.is_never_renewed(policy, group.key):
        return never_words.until(cycle)
    if cycle.state is CycleState.SUSPENDED and not comes_back(policy, group):
        return Sentence(coming_back_words.NOTHING)
    ways = besides_now(policy, group, cycle)
    if ways is None:
        return Sentence(words("No units are needed; nothing renews it."))
    return Sentence(NEEDED[policy.has_activities], {"ways": ways})


NEEDED: Final = {
    True: words("No units are needed: {ways} renews."),
    False: words("It is renewed by {ways}."),
}
"""What renews instead of units, by whether there are activities that could earn any."""


def _either(ways: Sequence[Sentence]) -> Sentence | None:
    found = ways[0] if ways else None
    for way in ways[1:]:
        found = Sentence(words("{first}, or {last}"), {"first": found or "", "last": way})
    return found


def _exam(policy: Policy, group: Group) -> Iterator[Sentence]:
    if policy.retake_of(group.key):
        yield Sentence(words("passing the exam again"))


def _cascades(policy: Policy, group: Group, some: Collection[str] = ()) -> Iterator[Sentence]:
    """The certifications that renew any of the group's, or some of them, when they are earned, or are renewed."""
    codes = {certification.code for certification in policy.certifications if certification.group == group.key}
    of = {trigger: tuple(_setting_off(policy, some or codes, trigger)) for trigger in Trigger}
    earned, renewed = of[Trigger.EARNED], of[Trigger.RENEWED]
    if earned and earned == renewed:
        yield Sentence(words("earning or renewing {codes}"), {"codes": any_of(earned)})
        return
    yield from _earned(earned, [code for code in earned if code in codes])
    if renewed:
        yield Sentence(words("renewing {codes}"), {"codes": any_of(renewed)})


def _earned(codes: Sequence[str], own: Sequence[str]) -> Iterator[Sentence]:
    """That earning any of these renews; of several of the group itself, which renew each other, another one does."""
    others = [code for code in codes if code not in own]
    if len(own) > 1:
        yield Sentence(words("earning another of {codes}"), {"codes": all_of(own)})
    elif own:
        others = [*own, *others]
    if others:
        yield Sentence(words("earning {codes}"), {"codes": any_of(others)})


def set_off_by_renewing(policy: Policy, group: Group, by: date) -> tuple[str, ...]:
    """The certifications of other groups that are renewed when a cycle of a group is, by rules that hold by a day."""
    own = {certification.code for certification in policy.certifications if certification.group == group.key}
    rules = (rule for rule in policy.cascades if rule.trigger is Trigger.RENEWED and rule.since <= by)
    codes = (code for rule in rules if own.intersection(rule.of) for code in rule.renewed if code not in own)
    return tuple(dict.fromkeys(codes))


def _setting_off(policy: Policy, codes: Collection[str], trigger: Trigger) -> Iterable[str]:
    """The certifications of the cascades that are set off so and renew any of these, each once."""
    return dict.fromkeys(
        code
        for cascade in policy.cascades
        if cascade.trigger is trigger and any(each in codes for each in cascade.renewed)
        for code in cascade.of
    )
