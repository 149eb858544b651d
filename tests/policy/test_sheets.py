"""One person after the other is assessed on the same sheets; nobody finds anything there of somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from recert.policy.assess import assess, cycles_of
from recert.policy.calendar import number
from recert.policy.facts import facts
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.sheets import MOST, give_back, sheets
from tests.policy.strategies import reference
from tests.policy.test_missed import AWARD, UP, fee, rules
from tests.policy.test_two_readings import (
    REFERENCE,
    Standing,
    as_ofs,
    histories,
    late,
    policies,
    standings,
    thorough,
)

TODAY = date(2026, 6, 1)


def trained(many: int) -> History:
    """Somebody with so many courses, a day after the other."""
    first = date(2024, 1, 10)
    done = tuple(Activity(str(n), "course", first + timedelta(days=n % 700), f"Course {n}") for n in range(many))
    return History((Award("ACA-JSWE", first),), (), done)


def on_one_plan(policy: Policy, known: tuple[Standing, ...]) -> None:
    """Assesses all by one plan, one after the other, and each by a plan of its own, of which there are no sheets."""
    lowered = plan(policy)
    turns = (*known, *reversed(known), *known)
    in_turn = [assess(lowered, history, as_of) for history, as_of in turns]
    alone = [assess(plan(policy), history, as_of) for history, as_of in turns]
    assert in_turn == alone


@settings(thorough, max_examples=50)
@given(policies(), standings(histories(granted=True, eased=True), as_ofs))
def test_whoever_is_assessed_next_finds_nothing_of_the_one_before(policy: Policy, known: tuple[Standing, ...]) -> None:
    on_one_plan(policy, known)


@settings(thorough, max_examples=30)
@given(policies(all_at_once=True), standings(histories(granted=True, eased=True), late))
def test_nor_by_a_policy_with_every_kind_of_rule(policy: Policy, known: tuple[Standing, ...]) -> None:
    on_one_plan(policy, known)


def test_nor_of_a_year_that_a_late_fee_made_up_for() -> None:
    policy, held = rules(UP), (AWARD,)
    late = History(held, (), (fee(date(2027, 5, 1)), fee(date(2028, 5, 20), "late-fee")))
    in_time = History(held, (), (fee(date(2026, 5, 1)), fee(date(2027, 5, 1))))
    on_one_plan(policy, ((late, date(2028, 6, 1)), (in_time, date(2028, 6, 1))))


def test_sheets_that_were_given_back_are_used_again_by_one_at_a_time() -> None:
    lowered, today = plan(REFERENCE), number(TODAY)
    some, many = (facts(lowered, trained(n))[0] for n in (5, 2 * MOST))
    used = sheets(lowered, some, today)
    give_back(used)
    assert sheets(lowered, some, today) is used
    assert sheets(lowered, some, today) is not used  # it was not given back
    give_back(used)
    assert sheets(plan(REFERENCE), some, today) is not used
    assert sheets(lowered, many, today) is not used
    give_back(large := sheets(lowered, many, today))
    assert sheets(lowered, many, today) is not large


def test_whoever_has_more_than_all_before_finds_room() -> None:
    lowered = reference()
    for many in (1, 40, 3, 2 * MOST, 7):
        found = assess(lowered, trained(many), TODAY)
        assert len(found.groups[0].entries) == many
        assert found == assess(plan(REFERENCE), trained(many), TODAY)


def test_an_assessment_that_breaks_off_leaves_its_sheets_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    lowered, known = plan(REFERENCE), trained(5)
    usual = assess(lowered, known, TODAY)
    monkeypatch.setattr("recert.policy.assess._exams", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        assess(lowered, trained(9), TODAY)
    monkeypatch.undo()
    assert assess(lowered, known, TODAY) == usual


def test_the_cycles_alone_leave_nothing_behind_either() -> None:
    lowered = plan(REFERENCE)
    usual = assess(lowered, trained(5), TODAY)
    assert cycles_of(lowered, trained(30), TODAY, {"aca": 1})["aca"].number == 1
    assert assess(lowered, trained(5), TODAY) == usual


def test_several_at_once_each_have_their_own() -> None:
    lowered = plan(REFERENCE)
    usual = [assess(plan(REFERENCE), trained(many), TODAY) for many in range(24)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda many: assess(lowered, trained(many % 24), TODAY), range(240))) == usual * 10
