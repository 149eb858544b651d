"""What is valid for life: whoever holds it reads that it does not expire, and nobody is asked to renew it."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy import explain_states, rule_words
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, CycleState, ExamOutcome, GroupStanding, HoldingState
from recert.policy.calendar import FOR_LIFE
from recert.policy.compare import Totals, compare
from recert.policy.designations import designations
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Exam, Extension, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import ANY, outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.story import story
from recert.policy.warn import doubts
from recert.policy.what_if import what_if
from recert.terminal.typeset import for_terminal
from tests.policy.test_never_renewed import USUAL, text_of

LIFE = """
[group.aca.cycle]
months = "for life"
source = "the rule"
"""
EARLIER = """
[[cycle.earlier]]
before = 2025-04-01
months = "for life"
source = "good for life, before"
"""
REPLACES = """
[[replacement]]
key = "newer"
title = "The newer one takes its place"
of = ["ACA-JSWBC"]
replaces = ["ACA-JSWE"]
from = 2020-01-01
source = "the rule"
"""
AFTER_CYCLE = USUAL.index("\n[", USUAL.index("[cycle]"))
GOOD_BEFORE = USUAL[:AFTER_CYCLE] + EARLIER + USUAL[AFTER_CYCLE:]
BY_EXAM = USUAL.replace(
    "[retake]\n", '[retake]\nrenews_for = [{ from = 2024-02-01, months = "for life", source = "s" }]\n'
)
AWARDED = History(awards=(Award("ACA-JSWE", date(2025, 3, 15)),))
LATER = date(2055, 6, 1)


def policy_of(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


POLICY = policy_of(text_of(LIFE))


def problems(text: str) -> list[str]:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    return [f"{each.what}: {each.fix}" for each in found.problems]


def seen(history: History, as_of: date, policy: Policy = POLICY) -> Assessment:
    return assess(plan(policy), history, as_of)


def standing(history: History, as_of: date, policy: Policy = POLICY) -> GroupStanding:
    (found,) = seen(history, as_of, policy).groups
    return found


def told(history: History, as_of: date, policy: Policy = POLICY) -> list[str]:
    lines = [str(line.text) for line in story(policy, history, seen(history, as_of, policy))]
    assert not [line for line in lines if "9999" in line]
    return lines


def planned(history: History, as_of: date, policy: Policy = POLICY) -> list[str]:
    lines = [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, as_of), ANY)]
    assert not [line for line in lines if "9999" in line]
    return lines


def test_decades_later_it_is_held_with_nothing_to_renew() -> None:
    found = standing(AWARDED, LATER)
    (cycle,), (holding,) = found.cycles, found.holdings
    assert (cycle.state, cycle.end, cycle.grace_until) == (CycleState.HELD, FOR_LIFE, FOR_LIFE)
    assert (holding.state, holding.expires, holding.renewable_until) == (HoldingState.ACTIVE, FOR_LIFE, None)
    assert str(explain_states.state(POLICY, found)) == "Valid for life"
    lines = told(AWARDED, LATER)
    assert "Awarded on March 15, 2025: it is valid for life, and does not expire." in lines
    assert "Cycle 1, since March 15, 2025" in lines
    assert lines[-1] == "There is nothing to renew: it is valid for life."


def test_its_plan_says_that_nothing_is_needed() -> None:
    assert planned(AWARDED, LATER) == [
        "Nothing waits for a renewal today.",
        "Associate: nothing is needed, it is valid for life.",
    ]


def test_what_somebody_does_then_counts_for_nothing_and_it_is_said_why() -> None:
    history = replace(AWARDED, activities=(Activity("a", "presenting", date(2026, 3, 1), "A talk"),))
    assert "0 for Associate: it is valid for life, so there is nothing to renew." in told(history, LATER)


def test_what_is_done_before_another_one_is_earned_for_life_is_not_told_of_what_is_retired() -> None:
    history = History(
        awards=(*AWARDED.awards, Award("ACA-JSWBC", date(2026, 3, 15))),
        activities=tuple(Activity(f"{y}", "presenting", date(y, 6, 1), f"Talk of {y}") for y in (2025, 2026)),
    )
    lines = told(history, LATER)
    assert lines.count("0 for Associate: it is valid for life, so there is nothing to renew.") == 2
    assert not [line for line in lines if "retired" in line]


def test_what_was_for_life_until_another_took_its_place_was_not_retired() -> None:
    history = History(
        awards=(*AWARDED.awards, Award("ACA-JSWBC", date(2031, 5, 2))),
        activities=(Activity("a", "presenting", date(2030, 6, 1), "A talk"),),
    )
    lines = told(history, LATER, policy_of(text_of(LIFE, REPLACES)))
    assert "0 for Associate: it is valid for life, so there is nothing to renew." in lines


def test_beside_what_is_retired_it_is_told_that_each_leaves_nothing_to_renew() -> None:
    policy = policy_of(GOOD_BEFORE).retiring({"ACA-JSWBC": date(2026, 1, 1)})
    history = History(
        awards=(*AWARDED.awards, Award("ACA-JSWBC", date(2025, 5, 2))),
        activities=tuple(Activity(f"{y}", "presenting", date(y, 6, 1), f"Talk of {y}") for y in (2026, 2029)),
    )
    lines = told(history, LATER, policy)
    assert (
        "0 for Associate: what you held on June 1, 2026 is valid for life, or retired and can't be renewed, so there "
        "was nothing to renew."
    ) in lines
    assert "0 for Associate: it is valid for life, so there is nothing to renew." in lines


def test_neither_its_exam_nor_an_extension_nor_a_move_changes_it() -> None:
    move = """
    [[move]]
    key = "later"
    title = "All later"
    on = 2026-01-01
    first = 2020-01-01
    last = 2199-12-31
    months = 6
    source = "the rule"
    """
    history = replace(
        AWARDED,
        exams=(Exam("ACA-JSWE", date(2026, 6, 1), True),),
        extensions=(Extension("aca", date(2026, 7, 1), date(2030, 6, 30)),),
    )
    policy = policy_of(text_of(LIFE, move))
    found = seen(history, LATER, policy)
    assert found.exams[0].outcome is ExamOutcome.TOO_EARLY
    assert [step.new for step in found.groups[0].holdings[0].steps] == [FOR_LIFE]
    told_of_exam = "Passed on June 1, 2026: ACA-JSWE is valid for life, so there was nothing to renew."
    assert told(history, LATER, policy)[-1] == told_of_exam


def test_with_a_date_of_the_issuer_it_is_over_after_it() -> None:
    history = History(awards=(Award("ACA-JSWE", date(2025, 3, 15), date(2027, 3, 15)),))
    assert standing(history, date(2027, 3, 15)).holdings[0].state is HoldingState.ACTIVE
    assert standing(history, date(2027, 3, 16)).holdings[0].state is HoldingState.EXPIRED


def test_once_the_program_retires_it_whoever_holds_it_keeps_it() -> None:
    policy = POLICY.retiring({"ACA-JSWE": date(2030, 1, 1)})
    found = standing(AWARDED, LATER, policy)
    assert [(h.state, h.expires) for h in found.holdings] == [(HoldingState.RETIRED, FOR_LIFE)]
    assert str(explain_states.holding_state(policy, found.holdings[0])) == "Retired, and valid for life"
    exam = replace(AWARDED, exams=(Exam("ACA-JSWBC", date(2031, 1, 1), True),))
    assert standing(exam, LATER, policy).cycles[-1].state is CycleState.HELD


def test_what_takes_its_place_ends_it() -> None:
    history = History(awards=(*AWARDED.awards, Award("ACA-JSWBC", date(2031, 5, 2))))
    found = standing(history, LATER, policy_of(text_of(LIFE, REPLACES)))
    assert {h.certification: (h.state, h.expires) for h in found.holdings} == {
        "ACA-JSWE": (HoldingState.REPLACED, date(2031, 5, 2)),
        "ACA-JSWBC": (HoldingState.ACTIVE, FOR_LIFE),
    }


def test_it_counts_as_active_for_a_designation_that_has_no_end_either() -> None:
    text = """
    [designation.fellow]
    title = "Fellow"
    description = "Whoever holds it."
    counts = ["active"]
    lost = "at once"
    from = 2020-01-01
    source = "the rule"

    [[designation.fellow.needs]]
    of = ["ACA-JSWE"]
    at_least = 1
    """
    policy = policy_of(text_of(LIFE, text))
    (found,) = designations(plan(policy), seen(AWARDED, LATER, policy))
    assert (found.held, found.since, found.until) == (True, date(2025, 3, 15), None)


def test_what_was_awarded_before_a_day_stays_good_and_what_is_awarded_later_is_renewed() -> None:
    policy = policy_of(GOOD_BEFORE)
    history = History(awards=(*AWARDED.awards, Award("ACA-JSWBC", date(2025, 6, 15))))
    found = standing(history, date(2026, 12, 1), policy)
    assert [cycle.state for cycle in found.cycles] == [CycleState.ENDED, CycleState.OPEN]
    assert {h.certification: h.expires for h in found.holdings} == {
        "ACA-JSWE": FOR_LIFE,
        "ACA-JSWBC": date(2027, 6, 15),
    }
    lines = told(history, date(2026, 12, 1), policy)
    assert "There is nothing to renew: it is valid for life." in lines
    assert not [line for line in lines if "retired" in line]
    lapsed = standing(history, date(2040, 1, 1), policy)
    assert [cycle.state for cycle in lapsed.cycles][-2:] == [CycleState.LAPSED, CycleState.HELD]
    assert [h.state for h in lapsed.holdings if h.certification == "ACA-JSWE"] == [HoldingState.ACTIVE]


def test_renewing_the_others_of_its_group_leaves_it_for_life() -> None:
    policy = policy_of(GOOD_BEFORE)
    history = History(
        awards=(*AWARDED.awards, Award("ACA-JSWBC", date(2025, 6, 15))),
        activities=tuple(Activity(f"c{i}", "course", date(2026, 5, i), f"{i}") for i in range(1, 9)),
    )
    found = standing(history, date(2026, 12, 1), policy)
    assert (found.cycles[-1].state, found.cycles[-1].new_expiry) == (CycleState.RENEWED, date(2029, 6, 15))
    assert {h.certification: h.expires for h in found.holdings}["ACA-JSWE"] == FOR_LIFE


def test_an_exam_may_renew_for_life() -> None:
    policy, passed = policy_of(BY_EXAM), date(2027, 3, 1)
    history = replace(AWARDED, exams=(Exam("ACA-JSWE", date(2027, 3, 1), True),))
    found = standing(history, passed, policy)
    assert (found.cycles[-1].state, found.cycles[-1].new_expiry) == (CycleState.RENEWED, FOR_LIFE)
    assert str(explain_states.state(policy, found)) == "Renewed for life"
    lines = told(history, LATER, policy)
    assert "Renewed on March 1, 2027 for life: it does not expire any more." in lines
    assert "Renewed on March 1, 2027: your Associate certifications are valid for life now." in lines
    assert any(line.endswith("It renews for life.") for line in told(AWARDED, date(2026, 12, 1), policy))


def test_a_way_may_renew_for_life_and_its_plan_says_so() -> None:
    way = """
    [[group.aca.or]]
    key = "lab"
    title = "A lab"
    requires = [{ from = 2024-02-01, units = 10, source = "s" }]
    renews_for = [{ from = 2024-02-01, months = "for life", source = "s" }]
    """
    policy = policy_of(text_of(way))
    lines = planned(AWARDED, date(2026, 12, 1), policy)
    assert any(line.startswith("That renews Associate for life.") for line in lines), lines
    course = (Activity("c", "course", date(2026, 12, 1), "One"),)
    history = replace(AWARDED, activities=course)
    proposal = what_if_told(policy, what_if(plan(policy), AWARDED, course, date(2026, 12, 1)))
    said = [str(line.text) for line in proposal]
    assert "ACA-JSWE: valid for life." in said
    assert not [line for line in said if "9999" in line]
    found = standing(history, LATER, policy)
    assert [cycle.state for cycle in found.cycles] == [CycleState.RENEWED, CycleState.HELD]


def test_whoever_asks_what_an_activity_would_do_is_told_that_nothing_is_needed() -> None:
    policy = policy_of(GOOD_BEFORE)
    held = History(awards=(Award("ACA-JSWE", date(2025, 3, 15)),))
    course = (Activity("c", "course", date(2026, 12, 1), "One"),)
    said = [str(line.text) for line in what_if_told(policy, what_if(plan(policy), held, course, date(2026, 12, 1)))]
    assert said[0] == "Associate: nothing is needed, it is valid for life."


def test_the_handbook_and_the_rules_say_it() -> None:
    text = for_terminal(handbook(POLICY), 200, bold=False)
    assert "Associate: it is valid for life, and nothing renews it." in text
    assert "for life" in text.partition("Cycle, Associate")[2].partition("\n")[0]
    assert "Nothing: it is valid for life" in {str(row.what) for row in rule_words.asked(POLICY)}
    before = for_terminal(handbook(policy_of(GOOD_BEFORE)), 200, bold=False)
    assert "A certification awarded or renewed before April 1, 2025 is valid for life." in before
    exam = for_terminal(handbook(policy_of(BY_EXAM)), 200, bold=False)
    assert "Passing the exam again renews for life." in exam
    for each in (text, before, exam):
        assert "1073741824" not in each
        assert "9999" not in each


def test_what_differs_is_told_as_what_is_valid_for_life_and_what_is_no_more() -> None:
    usual, never = policy_of(USUAL), LIFE.replace('"for life"', '24\nrenewed = "never"')
    unasked = policy_of(text_of(never))
    assert "Associate: it is valid for life from now on, and nothing renews it." in changes(unasked, POLICY)
    assert "Associate: it is not valid for life any more: a cycle has 24 months." in changes(POLICY, unasked)
    again = replace(POLICY, groups=tuple(replace(group, own_cycle=None) for group in POLICY.groups))
    assert "Associate: it is not valid for life any more: a cycle is as long as others'." in changes(POLICY, again)
    before = "A certification awarded or renewed before April 1, 2025 is valid for life."
    assert changes(usual, policy_of(GOOD_BEFORE)) == [before]
    assert changes(usual, policy_of(BY_EXAM)) == ["Passing the exam again renews for life."]
    months = policy_of(BY_EXAM.replace('months = "for life"', "months = 60"))
    (longer,) = changes(months, policy_of(BY_EXAM))
    assert longer.startswith("Passing the exam again renews for life")
    assert longer.endswith("instead of for 60 months.")


def changes(before: Policy, after: Policy) -> list[str]:
    return [str(each) for each in differences(before, after)]


def test_a_policy_that_is_right_has_no_doubts_for_it() -> None:
    for text in (text_of(LIFE), GOOD_BEFORE, BY_EXAM):
        assert [each.what for each in doubts(policy_of(text)) if "life" in each.what or "month" in each.what] == []


ALL = USUAL.replace("months = 24", 'months = "for life"', 1).replace("grace_days = 90", "grace_days = 0", 1)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            text_of(LIFE.replace("for life", "for live")),
            '`months` is "for live": did you mean "for life"?',
        ),
        (
            USUAL + LIFE,
            'by months = "for life" nothing renews it, so that this would change nothing: '
            "leave `requires` out, or write `months` as a number in its [cycle]",
        ),
        (
            text_of(LIFE + "grace_days = 30\n"),
            "what nothing renews has no grace: it does not expire: "
            'leave `grace_days` out, or write `months` as a number instead of "for life"',
        ),
        (
            text_of(LIFE + "opens_months = 3\n"),
            "what nothing renews has no cycle after this one: "
            'leave `opens_months` out, or write `months` as a number instead of "for life"',
        ),
        (text_of(LIFE + 'ends = "day before"\n'), "what is held for life has no end: leave `ends` out"),
        (text_of(LIFE + 'renewed = "never"\n'), "what is held for life is not renewed: leave `renewed` out"),
        (
            ALL,
            'by months = "for life" nothing renews it, so that this would change nothing: '
            "leave `requires` out, or write `months` as a number in [cycle]",
        ),
        (
            USUAL.replace("months = 24", 'months = "for life"', 1),
            "what is held for life has no end; a group whose cycles have one says this itself: write grace_days = 0",
        ),
    ],
)
def test_the_reader_says_what_cannot_be_of_it(text: str, what: str) -> None:
    assert what in problems(text)


def test_a_whole_program_may_be_for_life_and_a_group_of_it_may_not() -> None:
    associate = next(line for line in ALL.splitlines() if "R3): Associate" in line)
    own = '[group.acp.cycle]\nmonths = 24\ngrace_days = 30\nsource = "s"\n'
    policy = policy_of(ALL.replace(associate, "requires = []") + own)
    assert policy.cycle_of("aca").never_renewed
    assert not policy.cycle_of("acp").never_renewed
    assert standing(AWARDED, LATER, policy).cycles[-1].state is CycleState.HELD
    professional = History(awards=(Award("ACP-JCA", date(2025, 3, 15)),))
    assert standing(professional, date(2027, 4, 1), policy).cycles[-1].state is CycleState.GRACE
    text = for_terminal(handbook(policy), 200, bold=False)
    assert "A certification is valid for life, and nothing renews it." in text
    assert "1073741824" not in text


def test_whoever_gets_it_for_life_gains_time_and_is_due_in_no_month() -> None:
    usual = plan(policy_of(USUAL))
    (change,) = compare(usual, plan(POLICY), AWARDED, date(2026, 12, 1))
    assert change.flags.gains_time
    assert not change.flags.loses_time
    assert not change.flags.lost
    (back,) = compare(plan(POLICY), usual, AWARDED, date(2026, 12, 1))
    assert back.flags.loses_time
    totals = Totals()
    totals.add((change,))
    assert [(each.due_before, each.due_after) for each in totals.months.values()] == [(1, 0)]
