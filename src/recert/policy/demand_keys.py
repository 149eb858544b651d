"""What editors say of what renewing takes besides units: a sentence for every key."""

from typing import Final

from recert.policy.dated_keys import SOURCE, conditional, dated


def demanded(place: str) -> dict[str, str]:
    """The sentences of what renewing takes besides units."""
    choice = f"{place}.choice"
    return {
        place: "What else renewing takes, besides units: a list of demands.",
        f"{place}.late_from_day": "Only of whoever renews so many days after the end, or later. Leave it out for all.",
        f"{place}.late_after_months": "Only of whoever renews later than so many months after the end, instead of "
        "late_from_day.",
        f"{place}.governed_by": "Where it looks at each year: by which day it is taken how much is asked, where that "
        "changed. The first day of the cycle where it is left out, or that of each year.",
        **_demand(place),
        **shrinking(place, "demand", "count", *(("units",) if ".or." in place else ())),  # no more units beside others
        choice: "Where it looks at choices: demands of which so many are enough as `least` says; of each year, by what "
        "that year has alone.",
        **_demand(choice),
    }


def _demand(place: str) -> dict[str, str]:
    told = {
        "key": "A name of its own.",
        "title": "What it is called, as people read it.",
        "kind": "A counter, each year, the first months, all but the last months, the last months, units of several "
        "cycles, how many categories, or how many of several choices are met, in all or in each year; of a choice also "
        "units.",
        "counter": "The key of the counter that it looks at, instead of units where these may be looked at, too.",
        "category": "The key of the category whose units alone are looked at. Leave it out for all.",
        "years": "Whether its years begin on the cycle's first day, or are those of the calendar or the program that "
        "lie within it.",
        "carried_units": "Whether units that were carried in count for it.",
        "consecutive": "Where it looks at each year: how many years in a row are asked together. Each by itself where "
        "it is left out.",
        "across_cycles": "Whether years of the cycle before are asked together with the first of the next: true or "
        "false.",
        "months": "How many months the first, or the last, ones are.",
        "before": "Whether these are the months before the cycle's end, or before the day of the renewal.",
        "cycles": "Of how many cycles together, this one the last.",
        "from_cycle": "From which cycle on what is earned counts for it; the first where it is left out.",
    }
    return {
        **{f"{place}.{key}": sentence for key, sentence in told.items()},
        **dated(f"{place}.least", "How much it takes.", units="At least so many units.", count="At least so many."),
        **conditional(f"{place}.least"),
        **_relief(f"{place}.relief"),
    }


def _relief(place: str) -> dict[str, str]:
    told = {
        "circumstances": "The keys of the circumstances in which less is asked.",
        "removes": "The share of the months that they cover, or the year: nothing is asked of it then. Where it "
        "looks at no years: the share of the months, or everything.",
        "at_least_days": "Fewer days in a row take off nothing, wherever they lie; 0 for any number.",
        "months_counted": "Which months they cover: every one that is begun, or only full ones.",
        "rounding": "How what is left of the amount is rounded.",
        "to": "The amount of which what is left is a multiple.",
        "from_days": "From so many days on, of a year or of all that it looks at, nothing is asked; 1 for any day.",
        "from_months": "Instead of days: from so many months on nothing is asked.",
        "source": SOURCE,
    }
    return {
        place: "What circumstances take off what it asks: of a year in which they are so, or, where it looks at none, "
        "of all. Of several the one holds that leaves least.",
        **{f"{place}.{key}": sentence for key, sentence in told.items()},
    }


def missed(place: str) -> dict[str, str]:
    """The sentences of what becomes of a year that is missed."""
    told = {
        "days": "Until so many days after its last day a year can be met; 0 for that day itself.",
        "months": "Instead of days: until so many months after its last day.",
        "on": "Instead of days, of years that are the same for everybody: until this day after them, as “01-15”.",
        "counts_for": "For which year what is done in that time counts: for the one that is over, as far as it needs "
        "that, or for the one in which it is done.",
        "then": "Whether what can be renewed ends on the day after, or the cycle goes on: the year can be made up, or "
        "stays unmet. Or what can be renewed is suspended until the year is made up for.",
        "counter": "Where it can be made up for: the key of the counter of which each use makes up for one year.",
        "for_months": "Where that suspends: after how many months it ends. Without it the suspension has no end.",
        "source": SOURCE,
    }
    return {
        place: "What becomes of a year that gave too little. Without it, that only keeps the cycle from being renewed.",
        **{f"{place}.{key}": sentence for key, sentence in told.items()},
    }


def prorated(place: str) -> dict[str, str]:
    """The sentences of what a first cycle requires that is shorter than the others."""
    told = {
        "months_counted": "Which months count: every one that is begun, or only full ones.",
        "month_of_award": "Whether the month of the award is one of them, or only of an award up to a day of it.",
        "up_to_day": "The last day of a month on which an award counts that month, as 15; of one after it the months "
        "begin with the next.",
        "by": "By the share of its months, or so many units for every so many months.",
        "every_months": "For every so many months that count.",
        "units": "So many units are required for each of them.",
        "rounding": "How a share is rounded.",
        "to": "The amount of which a share is a multiple.",
        "nothing_up_to_months": "Up to so many months nothing is required.",
        "minima": "The keys of the categories whose minima shrink too; for every so many months a table of how many "
        "units of each these take.",
        "source": SOURCE,
    }
    return {f"{place}.{key}": sentence for key, sentence in told.items()}


def shrinking(place: str, what: str, *amounts: str) -> dict[str, str]:
    """The sentences of how much less a demand, or another way, asks for in such a cycle, with the keys of amounts."""
    told = {
        "rounding": "By share: how the share is rounded.",
        "to": f"By share: the amount of which it is a multiple, in what the {what} counts in.",
        "source": SOURCE,
        **{key: f"For every so many months: so many {AMOUNTS[key]}for each of them." for key in amounts},
    }
    return {
        f"{place}.shorter_first_cycle": f"How much less this {what} asks for in a first cycle that is prorated. Leave "
        "it out where it asks for as much as in a whole one.",
        **{f"{place}.shorter_first_cycle.{key}": sentence for key, sentence in told.items()},
    }


AMOUNTS: Final = {"units": "units ", "count": ""}
"""How amounts are called by their keys."""
