"""The evaluator and the slow reading of the same page agree, on histories and policies that Hypothesis makes up."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from recert.policy.again import Again
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, Entry, GroupStanding, HoldingState, Reason, Route
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.cascades import Cascade, Trigger
from recert.policy.certification import Certification
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.condition import Condition, Seen
from recert.policy.cycles import (
    FOR_LIFE,
    Anchor,
    CycleRule,
    EarlierGrace,
    Ends,
    GraceActivity,
    Length,
    Rhythm,
    Unmet,
)
from recert.policy.deadline import Deadline, Later
from recert.policy.designation import Counted, Designation, Lost, Need
from recert.policy.designations import designations
from recert.policy.formula import Formula, Period, Tier
from recert.policy.history import Activity, Award, Circumstance, Exam, Extension, Grant, History, Part, Status
from recert.policy.lateness import DoneSuspended, MoreOf, Surcharge, Suspension, waits_while_suspended
from recert.policy.missed import CEASES, Missed, Then
from recert.policy.model import (
    ActivityType,
    Cap,
    Category,
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Group,
    Limit,
    Measure,
    Minimum,
    MonthsCounted,
    Policy,
    Rounding,
    Value,
    Way,
    Within,
)
from recert.policy.moves import Move
from recert.policy.own import OwnCarry, OwnCycle
from recert.policy.plan import Plan, plan
from recert.policy.portfolio import Portfolio
from recert.policy.proration import EachOf, NotProrated, OwnProration, Proration, Shrinking
from recert.policy.replacements import Replacement
from recert.policy.retake import CountedFrom, OwnRetake, Retake
from recert.policy.serving import Allocation, Division, Reach, Split
from recert.policy.several_days import SeveralDays
from tests.policy.slow import (
    SlowAssessment,
    SlowCycle,
    SlowEntry,
    SlowGroup,
    SlowHolding,
    at_start,
    is_so_late,
    slow_assess,
)
from tests.policy.slow_designations import slow_designations
from tests.policy.strategies import TYPES, days, grants, reference

REFERENCE = reference().policy
ACA = ("ACA-JSWE", "ACA-JSWBC", "ACA-ACF")
ACP = ("ACP-JCA", "ACP-OA", "ACP-JA", "ACP-JPA")
LAST = date(2031, 6, 30)
EARLY = date(2020, 1, 1)
T = TypeVar("T")

MORE = int(os.environ.get("EXPLORE", "1"))
"""How many times as many examples as usual: `make explore` looks further, with others each time."""

thorough = settings(
    max_examples=700 * MORE,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
brief = settings(thorough, max_examples=100 * MORE)


def thrice(one: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, T, T]]:
    """Three of them. A policy is drawn for ten times as long as a history, so each serves several."""
    return st.tuples(one, one, one)


# What is made up: histories around a few common days, and policies a little different from the reference one.

near = st.sampled_from([0, 0, 0, 1, 30, 180, 364, 547, 548, 640, 729, 730, 731, 760, 820, 821, 822, 900])
codes = st.sampled_from([*ACA, *ACP])
as_ofs = st.one_of(days, st.just(LAST))
late = st.one_of(st.just(LAST), st.just(LAST), days)
"""Mostly when all that was done is over: what is still to come says little."""


def award_of(code: str, on: date, due: int | None) -> Award:
    return Award(code, on, None if due is None else on + timedelta(days=due))


def granted_on(grant: Grant, on: date, many: int) -> Grant:
    shift = on - grant.met_on
    named = (ACA if grant.group == "aca" else ACP)[:many]
    return replace(grant, met_on=on, end=grant.end + shift, new_expiry=grant.new_expiry + shift, certifications=named)


def parts_of(**quantities: int) -> tuple[Part, ...]:
    return tuple(Part(key, Decimal(quantity) / 1000) for key, quantity in quantities.items() if quantity)


PARTS: tuple[Callable[[int], tuple[Part, ...]], ...] = (
    lambda whole: (),
    lambda whole: parts_of(ethics=whole),
    lambda whole: parts_of(technical=whole - whole // 3, ethics=whole // 3),
    lambda whole: parts_of(ethics=whole // 500 * 250, technical=whole - whole // 500 * 250),
    lambda whole: parts_of(practical=whole // 2, technical=whole - whole // 2),
    lambda whole: parts_of(ethics=whole // 2, technical=whole - whole // 2),
    lambda whole: parts_of(ethics=whole // 2, practical=whole // 4, technical=whole - whole // 2 - whole // 4),
    lambda whole: parts_of(ethics=whole, technical=1),
)
"""Parts in which an activity may have been split, some of them wrong."""


SERVES = (("aca",), ("acp",), (), ("aca", "acp"), ("acp", "gone"))
"""Groups to which an activity may have been assigned."""


LASTING = (None, 0, 4, None, 40, 400, 1)
"""How many days before its last one an activity began, by how much it was."""


def activity_of(
    kind: str, on: date, name: str, status: Status, quantity: int, way: int = 0, serves: int = 0
) -> Activity:
    much, provider = Decimal(quantity) / 1000, GIVEN_BY[len(name) % len(GIVEN_BY)]
    parts, groups = PARTS[way](quantity), SERVES[serves]
    long = LASTING[quantity % len(LASTING)]
    began = None if long is None else on - timedelta(days=long)
    return Activity("", kind, on, name, status, much, provider, parts, groups, began)


def burst_of(kind: str, on: date, gap: int, many: int, quantity: int, way: int, serves: int) -> list[Activity]:
    """Some of one type, each so many days after the other, and each a little longer."""
    return [
        activity_of(
            kind,
            on + timedelta(days=i * gap),
            f"{kind} {i % 6}" + "!" * (i % 3),
            Status.SUBMITTED,
            quantity + 250 * i,
            way and i % 4,
            (serves + i) % 5,
        )
        for i in range(many)
    ]


# A day is drawn as one of its own, or as so many days after the history's start.
Day = date | int
some_day = st.one_of(near, days)
awards = st.tuples(codes, some_day, st.one_of(st.none(), st.none(), st.integers(0, 1200)))
exams = st.tuples(codes, some_day, st.sampled_from([True, True, True, False]))
quantities = st.sampled_from([1000, 1000, 1000, 250, 333, 500, 1500, 1999, 2000, 7501, 45_000, 50_000, 75_000])
statuses = st.sampled_from([Status.SUBMITTED] * 8 + [Status.WITHDRAWN, Status.REJECTED])
GIVEN_BY = ("PMI", "", " pmi", "ISACA")
"""Who gave it, by how long the name is."""
names = st.sampled_from(["A", "a ", "B", "C"])
gaps = st.one_of(st.sampled_from([0, 0, 1, 7, 16]), st.integers(0, 60))
some_groups = st.integers(0, len(SERVES) - 1)
some_parts = st.sampled_from([0, 0, 0, *range(len(PARTS))])
singles = st.lists(
    st.tuples(st.sampled_from(TYPES), some_day, names, statuses, quantities, some_parts, some_groups), max_size=5
)
bursting = st.lists(
    st.tuples(st.sampled_from(TYPES), some_day, gaps, st.integers(2, 12), quantities, some_parts, some_groups),
    max_size=2,
)
some_awards, some_exams = st.lists(awards, max_size=5), st.lists(exams, max_size=4)
KINDS = ("leave", "service", "hardship", "retired")
some_circumstances = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        some_day,
        st.one_of(st.none(), st.sampled_from([0, 30, 69, 70, 100, 200, 400])),
        st.sampled_from([0, 5, 20]),
    ),
    max_size=4,
)
some_extensions = st.lists(st.tuples(st.sampled_from([*ACA, "aca", "acp"]), some_day, st.integers(0, 900)), max_size=2)
some_grants = st.lists(st.tuples(grants, some_day, st.integers(0, 3)), max_size=2)


def once(facts: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    return tuple({key(fact): fact for fact in facts}.values())


@st.composite
def histories(draw: st.DrawFn, granted: bool = False, eased: bool = False) -> History:
    start = draw(days)

    def on(day: Day) -> date:
        return start + timedelta(days=day) if isinstance(day, int) else day

    found = [activity_of(kind, on(day), *other) for kind, day, *other in draw(singles)]
    for kind, day, *other in draw(bursting):
        found += burst_of(kind, on(day), *other)
    begun = [(draw(codes), 0, None)] if eased else []  # something is held from the first day on
    given_before = [granted_on(grant, on(day), many) for grant, day, many in draw(some_grants)] if granted else []
    return History(
        once(
            (award_of(code, on(day), due) for code, day, due in [*begun, *draw(some_awards)]),
            lambda a: (a.certification, a.on),
        ),
        once(
            (Exam(code, on(day), passed) for code, day, passed in draw(some_exams)), lambda e: (e.certification, e.on)
        ),
        tuple(replace(a, ref=f"{i:02d}") for i, a in enumerate(found)),
        once(given_before, lambda g: (g.group, g.cycle)),
        tuple(
            Circumstance(kind, on(day), None if many is None else on(day) + timedelta(days=many), Decimal(units))
            for kind, day, many, units in (draw(some_circumstances) if eased else ())
        ),
        tuple(
            Extension(of, on(day), on(day) + timedelta(days=more))
            for of, day, more in (draw(some_extensions) if eased else ())
        ),
    )


@st.composite
def lasting(draw: st.DrawFn) -> History:
    """Histories of activities of which many took days, or years."""
    history = draw(histories(granted=True, eased=True))
    days = draw(st.lists(st.sampled_from([0, 1, 3, 9, 40, 90, 400, 800]), min_size=3, max_size=8))
    return replace(
        history,
        activities=tuple(
            replace(a, began=a.on - timedelta(days=days[i % len(days)])) for i, a in enumerate(history.activities)
        ),
    )


def dated(amounts: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[Value, ...]]:
    """One to three values, each since a day of its own."""
    values = st.builds(lambda since, amount: Value(since, Decimal(amount), ""), days, amounts)
    return st.lists(values, min_size=1, max_size=3, unique_by=lambda v: v.since).map(
        lambda found: tuple(sorted(found, key=lambda v: v.since))
    )


some_codes = st.sampled_from([(), (), ("ACA-JSWE",), ("ACA-ACF",)])
conditions = st.one_of(
    st.none(),
    st.builds(Condition, cycle_from=st.integers(1, 3)),
    st.builds(Condition, cycle_to=st.integers(1, 2), every=st.integers(0, 2)),
    st.builds(Condition, awarded_from=st.one_of(st.none(), days), awarded_before=st.one_of(st.none(), days)),
    st.builds(Condition, held_years=st.integers(1, 3)),
    st.builds(Condition, held_from=st.integers(0, 3), held_to=st.integers(0, 3)),
    st.builds(Condition, holds=some_codes, lacks=some_codes),
    st.builds(Condition, true_of=st.sampled_from([("retired",), ("leave",)])),
    st.builds(Condition, true_of=st.sampled_from([(), ("service",)]), untrue_of=st.just(("retired",))),
)


some_kinds = st.sampled_from([(), ("retired",), ("leave",), ("service", "hardship")])
seen_later = st.builds(
    Condition,
    true_of=some_kinds,
    untrue_of=some_kinds,
    seen=st.sampled_from([Seen.ANY_DAY, Seen.LAST_DAY]),
    cycle_from=st.sampled_from([1, 1, 1, 2]),
    held_to=st.sampled_from([0, 0, 0, 1]),
)
on_other_days = st.one_of(conditions, seen_later, seen_later)
by_end = st.sampled_from([False, False, False, True])


def for_some(
    amounts: st.SearchStrategy[int], shares: bool = False, whom: st.SearchStrategy[Condition | None] = on_other_days
) -> st.SearchStrategy[tuple[Value, ...]]:
    """Values of which some hold for some people, or by the cycle's end, and some are a share of what is required."""
    plain = st.builds(
        lambda since, amount, when, end: Value(since, Decimal(amount), "", when=when, by_end=end),
        days,
        amounts,
        whom,
        by_end,
    )
    percent = st.builds(
        lambda since, amount, when, end: Value(since, Decimal(amount), "", when=when, share=True, by_end=end),
        days,
        st.sampled_from(["0", "12.5", "20", "33.33", "100"]),
        whom,
        by_end,
    )
    one = st.one_of(plain, plain, percent) if shares else plain
    return st.lists(one, min_size=1, max_size=3).map(lambda found: tuple(sorted(found, key=lambda v: v.since)))


def laminar(found: list[Cap]) -> tuple[Cap, ...]:
    """Limits as a policy may have them: of two, one contains the other or they have nothing in common."""
    kept: list[Cap] = []
    for cap in found:
        mine = set(cap.types)
        if all(not mine & set(k.types) or mine <= set(k.types) or set(k.types) <= mine for k in kept):
            kept.append(replace(cap, key=f"limit-{len(kept)}"))
    return tuple(kept)


def moving(on: date, first: date, length: int, to: int | None, months: int, *, later: bool) -> Move:
    last = first + timedelta(days=length)
    return Move("move", "", on, first, last, None if to is None else last + timedelta(days=to), months, "", later)


assert REFERENCE.retake is not None
worths = dated(st.sampled_from([0, 5, 10, 20, 30]))


def ended(found: tuple[Value, ...], at: int | None) -> tuple[Value, ...]:
    """The same values of a limit, of which one says that there is none."""
    return tuple(
        replace(v, amount=Decimal(0), share=False, unlimited=True) if i == at else v for i, v in enumerate(found)
    )


some_end = st.sampled_from([None, None, 0, 1, 2])
limits = st.builds(Limit, st.builds(ended, dated(st.integers(0, 5)), some_end))
requirements = for_some(st.sampled_from([0, 10, 20, 50, 100]))
retirements = st.one_of(st.none(), days)
some_months = st.sampled_from([1, 6, 12, 24, 36, 60])
own_lengths = st.one_of(st.just(()), st.builds(ended, dated(some_months), some_end))
some_retake = st.builds(
    replace,
    st.just(REFERENCE.retake),
    in_grace=st.booleans(),
    whole_group=st.booleans(),
    counted_from=st.sampled_from(CountedFrom),
    months=st.sampled_from([1, 6, 12, 36]),
    renews_for=own_lengths,
)
retakes = st.one_of(
    st.none(),
    some_retake,
    st.builds(replace, some_retake, months=st.just(0), days=st.integers(1, 200)),
)


deadlines = st.builds(
    Deadline,
    months=st.sampled_from([0, 1, 3]),
    days=st.sampled_from([20, 46, 200]),
    later=st.sampled_from(list(Later)),
    late=st.booleans(),
    types=st.sampled_from([(), (), ("course",), ("presenting", "course")]),
    source=st.just(""),
).map(lambda rule: replace(rule, days=0) if rule.months else rule)
UNROUNDED = (Ends.SAME_DAY, Ends.DAY_BEFORE)
UNSAID: Any = {"from_month": False, "before_award": False}
"""What periods of the calendar say nothing of."""


ENDLESS: Any = {
    "months": FOR_LIFE,
    **{"never_renewed": True, "grace_days": 0, "grace_months": 0, "opens_months": 0, "opens_days": 0, "earlier": ()},
    **{
        "anchor": Anchor.AWARD,
        "first_months": None,
        "earlier_graces": (),
        "unmet": Unmet.LAPSES,
        "renewed_next": False,
    },
}
"""What is so of cycles where what is held is for life."""


def possible(rule: CycleRule) -> CycleRule:
    """The same rule without what a policy can't have together, above all with periods of the calendar."""
    if rule.grace_months:
        rule = replace(rule, grace_days=0)
    if rule.opens_days:
        rule = replace(rule, opens_months=0)
    if rule.grace_activity is GraceActivity.NEXT_CYCLE and rule.rhythm is Rhythm.RESTARTED:
        rule = replace(rule, rhythm=Rhythm.KEPT_END)
    rule = replace(rule, before_award=rule.before_award and rule.from_month)
    if rule.first_months == 0 and rule.first_ends in UNROUNDED:
        rule = replace(rule, first_months=6)
    if rule.rhythm is not Rhythm.KEPT:
        rule = replace(rule, renewed_next=False)
    if rule.anchor is Anchor.AWARD:
        return rule
    rhythm = rule.rhythm if rule.rhythm is Rhythm.KEPT_END else Rhythm.KEPT
    return replace(rule, ends=Ends.DAY_BEFORE, rhythm=rhythm, first_months=None, kept_months=0, earlier=(), **UNSAID)


graces = st.builds(EarlierGrace, days, st.sampled_from([0, 5, 200]), st.sampled_from([0, 0, 3]), st.just("")).map(
    lambda grace: replace(grace, days=0) if grace.months else grace
)
lengths = st.one_of(st.integers(6, 40), st.just(FOR_LIFE))
cycles = st.builds(
    replace,
    st.just(REFERENCE.cycle),
    months=st.sampled_from([12, 24, 36]),
    grace_days=st.sampled_from([0, 1, 30, 90]),
    shares_renewed_date=st.booleans(),
    ends=st.sampled_from([Ends.SAME_DAY, *Ends]),
    anchor=st.sampled_from([Anchor.AWARD, *Anchor]),
    first_months=st.sampled_from([None, None, 0, 6, 36]),
    first_ends=st.sampled_from(list(Ends)),
    rhythm=st.sampled_from([Rhythm.KEPT, *Rhythm]),
    kept_months=st.integers(1, 12),
    opens_months=st.sampled_from([0, 0, 0, 1, 6, 12]),
    opens_days=st.sampled_from([0, 0, 0, 45, 400]),
    from_month=st.sampled_from([False, False, True]),
    before_award=st.booleans(),
    year_ends=st.sampled_from([(), (), ("05-31",), ("02-28",), ("02-28", "12-31"), ("06-30", "11-01")]),
    renewed_next=st.booleans(),
    renewed_next_from=st.one_of(st.none(), days),
    grace_months=st.sampled_from([0, 0, 1, 6]),
    grace_activity=st.sampled_from(list(GraceActivity)),
    unmet=st.sampled_from([Unmet.LAPSES, Unmet.LAPSES, *Unmet]),
    earlier=st.one_of(st.just(()), st.builds(lambda day, months: (Length(day, months, ""),), days, lengths)),
    earlier_graces=st.one_of(st.just(()), st.just(()), st.lists(graces, max_size=2, unique_by=lambda e: e.before)).map(
        lambda found: tuple(sorted(found, key=lambda grace: grace.before))
    ),
).map(possible)
endless = cycles.map(lambda rule: replace(rule, **ENDLESS))
own_cycles = st.builds(
    OwnCycle,
    source=st.just(""),
    months=st.sampled_from([None, 12, 30]),
    grace_days=st.sampled_from([None, None, 0, 5, 120]),
    grace_months=st.sampled_from([None, None, None, 2]),
    ends=st.sampled_from([None, *Ends]),
    first_months=st.sampled_from([None, None, 0, 4, 40]),
    first_ends=st.sampled_from(list(Ends)),
    never_renewed=st.sampled_from([False, False, False, True]),
    rhythm=st.sampled_from([None, None, None, *Rhythm]),
    kept_months=st.integers(1, 12),
    opens_months=st.sampled_from([0, 0, 0, 2, 12]),
    opens_days=st.sampled_from([0, 0, 0, 50]),
)
any_own_cycles = st.one_of(
    own_cycles, own_cycles, own_cycles, own_cycles.map(lambda own: replace(own, months=FOR_LIFE))
)
own_retakes = st.builds(
    OwnRetake,
    renews=st.sampled_from([True, True, False]),
    source=st.just(""),
    months=st.integers(1, 12),
    days=st.sampled_from([0, 0, 1, 200]),
    in_grace=st.booleans(),
    whole_group=st.booleans(),
    counted_from=st.sampled_from(CountedFrom),
    renews_for=own_lengths,
).map(lambda own: replace(own, months=0) if own.days else own)


def own_cycle_of(own: OwnCycle | None, rule: CycleRule, *, bound: bool = False) -> OwnCycle | None:
    """The same without what it can't say of itself beside what is said of all. `bound`: as of where the next starts."""
    if own is None:
        return None
    if bound:
        own = replace(own, rhythm=None)
    own = for_life_beside(with_rhythm(own, rule), rule)
    if own.never_renewed:
        own = replace(own, grace_days=None, grace_months=None, rhythm=None, opens_months=0, opens_days=0)
    if own.grace_months:
        own = replace(own, grace_days=None)
    if rule.anchor is Anchor.CALENDAR:
        own = replace(own, ends=None, first_months=None)
    if own.first_months is None:
        own = replace(own, first_ends=None)
    if own.first_months == 0 and own.first_ends in UNROUNDED:
        own = replace(own, first_months=4)
    if rule.earlier_graces:
        own = replace(own, grace_days=None, grace_months=None)
    return own


def for_life_beside(own: OwnCycle, rule: CycleRule) -> OwnCycle:
    """The same where a missed cycle ends nothing, and where it is for life: such a cycle says nothing of an end."""
    if rule.unmet is not Unmet.LAPSES:
        return replace(own, never_renewed=False, months=None if own.for_life else own.months)
    if own.for_life:
        return replace(own, ends=None, first_months=None, never_renewed=True)
    return own


def with_rhythm(own: OwnCycle, rule: CycleRule) -> OwnCycle:
    """The same without a window in months and in days, and without a rhythm that contradicts what is said of all."""
    if own.opens_days:
        own = replace(own, opens_months=0)
    restarted = own.rhythm in (Rhythm.RESTARTED, Rhythm.KEPT_LATE)
    wrong = rule.anchor is Anchor.CALENDAR and restarted
    wrong |= rule.grace_activity is GraceActivity.NEXT_CYCLE and own.rhythm is Rhythm.RESTARTED
    wrong |= rule.renewed_next and own.rhythm is not Rhythm.KEPT
    return replace(own, rhythm=None) if wrong else own


def as_renewed(group: Group, rule: CycleRule) -> Group:
    """A group without what it can't say of its renewal where nothing renews it."""
    own = group.own_cycle.in_place_of(rule) if group.own_cycle else rule
    if not own.never_renewed:
        return group
    ceasing = tuple(d for d in group.demands if d.missed and d.missed.then in CEASES)
    if own.for_life:
        ceasing = ()
    return replace(
        group,
        required=(),
        portfolio=None,
        minima=(),
        ways=(),
        own_retake=None,
        own_carry=None,
        demands=ceasing,
        own_proration=None,
    )


Renewing = TypeVar("Renewing", Retake, OwnRetake)


def retake_beside(
    rule: Renewing | None, cycle: CycleRule, suspension: Suspension | None, deadline: Deadline | None = None
) -> Renewing | None:
    """The same without what it can't say beside what is said of cycles.

    An exam that renews what is suspended renews what is in its grace too.
    """
    if rule is None:
        return None
    by_exam = suspension is not None and suspension.by_exam
    rule = replace(rule, in_grace=rule.in_grace or by_exam)
    refused = [
        cycle.anchor is Anchor.CALENDAR,
        deadline is not None and deadline.cuts,
        cycle.grace_activity is GraceActivity.NEXT_CYCLE and rule.in_grace,
        by_exam and waits_while_suspended(cycle.grace_activity, suspension),
        suspension is not None and by_exam and not (suspension.by_units or suspension.restarts),
    ]
    as_others = any(refused) and rule.counted_from is CountedFrom.PASS
    return replace(rule, counted_from=CountedFrom.AS_OTHERS) if as_others else rule


unmets = st.sampled_from([Unmet.FORGIVEN, Unmet.ADDED])
suspensions = st.one_of(
    st.none(),
    st.builds(
        Suspension,
        months=st.sampled_from([1, 6, 12]),
        by_units=st.booleans(),
        by_exam=st.booleans(),
        restarts=st.booleans(),
        source=st.just(""),
        activity=st.sampled_from(list(DoneSuspended)),
        days=st.sampled_from([0, 0, 1, 90, 400]),
        joins=st.booleans(),
    ).map(lambda rule: replace(rule, months=0) if rule.days else rule),
)


def suspending(rule: Suspension | None, cycle: CycleRule) -> Suspension | None:
    """The same suspension with an answer that is another than in the grace, and with cycles that begin in time."""
    if rule is None:
        return None
    next_one, done = cycle.grace_activity is GraceActivity.NEXT_CYCLE, rule.activity
    if (done is DoneSuspended.NEXT_CYCLE) is next_one or (next_one is False and rule.earns):
        done = DoneSuspended.AS_IN_GRACE
    if done is DoneSuspended.NEXT_CYCLE and cycle.rhythm is Rhythm.RESTARTED:
        done = DoneSuspended.AS_IN_GRACE
    rule = replace(rule, activity=done)
    waits = done is DoneSuspended.ENDED_CYCLE or waits_while_suspended(cycle.grace_activity, rule)
    restarts = rule.restarts and not waits
    return replace(rule, restarts=restarts, joins=restarts and (rule.joins or cycle.anchor is Anchor.CALENDAR))


rows = st.lists(
    st.builds(
        Surcharge,
        from_day=st.just(0),
        amount=st.sampled_from([0, 5, 10, 50]).map(Decimal),
        share=st.booleans(),
        every_months=st.sampled_from([0, 0, 1, 3]),
        source=st.just(""),
        more_of=st.sampled_from(
            [(), (), (MoreOf("ethics", Decimal(10)),), (MoreOf("technical", Decimal(5)), MoreOf("ethics", Decimal(1)))]
        ),
    ),
    max_size=2,
)
ONE_AFTER_THE_OTHER = [
    # days and months after the end
    ((1, 0), (31, 0)),
    ((31, 0), (91, 0)),
    ((1, 0), (0, 1)),
    ((0, 1), (0, 3)),
    ((0, 2), (91, 0)),
    ((20, 0), (0, 1)),
]
of_one_time = st.builds(
    lambda rows, days: tuple(replace(row, from_day=n, after_months=m) for row, (n, m) in zip(rows, days, strict=False)),
    rows,
    st.sampled_from(ONE_AFTER_THE_OTHER),
)


def of_two_times(rows: tuple[Surcharge, ...], earlier: tuple[Surcharge, ...], before: date) -> tuple[Surcharge, ...]:
    """What being late takes, and what it took of what ended before a day."""
    return (*rows, *(replace(row, ended_before=before) for row in earlier))


surcharges = st.one_of(of_one_time, of_one_time, st.builds(of_two_times, of_one_time, of_one_time, days))
prorations = st.builds(
    Proration,
    counted=st.sampled_from(list(MonthsCounted)),
    first_month=st.booleans(),
    every=st.sampled_from([0, 1, 6]),
    units=st.sampled_from([1, 5, 20]).map(Decimal),
    rounding=st.sampled_from(list(Rounding)),
    to=st.sampled_from([1, 2, 5]).map(Decimal),
    nothing_up_to=st.sampled_from([0, 0, 4, 12]),
    categories=st.sampled_from([(), ("ethics",), ("ethics", "technical")]),
    source=st.just(""),
    each=st.sampled_from([(), (EachOf("ethics", Decimal(2)),), (EachOf("technical", Decimal(0)),)]),
    until_day=st.sampled_from([0, 0, 1, 15, 28]),
).map(lambda rule: replace(rule, categories=()) if rule.every else replace(rule, each=()))
own_prorations = st.one_of(st.just(NotProrated("")), prorations, prorations)
shrinkings = st.builds(
    Shrinking,
    source=st.just(""),
    rounding=st.sampled_from(list(Rounding)),
    to=st.sampled_from([1, 2, 5]).map(Decimal),
    each=st.sampled_from([0, 1, 5]).map(Decimal),
)
some_shrinkings = st.lists(st.one_of(st.none(), shrinkings, shrinkings), min_size=9, max_size=9)


def shrinking_as(group: Group, rule: Proration | None, less: Sequence[Shrinking | None]) -> Group:
    """A group of which what can ask for less in a shorter first cycle does, one after the other."""
    rules = iter([each and lessening(each, rule) for each in less])

    def asked(demands: Sequence[Demand]) -> tuple[Demand, ...]:
        return tuple(replace(each, shrinks=next(rules)) if may_shrink(each) else each for each in demands)

    ways = tuple(
        replace(way, shrinks=next(rules) if way.required else None, demands=asked(way.demands)) for way in group.ways
    )
    return replace(group, demands=asked(group.demands), ways=ways)


def prorated_by(own: OwnProration | None, usual: Proration | None) -> Proration | None:
    """The rule of a group that may have its own, or none."""
    return None if isinstance(own, NotProrated) else own or usual


def lessening(less: Shrinking, rule: Proration | None) -> Shrinking | None:
    """The same as it goes with a group's rule."""
    if rule is None:
        return None
    return replace(less, to=Decimal(0)) if rule.every else replace(less, each=Decimal(0))


def may_shrink(demand: Demand) -> bool:
    """Whether it asks for so much of a whole cycle, of everybody."""
    of_cycle = demand.kind is DemandKind.UNITS or (demand.kind is DemandKind.COUNTER and demand.of != "card")
    return of_cycle and not demand.only_late


COUNTERS = (
    Counter("talks", "Talks", "talk", "talks", ("presenting", "local-event"), CounterOf.USES),
    Counter("practice", "Practice", "hour", "hours", ("course",), CounterOf.QUANTITY),
    Counter("card", "Card", "card", "cards", ("global-event",), CounterOf.VALID, 18),
)


def said_once(demand: Demand) -> Demand:
    """A demand that begins after days, or after months."""
    return replace(demand, from_day=0) if demand.after_months else demand


counted = st.builds(
    Demand,
    key=st.just("counted"),
    title=st.just(""),
    kind=st.just(DemandKind.COUNTER),
    of=st.sampled_from([counter.key for counter in COUNTERS]),
    cycles=st.just(0),
    first_cycle=st.just(0),
    from_day=st.sampled_from([0, 0, 0, 1, 40]),
    after_months=st.sampled_from([0, 0, 0, 1, 3]),
    values=for_some(st.integers(0, 2)),
).map(said_once)


def in_a_row(demand: Demand, many: int, across: bool) -> Demand:
    """A demand for each year that asks several of them together; any other as it is."""
    yearly = demand.kind.of_cycle_years or demand.kind.of_shared_years
    return replace(demand, consecutive=many, across_cycles=across and many > 0) if yearly else demand


in_rows = (st.sampled_from([0, 0, 0, 2, 2, 3]), st.sampled_from([True, True, False]))


counted_each_year = st.builds(
    Demand,
    key=st.just("counted-each-year"),
    title=st.just(""),
    kind=st.sampled_from([DemandKind.COUNTER_EACH_YEAR, DemandKind.COUNTER_EACH_CALENDAR_YEAR]),
    of=st.sampled_from(["talks", "practice"]),
    cycles=st.just(0),
    first_cycle=st.just(0),
    from_day=st.sampled_from([0, 0, 0, 40]),
    after_months=st.sampled_from([0, 0, 0, 2]),
    values=for_some(st.integers(0, 2)),
).map(said_once)
counted_each_year = st.builds(in_a_row, counted_each_year, *in_rows)
recent = st.builds(
    Demand,
    key=st.sampled_from(["recent", "recent", "recent-renewal"]),
    title=st.just(""),
    kind=st.just(DemandKind.LAST_MONTHS),
    of=st.sampled_from(["", "", "ethics"]),
    cycles=st.just(0),
    first_cycle=st.just(0),
    values=for_some(st.sampled_from([0, 5, 10, 30])),
    months=st.sampled_from([1, 6, 12, 12, 18, 48]),
    before_renewal=st.booleans(),
)
counted_recently = st.builds(
    replace,
    recent,
    key=st.just("counted-recently"),
    kind=st.just(DemandKind.COUNTER_LAST_MONTHS),
    of=st.sampled_from(["talks", "practice"]),
    values=for_some(st.integers(0, 2)),
)
early = st.builds(
    lambda demand, kind: replace(demand, key="early", kind=kind, before_renewal=False),
    recent,
    st.sampled_from([DemandKind.FIRST_MONTHS, DemandKind.BUT_LAST_MONTHS]),
)
counted_early = st.builds(
    lambda demand, kind: replace(demand, key="counted-early", kind=kind, before_renewal=False),
    counted_recently,
    st.sampled_from([DemandKind.COUNTER_FIRST_MONTHS, DemandKind.COUNTER_BUT_LAST_MONTHS]),
)
years_missed = st.builds(
    Missed,
    then=st.sampled_from([Then.ENDS, Then.ENDS, Then.MADE_UP, Then.STAYS, Then.SUSPENDS, Then.SUSPENDS]),
    late_counts=st.booleans(),
    source=st.just(""),
    days=st.sampled_from([0, 30, 60, 364]),
    months=st.sampled_from([0, 0, 2, 11]),
    for_months=st.sampled_from([0, 0, 1, 6]),
)


def may_be_missed(demand: Demand, rule: Missed, on: str) -> Demand:
    """A demand for each year whose years are missed on a day of their own; any other as it is."""
    if demand.key not in {"units", "more-units", "counted-each-year", "chosen"} or demand.kind is DemandKind.CYCLES:
        return demand
    rule = replace(rule, late_counts=rule.late_counts and not demand.choices)
    rule = replace(rule, on=on if demand.kind.of_shared_years and not rule.months else "")
    made_up, suspends = rule.then in {Then.MADE_UP, Then.SUSPENDS}, rule.then is Then.SUSPENDS
    rule = replace(rule, counter="talks" if made_up else "", for_months=rule.for_months if suspends else 0)
    rule = replace(rule, days=0 if rule.on else rule.days)
    return replace(demand, missed=replace(rule, days=0 if rule.months else rule.days), from_day=0, after_months=0)


in_units = st.builds(
    Demand,
    key=st.sampled_from(["units", "units", "more-units"]),
    title=st.just(""),
    kind=st.sampled_from([DemandKind.EACH_YEAR, DemandKind.EACH_CALENDAR_YEAR, DemandKind.CYCLES]),
    of=st.sampled_from(["", "", "ethics"]),
    cycles=st.integers(2, 3),
    first_cycle=st.integers(1, 2),
    values=for_some(st.sampled_from([0, 10, 20, 60])),
)
in_units = st.builds(in_a_row, in_units, *in_rows)
distinct = st.builds(
    Demand,
    key=st.just("categories"),
    title=st.just(""),
    kind=st.just(DemandKind.CATEGORIES),
    of=st.just(""),
    cycles=st.just(0),
    first_cycle=st.just(0),
    values=for_some(st.integers(0, 2)),
)
of_units = st.builds(
    Demand,
    key=st.just("of-units"),
    title=st.just(""),
    kind=st.just(DemandKind.UNITS),
    of=st.sampled_from(["", "ethics", "technical"]),
    cycles=st.just(0),
    first_cycle=st.just(0),
    values=for_some(st.sampled_from([0, 5, 20, 40])),
)


CHOSEN = {
    DemandKind.CHOICES_EACH_YEAR: (DemandKind.EACH_YEAR, DemandKind.COUNTER_EACH_YEAR),
    DemandKind.CHOICES_EACH_CALENDAR_YEAR: (DemandKind.EACH_CALENDAR_YEAR, DemandKind.COUNTER_EACH_CALENDAR_YEAR),
}


def chosen(kind: DemandKind, some: list[Demand], values: tuple[Value, ...], late: tuple[int, int]) -> Demand:
    """A demand of each year for so many of some choices, that each year meets by itself."""
    alone = (replace(each, consecutive=0, across_cycles=False, from_day=0, after_months=0) for each in some)
    of_years = tuple(replace(each, kind=CHOSEN[kind][each.kind.of_counter]) for each in alone)
    days, months = late
    return said_once(Demand("chosen", "", kind, "", 0, 0, values, from_day=days, after_months=months, choices=of_years))


chosen_each_year = st.builds(
    chosen,
    st.sampled_from([*CHOSEN]),
    st.lists(
        st.one_of(counted_each_year, in_units.filter(lambda d: d.kind is not DemandKind.CYCLES)),
        min_size=2,
        max_size=3,
        unique_by=lambda d: d.key,
    ),
    for_some(st.integers(0, 2)),
    st.sampled_from([(0, 0), (0, 0), (0, 0), (40, 0), (0, 2)]),
)
yearly = st.builds(
    may_be_missed,
    st.one_of(counted_each_year, in_units.filter(lambda d: d.kind is not DemandKind.CYCLES), chosen_each_year),
    years_missed,
    st.sampled_from(["", "01-15", "03-31", "12-31"]),
)


OF_PROGRAM = {
    DemandKind.EACH_CALENDAR_YEAR: DemandKind.EACH_PROGRAM_YEAR,
    DemandKind.COUNTER_EACH_CALENDAR_YEAR: DemandKind.COUNTER_EACH_PROGRAM_YEAR,
    DemandKind.CHOICES_EACH_CALENDAR_YEAR: DemandKind.CHOICES_EACH_PROGRAM_YEAR,
}


def by_program(policy: Policy) -> Policy:
    """A policy that looks at years of the program instead of the calendar's, if those end with one day."""

    def asked(some: tuple[Demand, ...]) -> tuple[Demand, ...]:
        return tuple(replace(d, kind=OF_PROGRAM.get(d.kind, d.kind), choices=asked(d.choices)) for d in some)

    if len(policy.cycle.year_ends) != 1:
        return policy
    groups = (
        replace(g, demands=asked(g.demands), ways=tuple(replace(way, demands=asked(way.demands)) for way in g.ways))
        for g in policy.groups
    )
    return replace(policy, groups=tuple(groups))


def missing_years(policy: Policy, asked: tuple[Demand, ...]) -> Policy:
    """A policy whose groups demand this of each year."""
    cycle = replace(policy.cycle, unmet=Unmet.LAPSES)
    groups = tuple(replace(g, demands=asked) for g in policy.groups)
    days = SeveralDays.LAST_DAY if policy.several_days is SeveralDays.EACH_DAY else policy.several_days
    policy = replace(policy, cycle=cycle, groups=groups, several_days=days, floor=EARLY)
    return by_program(replace(policy, counters=COUNTERS, categories=CATEGORIES))


def as_fees(policy: Policy) -> Policy:
    """A policy in which nothing but a counter looks at talks: those that are asked of years go on in the next cycle."""
    talks = COUNTERS[0].types
    return replace(policy, types=tuple(replace(t, worth=()) if t.key in talks else t for t in policy.types))


def choices(of: st.SearchStrategy[Demand]) -> st.SearchStrategy[Demand]:
    """A demand of which one or two of several choices are enough."""
    some = st.lists(
        of.map(lambda d: replace(d, from_day=0, after_months=0)), min_size=2, max_size=3, unique_by=lambda d: d.key
    )
    return st.builds(
        Demand,
        key=st.just("choices"),
        title=st.just(""),
        kind=st.just(DemandKind.CHOICES),
        of=st.just(""),
        cycles=st.just(0),
        first_cycle=st.just(0),
        from_day=st.sampled_from([0, 0, 0, 40]),
        after_months=st.sampled_from([0, 0, 0, 2]),
        values=for_some(st.integers(0, 2)),
        choices=some.map(tuple),
    ).map(said_once)


plain_demand = st.one_of(counted, counted_each_year, counted_recently, counted_early, recent, early, in_units, distinct)
any_demand = st.one_of(plain_demand, chosen_each_year, choices(st.one_of(plain_demand, of_units)))
demands = st.lists(any_demand, max_size=2, unique_by=lambda d: d.key).map(tuple)
without_counters = st.one_of(in_units, recent, early, distinct)
uncounted = st.lists(
    st.one_of(without_counters, choices(st.one_of(without_counters, of_units))), max_size=2, unique_by=lambda d: d.key
).map(tuple)
closing = st.builds(
    lambda found, closed: tuple(
        replace(value, amount=Decimal(0), unlimited=True) if closes else value
        for value, closes in zip(found, closed, strict=False)
    ),
    requirements,
    st.lists(st.booleans(), min_size=9, max_size=9),
)
"""What a way requires that is closed for a time, or for some."""
ways = st.lists(
    st.builds(
        Way,
        key=st.just(""),
        title=st.just(""),
        required=st.one_of(st.just(()), requirements, closing),
        demands=st.lists(
            st.one_of(
                counted,
                counted,
                counted_each_year,
                counted_recently,
                counted_early,
                chosen_each_year,
                of_units,
                choices(st.one_of(counted, of_units)),
            ),
            max_size=1,
        ).map(tuple),
        renews_for=st.one_of(st.just(()), st.builds(ended, for_some(some_months), some_end)),
    ),
    max_size=2,
).map(lambda found: tuple(replace(way, key=f"way-{i}") for i, way in enumerate(found)))
period_starts = st.sampled_from([date(2012, 2, 1), date(2020, 1, 1), date(2021, 7, 15)])
moves = st.lists(
    st.builds(
        moving,
        days,
        days,
        st.integers(0, 200),
        st.one_of(st.none(), st.integers(1, 60)),
        st.integers(1, 12),
        later=st.booleans(),
    ),
    max_size=3,
).map(lambda made: tuple(replace(move, key=f"move-{i}") for i, move in enumerate(made)))


firsts = st.sampled_from([("1", False), ("1", False), ("2", False), ("2", True), ("1.5", False)])


def more_than_a_rate(value: Value, plus: int, most: int, first: tuple[str, bool], kind: str) -> Value:
    """A worth with something more; of one that is measured by itself, in tiers, or as much as is required."""
    times, each_cycle = Decimal(first[0]), first[1]
    if kind == "required":
        return replace(value, amount=Decimal(0), formula=Formula(required=True))
    found = Formula(Decimal(plus), Decimal(most), times=times, each_cycle=each_cycle)
    if kind == "tiers":
        tiers = (Tier(Decimal("0.5"), Decimal(5)), Tier(Decimal(2), Decimal(10)), Tier(Decimal(50), Decimal(30)))
        return replace(value, amount=Decimal(0), formula=replace(found, plus=Decimal(0), tiers=tiers))
    return replace(value, formula=found)


def formulas(usual: tuple[Value, ...], kinds: list[str]) -> st.SearchStrategy[tuple[Value, ...]]:
    """The same worths with something more to each; a fixed one has nothing that could be more."""
    measured = "tiers" in kinds
    one = st.tuples(
        st.sampled_from([0, 1, 5]) if measured else st.just(0),
        st.sampled_from([0, 0, 8, 20]),
        firsts,
        st.sampled_from(kinds),
    )
    return st.lists(one, min_size=len(usual), max_size=len(usual)).map(
        lambda found: tuple(more_than_a_rate(value, *more) for value, more in zip(usual, found, strict=True))
    )


def gives_all(values: tuple[Value, ...]) -> bool:
    """Whether an activity may be worth what the cycle requires, which is never rounded."""
    return any(value.formula and value.formula.required for value in values)


own_steps = st.sampled_from(["1", "2", "5", "7"]).map(Decimal)
"""Multiples of every step that units have here."""
measures = st.builds(
    Measure,
    st.just("page"),
    st.just("pages"),
    st.sampled_from([0, 0, 1, 2]).map(Decimal),
    st.sampled_from(["0", "0", "0.25", "1", "7"]).map(Decimal),
)
by_measure = st.lists(
    st.builds(
        Value,
        days,
        st.sampled_from(["1", "0.2", "2", "10", "0.333"]).map(Decimal),
        st.just(""),
        st.sampled_from(["1", "50", "3", "0.5"]).map(Decimal),
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda v: v.since,
).map(lambda found: tuple(sorted(found, key=lambda v: v.since)))
CATEGORIES = (Category("ethics", "Ethics"), Category("technical", "Technical"), Category("practical", "Practical"))
nestings = st.sampled_from(
    [("", "", ""), ("technical", "", ""), ("technical", "practical", ""), ("", "practical", ""), ("practical", "", "")]
)
"""Within which category each of these lies."""


def lying(within: tuple[str, ...]) -> tuple[Category, ...]:
    return tuple(replace(category, within=outer) for category, outer in zip(CATEGORIES, within, strict=True))


divisions = st.builds(
    Division,
    categories=st.sampled_from(
        [("ethics", "technical"), ("technical", "ethics"), ("practical", "ethics", "technical")]
    ),
    split=st.sampled_from(list(Split)),
    increments=st.sampled_from([(), (), (Decimal("0.25"), Decimal("0.2")), (Decimal("0.5"),)]),
)
parts_of_worth = st.one_of(
    st.builds(lambda since, amount: Value(since, Decimal(amount), ""), days, st.sampled_from([1, 2, 5, 30])),
    st.builds(lambda since, much: Value(since, Decimal(much), "", share=True), days, st.sampled_from(["12.5", "50"])),
)
withins = st.lists(
    st.builds(
        Within,
        st.sampled_from(["ethics", "practical"]),
        st.lists(parts_of_worth, min_size=1, max_size=2, unique_by=lambda v: v.since).map(
            lambda found: tuple(sorted(found, key=lambda v: v.since))
        ),
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda within: within.category,
).map(tuple)
some_types = st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True)
minima = st.lists(
    st.builds(Minimum, st.sampled_from(["ethics", "technical"]), for_some(st.sampled_from([0, 5, 10, 20]), True)),
    max_size=2,
    unique_by=lambda m: m.category,
).map(tuple)


def by_its_years(cap: Cap) -> Cap:
    """A limit of years that the first day of each may decide, by amounts alone; any other as it is."""
    if not cap.by_year or cap.period not in {Period.CYCLE_YEAR, Period.YEAR}:
        return replace(cap, by_year=False)
    return replace(cap, most=tuple(replace(value, share=False, by_end=False) for value in cap.most))


one_cap = st.builds(
    Cap,
    key=st.just(""),
    title=st.just(""),
    types=some_types.map(tuple),
    groups=st.sampled_from([(), (), (), ("aca",), ("acp",)]),
    period=st.sampled_from(list(Period)),
    categories=st.sampled_from([(), (), ("ethics",), ("technical",)]),
    over=st.sampled_from(["", "ethics", "technical"]),
    of_provider=st.sampled_from([False, False, True]),
    most=st.builds(ended, for_some(st.sampled_from([0, 5, 15, 25, 40]), True, conditions), some_end),
    by_year=st.booleans(),
).map(by_its_years)
caps = st.lists(one_cap, max_size=3).map(laminar)
approved = st.sampled_from([*[()] * 6, ("PMI", "isaca")])
many_caps = st.lists(one_cap, min_size=3, max_size=3).map(laminar)


def one_answer(carry: Carry) -> Carry:
    """Carried units count for categories again, or all of them for one."""
    return replace(carry, counts_as="") if carry.kept else carry


carries = st.builds(
    Carry,
    over_limits=st.booleans(),
    in_time=st.booleans(),
    counts_as=st.sampled_from(["", "", "ethics", "technical"]),
    most=for_some(st.sampled_from([0, 3, 5, 9]), whom=conditions),  # less than anything requires
    months=st.sampled_from([0, 0, 1, 6, 12, 30]),
    categories=st.sampled_from([(), (), ("ethics",), ("ethics", "technical")]),
    carried_in=st.sampled_from(CarriedIn),
    kept=st.one_of(
        st.just(()),
        st.builds(Minimum, st.sampled_from(["ethics", "technical"]), dated(st.sampled_from([1, 2, 5]))).map(
            lambda minimum: (minimum,)
        ),
    ),
).map(one_answer)
own_carries = st.builds(OwnCarry, for_some(st.sampled_from([0, 0, 2, 7]), whom=conditions))
NO_EFFECT = tuple(CircumstanceKind(key, "", "", "", Removes.NOTHING, "") for key in KINDS)


@st.composite
def circumstances(draw: st.DrawFn) -> tuple[CircumstanceKind, ...]:
    """Two that remove months, one that removes units, and one that removes nothing."""
    counted = draw(st.sampled_from(list(MonthsCounted)))
    rounding, to = draw(st.sampled_from(list(Rounding))), draw(st.sampled_from([1, 2, 5]).map(Decimal))
    months = st.builds(
        CircumstanceKind,
        key=st.just(""),
        title=st.just(""),
        description=st.just(""),
        evidence=st.just(""),
        removes=st.just(Removes.MONTHS),
        source=st.just(""),
        counted=st.just(counted),
        at_least_days=st.sampled_from([0, 0, 70]),
        most_months=st.sampled_from([0, 0, 1, 6, 12]),
        rounding=st.just(rounding),
        to=st.just(to),
        shrinks=st.sampled_from([(), ("ethics",), ("ethics", "technical")]),
        extends=st.booleans(),
    )
    leave, service, hardship, retired = (draw(months), draw(months), *NO_EFFECT[2:])
    hardship = replace(hardship, removes=Removes.UNITS)
    return (replace(leave, key="leave"), replace(service, key="service"), hardship, retired)


allocations = st.builds(
    Allocation,
    types=st.sampled_from([(), (), ("course",), ("course", "presenting")]),
    most=st.integers(1, 2),
    source=st.just(""),
    reaches=st.sampled_from([(), (), (Reach(("course",), 1, ""),), (Reach(("presenting", "course"), 2, ""),)]),
)
portfolios = st.builds(
    Portfolio, most=st.sampled_from([0, 0, 50]).map(Decimal), at_once=st.booleans(), source=st.just("")
)
cascades = st.lists(
    st.one_of(
        st.builds(
            Cascade,
            key=st.just(""),
            title=st.just(""),
            trigger=st.just(Trigger.EARNED),
            of=st.sampled_from([("ACP-JCA",), ("ACA-JSWE",), ("ACP-OA", "ACP-JA")]),
            renewed=st.sampled_from([("ACA-JSWBC", "ACA-ACF"), ("ACP-JPA",), ("ACP-JPA", "ACA-ACF")]),
            aligned=st.booleans(),
            since=days,
            source=st.just(""),
        ),
        st.builds(
            Cascade,
            key=st.just(""),
            title=st.just(""),
            trigger=st.just(Trigger.RENEWED),
            of=st.sampled_from([("ACA-JSWE",), ("ACA-JSWE", "ACA-ACF")]),
            renewed=st.sampled_from([("ACP-JCA",), ("ACP-JCA", "ACP-OA", "ACP-JA", "ACP-JPA")]),
            aligned=st.booleans(),
            since=days,
            source=st.just(""),
        ),
    ),
    max_size=2,
).map(lambda found: tuple(replace(cascade, key=f"cascade-{i}") for i, cascade in enumerate(found)))

replacements = st.lists(
    st.builds(
        Replacement,
        key=st.just(""),
        title=st.just(""),
        of=st.sampled_from([("ACP-JCA",), ("ACA-JSWE",), ("ACP-OA", "ACP-JA"), ("ACA-JSWE", "ACP-JPA")]),
        replaced=st.sampled_from([("ACA-JSWBC", "ACA-ACF"), ("ACA-ACF",), ("ACP-JPA", "ACA-ACF"), ("ACA-JSWE",)]),
        since=days,
        source=st.just(""),
    ),
    min_size=1,
    max_size=2,
).map(lambda found: tuple(replace(rule, key=f"replacement-{i}") for i, rule in enumerate(found)))


any_days = st.sampled_from([*SeveralDays, SeveralDays.EACH_DAY])
whole = st.sampled_from([SeveralDays.LAST_DAY, SeveralDays.FIRST_DAY])


def undivided(rule: CycleRule, suspension: Suspension | None) -> bool:
    """Whether activities can't be divided by days with them."""
    waits = waits_while_suspended(rule.grace_activity, suspension)
    return waits or rule.grace_activity is GraceActivity.NEXT_CYCLE or rule.before_award or rule.renewed_next


def beside(
    deadline: Deadline | None, cycle: CycleRule, suspension: Suspension | None
) -> tuple[CycleRule, Suspension | None]:
    """What may stand beside a deadline that ends what is earned for a cycle."""
    if deadline is not None and deadline.cuts:
        cycle = replace(cycle, rhythm=Rhythm.KEPT)
        if deadline.later is Later.NEXT_CYCLE:
            cycle = replace(cycle, grace_activity=GraceActivity.NEXT_CYCLE)
    return cycle, suspending(suspension, cycle)


def binds(deadline: Deadline | None, suspension: Suspension | None) -> bool:
    """Whether the next cycle can't begin with the renewal in any group."""
    cuts = deadline is not None and deadline.cuts
    return cuts or (suspension is not None and suspension.activity is not DoneSuspended.AS_IN_GRACE)


def up_to_its_end(retake: Retake | None, suspension: Suspension | None) -> Retake | None:
    """There is an exam where one renews what is suspended."""
    return retake or (REFERENCE.retake if suspension and suspension.by_exam else None)


@st.composite
def policies(draw: st.DrawFn, all_at_once: bool = False) -> Policy:
    """Policies in which some kinds of rule are another than in the reference one, or all of them."""

    def sometimes(usual: T, other: st.SearchStrategy[T]) -> T:
        return draw(other) if all_at_once or draw(st.booleans()) else usual

    def kind(usual: ActivityType) -> ActivityType:
        measure = sometimes(None, measures)
        worth = draw(by_measure) if measure else sometimes(usual.worth, worths)
        if all_at_once:  # otherwise most of what is done is worth nothing yet
            worth = (replace(worth[0], since=EARLY), *worth[1:])
        kinds = ["rate", "rate", "tiers", "required"] if measure else ["rate", "rate", "required"]
        division = sometimes(None, divisions)
        if division and not measure:
            division = replace(division, split=Split.NOT_ALLOWED, increments=())
        worth = draw(formulas(worth, kinds)) if draw(st.booleans()) else worth
        if division and division.split is Split.EACH_PART and any(value.formula for value in worth):
            division = replace(division, split=Split.THE_WHOLE)
        own = division.categories if division else (draw(st.sampled_from(["", "ethics", "technical"])),)
        return replace(
            usual,
            worth=worth,
            limit=sometimes(usual.limit, limits),
            measure=measure,
            category=own[0],
            division=division,
            of_which=tuple(each for each in sometimes((), withins) if each.category not in own),
            again=sometimes(Again.ALWAYS, st.sampled_from(list(Again))),
            again_months=draw(st.sampled_from([1, 12, 24])),
            providers=draw(approved),
            by_staff=draw(st.booleans()),
            step=sometimes(Decimal(0), own_steps) if measure and not gives_all(worth) else Decimal(0),
            rounding=draw(st.sampled_from(list(Rounding))),
        )

    def certification(usual: Certification) -> Certification:
        if usual.code not in (*ACA, *ACP):
            return usual
        alone, added = draw(st.sampled_from([(0, 0), (40, 20), (20, 10), (5, 10)]))
        return replace(usual, retired=sometimes(usual.retired, retirements), alone=Decimal(alone), added=Decimal(added))

    cycle = sometimes(REFERENCE.cycle, st.one_of(cycles, cycles, cycles, endless))
    suspension = sometimes(None, suspensions) if cycle.unmet is Unmet.LAPSES else None
    counts = all_at_once or draw(st.booleans())
    proration = sometimes(None, prorations)
    portfolio = draw(portfolios) if draw(st.sampled_from([False, False, False, True])) else None
    own_rules = {g.key: sometimes(None, own_prorations) for g in REFERENCE.groups}
    own_rules = {key: None if own == NotProrated("") and not proration else own for key, own in own_rules.items()}
    by_group = {key: prorated_by(own, proration) for key, own in own_rules.items()}
    if portfolio and any(by_group.values()):
        portfolio = replace(portfolio, at_once=False)
    carry = sometimes(None, carries)
    begins = draw(period_starts) if cycle.anchor is Anchor.CALENDAR else None
    only_ways = counts and portfolio is None and draw(st.sampled_from([False, False, False, False, True]))
    deadline = draw(st.one_of(st.none(), st.none(), deadlines))
    cycle, suspension = beside(deadline, cycle, suspension)
    bound = binds(deadline, suspension)
    found = replace(
        REFERENCE,
        retake=retake_beside(
            up_to_its_end(sometimes(REFERENCE.retake, retakes), suspension), cycle, suspension, deadline
        ),
        floor=draw(st.sampled_from([EARLY, EARLY, EARLY, REFERENCE.floor])) if all_at_once else REFERENCE.floor,
        cycle=cycle,
        deadline=deadline,
        proration=proration,
        cascades=sometimes((), cascades),
        replacements=draw(replacements) if draw(st.sampled_from([False, False, False, True])) else (),
        suspension=suspension,
        surcharges=sometimes((), surcharges),
        circumstances=sometimes(NO_EFFECT, circumstances()),
        groups=tuple(
            as_renewed(
                replace(
                    shrinking_as(
                        replace(
                            g,
                            demands=sometimes((), demands if counts else uncounted),
                            ways=draw(ways) if only_ways else sometimes((), ways) if counts else (),
                        ),
                        by_group[g.key],
                        draw(some_shrinkings),
                    ),
                    required=() if portfolio or only_ways else sometimes(g.required, requirements),
                    portfolio=portfolio,
                    minima=() if only_ways else sometimes((), minima),
                    periods_from=begins,
                    own_cycle=own_cycle_of(sometimes(None, any_own_cycles), cycle, bound=bound),
                    own_retake=retake_beside(sometimes(None, own_retakes), cycle, suspension, deadline),
                    own_carry=sometimes(None, own_carries) if carry else None,
                    own_proration=own_rules[g.key],
                ),
                cycle,
            )
            for g in REFERENCE.groups
        ),
        step=draw(st.sampled_from(["1", "1", "0.5", "0.25"]).map(Decimal)),
        rounding=draw(st.sampled_from(list(Rounding))),
        several_days=draw(whole if undivided(cycle, suspension) or deadline else any_days),
        days_rounding=draw(st.sampled_from(list(Rounding))),
        categories=lying(sometimes(("", "", ""), nestings)),
        counters=COUNTERS if counts else (),
        caps=draw(many_caps) if all_at_once else sometimes((), caps),
        allocation=draw(st.one_of(st.none(), allocations)) if draw(st.booleans()) else None,
        carry=carry,
        types=tuple(kind(t) for t in REFERENCE.types),
        certifications=tuple(certification(c) for c in REFERENCE.certifications),
        moves=sometimes(REFERENCE.moves, moves),
    )
    return by_program(found)


# What is compared, as lines that can be read.


def shares_of(entry: Entry | SlowEntry) -> str:
    """What an activity gave each category, of those to which it gave anything."""
    parts = {p.category: p.amount for p in entry.parts} if isinstance(entry, Entry) else entry.parts
    return "".join(f", {amount.normalize():f} of {key}" for key, amount in parts.items() if amount)


def days_told(entry: Entry | SlowEntry) -> str:
    """Which of the days of an activity those are, where they are not all."""
    if isinstance(entry, Entry):
        return f", {entry.piece.first} to {entry.piece.last}" if entry.piece else ""
    return f", {entry.days[0]} to {entry.days[1]}" if entry.days else ""


def lines(found: Assessment | SlowAssessment, *, splits: bool = False) -> list[str]:
    """Every row of a reading that both have."""
    told: list[str] = []
    for group in found.groups:
        told += [
            f"{group.group} cycle {c.number}: {c.start} to {c.end}, {c.counted.normalize():f} of"
            f" {required_of(c).normalize():f}, {c.surcharge.normalize():f} of it for being late, {c.state.name}"
            f" by {c.route.name} on {c.met_on}, new expiry {c.new_expiry}"
            for c in group.cycles
        ]
        told += [
            f"{group.group} cycle {c.number}: in {c.carried_in.normalize():f}, out {c.carried_out.normalize():f}"
            for c in group.cycles
        ]
        told += [f"{group.group} cycle {c.number}: {c.months_off} months removed" for c in group.cycles]
        told += [f"{group.group} suspended for a year on {day}" for day in paused(group)]
        told += [f"{group.group} cycle {c.number}: {had}" for c in group.cycles for had in demanded(c)]
        told += [f"{group.group} cycle {c.number}: ended by {ended_by(c)}" for c in group.cycles if c.missed]
        told += [
            f"{group.group} cycle {c.number}: {amount.normalize():f} of {key}"
            for c in group.cycles
            for key, amount in sorted(in_categories(c).items())
        ]
        told += sorted(
            f"{group.group} activity {e.activity}: cycle {e.cycle}, {e.amount.normalize():f}, {e.reason.name}"
            f"{days_told(e)}{elsewhere(e)}{shares_of(e) if splits else ''}"
            for e in group.entries
        )
        told += sorted(
            f"{group.group} holding {h.certification}: since {h.awarded}, expires {h.expires}, {h.state.name}"
            for h in group.holdings
        )
    return told + sorted(f"exam {e.certification} on {e.on}: {e.outcome.name}" for e in found.exams)


def required_of(cycle: Cycle | SlowCycle) -> Decimal:
    """What it requires, together with what being late adds."""
    if isinstance(cycle, Cycle):
        return cycle.required
    return Decimal(0) if cycle.required is None else cycle.required + cycle.surcharge


def demanded(cycle: Cycle | SlowCycle) -> list[str]:
    """What else a cycle demands, what there is of it, and by which other way it was renewed."""
    if isinstance(cycle, Cycle):
        rows = [(d.demand, d.way, d.amount, d.required) for d in cycle.demands]
        rows += [(f"{d.demand} {c.demand}", d.way, c.amount, c.required) for d in cycle.demands for c in d.choices]
        asked_of = {
            d.demand: [year.amount for year in d.asked] for each in cycle.demands for d in (each, *each.choices)
        }
        gave_of = {d.demand: list(d.gave) for each in cycle.demands for d in (each, *each.choices)}
        ways = {way.way: way.required for way in cycle.ways}
    else:
        asked = {id(d): d.needed if is_so_late(cycle, d.rule) else Decimal(0) for d in cycle.demanded}
        rows = [(d.rule.key, d.way, d.had, asked[id(d)]) for d in cycle.demanded]
        rows += [(f"{d.rule.key} {c.rule.key}", d.way, c.had, c.needed) for d in cycle.demanded for c in d.choices]
        asked_of = {d.rule.key: d.asked_at_all for each in cycle.demanded for d in (each, *each.choices)}
        gave_of = {d.rule.key: d.gave for each in cycle.demanded for d in (each, *each.choices)}
        ways = {key: units + cycle.surcharge if units else units for key, units in cycle.ways.items()}
    told = [f"{key} {way}: {had.normalize():f} of {needed.normalize():f}" for key, way, had, needed in rows]
    told += [f"{key} of years: {' '.join(f'{n.normalize():f}' for n in of)}" for key, of in asked_of.items() if of]
    told += [
        f"{key} with those before: {' '.join(f'{n.normalize():f}' for n in of)}" for key, of in gave_of.items() if of
    ]
    told += [f"{way}: {units.normalize():f}" for way, units in ways.items()]
    told += [f"{key}: {least.normalize():f} at least" for key, least in minima_of(cycle).items() if least]
    return [*told, f"by way {cycle.way!r}"]


def minima_of(cycle: Cycle | SlowCycle) -> dict[str, Decimal]:
    """What has to be of each category, together with what being late adds."""
    if isinstance(cycle, Cycle):
        return {total.category: total.required for total in sorted(cycle.categories)}
    return {key: cycle.minima[key] + cycle.more_of.get(key, Decimal(0)) for key in sorted(cycle.minima)}


def ended_by(cycle: Cycle | SlowCycle) -> str:
    """Which year ended what could be renewed in a cycle, and when."""
    if isinstance(cycle, Cycle):
        assert cycle.missed is not None
        total = next(d for d in cycle.demands if (d.demand, d.way) == (cycle.missed.demand, ""))
        return f"{cycle.missed.demand}, {total.years.index(cycle.missed.year)}, {cycle.missed.on}"
    assert cycle.missed is not None
    return f"{cycle.missed[0]}, {cycle.missed[1]}, {cycle.missed[2]}"


def paused(group: GroupStanding | SlowGroup) -> list[date]:
    """The days, up to its date, on which missed years suspended each award, in the order of the awards."""
    found = list[tuple[str, date, list[date]]]()
    for holding in group.holdings:
        if isinstance(holding, SlowHolding):
            days = sorted(holding.paused)
        else:
            days = [a + timedelta(days=n) for a, last in holding.paused for n in range((last - a).days + 1)]
        found.append((holding.certification, holding.awarded, [day for day in days if day <= holding.expires]))
    return [day for _, _, days in sorted(found) for day in days]


def elsewhere(entry: Entry | SlowEntry) -> str:
    """What of an activity counts for other categories than its type's."""
    found = [(p.category, p.amount) for p in entry.spilled] if isinstance(entry, Entry) else entry.elsewhere.items()
    return "".join(f", {amount.normalize():f} as {key}" for key, amount in sorted(found))


def in_categories(cycle: Cycle | SlowCycle) -> dict[str, Decimal]:
    """What each category gave, of those that gave anything."""
    if isinstance(cycle, Cycle):
        return {category.category: category.amount for category in cycle.categories if category.amount}
    return {key: amount for key, amount in cycle.in_categories.items() if amount}


def told(history: History, as_of: date, policy: Policy = REFERENCE) -> list[str]:
    """The facts of a history, and where the policy is not the reference one."""
    facts = [f"{a.on} award {a.certification}" + (f" until {a.expires}" if a.expires else "") for a in history.awards]
    facts += [f"{e.on} exam {e.certification} {'passed' if e.passed else 'failed'}" for e in history.exams]
    facts += [
        f"{a.on} {a.type} {a.ref} {a.name!r} {a.status.name} {a.quantity} {a.parts} {a.serves} from {a.began}"
        for a in history.activities
    ]
    facts += [
        f"{g.met_on} grant {g.group} {g.cycle}: end {g.end}, new expiry {g.new_expiry}, {g.certifications}"
        for g in history.grants
    ]
    facts += [f"{c.since} {c.kind} until {c.until}, {c.units} units" for c in history.circumstances]
    facts += [f"{e.on} extension of {e.of} to {e.to}" for e in history.extensions]
    ours: list[object] = [
        policy.several_days,
        policy.days_rounding,
        policy.step,
        policy.rounding,
        policy.proration,
        policy.allocation,
        policy.deadline,
        policy.carry,
        *policy.caps,
        *(category for category in policy.categories if category.within),
    ]
    ours += policy.circumstances
    ours += [policy.cycle, policy.retake, policy.suspension, *policy.surcharges, *policy.replacements]
    ours += [*policy.groups, *policy.types, *policy.moves, *policy.certifications]
    usual = {*map(repr, (REFERENCE.cycle, REFERENCE.retake, *REFERENCE.groups, *REFERENCE.types))}
    usual |= {*map(repr, (*REFERENCE.moves, *REFERENCE.certifications))}
    return sorted(facts) + [f"as of {as_of}"] + [repr(part) for part in ours if repr(part) not in usual]


def agree(policy: Policy, history: History, as_of: date) -> None:
    made = plan(policy) if policy is not REFERENCE else reference()
    found, again = assess(made, history, as_of), slow_assess(policy, history, as_of)
    splits = bool(made.tables.splits)
    fast, slow = lines(found, splits=splits), lines(again, splits=splits)
    differing = [f"  evaluator  {x}" for x in fast if x not in slow] + [
        f"  slow       {x}" for x in slow if x not in fast
    ]
    assert fast == slow, "\n".join(["", *told(history, as_of, policy), "", *differing])


def without_later_grants(history: History, as_of: date) -> History:
    """Without the grants of the day of the assessment and later ones, of which the readings may know or not."""
    return replace(history, grants=tuple(g for g in history.grants if g.met_on < as_of))


@thorough
@given(histories(), as_ofs)
def test_two_readings_agree(history: History, as_of: date) -> None:
    agree(REFERENCE, history, as_of)


Standing = tuple[History, date]


def standings(of: st.SearchStrategy[History], on: st.SearchStrategy[date]) -> st.SearchStrategy[tuple[Standing, ...]]:
    """Three histories, each on a day of its own. None knows the grants of that day and later ones."""
    return thrice(st.tuples(of, on).map(lambda drawn: (without_later_grants(*drawn), drawn[1])))


@settings(thorough, max_examples=85 * MORE)
@given(policies(), standings(histories(eased=True), as_ofs))
def test_two_readings_of_other_policies_agree(policy: Policy, known: tuple[Standing, ...]) -> None:
    for history, as_of in known:
        agree(policy, history, as_of)


@settings(thorough, max_examples=45 * MORE)
@given(policies(all_at_once=True), standings(histories(eased=True), late))
def test_two_readings_of_policies_with_every_kind_of_rule_agree(policy: Policy, known: tuple[Standing, ...]) -> None:
    for history, as_of in known:
        agree(policy, history, as_of)


@settings(thorough, max_examples=30 * MORE)
@given(policies(), policies(all_at_once=True), thrice(st.sampled_from(list(Rounding))), standings(lasting(), late))
def test_two_readings_of_activities_divided_by_days_agree(
    policy: Policy, full: Policy, roundings: tuple[Rounding, ...], known: tuple[Standing, ...]
) -> None:
    for rounding, (history, as_of) in zip(roundings, known, strict=True):
        by_days = replace(REFERENCE, several_days=SeveralDays.EACH_DAY, days_rounding=rounding, floor=EARLY)
        agree(by_days, replace(history, circumstances=()), as_of)
    for each in (policy, full):
        usual = replace(each.cycle, grace_activity=GraceActivity.ENDED_CYCLE, before_award=False, renewed_next=False)
        rule = replace(each.suspension, activity=DoneSuspended.AS_IN_GRACE) if each.suspension else None
        divided = replace(each, cycle=usual, deadline=None, suspension=rule, several_days=SeveralDays.EACH_DAY)
        divided = replace(divided, floor=EARLY)
        for history, as_of in known:
            agree(divided, history, as_of)


@settings(thorough, max_examples=30 * MORE)
@given(policies(), policies(all_at_once=True), thrice(unmets), standings(histories(granted=True, eased=True), late))
def test_two_readings_agree_where_a_missed_cycle_ends_nothing(
    policy: Policy, full: Policy, unmet: tuple[Unmet, ...], known: tuple[Standing, ...]
) -> None:
    for then, (history, as_of) in zip(unmet, known, strict=True):
        usual = replace(REFERENCE, cycle=replace(REFERENCE.cycle, unmet=then))
        agree(usual, replace(history, circumstances=()), as_of)
        for each in (policy, full):
            agree(replace(each, cycle=replace(each.cycle, unmet=then), suspension=None), history, as_of)


@settings(thorough, max_examples=140 * MORE)
@given(circumstances(), prorations, histories(eased=True), as_ofs)
def test_two_readings_of_circumstances_agree(
    kinds: tuple[CircumstanceKind, ...], proration: Proration, history: History, as_of: date
) -> None:
    agree(replace(REFERENCE, circumstances=kinds, categories=CATEGORIES), history, as_of)
    agree(replace(REFERENCE, circumstances=kinds, categories=CATEGORIES, proration=proration), history, as_of)


mostly_later = st.one_of(st.none(), seen_later, seen_later, seen_later)
looked_at = for_some(st.sampled_from([10, 20, 50]), whom=mostly_later)
minima_looked_at = st.builds(
    Minimum, st.just("ethics"), for_some(st.sampled_from([0, 10, 50]), True, whom=mostly_later)
).map(lambda minimum: (minimum,))


@settings(thorough, max_examples=150 * MORE)
@given(circumstances(), looked_at, minima_looked_at, demands, histories(granted=True, eased=True), as_ofs)
def test_two_readings_of_what_is_looked_at_again_in_a_cycle_agree(
    kinds: tuple[CircumstanceKind, ...],
    required: tuple[Value, ...],
    minima: tuple[Minimum, ...],
    demanded: tuple[Demand, ...],
    history: History,
    as_of: date,
) -> None:
    groups = tuple(replace(g, required=required, minima=minima, demands=demanded) for g in REFERENCE.groups)
    ten = (Value(EARLY, Decimal(10), ""),)
    types = tuple(replace(t, category="ethics" if t.key == "course" else "", worth=ten) for t in REFERENCE.types)
    rules = replace(REFERENCE, groups=groups, types=types, floor=EARLY, counters=COUNTERS, categories=CATEGORIES)
    for each in (NO_EFFECT, kinds):
        agree(replace(rules, circumstances=each), history, as_of)


@settings(thorough, max_examples=150 * MORE)
@given(
    st.one_of(counted_each_year, counted_recently, counted_early, recent, early),
    st.sampled_from([0, 0, 6]),
    histories(),
    late,
)
def test_two_readings_of_what_a_part_of_a_cycle_gave_agree(
    demand: Demand, opens: int, history: History, as_of: date
) -> None:
    groups = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(10)),)) for g in REFERENCE.groups)
    asking = tuple(replace(g, demands=(demand,)) for g in groups)
    cycle = replace(REFERENCE.cycle, opens_months=opens)
    rules = replace(REFERENCE, groups=asking, cycle=cycle, counters=COUNTERS, categories=CATEGORIES)
    agree(replace(rules, circumstances=NO_EFFECT), history, as_of)


@settings(thorough, max_examples=30 * MORE)
@given(
    policies(),
    policies(all_at_once=True),
    thrice(st.lists(yearly, min_size=1, max_size=2, unique_by=lambda d: d.key).map(tuple)),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_years_with_a_last_day_of_their_own_agree(
    policy: Policy, full: Policy, asked: tuple[tuple[Demand, ...], ...], known: tuple[Standing, ...]
) -> None:
    assert REFERENCE.retake is not None
    groups = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(10)),)) for g in REFERENCE.groups)
    easy = replace(REFERENCE, circumstances=NO_EFFECT, groups=groups, retake=replace(REFERENCE.retake, months=24))
    for demanded, (history, as_of) in zip(asked, known, strict=True):
        for each in (easy, policy, full, as_fees(easy), as_fees(full)):
            agree(missing_years(each, demanded), history, as_of)


@st.composite
def renewed_early(draw: st.DrawFn) -> History:
    """Histories of cycles that an exam, or a grant, renews before their years are over."""
    history = draw(histories(granted=True, eased=True))
    start = draw(days)
    held = draw(st.lists(st.sampled_from(ACA), min_size=1, max_size=2, unique=True))
    passed = [start + timedelta(days=gap) for gap in draw(st.lists(st.integers(1, 500), max_size=2))]
    exams = tuple(Exam(code, on, True) for code in held for on in passed)
    granted = start + timedelta(days=draw(st.integers(300, 1200)))
    grant = Grant("aca", 1, granted, granted + timedelta(draw(st.integers(-100, 600))), granted + timedelta(1300))
    return replace(
        history,
        awards=tuple(Award(code, start) for code in held),
        exams=once(exams, lambda e: (e.certification, e.on)),
        grants=(replace(grant, certifications=tuple(held[:1])),) if draw(st.booleans()) else (),
    )


@settings(thorough, max_examples=50 * MORE)
@given(policies(), thrice(yearly), standings(renewed_early(), late))
def test_two_readings_of_years_that_are_left_of_a_renewed_cycle_agree(
    policy: Policy, demands: tuple[Demand, ...], known: tuple[Standing, ...]
) -> None:
    for each in (replace(REFERENCE, circumstances=NO_EFFECT), policy):
        for demand, (history, as_of) in zip(demands, known, strict=True):
            rules = missing_years(each, (demand,))
            exam = rules.retake or REFERENCE.retake
            assert exam is not None
            agree(replace(rules, retake=replace(exam, months=30)), history, as_of)


@settings(thorough, max_examples=150 * MORE)
@given(choices(st.one_of(plain_demand, of_units)), histories(), late)
def test_two_readings_of_choices_agree(demand: Demand, history: History, as_of: date) -> None:
    ten = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(10)),)) for g in REFERENCE.groups)
    asking = tuple(replace(g, demands=(demand,)) for g in ten)
    rules = replace(REFERENCE, groups=asking, counters=COUNTERS, categories=CATEGORIES, floor=EARLY)
    agree(replace(rules, circumstances=NO_EFFECT), history, as_of)


@settings(thorough, max_examples=120 * MORE)
@given(chosen_each_year, st.lists(st.integers(1, 3), max_size=9), histories(), late)
def test_two_readings_of_choices_of_each_year_agree(
    demand: Demand, amounts: list[int], history: History, as_of: date
) -> None:
    """Each year by itself, with a day to meet it by or none, of what may be met in some years alone."""
    ten = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(10)),)) for g in REFERENCE.groups)
    one = tuple(replace(value, amount=Decimal(much)) for value, much in zip(demand.values, amounts, strict=False))
    rules = replace(REFERENCE, counters=COUNTERS, categories=CATEGORIES, floor=EARLY, circumstances=NO_EFFECT)
    for asked in (demand, replace(demand, values=one or demand.values)):
        for missed in (None, Missed(Then.ENDS, late_counts=False, source="", days=30)):
            each = replace(asked, missed=missed, from_day=0, after_months=0) if missed else asked
            agree(replace(rules, groups=tuple(replace(g, demands=(each,)) for g in ten)), history, as_of)


A_FEE = replace(
    REFERENCE,
    floor=EARLY,
    types=tuple(
        replace(kind, worth=() if kind.key == "presenting" else (Value(EARLY, Decimal(10), ""),))
        for kind in REFERENCE.types
    ),
    counters=(Counter("fee", "Fee", "fee", "fees", ("presenting",), CounterOf.USES),),
)


def test_of_the_activities_of_one_day_the_first_that_meets_a_way_renews_by_it() -> None:
    once, twenty = (Value(EARLY, Decimal(1), ""),), (Value(EARLY, Decimal(20), ""),)
    a_talk = Way("a talk", "", (), (Demand("talks", "", DemandKind.COUNTER, "talks", 0, 0, once),))
    groups = tuple(replace(group, required=twenty, ways=(a_talk,)) for group in REFERENCE.groups)
    policy = replace(A_FEE, groups=groups, counters=COUNTERS[:1])
    day = date(2024, 6, 3)
    talks = (Activity("1", "local-event", day, "A"), Activity("2", "local-event", day, "B"))
    courses = (Activity("3", "course", day, "Y"), Activity("4", "course", day, "Z"))  # first, as the policy names them
    for activities, way in ((talks, "a talk"), ((*talks, *courses), "")):
        history = History((Award("ACA-JSWE", date(2024, 3, 1)),), activities=activities)
        agree(policy, history, LAST)
        assert assess(plan(policy), history, LAST).groups[0].cycles[0].way == way


needs = st.builds(
    lambda of, least: Need(tuple(of), min(least, len(of))),
    st.lists(codes, min_size=1, max_size=4, unique=True),
    st.sampled_from([1, 1, 2, 3]),
)
counting = st.sampled_from([(0,), (0, 1), (0, 1, 2), (0, 3), (0, 1, 3), (0, 1, 2, 3)])
some_designations = st.lists(
    st.builds(
        lambda found, which, lost, since: Designation(
            "d", "D", "", tuple(found), tuple(map(Counted, which)), lost, since, "s"
        ),
        st.lists(needs, min_size=1, max_size=2),
        counting,
        st.sampled_from(list(Lost)),
        st.sampled_from([EARLY, EARLY, date(2025, 6, 1)]),
    ),
    min_size=1,
    max_size=3,
).map(lambda found: tuple(replace(each, key=f"d{i}") for i, each in enumerate(found)))


offsets = st.sampled_from([None, 0, 30, 200, 300, 500, 700, 731, 760, 822])
"""How many days before the day of the assessment what a designation needs was awarded, too."""


@st.composite
def nearly_held(draw: st.DrawFn) -> tuple[tuple[Designation, ...], History, date]:
    found, history, as_of = draw(some_designations), draw(histories(eased=True)), draw(as_ofs)
    named = dict.fromkeys(code for each in found for code in each.certifications)
    before = [(code, draw(offsets)) for code in named]
    more = [Award(code, as_of - timedelta(days=many)) for code, many in before if many is not None]
    awards = once((*history.awards, *more), lambda award: (award.certification, award.on))
    return found, replace(history, awards=awards), as_of


def agree_on_designations(policy: Policy, history: History, as_of: date) -> None:
    made = plan(policy)
    found, slow = assess(made, history, as_of), slow_assess(policy, history, as_of)
    assert lines(found, splits=bool(made.tables.splits)) == lines(slow, splits=bool(made.tables.splits))
    fast = [
        (
            each.designation.key,
            each.met,
            each.held,
            each.since,
            each.until,
            [[c.certification for c in need.counting] for need in each.needs],
            [list(need.open) for need in each.needs],
        )
        for each in designations(made, found)
    ]
    again = [
        (each.key, each.met, each.held, each.since, each.until, each.counting, each.open)
        for each in slow_designations(policy, slow, as_of)
    ]
    assert fast == again, "\n".join(told(history, as_of, policy))


@brief
@given(nearly_held())
def test_two_readings_of_designations_agree(known: tuple[tuple[Designation, ...], History, date]) -> None:
    found, history, as_of = known
    agree_on_designations(replace(REFERENCE, designations=found), history, as_of)


@settings(brief, max_examples=18 * MORE)
@given(policies(), thrice(nearly_held()))
def test_two_readings_of_designations_of_other_policies_agree(
    policy: Policy, known: tuple[tuple[tuple[Designation, ...], History, date], ...]
) -> None:
    for found, history, as_of in known:
        agree_on_designations(replace(policy, designations=found), history, as_of)


@st.composite
def late_renewals(draw: st.DrawFn) -> History:
    """Histories in which much is done around the end of somebody's first cycle of two years."""
    found = draw(histories(granted=True, eased=True))
    end = min(award.on for award in found.awards) + timedelta(days=731)
    courses, fees = st.lists(st.integers(-90, 120), min_size=3, max_size=9), st.lists(st.integers(-5, 120), max_size=2)
    done = [("course", day) for day in draw(courses)] + [("presenting", day) for day in draw(fees)]
    done += [("local-event", day) for day in draw(st.lists(st.integers(-90, 60), max_size=4))]
    more = (
        activity_of(kind, end + timedelta(days=day), f"{kind} {i % 7}", Status.SUBMITTED, 1000)
        for i, (kind, day) in enumerate(done)
    )
    moved = [Extension(of, end + timedelta(days=on), end + timedelta(days=to)) for of, on, to in draw(late_extensions)]
    activities = tuple(replace(a, ref=f"{i:02d}") for i, a in enumerate((*found.activities, *more)))
    return replace(found, activities=activities, extensions=(*found.extensions, *moved))


late_extensions = st.lists(
    st.tuples(st.sampled_from([*ACA, "aca", "acp"]), st.integers(-60, 90), st.integers(0, 150)), max_size=1
)


def asking(cycle: CycleRule, units: int, *demands: Demand) -> tuple[Group, ...]:
    """The reference groups, requiring so many units and these demands in cycles by a rule."""
    begins = EARLY if cycle.anchor is Anchor.CALENDAR else None
    required = (Value(EARLY, Decimal(units), ""),)
    return tuple(replace(g, required=required, demands=demands, periods_from=begins) for g in REFERENCE.groups)


own_rules = st.tuples(st.none() | any_own_cycles, st.none() | own_retakes, st.none() | own_carries)


@settings(thorough, max_examples=150 * MORE)
@given(cycles, st.tuples(own_rules, own_rules), retakes, suspensions, st.none() | carries, circumstances(), st.data())
def test_two_readings_of_what_groups_have_of_their_own_agree(
    cycle: CycleRule,
    own: tuple[tuple[OwnCycle | None, OwnRetake | None, OwnCarry | None], ...],
    retake: Retake | None,
    suspension: Suspension | None,
    carry: Carry | None,
    kinds: tuple[CircumstanceKind, ...],
    data: st.DataObject,
) -> None:
    ends = suspending(suspension, cycle) if cycle.unmet is Unmet.LAPSES else None
    groups = tuple(
        as_renewed(
            replace(
                group,
                own_cycle=own_cycle_of(of_cycle, cycle, bound=binds(None, ends)),
                own_retake=retake_beside(of_retake, cycle, ends),
                own_carry=of_carry if carry else None,
            ),
            cycle,
        )
        for group, (of_cycle, of_retake, of_carry) in zip(asking(cycle, 20), own, strict=True)
    )
    policy = replace(
        A_FEE,
        circumstances=kinds,
        categories=CATEGORIES,
        cycle=cycle,
        retake=retake_beside(up_to_its_end(retake, ends), cycle, ends),
        suspension=ends,
        carry=carry,
        groups=groups,
        cascades=data.draw(cascades),
    )
    history = data.draw(late_renewals())
    as_of = data.draw(late)
    agree(policy, without_later_grants(history, as_of), as_of)


@st.composite
def passed_again(draw: st.DrawFn) -> History:
    """Histories in which exams are passed again around the ends of cycles, and on the days after a pass."""
    found = draw(late_renewals())
    start = min(award.on for award in found.awards)
    held = draw(st.lists(st.sampled_from([*ACA, *ACA, *ACP]), min_size=1, max_size=4))
    begun = [Award(code, start + timedelta(days=40 * i)) for i, code in enumerate(dict.fromkeys(held))]
    around = st.sampled_from([300, 365, 366, 367, 500, 640, 700, 730, 731, 732, 760, 820, 1000, 1095, 1500, 1830])
    passes = draw(st.lists(st.tuples(st.sampled_from(held), around, st.sampled_from([0, 0, 1, 2, 90])), max_size=6))
    exams = [Exam(code, start + timedelta(days=day + more), True) for code, day, more in passes]
    return replace(
        found,
        awards=once([*found.awards, *begun], lambda a: (a.certification, a.on)),
        exams=once([*found.exams, *exams], lambda e: (e.certification, e.on)),
    )


@settings(thorough, max_examples=35 * MORE)
@given(
    policies(), thrice(st.tuples(cycles, some_retake, suspensions, moves)), standings(passed_again(), late), st.data()
)
def test_two_readings_of_exams_passed_again_agree(
    policy: Policy,
    rules: tuple[tuple[CycleRule, Retake, Suspension | None, tuple[Move, ...]], ...],
    known: tuple[Standing, ...],
    data: st.DataObject,
) -> None:
    for (cycle, retake, suspension, moved), (facts, as_of) in zip(rules, known, strict=True):
        history = replace(facts, grants=())  # beside exams they are read with what groups have of their own
        usual = replace(A_FEE, circumstances=NO_EFFECT, moves=moved)
        agree(replace(usual, retake=replace(retake, in_grace=True)), history, as_of)
        ends = suspension if cycle.unmet is Unmet.LAPSES else None
        if ends and cycle.grace_activity is GraceActivity.NEXT_CYCLE:
            ends = replace(ends, restarts=False)
        rule, units = retake_beside(retake, cycle, ends), data.draw(st.sampled_from([0, 20]))
        agree(replace(usual, cycle=cycle, suspension=ends, retake=rule, groups=asking(cycle, units)), history, as_of)
        agree(policy, history, as_of)


def without_types(policy: Policy) -> Policy:
    """A program that records no activities, with what may be said of one that renews by exams and cascades alone."""
    ends = policy.suspension
    cycle = replace(policy.cycle, grace_activity=GraceActivity.ENDED_CYCLE, opens_months=0, opens_days=0)
    cycle = replace(cycle, renewed_next=False, renewed_next_from=None, before_award=False)
    return replace(
        policy,
        types=(),
        categories=(),
        counters=(),
        caps=(),
        carry=None,
        proration=None,
        allocation=None,
        deadline=None,
        surcharges=(),
        several_days=SeveralDays.LAST_DAY,
        floor=EARLY,
        cycle=cycle,
        suspension=replace(ends, by_units=False, by_exam=True, activity=DoneSuspended.AS_IN_GRACE) if ends else None,
        retake=up_to_its_end(policy.retake, ends),
        circumstances=tuple(
            replace(kind, shrinks=(), removes=Removes.NOTHING if kind.removes is Removes.UNITS else kind.removes)
            for kind in policy.circumstances
        ),
        groups=tuple(
            replace(
                group,
                required=(),
                minima=(),
                demands=(),
                ways=(),
                portfolio=None,
                own_carry=None,
                own_proration=None,
                own_cycle=replace(group.own_cycle, opens_months=0, opens_days=0) if group.own_cycle else None,
            )
            for group in policy.groups
        ),
    )


@settings(thorough, max_examples=60 * MORE)
@given(policies().map(without_types), standings(passed_again(), as_ofs))
def test_two_readings_of_programs_without_activities_agree(policy: Policy, known: tuple[Standing, ...]) -> None:
    for history, as_of in known:
        agree(policy, replace(history, activities=()), as_of)


@settings(thorough, max_examples=150 * MORE)
@given(cycles, uncounted, late_renewals(), late)
def test_two_readings_of_what_is_done_in_grace_agree(
    cycle: CycleRule, others: tuple[Demand, ...], history: History, as_of: date
) -> None:
    once_paid = Demand("paid", "", DemandKind.COUNTER, "fee", 0, 0, (Value(EARLY, Decimal(1), ""),))
    policy = replace(
        A_FEE,
        circumstances=NO_EFFECT,
        categories=CATEGORIES,
        cycle=possible(replace(cycle, months=24, grace_days=90, grace_activity=GraceActivity.NEXT_CYCLE)),
        groups=asking(cycle, 20, once_paid, *others),
    )
    agree(policy, without_later_grants(history, as_of), as_of)


@settings(thorough, max_examples=100 * MORE)
@given(
    st.tuples(cycles, suspensions, st.none() | deadlines, surcharges, st.none() | carries),
    uncounted,
    retakes,
    st.sampled_from([Again.ALWAYS, *Again]),
    late_renewals(),
    late,
)
def test_two_readings_of_what_is_done_in_grace_and_while_suspended_agree(
    rules: tuple[CycleRule, Suspension | None, Deadline | None, tuple[Surcharge, ...], Carry | None],
    others: tuple[Demand, ...],
    retake: Retake,
    again: Again,
    history: History,
    as_of: date,
) -> None:
    cycle, suspension, deadline, late_rows, carry = rules
    once_paid = Demand("paid", "", DemandKind.COUNTER, "fee", 0, 0, (Value(EARLY, Decimal(1), ""),))
    rule = replace(cycle, months=24, grace_days=30, grace_months=0, unmet=Unmet.LAPSES)
    for done in DoneSuspended:
        next_one = done in (DoneSuspended.ENDED_CYCLE, DoneSuspended.ENDED_CYCLE_WITH_GRACE)
        in_grace = GraceActivity.NEXT_CYCLE if next_one else rule.grace_activity
        mixed = replace(suspension or Suspension(6, True, False, False, ""), activity=done)
        usual, ends = beside(deadline, possible(replace(rule, grace_activity=in_grace)), mixed)
        policy = replace(
            A_FEE,
            circumstances=NO_EFFECT,
            categories=CATEGORIES,
            cycle=possible(usual),
            suspension=ends,
            deadline=deadline,
            surcharges=late_rows,
            carry=carry,
            retake=up_to_its_end(retake, ends),
            groups=asking(cycle, 20, once_paid, *others),
            types=tuple(replace(each, again=again, again_months=6) for each in A_FEE.types),
        )
        agree(policy, without_later_grants(history, as_of), as_of)


@settings(thorough, max_examples=150 * MORE)
@given(cycles, st.none() | days, st.none() | deadlines, st.none() | carries, histories(), late)
def test_two_readings_of_what_is_done_after_a_renewal_agree(
    cycle: CycleRule,
    since: date | None,
    deadline: Deadline | None,
    carry: Carry | None,
    history: History,
    as_of: date,
) -> None:
    rule = replace(cycle, months=24, rhythm=Rhythm.KEPT, renewed_next=True, renewed_next_from=since)
    policy = replace(
        A_FEE,
        circumstances=NO_EFFECT,
        categories=CATEGORIES,
        deadline=deadline,
        carry=carry,
        cycle=possible(beside(deadline, rule, None)[0]),
        groups=asking(cycle, 10),
    )
    agree(policy, history, as_of)


@settings(thorough, max_examples=150 * MORE)
@given(cycles, deadlines, surcharges, uncounted, st.one_of(caps, many_caps), late_renewals(), late)
def test_two_readings_of_what_is_done_after_a_deadline_agree(
    cycle: CycleRule,
    deadline: Deadline,
    late_rows: tuple[Surcharge, ...],
    others: tuple[Demand, ...],
    limits_in_units: tuple[Cap, ...],
    history: History,
    as_of: date,
) -> None:
    once_paid = Demand("paid", "", DemandKind.COUNTER, "fee", 0, 0, (Value(EARLY, Decimal(1), ""),), from_day=1)
    rule = possible(beside(deadline, replace(cycle, months=24, grace_days=90), None)[0])
    policy = replace(
        A_FEE,
        circumstances=NO_EFFECT,
        categories=CATEGORIES,
        caps=limits_in_units,
        surcharges=late_rows,
        deadline=deadline,
        cycle=rule,
        groups=asking(cycle, 20, once_paid, *others),
    )
    agree(policy, without_later_grants(history, as_of), as_of)


@st.composite
def done_before(draw: st.DrawFn) -> History:
    """Histories in which much is done in the weeks around each award."""
    found = draw(histories(granted=True, eased=True))
    weeks = st.lists(st.tuples(st.sampled_from(TYPES), st.integers(-40, 5)), min_size=1, max_size=6)
    more = [
        activity_of(kind, award.on + timedelta(days=day), f"{kind} {i % 4}", Status.SUBMITTED, 1000)
        for award in found.awards
        for i, (kind, day) in enumerate(draw(weeks))
    ]
    known = tuple(replace(a, ref=f"{i:02d}") for i, a in enumerate((*found.activities, *more)))
    return replace(found, activities=known)


@settings(thorough, max_examples=25 * MORE)
@given(policies(), policies(all_at_once=True), thrice(st.booleans()), standings(done_before(), as_ofs))
def test_two_readings_of_cycles_that_begin_with_a_month_agree(
    policy: Policy, full: Policy, before: tuple[bool, ...], known: tuple[Standing, ...]
) -> None:
    for each in (policy, full):
        for counts, (history, as_of) in zip(before, known, strict=True):
            rule = possible(replace(each.cycle, anchor=Anchor.AWARD, from_month=True, before_award=counts))
            rule = replace(rule, rhythm=Rhythm.KEPT) if each.deadline else rule
            days_of = SeveralDays.LAST_DAY if counts else each.several_days
            groups = tuple(replace(group, periods_from=None) for group in each.groups)
            agree(replace(each, cycle=rule, groups=groups, several_days=days_of, floor=EARLY), history, as_of)


@settings(thorough, max_examples=200 * MORE)
@given(histories(granted=True), as_ofs)
@example(  # passed when only a grant that is still to come keeps it, long after its grace
    History(
        awards=(Award("ACA-JSWBC", date(2023, 1, 20), date(2023, 1, 20)),),
        exams=(Exam("ACA-JSWBC", date(2024, 1, 31), True),),
        grants=(Grant("aca", 1, date(2024, 7, 20), date(2024, 7, 20), date(2025, 8, 24)),),
    ),
    date(2026, 1, 20),
)
@example(  # retired, and kept for a grant alone that came after its cycle: the next cycle is not its own
    History(
        awards=(Award("ACP-CA", date(2023, 4, 20)),),
        grants=(Grant("acp", 1, date(2025, 7, 20), date(2025, 6, 30), date(2027, 6, 30), ("ACP-CA",)),),
    ),
    LAST,
)
def test_two_readings_of_granted_renewals_agree(history: History, as_of: date) -> None:
    agree(REFERENCE, without_later_grants(history, as_of), as_of)


# What the rules promise whatever the facts.

another = st.builds(Activity, ref=st.just("new"), type=st.sampled_from(TYPES), on=days, name=st.just("another"))


def adding(history: History, activity: Activity) -> History:
    return replace(history, activities=(*history.activities, activity))


@brief
@given(histories(), another)
def test_an_activity_takes_nothing_away_on_its_day(history: History, activity: Activity) -> None:
    more = {g.group: g for g in assess(reference(), adding(history, activity), activity.on).groups}
    for group in assess(reference(), history, activity.on).groups:
        now = more[group.group]
        assert all(a.counted >= b.counted for a, b in zip(now.cycles, group.cycles, strict=True))
        assert all(a.expires >= b.expires for a, b in zip(now.holdings, group.holdings, strict=True))


@brief
@given(histories(), another, as_ofs)
def test_withdrawing_gives_back_what_was(history: History, activity: Activity, as_of: date) -> None:
    withdrawn = adding(history, replace(activity, status=Status.WITHDRAWN))
    before = lines(assess(reference(), history, as_of))
    after = [line for line in lines(assess(reference(), withdrawn, as_of)) if " activity new:" not in line]
    assert after == before, "\n".join(told(withdrawn, as_of))


@brief
@given(histories(granted=True), as_ofs)
def test_the_order_in_which_facts_come_makes_no_difference(history: History, as_of: date) -> None:
    turned = History(history.awards[::-1], history.exams[::-1], history.activities[::-1], history.grants[::-1])
    before, after = (lines(assess(reference(), h, as_of)) for h in (history, turned))
    assert after == before, "\n".join(told(history, as_of))


@brief
@given(histories(), days, days)
def test_a_closed_cycle_stays_as_it_is(history: History, one: date, other: date) -> None:
    as_of, later = sorted((one, other))
    after = {g.group: g for g in assess(reference(), history, later).groups}
    for group in assess(reference(), history, as_of).groups:
        closed = group.cycles[:-1]
        if group.cycles[-1].state in (CycleState.LAPSED, CycleState.ENDED):
            closed = group.cycles
        assert after[group.group].cycles[: len(closed)] == closed, "\n".join(told(history, as_of))


@settings(brief, max_examples=35 * MORE)
@given(policies(), standings(histories(), as_ofs))
def test_no_more_uses_count_than_a_limit_allows(policy: Policy, known: tuple[Standing, ...]) -> None:
    lowered = plan(policy)
    for history, as_of in known:
        check_limits(policy, lowered, history, as_of)


def check_limits(policy: Policy, lowered: Plan, history: History, as_of: date) -> None:
    kinds = {a.ref: policy.type(a.type) for a in history.activities}
    for group in assess(lowered, history, as_of).groups:
        for cycle in group.cycles:
            reasons = {Reason.COUNTED, Reason.IN_PART, Reason.OVER_UNITS, Reason.SPILLED}
            entries = [e for e in group.entries if e.cycle == cycle.number and e.reason in reasons]
            assert sum((e.amount for e in entries), cycle.carried_in) == cycle.counted
            for kind in policy.types:
                counted = len([e for e in entries if kinds[e.activity] is kind])
                assert kind.limit is None or counted <= at_start(kind.limit.uses, cycle.start)


@brief
@given(histories(), as_ofs)
def test_granting_what_the_facts_give_changes_nothing(history: History, as_of: date) -> None:
    found = assess(reference(), history, as_of)
    held = [h.certification for group in found.groups for h in group.holdings]
    assume(len(set(held)) == len(held))  # what was regained before a grant is held throughout, once it is granted
    given_before = [
        Grant(
            group.group,
            c.number,
            c.met_on,
            c.end,
            c.new_expiry,
            renewed_in(history, group.group, c.met_on, c.new_expiry),
        )
        for group in found.groups
        for c in group.cycles
        if c.route is not Route.NONE and c.met_on and c.new_expiry
    ]
    again = replace(history, grants=tuple(g for g in given_before if g.certifications))
    assert lines(assess(reference(), again, as_of)) == lines(found), "\n".join(told(again, as_of))


def renewed_in(history: History, group: str, day: date, new_expiry: date) -> tuple[str, ...]:
    """What was renewed to a date on a day, by the slow reading of that day."""
    standing = next(g for g in slow_assess(REFERENCE, history, day).groups if g.group == group)
    held = [h for h in standing.holdings if h.state in (HoldingState.ACTIVE, HoldingState.GRACE)]
    return tuple(h.certification for h in held if h.expires >= new_expiry)


def test_what_another_level_is_awarded_renews_nothing_here() -> None:
    """From the 91st day on it takes nothing more to be late, and nothing of this level happens after that."""
    nothing = (replace(REFERENCE.groups[0].required[0], amount=Decimal(0), since=EARLY),)
    policy = replace(
        REFERENCE,
        groups=tuple(replace(group, required=nothing) for group in REFERENCE.groups),
        surcharges=(
            Surcharge(1, Decimal(10), share=False, every_months=0, source=""),
            Surcharge(91, Decimal(0), share=True, every_months=0, source=""),
        ),
        deadline=Deadline(months=3, days=0, late=True, later=Later.NOTHING, types=("course",), source=""),
        circumstances=(CircumstanceKind("leave", "", "", "", Removes.NOTHING, ""),),
        moves=(),
    )
    known = (Award("ACA-JSWE", date(2022, 1, 20), date(2022, 2, 21)), Award("ACP-JA", date(2022, 3, 5)))
    history, as_of = History(known, (), ()), date(2022, 3, 10)
    agree(policy, history, as_of)
    assert assess(plan(policy), history, as_of).groups[0].cycles[0].state is CycleState.GRACE


def test_what_a_grant_kept_is_let_go_once_something_else_has_lapsed_in_its_cycle() -> None:
    period = date(2021, 7, 15)
    policy = replace(
        REFERENCE,
        cycle=replace(REFERENCE.cycle, months=12, anchor=Anchor.CALENDAR, ends=Ends.DAY_BEFORE, grace_days=60),
        groups=tuple(replace(group, required=(), periods_from=period) for group in REFERENCE.groups),
        certifications=tuple(
            replace(c, retired=date(2022, 6, 13) if c.code == "ACP-JCA" else None) for c in REFERENCE.certifications
        ),
        moves=(),
        floor=EARLY,
    )
    grant = Grant("acp", 2, date(2025, 8, 27), date(2026, 5, 30), date(2028, 6, 6), ("ACP-JCA",))
    for day, reason in ((date(2024, 9, 12), Reason.COUNTED), (date(2024, 9, 13), Reason.NOT_HELD)):
        done = Activity("1", "course", day, "A course")
        awards, exams = (Award("ACP-JCA", date(2024, 1, 20)),), (Exam("ACP-JPA", date(2024, 2, 29), passed=True),)
        history = History(awards, exams, (done,), grants=(grant,))
        agree(policy, history, date(2025, 12, 31))
        assert assess(plan(policy), history, date(2025, 12, 31)).groups[0].entries[0].reason is reason
