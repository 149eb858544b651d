"""A group's own way to renew: what it takes in all, and what is left of it once its units are there, in sentences."""

from datetime import date

from recert.policy import window_words
from recert.policy.assessment import WAITING, Cycle, CycleState
from recert.policy.cycles import Unmet
from recert.policy.demand_years import LostYear, lost_values, lost_year, too_little, uncounted
from recert.policy.ends_first import years_until
from recert.policy.explain_demands import (
    demanded,
    done_by,
    fading,
    is_cut,
    lacking,
    met_until,
    rule_of,
    still_called,
    together,
    with_demands,
)
from recert.policy.explain_grace import earned_by, last_to_count, too_late_for_units
from recert.policy.measure_words import lacked_of_categories, of_categories
from recert.policy.model import Demand, DemandKind, Group, Policy
from recert.policy.overlaps import in_all
from recert.policy.renewing_words import besides_activities
from recert.policy.sentence import Sentence, Shown, words

OF_UNITS = frozenset({DemandKind.UNITS, DemandKind.CYCLES, DemandKind.LAST_MONTHS})
"""Demands that so many more units meet, whenever they are earned."""


def still_needed(policy: Policy, group: Group, cycle: Cycle) -> Sentence:
    """What a cycle lacks that has all its units; of what looks at units too, how many more of them."""
    told, titles = list[Sentence](), list[str]()
    for total, at_once in together(group, [each for each in cycle.demands if each.missing and not each.way]):
        rule = rule_of(group, total)
        if rule.kind in OF_UNITS and not too_late_for_units(policy, cycle):
            sooner = total.lasts is not None and total.lasts < cycle.due
            until = total.lasts if sooner and total.lasts else cycle.due
            values: dict[str, Shown] = {"need": total.missing, "title": rule.title, "until": until}
            values["unit"] = policy.unit if total.missing == 1 else policy.units
            told.append(Sentence(MORE_FOR[sooner], values))
        else:
            titles.append(still_called(policy, rule, total, cycle, at_once))
    if titles:
        no_more = cycle.required > 0 and not told and not _asks_units_of_years(group, cycle)
        told.append(Sentence(STILL_NEEDED[no_more], {"titles": ", ".join(titles), "unit": policy.units}))
    first, *others = told
    for other in others:
        first = Sentence("{first} {other}", {"first": first, "other": other})
    return first


def _asks_units_of_years(group: Group, cycle: Cycle) -> bool:
    """Whether a year, or a first part of the cycle, lacks units, though there are enough in all."""
    of_years = {
        DemandKind.EACH_YEAR,
        DemandKind.EACH_CALENDAR_YEAR,
        DemandKind.EACH_PROGRAM_YEAR,
        DemandKind.FIRST_MONTHS,
        DemandKind.BUT_LAST_MONTHS,
    }
    return any(each.missing and not each.way and rule_of(group, each).kind in of_years for each in cycle.demands)


MORE_FOR = {
    False: words("{need} more {unit} by {until}, for “{title}”."),
    True: words("{need} more {unit} by {until}, for “{title}”; after that it takes more, as what is there grows old."),
}
"""Whether it takes more before the last day of all."""
STILL_NEEDED = {
    False: words("Still needed: {titles}."),
    True: words("No more {unit}. Still needed: {titles}."),
}
"""Where nothing but demands is left: whether units were required besides and none are needed any more."""


def is_lost(policy: Policy, group: Group, cycle: Cycle, today: date) -> bool:
    """Whether nothing renews a cycle that waits for its renewal: no activities any more, and nothing else at all."""
    lost = cycle.state in WAITING and renews_no_more(policy, group, cycle, today)
    return lost and besides_activities(policy, group) is None


def renews_no_more(policy: Policy, group: Group, cycle: Cycle, today: date) -> bool:
    """Whether no activities renew it: a year is over with too little, or none of them count yet for what it lacks."""
    return lost_year(policy, group, cycle, today) is not None or uncounted(group, cycle) is not None


def none_count(policy: Policy, group: Group, cycle: Cycle, rule: Demand) -> Sentence:
    """That a cycle can't be renewed by activities, as those that a demand looks at count from a later one on."""
    total = next(each for each in cycle.demands if each.demand == rule.key and not each.way)
    values: dict[str, Shown] = {
        "title": rule.title,
        "required": total.required,
        "units": policy.unit if total.required == 1 else policy.units,
        "unit": policy.units,
        "first": rule.first_cycle,
        "number": cycle.number,
    }
    return Sentence(NONE_COUNT[besides_activities(policy, group) is not None], values)


NONE_COUNT = {
    False: words(
        "It can't be renewed: “{title}” asks for {required} {units}, and {unit} count for that from cycle {first} on. "
        "This is cycle {number}: tell the program's staff."
    ),
    True: words(
        "No activities renew this cycle: “{title}” asks for {required} {units}, and {unit} count for that from cycle "
        "{first} on. This is cycle {number}."
    ),
}
"""Whether anything besides activities renews it."""


def no_more(policy: Policy, group: Group, cycle: Cycle, lost: LostYear) -> Sentence:
    """That no activities renew a cycle any more and for which year; where nothing does, what comes of that."""
    if besides_activities(policy, group):
        return too_little(policy, lost)
    lapses = policy.cycle.unmet is Unmet.LAPSES and policy.suspension is None
    told = Sentence(LOST[lapses], {**lost_values(policy, lost), "last": cycle.renewable_until})
    return Sentence(UNLESS[policy.cycle.unmet is Unmet.LAPSES], {"told": told, "by": late_by(lost)})


LOST = {
    False: words("It can't be renewed any more: {year} gave {amount} of {required} {unit} for “{title}”."),
    True: words(
        "It can't be renewed any more: {year} gave {amount} of {required} {unit} for “{title}”. It lapses after {last}."
    ),
}
"""What is said where nothing renews a cycle any more: whether what is held lapses."""
UNLESS = {
    False: words(
        "{told} Only what was done for it by {by} and is not on record yet changes that: record it, or ask the "
        "program's staff."
    ),
    True: words(
        "{told} Only what was done for it by {by} and is not on record yet changes that: record it, or ask the "
        "program's staff. Otherwise a new award begins again, once this one has lapsed."
    ),
}
"""What may still be done about it: whether a new award is needed otherwise."""


def late_by(lost: LostYear) -> date:
    """The last day on which what was done counts for a year."""
    late = lost.rule.missed is not None and lost.rule.missed.late_counts
    return lost.year.due if late else lost.year.last


def own_way(policy: Policy, group: Group, cycle: Cycle, until: date) -> Sentence:
    """The group's own way by a day: its units and what else is demanded; without units where none are needed."""
    last = done_by(policy, group, cycle, until)
    return window_words.once_more(policy, group, cycle, _own_way(policy, group, cycle, last))


def _own_way(policy: Policy, group: Group, cycle: Cycle, until: date) -> Sentence:
    suspended, also = cycle.state == CycleState.SUSPENDED, demanded(policy, group, cycle)
    after_deadline = cycle.state is CycleState.OPEN and not is_cut(policy, group, cycle)  # with all units there
    too_late = too_late_for_units(policy, cycle) and not after_deadline
    parts = [(c.category, c.required) for c in cycle.categories if c.required]
    values: dict[str, Shown] = {
        "required": in_all(policy, cycle),
        "unit": policy.unit if in_all(policy, cycle) == 1 else policy.units,
        "end": cycle.earn_by or last_to_count(policy, cycle),
        "until": until,
        "group": group.name,
        "parts": of_categories(policy, parts) if parts else "",
    }
    if values["required"] and not cycle.missing and not too_late and (lacked := lacking(policy, group, cycle)):
        also = (*lacked, *fading(policy, group, cycle))
    elif values["required"] or not also:
        texts = BACK_BY_UNITS if suspended else EARN
        text = earned_by(policy, cycle, minima=bool(parts)) if too_late else texts[bool(parts)]
        if not too_late and cycle.counted + cycle.missing > in_all(policy, cycle):
            text = MORE[suspended]
            values |= {"required": cycle.counted + cycle.missing, "need": cycle.missing}
            values["unit"] = policy.unit if cycle.missing == 1 else policy.units
            values["parts"] = lacked_of_categories(policy, cycle)
        return with_demands(Sentence(text, values), also)
    by = years_until(policy, group, cycle, met_until(policy, group, cycle, until))
    values |= {"titles": ", ".join(also), "until": by}
    return Sentence(COMPLETE[suspended], values)


COMPLETE = {
    False: words("Complete by {until}: {titles}. That renews all your active {group} certifications together."),
    True: words("Complete by {until}: {titles}. That brings back all your suspended {group} certifications together."),
}
"""The way where no units are required or needed: whether what it renews is suspended."""
MORE = {
    False: words(
        "Earn {need} more {unit} by {until} ({required} in all){parts}. "
        "That renews all your active {group} certifications together."
    ),
    True: words(
        "Earn {need} more {unit} by {until} ({required} in all){parts}. "
        "That brings back all your suspended {group} certifications together."
    ),
}
"""The way by units where what counted already is not of the categories that lack some: whether it is suspended."""
BACK_BY_UNITS = {
    False: words(
        "Earn {required} {unit} in all by {until}. That brings back all your suspended {group} certifications together."
    ),
    True: words(
        "Earn {required} {unit} in all by {until}, among them {parts}. "
        "That brings back all your suspended {group} certifications together."
    ),
}
"""The way by units of what is suspended: whether categories have to give some of them."""
EARN = {
    False: words(
        "Earn {required} {unit} in all by {until}. That renews all your active {group} certifications together."
    ),
    True: words(
        "Earn {required} {unit} in all by {until}, among them {parts}. "
        "That renews all your active {group} certifications together."
    ),
}
"""The way by units: whether categories have to give some of them."""
