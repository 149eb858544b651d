"""A sentence for every key of a policy and of its cases: editors show it while somebody types.

A key stands under its place, `*` for any name: `activity.*.title`. A key that a reader asks for and that has no
sentence here fails a test, and so does a sentence whose key is gone.
"""

from typing import Final

SOURCE: Final = "Where it is written: the document and its rule. Begin with “assumption” what nobody has said."
SINCE: Final = "The day from which this value holds, without quotes: 2024-02-01."

ENDING: Final = "In place of `from`: the value holds for cycles that end on this day or later, whenever they began."


LASTING: Final = "For how many months it renews, where that is not a cycle's length."
MONTHS: Final = "It renews for so many months."


def dated(place: str, about: str, **amounts: str) -> dict[str, str]:
    """The sentences of a list of values that hold from a day on."""
    return {
        place: f"{about} A list of values, each with the day from which it holds; the next one ends it.",
        **row(place, **amounts),
    }


def row(place: str, **amounts: str) -> dict[str, str]:
    """The sentences of one value that holds from a day on."""
    told = {"from": SINCE, **amounts, "source": SOURCE}
    return {f"{place}.{key}": sentence for key, sentence in told.items()}


def conditional(place: str) -> dict[str, str]:
    """The sentences of a condition: for whom a value holds."""
    told = {
        "cycle_from": "From which cycle on, counted from 1.",
        "cycle_to": "Up to which cycle, counted from 1.",
        "every_cycles": "Every so many cycles: 2 for the second, the fourth and so on.",
        "awarded_from": "Awarded on this day or after it.",
        "awarded_before": "Awarded before this day.",
        "held_years": "Held for so many years or more.",
        "held_from": "With so many certifications of the group held, or more.",
        "held_to": "With at most so many certifications of the group held.",
        "holds": "The codes of certifications that must be held.",
        "lacks": "The codes of certifications that must not be held.",
        "is": "The keys of circumstances that must be so.",
        "is_not": "The keys of circumstances that must not be so.",
        "on": "When they must be so: on the first day of the cycle, as without it, on any day of it, or on the last. "
        "What is required is decided again when that changes while the cycle runs.",
    }
    when = "For whom the value holds; all that is said must be so on the first day of a cycle. Leave it out for all."
    return {
        f"{place}.ending_from": ENDING,
        f"{place}.when": when,
        **{f"{place}.when.{key}": sentence for key, sentence in told.items()},
    }


def demanded(place: str) -> dict[str, str]:
    """The sentences of what renewing takes besides units."""
    choice = f"{place}.choice"
    return {
        place: "What else renewing takes, besides units: a list of demands.",
        f"{place}.late_from_day": "Only of whoever renews so many days after the end, or later. Leave it out for all.",
        f"{place}.late_after_months": "Only of whoever renews later than so many months after the end, instead of "
        "late_from_day.",
        **_demand(place),
        choice: "Where it looks at choices: demands of which so many are enough as `least` says.",
        **_demand(choice),
    }


def _demand(place: str) -> dict[str, str]:
    told = {
        "key": "A name of its own.",
        "title": "What it is called, as people read it.",
        "kind": "A counter, each year, the last months, units of several cycles, how many categories, or how many of "
        "several choices are met; of a choice also units.",
        "counter": "The key of the counter that it looks at, instead of units where these may be looked at, too.",
        "category": "The key of the category whose units alone are looked at. Leave it out for all.",
        "years": "Whether its years begin on the cycle's first day, or are those of the calendar that lie within it.",
        "carried_units": "Whether units that were carried in count for it.",
        "months": "How many months are looked at, where it looks at the last ones.",
        "before": "Whether these are the months before the cycle's end, or before the day of the renewal.",
        "cycles": "Of how many cycles together, this one the last.",
        "from_cycle": "From which cycle on what is earned counts for it; the first where it is left out.",
    }
    return {
        **{f"{place}.{key}": sentence for key, sentence in told.items()},
        **dated(f"{place}.least", "How much it takes.", units="At least so many units.", count="At least so many."),
        **conditional(f"{place}.least"),
    }


def _missed(place: str) -> dict[str, str]:
    told = {
        "days": "Until so many days after its last day a year can be met; 0 for that day itself.",
        "months": "Instead of days: until so many months after its last day.",
        "on": "Instead of days, of years of the calendar: until this day of the next one, as “01-15”.",
        "counts_for": "For which year what is done in that time counts: for the one that is over, as far as it needs "
        "that, or for the one in which it is done.",
        "then": "Whether what can be renewed ends on the day after, or the cycle goes on: the year can be made up, or "
        "stays unmet.",
        "counter": "Where it can be made up for: the key of the counter of which each use makes up for one year.",
        "source": SOURCE,
    }
    return {
        place: "What becomes of a year that gave too little. Without it, that only keeps the cycle from being renewed.",
        **{f"{place}.{key}": sentence for key, sentence in told.items()},
    }


OWN: Final[dict[str, str]] = {
    "group.*.cycle": "How the group's cycles differ from those under [cycle]. What it does not say is said there.",
    "group.*.cycle.months": "How many months its cycles last.",
    "group.*.cycle.grace_days": "For how many days after the end it can still be renewed. 0 where it has no grace.",
    "group.*.cycle.grace_months": "For how many months after the end it can still be renewed, instead of grace_days.",
    "group.*.cycle.ends": "On which day its months are over.",
    "group.*.cycle.first": "Another length of its first cycle after an award.",
    "group.*.cycle.first.months": "How many months the first cycle lasts; 0 for what is left of the month or year.",
    "group.*.cycle.first.ends": "On which day the months of the first cycle are over.",
    "group.*.cycle.source": SOURCE,
    "group.*.retake": "Renewal by passing the exam again as it is for this group, instead of [retake].",
    "group.*.retake.renews": "What it renews: that certification alone, or all of the group together; nothing, where "
    "the group is not renewed by exam.",
    "group.*.retake.months": "It renews within so many months before the expiry date.",
    "group.*.retake.days": "It renews within so many days before the expiry date, instead of months.",
    "group.*.retake.in_grace": "Whether it renews in the grace too: true or false.",
    "group.*.retake.new_expiry": "From when the expiry date that it gives is counted: the old one, or the pass.",
    **dated("group.*.retake.renews_for", LASTING, months=MONTHS),
    "group.*.retake.source": SOURCE,
    "group.*.carry": "How much of the group's surplus is carried, instead of as much as under [carry].",
    **dated("group.*.carry.most", "How many units are carried.", units="At most so many are carried; 0 for none."),
}
"""What a group has of its own."""


UNLIMITED: Final = "Instead of an amount: from then on there is no limit (true)."
PERCENT: Final = "Instead of units: so many percent of what the cycle requires."

POLICY_KEYS: Final[dict[str, str]] = {
    "program": "The program's key, as in addresses: small letters, no blanks.",
    "name": "The program's name, as people read it.",
    "version": "What this edition of the rules is called, such as 2024-02.",
    "time_zone": "Where a day begins and ends, such as UTC or America/New_York.",
    "unit": "What is earned: units, hours, points.",
    "unit.one": "What one is called.",
    "unit.many": "What several are called.",
    "unit.step": "The smallest amount in which they are given, such as 1 or 0.25.",
    "unit.rounding": "What becomes of a worth that lies between two steps. Needed where a type is measured.",
    "candidate": "How candidate numbers look.",
    "candidate.prefix": "The letters with which a candidate number begins.",
    "candidate.digits": "How many digits follow them.",
    "candidate.source": SOURCE,
    "groups": "What certifications that are renewed together are called.",
    "groups.word": "The word for one group, such as level or certification.",
    "group": "What is renewed together, by one requirement: [group.KEY].",
    "group.*.name": "The group's name, as people read it.",
    "group.*.short": "Its short name.",
    **dated("group.*.requires", "How many units a cycle needs.", units="So many units are needed in a cycle."),
    **conditional("group.*.requires"),
    **OWN,
    "group.*.periods_from": "The first day of any of its periods, where cycles are those of the calendar.",
    **conditional("group.*.minimum.*"),
    "group.*.minimum.*.percent": PERCENT,
    **demanded("group.*.also"),
    **_missed("group.*.also.missed"),
    "group.*.or": "Other ways to renew, each enough by itself: a list.",
    "group.*.or.key": "A name of its own.",
    "group.*.or.title": "What it is called, as people read it.",
    **dated("group.*.or.requires", "How many units this way takes.", units="So many units are needed this way."),
    **conditional("group.*.or.requires"),
    **dated("group.*.or.renews_for", LASTING, months=MONTHS),
    **conditional("group.*.or.renews_for"),
    **demanded("group.*.or.also"),
    "group.*.portfolio": "A requirement that follows from what is held: one certification's own, and what others add.",
    "group.*.portfolio.looked_at": "When it is looked at what is held.",
    "group.*.portfolio.most": "The most that is required in all. Leave it out where there is no limit.",
    "group.*.portfolio.source": SOURCE,
    "group.*.minimum": "How many of the units must be of a category: a list of values under each category's key.",
    **row("group.*.minimum.*", units="At least so many units of the category are needed in a cycle."),
    "category": "A kind of content that units are counted for besides the total, such as ethics: [category.KEY].",
    "category.*.name": "The category's name, as people read it.",
    "category.*.within": "The category that it lies within: what counts for this one counts for that one, too, once.",
    "cycle": "How long a certification lasts, and what happens at its end.",
    "cycle.months": "How many months a cycle lasts.",
    "cycle.grace_days": "For how many days after the end it can still be renewed. 0 where there is no grace.",
    "cycle.grace_months": "For how many months after the end it can still be renewed, instead of grace_days.",
    "cycle.source": SOURCE,
    "cycle.anchor": "What cycles are counted from: each holder's award, or periods of the calendar.",
    "cycle.starts": "From which day the cycle is counted that an award begins: the award's own, or the first of its "
    "month. Leave it out for its own.",
    "cycle.before_award": "Whether an activity of the award's month counts that was done before the award.",
    "cycle.year_ends": 'With which days a year ends, as "05-31", where cycles end with one. Leave it out for '
    "December 31.",
    "cycle.after_renewal": "Of which cycle an activity is that is done after the day of a renewal, while the renewed "
    "cycle still runs. Leave it out where it is of that one; what is over may be carried.",
    "cycle.after_renewal_from": "The day from which on such activities are of the next cycle. Leave it out for all.",
    "cycle.first": "Another length of the first cycle after an award. Leave it out where it is as long as the others.",
    "cycle.first.months": "How many months the first cycle lasts; 0 for what is left of the month or year.",
    "cycle.first.ends": "On which day the months of the first cycle are over.",
    "cycle.last_months": "The last months of a cycle in which a renewal keeps the rhythm.",
    "cycle.opens_months": "Units renew only in so many last months of a cycle. Leave it out for all of it.",
    "cycle.opens_days": "Units renew only in so many last days of a cycle, instead of opens_months.",
    "cycle.earlier": "Other lengths that cycles had whose date was given before a day, in the order of the days.",
    "cycle.earlier.before": "The day before which the date was given.",
    "cycle.earlier.months": "How many months a cycle had then.",
    "cycle.earlier.source": SOURCE,
    "cycle.earlier_grace": "Other graces that held before a day, in the order of the days.",
    "cycle.earlier_grace.before": "The day: what ended before it had this grace.",
    "cycle.earlier_grace.days": "For how many days after that it could still be renewed. 0 where there was no grace.",
    "cycle.earlier_grace.months": "For how many months after that it could still be renewed, instead of days.",
    "cycle.earlier_grace.source": SOURCE,
    "cycle.ends": "On which day the months are over: awarded on January 10, a cycle ends on January 10 (same day), on "
    "January 9 (day before), with January or with the year.",
    "cycle.last_day": "Whether a certification is active on its expiry date.",
    "cycle.end": "Which expiry date ends the cycle of a group whose certifications expire on several.",
    "cycle.new_expiry": "Which expiry date the certifications of a group get when it is renewed.",
    "cycle.next_starts": "Where the next cycle starts, also when the last one was renewed early or in the grace. One "
    "that ends where it would have is the longer for an early renewal.",
    "cycle.grace_activity": "For which cycle an activity counts that is done after the end, as long as it can still be "
    "renewed. What only counters read (a fee, an attestation) is of the ended one in any case.",
    "cycle.unmet": "What becomes of what is held where a cycle is not renewed, its grace included. Leave it out where "
    "it lapses.",
    "cycle.shortfall": "What becomes of the units that a cycle lacked, where the next one begins anyway.",
    "cycle.surplus": "What becomes of units beyond the requirement. Where they are carried, write [carry].",
    "cycle.award_after_early_renewal": "Which expiry date a certification gets that is awarded in a renewed cycle.",
    "suspension": "The months or days after the grace in which a certification is not valid but can come back. Leave "
    "it out where it lapses with the grace.",
    "suspension.months": "How many months it is suspended.",
    "suspension.days": "How many days it is suspended, instead of months.",
    "suspension.renewed_by": "What brings it back: units, for what the cycle still takes; exam, for passing it again.",
    "suspension.next_starts": "Where the next cycle starts after the return.",
    "suspension.activity": "For which cycle an activity in the suspension counts. It may be another than in the grace.",
    "suspension.done_in_grace": "Where the grace counts for the next cycle and the suspension for the ended one: for "
    "which cycle, once it is suspended, what was done in the grace counts.",
    "suspension.source": SOURCE,
    "late": "What renewing late takes besides: a list, in the order of days. The last governs that is reached.",
    "late.from_day": "From so many days after the end of the cycle on: 1 is the first day after it.",
    "late.after_months": "After so many months after the end, instead of from_day: 3 holds from the fourth month on.",
    "late.ended_before": "Only of what ended before this day, instead of the rows of all that ends later.",
    "late.units": "So many units more are required.",
    "late.percent": "So many percent of what is required are required besides, instead of units.",
    "late.every_months": "For every so many months begun since then. Leave it out where it is added once.",
    "late.more_of": "So many units more of a category than its minimum, under the category's key: once, in groups that "
    "have a minimum of it.",
    "late.source": SOURCE,
    "deadline": "A day before a cycle's end by which it is earned. Leave it out where that is the end itself.",
    "deadline.days": "It is so many days before the cycle's end.",
    "deadline.months": "It is so many months before the cycle's end, instead of days.",
    "deadline.later": "What becomes of what is done after it.",
    "deadline.renewing_later": "Whether renewing after it is late: then [[late]] and demands of late renewals count "
    "their days from the deadline.",
    "deadline.of": "The keys of the types whose activities are done by then. Leave it out for all but those that only "
    "counters look at: a fee may still come.",
    "deadline.source": SOURCE,
    "proration": "What a first cycle requires that is shorter than the others.",
    "proration.months_counted": "Which months count: every one that is begun, or only full ones.",
    "proration.month_of_award": "Whether the month of the award is one of them.",
    "proration.by": "By the share of its months, or so many units for every so many months.",
    "proration.every_months": "For every so many full months.",
    "proration.units": "So many units are required for each of them.",
    "proration.rounding": "How a share is rounded.",
    "proration.to": "The amount of which a share is a multiple.",
    "proration.nothing_up_to_months": "Up to so many months nothing is required.",
    "proration.minima": "The keys of the categories whose minima shrink too.",
    "proration.source": SOURCE,
    "carry": "What of the surplus begins the next cycle.",
    **dated(
        "carry.most",
        "How many units are carried. Leave it out where every group has its own [group.KEY.carry].",
        units="At most so many units are carried.",
    ),
    "carry.earned_in_last_months": "Only what is earned in so many last months of a cycle. Leave it out for all of it.",
    "carry.categories": "Only units of these categories. Leave it out for all of them.",
    "carry.category": "How much of what is carried counts for a category again: a list of values under its key.",
    **row(
        "carry.category.*",
        units="At most so many of the carried units count for the category again.",
        percent=PERCENT,
    ),
    **conditional("carry.category.*"),
    "carry.carried_units": "Whether units that were carried in may be carried once more.",
    "carry.satisfies": "What carried units count for.",
    "carry.as_category": "The category for which all that is carried counts.",
    "carry.over_limits": "Whether units over a limit that count for nothing else are carried too. Leave it out if not.",
    "carry.late_renewals": "Whether renewals after the cycle's end carry as well. Leave it out if they do.",
    "counting": "Which activities count, and how limits are applied.",
    "counting.from": "The first day on which activities count.",
    "counting.source": SOURCE,
    "counting.when": "From when on an activity counts.",
    "counting.worth_governed_by": "By which day the worth of an activity is taken, where it changed.",
    "counting.limits_governed_by": "By which day a limit is taken, where it changed.",
    "counting.requirement_governed_by": "By which day the requirement is taken, where it changed.",
    "counting.over_limit": "What becomes of an activity beyond a limit.",
    "counting.which_uses": "Which uses count where there are more than the limit allows.",
    "counting.same_day_again": "What happens to an activity of the same type, name and day.",
    "counting.other_day_again": "What happens to one of the same type and name on another day.",
    "counting.several_days": "By which of its days an activity of several days counts: its last, its first, or each, "
    "so that it is divided between the cycles that it touches.",
    "counting.days_rounding": "What becomes of the share of some days that lies between two steps. Needed where "
    'several_days = "each day".',
    "retake": "Renewal by passing the exam again. Leave it out where there is none.",
    "retake.months": "It renews within so many months before the expiry date.",
    "retake.days": "It renews within so many days before the expiry date, instead of months.",
    "retake.in_grace": "Whether it renews in the grace too: true or false.",
    "retake.renews": "What it renews: that certification alone, or all of its group together.",
    "retake.new_expiry": "From when the expiry date that it gives is counted: the old one, or the pass.",
    **dated("retake.renews_for", LASTING, months=MONTHS),
    "retake.source": SOURCE,
    "activity": "A way to earn units: [activity.KEY].",
    "activity.*.title": "What it is called where somebody chooses it.",
    "activity.*.one": "What one use of it is called in a sentence: course.",
    "activity.*.many": "What several uses are called: courses.",
    "activity.*.description": "What counts as this, for candidates.",
    "activity.*.evidence": "What evidence is enough, for candidates.",
    "activity.*.proof": "Which example of evidence is shown.",
    "activity.*.recorded_by": "Who records it: candidates, and staff for them, where it is left out; or staff alone. "
    "What staff record is not audited, and needs neither evidence nor proof.",
    "activity.*.category": "The key of the category that its units are of.",
    "activity.*.categories": "The keys of the categories that it may serve, where its holder chooses. Without a choice "
    "it counts in the first.",
    "activity.*.split": "Whether one activity may be split among these categories.",
    "activity.*.increments": "What of a split activity is rounded to whole steps.",
    "activity.*.parts_in": "All parts of one activity are whole multiples of one of these: [0.2, 0.5].",
    "activity.*.of_which": "How much of it is of a further category: a list of values under its key. It counts once.",
    **row("activity.*.of_which.*", units="So many of its units are of this category, at most all."),
    "activity.*.of_which.*.percent": "Instead of units: so many percent of what it is worth.",
    "activity.*.audited": "So many percent of its entries are audited, instead of as many as [audit] says.",
    "activity.*.step": "Its worth is a multiple of this, where of more than the unit's step.",
    "activity.*.rounding": "How its worth becomes such a multiple: down, up or to the nearest, a half up.",
    "activity.*.again": "When an activity of the same name counts another time. On another day where it is left out.",
    "activity.*.again_after_months": "After so many months.",
    "activity.*.providers": "Who may have given it: what others gave counts for nothing. Leave it out for anybody.",
    "activity.*.measured_in": "What it is recorded in, such as hours. Leave it out where it counts by use.",
    "activity.*.measured_in.one": "What one is called: hour.",
    "activity.*.measured_in.many": "What several are called: hours.",
    "activity.*.measured_in.at_least": "Less than this counts for nothing.",
    "activity.*.measured_in.step": "It is recorded in multiples of this, such as 0.5. Leave it out for any amount.",
    **dated(
        "activity.*.worth",
        "What it is worth.",
        units="So many units.",
        per="For so many of what it is measured in: 1 unit per 50 minutes. 1 where it is left out.",
        plus="So many units more for each activity, however much it was: hours and one more.",
        at_most="No more units than these for one activity.",
        gives="Instead of units: as many as the cycle requires.",
    ),
    "activity.*.worth.tiers": "Instead of units for so much: so many from so much on. What is less than all counts 0.",
    "activity.*.worth.tiers.at_least": "From so much on.",
    "activity.*.worth.tiers.units": "So many units, whatever is over.",
    "activity.*.worth.first_time": "That it counts for more the first time that an activity of this name counts.",
    "activity.*.worth.first_time.times": "So many times as much.",
    "activity.*.worth.first_time.of": "Whether the first time ever is meant, or the first in each cycle.",
    **dated("activity.*.uses", "How often it counts in a cycle.", most="At most so many uses count in a cycle."),
    "limit": "A limit in units on some types together: [[limit]].",
    "limit.key": "A name of its own.",
    "limit.title": "What it is called, as people read it.",
    "limit.types": "The keys of the types that it limits.",
    "limit.categories": "The keys of the categories whose types it limits.",
    "limit.groups": "The keys of the groups it holds for. Leave it out for all.",
    "limit.each": "In what so much counts before there is room again: a cycle, each of its years, a day, a month or a "
    "year of the calendar.",
    "limit.for_each": "That it is for what each provider gave by itself. Leave it out where it is for all together.",
    "limit.over": "What becomes of units that are over it. Asked where [counting] leaves it to each limit.",
    "limit.over_category": "The key of the category for which they count instead, within that one's own limits.",
    **dated("limit.most", "How many units count.", units="At most so many units of these types count."),
    "activity.*.uses.unlimited": UNLIMITED,
    "limit.most.unlimited": UNLIMITED,
    **conditional("limit.most"),
    "limit.most.percent": PERCENT,
    "counter": "Evidence that is not counted in units, such as hours of practice or a current card: [counter.KEY].",
    "counter.*.name": "What it is called, as people read it.",
    "counter.*.one": "What one of what it counts is called.",
    "counter.*.many": "What several are called.",
    "counter.*.types": "The keys of the types that it counts.",
    "counter.*.counts": "How many there are, how much of what they are measured in, or whether the latest is valid.",
    "counter.*.valid_months": "For how many months one is valid.",
    "cascade": "What renews other certifications: [[cascade]].",
    "cascade.key": "A name of its own.",
    "cascade.title": "What it is called, as people read it.",
    "cascade.by": "What sets it off: that a certification is earned, or that it is renewed.",
    "cascade.of": "The codes of the certifications that set it off.",
    "cascade.renews": "The codes of the certifications that it renews.",
    "cascade.new_expiry": "Which expiry date those get.",
    "cascade.from": "The first day on which it is set off.",
    "cascade.source": SOURCE,
    "designation": "A standing that is held while enough certifications are: [designation.KEY].",
    "designation.*.title": "What it is called, as people read it.",
    "designation.*.description": "What it is, in a sentence.",
    "designation.*.needs": "What it takes: [[designation.KEY.needs]], all of which must be met.",
    "designation.*.needs.of": "The codes of certifications.",
    "designation.*.needs.at_least": "How many of these it takes.",
    "designation.*.in_several_needs": "What one counts for that stands in several needs. Asked where one does.",
    "designation.*.counts": "In which standings a certification counts: active, and grace, suspended or retired (held "
    "until it expires) where these are named.",
    "designation.*.lost": "When it ends if too few count: at once, or at the end of the calendar year.",
    "designation.*.from": "The first day on which it is held.",
    "designation.*.source": SOURCE,
    "circumstance": "What may be so of a person for a time, such as a leave, a role or a hardship: [[circumstance]].",
    "circumstance.key": "A name of its own, as conditions and records have it.",
    "circumstance.title": "What it is called, as people read it.",
    "circumstance.description": "What it is, and of whom it is recorded.",
    "circumstance.evidence": "What evidence is enough.",
    "circumstance.removes": "What it takes off the requirement: nothing (conditions ask for it), the months that it "
    "covers, or as many units as each record says.",
    "circumstance.months_counted": "Which months count: every one that it touches, or only full ones from its first "
    "day.",
    "circumstance.at_least_days": "Fewer days than this in a row remove nothing. 0 for any number.",
    "circumstance.most_months": "It removes at most so many months of a cycle. 0 for any number.",
    "circumstance.rounding": "How what is left of the requirement is rounded.",
    "circumstance.to": "The amount of which what is left is a multiple.",
    "circumstance.shrinks": "The keys of the categories whose minima shrink too.",
    "circumstance.extends": "Whether the cycle under way ends later by the months removed: true or false.",
    "circumstance.source": SOURCE,
    "allocation": "Which credentials an activity serves. All of them, where it is left out.",
    "allocation.activities": "Whether one activity counts for every credential of a person, or is assigned to one.",
    "allocation.of": "The keys of the types whose activities are assigned. Leave it out for all.",
    "allocation.unassigned": "What an activity counts for that is not assigned yet.",
    "allocation.at_most": "To how many credentials one activity may be assigned. 1 where it is left out.",
    "allocation.source": SOURCE,
    "allocation.reach": "Types of which one activity may be assigned to another number of credentials: a list.",
    "allocation.reach.of": "The keys of these types.",
    "allocation.reach.at_most": "To how many credentials one of their activities may be assigned.",
    "allocation.reach.source": SOURCE,
    "audit": "How what is recorded is audited. It changes nothing of what counts.",
    "audit.percent": "So many percent of the entries of each type are drawn at random.",
    "audit.widened": "When more are drawn. Leave it out where as many always are.",
    "audit.widened.when": "When more than so many percent of the last ones that a person decided failed.",
    "audit.widened.of_last": "How many last ones those are.",
    "audit.widened.to": "Then so many percent of each type are drawn.",
    "audit.answer_days": "How many days there are to answer what was returned.",
    "audit.appeal_days": "How many days there are to appeal a rejection. 0 where it can't be appealed.",
    "audit.after_renewal": "What becomes of a renewal that lacks what was rejected later: it stays, it is suspended at "
    "once and taken back when that can't be appealed any more, or it is taken back then.",
    "audit.many_a_day": "More entries of one day than this are looked at. Leave it out where none are for that.",
    "audit.late_days": "What is recorded more days after its day than this is looked at. Leave it out where none is.",
    "audit.evidence_months": "How many months evidence is kept after the day of the activity. Leave it out where it is "
    "kept without an end.",
    "audit.reasons": "What a rejection may say: a key of its own, and the sentence for the candidate.",
    "audit.candidates": "Audits of whole candidates. Leave it out where there are none.",
    "audit.candidates.percent": "So many percent of those who renewed are drawn at random.",
    "audit.candidates.days": "How many days they have to provide evidence.",
    "audit.candidates.remind_days": "How many days before the deadline they are reminded.",
    "audit.source": SOURCE,
    "move": "A mass move of expiry dates: [[move]].",
    "move.key": "A name of its own.",
    "move.title": "What it is called, as people read it.",
    "move.on": "The day on which it takes effect. The first day that it covers, where it is left out.",
    "move.first": "The first expiry date that it covers.",
    "move.last": "The last expiry date that it covers.",
    "move.to": "The day to which they move. Write either this or months.",
    "move.months": "By how many months they move. Write either this or to.",
    "move.dates_given_later": (
        "What a mass move does with dates that are given after its day and lie in its days: they move too (so they do "
        "where it is left out), or they stay, and only what is held on that day moves."
    ),
    "move.source": SOURCE,
    "certification": "A certification that is held and renewed: [certification.CODE].",
    "certification.*.exam": "The code of its exam.",
    "certification.*.title": "Its title, as people read it.",
    "certification.*.group": "The key of the group with which it is renewed.",
    "certification.*.alone": "What it requires by itself, where a group's requirement follows from what is held.",
    "certification.*.added": "What it adds beside one that requires more.",
    "certification.*.retired": "From this day on it is held until it expires, and can't be renewed.",
    "certification.*.source": "Where the retirement is written.",
}

CASE_KEYS: Final[dict[str, str]] = {
    "case": "A worked example: a person, a day, and what must come out.",
    "case.name": "What it shows, in a sentence: The fifth local event counts 0.",
    "case.rule": "The rule that it is about.",
    "case.note": "A remark.",
    "case.example": "Its number in a collection of examples.",
    "case.address": "Where it is published.",
    "case.as_of": "The day on which everything is looked at, without quotes: 2026-06-01.",
    "case.awards": "A day and a code each: 2025-01-10 ACA-JSWE, and “expires 2030-03-01” where the issuer set it.",
    "case.exams": "A day, a code and the result each: 2026-05-02 ACA-JSWE passed.",
    "case.activities": "A day, a type, a colon and a name each: 2025-03-01 course: Automation. Where its first day is "
    "said, both: 2025-03-01 to 2025-03-05 course: Automation. Of a measured type how "
    "much, as “, 7.5 hours”; of one that is split its parts, as “ [tax:5;accounting:2.5]”; where it matters who gave "
    "it, “, by NAME”; of one that is assigned the groups, as “ (for aca)”; “, withdrawn” or “, rejected” at the end.",
    "case.circumstances": "A day and a key each: 2025-03-01 leave, “until 2025-09-30” where it ended, and of one that "
    "waives units how many, as “, 10 units” at the end.",
    "case.extensions": "A day, the code of a certification or the key of a group, and the day until which that is "
    "extended: 2025-03-01 ACA-JSWE to 2027-03-01.",
    "case.expect": "What must come out: under the key of a group, the code of a certification, the name of an "
    "activity, the key of a designation, or the day and code of an exam.",
    "case.expect.*.cycle": "The number of the cycle that is meant. The last one where it is left out.",
}
