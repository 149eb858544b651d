"""A cycle is missed, and nothing that is held ends: the next one begins anyway."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain_renewals, explain_states
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, ExpiryCause, GroupStanding, HoldingState
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.cascades import Cascade, Trigger
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.cycles import Rhythm, Unmet
from recert.policy.history import Activity, Award, Circumstance, Exam, Grant, History
from recert.policy.model import Category, Demand, DemandKind, Minimum, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.portfolio import Portfolio
from recert.policy.read import parse_policy
from recert.policy.story import story
from recert.policy.unmet_words import before
from recert.policy.what_if import what_if
from tests.policy.strategies import PROGRAMS, reference

REFERENCE = reference().policy
SINCE = date(2020, 1, 1)
TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
AWARD = Award("ACA-JSWE", date(2020, 1, 10))
FIRST_END, LAST_OF_GRACE, FIRST_DAY_AFTER = date(2022, 1, 10), date(2022, 4, 10), date(2022, 4, 11)


def rules(unmet: Unmet, policy: Policy = REFERENCE) -> Policy:
    """The reference program, without mass moves and a floor, with courses worth 10 from 2020 on."""
    course = replace(policy.type("course"), worth=(Value(SINCE, Decimal(10), ""),), limit=None)
    types = tuple(course if kind.key == "course" else kind for kind in policy.types)
    cycle = replace(policy.cycle, unmet=unmet)
    required = (Value(SINCE, Decimal(50), ""),)
    groups = tuple(replace(group, required=required) for group in policy.groups)
    return replace(policy, cycle=cycle, moves=(), floor=SINCE, types=types, groups=groups)


FORGIVEN, ADDED = rules(Unmet.FORGIVEN), rules(Unmet.ADDED)


def courses(year: int, many: int, month: int = 6) -> tuple[Activity, ...]:
    return tuple(
        Activity(f"{year}-{month}-{n}", "course", date(year, month, n + 1), f"C{year}-{month}-{n}") for n in range(many)
    )


def seen(policy: Policy, as_of: date, *done: Activity, awards: tuple[Award, ...] = (AWARD,)) -> Assessment:
    return assess(plan(policy), History(awards=awards, activities=done), as_of)


def of(found: Assessment) -> GroupStanding:
    return found.groups[0]


def last(found: Assessment) -> Cycle:
    return of(found).cycles[-1]


def test_in_its_grace_a_missed_cycle_can_still_be_met() -> None:
    assert last(seen(FORGIVEN, LAST_OF_GRACE, *courses(2021, 2))).state == CycleState.GRACE
    found = seen(FORGIVEN, LAST_OF_GRACE, *courses(2021, 2), *courses(2022, 3, month=3))
    assert (of(found).cycles[0].state, of(found).cycles[0].new_expiry) == (CycleState.RENEWED, date(2024, 1, 10))


def test_after_it_the_next_cycle_begins_where_the_last_one_ended() -> None:
    found = seen(FORGIVEN, FIRST_DAY_AFTER, *courses(2021, 2))
    first, second = of(found).cycles
    assert (first.state, first.end, first.met_on, first.new_expiry) == (CycleState.UNMET, FIRST_END, None, None)
    assert (second.number, second.start, second.end) == (2, date(2022, 1, 11), date(2024, 1, 10))
    assert (second.state, second.required, second.made_up) == (CycleState.OPEN, Decimal(50), Decimal(0))
    (held,) = of(found).holdings
    assert (held.state, held.expires, held.awarded) == (HoldingState.ACTIVE, date(2024, 1, 10), AWARD.on)
    assert [step.cause for step in held.steps] == [ExpiryCause.AWARD, ExpiryCause.NEXT_CYCLE]


def test_without_the_rule_it_lapses() -> None:
    found = seen(rules(Unmet.LAPSES), FIRST_DAY_AFTER, *courses(2021, 2))
    assert (last(found).state, of(found).holdings[0].state) == (CycleState.LAPSED, HoldingState.LAPSED)


def test_what_is_done_in_the_grace_is_the_missed_cycles() -> None:
    found = seen(FORGIVEN, date(2022, 12, 31), *courses(2022, 2, month=4))  # April 1 and 2
    assert [(cycle.counted, cycle.state) for cycle in of(found).cycles] == [
        (Decimal(20), CycleState.UNMET),
        (Decimal(0), CycleState.OPEN),
    ]


def test_what_was_missing_is_added_and_may_be_missing_again() -> None:
    found = seen(ADDED, date(2025, 6, 1), *courses(2021, 2), *courses(2023, 4))
    wanted = [
        (Decimal(50), Decimal(0), CycleState.UNMET),
        (Decimal(80), Decimal(30), CycleState.UNMET),
        (Decimal(90), Decimal(40), CycleState.OPEN),
    ]
    assert [(c.required, c.made_up, c.state) for c in of(found).cycles] == wanted


def test_making_it_up_renews() -> None:
    short = seen(ADDED, date(2023, 12, 31), *courses(2021, 2), *courses(2023, 7))
    assert (last(short).state, last(short).missing) == (CycleState.OPEN, Decimal(10))
    found = seen(ADDED, date(2023, 12, 31), *courses(2021, 2), *courses(2023, 8))
    assert (last(found).state, last(found).new_expiry) == (CycleState.RENEWED, date(2026, 1, 10))
    after = seen(ADDED, date(2024, 6, 1), *courses(2021, 2), *courses(2023, 8))
    assert (last(after).required, last(after).made_up) == (Decimal(50), Decimal(0))


def test_shares_and_minima_do_not_grow_with_what_was_missing() -> None:
    share = (Value(SINCE, Decimal(50), "", share=True),)
    groups = tuple(replace(g, minima=(Minimum("ethics", share),)) for g in ADDED.groups)
    policy = replace(ADDED, categories=(Category("ethics", "Ethics"),), groups=groups)
    (ethics,) = last(seen(policy, FIRST_DAY_AFTER)).categories
    assert (last(seen(policy, FIRST_DAY_AFTER)).required, ethics.required) == (Decimal(100), Decimal(25))


def test_where_only_a_category_was_missing_nothing_is_added() -> None:
    groups = tuple(replace(g, minima=(Minimum("ethics", (Value(SINCE, Decimal(5), ""),)),)) for g in ADDED.groups)
    policy = replace(ADDED, categories=(Category("ethics", "Ethics"),), groups=groups)
    found = seen(policy, FIRST_DAY_AFTER, *courses(2021, 6))
    assert (of(found).cycles[0].state, last(found).required) == (CycleState.UNMET, Decimal(50))
    assert str(explain_renewals.renewal(policy, "aca", of(found).cycles[0])) == (
        "Not met by April 10, 2022. Missing: 5 of Ethics. Your Associate certifications stay; the next cycle began "
        "after January 10, 2022."
    )


def test_nothing_is_carried_out_of_it() -> None:
    groups = tuple(replace(g, minima=(Minimum("ethics", (Value(SINCE, Decimal(5), ""),)),)) for g in FORGIVEN.groups)
    carry = Carry((Value(SINCE, Decimal(20), ""),), 0, (), carried_in=CarriedIn.LAST, kept=())
    policy = replace(FORGIVEN, categories=(Category("ethics", "Ethics"),), groups=groups, carry=carry)
    found = seen(policy, FIRST_DAY_AFTER, *courses(2021, 6))
    assert (of(found).cycles[0].counted, of(found).cycles[0].carried_out, last(found).carried_in) == (
        Decimal(60),
        Decimal(0),
        Decimal(0),
    )


def test_a_renewal_that_restarts_the_rhythm_does_not_move_the_cycle_after_a_missed_one() -> None:
    policy = replace(FORGIVEN, cycle=replace(FORGIVEN.cycle, rhythm=Rhythm.RESTARTED))
    assert last(seen(policy, FIRST_DAY_AFTER)).start == date(2022, 1, 11)


@pytest.mark.parametrize(
    ("awarded", "due"), [(date(2021, 9, 1), date(2024, 1, 10)), (date(2022, 3, 1), date(2024, 3, 1))]
)
def test_certifications_of_several_dates_share_the_next_cycles_end(awarded: date, due: date) -> None:
    found = seen(FORGIVEN, FIRST_DAY_AFTER, awards=(AWARD, Award("ACA-JSWBC", awarded)))
    assert {h.certification: h.expires for h in of(found).holdings} == {"ACA-JSWE": due, "ACA-JSWBC": due}


def test_a_retired_certification_ends_as_always() -> None:
    retired = tuple(
        replace(c, retired=date(2022, 2, 1)) if c.code == "ACA-JSWE" else c for c in FORGIVEN.certifications
    )
    policy = replace(FORGIVEN, certifications=retired)
    found = seen(policy, date(2022, 6, 1))
    assert (last(found).state, of(found).holdings[0].state) == (CycleState.LAPSED, HoldingState.LAPSED)


def test_a_certification_that_keeps_its_own_date_in_a_renewed_cycle_is_not_let_go() -> None:
    policy = replace(FORGIVEN, cycle=replace(FORGIVEN.cycle, shares_renewed_date=False))
    own = Award("ACA-JSWBC", date(2021, 7, 1), date(2021, 9, 1))
    found = seen(policy, date(2021, 9, 2), *courses(2021, 5), awards=(AWARD, own))
    held = {h.certification: (h.state, h.expires) for h in of(found).holdings}
    assert held["ACA-JSWBC"] == (HoldingState.ACTIVE, date(2024, 1, 10))
    assert [cycle.state for cycle in of(found).cycles] == [CycleState.RENEWED]


def test_units_of_several_cycles_are_looked_at_over_a_missed_one() -> None:
    demand = Demand("three", "In two cycles", DemandKind.CYCLES, "", 2, 1, (Value(SINCE, Decimal(70), ""),))
    policy = replace(FORGIVEN, groups=tuple(replace(g, demands=(demand,)) for g in FORGIVEN.groups))
    found = seen(policy, date(2023, 6, 20), *courses(2021, 2), *courses(2023, 5))
    assert last(found).demands[0].amount == 70
    assert last(found).state == CycleState.RENEWED


def test_a_missed_cycle_sets_no_cascade_off() -> None:
    cascade = Cascade("up", "Up", Trigger.RENEWED, ("ACA-JSWE",), ("ACP-JCA",), False, SINCE, "")
    policy = replace(FORGIVEN, cascades=(cascade,))
    found = seen(policy, FIRST_DAY_AFTER, awards=(AWARD, Award("ACP-JCA", date(2021, 6, 1))))
    (higher,) = [h for group in found.groups for h in group.holdings if h.certification == "ACP-JCA"]
    assert [step.cause for step in higher.steps] == [ExpiryCause.AWARD]


def test_a_leave_takes_nothing_off_what_is_made_up() -> None:
    kind = CircumstanceKind("waiver", "Waiver", "d", "e", Removes.UNITS, "s")
    policy = replace(ADDED, circumstances=(kind,))
    leave = Circumstance("waiver", date(2023, 1, 1), None, Decimal(500))
    found = assess(plan(policy), History(awards=(AWARD,), circumstances=(leave,)), date(2023, 2, 1))
    assert (last(found).required, last(found).made_up, last(found).whole) == (Decimal(50), Decimal(50), Decimal(100))


def test_what_is_held_decides_anew_with_what_is_made_up() -> None:
    portfolio = Portfolio(Decimal(0), True, "")
    groups = tuple(replace(g, required=(), portfolio=portfolio) for g in ADDED.groups)
    codes = tuple(replace(c, alone=Decimal(40), added=Decimal(10)) for c in ADDED.certifications)
    policy = replace(ADDED, groups=groups, certifications=codes)
    found = seen(policy, date(2023, 2, 1), awards=(AWARD, Award("ACA-JSWBC", date(2023, 1, 1))))
    assert (last(found).required, last(found).made_up) == (Decimal(90), Decimal(40))


def test_a_renewal_granted_before_waits_for_its_day() -> None:
    grant = Grant("aca", 1, date(2022, 6, 1), FIRST_END, date(2024, 1, 10), ("ACA-JSWE",))
    found = assess(plan(FORGIVEN), History(awards=(AWARD,), grants=(grant,)), date(2022, 6, 2))
    assert [cycle.state for cycle in of(found).cycles] == [CycleState.RENEWED, CycleState.OPEN]


def test_an_exam_renews_in_the_cycle_after_a_missed_one() -> None:
    found = assess(
        plan(FORGIVEN), History(awards=(AWARD,), exams=(Exam("ACA-JSWE", date(2023, 11, 1), True),)), date(2023, 11, 2)
    )
    assert [cycle.state for cycle in of(found).cycles] == [CycleState.UNMET, CycleState.RENEWED]


def test_it_is_told_what_was_missing_that_nothing_ends_and_what_is_added() -> None:
    found = seen(ADDED, FIRST_DAY_AFTER, *courses(2021, 2))
    first = of(found).cycles[0]
    told = (
        "Not met: 20 of 50 CE units by April 10, 2022. Your Associate certifications stay; the next cycle began after "
        "January 10, 2022, and requires the 30 CE units that were missing besides."
    )
    assert str(explain_renewals.renewal(ADDED, "aca", first)) == told
    assert [str(each) for each in before(ADDED, of(found))] == [told]
    assert [str(each) for each in explain_states.comes_after(ADDED, "aca", last(found), found.as_of)] == [
        "30 CE units of it are those that the last cycle lacked.",
        "If it is not met by April 9, 2024, your certifications stay, and the next cycle requires what is missing "
        "besides: 80 CE units as it stands, and less with all that is earned by then.",
    ]
    step = of(found).holdings[0].steps[-1]
    assert str(explain_states.expiry_step(ADDED, step, of(found))) == (
        "The next cycle began: from January 10, 2022 to January 10, 2024."
    )
    history = History(awards=(AWARD,), activities=courses(2021, 2))
    assert told in [str(line.text) for line in story(ADDED, history, found)]


def test_the_plan_after_a_missed_cycle_makes_up_what_was_missing() -> None:
    found = outlook(plan(ADDED), History(awards=(AWARD,), activities=courses(2021, 2)), date(2023, 1, 1))
    best = found.targets[0].best
    assert best is not None
    assert best.expiries == {"aca": date(2026, 1, 10)}
    history = History(awards=(AWARD,), activities=(*courses(2021, 2), *courses(2023, 7)))
    ((course,),) = [
        t.alone[0].steps if t.alone else t.best.steps
        for t in outlook(plan(ADDED), history, date(2023, 7, 1)).targets
        if t.best
    ]
    assert (course.type, course.times) == ("course", 1)


NEXT = "If it is not met by April 10, 2022, your certifications stay, and the next cycle "


def test_whoever_plans_reads_what_the_next_cycle_takes_if_nothing_is_done() -> None:
    history, on = History(awards=(AWARD,), activities=courses(2021, 2)), date(2021, 9, 1)

    def told(policy: Policy) -> list[str]:
        return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, on), Wish())]

    added = "requires what is missing besides: 30 CE units as it stands, and less with all that is earned by then."
    assert NEXT + added in told(ADDED)
    assert f"{NEXT}begins." in told(FORGIVEN)
    assert not any("If it is not met" in line for line in told(REFERENCE))


def test_whoever_tries_some_courses_reads_what_the_next_cycle_takes_then() -> None:
    def told(many: int) -> str:
        history = History(awards=(AWARD,), activities=courses(2021, 2))
        found = what_if(plan(ADDED), history, courses(2021, many, 9), date(2021, 8, 1))
        return str(next(what_if_told(ADDED, found)).text)

    assert f"not renewed by that. {NEXT}requires what is missing besides: 20 CE units as it stands" in told(1)
    assert "If it is not met" not in told(3)


def read(more: str, besides: str = "") -> list[str] | Policy:
    found = parse_policy(TEXT.replace("[cycle]\n", f"[cycle]\n{more}", 1) + besides)
    return found if isinstance(found, Policy) else [f"{p.what}: {p.fix}" for p in found.problems]


@pytest.mark.parametrize(
    ("text", "unmet"),
    [
        ("", Unmet.LAPSES),
        ('unmet = "the certification lapses"\n', Unmet.LAPSES),
        ('unmet = "the next cycle begins"\nshortfall = "is forgiven"\n', Unmet.FORGIVEN),
        ('unmet = "the next cycle begins"\nshortfall = "is added to the next"\n', Unmet.ADDED),
    ],
)
def test_an_owner_writes_what_becomes_of_a_missed_cycle(text: str, unmet: Unmet) -> None:
    found = read(text)
    assert isinstance(found, Policy), found
    assert found.cycle.unmet is unmet


def test_an_owner_is_asked_what_becomes_of_what_was_missing() -> None:
    assert read('unmet = "the next cycle begins"\n') == [
        '`shortfall` is missing in [cycle]: write shortfall = "is added to the next" or "is forgiven"'
    ]


def test_what_is_suspended_lapses_so_the_next_cycle_does_not_begin_anyway() -> None:
    suspension = (
        '[suspension]\nmonths = 12\nrenewed_by = ["units"]\nnext_starts = "where the last one ended"\n'
        'activity = "ended cycle"\nsource = "s"\n'
    )
    assert read('unmet = "the next cycle begins"\nshortfall = "is forgiven"\n', suspension) == [
        "what is suspended lapses when its time is over: leave `unmet` out, or [suspension]"
    ]


EARLY = "By these rules nothing could be earned for it: activities count from April 11, 2022 on."


@pytest.mark.parametrize("unmet", Unmet)
def test_of_a_cycle_that_was_over_before_anything_counted_it_is_said_that_nothing_could_be_earned(unmet: Unmet) -> None:
    """Somebody who was certified long before the program's first rules, and whose records begin with them."""
    for floor, said in ((FIRST_DAY_AFTER, True), (LAST_OF_GRACE, False)):
        policy = replace(rules(unmet), floor=floor)
        as_of = date(2022, 6, 1)
        found = seen(policy, as_of)
        told = [str(line.text) for line in story(policy, History((AWARD,)), found)]
        assert sum(EARLY in line for line in told) == said
        assert any(EARLY in str(sentence) for sentence in before(policy, of(found))) == said


def test_of_what_no_activity_renews_it_is_not_said_that_nothing_could_be_earned() -> None:
    usual = rules(Unmet.LAPSES)
    policy = replace(usual, floor=FIRST_DAY_AFTER, groups=tuple(replace(g, required=()) for g in usual.groups))
    assert list(before(policy, of(seen(policy, date(2022, 6, 1))))) == []


def test_cycles_in_a_row_in_which_nothing_was_done_are_told_at_once() -> None:
    done = courses(2027, 1)
    history = History(awards=(AWARD,), activities=done)
    on = date(2028, 6, 1)
    lines = [str(line.text) for line in story(FORGIVEN, history, assess(plan(FORGIVEN), history, on))]
    assert [line for line in lines if line.startswith("Cycle")] == [
        "Cycles 1 to 3, January 10, 2020 to January 10, 2026",
        "Cycle 4, January 11, 2026 to January 10, 2028",
        "Cycle 5, January 11, 2028 to January 10, 2030",
    ]
    assert lines[lines.index("Cycles 1 to 3, January 10, 2020 to January 10, 2026") + 1] == (
        "Nothing was done in them, and none was met: each lacked 50 CE units. "
        "Your Associate certifications stay; the next cycle began after January 10, 2026."
    )
    late = replace(FORGIVEN, floor=date(2024, 6, 1))
    lines = [str(line.text) for line in story(late, history, assess(plan(late), history, on))]
    assert "Cycles 1 to 2, January 10, 2020 to January 10, 2024" in lines
    assert (
        "By these rules nothing could be earned for them, as activities count from June 1, 2024 on: each lacked "
        "50 CE units. Your Associate certifications stay; the next cycle began after January 10, 2024."
    ) in lines
    added = [str(line.text) for line in story(ADDED, history, assess(plan(ADDED), history, on))]
    assert sum(line.startswith("Cycle ") for line in added) == 5  # each requires what the one before lacked
