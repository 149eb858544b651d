"""Credentials of one program of which each says for itself when it can be renewed, and where the next cycle starts."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy import window_words
from recert.policy.assessment import CycleState
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.cycles import Anchor, Rhythm
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, History
from recert.policy.model import Policy
from recert.policy.own import OwnCycle
from recert.policy.own_words import own
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.warn import doubts
from recert.terminal.typeset import for_terminal
from tests.policy.test_own_rules import BOTH, TEXT, USUAL, courses, cycle, due, of, seen

SAID = '\n[group.acp.cycle]\nsource = "s"\n'
LAST = date(2027, 1, 10)
"""The last day of both cycles, the associate's and the professional's."""


def read(said: str, text: str = TEXT) -> Policy:
    found = parse_policy(text + SAID + said)
    assert isinstance(found, Policy), found
    return equally(found)


def equally(policy: Policy) -> Policy:
    """The same policy, in which a professional needs no more units than an associate."""
    return replace(policy, groups=tuple(replace(g, required=policy.groups[0].required) for g in policy.groups))


def problems(said: str, text: str = TEXT) -> list[str]:
    found = parse_policy(text + SAID + said)
    assert isinstance(found, Problems)
    return [str(each) for each in found.problems]


@pytest.mark.parametrize(
    ("said", "renewed", "professional"),
    [
        ('next_starts = "the day after the renewal"', date(2026, 2, 5), date(2028, 2, 5)),
        ('next_starts = "where the last one ended"', date(2026, 2, 5), date(2029, 1, 10)),
        ("months = 24", date(2026, 2, 5), date(2029, 1, 10)),
    ],
)
def test_the_next_cycle_of_each_starts_by_its_own_rule(said: str, renewed: date, professional: date) -> None:
    found = seen(read(said), date(2026, 6, 1), activities=courses(6))
    assert {of(found, group).cycles[0].met_on for group in ("aca", "acp")} == {renewed}
    assert due(found) == (date(2029, 1, 10), professional)


LATE = 'next_starts = "where the last one ended, if renewed in its last months"\nlast_months = 3'


@pytest.mark.parametrize(
    ("first", "professional"), [(date(2026, 10, 5), date(2028, 10, 9)), (date(2026, 10, 6), date(2029, 1, 10))]
)
def test_a_check_in_the_last_three_months_counts_from_the_old_date_and_an_earlier_one_from_its_own(
    first: date, professional: date
) -> None:
    found = seen(read(LATE), date(2026, 11, 1), activities=courses(6, since=first))
    assert due(found) == (date(2029, 1, 10), professional)


@pytest.mark.parametrize(
    ("said", "opens"), [("opens_months = 3", date(2026, 10, 10)), ("opens_days = 60", date(2026, 11, 11))]
)
def test_units_renew_one_at_once_and_the_other_when_its_own_window_opens(said: str, opens: date) -> None:
    policy = read(said)
    waiting = seen(policy, date(2026, 6, 1), activities=courses(6))
    states = [of(waiting, group).cycles[0].state for group in ("aca", "acp")]
    assert states == [CycleState.RENEWED, CycleState.OPEN]
    told = [
        window_words.waits(policy, policy.group(group), of(waiting, group).cycles[0], date(2026, 6, 1))
        for group in ("aca", "acp")
    ]
    assert told[0] is None
    assert str(told[1]).startswith("Nothing more is needed: it renews on ")
    renewed = seen(policy, opens, activities=courses(6))
    assert of(renewed, "acp").cycles[0].met_on == opens
    assert window_words.opens_on(policy, "acp", LAST) == opens
    assert window_words.opens_on(policy, "aca", LAST) is None


def test_a_group_may_keep_a_rhythm_that_others_restart_and_have_another_window() -> None:
    text = TEXT.replace('"where the last one ended"', '"the day after the renewal"', 1)
    text = text.replace("grace_days = 90", "grace_days = 90\nopens_days = 300", 1)
    policy = read('next_starts = "where the last one ended"\nopens_days = 60', text)
    found = seen(policy, date(2026, 12, 1), activities=courses(6))
    assert due(found) == (date(2028, 3, 16), date(2029, 1, 10))


def test_a_plan_says_what_each_is_renewed_to_and_when_the_first_day_for_it_is() -> None:
    policy = read(f"{LATE}\nopens_months = 12")
    targets = outlook(plan(policy), History(BOTH), date(2026, 2, 1)).targets
    ways = [target.best for target in targets if target.best]
    assert [(way.expiries, way.latest) for way in ways] == [
        ({"aca": date(2029, 1, 10)}, {"aca": date(2029, 1, 10)}),
        ({"acp": date(2028, 2, 1)}, {"acp": date(2029, 1, 10)}),
    ]


def test_who_reads_the_rules_is_told_what_is_otherwise_in_a_group() -> None:
    policy = read(f"{LATE}\nopens_days = 60")
    told = [
        "Professional: The next cycle starts where the last one ended if that was renewed in its last 3 months, and "
        "else on the day after the renewal.",
        "Professional: Units renew it on its last day and in the 60 days before only.",
    ]
    assert [str(sentence) for sentence, _ in own(policy)] == told
    assert all(each in for_terminal(handbook(policy), 300, bold=False) for each in told)
    one = read(f"{LATE.replace('3', '1')}\nopens_months = 1")
    assert [str(sentence) for sentence, _ in own(one)] == [
        "Professional: The next cycle starts where the last one ended if that was renewed in its last month, and else "
        "on the day after the renewal.",
        "Professional: Units renew it in its last month only.",
    ]


def test_what_changes_of_it_is_told_with_the_group() -> None:
    after = read('next_starts = "the day after the renewal"\nopens_days = 60')
    assert [str(each) for each in differences(equally(USUAL), after)] == [
        "Professional: the next cycle starts on the day after the renewal, wherever others' start.",
        "Professional: units renew only on the last day of a cycle and in the 60 days before, whenever they do others.",
    ]
    assert [str(each) for each in differences(after, equally(USUAL))] == [
        "Professional: the next cycle starts where others' do again, not on the day after the renewal.",
        "Professional: units no longer renew only on the last day of a cycle and in the 60 days before, by a rule of "
        "its own.",
    ]


CALENDAR = (
    TEXT.replace('ends = "same day"', 'anchor = "calendar"', 1)
    .replace("[group.aca]", "[group.aca]\nperiods_from = 2024-01-01", 1)
    .replace("[group.acp]", "[group.acp]\nperiods_from = 2024-01-01", 1)
)
RESTARTS = 'next_starts = "the day after the renewal"'


@pytest.mark.parametrize(
    ("text", "said", "what"),
    [
        (CALENDAR, RESTARTS, "periods of the calendar can't be restarted"),
        (CALENDAR, LATE, "periods of the calendar can't be restarted"),
        (
            TEXT.replace('grace_activity = "ended cycle"', 'grace_activity = "next cycle"'),
            RESTARTS,
            "the next cycle would begin after what belongs to it was done",
        ),
        (
            TEXT.replace("grace_days = 90", 'grace_days = 90\nafter_renewal = "is of the next cycle"', 1),
            RESTARTS,
            "a next cycle that starts with the renewal has what is done after it anyway",
        ),
        (
            TEXT + '\n[suspension]\nmonths = 6\nrenewed_by = ["units"]\nnext_starts = "where the last one ended"\n'
            'activity = "next cycle"\nsource = "s"\n',
            RESTARTS,
            "the next cycle would begin after what belongs to it was done while this one was suspended",
        ),
        (
            TEXT + '\n[deadline]\nmonths = 2\nlater = "counts for nothing"\nrenewing_later = "is not late"\n'
            'source = "s"\n',
            RESTARTS,
            "a cycle that ends with its renewal has no day so long before that as [deadline] says",
        ),
        (TEXT, "opens_days = 20\nopens_months = 2", "it is said in days and in months, and not which of them holds"),
        (TEXT, 'renewed = "never"\nopens_days = 20', "what nothing renews has no cycle after this one"),
        (TEXT, "", "it says of nothing that it is of the group's own"),
    ],
)
def test_what_contradicts_what_is_said_of_all_is_refused_with_its_line(text: str, said: str, what: str) -> None:
    found = problems(said, text)
    assert any(what in each for each in found), found


@pytest.mark.parametrize(
    ("said", "many"), [("opens_months = 24", 1), ("opens_months = 23", 0), ("months = 36\nopens_months = 30", 0)]
)
def test_a_window_that_is_always_open_is_doubted_by_the_length_of_its_own_group(said: str, many: int) -> None:
    found = [doubt for doubt in doubts(read(said)) if "they always do" in doubt.what]
    assert [doubt.place for doubt in found] == [("group", "acp", "cycle", "opens_months")] * many


def test_what_would_renew_twice_is_doubted_only_of_the_group_whose_rhythm_restarts() -> None:
    policy = read(RESTARTS)
    carried = tuple(replace(group.required[0], source="s") for group in policy.groups[:1])
    policy = replace(policy, carry=Carry(carried, 0, (), carried_in=CarriedIn.LAST))
    assert [doubt.what.split(" requires")[0] for doubt in doubts(policy) if "renews twice" in doubt.what] == [
        "as much may be carried as Professional"
    ]


def test_periods_of_the_calendar_may_start_at_once_in_one_group() -> None:
    policy = read('next_starts = "the day after the renewal, ending where it would have"', CALENDAR)
    assert policy.cycle.anchor is Anchor.CALENDAR
    assert [policy.cycle_of(group.key).rhythm for group in policy.groups] == [Rhythm.KEPT, Rhythm.KEPT_END]
    done = (*courses(6), Activity("later", "course", date(2025, 3, 1), "Later"))
    assert [group.group for group in seen(policy, date(2026, 6, 1), activities=done).groups] == ["aca", "acp"]
    assert cycle(opens_days=3) == OwnCycle("the handbook", opens_days=3)
