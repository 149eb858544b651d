"""Years that can be met until a day of their own, in sentences: the rule, what is still to do, and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from recert.policy import never_words, yearly_choice_words
from recert.policy.assessment import (
    WAITING,
    Cycle,
    CycleState,
    DemandTotal,
    DueYear,
    GroupStanding,
    HoldingState,
    Pause,
)
from recert.policy.demand_years import lost_year, short_years, year_of
from recert.policy.ends_first import last_for
from recert.policy.explain_demands import rule_of
from recert.policy.last_year import is_cut_short
from recert.policy.measure_words import unit_asked
from recert.policy.missed import CEASES, Missed, Then, last_suspended
from recert.policy.model import Demand, Policy
from recert.policy.renewing_words import besides_activities
from recert.policy.replaced_words import none_since
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.shared_years import PROGRAM_YEARS
from recert.policy.telling import named
from recert.policy.year_words import day_of_year


def rule(policy: Policy, demand: Demand) -> Iterator[tuple[Sentence, str]]:
    """What becomes of a year that gave too little, and where that is written."""
    missed = demand.missed
    if missed is None:
        return
    met = Sentence(MET[missed.waits, missed.late_counts], {"until": _until(demand, missed)})
    mine = [each for each in policy.groups if demand in each.demands]
    if cut := [each.name for each in mine if is_cut_short(policy, each, demand)]:
        met = Sentence(CUT_SHORT[len(cut) < len(mine)], {"met": met, "groups": all_of(cut)})
    values: dict[str, Shown] = {"met": met, "until": _until(demand, missed)}
    if missed.counter:
        values["counter"] = named(policy.counters, missed.counter)
    never = all(never_words.is_never_renewed(policy, each.key) for each in mine) and bool(mine)
    told = Sentence((HELD if never else RULES).get(missed.then, RULES[missed.then]), values)
    yield _with_its_end(missed, told), missed.source


def _with_its_end(missed: Missed, told: Sentence) -> Sentence:
    """What becomes of a year, with after how long a suspension for it ends what is suspended."""
    if not missed.for_months:
        return told
    values: dict[str, Shown] = {"told": told, "months": missed.for_months}
    one = words("{told} After one month of that it ends.")
    return Sentence(words("{told} After {months} months of that it ends."), values, one=one, count=missed.for_months)


def _until(demand: Demand, missed: Missed) -> Sentence:
    """The last day on which a year can be met."""
    if missed.on:
        return Sentence(ON[demand.kind in PROGRAM_YEARS], {"day": day_of_year(missed.on)})
    if missed.months:
        values: dict[str, Shown] = {"months": missed.months}
        return Sentence(MONTHS_AFTER, values, one=words("one month after its last day"), count=missed.months)
    if not missed.days:
        return Sentence(words("its last day"))
    return Sentence(DAYS_AFTER, {"days": missed.days}, one=words("one day after its last day"), count=missed.days)


ON = {False: words("{day} of the next year"), True: words("the next {day}")}
"""Until a day of every year: whether the year that is over is the program's."""
MONTHS_AFTER = words("{months} months after its last day")
DAYS_AFTER = words("{days} days after its last day")
MET = {
    (False, False): words("A year can be met until its last day."),
    (True, False): words(
        "A year can be met until its last day; what is done after that counts for the year in which it is done."
    ),
    (True, True): words(
        "A year can be met until {until}: what is done by then counts for the year that is over, as far as that needs "
        "it."
    ),
}
"""Whether there are days after a year's last one, and whether what is done in them counts for it."""
CUT_SHORT = {
    False: words("{met} The last year of a cycle can be met only as long as that can be renewed."),
    True: words("{met} The last year of a cycle can be met only as long as that can be renewed ({groups})."),
}
"""Whether that is so of some groups alone."""
HELD: Final = {
    Then.ENDS: words("{met} Where it is not met, what is held ends after {until}."),
    Then.SUSPENDS: words(
        "{met} Where it is not met, what is held is suspended after {until}, and not valid until one of “{counter}” "
        "makes up for that year."
    ),
}
"""What follows of what nothing renews."""
RULES = {
    Then.ENDS: words("{met} Where it is not met, what can be renewed ends after {until}."),
    Then.MADE_UP: words("{met} Where it is not met, each use of “{counter}” after that makes up for one year."),
    Then.STAYS: words("{met} Where it is not met, the cycle can't be renewed."),
    Then.SUSPENDS: words(
        "{met} Where it is not met, what can be renewed is suspended after {until}, and not valid until one of "
        "“{counter}” makes up for that year."
    ),
}


def _about(policy: Policy, group: str, cycle: Cycle, total: DemandTotal, year: DueYear) -> dict[str, Shown]:
    """What sentences about a year may name; of one with choices with how much it has of each."""
    found = rule_of(policy.group(group), total)
    lack = year.required - year.amount
    unit, more = unit_asked(policy, found, year.required), unit_asked(policy, found, lack)
    if found.choices:
        choices = yearly_choice_words.of_year(policy, found, total, cycle, year)
        unit, more = f"{unit} ({choices})", f"{more} ({choices})"
    return {
        "title": found.title,
        "year": year_of(year),
        "amount": year.amount,
        "required": year.required,
        "unit": unit,
        "lack": lack,
        "more": more,
        "group": policy.group(group).name,
        "last": year.last,
        "due": year.due,
    }


def ended(policy: Policy, group: str, cycle: Cycle) -> Sentence | None:
    """That a missed year ended what could be renewed in a cycle, and which; None where none did."""
    if cycle.missed is None:
        return None
    total = next(d for d in cycle.demands if (d.demand, d.way) == (cycle.missed.demand, ""))
    return Sentence(ENDED, {**_about(policy, group, cycle, total, cycle.missed.year), "on": cycle.missed.on})


def paused(policy: Policy, group: str, cycle: Cycle) -> Sentence | None:
    """That a missed year suspends what can be renewed in a cycle, since when, and what brings it back; or None."""
    pause = cycle.pause
    if pause is None:
        return None
    missed = rule_of(policy.group(group), _total_of(cycle, pause)).missed
    counter = named(policy.counters, missed.counter) if missed else ""
    values: dict[str, Shown] = {"why": why_paused(policy, group, cycle, pause), "counter": counter}
    return Sentence(PAUSED[pause.last is not None], {**values, "since": pause.since, "until": pause.last or ""})


PAUSED = {
    False: words("Suspended since {since}, because {why}: one of “{counter}” makes it active again"),
    True: words("Suspended since {since}, because {why}: one of “{counter}” by {until} makes it active again"),
}
"""That it is suspended for a year: whether that has an end."""


def why_paused(policy: Policy, group: str, cycle: Cycle, pause: Pause) -> Sentence:
    """Which year suspends, or suspended, what can be renewed in a cycle, and how much that gave."""
    return Sentence(WHY_PAUSED, _about(policy, group, cycle, _total_of(cycle, pause), pause.year))


WHY_PAUSED = words("{year} gave {amount} of {required} {unit} for “{title}”")


def _total_of(cycle: Cycle, pause: Pause) -> DemandTotal:
    return next(each for each in cycle.demands if (each.demand, each.way) == (pause.demand, ""))


def paused_for(policy: Policy, standing: GroupStanding, days: tuple[date, date]) -> Sentence:
    """Which years suspended a certification of a group from one day to another, and how much these gave."""
    first, last = days
    found = [(cycle, pause) for cycle in standing.cycles for pause in cycle.pauses]
    mine = [each for each in found if each[1].since <= last and first <= (each[1].until or last)]
    return all_of([why_paused(policy, standing.group, cycle, pause) for cycle, pause in mine])


ENDED = words(
    "Your {group} certifications ended on {on}, because {year} gave {amount} of {required} {unit} for “{title}”."
)


def not_held(policy: Policy, standing: GroupStanding, values: Mapping[str, Shown]) -> Sentence:
    """Why an activity counts for nothing whose `date` came after what was held had lapsed, or a year missed ended it.

    Without a retake no exam brings anything back: it is awarded again, as it was at first.
    """
    on = values["date"]
    if isinstance(on, date) and (told := none_since(policy, standing, on)):
        return told
    before = [cycle for cycle in standing.cycles if isinstance(on, date) and cycle.end < on]
    over = ended(policy, standing.group, before[-1]) if before else None
    back = Sentence(BACK[policy.retake_of(standing.group) is not None])
    text = NOT_HELD if over else OVER if never_words.is_never_renewed(policy, standing.group) else LAPSED
    return Sentence(text, {**values, "over": over or "", "back": back})


NOT_HELD = words("0 for {group}, on {date}: {over} {back}")
LAPSED = words("0 for {group}: on {date} your {group} certifications had lapsed. {back}")
OVER = words("0 for {group}: on {date} your {group} certifications were over. {back}")
BACK = {
    False: words("Activities count again once one is awarded again."),
    True: words("Only a new award brings one back, as by passing an exam."),
}
"""How there is something to earn for again: whether exams renew."""


def is_over(standing: GroupStanding) -> bool:
    """Whether a missed year ended all that was held in the group."""
    cycle = standing.current
    gone = {HoldingState.LAPSED, HoldingState.EXPIRED, HoldingState.REPLACED}
    return cycle is not None and cycle.missed is not None and all(h.state in gone for h in standing.holdings)


def next_year(policy: Policy, group: str, cycle: Cycle, today: date) -> tuple[DueYear, Demand, date] | None:
    """The year by which what is held ceases to be valid unless more is done for it, as in `years_ahead`; the first."""
    return min(years_ahead(policy, group, cycle, today), key=lambda each: each[2], default=None)


def years_ahead(policy: Policy, group: str, cycle: Cycle, today: date) -> list[tuple[DueYear, Demand, date]]:
    """The years that end or suspend what is held unless more is done for them, what demands that, and by when."""
    found = list[tuple[DueYear, Demand, date]]()
    for total in cycle.demands:
        demand = rule_of(policy.group(group), total)
        if demand.missed is not None and demand.missed.then in CEASES and not total.way:
            years = [y for y in total.years if y.missing and never_words.matters(policy, group, cycle, y)]
            short = [(y, last_for(demand.missed, y)) for y in years]
            found += [(year, demand, by) for year, by in short if today <= by and year.due <= cycle.closes]
    return found


def _still(missed: Missed, cycle: Cycle, year: DueYear) -> Missed:
    """What becomes of a year: it ends nothing where its cycle is over first."""
    if missed.then not in CEASES or year.due <= cycle.closes:
        return missed
    return replace(missed, then=Then.MADE_UP if missed.counter else Then.STAYS)


def ahead(policy: Policy, standing: GroupStanding, today: date) -> Iterator[Sentence]:
    """What is still to do for a year, by when, and what comes of it otherwise."""
    cycle = standing.current
    if cycle is None or cycle.state not in {*WAITING, CycleState.RENEWED} or is_over(standing):
        return
    group = policy.group(standing.group)
    lost = lost_year(policy, group, cycle, today)
    for total in cycle.demands:
        rule = rule_of(group, total)
        missed = rule.missed or (SIMPLY if _has_its_day(policy, cycle, rule, total) else None)
        if missed is not None and not (lost and missed.then is Then.STAYS):  # nothing more keeps it renewable
            values = (
                (_about(policy, group.key, cycle, total, year), year)
                for year in short_years(policy, cycle, rule, total)
                if never_words.matters(policy, group.key, cycle, year)
            )
            counter = named(policy.counters, missed.counter) if missed.counter else ""
            besides = besides_activities(policy, group) is not None
            in_time = ((each, year) for each, year in values if last_for(missed, year) <= cycle.closes)
            yield from _ahead(missed, counter, in_time, (cycle, today), OTHERWISE[besides])


SIMPLY: Final = Missed(Then.STAYS, late_counts=False, source="")
"""What becomes of a year of which a demand says nothing: it is over with its last day."""


def _has_its_day(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> bool:
    """Whether each way to renew demands something of a year that is over before the cycle is."""
    short = () if total.way or cycle.met_on else short_years(policy, cycle, rule, total)
    return any(year.last < cycle.due for year in short)


def _ahead(
    rule: Missed,
    counter: str,
    short: Iterator[tuple[dict[str, Shown], DueYear]],
    now: tuple[Cycle, date],
    otherwise: str,
) -> Iterator[Sentence]:
    """Of years of a cycle that lack something those that can't be met any more today, and the first that can."""
    cycle, today = now
    for values, year in short:
        missed, by = _still(rule, cycle, year), last_for(rule, year)
        values["counter"] = counter
        if today <= by:
            text = otherwise if missed.then is Then.STAYS else AHEAD[missed.then, by == year.due]
            yield Sentence(text, {**values, "by": by})
            return
        if missed.then is Then.MADE_UP or (missed.then in CEASES and today <= year.due):
            yield Sentence(TOO_LATE[missed.then], values)
        elif missed.then is Then.SUSPENDS:
            last = last_suspended(missed, year.due, cycle.closes)
            yield Sentence(SINCE[last is not None], {**values, "last": last or year.due})


OTHERWISE: Final = {
    False: words("{title}, {year}: {lack} more {more} by {by}. Otherwise the cycle can't be renewed."),
    True: words("{title}, {year}: {lack} more {more} by {by}. Otherwise no activities renew the cycle any more."),
}
"""What is still to do for a year where nothing makes up for it: whether an exam, or another group, renews it then."""
AHEAD = {
    (Then.ENDS, True): words(
        "{title}, {year}: {lack} more {more} by {by}. Otherwise your {group} certifications end on that day."
    ),
    (Then.ENDS, False): words(
        "{title}, {year}: {lack} more {more} by {by}. Otherwise your {group} certifications end on {due}."
    ),
    (Then.MADE_UP, True): words(
        "{title}, {year}: {lack} more {more} by {by}. Otherwise it takes one of “{counter}” to make up for it."
    ),
    (Then.SUSPENDS, True): words(
        "{title}, {year}: {lack} more {more} by {by}. Otherwise your {group} certifications are suspended after that "
        "day, until one of “{counter}” makes up for it."
    ),
    (Then.SUSPENDS, False): words(
        "{title}, {year}: {lack} more {more} by {by}. Otherwise your {group} certifications are suspended after {due}, "
        "until one of “{counter}” makes up for it."
    ),
}
"""What is still to do, and whether the last day for it is the one on which it is seen whether it was done."""
TOO_LATE = {
    Then.ENDS: words(
        "{title}, {year}: {amount} of {required} {unit}, and it is too late for more. Your {group} certifications end "
        "on {due}."
    ),
    Then.MADE_UP: words("{title}, {year}: {amount} of {required} {unit}. One of “{counter}” makes up for it."),
    Then.SUSPENDS: words(
        "{title}, {year}: {amount} of {required} {unit}, and it is too late for more. Your {group} certifications are "
        "suspended after {due}, until one of “{counter}” makes up for it."
    ),
}
SINCE: Final = {
    False: words(
        "{title}, {year}: {amount} of {required} {unit}. Your {group} certifications are not valid until one of "
        "“{counter}” makes up for it."
    ),
    True: words(
        "{title}, {year}: {amount} of {required} {unit}. Your {group} certifications are not valid until one of "
        "“{counter}” makes up for it. After {last} they end."
    ),
}
"""What is to be done about a year that suspends what is held: whether that has an end."""
