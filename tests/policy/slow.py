"""The rules read a second time, slowly: from docs/policy/how-it-is-read.md alone, with dates, decimals and lists.

A person's days are taken one after the other, and on each day things happen in the order that the page gives. Days on
which nothing can happen are left out. Where the page says nothing, the choice is marked with "Silent:".
"""

import calendar
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from recert.policy.again import Again
from recert.policy.assessment import CycleState, ExamOutcome, HoldingState, Reason, Route
from recert.policy.carrying import CarriedIn
from recert.policy.cascades import Cascade, Trigger
from recert.policy.certification import Certification
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.condition import Condition, Seen
from recert.policy.cycles import FOR_LIFE as LIFE
from recert.policy.cycles import Anchor, CycleRule, Ends, GraceActivity, Rhythm, Unmet
from recert.policy.deadline import Later
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, Circumstance, Exam, Grant, History, Status
from recert.policy.lateness import DoneSuspended, Surcharge
from recert.policy.missed import Missed, Then
from recert.policy.model import (
    ActivityType,
    Cap,
    CounterOf,
    Demand,
    DemandKind,
    Group,
    MonthsCounted,
    Policy,
    Rounding,
    Value,
)
from recert.policy.moves import Move
from recert.policy.proration import Shrinking
from recert.policy.relief import Relief, TakesOff
from recert.policy.retake import CountedFrom, OwnRetake, Retake
from recert.policy.serving import Split
from recert.policy.several_days import SeveralDays

DAY = timedelta(days=1)
FOR_LIFE = date.max  # until when is held what does not expire
WAITING = {CycleState.OPEN, CycleState.GRACE, CycleState.SUSPENDED, CycleState.HELD}


@dataclass(eq=False)
class SlowHolding:
    """One award of a certification, for as long as it is held and after."""

    certification: str
    awarded: date
    expires: date
    state: HoldingState = HoldingState.ACTIVE
    let_go_on: date | None = None
    aside: bool = False  # held, but its cycle is known to lapse, and another runs
    dates: list[tuple[date, date]] = field(default_factory=list)  # on which day it was due when
    paused: set[date] = field(default_factory=set)  # the days on which a missed year suspended it

    @property
    def held(self) -> bool:
        return self.let_go_on is None


class BeginsItsOwnError(Exception):
    """All is read again, as it is known now that these awards began a cycle: certification and day."""

    def __init__(self, awards: set[tuple[str, date]]) -> None:
        super().__init__()
        self.awards = awards


@dataclass(eq=False)
class SlowEntry:
    """What one activity gave in one group, and what of it counts for other categories."""

    activity: str
    cycle: int
    amount: Decimal
    reason: Reason
    elsewhere: dict[str, Decimal] = field(default_factory=dict)
    parts: dict[str, Decimal] = field(default_factory=dict)
    days: tuple[date, date] | None = None  # which, where it is but a part of one

    @property
    def own(self) -> Decimal:
        return self.amount - sum(self.elsewhere.values(), Decimal(0))


@dataclass(eq=False)
class Use:
    """An activity that counts in a cycle unless the limit of its type keeps it out."""

    activity: Activity
    worth: Decimal
    entry: SlowEntry


@dataclass(eq=False)
class SlowDemand:
    """What else a cycle demands; how much there was of it when the cycle was over, or is today."""

    rule: Demand
    way: str
    whole: Decimal
    needed: Decimal
    had: Decimal = Decimal(0)
    choices: list["SlowDemand"] = field(default_factory=list)
    asked: list[Decimal] | None = None  # of each year, where less may be asked of some
    wholes: list[Decimal] = field(default_factory=list)  # the same without what is taken off it
    gave: list[Decimal] = field(default_factory=list)  # what each year gave with those before it, if asked together

    @property
    def asked_at_all(self) -> list[Decimal]:
        """What each year is asked, or what is asked of all where that may be less."""
        eased = any(not relief.of_years for relief in self.rule.reliefs)
        return [self.needed] if eased else self.asked or []


@dataclass(eq=False)
class SlowCycle:
    """One cycle of a group. `end` and `state` of the one that runs are filled in when it is asked for."""

    number: int
    run: int
    start: date
    required: Decimal | None
    end: date
    counted: Decimal = Decimal(0)
    days_late: int = 0
    months_late: int = 0
    surcharge: Decimal = Decimal(0)
    more_of: dict[str, Decimal] = field(default_factory=dict)
    state: CycleState = CycleState.OPEN
    route: Route = Route.NONE
    met_on: date | None = None
    new_expiry: date | None = None
    carried_in: Decimal = Decimal(0)
    carried_out: Decimal = Decimal(0)
    in_categories: dict[str, Decimal] = field(default_factory=dict)
    minima: dict[str, Decimal] = field(default_factory=dict)
    shares: dict[str, Decimal] = field(default_factory=dict)  # of the minima those that are percent
    shared_most: dict[str, Decimal] = field(default_factory=dict)  # of the limits those that are percent
    kept: dict[str, Decimal] = field(default_factory=dict)
    most: dict[str, Decimal] = field(default_factory=dict)
    years: int = 0
    calendar_years: tuple[int, ...] = ()
    way: str = ""
    demanded: list["SlowDemand"] = field(default_factory=list)
    tallied: list[Activity] = field(default_factory=list)
    asked: date = date.min
    ways: dict[str, Decimal] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    retaken: list[SlowHolding] = field(default_factory=list)
    bound: date | None = None
    whole: Decimal | None = None
    whole_minima: dict[str, Decimal] = field(default_factory=dict)
    relieved_on: date = date.min  # as of when it was looked at last what is taken off demands
    waivers: list[Circumstance] = field(default_factory=list)
    months_off: int = 0
    lengthened: int = 0
    made_up: Decimal = Decimal(0)
    opened: date | None = None  # the day on which it began to run
    under_way: date = date.min  # the day on which that was known
    fits: dict[Condition, bool] = field(default_factory=dict)  # what was looked at on its first day
    met: dict[Condition, bool] = field(default_factory=dict)
    missed: tuple[str, int, date] | None = None  # of which demand, which year, and until when it could be met
    months: int = 0  # its own length
    renewed_for: list[int] = field(default_factory=list)
    paused: set[date] = field(default_factory=set)  # the days on which a missed year suspended what was held

    @property
    def renewed(self) -> bool:
        return self.met_on is not None


@dataclass
class SlowGroup:
    """One group as of the day of the assessment."""

    group: str
    cycles: list[SlowCycle]
    entries: list[SlowEntry]
    holdings: list[SlowHolding]
    reader: "SlowReader"


@dataclass
class SlowExam:
    """What one sitting did."""

    certification: str
    on: date
    outcome: ExamOutcome
    ref: str


@dataclass
class SlowAssessment:
    """Everything, as of a day."""

    groups: list[SlowGroup]
    exams: list[SlowExam]


def is_so_late(cycle: SlowCycle, rule: Surcharge | Demand) -> bool:
    """Whether a surcharge, or a demand, is reached by a renewal as late as that."""
    return cycle.days_late >= rule.from_day and cycle.months_late >= rule.after_months


@lru_cache(maxsize=50_000)
def later(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the month's last day where the month is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def in_force(values: tuple[Value, ...], day: date) -> Value | None:
    """The value that holds on a day; None before the first."""
    begun = [v for v in values if v.since <= day]
    return max(begun, key=lambda v: v.since) if begun else None


def at_start(values: tuple[Value, ...], day: date) -> Decimal:
    """The amount that governs a cycle that starts on this day: the earliest value also holds before its own day."""
    found = in_force(values, day) or min(values, key=lambda v: v.since)
    return Decimal("Infinity") if found.unlimited else found.amount


def exact_worth(policy: Policy, kind: ActivityType, value: Value, activity: Activity) -> Fraction:
    """What an activity is worth by a value, before it is known whether it is a first, and before rounding."""
    if kind.measure is None:
        return Fraction(value.amount)
    if kind.division and kind.division.split is Split.EACH_PART and activity.parts:
        return Fraction(sum((priced(policy, kind, value, part.quantity) for part in activity.parts), Decimal(0)))
    formula = value.formula
    if formula is not None and formula.tiers:
        reached = [tier.amount for tier in formula.tiers if tier.least <= looked_at(kind, activity.quantity)]
        return Fraction(reached[-1]) if reached else Fraction(0)
    rate = Fraction(value.amount) * Fraction(looked_at(kind, activity.quantity)) / Fraction(value.per)
    return rate + Fraction(formula.plus if formula else 0)


def looked_at(kind: ActivityType, quantity: Decimal) -> Decimal:
    """Of what is recorded, whole steps, where it is recorded in such."""
    steps = kind.measure.step if kind.measure else Decimal(0)
    return math.floor(quantity / steps) * steps if steps else quantity


def priced(policy: Policy, kind: ActivityType, value: Value, quantity: Decimal) -> Decimal:
    """What so much of what a type is measured in is worth."""
    exact = Fraction(value.amount) * Fraction(looked_at(kind, quantity)) / Fraction(value.per)
    return rounded_for(policy, kind, exact)


def rounded_for(policy: Policy, kind: ActivityType, exact: Fraction) -> Decimal:
    """To a multiple of the type's own step, where it has one."""
    if kind.step:
        return rounded(exact, kind.rounding, kind.step)
    return rounded(exact, policy.rounding, policy.step)


def misdivided(policy: Policy, activity: Activity) -> bool:
    """Whether the parts of an activity are none that its type allows."""
    rule = policy.type(activity.type).division
    if rule is None or not activity.parts:
        return False
    wrong = [part.category not in rule.categories for part in activity.parts]
    wrong.append(len(activity.parts) > 1 and rule.split is Split.NOT_ALLOWED)
    wrong.append(sum(part.quantity for part in activity.parts) != activity.quantity)
    into_all = [all(part.quantity % each == 0 for part in activity.parts) for each in rule.increments]
    return any(wrong) or (bool(rule.increments) and not any(into_all))


def given(policy: Policy, activity: Activity, whole: Decimal, amount: Decimal) -> dict[str, Decimal]:
    """What an activity of which so much counts, of all that it is worth, gives each category."""
    kind = policy.type(activity.type)
    own = {category.key: Decimal(0) for category in policy.categories}
    further = dict(own)
    if not whole:
        return own
    if kind.division and activity.parts:
        own |= shares(policy, activity, amount)
    elif kind.category:
        own[kind.category] += amount
    for within in kind.of_which:
        value = in_force(within.values, activity.on)
        if value is not None:
            part = min(value.amount, whole)
            if value.share:
                part = rounded(Fraction(whole) * Fraction(value.amount) / 100, policy.rounding, policy.step)
            further[within.category] = rounded(
                Fraction(part) * Fraction(amount) / Fraction(whole), policy.rounding, policy.step
            )
    inner = {key: [each for each in own if lies_in(policy, each, key)] for key in own}
    return {
        key: max(sum((own[each] for each in here), Decimal(0)), *(further[each] for each in here))
        for key, here in inner.items()
    }


def lies_in(policy: Policy, category: str, outer: str) -> bool:
    """Whether a category is another, or lies within it, or within one that does."""
    while category and category != outer:
        category = policy.category(category).within
    return category == outer


def shares(policy: Policy, activity: Activity, amount: Decimal) -> dict[str, Decimal]:
    """What counts of an activity by its parts, each category's what is new once its part is among those before it."""
    rule = policy.type(activity.type).division
    value = in_force(policy.type(activity.type).worth, activity.on)
    assert rule is not None
    assert value is not None
    sizes = {part.category: part.quantity for part in activity.parts}
    if rule.split is Split.EACH_PART:
        sizes = {key: priced(policy, policy.type(activity.type), value, quantity) for key, quantity in sizes.items()}
    found, so_far, told = {}, Decimal(0), Decimal(0)
    for category in policy.categories:
        so_far += sizes.get(category.key, Decimal(0))
        together = Fraction(amount) * Fraction(so_far) / Fraction(sum(sizes.values()))
        found[category.key] = rounded(together, policy.rounding, policy.step) - told
        told += found[category.key]
    return found


def rounded(exact: Fraction, rounding: Rounding, step: Decimal) -> Decimal:
    """To a whole number of steps; a half goes up where the nearest is asked for."""
    steps = exact / Fraction(step)
    whole = {
        Rounding.DOWN: math.floor(steps),
        Rounding.UP: math.ceil(steps),
        Rounding.NEAREST: math.floor(steps + Fraction(1, 2)),
    }
    return whole[rounding] * step


@lru_cache(maxsize=50_000)
def months_touched(start: date, end: date) -> int:
    """How many months of the calendar a period touches."""
    days = ((start + n * DAY) for n in range((end - start).days + 1))
    return len({(day.year, day.month) for day in days})


@lru_cache(maxsize=50_000)
def full_months(start: date, end: date) -> int:
    """How many whole months lie in a period."""
    months = 0
    while later(start, months + 1) <= end + DAY:
        months += 1
    return months


@lru_cache(maxsize=50_000)
def left_of_year(
    relief: Relief, facts: tuple[tuple[date, date | None], ...], first: date, last: date, whole: Decimal
) -> Decimal:
    """What some circumstances, from days to days, leave of what is asked of a year."""
    known: set[date] = set()
    for since, ends in facts:
        until = ends or max(last, since) + 4000 * DAY
        known |= {since + n * DAY for n in range((until - since).days + 1)}
    covered: set[date] = set()
    for begin, end in stretches(known):
        if (end - begin).days + 1 >= relief.at_least_days:
            covered |= {begin + n * DAY for n in range((end - begin).days + 1)}
    covered = {day for day in covered if first <= day <= last}
    of = full_months(first, last)
    if relief.counted is MonthsCounted.FULL:
        months = sum(full_months(begin, end) for begin, end in stretches(covered))
    else:
        months = len({(day.year, day.month) for day in covered})
    months = min(months, of)
    if relief.removes is TakesOff.ALL:
        enough = months >= relief.from_months if relief.from_months else len(covered) >= relief.from_days
        return Decimal(0) if enough else whole
    return min(whole, rounded(Fraction(whole) * (of - months) / of, relief.rounding, relief.to)) if months else whole


def begins_later(rule: Demand) -> bool:
    """Whether something may be asked of years from a day within a cycle on."""
    of_years = rule.kind.of_cycle_years or rule.kind.of_shared_years
    return of_years and any(value.when is not None and value.when.seen is not Seen.FIRST_DAY for value in rule.values)


def stretches(days: set[date]) -> list[tuple[date, date]]:
    """Days that follow each other, as their first and last."""
    firsts = sorted(day for day in days if day - DAY not in days)
    lasts = sorted(day for day in days if day + DAY not in days)
    return list(zip(firsts, lasts, strict=True))


@lru_cache(maxsize=50_000)
def covered(
    rule: CircumstanceKind, facts: tuple[tuple[date, date | None], ...], start: date, bound: date
) -> frozenset[date]:
    """The days of a cycle from its start to its bound that a circumstance covers, and that remove anything."""
    days: set[date] = set()
    for since, ends in facts:
        # What is open has no end: here one that is far enough for any number of days.
        until = ends or max(bound, since) + 1000 * DAY
        days |= {since + n * DAY for n in range((until - since).days + 1)}
    found: set[date] = set()
    left = rule.most_months or 1000
    for first, last in stretches(days):
        begin, end = max(first, start), min(last, bound)
        if (last - first).days + 1 < rule.at_least_days or begin > end or not left:
            continue
        months = full_months(begin, end) if rule.counted is MonthsCounted.FULL else months_touched(begin, end)
        if months > left and rule.counted is MonthsCounted.FULL:
            end = later(begin, left) - DAY
        elif months > left:
            end = last_of_month(later(begin, left - 1))
        left -= min(months, left)
        found |= {begin + n * DAY for n in range((end - begin).days + 1)}
    return frozenset(found)


@lru_cache(maxsize=50_000)
def end_of_period(begins: date, months: int, day: date) -> date:
    """The last day of a period of the calendar in which a day lies, as they begin so many months apart."""
    starts = [later(begins, months * n) for n in range(-100, 100) if 0 < begins.year + months * n // 12 < 9000]
    return min(start for start in starts if start > day) - DAY


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """A name, capitals and white space aside."""
    return " ".join(name.split()).casefold()


def same_day_order(activity: Activity) -> tuple[str, str]:
    # Silent: whether "the first by name" looks at capitals, and which of two equal ones is "before" the other.
    return (plain(activity.name), activity.ref)


def conditions_of(policy: Policy) -> set[Condition | None]:
    """All conditions of values that are decided as a cycle begins."""
    found = [value for cap in policy.caps for value in cap.most]
    for group in policy.groups:
        demands = [*group.demands, *(demand for way in group.ways for demand in way.demands)]
        found += [*group.required, *(value for way in group.ways for value in (*way.required, *way.renews_for))]
        found += [value for minimum in group.minima for value in minimum.values]
        found += [value for demand in demands for each in (demand, *demand.choices) for value in each.values]
    found += [value for minimum in (policy.carry.kept if policy.carry else ()) for value in minimum.values]
    found += policy.carry.most if policy.carry else ()
    found += [value for group in policy.groups if group.own_carry for value in group.own_carry.most]
    return {value.when for value in found}


def cycles_of(policy: Policy, group: Group) -> CycleRule:
    """How a group's cycles run: by what it has of its own, and else as for all."""
    own, rule = group.own_cycle, policy.cycle
    if own is None:
        return rule
    days, months = rule.grace_days, rule.grace_months
    for_life = own.months == LIFE
    if own.grace_months is not None:
        days, months = 0, own.grace_months
    elif own.grace_days is not None:
        days, months = own.grace_days, 0
    never = own.never_renewed if own.months is None else own.never_renewed or for_life
    if never or (own.months is None and rule.never_renewed):
        never, days, months = True, 0, 0
    rhythm, kept = rule.rhythm, rule.kept_months
    if own.rhythm is not None:
        rhythm, kept = own.rhythm, own.kept_months
    window = rule.opens_months, rule.opens_days
    if own.opens_months or own.opens_days:
        window = own.opens_months, own.opens_days
    first, first_ends = rule.first_months, rule.first_ends
    if own.first_months is not None and own.first_ends is not None:
        first, first_ends = own.first_months, own.first_ends
    if for_life:
        first = None
    return replace(
        rule,
        months=rule.months if own.months is None else own.months,
        ends=rule.ends if own.ends is None else own.ends,
        grace_days=days,
        grace_months=months,
        first_months=first,
        first_ends=first_ends,
        earlier_graces=() if never else rule.earlier_graces,
        never_renewed=never,
        rhythm=rhythm,
        kept_months=kept,
        opens_months=window[0],
        opens_days=window[1],
    )


def retakes_of(policy: Policy, group: Group) -> OwnRetake | Retake | None:
    """When a pass renews, what, and until when; None where it never does."""
    own = group.own_retake
    if cycles_of(policy, group).never_renewed:
        return None
    if own is not None:
        return own if own.renews else None
    return policy.retake


class SlowReader:
    """Reads one group of one history, day by day."""

    def __init__(
        self,
        policy: Policy,
        group: str,
        history: History,
        as_of: date,
        before: "list[SlowGroup]",
        begins: set[tuple[str, date]],
    ) -> None:
        self.policy = policy
        self.begins = begins  # awards that begin a cycle though another runs, as that one lapses
        self.before = before  # the groups before this one
        self.others = [holding for earlier in before for holding in earlier.holdings]
        self.group = policy.group(group)
        self.cycle = cycles_of(policy, self.group)
        self.as_of = as_of
        codes = [c.code for c in policy.certifications if c.group == group]
        # Facts dated later change nothing yet.
        self.awards = sorted(
            (a for a in history.awards if a.certification in codes and a.on <= as_of),
            key=lambda a: (a.on, codes.index(a.certification)),
        )
        # Silent: in which order awards, and exams, of one day are taken. Here as the policy lists them.
        self.all_exams = sorted(
            (e for e in history.exams if e.certification in codes),
            key=lambda e: (e.on, codes.index(e.certification), e.passed, e.ref),
        )
        self.exams = [e for e in self.all_exams if e.on <= as_of]
        self.all_activities = sorted(history.activities, key=self.day_order)
        self.activities = [a for a in self.all_activities if a.on <= as_of]
        self.divides = policy.several_days is SeveralDays.EACH_DAY
        self.suspended = policy.suspension.activity if policy.suspension else DoneSuspended.AS_IN_GRACE
        self.returns = self.suspended is DoneSuspended.ENDED_CYCLE_WITH_GRACE
        self.evenings: set[tuple[str, date]] = set()
        self.first = {a.ref: a.began or a.on for a in history.activities}
        self.began, self.whole_of = dict(self.first), {a.ref: a for a in history.activities}
        self.days_of: dict[tuple[str, date], tuple[date, date]] = {}
        self.wholes: dict[str, Decimal] = {}
        # Silent: a grant dated after the day of the assessment is taken as not yet known.
        self.grants = sorted(
            (g for g in history.grants if g.group == group and g.met_on <= as_of), key=lambda g: (g.met_on, g.cycle)
        )
        self.to_come = list(self.grants)
        self.moves = [m for m in policy.moves if m.on <= as_of]
        self.cycles: list[SlowCycle] = []
        self.running: SlowCycle | None = None
        self.holdings: list[SlowHolding] = []
        self.entries: list[SlowEntry] = []
        self.outcomes: list[SlowExam] = []
        self.latest: dict[str, date] = {}
        self.counted_before: list[tuple[int, date, str, str, str]] = []
        self.waiting: list[tuple[Activity, SlowEntry]] = []
        kinds = [c.key for c in policy.circumstances]
        self.circumstances = [c for c in history.circumstances if c.kind in kinds and c.since <= as_of]
        self.extensions = [e for e in history.extensions if e.of in (group, *codes) and e.on <= as_of]
        self.today = date.min
        self.conditions = {when for when in conditions_of(policy) if when is not None}
        self.looks = any(when.seen is not Seen.FIRST_DAY for when in self.conditions)
        self.all_awards, self.passes = history.awards, [e for e in history.exams if e.passed]

    # What can be asked of a day.

    def certification(self, holding: SlowHolding) -> Certification:
        return self.policy.certification(holding.certification)

    def held(self) -> list[SlowHolding]:
        return [h for h in self.holdings if h.held]

    def of_cycle(self) -> list[SlowHolding]:
        """What is held but for what was set aside: as long as it is, a cycle runs."""
        return [h for h in self.held() if not h.aside]

    def held_as(self, code: str) -> SlowHolding | None:
        return next((h for h in self.held() if h.certification == code), None)

    def is_retired(self, code: str, day: date) -> bool:
        retired = self.policy.certification(code).retired
        return retired is not None and retired <= day

    def renewable(self, day: date) -> list[SlowHolding]:
        return [h for h in self.of_cycle() if h.expires != FOR_LIFE and not self.is_retired(h.certification, day)]

    def expiring(self) -> list[SlowHolding]:
        """What is held and expires at all."""
        return [h for h in self.held() if h.expires != FOR_LIFE]

    def was_renewable_to_the_last(self, holding: SlowHolding) -> bool:
        retired = self.certification(holding).retired
        return retired is None or retired > holding.expires

    def was_renewable_until(self, holding: SlowHolding, day: date) -> bool:
        """The same of the day on which it is let go, to which a grant may have kept it."""
        retired = self.certification(holding).retired
        return retired is None or retired >= day

    def gone_on(self, holding: SlowHolding) -> date:
        """The first day on which a certification is held no more."""
        if holding.expires == FOR_LIFE:
            return FOR_LIFE
        if not self.was_renewable_to_the_last(holding):
            return holding.expires + DAY
        retired = self.certification(holding).retired
        if retired is not None and retired <= self.last_chance(holding):
            return retired
        return self.last_chance(holding) + DAY

    def last_of_grace(self, holding: SlowHolding) -> date:
        return self.end_of_grace(holding.expires)

    def end_of_grace(self, end: date) -> date:
        rule = self.cycle
        if end == FOR_LIFE:
            return end
        past = [(grace.before, grace.days, grace.months) for grace in rule.earlier_graces if end < grace.before]
        _, days, months = min(past) if past else (end, rule.grace_days, rule.grace_months)
        return self.put_off(end, months) if months else end + days * DAY

    def last_chance(self, holding: SlowHolding) -> date:
        """The last day on which it can be renewed."""
        rule, last = self.policy.suspension, self.last_of_grace(holding)
        if rule is None or holding.expires == FOR_LIFE or self.cycle.never_renewed:
            return last
        if rule.days:
            return last + rule.days * DAY
        by_month = self.cycle.ends is Ends.END_OF_MONTH and self.policy.cycle.anchor is not Anchor.CALENDAR
        if by_month and (last + DAY).day != 1:
            return later(last, rule.months)
        return self.put_off(last, rule.months)

    def is_suspended(self, end: date, day: date) -> bool:
        suspends = self.policy.suspension is not None and not self.cycle.never_renewed
        return suspends and day > self.end_of_grace(end)

    def lateness(self, cycle: SlowCycle, end: date, day: date) -> None:
        """How late a renewal of this day is, and what that adds."""
        rows = [row for row in self.policy.surcharges if row.ended_before is None]
        for before in sorted({row.ended_before for row in self.policy.surcharges if row.ended_before}, reverse=True):
            if end < before:
                rows = [row for row in self.policy.surcharges if row.ended_before == before]
        if self.policy.deadline and self.policy.deadline.late:
            end = self.deadline(end)
        cycle.days_late, cycle.months_late = max((day - end).days, 0), self.months_over(end, day)
        cycle.surcharge, cycle.more_of = Decimal(0), {}
        reached = [row for row in rows if is_so_late(cycle, row)]
        if not reached or cycle.required is None:
            return
        row = reached[-1]
        cycle.more_of = {more.category: more.amount for more in row.more_of if more.category in cycle.minima}
        adds = row.amount
        if row.share:
            adds = rounded(
                Fraction(cycle.required) * Fraction(row.amount) / 100, self.policy.rounding, self.policy.step
            )
        times = 1
        if row.every_months and row.after_months:
            times = len(range(row.after_months, cycle.months_late + 1, row.every_months))
        elif row.every_months:
            begins = end + row.from_day * DAY
            times = len([n for n in range(400) if later(begins, n * row.every_months) <= day])
        cycle.surcharge = adds * times

    def months_over(self, last: date, day: date) -> int:
        """How many months after the last day in time are over; after a deadline they go on to no month's end."""
        rule, by_month = self.policy.deadline, self.cycle.ends is Ends.END_OF_MONTH
        by_month = by_month and self.policy.cycle.anchor is not Anchor.CALENDAR
        found = 0
        if rule and rule.late and by_month and (last + DAY).day != 1:
            while later(last, found + 1) < day:
                found += 1
            return found
        while self.put_off(last, found + 1) < day:
            found += 1
        return found

    def least_of(self, cycle: SlowCycle, category: str) -> Decimal:
        """What has to be of a category, with what being late takes more of it."""
        none = Decimal(0)
        return cycle.minima.get(category, none) + cycle.more_of.get(category, none)

    def end_of_running(self, day: date) -> date:
        """The end of a cycle that is not renewed."""
        renewable = self.renewable(day)
        if renewable:
            return min(h.expires for h in renewable)
        return max(h.expires for h in self.held())

    def earliest(self, day: date) -> date:
        """The earliest date of what can be renewed; where nothing can, all is held for life."""
        return min((h.expires for h in self.renewable(day)), default=FOR_LIFE)

    # The days.

    def read(self) -> SlowGroup:
        day = self.next_day(date.min)
        while day is not None:
            self.take(day)
            for holding in self.holdings:
                holding.dates.append((day, holding.expires))
            day = self.next_day(day)
        self.describe_today()
        for a in self.all_activities:
            if a.on > self.as_of:
                rest = (self.first[a.ref], a.on) if self.divides and self.first[a.ref] > self.began[a.ref] else None
                self.entries.append(SlowEntry(a.ref, 0, Decimal(0), Reason.FUTURE, days=rest))
        self.outcomes += [
            SlowExam(e.certification, e.on, ExamOutcome.FUTURE, e.ref) for e in self.all_exams if e.on > self.as_of
        ]
        return SlowGroup(self.group.key, self.cycles, self.entries, self.holdings, self)

    def next_day(self, after: date) -> date | None:
        """The next day on which something can happen."""
        facts: list[Award | Exam | Activity] = [*self.awards, *self.exams, *self.activities]
        found = [f.on for f in facts]
        found += [m.on for m in self.moves]
        found += [day for day, _, _, _ in self.set_off()]
        found += [c.since for c in self.circumstances] + [e.on for e in self.extensions]
        for grant in self.grants:
            found += [grant.met_on, grant.met_on + DAY]
        found += [self.gone_on(h) for h in self.expiring()]
        found += [on for h in self.held() if (on := self.replaced_on(h)) is not None]
        if self.returns:
            found += [self.last_of_grace(h) + DAY for h in self.expiring()]
        if self.has_window():
            found += [self.opens(h.expires) for h in self.expiring()]
        if self.divides:
            found += [h.expires for h in self.expiring()] + [self.gone_on(h) - DAY for h in self.expiring()]
            found += [on - DAY for h in self.held() if (on := self.replaced_on(h)) is not None]
            found += [a.on - DAY for a in self.awards] + [e.on - DAY for e in self.exams]
            found += [max(self.running.end, self.running.met_on)] if self.running and self.running.met_on else []
        if self.running:
            found += [due + DAY for _, _, due in self.ending_years(self.running)]
        if self.running and self.running.met_on:
            found.append(max(self.running.end, self.running.met_on) + DAY)
            if self.begins_anyway:
                found += [max(h.expires, self.running.met_on) + DAY for h in self.expiring()]
        return min((d for d in found if after < d <= self.as_of), default=None)

    def take(self, day: date) -> None:
        self.today = day
        self.end_replaced(day)
        self.catch_up(day)
        self.finish_renewed_cycle(day)
        if self.has_window():
            self.judge(day)
        cycle = self.running
        self.let_go(day)
        if self.running is not cycle:
            self.let_go(day)  # what was kept for a grant of the one before
        cycle = self.running
        self.end_missed(day)
        if self.running is not cycle:
            self.let_go(day)  # likewise
        self.settle(day)
        self.take_moves(day)
        self.take_awards_and_exams(day)
        self.extend(day)
        self.take_circumstances(day)
        self.look_back(day)
        self.take_cascades(day, aligned=False)
        self.settle(day)
        self.gather([a for a in self.activities if a.on == day])
        self.take_cascades(day, aligned=True)
        self.settle(day)
        todays = [g for g in self.to_come if g.met_on == day]
        for grant in todays:
            self.to_come.remove(grant)
            self.grant(grant)
            if self.looks:
                self.look_again(day)
                self.judge(day)
            self.settle(day)
            if grant is todays[-1]:
                self.end_the_day(day)
            self.let_go(day, day + DAY)  # what was kept for this grant alone
        if not todays:
            self.end_the_day(day)

    def take_moves(self, day: date) -> None:
        for move in self.moves:
            if move.on == day:
                self.move(move)
                self.look_again(day)
                self.judge(day)
                self.settle(day)

    def take_cascades(self, day: date, *, aligned: bool) -> None:
        due = [(each[1], *each[2:]) for each in self.set_off() if each[0] == day]
        todays = [each for each in due if each[0].aligned == aligned]
        for cascade, expiry, code in todays:
            if not any(h.certification == code and h.awarded != day for h in self.held()):
                self.spread(cascade, day, expiry, code)
        if todays and self.looks:
            self.look_again(day)
            self.judge(day)

    def take_awards_and_exams(self, day: date) -> None:
        for award in self.awards:
            if award.on == day and self.held_as(award.certification) is None:
                self.award(award.certification, day, award.expires)
                self.decide_again(day)
            if award.on == day:
                self.look_again(day)
                self.follow(day)
                self.judge(day)
                self.settle(day)
                self.let_go(day)
        for exam in self.exams:
            if exam.on == day:
                outcome = self.sit(exam)
                self.outcomes.append(SlowExam(exam.certification, day, outcome, exam.ref))
                self.decide_again(day)
                self.look_again(day)
                self.follow(day)
                self.judge(day)
                self.settle(day)
                self.let_go(day)

    # Parts of activities that are divided by days.

    def end_the_day(self, day: date) -> None:
        if self.divides and self.is_evening(day):
            self.divide(day)

    def is_evening(self, day: date) -> bool:
        """Whether on this evening, as things stand, something ends by which activities are divided."""
        cycle, renewable = self.running, self.renewable(day)
        if cycle is None:
            return self.is_awarded(day + DAY)
        if cycle.met_on is not None:
            return day == max(cycle.end, cycle.met_on) or self.is_closed_by(cycle, day + DAY)
        ends = bool(renewable) and min(h.expires for h in renewable) == day
        begins = cycle.start <= day and not self.renewable(day + DAY) and self.is_awarded(day + DAY)
        begins = begins or any(on == day + DAY for _, on in self.begins)
        return ends or begins or self.is_closed_by(cycle, day + DAY)

    def is_awarded(self, day: date) -> bool:
        """Whether on a day something is awarded that is not held now."""
        found = [a.certification for a in self.awards if a.on == day]
        found += [
            e.certification
            for e in self.exams
            if e.on == day and e.passed and not self.is_retired(e.certification, day)
        ]
        return any(self.held_as(code) is None for code in found)

    def is_closed_by(self, cycle: SlowCycle, day: date) -> bool:
        """Whether what is let go on a day leaves nothing for which a cycle runs."""
        replaced = [h for h in self.of_cycle() if (on := self.replaced_on(h)) is not None and on <= day]
        rest = [h for h in self.of_cycle() if h not in replaced]
        gone = [h for h in rest if self.gone_on(h) <= day and not self.kept_by_grant(h, cycle)]
        if any(self.goes_on(h, day) for h in gone) and not cycle.renewed:
            return True
        gone = [h for h in gone if not self.goes_on(h, day)]
        left = [h for h in rest if h not in gone]
        if not (gone or replaced) or any(h in left for h in self.renewable(day)):
            return False
        return not left or (not cycle.renewed and self.lapse_of(gone, day))

    def divide(self, day: date) -> None:
        for activity in self.all_activities:
            if self.first[activity.ref] <= day < activity.on and self.may_be_divided(activity):
                part = replace(activity, on=day)
                self.evenings.add((part.ref, day))
                self.gather([part])
                self.first[part.ref] = day + DAY

    def may_be_divided(self, activity: Activity) -> bool:
        known = [a for a in self.all_activities if a.status is Status.SUBMITTED and a.on == activity.on]
        same = [a for a in known if (a.type, plain(a.name)) == (activity.type, plain(activity.name))]
        is_first = not activity.name or min(same, key=same_day_order, default=activity) is activity
        return activity.status is Status.SUBMITTED and is_first and self.by_approved(activity)

    def share(self, activity: Activity, whole: Decimal, step: Decimal) -> Decimal:
        """What of so much falls to the days of a part, or to all days of an activity that is not divided."""
        began, ended = self.began[activity.ref], self.whole_of[activity.ref].on
        first, last = self.days_of.get((activity.ref, activity.on), (began, ended))
        of = (ended - began).days + 1

        def until(days: int) -> Decimal:
            return rounded(Fraction(whole) * days / of, self.policy.days_rounding, step)

        return until((last - began).days + 1) - until((first - began).days)

    # What is so of a person for a time.

    def extend(self, day: date) -> None:
        for extension in self.extensions:
            if extension.on == day:
                for holding in self.held():
                    if extension.of in (self.group.key, holding.certification):
                        holding.expires = max(holding.expires, extension.to)
                self.look_again(day)
                self.judge(day)
                self.settle(day)

    def take_circumstances(self, day: date) -> None:
        cycle = self.running
        begun = [c for c in self.circumstances if c.since == day]
        if cycle is not None:
            cycle.waivers += begun
            if begun:
                self.relieve(cycle)
            if begun and not cycle.renewed:
                self.ease(cycle)
        before = cycle.lengthened if cycle else 0
        self.lengthen(day)
        if begun or (cycle and cycle.lengthened != before):
            self.look_again(day)
        if self.policy.circumstances:
            self.judge(day)
        self.settle(day)

    def ease(self, cycle: SlowCycle) -> None:
        """What a cycle requires less than by itself."""
        cycle.months_off = self.months_off(cycle, self.policy.circumstances)
        own = Decimal(0)
        if cycle.whole is not None:
            waiving = [c.key for c in self.policy.circumstances if c.removes is Removes.UNITS]
            waived = sum((c.units for c in cycle.waivers if c.kind in waiving), Decimal(0))
            own = max(self.shrunk(cycle, cycle.whole, cycle.months_off) - waived, Decimal(0))
            cycle.required = own + cycle.made_up
        for category, needed in cycle.whole_minima.items():
            if category in cycle.shares:
                share = cycle.shares[category]
                cycle.minima[category] = self.percent(share, own) if cycle.required is not None else needed
                continue
            rules = [c for c in self.policy.circumstances if category in c.shrinks]
            cycle.minima[category] = self.shrunk(cycle, needed, self.months_off(cycle, rules))
        shared = {key: share for key, share in cycle.shared_most.items() if share and cycle.required is not None}
        cycle.most |= {key: self.percent(share, own) for key, share in shared.items()}
        if shared:
            self.count(cycle)

    def shrunk(self, cycle: SlowCycle, whole: Decimal, off: int) -> Decimal:
        if not off:
            return whole
        rule = next(c for c in self.policy.circumstances if c.removes is Removes.MONTHS)
        months = self.months_of(cycle)
        return min(whole, rounded(Fraction(whole) * (months - off) / months, rule.rounding, rule.to))

    def months_of(self, cycle: SlowCycle) -> int:
        return full_months(cycle.start, cycle.bound) if cycle.bound is not None else 0

    def months_off(self, cycle: SlowCycle, rules: "tuple[CircumstanceKind, ...] | list[CircumstanceKind]") -> int:
        """The months that these circumstances remove, every day of them once."""
        if not self.months_of(cycle) or cycle.bound is None:
            return 0
        covered: set[date] = set()
        counting = MonthsCounted.FULL
        for rule in rules:
            if rule.removes is Removes.MONTHS:
                covered |= self.covered(cycle, rule, cycle.bound)
                counting = rule.counted
        if counting is MonthsCounted.FULL:
            found = sum(full_months(first, last) for first, last in stretches(covered))
        else:
            found = len({(day.year, day.month) for day in covered})
        return min(found, self.months_of(cycle))

    def covered(self, cycle: SlowCycle, rule: CircumstanceKind, bound: date) -> frozenset[date]:
        """The days of the cycle that a circumstance covers, and that remove anything."""
        begun = [
            (fact.since, fact.until)
            for fact in self.circumstances
            if fact.since <= self.today and fact.kind == rule.key
        ]
        return covered(rule, tuple(begun), cycle.start, bound)

    def lengthen(self, day: date) -> None:
        """Puts off the end of the cycle that runs, by the months removed that do so."""
        cycle = self.running
        if cycle is None or cycle.renewed:
            return
        months = self.months_off(cycle, [c for c in self.policy.circumstances if c.extends])
        more = months - cycle.lengthened
        if more > 0:
            cycle.lengthened = months
            for holding in self.renewable(day):
                holding.expires = self.put_off(holding.expires, more)

    def put_off(self, end: date, months: int) -> date:
        rule = self.cycle
        if rule.anchor is Anchor.CALENDAR or rule.ends is Ends.DAY_BEFORE:
            return later(end + DAY, months) - DAY
        after = later(end, months)
        return self.to_the_end(after, Ends.END_OF_MONTH) if rule.ends is Ends.END_OF_MONTH else after

    # Cascades.

    def set_off(self) -> list[tuple[date, Cascade, date, str]]:
        """What renews certifications of this group, in the order of days: the day, by which rule, its expiry, and
        which one was earned.
        """
        found: list[tuple[date, Cascade, date, str]] = []
        for cascade in self.policy.cascades:
            if not any(self.policy.certification(code).group == self.group.key for code in cascade.renewed):
                continue
            if cascade.trigger is Trigger.EARNED:
                found += [(on, cascade, expiry, code) for on, expiry, code in self.earned_of(cascade)]
            else:
                found += [(on, cascade, expiry, "") for on, expiry in self.renewals_of(cascade)]
        # Silent: of several of one day, which is first. Here as the policy lists them, sorted by when they begin.
        found = [each for each in found if each[1].since <= each[0] <= self.as_of]
        return sorted(found, key=lambda each: (each[0], each[1].since, self.policy.cascades.index(each[1])))

    def earned_of(self, cascade: Cascade) -> list[tuple[date, date, str]]:
        order = [c.code for g in self.policy.groups for c in self.policy.certifications if c.group == g.key]
        facts = [(a.on, 0, order.index(a.certification), a.certification, a.expires) for a in self.all_awards]
        facts += [(e.on, 1, order.index(e.certification), e.certification, None) for e in self.passes]
        found: list[tuple[date, date, str]] = []
        seen: set[str] = set()
        for on, kind, _, code, expires in sorted(facts, key=lambda fact: fact[:3]):
            if code in cascade.of and (kind == 0 or code not in seen):
                group = self.policy.group(self.policy.certification(code).group)
                found.append((on, self.after_moves(expires or self.first_due(on, group), on, awarded=True), code))
            seen.add(code)
        return found

    def renewals_of(self, cascade: Cascade) -> list[tuple[date, date]]:
        found: list[tuple[date, date]] = []
        for standing in self.before:
            for cycle in standing.cycles:
                day, expiry = cycle.met_on, cycle.new_expiry
                if day is None or expiry is None:
                    continue
                held = [
                    h.certification
                    for h in standing.holdings
                    if h.awarded <= day and (h.let_go_on is None or day < h.let_go_on)
                ]
                if any(code in cascade.of and not self.is_retired(code, day) for code in held):
                    found.append((day, expiry))
        return found

    def spread(self, cascade: Cascade, day: date, expiry: date, earned: str) -> None:
        cycle = self.running
        mine = [h for h in self.renewable(day) if h.certification in cascade.renewed]
        if cycle is None or not mine:
            return
        end = day if cascade.aligned else min(h.expires for h in self.renewable(day))
        renewed = False
        for holding in mine:
            until = expiry if cascade.aligned else self.after_moves(self.extended(holding.expires, day), day)
            if until > holding.expires:
                holding.expires = until
                cycle.retaken.append(holding)
                renewed = True
        if renewed:
            cycle.retaken += [h for h in self.held() if (h.certification, h.awarded) == (earned, day)]
        if renewed and not cycle.renewed and all(h in cycle.retaken for h in self.renewable(day)):
            self.renew(cycle, Route.CASCADE, day, end, self.earliest(day))

    # What is over.

    def finish_renewed_cycle(self, day: date) -> None:
        cycle = self.running
        if cycle is None or cycle.met_on is None or day <= cycle.end or day <= cycle.met_on:
            return
        self.running = None
        self.note(cycle)
        self.note_pauses(cycle, self.today)
        if self.of_cycle():
            cycle.carried_out = self.surplus(cycle)
            following = self.start_cycle(cycle.end + DAY, cycle.run + 1)
            self.lengthen(day)
            following.carried_in = following.counted = cycle.carried_out
            following.kept = self.kept_of(cycle)
            following.in_categories = dict(following.kept)
            self.look_again(day)
            self.judge(day)
            self.settle(day)
        else:
            self.forfeit()

    def let_go(self, day: date, since: date | None = None) -> None:
        cycle = self.running
        kept = [h for h in self.held() if cycle is not None and self.kept_by_grant(h, cycle)]
        over = [h for h in self.held() if self.gone_on(h) <= day and h not in kept]
        gone = [h for h in over if not self.goes_on(h, day)]
        unmet = gone != over and cycle is not None and not cycle.renewed
        if not gone and not unmet:
            return
        for holding in gone:
            holding.let_go_on = since or day
            lapsed = self.was_renewable_to_the_last(holding) and not self.cycle.never_renewed
            holding.state = HoldingState.LAPSED if lapsed else HoldingState.EXPIRED
        if cycle is None:
            return
        if unmet:
            self.begin_anyway(cycle, day)
        elif not self.renewable(day):
            self.nothing_left_to_renew(cycle, gone, day)
        else:
            self.look_whether_apart(cycle, gone, day)
            self.look_again(day)
            self.follow(day)
            self.judge(day)

    # What is awarded after a cycle's end, if that lapses.

    def look_whether_apart(self, cycle: SlowCycle, gone: list[SlowHolding], day: date) -> None:
        """Whether all that is left was awarded in this cycle, after the end of what lapses now."""
        if not cycle.renewed and not self.begins_anyway and self.lapse_of(gone, day):
            self.look_what_began(cycle, gone, day)

    def look_what_began(self, cycle: SlowCycle, gone: list[SlowHolding], day: date) -> None:
        left, end = self.renewable(day), max(h.expires for h in gone)
        if not all(h.awarded > end and h.awarded >= cycle.under_way for h in left):
            return
        after = [h for h in self.of_cycle() if h.awarded > end and h.awarded >= cycle.under_way]
        first = min(after, key=lambda h: (h.awarded, self.place_on_its_day(h)))
        if (first.certification, first.awarded) not in self.begins:
            raise BeginsItsOwnError({*self.begins, (first.certification, first.awarded)})

    def place_on_its_day(self, holding: SlowHolding) -> tuple[bool, int]:
        """Awards on record come before passes, and those of a day in the order of the policy."""
        recorded = any((a.certification, a.on) == (holding.certification, holding.awarded) for a in self.awards)
        codes = [c.code for c in self.policy.certifications]
        return not recorded, codes.index(holding.certification)

    def lapse_of(self, gone: list[SlowHolding], day: date) -> bool:
        """Whether anything lapses with what is let go, but for what was set aside before."""
        lapses = [h for h in gone if h.state is HoldingState.LAPSED or not self.cycle.never_renewed]
        return any(not h.aside and self.was_renewable_until(h, day) for h in lapses)

    def set_aside_for(self, code: str, day: date) -> None:
        """An award of which it is known that it begins a cycle: the one that runs will lapse."""
        cycle, mine = self.running, [h for h in self.renewable(day) if h.expires < day]
        if (code, day) not in self.begins or cycle is None or cycle.renewed or not mine:
            return
        end = max(h.expires for h in mine)
        last = max(self.gone_on(h) for h in mine) - DAY
        self.lateness(cycle, end, last)
        self.close(cycle, CycleState.LAPSED, end, last)
        for holding in mine:
            holding.aside = True

    # Years that must be met by a day of their own.

    def years_due(self, cycle: SlowCycle, rule: Demand) -> list[tuple[date, date, date]]:
        """The first and last day of each year that is looked at, and the day up to which it can be met."""
        assert rule.missed is not None
        return [(first, last, self.due_by(rule.missed, last)) for first, last in self.years_of(cycle, rule)]

    def years_of(self, cycle: SlowCycle, rule: Demand) -> list[tuple[date, date]]:
        """The first and last day of each year that is looked at."""
        if rule.kind.of_shared_years:
            return [self.shared_year(year) for year in cycle.calendar_years]
        firsts = [later(cycle.start, 12 * n) for n in range(cycle.years)]
        lasts = [first - DAY for first in firsts[1:]] + ([cycle.bound] if cycle.years and cycle.bound else [])
        return list(zip(firsts, lasts, strict=True))

    # What is asked of each year, where something takes some of it off.

    def relieve(self, cycle: SlowCycle) -> None:
        """What each year is asked, as far as it is known what is so of the person."""
        cycle.relieved_on = self.today
        for demand in (each for d in cycle.demanded for each in (d, *d.choices)):
            rule = demand.rule
            chosen = bool(rule.choices) and rule.kind is not DemandKind.CHOICES
            relieved = any(relief.of_years for relief in rule.reliefs)
            if chosen or relieved or rule.by_year or rule.consecutive or begins_later(rule):
                years = self.years_of(cycle, demand.rule)
                before = [first for first, _ in self.row_before(cycle, demand)]
                firsts = [*before, *(first for first, _ in years)]
                demand.asked, known, demand.wholes = [], demand.wholes, []
                for place, (first, last) in enumerate(years, start=len(before)):
                    of_them = place + 1 - max(demand.rule.consecutive, 1)
                    whole = Decimal(0) if of_them < 0 else self.whole_of_year(cycle, demand, first)
                    if known and last < self.today:  # it was asked what it was while it ran
                        whole = min(whole, known[place - len(before)])
                    demand.wholes.append(whole)
                    begin = firsts[max(of_them, 0)]
                    demand.asked.append(self.least_left(demand, begin, last, whole) if whole else whole)

    def stretch(self, cycle: SlowCycle, rule: Demand, end: date) -> tuple[date, date] | None:
        """The first and the last day of what something looks at that looks at no years; None where it has no end."""
        if rule.kind.of_last:
            return None if end == FOR_LIFE else (later(end, -rule.months) + DAY, end)
        if rule.kind.of_beginning:
            if rule.kind.before_last:
                return None if end == FOR_LIFE else (cycle.start, later(end, -rule.months))
            return cycle.start, later(cycle.start, rule.months) - DAY
        if cycle.bound is None or cycle.bound == FOR_LIFE:
            return None
        first = max(cycle.run - rule.cycles + 1, rule.first_cycle) if rule.cycles else cycle.run
        return self.cycles[min(cycle.number - (cycle.run - first), cycle.number) - 1].start, cycle.bound

    def less(self, cycle: SlowCycle, demand: SlowDemand, end: date) -> Decimal:
        """What is asked by something that looks at no years, once all is taken off it that is so of the person."""
        of_years = demand.rule.kind.of_cycle_years or demand.rule.kind.of_shared_years
        days = None if of_years or not demand.rule.reliefs else self.stretch(cycle, demand.rule, end)
        if days is None or days[0] > days[1]:
            return demand.whole
        return self.least_left(demand, *days, demand.whole, known=cycle.relieved_on)

    def whole_of_year(self, cycle: SlowCycle, demand: SlowDemand, first: date) -> Decimal:
        if demand.rule.by_year:
            return self.amount(demand.rule.values, cycle, first) or Decimal(0)
        return demand.whole

    def least_left(
        self, demand: SlowDemand, first: date, last: date, whole: Decimal, known: date | None = None
    ) -> Decimal:
        """What the relief leaves of a year, or of several, that leaves least."""
        found = [whole]
        for relief in demand.rule.reliefs:
            facts = (
                c for c in self.circumstances if c.kind in relief.circumstances and c.since <= (known or self.today)
            )
            found.append(left_of_year(relief, tuple((c.since, c.until) for c in facts), first, last, whole))
        return min(found)

    def asked_in(self, demand: SlowDemand, place: int) -> Decimal:
        return demand.whole if demand.asked is None else demand.asked[place]

    def due_by(self, rule: Missed, last: date) -> date:
        if rule.on:
            days = (last + n * DAY for n in range(1, 400))
            return next(day for day in days if day.isoformat()[5:] == rule.on)
        return later(last + DAY, rule.months) - DAY if rule.months else last + rule.days * DAY

    def gave_between(self, cycle: SlowCycle, rule: Demand, first: date, last: date) -> Decimal:
        if rule.kind.of_counter:
            return self.sum_of(rule.of, [a for a in cycle.tallied if first <= a.on <= last])
        uses = [u for u in cycle.uses if first <= u.activity.on <= last]
        return sum((self.given_by(u, rule.of) for u in uses), Decimal(0))

    def years_gave(self, cycle: SlowCycle, demand: SlowDemand) -> list[Decimal]:
        """What each year gave: with what was done late for it as far as it needs that, which the next one lacks."""
        rule, found, lent = demand.rule, list[Decimal](), Decimal(0)
        assert rule.missed is not None
        if rule.consecutive:
            return self.together(cycle, demand)
        if rule.choices:
            return self.chosen_in_years(cycle, demand)
        for place, (first, last, due) in enumerate(self.years_due(cycle, rule)):
            before_it = place == 0 and not rule.kind.of_shared_years
            own = self.gave_between(cycle, rule, date.min if before_it else first, last) - lent
            late = self.gave_between(cycle, rule, last + DAY, due) if rule.missed.late_counts else Decimal(0)
            lent = max(min(self.asked_in(demand, place) - own, late), Decimal(0))
            found.append(own + lent)
        return found

    # Where several years in a row are asked together.

    def row_before(
        self, cycle: SlowCycle, demand: SlowDemand, known: dict[int, list[Decimal]] | None = None
    ) -> list[tuple[date, Decimal]]:
        """The years of the cycles before that are in a row with the first of this one: first day, and what it gave.

        `known` is, by cycle, what each of its years gave by itself, so that none is gone through for each later one.
        """
        known = {} if known is None else known
        found, rule = list[tuple[date, Decimal]](), demand.rule
        if not rule.across_cycles or not rule.consecutive:
            return found
        ours = self.places_of(cycle).index(id(demand))
        for earlier in self.cycles[cycle.number - cycle.run : cycle.number - 1]:
            mine = [each for d in earlier.demanded for each in (d, *d.choices)][ours]
            if earlier.number not in known:
                known[earlier.number] = self.each_alone(earlier, mine, known)
            gave = zip(self.years_of(earlier, rule), known[earlier.number], strict=True)
            years = [(first, amount) for (first, _), amount in gave if first <= earlier.end]
            if rule.kind.of_shared_years:
                broken = bool(years and found) and found[-1][0].year + 1 != years[0][0].year
            else:
                broken = not years
            found = [*([] if broken else found), *years]
        here = self.years_of(cycle, rule)
        if rule.kind.of_shared_years and here and found and found[-1][0].year + 1 != here[0][0].year:
            return []
        return found

    def places_of(self, cycle: SlowCycle) -> list[int]:
        return [id(each) for d in cycle.demanded for each in (d, *d.choices)]

    def each_alone(
        self, cycle: SlowCycle, demand: SlowDemand, known: dict[int, list[Decimal]] | None = None
    ) -> list[Decimal]:
        """What each year gave by itself; with what was done late for the years together as far as they need that."""
        rule, found, lent = demand.rule, list[Decimal](), Decimal(0)
        before = [gave for _, gave in self.row_before(cycle, demand, known)]
        dues = self.years_due(cycle, rule) if rule.missed else [(*year, year[1]) for year in self.years_of(cycle, rule)]
        for place, (first, last, due) in enumerate(dues):
            if rule.missed:
                before_it = place == 0 and not rule.kind.of_shared_years
                own = self.gave_between(cycle, rule, date.min if before_it else first, last)
            else:
                own = self.each_by_itself(cycle, rule)[place]
            late = self.gave_between(cycle, rule, last + DAY, due) if rule.missed and rule.missed.late_counts else 0
            together = own - lent + sum([*before, *found][1 - rule.consecutive :])
            own, lent = own - lent, max(min(self.asked_in(demand, place) - together, Decimal(late)), Decimal(0))
            found.append(own + lent)
        return found

    def together(self, cycle: SlowCycle, demand: SlowDemand) -> list[Decimal]:
        """What each year gave with those before it that are asked with it."""
        before, own = [gave for _, gave in self.row_before(cycle, demand)], self.each_alone(cycle, demand)
        row, many = [*before, *own], demand.rule.consecutive
        ends = range(len(before) + 1, len(row) + 1)
        return [sum(row[max(end - many, 0) : end], Decimal(0)) for end in ends]

    def chosen_in_years(self, cycle: SlowCycle, demand: SlowDemand) -> list[Decimal]:
        """How many of its choices each year met by itself; one that asks nothing of it is none."""
        rows = list[list[bool]]()
        for choice in demand.choices:
            gave = self.each_by_itself(cycle, choice.rule)
            if demand.rule.missed:
                years = enumerate(self.years_of(cycle, choice.rule))
                shared = choice.rule.kind.of_shared_years
                days = [(first if place or shared else date.min, last) for place, (first, last) in years]
                gave = [self.gave_between(cycle, choice.rule, *each) for each in days]
            asked = [self.asked_in(choice, place) for place in range(len(gave))]
            rows.append([0 < most <= much for much, most in zip(gave, asked, strict=True)])
        return [Decimal(sum(year)) for year in zip(*rows, strict=True)]

    def made_up(self, cycle: SlowCycle, demand: SlowDemand) -> list[Decimal]:
        """What each year gave, those that are made up for as much as is asked of them."""
        rule, found = demand.rule.missed, self.years_gave(cycle, demand)
        assert rule is not None
        types = self.policy.counter(rule.counter).types if rule.counter else ()
        left = [a.on for a in cycle.tallied if a.type in types]
        for place, (_, _, due) in enumerate(self.years_due(cycle, demand.rule)):
            able = [on for on in left if on > due]
            if found[place] < self.asked_in(demand, place) and able:
                found[place] = self.asked_in(demand, place)
                left.remove(min(able))
        return found

    def made_up_on(self, cycle: SlowCycle, demand: SlowDemand) -> list[date | None]:
        """The day on which each year that gave too little was made up for; of one that did not, one long before."""
        rule, gave = demand.rule.missed, self.years_gave(cycle, demand)
        assert rule is not None
        types = self.policy.counter(rule.counter).types if rule.counter else ()
        left, found = sorted(a.on for a in cycle.tallied if a.type in types), list[date | None]()
        for place, (_, _, due) in enumerate(self.years_due(cycle, demand.rule)):
            able = [on for on in left if on > due]
            if gave[place] >= self.asked_in(demand, place):
                found.append(date.min)
            elif able:
                found.append(able[0])
                left.remove(able[0])
            else:
                found.append(None)
        return found

    def note_pauses(self, cycle: SlowCycle, over: date) -> None:
        """The days on which missed years suspended what was held, of a cycle that is over on one."""
        for demand in cycle.demanded:
            if demand.rule.missed is None or demand.rule.missed.then is not Then.SUSPENDS:
                continue
            years = zip(self.years_due(cycle, demand.rule), self.made_up_on(cycle, demand), strict=True)
            for (_, _, due), made_up in years:
                days = [due + n * DAY for n in range(1, (min(made_up or over, over) - due).days)]
                if due >= cycle.under_way:
                    cycle.paused |= {*days}
        for holding in self.holdings:
            if not holding.aside:
                held = {on for on in cycle.paused if on >= holding.awarded}
                holding.paused |= {on for on in held if not self.is_retired(holding.certification, on)}

    def ending_years(self, cycle: SlowCycle) -> list[tuple[SlowDemand, int, date]]:
        """The years that may end what is held: the demand, which of its years, and the last day before that."""
        found: list[tuple[SlowDemand, int, date]] = []
        for demand in cycle.demanded:
            rule = demand.rule.missed
            if rule and (rule.then is Then.ENDS or rule.for_months):
                dues = [due for _, _, due in self.years_due(cycle, demand.rule)]
                lasts = [later(due + DAY, rule.for_months) - DAY if rule.for_months else due for due in dues]
                known = zip(dues, lasts, strict=True)
                found += [(demand, place, last) for place, (due, last) in enumerate(known) if due >= cycle.under_way]
        return found

    def end_missed(self, day: date) -> None:
        """What can be renewed ends on the day after the last one on which a missed year could be met."""
        cycle = self.running
        if cycle is None:
            return
        years = [(demand, place) for demand, place, due in self.ending_years(cycle) if due + DAY == day]
        missed = [(d, place) for d, place in years if self.made_up_on(cycle, d)[place] is None]
        gone = [h for h in self.renewable(day) if missed and not self.granted_later(h, cycle)]
        for holding in gone:
            holding.let_go_on, holding.state = day, HoldingState.LAPSED
            holding.expires = min(holding.expires, day - DAY)
        if not gone:
            return
        cycle.missed = missed[0][0].rule.key, missed[0][1], day - DAY
        if cycle.renewed and not self.of_cycle():
            cycle.end = min(cycle.end, day - DAY)
        if not self.renewable(day):
            self.nothing_left_to_renew(cycle, gone, day)
        else:
            self.look_again(day)
            self.follow(day)
            self.judge(day)

    def granted_later(self, holding: SlowHolding, cycle: SlowCycle) -> bool:
        """Whether a grant that is still to come in this cycle names it: then no year was missed as things were."""
        mine = [g for g in self.to_come if g.cycle == cycle.number]
        return any(not g.certifications or holding.certification in g.certifications for g in mine)

    # Replacements.

    def replaced_on(self, holding: SlowHolding) -> date | None:
        """The first day on which it is held no more, as another one took its place the day before; None without."""
        rules = [rule for rule in self.policy.replacements if holding.certification in rule.replaced]
        ending = [
            on
            for code, on in self.ever_awarded()
            if holding.awarded <= on <= self.as_of and any(code in rule.of and rule.since <= on for rule in rules)
        ]
        return min(ending) + DAY if ending else None

    def ever_awarded(self) -> list[tuple[str, date]]:
        """What was awarded when, in whatever group: by an award on record, or a first pass of what none awarded."""
        found = [(a.certification, a.on) for a in self.all_awards]
        for code in {e.certification for e in self.passes}:
            first = min(e.on for e in self.passes if e.certification == code)
            awarded = any(other == code and on <= first for other, on in found)
            if not awarded and not self.is_retired(code, first):
                found.append((code, first))
        return found

    def end_replaced(self, day: date) -> None:
        """What was replaced the day before is held no more, before all else of a day."""
        cycle = self.running
        gone = [h for h in self.held() if (on := self.replaced_on(h)) is not None and on <= day]
        for holding in gone:
            holding.let_go_on, holding.state = day, HoldingState.REPLACED
            holding.expires = min(holding.expires, day - DAY)
        if not gone or cycle is None:
            return
        if not cycle.renewed and not self.begins_anyway and self.renewable(day) and not all(h.aside for h in gone):
            self.look_what_began(cycle, gone, day)
        late = [h for h in self.held() if self.gone_on(h) <= day and not self.kept_by_grant(h, cycle)]
        if any(not self.goes_on(h, day) for h in late):
            return  # what becomes of the cycle is decided with what lapses today
        if self.renewable(day):
            self.go_on_with_the_rest(cycle, day)
        elif not self.of_cycle() and cycle.renewed:
            cycle.end = min(cycle.end, day - DAY)
            self.running = None
            self.note(cycle)
            self.note_pauses(cycle, self.today)
            self.forfeit()
        elif not self.of_cycle():
            self.close(cycle, CycleState.REPLACED, max(h.expires for h in gone))

    def go_on_with_the_rest(self, cycle: SlowCycle, day: date) -> None:
        due = [h for h in self.renewable(day) if self.gone_on(h) <= day and not self.kept_by_grant(h, cycle)]
        if due and self.begins_anyway and not cycle.renewed:
            self.begin_anyway(cycle, day)
            return
        self.look_again(day)
        self.follow(day)
        self.judge(day)

    # Where a missed cycle does not end what is held.

    @property
    def begins_anyway(self) -> bool:
        return self.cycle.unmet is not Unmet.LAPSES

    def goes_on(self, holding: SlowHolding, day: date) -> bool:
        return self.begins_anyway and not self.is_retired(holding.certification, day)

    def begin_anyway(self, cycle: SlowCycle, day: date) -> None:
        """The cycle was not met, and the next one begins where it ended."""
        end = self.end_of_running(day)
        self.lateness(cycle, end, day - DAY)
        cycle.state, cycle.end = CycleState.UNMET, end
        self.running = None
        self.note(cycle)
        self.note_pauses(cycle, self.today)
        due = max(self.extended(end, day), *(h.expires for h in self.renewable(day)))
        for holding in self.renewable(day):
            holding.expires = due
        following = self.start_cycle(end + DAY, cycle.run + 1)
        if self.cycle.unmet is Unmet.ADDED and cycle.required is not None and following.required is not None:
            following.made_up = max(cycle.required - cycle.counted, Decimal(0))
            following.required += following.made_up
        self.lengthen(day)
        self.look_again(day)
        self.judge(day)

    def catch_up(self, day: date) -> None:
        """What is due by itself in a cycle that is renewed is due with the others from then on."""
        cycle = self.running
        if not self.begins_anyway or cycle is None or cycle.met_on is None or day <= cycle.met_on:
            return
        assert cycle.new_expiry is not None
        for holding in self.renewable(day):
            while holding.expires < day:
                holding.expires = max(self.extended(holding.expires, day), cycle.new_expiry)

    def kept_by_grant(self, holding: SlowHolding, cycle: SlowCycle) -> bool:
        """Whether a grant that renewed this certification is still to come in the running cycle."""
        stays = self.goes_on(holding, self.gone_on(holding))
        return any(
            g.cycle == cycle.number and (stays or not g.certifications or holding.certification in g.certifications)
            for g in self.to_come
        )

    def nothing_left_to_renew(self, cycle: SlowCycle, gone: list[SlowHolding], day: date) -> None:
        if cycle.renewed:
            # Silent: a renewed cycle keeps its row; it runs on only while something is held.
            self.running = cycle if self.of_cycle() else None
            self.note(cycle)
            if not self.of_cycle():
                self.note_pauses(cycle, self.today)
                self.forfeit()
            return
        if self.lapse_of(gone, day):
            end = max(h.expires for h in gone)
            self.lateness(cycle, end, day - DAY)
            self.close(cycle, CycleState.LAPSED, end)
            if self.of_cycle():
                self.start_cycle(day, cycle.run + 1)
        elif not self.of_cycle():
            self.close(cycle, CycleState.ENDED, max(h.expires for h in gone))

    def close(self, cycle: SlowCycle, state: CycleState, end: date, until: date | None = None) -> None:
        cycle.state = state
        cycle.end = end
        if state in {CycleState.ENDED, CycleState.REPLACED}:
            cycle.surcharge, cycle.more_of, cycle.days_late, cycle.months_late = Decimal(0), {}, 0, 0
        self.running = None
        self.note(cycle, until)
        self.note_pauses(cycle, self.today)
        self.forfeit()

    def start_cycle(self, start: date, run: int, opened: date | None = None) -> SlowCycle:
        cycle = SlowCycle(len(self.cycles) + 1, run, start, None, start, opened=opened or start, under_way=self.today)
        before = self.cycles[-1].renewed_for if run > 1 else []
        cycle.months = max(before, default=self.months())
        cycle.months = 0 if cycle.months == LIFE else cycle.months
        self.running = cycle
        self.cycles.append(cycle)
        self.decide(cycle)
        return cycle

    def first_day(self, day: date) -> date:
        """From which day it is counted what an award of a day begins."""
        return day.replace(day=1) if self.cycle.from_month else day

    def look_back(self, day: date) -> None:
        """What lies in the month of the award that began the cycle, on a day on which none ran, is of it too."""
        cycle = self.running
        if not self.cycle.before_award or cycle is None or cycle.run != 1 or cycle.opened != day:
            return
        if not self.renewable(day):
            return
        known = {activity.ref: activity for activity in self.all_activities}
        for entry in self.entries:
            activity = known[entry.activity]
            if entry.reason in (Reason.BEFORE_FIRST_AWARD, Reason.NOT_HELD) and cycle.start <= activity.on < day:
                amount = self.worth(activity)
                entry.reason, entry.cycle = self.reason_while_running(activity, amount), cycle.number
                if entry.reason in (Reason.NEXT_CYCLE, Reason.AFTER_DEADLINE):
                    self.waiting.append((activity, entry))
                self.take_in(activity, amount, entry)
        self.count(cycle)
        self.judge(day)
        self.settle(day)

    def decide_again(self, day: date) -> None:
        """Another award of the day on which the first cycle began is among what is held on that day."""
        cycle = self.running
        if cycle is not None and cycle.run == 1 and cycle.opened == day and not cycle.renewed:
            self.decide(cycle)

    def decide(self, cycle: SlowCycle) -> None:
        start = cycle.start
        cycle.most, cycle.shared_most = {}, {}
        cycle.bound = self.end_of_running(start) if self.renewable(start) else None
        cycle.fits = {when: self.applies(when, cycle) for when in self.conditions}
        cycle.met = {when: self.meets(when, cycle, cycle.bound) for when in self.conditions}
        if self.renewable(start):
            months = full_months(start, self.end_of_running(start))
            cycle.years = min(months, cycle.months) // 12
            by_rule = self.years_within(start, self.first_due(cycle.opened or start)) if cycle.run == 1 else []
            years = max(cycle.months // 12, len(by_rule))
            cycle.calendar_years = tuple(self.years_within(start, self.end_of_running(start))[:years])
        if self.group.portfolio is not None:
            cycle.required = self.prorated(self.by_holdings(start), cycle)
        self.ask(cycle)
        for cap in self.policy.caps:
            most = self.amount(cap.most, cycle)
            if most is not None:
                cycle.most[cap.key] = most
                value = self.governs(cap.most, cycle)
                cycle.shared_most[cap.key] = value.amount if value and value.share else Decimal(0)
        cycle.whole, cycle.whole_minima = cycle.required, dict(cycle.minima)
        self.ease(cycle)
        self.relieve(cycle)

    def years_within(self, start: date, end: date) -> list[int]:
        """The years of the calendar, or of the program, of which every day lies between two days."""
        if end == FOR_LIFE:
            return []
        years = ((y, *self.shared_year(y)) for y in range(start.year, end.year + 1))
        return [y for y, first, last in years if start <= first and last <= end]

    def shared_year(self, year: int) -> tuple[date, date]:
        """The first and the last day of a year: of the program, where any demand looks at those, by its end."""
        groups = self.policy.groups
        asked = [d for g in groups for d in (*g.demands, *(each for way in g.ways for each in way.demands))]
        if any(each.kind.name.endswith("PROGRAM_YEAR") for d in asked for each in (d, *d.choices)):
            day = (*self.policy.cycle.year_ends, "12-31")[0]
            return date.fromisoformat(f"{year - 1}-{day}") + DAY, date.fromisoformat(f"{year}-{day}")
        return date(year, 1, 1), date(year, 12, 31)

    def lies_in_year(self, day: date, year: int) -> bool:
        first, last = self.shared_year(year)
        return first <= day <= last

    def ask(self, cycle: SlowCycle) -> None:
        """What a cycle requires and demands, by the values that govern; what follows from what is held is known."""
        cycle.demanded, cycle.ways, cycle.minima, cycle.shares = [], {}, {}, {}
        if self.group.required:
            whole = self.amount(self.group.required, cycle) or Decimal(0)
            cycle.required = self.prorated(whole, cycle)
        for minimum in self.group.minima:
            needed = self.amount(minimum.values, cycle) or Decimal(0)
            rule, value = self.policy.proration_of(self.group.key), self.governs(minimum.values, cycle)
            if value is not None and value.share:
                cycle.shares[minimum.category] = value.amount
            shrinks = rule is not None and minimum.category in rule.shrinking and minimum.category not in cycle.shares
            each = {of.category: of.amount for of in rule.each}.get(minimum.category) if rule else None
            less = None if each is None else Shrinking("", each=each)
            cycle.minima[minimum.category] = self.prorated(needed, cycle, less) if shrinks else needed
        for way in self.group.ways:
            units = self.amount(way.required, cycle)
            if units is not None or not way.required:
                units = units or Decimal(0)
                cycle.ways[way.key] = self.prorated(units, cycle, way.shrinks) if way.shrinks else units
        for key, demands in [("", self.group.demands), *((w.key, w.demands) for w in self.group.ways)]:
            for demand in demands:
                cycle.demanded.append(self.asked_for(demand, key, cycle))

    def asked_for(self, demand: Demand, way: str, cycle: SlowCycle) -> SlowDemand:
        needed = self.amount(demand.values, cycle) or Decimal(0)
        if demand.shrinks:
            needed = self.prorated(needed, cycle, demand.shrinks)
        choices = [self.asked_for(choice, way, cycle) for choice in demand.choices]
        return SlowDemand(demand, way, needed, needed, choices=choices)

    # What there is of what is demanded.

    def note(self, cycle: SlowCycle, until: date | None = None) -> None:
        cycle.asked = self.as_of if cycle.state in WAITING else until or self.today - DAY
        for demand in cycle.demanded:
            for each in (demand, *demand.choices):
                each.had, each.needed = self.had_of(cycle, each, cycle.end)
                each.gave = self.together(cycle, each) if each.rule.consecutive else []

    def is_met(self, cycle: SlowCycle, demand: SlowDemand, end: date) -> bool:
        had, needed = self.had_of(cycle, demand, end)
        return had >= needed

    def had_of(self, cycle: SlowCycle, demand: SlowDemand, end: date) -> tuple[Decimal, Decimal]:
        """How much there is, and of how much: where less may be asked of some years, of the year that lacks most."""
        if not demand.asked:
            return self.had(cycle, demand, end), self.less(cycle, demand, end)
        pairs = zip(self.each_year(cycle, demand), demand.asked, strict=True)
        looked_at = [(had, asked) for had, asked in pairs if asked]
        most = max(((asked - had, asked) for had, asked in looked_at), default=None)
        return next((pair for pair in looked_at if most == (pair[1] - pair[0], pair[1])), (Decimal(0), Decimal(0)))

    def had(self, cycle: SlowCycle, demand: SlowDemand, end: date) -> Decimal:
        rule = demand.rule
        if rule.kind is DemandKind.CHOICES:
            asked = [choice for choice in demand.choices if self.had_of(cycle, choice, end)[1]]
            return Decimal(len([choice for choice in asked if self.is_met(cycle, choice, end)]))
        if rule.kind is DemandKind.COUNTER:
            return self.counted_by(cycle, rule.of, end)
        if rule.kind.of_cycle_years or rule.kind.of_shared_years:
            return min(self.each_year(cycle, demand), default=demand.whole)
        if rule.kind.of_beginning:
            return self.in_beginning(cycle, rule, end)
        if rule.months:
            return self.recent(cycle, rule, end)
        if rule.kind is DemandKind.UNITS:
            return self.earned(cycle, rule.of)
        if rule.kind is DemandKind.CYCLES:
            return self.in_cycles(cycle, rule)
        gave = [key for key, amount in cycle.in_categories.items() if amount]
        return Decimal(
            len([k for k in gave if not any(lies_in(self.policy, other, k) for other in gave if other != k)])
        )

    def each_year(self, cycle: SlowCycle, demand: SlowDemand) -> list[Decimal]:
        """What each of the years gave that a demand looks at."""
        rule = demand.rule
        if rule.missed is not None:
            return self.made_up(cycle, demand)
        if rule.consecutive:
            return self.together(cycle, demand)
        return self.chosen_in_years(cycle, demand) if rule.choices else self.each_by_itself(cycle, rule)

    def each_by_itself(self, cycle: SlowCycle, rule: Demand) -> list[Decimal]:
        if rule.kind is DemandKind.EACH_YEAR:
            return [self.in_year(cycle, rule.of, year) for year in range(cycle.years)]
        if rule.kind.of_shared_years and not rule.kind.of_counter:
            return [self.in_calendar_year(cycle, rule.of, year) for year in cycle.calendar_years]
        if rule.kind is DemandKind.COUNTER_EACH_YEAR:
            return [self.counted_in_year(cycle, rule.of, year) for year in range(cycle.years)]
        tallied = ([a for a in cycle.tallied if self.lies_in_year(a.on, year)] for year in cycle.calendar_years)
        return [self.sum_of(rule.of, each) for each in tallied]

    def in_cycles(self, cycle: SlowCycle, rule: Demand) -> Decimal:
        """What this cycle and those before it gave, as many as are looked at."""
        if cycle.run < rule.first_cycle:
            return Decimal(0)
        first = max(cycle.run - rule.cycles + 1, rule.first_cycle)
        start = cycle.number - (cycle.run - first)
        return sum((self.earned(c, rule.of) for c in self.cycles[start - 1 : cycle.number]), Decimal(0))

    def in_beginning(self, cycle: SlowCycle, rule: Demand, end: date) -> Decimal:
        """What a cycle gave in its first months, or until its last ones."""
        over = later(end, -rule.months) + DAY if rule.kind.before_last else later(cycle.start, rule.months)
        if rule.kind.of_counter:
            return self.sum_of(rule.of, [a for a in cycle.tallied if a.on < over])
        return sum((self.given_by(u, rule.of) for u in cycle.uses if u.activity.on < over), Decimal(0))

    def recent(self, cycle: SlowCycle, rule: Demand, end: date) -> Decimal:
        """What the last months gave, in whatever cycle."""
        last = date.max
        if rule.before_renewal:
            end = last = cycle.met_on or cycle.asked
        since = later(end, -rule.months)
        if rule.kind is DemandKind.COUNTER_LAST_MONTHS:
            every = [a for c in self.cycles for a in c.tallied]
            return self.sum_of(rule.of, [a for a in every if since < a.on <= last])
        uses = [u for c in self.cycles for u in c.uses if since < u.activity.on <= last]
        return sum((self.given_by(u, rule.of) for u in uses), Decimal(0))

    def earned(self, cycle: SlowCycle, category: str) -> Decimal:
        if category:
            return cycle.in_categories.get(category, Decimal(0)) - cycle.kept.get(category, Decimal(0))
        return cycle.counted - cycle.carried_in

    def in_year(self, cycle: SlowCycle, category: str, year: int) -> Decimal:
        mine = [u for u in cycle.uses if min(self.year(cycle, u), cycle.years - 1) == year]
        return sum((self.given_by(u, category) for u in mine), Decimal(0))

    def in_calendar_year(self, cycle: SlowCycle, category: str, year: int) -> Decimal:
        mine = [u for u in cycle.uses if self.lies_in_year(u.activity.on, year)]
        return sum((self.given_by(u, category) for u in mine), Decimal(0))

    def given_by(self, use: Use, category: str) -> Decimal:
        """What an activity gave a category; altogether where none is named."""
        if not category:
            return use.entry.amount
        return use.entry.parts[category] + self.come(use, (category,))

    def come(self, use: Use, categories: Iterable[str]) -> Decimal:
        """What of an activity counts instead for some categories, or for others within them."""
        several = [
            amount
            for category, amount in use.entry.elsewhere.items()
            if any(lies_in(self.policy, category, each) for each in categories)
        ]
        return sum(several, Decimal(0))

    def apart(self, categories: tuple[str, ...]) -> list[str]:
        """Some categories without those that lie within others of them."""
        return [k for k in categories if not any(lies_in(self.policy, k, each) for each in categories if each != k)]

    def counted_by(self, cycle: SlowCycle, key: str, end: date) -> Decimal:
        counter = self.policy.counter(key)
        if counter.of is CounterOf.VALID:
            latest = self.latest.get(key)
            return Decimal(latest is not None and later(latest, counter.valid_months) >= end)
        return self.sum_of(key, cycle.tallied)

    def counted_in_year(self, cycle: SlowCycle, key: str, year: int) -> Decimal:
        mine = [a for a in cycle.tallied if min(self.year_of(cycle, a.on), cycle.years - 1) == year]
        return self.sum_of(key, mine)

    def sum_of(self, key: str, activities: list[Activity]) -> Decimal:
        """What a counter makes of some activities."""
        counter = self.policy.counter(key)
        mine = [a for a in activities if a.type in counter.types]
        if counter.of is CounterOf.USES:
            return Decimal(len({a.ref for a in mine}))
        return sum((self.quantity(a) for a in mine), Decimal(0))

    def quantity(self, activity: Activity) -> Decimal:
        whole = looked_at(self.policy.type(activity.type), activity.quantity)
        return self.share(activity, whole, Decimal("0.001")) if self.divides else whole

    # What a cycle asks for.

    def by_holdings(self, day: date) -> Decimal:
        """What the certifications that can be renewed require: the largest sum with one of them alone."""
        rule = self.group.portfolio
        assert rule is not None
        held = [self.certification(h) for h in self.renewable(day)]
        sums = [one.alone + sum((c.added for c in held if c is not one), Decimal(0)) for one in held]
        # Silent: one that would add more than it requires alone. It adds that, then.
        sums.append(sum((c.added for c in held), Decimal(0)))
        return min(max(sums), rule.most) if rule.most else max(sums)

    def follow(self, day: date) -> None:
        """Looks at the set again, where its every change decides."""
        cycle, rule = self.running, self.group.portfolio
        if cycle is not None and not cycle.renewed and rule is not None and rule.at_once:
            cycle.whole = self.by_holdings(day)
            self.ease(cycle)

    def governs(self, values: tuple[Value, ...], cycle: SlowCycle, on: date | None = None) -> Value | None:
        start = on or cycle.start
        mine = [v for v in values if v.when is None or cycle.met[v.when]]
        if not mine:
            return None
        first = next(([v for v in mine if (v.since, v.by_end) == (w.since, w.by_end)] for w in values[:1]), [])
        begun = [v for v in mine if v in first or v.since <= ((cycle.bound or date.max) if v.by_end else start)]
        return begun[-1] if begun else mine[0]

    def amount(self, values: tuple[Value, ...], cycle: SlowCycle, on: date | None = None) -> Decimal | None:
        """The amount of the value that governs a cycle, or a year of it that begins on a day; None when none holds."""
        found = self.governs(values, cycle, on)
        if found is None or found.unlimited:
            return None
        if not found.share:
            return found.amount
        if cycle.required is None:  # a share of no requirement limits nothing; 0 percent is 0 of whatever there is
            return None if found.amount else Decimal(0)
        return self.percent(found.amount, cycle.required)

    def percent(self, share: Decimal, whole: Decimal) -> Decimal:
        return rounded(Fraction(whole) * Fraction(share) / 100, self.policy.rounding, self.policy.step)

    def applies(self, when: Condition, cycle: SlowCycle) -> bool:
        held = self.held()
        awarded = min(h.awarded for h in held)
        return all(
            [
                when.cycle_from <= cycle.run,
                not when.cycle_to or cycle.run <= when.cycle_to,
                not when.every or cycle.run % when.every == 0,
                when.awarded_from is None or awarded >= when.awarded_from,
                when.awarded_before is None or awarded < when.awarded_before,
                not when.held_years or later(awarded, 12 * when.held_years) <= cycle.start,
                when.held_from <= len(held),
                not when.held_to or len(held) <= when.held_to,
                all(self.has(code, cycle.start) for code in when.holds),
                not any(self.has(code, cycle.start) for code in when.lacks),
                when.seen is not Seen.FIRST_DAY or all(self.is_so(kind, cycle.start) for kind in when.true_of),
                when.seen is not Seen.FIRST_DAY or not any(self.is_so(kind, cycle.start) for kind in when.untrue_of),
            ]
        )

    def meets(self, when: Condition, cycle: SlowCycle, end: date | None) -> bool:
        """Whether a condition is met in a cycle that ends on a day, as far as is known today."""
        if when.seen is Seen.FIRST_DAY or not cycle.fits[when]:
            return cycle.fits[when]
        last = end or date.max
        first = cycle.start if when.seen is Seen.ANY_DAY else last

        def so(kind: str) -> bool:
            known = [c for c in self.circumstances if c.kind == kind and c.since <= self.today]
            return any(c.since <= last and (c.until is None or c.until >= first) for c in known)

        return all(map(so, when.true_of)) and not any(map(so, when.untrue_of))

    def look_again(self, day: date) -> None:
        """Decides anew in a cycle that is not renewed, if what a condition finds there is another than it was."""
        cycle = self.running
        if cycle is None or cycle.renewed or not self.renewable(day):
            return
        end = self.end_of_running(day)
        met = {when: self.meets(when, cycle, end) for when in self.conditions}
        if met == cycle.met:
            return
        cycle.met = met
        if self.group.portfolio is not None:
            cycle.required = cycle.whole
        before = [each for d in cycle.demanded for each in (d, *d.choices)]
        self.ask(cycle)
        for old, new in zip(before, (each for d in cycle.demanded for each in (d, *d.choices)), strict=True):
            new.wholes = old.wholes
        cycle.whole, cycle.whole_minima = cycle.required, dict(cycle.minima)
        self.ease(cycle)
        self.relieve(cycle)

    def is_so(self, kind: str, day: date) -> bool:
        """Whether a circumstance covers a day."""
        mine = [c for c in self.circumstances if c.kind == kind]
        return any(c.since <= day and (c.until is None or day <= c.until) for c in mine)

    def has(self, code: str, day: date) -> bool:
        """Whether a certification of this group or of one before it is held on the first day of a cycle."""
        if self.policy.certification(code).group == self.group.key:
            return self.held_as(code) is not None
        return any(
            h.certification == code and h.awarded <= day and (h.let_go_on is None or day < h.let_go_on)
            for h in self.others
        )

    def prorated(self, whole: Decimal, cycle: SlowCycle, less: Shrinking | None = None) -> Decimal:
        """What of a whole cycle's requirement a first one needs that is shorter; or of what else shrinks."""
        rule = self.policy.proration_of(self.group.key)
        if rule is None or cycle.run != 1 or cycle.bound is None:
            return whole
        end = cycle.bound
        if rule.counted is MonthsCounted.FULL:
            months = full_months(cycle.start, end)
        else:
            counts = rule.first_month and cycle.start.day <= (rule.until_day or 31)
            months = months_touched(cycle.start, end) - (0 if counts else 1)
        usual = self.length(cycle.opened or cycle.start)
        if usual == LIFE:
            return whole
        if months >= usual or later(cycle.start, usual) <= end + DAY:
            return whole
        if months <= rule.nothing_up_to:
            return Decimal(0)
        if rule.every:
            return min(whole, months // rule.every * (less.each if less else rule.units))
        exact = Fraction(whole) * months / usual
        return min(whole, rounded(exact, (less or rule).rounding, (less or rule).to))

    def kept_of(self, cycle: SlowCycle) -> dict[str, Decimal]:
        """For which categories how much of what is carried out counts again."""
        rule = self.policy.carry
        found = {rule.counts_as: cycle.carried_out} if rule and rule.counts_as else {}
        for minimum in rule.kept if rule else ():
            spare = self.given(cycle, minimum.category) - self.least_of(cycle, minimum.category)
            most = self.amount(minimum.values, cycle) or Decimal(0)
            kept = cycle.kept.get(minimum.category, Decimal(0))
            gave = cycle.in_categories.get(minimum.category, Decimal(0))
            spare = min(spare, gave - kept + min(kept, self.carried_on(cycle)))
            found[minimum.category] = max(min(cycle.carried_out, spare, most), Decimal(0))
        keys = [category.key for category in self.policy.categories]
        inner = {key: [found[each] for each in found if lies_in(self.policy, each, key)] for key in keys}
        return {key: max(here) for key, here in inner.items() if here}

    def given(self, cycle: SlowCycle, category: str) -> Decimal:
        rule = self.policy.carry
        gave = cycle.in_categories.get(category, Decimal(0))
        last = rule is None or rule.carried_in is CarriedIn.LAST
        return gave - cycle.kept.get(category, Decimal(0)) if last else gave

    def surplus(self, cycle: SlowCycle) -> Decimal:
        """What is carried out of a renewed cycle."""
        in_grace = sum((u.entry.amount for u in cycle.uses if u.activity.on > cycle.end), Decimal(0))
        as_needed = self.cycle.grace_activity is GraceActivity.ENDED_CYCLE_AS_NEEDED
        needless = min(self.over(cycle), in_grace) if as_needed else Decimal(0)
        return max(needless, self.by_rule(cycle))

    def over(self, cycle: SlowCycle) -> Decimal:
        """What counted beyond what the cycle was renewed by."""
        needed = cycle.ways[cycle.way] if cycle.way else cycle.required
        if needed:
            needed += cycle.surcharge
        if needed is None:
            return Decimal(0)  # Silent: what is over nothing. Without a requirement there is no surplus.
        rule = self.policy.carry
        last = rule is None or rule.carried_in is CarriedIn.LAST
        has = cycle.counted - cycle.carried_in if last else cycle.counted
        return max(has - needed, Decimal(0))

    def by_rule(self, cycle: SlowCycle) -> Decimal:
        rule = self.policy.carry
        if rule is None or (rule.in_time and cycle.days_late > 0):
            return Decimal(0)
        recent = [u for u in cycle.uses if not rule.months or u.activity.on > later(cycle.end, -rule.months)]
        may_be = self.may_be_carried(recent, rule.categories) + self.carried_on(cycle)
        found = min(self.over(cycle), may_be)
        if rule.over_limits and self.reached(cycle):
            found += sum((self.over_limits(u, rule.categories) for u in recent), Decimal(0))
        most = self.group.own_carry.most if self.group.own_carry else rule.most
        return max(min(found, self.amount(most, cycle) or Decimal(0)), Decimal(0))

    def may_be_carried(self, uses: list[Use], categories: tuple[str, ...]) -> Decimal:
        may_be = [
            min(u.entry.own, sum((u.entry.parts[key] for key in self.apart(categories)), Decimal(0)))
            + self.come(u, categories)
            if categories
            else u.entry.amount
            for u in uses
        ]
        return sum(may_be, Decimal(0))

    def carried_on(self, cycle: SlowCycle) -> Decimal:
        """How much of what was carried in may be carried again: it is the latest that the cycles before gave."""
        rule = self.policy.carry
        if rule is None or rule.carried_in is not CarriedIn.AGAIN:
            return Decimal(0)
        if not rule.months:
            return cycle.carried_in
        uses = [u for c in self.cycles if c.number < cycle.number for u in c.uses]
        young = [u for u in uses if u.activity.on > later(cycle.end, -rule.months)]
        gave = self.may_be_carried(young, rule.categories)
        if rule.over_limits:
            gave += sum((self.over_limits(u, rule.categories) for u in young), Decimal(0))
        return min(gave, cycle.carried_in)

    def reached(self, cycle: SlowCycle) -> bool:
        """Whether the units that count are what the way by which it was renewed asks for."""
        needed = cycle.ways[cycle.way] if cycle.way else cycle.required
        return needed is not None and cycle.counted >= needed + (cycle.surcharge if needed else 0)

    def over_limits(self, use: Use, categories: tuple[str, ...]) -> Decimal:
        """What of an activity counts for nothing because limits in units were full; of some categories."""
        if use.entry.reason not in {Reason.IN_PART, Reason.OVER_UNITS}:
            return Decimal(0)
        lost = use.worth - use.entry.amount
        if not categories:
            return lost
        whole = self.wholes[use.activity.ref] if self.divides else use.worth
        activity = self.whole_of[use.activity.ref] if self.divides else use.activity
        parts = given(self.policy, activity, whole, lost)
        return min(lost, sum((parts[key] for key in self.apart(categories)), Decimal(0)))

    # Mass moves.

    def moved(self, expires: date, move: Move) -> date:
        if not move.first <= expires <= move.last:
            return expires
        return move.to if move.to is not None else later(expires, move.months)

    def move(self, move: Move) -> None:
        for holding in self.held():
            holding.expires = self.moved(holding.expires, move)

    def after_moves(self, expires: date, day: date, *, awarded: bool = False) -> date:
        """The date that an award or a retake gives on a day, moved by all moves that have taken effect.

        One after which dates stay moves no date but those of the day's awards.
        """
        for move in sorted(self.moves, key=lambda m: m.on):
            concerns = move.on <= day if move.later else awarded and move.on == day
            if concerns:
                expires = self.moved(expires, move)
        return expires

    # How long a cycle is.

    def months(self, other: Group | None = None) -> int:
        """How many months a usual cycle of this group has, or of another."""
        return cycles_of(self.policy, other or self.group).months

    def first_due(self, start: date, other: Group | None = None) -> date:
        """The last day of the first cycle after an award of this group, or of another."""
        rule = cycles_of(self.policy, other or self.group)
        if rule.months == LIFE:
            return FOR_LIFE
        if rule.anchor is Anchor.CALENDAR:
            return self.end_of_period(start, other)
        if rule.first_months is not None:
            return self.ending(self.first_day(start), rule.first_months, rule.first_ends)
        return self.due(start, other)

    def end_of_period(self, day: date, other: Group | None = None) -> date:
        begins = (other or self.group).periods_from
        assert begins is not None
        return end_of_period(begins, self.months(other), day)

    def due(self, start: date, other: Group | None = None, months: int = 0) -> date:
        """The last day of a length that begins on a day, or of so many months."""
        lasts = months or self.length(start, other)
        if lasts == LIFE:
            return FOR_LIFE
        return self.ending(self.first_day(start), lasts, cycles_of(self.policy, other or self.group).ends)

    def length(self, day: date, other: Group | None = None) -> int:
        """How many months a cycle has whose date is given on a day."""
        own = (other or self.group).own_cycle
        by_itself = own is not None and own.months is not None
        earlier = [length for length in self.cycle.earlier if day < length.before and not by_itself]
        return min(earlier, key=lambda length: length.before).months if earlier else self.months(other)

    def ending(self, start: date, months: int, ends: Ends) -> date:
        end = later(start, months)
        return end - DAY if ends is Ends.DAY_BEFORE else self.to_the_end(end, ends)

    def extended(self, end: date, day: date, months: int = 0) -> date:
        """The last day of a length that follows an end, where that date is given on a day; or of so many months."""
        months = months or self.length(day)
        if months == LIFE:
            return FOR_LIFE
        if self.cycle.anchor is Anchor.CALENDAR:
            return self.end_of_period(end + DAY)
        if self.cycle.ends is Ends.DAY_BEFORE:
            return later(end + DAY, months) - DAY
        return self.to_the_end(later(end, months), self.cycle.ends)

    def to_the_end(self, day: date, ends: Ends) -> date:
        if ends is Ends.END_OF_MONTH:
            return last_of_month(day)
        if ends is not Ends.END_OF_YEAR:
            return day
        named = [text.split("-") for text in self.cycle.year_ends] or [["12", "31"]]
        known = [date(year, int(month), int(of)) for year in (day.year, day.year + 1) for month, of in named]
        return min(each for each in known if each >= day)

    def restarts(self, end: date, day: date) -> bool:
        """Whether a renewal of a day begins a rhythm of its own."""
        rule = self.cycle
        if self.running and self.running.opened == day:
            return False
        suspension = self.policy.suspension
        if suspension and suspension.restarts and self.is_suspended(end, day):
            return True
        if rule.rhythm is Rhythm.KEPT_LATE:
            return day < self.last_months(end, rule.kept_months)
        return rule.rhythm is Rhythm.RESTARTED

    def joins(self, end: date, day: date) -> bool:
        """Whether a renewal of a day is for the rest of the period that runs then."""
        suspension = self.policy.suspension
        return bool(suspension and suspension.joins and self.is_suspended(end, day)) and self.restarts(end, day)

    def under_way(self, end: date, day: date, months: int) -> date:
        """The end of the period that runs after a day: one of those that follow each other from an end on."""
        periods = [self.extended(end, day, months)]
        while periods[-1] <= day:
            periods.append(self.extended(periods[-1], day, months))
        return periods[-1]

    def cut(self, end: date, day: date) -> date:
        """The end of a cycle that is renewed on a day."""
        if self.restarts(end, day):
            return day
        at_once = self.cycle.rhythm is Rhythm.KEPT_END and self.running and self.running.opened != day
        return day if at_once and day < end else end

    def last_months(self, end: date, months: int) -> date:
        """The first day of the last so many months of a cycle: whole ones where it ends the day before another day."""
        rule = self.cycle
        if rule.anchor is not Anchor.CALENDAR and rule.ends is Ends.SAME_DAY:
            return later(end, -months)
        return later(end + DAY, -months)

    def opens(self, end: date) -> date:
        rule = self.cycle
        return end - rule.opens_days * DAY if rule.opens_days else self.last_months(end, rule.opens_months)

    def has_window(self) -> bool:
        return self.cycle.opens_months > 0 or self.cycle.opens_days > 0

    # Awards and exams.

    def award(self, code: str, day: date, expires: date | None) -> None:
        due = self.after_moves(expires or self.first_due(day), day, awarded=True)
        retired = self.is_retired(code, day)
        self.set_aside_for(code, day)
        cycle = self.running
        nothing_left = cycle is not None and not cycle.renewed and not self.renewable(day)
        # Silent: a cycle that started on this very day can't end on the day before, so the award joins it.
        if cycle is not None and nothing_left and cycle.opened is not None and cycle.opened < day:
            self.close(cycle, CycleState.ENDED, day - DAY)
        holding = SlowHolding(code, day, due)
        self.holdings.append(holding)
        if self.running is None:
            self.start_cycle(self.first_day(day), 1, day)
        elif self.shares(self.running) and not retired:  # Silent: what is retired can't be renewed, nor share.
            assert self.running.new_expiry is not None
            holding.expires = max(due, self.running.new_expiry)

    def shares(self, cycle: SlowCycle) -> bool:
        return (
            self.cycle.shares_renewed_date
            and (cycle.route in (Route.UNITS, Route.GRANT) or (cycle.route is Route.RETAKE and self.by_one_exam()))
            and cycle.met_on is not None
            and cycle.met_on < cycle.end
        )

    def by_one_exam(self) -> bool:
        """Whether one exam renews the whole group."""
        rule = retakes_of(self.policy, self.group)
        return rule is not None and rule.whole_group

    def sit(self, exam: Exam) -> ExamOutcome:
        code, day = exam.certification, exam.on
        if not exam.passed:
            return ExamOutcome.FAILED
        holding = self.held_as(code)
        if holding is not None and holding.awarded == day:
            return ExamOutcome.OF_AWARD
        if self.is_retired(code, day):
            return ExamOutcome.RETIRED
        if holding is None:
            self.award(code, day, None)
            return ExamOutcome.AWARDED
        if holding.aside:
            return ExamOutcome.TOO_LATE
        return self.retake(holding, day)

    def retake(self, holding: SlowHolding, day: date) -> ExamOutcome:
        rule = retakes_of(self.policy, self.group)
        if holding.expires == FOR_LIFE:
            return ExamOutcome.TOO_EARLY
        # Silent: what a pass does to what is held where the policy has no retake. It never comes in time.
        if rule is None:
            return ExamOutcome.TOO_EARLY
        timed = min(self.renewable(day), key=lambda h: h.expires) if rule.whole_group else holding
        if day < later(timed.expires, -rule.months) - rule.days * DAY:
            return ExamOutcome.TOO_EARLY
        suspension = self.policy.suspension
        if day > self.last_chance(timed):  # held for a grant alone that is still to come
            return ExamOutcome.TOO_LATE
        if self.is_suspended(timed.expires, day):
            if suspension is None or not suspension.by_exam:
                return ExamOutcome.TOO_LATE
        elif day > timed.expires and not rule.in_grace:
            return ExamOutcome.TOO_LATE
        if rule.whole_group:
            self.retake_all(rule, timed.expires, day)
        else:
            self.retake_alone(rule, holding, day)
        return ExamOutcome.RENEWED

    def after_pass(self, rule: OwnRetake | Retake, old: date, day: date) -> date:
        """The date that a pass gives what was due on another."""
        months, from_pass = self.own_months(rule.renews_for), rule.counted_from is CountedFrom.PASS
        anew = from_pass or (self.restarts(old, day) and not self.keeps(rule, old, day))
        if not from_pass and self.joins(old, day):
            return self.under_way(old, day, months)
        return max(self.due(day, months=months), old) if anew else self.extended(old, day, months)

    def own_months(self, values: tuple[Value, ...]) -> int:
        """For how many months something renews the cycle that runs, if it says so; else 0."""
        assert self.running is not None
        found = self.governs(values, self.running)
        return 0 if found is None else LIFE if found.unlimited else int(found.amount)

    def months_of_way(self, way: str) -> int:
        """The same of another way, or of the group's own units, which never say so."""
        return next((self.own_months(other.renews_for) for other in self.group.ways if other.key == way), 0)

    def end_by_pass(self, rule: OwnRetake | Retake, day: date) -> date:
        """The end of a cycle that a pass of a day renews."""
        old = min(h.expires for h in self.renewable(day))
        if rule.counted_from is CountedFrom.PASS:
            return day
        return old if self.keeps(rule, old, day) and self.restarts(old, day) else self.cut(old, day)

    def keeps(self, rule: OwnRetake | Retake, old: date, day: date) -> bool:
        """Whether a pass counts from the old date whatever units do, because it does not bring back."""
        suspension = self.policy.suspension
        back = suspension is not None and suspension.restarts and self.is_suspended(old, day)
        return rule.counted_from is CountedFrom.OLD_EXPIRY and not back

    def retake_alone(self, rule: OwnRetake | Retake, holding: SlowHolding, day: date) -> None:
        cycle, end = self.running, self.end_by_pass(rule, day)
        assert cycle is not None
        holding.expires = self.after_moves(self.after_pass(rule, holding.expires, day), day)
        cycle.retaken.append(holding)
        if not cycle.renewed and all(h in cycle.retaken for h in self.renewable(day)):
            self.renew(cycle, Route.RETAKE, day, end, self.earliest(day))
            cycle.renewed_for.append(self.own_months(rule.renews_for) or self.months())

    def retake_all(self, rule: OwnRetake | Retake, old: date, day: date) -> None:
        """One pass for all that can be renewed, as units renew them."""
        cycle, end = self.running, self.end_by_pass(rule, day)
        assert cycle is not None
        latest = max(h.expires for h in self.renewable(day))
        new = self.after_moves(max(self.after_pass(rule, old, day), latest), day)
        for holding in self.renewable(day):
            holding.expires = new
        if not cycle.renewed:
            self.renew(cycle, Route.RETAKE, day, end, new)
        elif cycle.new_expiry is not None:
            cycle.new_expiry = max(cycle.new_expiry, new)
            cycle.renewed_for.append(self.months() if not cycle.renewed_for else 0)
        cycle.renewed_for.append(self.own_months(rule.renews_for) or self.months())

    def renew(self, cycle: SlowCycle, route: Route, day: date, end: date, new_expiry: date) -> None:
        if route is not Route.UNITS:
            cycle.surcharge, cycle.more_of, cycle.days_late, cycle.months_late = Decimal(0), {}, 0, 0
        cycle.state = CycleState.RENEWED
        cycle.route, cycle.met_on, cycle.end, cycle.new_expiry = route, day, end, new_expiry

    # Activities.

    def gather(self, activities: list[Activity]) -> None:
        before: list[tuple[str, str]] = []
        for activity in activities:
            whole = self.whole_worth(activity)
            amount = self.share(activity, whole, self.policy.step) if self.divides else whole
            reason = self.reason(activity, amount, before)
            if reason in (Reason.COUNTED, Reason.TALLIED, Reason.NO_WORTH, Reason.TOO_LITTLE):
                self.wholes[activity.ref] = whole
            entry = SlowEntry(activity.ref, self.running.number if self.running else 0, Decimal(0), reason)
            entry.days = self.days_told(activity)
            self.entries.append(entry)
            if activity.status is Status.SUBMITTED and activity.name:
                before.append((activity.type, plain(activity.name)))
            if reason in (Reason.NEXT_CYCLE, Reason.AFTER_DEADLINE):
                self.waiting.append((activity, entry))
            self.take_in(activity, amount, entry)
            if self.running and not self.running.renewed:
                self.count(self.running)
                self.judge(activity.on)
        if self.running:
            self.count(self.running)

    def day_order(self, activity: Activity) -> tuple[date, int, tuple[str, str]]:
        return activity.on, self.place_of(activity), same_day_order(activity)

    def take_in(self, activity: Activity, amount: Decimal, entry: SlowEntry) -> None:
        """What it takes for an activity that nothing stands in the way of to be of the cycle that runs."""
        if entry.reason not in (Reason.COUNTED, Reason.TALLIED):
            return
        assert self.running is not None
        key = (self.running.number, activity.on, activity.type, plain(activity.name), activity.ref)
        self.counted_before.append(key)
        if self.is_tallied(activity):
            self.running.tallied.append(activity)
            for counter in self.policy.counters:
                if activity.type in counter.types:
                    self.latest[counter.key] = max(self.latest.get(counter.key, activity.on), activity.on)
        if entry.reason is Reason.COUNTED:
            self.running.uses.append(Use(activity, amount, entry))

    # What is done after a cycle's end, or after its deadline, and is not of it.

    def deadline(self, end: date) -> date:
        rule = self.policy.deadline
        assert rule is not None
        return later(end, -rule.months) if rule.months else end - rule.days * DAY

    def end_now(self, day: date) -> date:
        assert self.running is not None
        return self.running.end if self.running.renewed else self.end_of_running(day)

    def set_aside(self, activity: Activity, end: date) -> Reason | None:
        """Why it is not of the cycle that runs, if that ends then."""
        if activity.on > end and self.of_years_alone(activity):
            return None if self.meets_a_year_late(activity) else Reason.NEXT_CYCLE
        return self.left_aside(activity, end)

    def left_aside(self, activity: Activity, end: date) -> Reason | None:
        """The same of what not only years look at."""
        rule, values = self.policy.deadline, self.policy.type(activity.type).worth
        fee = self.is_tallied(activity) and all(value.amount == 0 and value.formula is None for value in values)
        after_grace = activity.on > self.end_of_grace(end)
        goes_on = self.cycle.grace_activity is GraceActivity.NEXT_CYCLE
        if after_grace and self.suspended is not DoneSuspended.AS_IN_GRACE:
            goes_on = self.suspended is DoneSuspended.NEXT_CYCLE
        if goes_on and not fee and activity.on > end and not self.is_back(end):
            return Reason.NEXT_CYCLE
        since = self.cycle.renewed_next_from
        if self.cycle.renewed_next and not fee and (since is None or activity.on >= since):
            assert self.running is not None
            if self.running.met_on and activity.on > self.running.met_on:
                return Reason.NEXT_CYCLE
        if after_grace and self.suspended in (DoneSuspended.ENDED_CYCLE, DoneSuspended.ENDED_CYCLE_WITH_GRACE):
            return None
        if self.is_back(end) and (activity.on > end or (rule is not None and rule.later is Later.NEXT_CYCLE)):
            return None
        if rule is None or rule.later is Later.COUNTS or activity.on <= self.deadline(end):
            return None
        if activity.type not in rule.types if rule.types else fee:
            return None
        if rule.later is Later.NEXT_CYCLE:
            return Reason.NEXT_CYCLE
        counts_again = rule.later is Later.NOTHING_UNTIL_END and activity.on > end
        return None if counts_again else Reason.AFTER_DEADLINE

    def of_years_alone(self, activity: Activity) -> bool:
        """Whether only years that end with the cycle look at it, so that done after the end it is of none of them."""
        kind = self.policy.type(activity.type)
        worthless = all(value.amount == 0 and value.formula is None for value in kind.worth)
        if not worthless or self.divides or self.cycle.rhythm is Rhythm.RESTARTED:
            return False
        counters = [counter.key for counter in self.policy.counters if kind.key in counter.types]
        asked = [*self.group.demands, *(demand for way in self.group.ways for demand in way.demands)]
        asked += [choice for demand in asked for choice in demand.choices]
        if any(demand.missed and demand.missed.counter in counters for demand in asked):
            return False
        looking = [demand for demand in asked if demand.kind.of_counter and demand.of in counters]
        missed = [each for demand in asked if demand.missed for each in (demand, *demand.choices)]
        over = [d.kind.of_shared_years or (d.kind.of_cycle_years and d in missed) for d in looking]
        return bool(over) and all(over)

    def meets_a_year_late(self, activity: Activity) -> bool:
        """Whether a year that is over still lacks something that may be done on this day."""
        cycle = self.running
        assert cycle is not None
        for demand in cycle.demanded:
            rule = demand.rule
            if rule.missed and rule.missed.late_counts and rule.kind.of_counter:
                dues = [due for _, _, due in self.years_due(cycle, rule)]
                gave = self.years_gave(cycle, demand)
                mine = activity.type in self.policy.counter(rule.of).types
                for place, due in enumerate(dues):
                    if mine and activity.on <= due and gave[place] < self.asked_in(demand, place):
                        return True
        return False

    def is_back(self, end: date) -> bool:
        """Whether what waits for the next cycle since an end is of the one that ended: its suspension has begun."""
        return self.returns and self.today > self.end_of_grace(end)

    def may_come_back(self, entry: SlowEntry) -> bool:
        """Whether what waits may be of the cycle that runs now."""
        assert self.running is not None
        if entry.reason is Reason.NEXT_CYCLE:
            return True
        rule = self.policy.deadline
        return rule is not None and rule.later is Later.NOTHING and entry.cycle == self.running.number

    def take_waiting(self, end: date) -> bool:
        """Takes what waits into the cycle that runs, as far as it is of it if that ends then."""
        found = False
        for activity, entry in list(self.waiting):
            assert self.running is not None
            if not self.may_come_back(entry) or self.set_aside(activity, end):
                continue
            self.waiting = [each for each in self.waiting if each[1] is not entry]
            found = True
            amount = self.worth(activity)
            entry.cycle, entry.reason = self.running.number, self.own_reason(activity, amount)
            self.take_in(activity, amount, entry)
            self.count(self.running)
        return found

    def settle(self, day: date) -> None:
        """What lies before the end, or the deadline, as it is now waits no more."""
        cycle = self.running
        if cycle is None or not (cycle.renewed or self.renewable(day)):
            return
        if self.take_waiting(self.end_now(day)):
            self.judge(day)

    def forfeit(self) -> None:
        for _, entry in self.waiting:
            if entry.reason is Reason.NEXT_CYCLE:
                entry.reason = Reason.NO_NEXT_CYCLE
        self.waiting = []

    def whole_worth(self, activity: Activity) -> Decimal:
        """What all of an activity is worth, of which this is all or a part."""
        if not self.divides:
            return self.worth(activity)
        self.days_of[activity.ref, activity.on] = self.first[activity.ref], activity.on
        return self.wholes.get(activity.ref, self.worth(self.whole_of[activity.ref]))

    def days_told(self, activity: Activity) -> tuple[date, date] | None:
        """Which of its days those are; None where all."""
        days = self.days_of.get((activity.ref, activity.on))
        return None if days == (self.began[activity.ref], self.whole_of[activity.ref].on) else days

    def worth(self, activity: Activity) -> Decimal:
        """What an activity is worth on its day; nothing before the first value of its type."""
        kind = self.policy.type(activity.type)
        value = in_force(kind.worth, activity.on)
        if value is None:
            return Decimal(0)
        formula = value.formula
        if formula is not None and formula.required:
            return (self.running.required if self.running else None) or Decimal(0)
        exact = exact_worth(self.policy, kind, value, activity)
        if formula is None:
            return rounded_for(self.policy, kind, exact)
        same = [number for number, _ in self.same_before(activity)]
        if formula.each_cycle:
            same = [number for number in same if self.running is not None and number == self.running.number]
        if not same:
            exact *= Fraction(formula.times)
        found = rounded_for(self.policy, kind, exact)
        return min(found, formula.most) if formula.most else found

    def by_approved(self, activity: Activity) -> bool:
        known = self.policy.type(activity.type).providers
        return not known or plain(activity.provider) in map(plain, known)

    def same_before(self, activity: Activity) -> list[tuple[int, date]]:
        """The cycles and days of those of the same type and name that counted before."""
        return [
            (number, on)
            for number, on, kind, name, ref in self.counted_before
            if (kind, name) == (activity.type, plain(activity.name)) and activity.name and ref != activity.ref
        ]

    def reason(self, activity: Activity, amount: Decimal, before: list[tuple[str, str]]) -> Reason:
        """Why it can't count, whatever the limit. The first that applies."""
        cycle = self.running
        reasons = [
            (activity.status is Status.WITHDRAWN, Reason.WITHDRAWN),
            (activity.status is Status.REJECTED, Reason.REJECTED),
            ((activity.type, plain(activity.name)) in before, Reason.DUPLICATE),
            (not self.by_approved(activity), Reason.NOT_APPROVED),
            (activity.on < self.policy.floor, Reason.BEFORE_FLOOR),
            (cycle is None and not self.cycles, Reason.BEFORE_FIRST_AWARD),
            (cycle is None, Reason.NOT_HELD),
            (cycle is not None and not cycle.renewed and not self.renewable(activity.on), Reason.NOT_RENEWABLE),
        ]
        found = next((reason for applies, reason in reasons if applies), None)
        return self.reason_while_running(activity, amount) if found is None else found

    def reason_while_running(self, activity: Activity, amount: Decimal) -> Reason:
        """Why it can't count in the cycle that runs, or at all."""
        reasons = [
            (self.serves(activity) is None, Reason.UNASSIGNED),
            (self.serves(activity) is False, Reason.ASSIGNED),
        ]
        aside = self.set_aside(activity, self.end_now(activity.on)) if self.running else None
        if aside is not None:
            reasons.append((True, aside))
        return next((reason for applies, reason in reasons if applies), self.own_reason(activity, amount))

    def own_reason(self, activity: Activity, amount: Decimal) -> Reason:
        """Why it can't count in the cycle whose it is."""
        reasons = [
            (self.is_repeated(activity), Reason.REPEATED),
            (misdivided(self.policy, activity), Reason.MISDIVIDED),
            (self.too_little(activity), Reason.TOO_LITTLE),
            (amount == 0 and self.is_tallied(activity), Reason.TALLIED),
            (amount == 0, Reason.NO_WORTH),
        ]
        return next((reason for applies, reason in reasons if applies), Reason.COUNTED)

    def serves(self, activity: Activity) -> bool | None:
        """Whether an activity serves this group; None where it serves none, or more than it may."""
        rule = self.policy.allocation
        if rule is None or (rule.types and activity.type not in rule.types):
            return True
        assigned = {key for key in activity.serves if any(group.key == key for group in self.policy.groups)}
        most = next((reach.most for reach in rule.reaches if activity.type in reach.types), rule.most)
        return self.group.key in assigned if 0 < len(assigned) <= most else None

    def is_repeated(self, activity: Activity) -> bool:
        kind = self.policy.type(activity.type)
        same = self.same_before(activity)
        if kind.again is Again.NEXT_CYCLE:
            return any(self.running is not None and number == self.running.number for number, _ in same)
        if kind.again is Again.AFTER:
            days = [sorted((activity.on, on)) for _, on in same]
            return any(last < later(first, kind.again_months) for first, last in days)
        between = {Again.NEXT_YEAR: 0, Again.YEAR_BETWEEN: 1}  # so many whole years of the calendar
        if kind.again in between:
            return any(abs(activity.on.year - on.year) <= between[kind.again] for _, on in same)
        return kind.again is Again.NEVER and bool(same)

    def is_tallied(self, activity: Activity) -> bool:
        return any(activity.type in counter.types for counter in self.policy.counters)

    def too_little(self, activity: Activity) -> bool:
        measure = self.policy.type(activity.type).measure
        return measure is not None and activity.quantity < max(measure.least, measure.step)

    def count(self, cycle: SlowCycle) -> None:
        """Counts the uses of a cycle again: of each limited type those that are worth most, then limits in units."""
        for kind in self.policy.types:
            parts: dict[str, list[Use]] = {}
            for use in cycle.uses:
                if use.activity.type == kind.key:
                    parts.setdefault(use.activity.ref, []).append(use)
            uses = sorted(parts.values(), key=lambda u: (-sum(part.worth for part in u), self.order(u[-1])))
            most = (
                len(uses)
                if kind.limit is None
                else int(min(at_start(kind.limit.uses, cycle.start), Decimal(len(uses))))
            )
            for place, several in enumerate(uses, start=1):
                counts = place <= most
                for use in several:
                    use.entry.reason = Reason.COUNTED if counts else Reason.OVER_LIMIT
                    use.entry.amount = use.worth if counts else Decimal(0)
                    use.entry.elsewhere = {}
        taken: list[Use] = []
        for use in sorted(cycle.uses, key=self.order):
            if use.entry.reason is Reason.COUNTED:
                self.fit(cycle, use, taken)
                taken.append(use)
        cycle.counted = sum((u.entry.amount for u in cycle.uses), cycle.carried_in)
        for use in cycle.uses:
            whole = self.wholes[use.activity.ref] if self.divides else use.worth
            activity = self.whole_of[use.activity.ref] if self.divides else use.activity
            use.entry.parts = given(self.policy, activity, whole, use.entry.own)
        for category in self.policy.categories:
            found = [self.given_by(u, category.key) for u in cycle.uses]
            cycle.in_categories[category.key] = sum(found, cycle.kept.get(category.key, Decimal(0)))

    def order(self, use: Use) -> tuple[date, date, int, tuple[str, str]]:
        """In which order uses are taken; the parts of an evening last."""
        activity = use.activity
        evening = (activity.ref, activity.on) in self.evenings
        last = self.whole_of[activity.ref].on if evening else date.min
        return (activity.on, last, self.place_of(activity), same_day_order(activity))

    def place_of(self, activity: Activity) -> int:
        # Silent: which of two types of one day is first. Here the one that the policy names first.
        return [kind.key for kind in self.policy.types].index(activity.type)

    def fit(self, cycle: SlowCycle, use: Use, taken: list[Use]) -> None:
        """As much of a use as every limit in units leaves room for; of the rest what may count elsewhere."""
        mine = [c for c in self.policy.caps if not c.groups or self.group.key in c.groups]
        holding = [c for c in mine if self.most_in(c, cycle, use) is not None]
        left, over = use.worth, list[tuple[str, Decimal]]()
        for cap in sorted(holding, key=lambda c: len(c.types)):
            if use.activity.type in cap.types:
                within = min(left, self.room(cap, cycle, use, taken))
                over.append((cap.over, left - within))
                left = within
        use.entry.amount, use.entry.elsewhere = left, {}
        for category, amount in over:
            there = [cap for cap in holding if any(lies_in(self.policy, category, each) for each in cap.categories)]
            rooms = [self.room(cap, cycle, use, [*taken, use]) for cap in there]
            counts = min([amount, *rooms])
            if category and counts:
                use.entry.elsewhere[category] = use.entry.elsewhere.get(category, Decimal(0)) + counts
                use.entry.amount += counts
        if use.entry.amount < use.worth:
            use.entry.reason = Reason.IN_PART if use.entry.amount else Reason.OVER_UNITS
        elif use.entry.elsewhere:
            use.entry.reason = Reason.SPILLED

    def most_in(self, cap: Cap, cycle: SlowCycle, use: Use) -> Decimal | None:
        """How much a limit lets count where a use lies; of one that each year decides what its first day says."""
        if not cap.by_year:
            return cycle.most.get(cap.key)
        first = date(use.activity.on.year, 1, 1)
        if cap.period is Period.CYCLE_YEAR:
            first = later(cycle.start, 12 * self.year(cycle, use))
        return self.amount(cap.most, cycle, first)

    def room(self, cap: Cap, cycle: SlowCycle, use: Use, taken: list[Use]) -> Decimal:
        """What a limit has room for in the period of a use."""
        if cap.period is Period.EVER:
            taken = [*(u for each in self.cycles if each.number < cycle.number for u in each.uses), *taken]
        same = [u for u in taken if self.period(cap, cycle, u) == self.period(cap, cycle, use)]
        if cap.of_provider:
            same = [u for u in same if plain(u.activity.provider) == plain(use.activity.provider)]
        own = [u.entry.own for u in same if u.activity.type in cap.types]
        come = [self.come(u, cap.categories) for u in same]
        most = self.most_in(cap, cycle, use)
        assert most is not None
        left = most - sum([*own, *come], Decimal(0))
        return max(left, Decimal(0)) if cap.period is Period.EVER else left

    def period(self, cap: Cap, cycle: SlowCycle, use: Use) -> object:
        on = use.activity.on
        return {
            Period.CYCLE: None,
            Period.EVER: None,
            Period.CYCLE_YEAR: self.year(cycle, use),
            Period.DAY: on,
            Period.MONTH: (on.year, on.month),
            Period.QUARTER: (on.year, (on.month - 1) // 3),
            Period.YEAR: on.year,
        }[cap.period]

    def year(self, cycle: SlowCycle, use: Use) -> int:
        """The year of a cycle in which an activity lies, from 0. Days after the usual length are of the last."""
        return self.year_of(cycle, use.activity.on)

    def year_of(self, cycle: SlowCycle, day: date) -> int:
        years = cycle.months // 12
        return max((n for n in range(years) if later(cycle.start, 12 * n) <= day), default=0)

    def judge(self, day: date) -> None:
        cycle = self.running
        if cycle is None or cycle.renewed:
            return
        renewable = self.renewable(day)
        if not renewable:
            return
        end = min(h.expires for h in renewable)
        suspension = self.policy.suspension
        if suspension and not suspension.by_units and self.is_suspended(end, day):
            return
        self.lateness(cycle, end, day)
        cycle.asked = day
        ways = self.ways_met(cycle, end)
        if not ways:
            return
        if self.has_window() and day < self.opens(end):
            return
        latest = max(h.expires for h in renewable)
        restarts = self.restarts(end, day)
        lasting = [self.months_of_way(way) or self.length(day) for way in ways]
        cycle.way = ways[lasting.index(max(lasting))]
        months = self.months_of_way(cycle.way)
        given = self.due(day, months=months) if restarts else self.extended(end, day, months)
        new_expiry = max(self.under_way(end, day, months) if self.joins(end, day) else given, latest)
        end = self.cut(end, day)
        cycle.renewed_for = [months or self.months()]
        for holding in renewable:
            holding.expires = new_expiry
        self.renew(cycle, Route.UNITS, day, end, new_expiry)

    def ways_met(self, cycle: SlowCycle, end: date) -> list[str]:
        """The ways that are met, the group's own units under no name."""

        def has_all(way: str) -> bool:
            mine = [d for d in cycle.demanded if d.way == way and is_so_late(cycle, d.rule)]
            return all(self.is_met(cycle, d, end) for d in mine)

        if not has_all(""):
            return []
        found = []
        lacking = [c for c in cycle.minima if cycle.in_categories.get(c, Decimal(0)) < self.least_of(cycle, c)]
        late = cycle.surcharge
        if cycle.required is not None and cycle.counted >= cycle.required + late and not lacking:
            found.append("")
        needed = {key: units + late if units else units for key, units in cycle.ways.items()}
        return found + [key for key, units in needed.items() if cycle.counted >= units and has_all(key)]

    # Renewals granted.

    def grant(self, grant: Grant) -> None:
        cycle = self.running
        if cycle is None or cycle.number < grant.cycle:
            return
        for holding in self.renewable(grant.met_on):
            if not grant.certifications or holding.certification in grant.certifications:
                holding.expires = max(holding.expires, grant.new_expiry)
        if cycle.number > grant.cycle:
            return
        if not cycle.renewed:
            self.renew(cycle, Route.GRANT, grant.met_on, max(grant.end, cycle.start), grant.new_expiry)
        elif cycle.new_expiry is not None and cycle.new_expiry < grant.new_expiry:
            cycle.new_expiry = grant.new_expiry

    # Where it all stands.

    def describe_today(self) -> None:
        cycle = self.running
        if cycle is not None and not cycle.renewed:
            cycle.end = self.end_of_running(self.as_of)
            if not self.renewable(self.as_of):
                cycle.state = CycleState.HELD
                cycle.surcharge, cycle.more_of, cycle.days_late, cycle.months_late = Decimal(0), {}, 0, 0
            else:
                cycle.state = CycleState.OPEN if self.as_of <= cycle.end else CycleState.GRACE
                if self.is_suspended(cycle.end, self.as_of):
                    cycle.state = CycleState.SUSPENDED
                self.lateness(cycle, cycle.end, self.as_of)
        if cycle is not None:
            self.note(cycle)
            self.note_pauses(cycle, self.as_of + DAY)
        for holding in self.held():
            if self.is_retired(holding.certification, self.as_of):
                holding.state = HoldingState.RETIRED
            else:
                holding.state = HoldingState.ACTIVE if self.as_of <= holding.expires else HoldingState.GRACE
                if self.is_suspended(holding.expires, self.as_of) or self.as_of in holding.paused:
                    holding.state = HoldingState.SUSPENDED


def read_group(
    policy: Policy, group: str, history: History, as_of: date, before: list[SlowGroup]
) -> tuple[SlowReader, SlowGroup]:
    """A group read, and read again as long as it turns out of some award that it began a cycle."""
    begins = set[tuple[str, date]]()
    while True:
        reader = SlowReader(policy, group, history, as_of, before, begins)
        try:
            return reader, reader.read()
        except BeginsItsOwnError as found:
            begins = found.awards


def slow_assess(policy: Policy, history: History, as_of: date) -> SlowAssessment:
    """What the rules make of a history as of a day, read slowly."""
    if policy.several_days is SeveralDays.FIRST_DAY:
        history = replace(history, activities=tuple(replace(a, on=a.began or a.on) for a in history.activities))
    groups: list[SlowGroup] = []
    exams: list[SlowExam] = []
    for group in policy.groups:
        reader, standing = read_group(policy, group.key, history, as_of, groups)
        exams += reader.outcomes
        if standing.holdings:
            groups.append(standing)
    return SlowAssessment(groups, exams)
