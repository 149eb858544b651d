"""A cycle that was not met where the next one begins anyway: what comes of it, in sentences."""

from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from recert.policy.assessment import WAITING, Cycle, CycleState, GroupStanding
from recert.policy.cycles import Unmet
from recert.policy.explain_demands import lacked_besides, took_a_way
from recert.policy.explain_grace import too_late_for_units
from recert.policy.measure_words import is_without_units, reached
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words


def lacked(cycle: Cycle) -> Decimal:
    """The units by which a cycle fell short of what it required, without those for being late."""
    return max(cycle.required - cycle.surcharge - cycle.counted, Decimal(0))


def not_met(policy: Policy, key: str, cycle: Cycle) -> Sentence:
    """What was missing of a cycle of a group, that what is held stays, and what the next cycle takes for it."""
    group = policy.group(key)
    missing = lacked_besides(policy, group, cycle)
    short = lacked(cycle) > 0 or not (missing or is_without_units(cycle))
    values: dict[str, Shown] = {
        "group": group.name,
        "reached": reached(policy, cycle),
        "unit": policy.units,
        "last": cycle.renewable_until,
        "end": cycle.end,
        "lacked": lacked(cycle),
        "missing": ", ".join(missing),
    }
    told = Sentence(NOT_MET[short, bool(missing)], values)
    if took := took_a_way(policy, group, cycle):
        told = Sentence("{told} {took}", {"told": told, "took": took})
    what = Unmet.ADDED if policy.cycle.unmet is Unmet.ADDED and lacked(cycle) else Unmet.FORGIVEN
    if early := before_floor(policy, cycle):
        told = Sentence("{told} {early}", {"told": told, "early": early})
    return Sentence(STAYS[what], {**values, "told": told})


def none_met(policy: Policy, key: str, cycles: Sequence[Cycle]) -> Sentence:
    """The same of several cycles in a row that lacked the same, in which nothing was done."""
    first, last = cycles[0], cycles[-1]
    missing = lacked_besides(policy, policy.group(key), last)
    took = took_a_way(policy, policy.group(key), last)
    unit = policy.unit if last.required == 1 else policy.units
    units = str(Sentence("{amount} {unit}", {"amount": last.required, "unit": unit}))
    values: dict[str, Shown] = {
        "group": policy.group(key).name,
        "missing": ", ".join([units, *missing] if last.required else missing),
        "floor": policy.floor,
        "end": last.end,
    }
    told = Sentence((NONE_MET if values["missing"] else NONE_ENOUGH)[before_floor(policy, first) is None], values)
    if took:
        told = Sentence("{told} {took}", {"told": told, "took": took})
    return Sentence(STAYS[Unmet.FORGIVEN], {**values, "told": told})


def alike(policy: Policy, standing: GroupStanding, cycle: Cycle) -> Hashable:
    """The same for cycles in a row in which nothing was done, and of which the same is to be told."""
    done = cycle.counted or cycle.carried_in or any(entry.cycle == cycle.number for entry in standing.entries)
    if cycle.state != CycleState.UNMET or done or policy.cycle.unmet is not Unmet.FORGIVEN:
        return cycle.number
    lacks = lacked_besides(policy, policy.group(standing.group), cycle)
    took = took_a_way(policy, policy.group(standing.group), cycle)
    return cycle.required, cycle.surcharge, cycle.months_off, lacks, str(took), before_floor(policy, cycle) is None


NONE_MET = {
    True: words("Nothing was done in them, and none was met: each lacked {missing}."),
    False: words(
        "By these rules nothing could be earned for them, as activities count from {floor} on: each lacked {missing}."
    ),
}
"""Of several cycles: whether anything could be earned."""
NONE_ENOUGH = {
    True: words("Nothing was done in them, and none was met."),
    False: words("By these rules nothing could be earned for them, as activities count from {floor} on."),
}
"""The same where nothing is asked of them but one of several ways."""


def before_floor(policy: Policy, cycle: Cycle) -> Sentence | None:
    """That a cycle which was not renewed was over before anything counted: nobody could earn anything in it."""
    over = cycle.by_units and cycle.state in {CycleState.LAPSED, CycleState.UNMET}
    if not over or cycle.renewable_until >= policy.floor:
        return None
    text = words("By these rules nothing could be earned for it: activities count from {floor} on.")
    return Sentence(text, {"floor": policy.floor})


NOT_MET = {
    (True, False): words("Not met: {reached} by {last}."),
    (True, True): words("Not met: {reached} by {last}. Also missing: {missing}."),
    (False, True): words("Not met by {last}. Missing: {missing}."),
    (False, False): words("Not met by {last}."),
}
"""Whether units were missing, and anything else."""
STAYS = {
    Unmet.FORGIVEN: words("{told} Your {group} certifications stay; the next cycle began after {end}."),
    Unmet.ADDED: words(
        "{told} Your {group} certifications stay; the next cycle began after {end}, "
        "and requires the {lacked} {unit} that were missing besides."
    ),
}
"""What followed. (Where the units were there, nothing is added: only they are.)"""


def before(policy: Policy, standing: GroupStanding) -> Iterator[Sentence]:
    """That the cycle before the one that waits for its renewal was not met; of what lapsed, if nothing counted yet."""
    cycles = standing.cycles
    if cycles and cycles[-1].state == CycleState.LAPSED and (early := before_floor(policy, cycles[-1])):
        yield early
    if len(cycles) > 1 and cycles[-1].state in WAITING and cycles[-2].state == CycleState.UNMET:
        yield not_met(policy, standing.group, cycles[-2])


def ahead(policy: Policy, cycle: Cycle) -> Iterator[Sentence]:
    """What comes where the cycle that waits for its renewal is not met, and what of it makes up for the last one."""
    if cycle.made_up:
        values: dict[str, Shown] = {"amount": cycle.made_up, "unit": policy.units}
        yield Sentence(words("{amount} {unit} of it are those that the last cycle lacked."), values)
    if (otherwise := stays(policy, cycle)) is not None:
        yield otherwise


def stays(policy: Policy, cycle: Cycle) -> Sentence | None:
    """What comes where a cycle that waits for its renewal is not met, and how much of it; None where that lapses."""
    if policy.cycle.unmet is Unmet.LAPSES or cycle.state not in WAITING:
        return None
    missing = lacked(cycle)
    values: dict[str, Shown] = {
        "day": cycle.renewable_until,
        "lacked": missing,
        "unit": policy.unit if missing == 1 else policy.units,
    }
    if policy.cycle.unmet is Unmet.FORGIVEN or not missing:
        return Sentence(NEXT_BEGINS, values)
    return Sentence(NEXT_REQUIRES[too_late_for_units(policy, cycle)], values)


NEXT_BEGINS = words("If it is not met by {day}, your certifications stay, and the next cycle begins.")
NEXT_REQUIRES = {
    False: words(
        "If it is not met by {day}, your certifications stay, and the next cycle requires what is missing besides: "
        "{lacked} {unit} as it stands, and less with all that is earned by then."
    ),
    True: words(
        "If it is not met by {day}, your certifications stay, and the next cycle requires what is missing besides: "
        "{lacked} {unit} as it stands."
    ),
}
"""What the next cycle takes for it: whether anything can still be earned for this one."""
RULES = {
    Unmet.FORGIVEN: words(
        "A cycle that is not met ends nothing that is held: the next one begins where it ended, "
        "and what was missing is forgiven."
    ),
    Unmet.ADDED: words(
        "A cycle that is not met ends nothing that is held: the next one begins where it ended, "
        "and requires besides what was missing."
    ),
}
"""The rule itself; where what is held lapses nothing has to be said."""
