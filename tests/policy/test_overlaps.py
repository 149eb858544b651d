"""What is missing where one activity may be of several categories at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.explain import alternatives, missing
from recert.policy.history import Activity, Award, History
from recert.policy.model import Category, Minimum, Policy, Value, Within
from recert.policy.overlaps import lacking, overlaps
from recert.policy.plan import plan
from tests.policy.strategies import reference

TEN = (Value(date(2020, 1, 1), Decimal(10), "the rule"),)
CATEGORIES = (Category("ver", "Verifiable"), Category("eth", "Ethics"))
MINIMA = (Minimum("ver", TEN), Minimum("eth", TEN))
DAY = date(2026, 1, 1)


def policy_in_which(ethics_is_verifiable: bool) -> Policy:
    """Fifty units, among them ten of each category; a course is of one, or of both."""
    usual = reference().policy
    within = (Within("eth", TEN),) if ethics_is_verifiable else ()
    types = tuple(
        replace(kind, category="ver", of_which=within)
        if kind.key == "course"
        else replace(kind, category="" if ethics_is_verifiable else "eth")
        for kind in usual.types
    )
    groups = tuple(replace(group, minima=MINIMA) for group in usual.groups)
    return replace(usual, types=types, groups=groups, categories=CATEGORIES)


def told(policy: Policy, activities: tuple[Activity, ...] = ()) -> tuple[Decimal, str]:
    found = assess(plan(policy), History((Award("ACA-JSWE", date(2025, 1, 10)),), (), activities), DAY)
    cycle = found.groups[0].cycles[-1]
    return cycle.missing, str(missing(policy, policy.group("aca"), cycle, DAY))


def test_units_that_are_of_two_categories_are_not_missed_twice() -> None:
    events = tuple(Activity(str(i), "global-event", date(2025, 2 + i, 1), f"Event {i}") for i in range(1))
    local = tuple(Activity(f"l{i}", "local-event", date(2025, 2 + i, 1), f"Meeting {i}") for i in range(2))
    both = policy_in_which(ethics_is_verifiable=True)
    need, sentence = told(both, (*events, *local))
    assert need == 10
    assert sentence.startswith("10 more CE units")
    # and so many renew it
    course = Activity("c", "course", date(2025, 9, 1), "Course")
    found = assess(plan(both), History((Award("ACA-JSWE", date(2025, 1, 10)),), (), (*events, *local, course)), DAY)
    assert found.groups[0].cycles[-1].met_on == date(2025, 9, 1)


def test_units_of_categories_that_no_activity_has_in_common_add_up() -> None:
    apart = policy_in_which(ethics_is_verifiable=False)
    # fifty units, none of which is of either category
    types = tuple(replace(kind, category="") if kind.key == "presenting" else kind for kind in apart.types)
    none_yet = replace(apart, types=types, groups=tuple(replace(g, required=TEN) for g in apart.groups))
    assert told(none_yet)[0] == 20
    assert overlaps(none_yet) == {"ver": frozenset(), "eth": frozenset()}


def test_of_three_in_a_row_those_that_have_nothing_in_common_add_up() -> None:
    near = {"a": frozenset("b"), "b": frozenset("ac"), "c": frozenset("b")}
    assert lacking({"a": Decimal(3), "b": Decimal(4), "c": Decimal(2)}, near) == 5
    assert lacking({"a": Decimal(1), "b": Decimal(4), "c": Decimal(2)}, near) == 4


KEYS = "abcdef"
shorts = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 9).map(Decimal))
pairs = st.sets(st.sampled_from(list(combinations(KEYS, 2))))


@given(shorts, pairs)
def test_it_is_the_most_that_no_unit_can_be_twice_of(short: dict[str, Decimal], near: set[tuple[str, str]]) -> None:
    known = {
        key: frozenset(one if other == key else other for one, other in near if key in (one, other)) for key in KEYS
    }
    sets = (chosen for many in range(len(short) + 1) for chosen in combinations(sorted(short), many))
    apart = (each for each in sets if not any(pair in near for pair in combinations(each, 2)))
    assert lacking(short, known) == max(sum((short[key] for key in each), Decimal(0)) for each in apart)


def test_where_no_units_are_required_what_categories_take_is_still_to_be_earned() -> None:
    none = (Value(date(2020, 1, 1), Decimal(0), "the rule"),)
    both = policy_in_which(ethics_is_verifiable=True)
    rules = replace(both, groups=tuple(replace(group, required=none) for group in both.groups))
    found = assess(plan(rules), History((Award("ACA-JSWE", date(2025, 1, 10)),)), DAY)
    earn = str(alternatives(rules, found.groups[0])[0])
    assert earn.startswith("Earn 10 CE units in all by January 10, 2027, among them 10 of Verifiable, 10 of Ethics.")


def test_who_has_all_units_but_of_other_categories_reads_how_many_more_renew_it() -> None:
    usual = policy_in_which(ethics_is_verifiable=True)
    events = tuple(Activity(f"{i}", kind, date(2025, 2, 1)) for i, kind in enumerate(["global-event", "presenting"]))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), events)
    for types, told in (
        (usual.types, " (60 in all), which may be of several categories at once: 10 of Verifiable, 10 of Ethics."),
        (
            tuple(replace(kind, of_which=()) for kind in usual.types),
            " (70 in all): 10 of Verifiable, 10 of Ethics.",
        ),
    ):
        rules = replace(usual, types=types)
        (standing,) = assess(plan(rules), history, DAY).groups
        cycle = standing.cycles[-1]
        assert str(alternatives(rules, standing)[0]).startswith(
            f"Earn {cycle.missing} more CE units by January 10, 2027{told} That renews"
        )
        assert str(missing(rules, rules.group("aca"), cycle, DAY)).startswith(f"{cycle.missing} more CE units")
