"""What activities and exams that are not on record would change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.assessment import Reason
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Value
from recert.policy.plan import plan
from recert.policy.planning.told import what_if_told
from recert.policy.replacements import Replacement
from recert.policy.what_if import Change, WhatIf, what_if
from tests.policy.strategies import activities, history, reference

TODAY = date(2026, 6, 15)
ADA = History(
    awards=(Award("ACA-JSWE", date(2025, 4, 3)), Award("ACP-JCA", date(2025, 11, 1))),
    activities=tuple(Activity(str(i), "course", date(2026, 1, 5), f"course {i}") for i in range(4)),
)


def seen(*proposed: Activity, exams: tuple[Exam, ...] = ()) -> WhatIf:
    return what_if(reference(), ADA, proposed, TODAY, exams)


def told(found: WhatIf) -> list[str]:
    return [str(line.text) for line in what_if_told(reference().policy, found)]


def test_an_activity_still_to_come_renews_one_level_and_counts_for_another() -> None:
    found = seen(Activity("p", "course", date(2026, 12, 1), "Automation"))
    associate, professional = found.groups
    assert associate.renews
    assert not professional.renews
    assert found.changes == (Change("ACA-JSWE", date(2027, 4, 3), date(2029, 4, 3)),)
    assert told(found) == [
        "Associate: renewed on December 1, 2026 until April 3, 2029, with 50 of 50 CE units.",
        "December 1, 2026: Coursework, “Automation”",
        "10 CE units for Associate, in the cycle April 3, 2025 to April 3, 2027.",
        "Professional: 50 of 100 CE units instead of 40, 50 missing; not renewed by that.",
        "December 1, 2026: Coursework, “Automation”",
        "10 CE units for Professional, in the cycle November 1, 2025 to November 1, 2027.",
        "Expiry dates that would be others",
        "ACA-JSWE: April 3, 2029 instead of April 3, 2027.",
    ]


def test_of_what_gives_no_units_it_is_not_said_that_there_are_as_many_instead_of_as_many() -> None:
    twice = tuple(Activity(f"p{i}", "global-event", date(2026, 9, 1 + i), "Event") for i in range(2))
    once = replace(ADA, activities=(*ADA.activities, replace(twice[0], ref="old", on=date(2026, 2, 1))))
    found = what_if(reference(), once, twice[1:], TODAY)
    assert "Professional: 70 of 100 CE units, 30 missing; not renewed by that." in told(found)


def test_who_has_all_units_reads_what_still_keeps_it_from_being_renewed() -> None:
    fee = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    asked = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 1, 1, (Value(date(2020, 1, 1), Decimal(1), ""),))
    groups = tuple(replace(group, demands=(asked,)) for group in reference().policy.groups)
    rules = plan(replace(reference().policy, groups=groups, counters=(fee,)))
    found = what_if(rules, ADA, (Activity("p", "course", date(2026, 12, 1), "Automation"),), TODAY)
    lines = [str(line.text) for line in what_if_told(rules.policy, found)]
    assert "Associate: 50 of 50 CE units. Not renewed by that. Still needed: Fee." in lines
    assert "Professional: 50 of 100 CE units instead of 40, 50 missing; not renewed by that. Also needed: Fee." in lines


def verdicts(found: WhatIf, group: str) -> list[str]:
    return [line for line in told(found) if line.startswith((f"{group}:", f"{group}, the cycle"))]


NEXT = Activity("next", "course", date(2027, 6, 1), "In the cycle after")


def test_what_renews_one_cycle_and_goes_on_in_the_next_is_told_of_both() -> None:
    found = seen(Activity("p", "course", date(2026, 12, 1), "Automation"), NEXT)
    assert verdicts(found, "Associate") == [
        "Associate: renewed on December 1, 2026 until April 3, 2029, with 50 of 50 CE units.",
        "Associate, the cycle April 4, 2027 to April 3, 2029: 10 of 50 CE units, 40 missing.",
    ]
    assert verdicts(found, "Professional") == [
        "Professional: 60 of 100 CE units instead of 40, 40 missing; not renewed by that."
    ]
    assert found.groups[0].renews and not found.groups[1].renews


def test_what_renews_two_cycles_is_told_as_two_renewals() -> None:
    many = [Activity(f"n{i}", "course", date(2027, 6, 1 + i), f"Next {i}") for i in range(5)]
    found = seen(Activity("p", "course", date(2026, 12, 1), "Automation"), *many)
    assert verdicts(found, "Associate") == [
        "Associate: renewed on December 1, 2026 until April 3, 2029, with 50 of 50 CE units.",
        "Associate: renewed again on June 5, 2027 until April 3, 2031, with 50 of 50 CE units.",
    ]


def test_after_a_renewal_on_record_the_next_cycle_is_named_by_its_days() -> None:
    on_record = replace(ADA, activities=(*ADA.activities, Activity("r", "course", date(2026, 2, 1), "On record")))
    found = what_if(reference(), on_record, (NEXT,), TODAY)
    assert verdicts(found, "Associate") == [
        "Associate, the cycle April 4, 2027 to April 3, 2029: 10 of 50 CE units instead of 0, 40 missing; "
        "not renewed by that.",
    ]


def test_a_cycle_of_today_that_is_lost_meanwhile_is_told_though_the_next_is_another() -> None:
    again = Exam("ACA-JSWE", date(2028, 1, 10), ref="e")
    found = seen(Activity("p", "course", date(2028, 2, 1), "After the new award"), exams=(again,))
    assert verdicts(found, "Associate") == [
        "Associate, the cycle April 3, 2025 to April 3, 2027: 40 of 50 CE units: not renewed by July 2, 2027, so it "
        "lapsed. What is done after that day doesn't renew it.",
        "Associate: a cycle begins with that, January 10, 2028 to January 10, 2030. 10 of 50 CE units, 40 missing.",
    ]


def test_what_would_not_count_says_why() -> None:
    events = [Activity(f"p{i}", "global-event", date(2026, 9, 1 + i), f"Event {i}") for i in range(2)]
    found = seen(*events)
    assert [entry.reason for entry in found.groups[1].entries] == [Reason.COUNTED, Reason.OVER_LIMIT]
    assert any("counts once in a cycle, and “Event 0” counted" in line for line in told(found))


def test_after_the_grace_nothing_counts() -> None:
    found = seen(Activity("p", "course", date(2027, 7, 3), "Too late"))
    assert found.groups[0].entries[0].reason is Reason.NOT_HELD
    assert any("your Associate certifications had lapsed" in line for line in told(found))


def test_an_exam_passed_renews_its_certification() -> None:
    found = seen(exams=(Exam("ACA-JSWE", date(2027, 1, 10), ref="e"),))
    assert "Passed on January 10, 2027: ACA-JSWE renewed." in told(found)
    assert Change("ACA-JSWE", date(2027, 4, 3), date(2029, 4, 3)) in found.changes
    too_early = seen(exams=(Exam("ACA-JSWE", date(2026, 7, 1), ref="e"),))
    assert too_early.changes == ()
    assert any("so it renewed nothing" in line for line in told(too_early))


def test_of_somebody_without_certifications_there_is_nothing_to_tell() -> None:
    found = what_if(reference(), History(), (Activity("p", "course", TODAY, "Automation"),), TODAY)
    assert told(found) == ["Nothing has been awarded, so there is nothing to renew."]


@given(history(), st.lists(activities, max_size=3))
def test_it_says_what_the_assessment_says_once_it_is_on_record(one: History, more: list[Activity]) -> None:
    proposed = tuple(replace(activity, ref=f"p{i}") for i, activity in enumerate(more))
    found = what_if(reference(), one, proposed, TODAY)
    day = max([TODAY, *(activity.on for activity in proposed)])
    recorded = replace(one, activities=(*one.activities, *proposed))
    assert found.after == assess(reference(), recorded, day)
    assert found.before == assess(reference(), one, day)
    told(found)


@pytest.mark.parametrize("later", [(), (Activity("p", "course", date(2026, 12, 20), "Boards"),)])
def test_what_a_pass_ends_that_is_held_is_told_whether_the_pass_is_the_last_day_or_not(
    later: tuple[Activity, ...],
) -> None:
    up = Replacement("up", "One for the other", ("ACP-OA",), ("ACA-JSWE",), date(2020, 1, 1), "s")
    policy = replace(reference().policy, replacements=(up,))
    found = what_if(plan(policy), ADA, later, TODAY, (Exam("ACP-OA", date(2026, 12, 10), passed=True),))
    lines = [str(line.text) for line in what_if_told(policy, found)]
    assert "ACA-JSWE: December 10, 2026 instead of April 3, 2027, as ACP-OA takes its place." in lines
    assert sum(line.startswith("ACA-JSWE: ") for line in lines) == 1
