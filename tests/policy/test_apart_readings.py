"""What is awarded after a cycle's end, read twice: with what ended renewed after all, or lapsed and the award apart."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.carrying import Carry
from recert.policy.cycles import CycleRule, GraceActivity, Unmet
from recert.policy.history import Award, Exam, Extension, History, Status
from recert.policy.lateness import DoneSuspended, Surcharge, Suspension
from recert.policy.model import Demand, Policy
from recert.policy.proration import Proration
from recert.policy.retake import Retake
from recert.policy.several_days import SeveralDays
from tests.policy.strategies import days as starts
from tests.policy.test_two_readings import (
    A_FEE,
    ACA,
    CATEGORIES,
    EARLY,
    MORE,
    NO_EFFECT,
    Standing,
    activity_of,
    agree,
    asking,
    carries,
    cycles,
    histories,
    lasting,
    late,
    policies,
    prorations,
    retake_beside,
    some_retake,
    standings,
    surcharges,
    suspending,
    thorough,
    uncounted,
    undivided,
    up_to_its_end,
)

YEARS = timedelta(days=365), timedelta(days=730)
soon = st.sampled_from([1, 1, 1, 2, 5, 10, 29, 30, 31, 60, 89, 90, 91, 150, 300, 400])
"""How many days after the end something else is awarded."""
later = st.sampled_from([370, 395, 440, 735, 760, 800])
"""The same of a third one: often after the end of the second."""
usual = histories(granted=True, eased=True)
waiting = st.builds(
    Suspension,
    months=st.sampled_from([1, 6, 12, 12, 24]),
    by_units=st.sampled_from([True, True, False]),
    by_exam=st.booleans(),
    restarts=st.booleans(),
    source=st.just(""),
    activity=st.sampled_from(list(DoneSuspended)),
    days=st.sampled_from([0, 0, 0, 90, 400]),
).map(lambda rule: replace(rule, months=0) if rule.days else rule)


@st.composite
def awarded_late(draw: st.DrawFn, others: st.SearchStrategy[History]) -> History:
    """Something of a group is awarded, and others of it after the end of that, by a record or an exam."""
    found = draw(others)
    start, (first, *more) = draw(starts), draw(st.permutations(ACA))
    end = start + draw(st.sampled_from(YEARS))
    awards, exams, on = [Award(first, start, end)], list[Exam](), end
    for code, after in zip(more, (soon, st.one_of(soon, later)), strict=True):
        on += timedelta(days=draw(after))
        if draw(st.booleans()):
            awards.append(Award(code, on, None))
        else:
            exams.append(Exam(code, on, True))
    if draw(st.sampled_from([False, False, True])):
        awards.append(Award(more[1], start, end - timedelta(days=draw(st.sampled_from([1, 20, 60])))))
    done = draw(st.lists(st.tuples(st.integers(-60, 700), st.sampled_from([1000, 1000, 20_000])), max_size=5))
    courses = (
        activity_of("course", end + timedelta(days=day), f"{i}", Status.SUBMITTED, much)
        for i, (day, much) in enumerate(done)
    )
    keep = draw(st.sampled_from([False, False, False, True]))
    extended = [Extension(first, end + timedelta(days=5), end + timedelta(days=draw(soon)))]
    kept = found if keep else replace(found, awards=(), exams=(), grants=())
    named = {each.certification for each in awards}
    sat = {(each.certification, each.on) for each in exams}
    return replace(
        kept,
        awards=(*awards, *(a for a in kept.awards if a.certification not in named)),
        exams=(
            *exams,
            *(e for e in kept.exams if (e.certification, e.on) not in sat),
        ),
        activities=tuple(replace(a, ref=f"{i:02d}") for i, a in enumerate((*kept.activities, *courses))),
        extensions=(*kept.extensions, *(extended if draw(st.sampled_from([False, False, True])) else ())),
    )


def expires(policy: Policy) -> bool:
    """Whether what is held has an end: else nothing is ever over its date, and there is no grace."""
    return not policy.cycle.for_life


def in_which_it_may(policy: Policy, rule: Suspension | None) -> Policy:
    """The same policy with a grace or a suspension in which something else may be awarded."""
    cycle = replace(policy.cycle, unmet=Unmet.LAPSES)
    if rule is None and not cycle.has_grace:
        cycle = replace(cycle, grace_days=90)
    ends = suspending(rule, cycle)
    several = SeveralDays.LAST_DAY if undivided(cycle, ends) else policy.several_days
    return replace(policy, cycle=cycle, suspension=ends, several_days=several)


@settings(thorough, max_examples=70 * MORE)
@given(
    policies().filter(expires),
    policies(all_at_once=True).filter(expires),
    st.none() | waiting,
    standings(awarded_late(usual), late),
)
def test_two_readings_of_awards_after_an_end_agree(
    policy: Policy, full: Policy, rule: Suspension | None, known: tuple[Standing, ...]
) -> None:
    for history, as_of in known:
        for each in (policy, full):
            agree(in_which_it_may(each, rule), history, as_of)


@settings(thorough, max_examples=100 * MORE)
@given(
    cycles,
    waiting,
    st.tuples(st.none() | some_retake, st.none() | prorations, surcharges, st.none() | carries),
    st.tuples(uncounted, st.sampled_from([10, 20, 50])),
    standings(awarded_late(usual), late),
)
def test_two_readings_of_awards_while_something_is_suspended_agree(
    cycle: CycleRule,
    rule: Suspension,
    rules: tuple[Retake | None, Proration | None, tuple[Surcharge, ...], Carry | None],
    asked: tuple[tuple[Demand, ...], int],
    known: tuple[Standing, ...],
) -> None:
    retake, proration, late_rows, carry = rules
    simple = replace(A_FEE, circumstances=NO_EFFECT, categories=CATEGORIES, cycle=cycle, floor=EARLY)
    policy = replace(
        in_which_it_may(simple, rule),
        retake=retake_beside(up_to_its_end(retake, rule), cycle, rule),
        groups=asking(cycle, asked[1], *asked[0]),
        proration=proration,
        surcharges=late_rows,
        carry=carry,
    )
    for history, as_of in known:
        agree(policy, history, as_of)


@settings(thorough, max_examples=60 * MORE)
@given(policies().filter(expires), st.none() | waiting, standings(awarded_late(lasting()), late))
def test_two_readings_of_awards_after_an_end_agree_where_activities_are_divided_by_days(
    policy: Policy, rule: Suspension | None, known: tuple[Standing, ...]
) -> None:
    by_days = replace(policy.cycle, grace_activity=GraceActivity.ENDED_CYCLE, before_award=False, renewed_next=False)
    waits = replace(rule, activity=DoneSuspended.AS_IN_GRACE) if rule else None
    may = in_which_it_may(replace(policy, cycle=by_days, deadline=None), waits)
    for history, as_of in known:
        agree(replace(may, several_days=SeveralDays.EACH_DAY, floor=EARLY), history, as_of)
