"""What can be earned at the most, where worths, limits and categories are of the newer kinds."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from recert.policy.assess import assess
from recert.policy.earnable import earnable, serving, understood
from recert.policy.history import History
from recert.policy.model import Policy
from recert.policy.nesting import inside
from recert.policy.plan import plan
from recert.policy.read import parse_policy
from recert.policy.warn import warnings
from tests.policy.test_two_readings import LAST, MORE, histories, policies, thorough, thrice
from tests.policy.test_warn import BOUNDED, CAP, CATEGORY, GLOBAL_IS_ETHICS, MINIMUM, TEXT, changed

SINCE = "from = 2024-02-01"
PRESENTING = "worth = [{ from = 2024-02-01, units = 20,"
TALKS = '[counter.talks]\nname = "Talks"\none = "talk"\nmany = "talks"\ntypes = ["presenting"]\ncounts = "uses"\n'
ALSO = (
    '[[group.acp.also]]\nkey = "talks"\ntitle = "Talks"\nkind = "counter"\ncounter = "talks"\n'
    'least = [{ from = 2024-02-01, count = 2, source = "x" }]\n'
)
YEARS = (
    ALSO.replace('kind = "counter"\ncounter = "talks"', 'kind = "each year"\nyears = "of the calendar"')
    .replace("least", 'carried_units = "don\'t count"\nleast')
    .replace("count = 2", "units = 2")
)
WAY = '[[group.acp.or]]\nkey = "less"\ntitle = "Less"\nrequires = [{ from = 2024-02-01, units = 10, source = "x" }]\n'
PROVIDERS = changed('one = "global event"', 'one = "global event"\nproviders = ["PMI"]', BOUNDED)
REPEATS = changed('one = "global event"', 'one = "global event"\nagain = "next cycle"', BOUNDED)


def said(text: str) -> list[str]:
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    return [warning.what for warning in warnings(policy, text, "policy.toml")]


def rounded_down(text: str) -> str:
    """Says how an amount between two steps is rounded, which is asked where one may be."""
    return changed("step = 1\n", 'step = 1\nrounding = "down"\n', text)


def required(units: int, most: int) -> str:
    return f"{units} CE units are required, and no more than {most} can be earned"


def before_groups(more: str, text: str) -> str:
    """Tables put where a group's own tables may stand."""
    return changed("[cycle]", more + "[cycle]", text)


def most_per_use(units: str, text: str = BOUNDED) -> str:
    """Presenting is measured in hours, without an end but what one of it may give."""
    start = text.index(PRESENTING)
    return text[:start] + 'measured_in = { one = "hour", many = "hours" }\n' + units + text[text.index("\n", start) :]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (before_groups(ALSO, BOUNDED) + TALKS, 90),
        (before_groups(YEARS, BOUNDED), 90),
        (before_groups(WAY, BOUNDED), 90),
        (PROVIDERS, 90),
        (REPEATS, 90),
    ],
    ids=["counters and demands", "calendar years", "ways", "providers", "repeats"],
)
def test_what_only_asks_for_more_keeps_no_requirement_from_being_judged(text: str, most: int) -> None:
    assert said(text) == [required(100, most)]


def test_nothing_is_said_where_no_end_is_known() -> None:
    hours = f'worth = [{{ {SINCE}, units = 1, source = "x" }}]'
    assert said(rounded_down(most_per_use(hours))) == []


@pytest.mark.parametrize(
    ("units", "most"),
    [
        (f'worth = [{{ {SINCE}, units = 1, at_most = 8, source = "x" }}]', 78),
        (
            f"worth = [{{ {SINCE}, tiers = [{{ at_least = 1, units = 5 }}, {{ at_least = 9, units = 12 }}],"
            ' source = "x" }]',
            82,
        ),
    ],
    ids=["at most", "tiers"],
)
def test_hours_have_an_end_where_one_activity_has(units: str, most: int) -> None:
    assert said(rounded_down(most_per_use(units))) == [required(100, most)]


def test_the_first_time_may_be_worth_more() -> None:
    twice = PRESENTING + ' first_time = { times = 1.5, of = "ever" },'
    assert said(rounded_down(changed(PRESENTING, twice, BOUNDED))) == []  # 30, 40 and 30 are 100
    assert said(rounded_down(changed("units = 100,", "units = 101,", changed(PRESENTING, twice, BOUNDED)))) == [
        required(101, 100)
    ]


def test_what_gives_all_that_is_required_is_worth_something() -> None:
    assert said(changed(PRESENTING, f'worth = [{{ {SINCE}, gives = "what the cycle requires",', BOUNDED)) == []


def test_what_only_counters_look_at_may_be_worth_nothing() -> None:
    nothing = changed("units = 20,", "units = 0,")
    assert said(nothing) == ["Presenting at an event is worth nothing for ever"]
    assert said(before_groups(ALSO, nothing) + TALKS) == []


def test_what_is_over_a_limit_and_counts_elsewhere_is_not_lost() -> None:
    policy = parse_policy(BOUNDED + CATEGORY + CAP.format(most=20))
    assert isinstance(policy, Policy)
    everything = tuple(kind.key for kind in policy.types)
    assert earnable(policy, "acp", everything) == 40
    leaking = replace(policy, caps=tuple(replace(cap, over="ethics") for cap in policy.caps))
    assert earnable(leaking, "acp", everything) == 90
    assert serving(policy, "ethics") == ()
    assert serving(leaking, "ethics") == ("global-event", "local-event")


@pytest.mark.parametrize("more", [", when = { cycle_from = 2 }", None])
def test_a_limit_for_some_people_or_of_a_share_bounds_nobody_else(more: str | None) -> None:
    cap = CAP.format(most=20)
    other = cap.replace("units = 20", "units = 20" + more) if more else cap.replace("units = 20", "percent = 20")
    assert said(BOUNDED + cap) == [required(50, 40), required(100, 40)]
    found = BOUNDED + other
    assert said(found if more else rounded_down(found)) == [required(100, 90)]


def test_a_limit_for_each_provider_bounds_nothing_in_a_cycle() -> None:
    assert said(BOUNDED + CAP.format(most=20) + 'for_each = "provider"\n') == [required(100, 90)]


def test_a_share_of_a_category_is_no_number_of_units() -> None:
    assert said(rounded_down(changed("units = 31", "percent = 60", GLOBAL_IS_ETHICS + CATEGORY + MINIMUM))) == []


def test_a_category_that_a_type_may_serve_is_filled_by_it() -> None:
    policy = parse_policy(TEXT + CATEGORY)
    assert isinstance(policy, Policy)
    assert serving(policy, "ethics") == ()
    chosen = replace(policy.types[0], category="ethics")
    assert serving(replace(policy, types=(chosen, *policy.types[1:])), "ethics") == ("course",)


@settings(thorough, max_examples=100 * MORE)
@given(policies(), thrice(histories(eased=True)))
def test_nobody_earns_more_than_can_be_earned(policy: Policy, known: tuple[History, ...]) -> None:
    if not understood(policy):
        return
    everything, lowered = tuple(kind.key for kind in policy.types), plan(policy)
    for group in (group for history in known for group in assess(lowered, history, LAST).groups):
        most = earnable(policy, group.group, everything)
        for cycle in group.cycles:
            assert most is None or cycle.counted - cycle.carried_in <= most
            for total in cycle.categories:
                kept = policy.carry.kept if policy.carry else ()
                here = inside(policy.categories, (total.category,))
                for_one = policy.carried_of(group.group) if policy.carry and policy.carry.counts_as in here else ()
                some = [v.amount for m in kept if m.category == total.category for v in m.values]
                again = max([Decimal(0), *some, *(v.amount for v in for_one)])
                of_it = earnable(policy, group.group, serving(policy, total.category))
                assert of_it is None or total.amount <= of_it + again
