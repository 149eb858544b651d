"""A credential that nothing renews: who holds it reads until when it is valid, what keeps it so long, and no way."""

from datetime import date

import pytest

from recert.policy import difference_past, explain, explain_renewals, explain_states, rule_words
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, CycleState, HoldingState
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
from tests.policy.strategies import PROGRAMS

USUAL = (PROGRAMS / "atlassian" / "policy.toml").read_text()
REQUIRES = USUAL[USUAL.index("requires = [", USUAL.index("[group.aca]")) :].partition("\n")[0]
NEVER = """
[group.aca.cycle]
months = 60
ends = "day before"
renewed = "never"
source = "the rule"

[counter.content]
name = "Annual content"
one = "completion"
many = "completions"
counts = "uses"
types = ["presenting"]
"""
ANNUAL = """
[[group.aca.also]]
key = "annual"
title = "The annual content"
kind = "each year"
years = "of the calendar"
counter = "content"
least = [{ from = 2024-02-01, count = 1, source = "the rule" }]

[group.aca.also.missed]
days = 0
then = "ends"
source = "the rule"
"""
AWARDED = (Award("ACA-JSWE", date(2025, 3, 15)),)


def text_of(*more: str, without: str = "") -> str:
    assert REQUIRES in USUAL
    text = USUAL.replace(REQUIRES, "requires = []", 1).replace(without, "", 1)
    return "\n".join((text, *more))


def policy_of(*more: str, without: str = "") -> Policy:
    found = parse_policy(text_of(*more, without=without))
    assert isinstance(found, Policy), found
    return found


POLICY = policy_of(NEVER, ANNUAL)


def content(*years: int) -> tuple[Activity, ...]:
    return tuple(Activity(f"{year}", "presenting", date(year, 3, 1), f"Content of {year}") for year in years)


def seen(history: History, as_of: date, policy: Policy = POLICY) -> Assessment:
    return assess(plan(policy), history, as_of)


def told(history: History, as_of: date, policy: Policy = POLICY) -> list[str]:
    return [str(line.text) for line in story(policy, history, seen(history, as_of, policy))]


def planned(history: History, as_of: date, policy: Policy = POLICY) -> list[str]:
    return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, as_of), ANY)]


def test_kept_by_each_year_it_is_valid_to_its_last_day_and_over_on_the_next() -> None:
    history = History(awards=AWARDED, activities=content(2026, 2027, 2028, 2029))
    for day, state, held in (
        (date(2030, 3, 14), CycleState.OPEN, HoldingState.ACTIVE),
        (date(2030, 3, 15), CycleState.ENDED, HoldingState.EXPIRED),
    ):
        (standing,) = seen(history, day).groups
        assert [cycle.state for cycle in standing.cycles] == [state]
        assert [holding.state for holding in standing.holdings] == [held]
        assert standing.holdings[0].renewable_until is None


def test_a_missed_year_ends_it_as_anything_else() -> None:
    (standing,) = seen(History(awards=AWARDED, activities=content(2026)), date(2028, 1, 1)).groups
    assert standing.cycles[-1].state is CycleState.LAPSED
    assert [(h.state, h.expires) for h in standing.holdings] == [(HoldingState.LAPSED, date(2027, 12, 31))]


def test_neither_the_exam_nor_units_nor_a_suspension_bring_anything() -> None:
    suspends = """
    [suspension]
    months = 6
    renewed_by = ["units"]
    next_starts = "where the last one ended"
    activity = "ended cycle"
    source = "the rule"
    """
    policy = policy_of(NEVER, ANNUAL, suspends)
    history = History(
        awards=AWARDED,
        exams=(Exam("ACA-JSWE", date(2030, 3, 1), True),),
        activities=(
            *content(2026, 2027, 2028, 2029),
            *(Activity(f"c{i}", "course", date(2029, 5, i), f"{i}") for i in range(1, 9)),
        ),
    )
    (standing,) = seen(history, date(2030, 3, 15), policy).groups
    assert standing.cycles[-1].state is CycleState.ENDED
    assert "Passed on March 1, 2030: passing the exam again does not renew ACA-JSWE." in told(
        history, date(2030, 3, 15), policy
    )


def test_an_extension_given_to_one_person_holds() -> None:
    history = History(
        awards=AWARDED,
        activities=content(2026, 2027, 2028, 2029),
        extensions=(Extension("aca", date(2030, 1, 10), date(2030, 6, 30)),),
    )
    assert seen(history, date(2030, 6, 30)).groups[0].holdings[0].state is HoldingState.ACTIVE


def test_its_story_says_that_it_cannot_be_renewed_and_what_keeps_it() -> None:
    lines = told(History(awards=AWARDED, activities=content(2026)), date(2027, 5, 1))
    assert lines.count("It can't be renewed: it is valid until March 14, 2030, and over after that.") == 1
    assert lines[-1] == (
        "The annual content, 2027: 1 more completion by December 31, 2027. Otherwise your ACA certifications end on "
        "that day."
    ).replace("ACA", POLICY.group("aca").name)


def test_its_story_says_afterwards_that_it_is_over_and_could_not_be_renewed() -> None:
    done = (*content(2026, 2027, 2028, 2029), Activity("late", "presenting", date(2030, 5, 1), "Late"))
    lines = told(History(awards=AWARDED, activities=done), date(2030, 6, 1))
    assert "It could not be renewed: it was held until March 14, 2030, and has been over since." in lines
    assert "Over: it was held until March 14, 2030" in lines
    assert not any("lapsed" in line or "Retired" in line for line in lines)


def test_the_year_in_which_it_is_over_is_not_asked_for() -> None:
    policy = policy_of(NEVER, ANNUAL.replace("days = 0", 'on = "06-30"\ncounts_for = "the year that is over"'))
    history = History(awards=AWARDED, activities=content(2026, 2027, 2028))
    assert not any("2029" in line and "Otherwise" in line for line in told(history, date(2029, 5, 1), policy))
    assert seen(history, date(2030, 3, 14), policy).groups[0].holdings[0].state is HoldingState.ACTIVE


def test_a_plan_names_no_way_to_renew_it_and_the_years_that_keep_it() -> None:
    name = POLICY.group("aca").name
    assert planned(History(awards=AWARDED, activities=content(2026, 2027)), date(2028, 5, 1)) == [
        f"{name}, valid until March 14, 2030",
        "It can't be renewed: it is valid until March 14, 2030, and over after that.",
        f"Your {name} certifications end before March 14, 2030 unless this is done:",
        "The annual content, 2028: 1 more completion by December 31, 2028",
        "The annual content, 2029: 1 more completion by December 31, 2029",
    ]


def test_a_what_if_says_that_nothing_renews_it() -> None:
    done, history = (
        (Activity("new", "course", date(2028, 6, 1), "A course"),),
        History(AWARDED, (), content(2026, 2027)),
    )
    found = what_if(plan(POLICY), history, done, date(2028, 5, 1))
    first = str(next(iter(what_if_told(POLICY, found))).text)
    assert first.endswith(": It can't be renewed: it is valid until March 14, 2030, and over after that.")
    assert "not renewed by that" not in first


def test_the_page_of_a_level_says_it_in_few_words() -> None:
    history = History(awards=AWARDED, activities=content(2026, 2027, 2028, 2029))
    (standing,) = seen(history, date(2030, 4, 1)).groups
    assert str(explain_states.state(POLICY, standing)) == "Over: it was held until March 14, 2030"
    assert str(explain_renewals.renewal(POLICY, "aca", standing.cycles[-1])).startswith("It could not be renewed")
    (standing,) = seen(history, date(2029, 4, 1)).groups
    cycle = standing.cycles[-1]
    assert str(explain.missing(POLICY, POLICY.group("aca"), cycle, date(2029, 4, 1))).startswith("It can't be renewed")
    assert not [*explain_states.comes_after(POLICY, "aca", cycle, date(2029, 4, 1))]


def test_the_rules_say_that_nothing_renews_it() -> None:
    rows = [row for row in rule_words.asked(POLICY) if row.group.key == "aca"]
    assert (str(rows[0].what), rows[0].source) == (
        "Nothing: it can't be renewed, and is over after its cycle",
        "the rule",
    )
    assert "what is held ends after its last day" in str(rows[2].what)
    book = " ".join(for_terminal(handbook(POLICY), 100, bold=False).split())
    assert book.count("nothing renews it") == 2


def test_a_difference_says_when_it_is_renewed_no_more_and_that_it_has_no_day() -> None:
    usual = policy_of(NEVER.replace('renewed = "never"\n', ""))
    name = usual.group("aca").name
    now = policy_of(NEVER)
    assert f"{name}: nothing renews it any more, and after its cycle it is over." in map(str, differences(usual, now))
    assert f"{name}: it can be renewed, and is not over after its cycle any more." in map(str, differences(now, usual))
    assert "has no day" in str(difference_past.differences_told(usual, now)[-1])


RENEWING = {
    """
[group.aca.retake]
renews = "all of its group"
new_expiry = "old expiry + cycle"
months = 6
in_grace = false
source = "s"
""": "nothing renews it, so that this would change nothing: leave `retake` out",
    """
[[group.aca.or]]
key = "w"
title = "W"
requires = [{ from = 2024-02-01, units = 5, source = "s" }]
""": "nothing renews it, so that this would change nothing: leave `or` out",
    """
[[group.aca.also]]
key = "c"
title = "C"
kind = "counter"
counter = "content"
least = [{ from = 2024-02-01, count = 1, source = "s" }]
""": "so that only years can be asked for something",
    """
[[cascade]]
key = "c"
title = "C"
by = "earning"
of = ["ACP-JCA"]
renews = ["ACA-JSWE"]
new_expiry = "with it"
from = 2024-02-01
source = "s"
""": 'ACA-JSWE is of a group with renewed = "never", and this would renew it',
}


@pytest.mark.parametrize(("more", "said"), [*RENEWING.items()])
def test_what_would_renew_it_is_refused(more: str, said: str) -> None:
    found = parse_policy(text_of(NEVER, more))
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert said in str(problem)


def test_a_grace_and_a_next_cycle_are_refused_as_well() -> None:
    graced = parse_policy(text_of(NEVER.replace("months = 60", "months = 60\ngrace_days = 30")))
    assert isinstance(graced, Problems)
    assert "what nothing renews has no grace: it is over after its last day: leave `grace_days` out" in str(
        graced.problems[0]
    )
    unmet = 'unmet = "the next cycle begins"\nshortfall = "is forgiven"'
    going_on = parse_policy(text_of(NEVER).replace("grace_days = 90", f"grace_days = 90\n{unmet}", 1))
    assert isinstance(going_on, Problems)
    assert "so that it is never over: leave `unmet` out under [cycle], or `renewed` here" in str(going_on.problems[0])


def test_whoever_requires_nothing_is_told_how_to_say_that_it_is_never_renewed() -> None:
    found = parse_policy(
        text_of(without=USUAL[USUAL.index("[retake]") : USUAL.index("[", USUAL.index("[retake]") + 1)])
    )
    assert isinstance(found, Problems)
    assert 'where nothing does, renewed = "never" in [group.aca.cycle]' in str(found.problems[0])


def test_the_check_doubts_years_that_the_first_of_several_certifications_decides() -> None:
    assert any("one that is awarded later outlasts them" in each.what for each in doubts(POLICY))
    assert not any("outlasts" in each.what for each in doubts(policy_of(NEVER)))
