"""An owner is told what of a policy can never apply; nothing of it keeps the policy from being used."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.model import ActivityType, Policy
from recert.policy.read import parse_policy
from recert.policy.warn import doubts, warnings
from recert.terminal.policy import run
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
COURSE = TEXT[TEXT.index("[activity.course]") : TEXT.index("[activity.global-event]")]
"""The one type without a limit; without it, 30, 40 and 20 units can be earned in a cycle."""
BOUNDED = TEXT.replace(COURSE, "")
CAP = """
[[limit]]
key = "events"
title = "Events"
types = ["global-event", "local-event"]
each = "cycle"
most = [{{ from = 2024-02-01, units = {most}, source = "decided" }}]
"""
CATEGORY = '[category.ethics]\nname = "Ethics"\n'
EACH_YEAR = """
[[group.aca.also]]
key = "each-year"
title = "30 units in each year"
kind = "each year"
years = "of the cycle"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 30, source = "decided" }]
"""
DEADLINE = """
[deadline]
days = 30
later = "counts"
renewing_later = "is late"
source = "decided"

[[late]]
from_day = 1
units = 10
source = "decided"
"""
IN_TIME = """
[deadline]
days = 30
later = "counts for nothing"
renewing_later = "is in time"
source = "decided"
"""
TALKS = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]
"""
LATE_TALK = (
    TALKS
    + """
[[group.aca.also]]
key = "late"
title = "A talk, if late"
kind = "counter"
counter = "talks"
late_from_day = {day}
least = [{{ from = 2024-02-01, count = 1, source = "decided" }}]
"""
)
YEARLY_TALK = (
    TALKS
    + """
[[group.aca.also]]
key = "yearly"
title = "A talk in each year"
kind = "each year"
counter = "talks"
years = "of the cycle"
least = [{ from = 2024-02-01, count = 1, source = "decided" }]
missed = { then = "made up", counter = "talks", days = 0, source = "decided" }
"""
)
MINIMUM = '[group.aca.minimum]\nethics = [{ from = 2024-02-01, units = 31, source = "decided" }]\n'


REQUIRES = next(row for row in TEXT.splitlines() if row.startswith("requires = [{ from = 2024-02-01, units = 50"))
NONE_AT_FIRST = '{ from = 2024-02-01, units = 0, when = { cycle_to = 1 }, source = "decided" }'
EXEMPT = REQUIRES.replace("}]", "}, " + NONE_AT_FIRST + "]")


def warned(text: str) -> list[str]:
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    return [f"{w.line}: {w.what}: {w.fix}" for w in warnings(policy, text, "policy.toml")]


def line(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def changed(before: str, after: str, text: str = TEXT) -> str:
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize("folder", sorted(p for p in PROGRAMS.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_nothing_of_a_bundled_program_is_doubted(folder: Path) -> None:
    assert warned((folder / "policy.toml").read_text()) == []


ABROAD = """
[[circumstance]]
key = "abroad"
title = "Abroad"
description = "Lives abroad."
evidence = "A letter."
removes = "nothing"
source = "decided"
"""
BY_CALENDAR = BOUNDED + CAP.format(most=10).replace("cycle", "calendar year")
"""Cycles of two years lie in three of the calendar, and what is done in the grace of 60 days maybe in one more."""
YEARLY = CAP.format(most=20).replace('"cycle"', '"year of the cycle"') + CAP.format(most=40).replace(
    '"events"', '"both"'
)
GLOBAL_IS_ETHICS = changed('one = "global event"', 'one = "global event"\ncategory = "ethics"')
MADE = {
    "a requirement nobody can meet": (
        BOUNDED,
        "requires = [{ from = 2024-02-01, units = 100",
        "100 CE units are required, and no more than 90 can be earned: require less, or widen a limit",
    ),
    "a requirement that a limit in units keeps from being met": (
        BOUNDED + CAP.format(most=20),
        "requires = [{ from = 2024-02-01, units = 50",
        "50 CE units are required, and no more than 40 can be earned: require less, or widen a limit",
    ),
    "a limit above what can be earned": (
        TEXT + CAP.format(most=70),
        "most = [{ from = 2024-02-01, units = 70",
        "the limit “Events” of 70 CE units in a cycle never applies: no more than 70 can be earned in a cycle: "
        "write a smaller one, or leave the limit out",
    ),
    "a share written as a part of one": (
        TEXT.replace("step = 1\n", 'step = 1\nrounding = "down"\n')
        + CAP.format(most=70).replace("units = 70", "percent = 0.2"),
        "most = [{ from = 2024-02-01, percent = 0.2",
        "0.2 percent is less than a hundredth of what is required: write percent = 20 if that is meant",
    ),
    "a category minimum nobody can fill": (
        GLOBAL_IS_ETHICS + CATEGORY + MINIMUM,
        "ethics = [",
        "31 CE units of Ethics are required, and no more than 30 can be earned: require less, or widen a limit",
    ),
    "a category no type has": (
        TEXT + CATEGORY,
        "[category.ethics]",
        "no type is of the category Ethics, so nothing is ever counted for it: "
        'write category = "ethics" where a type is of it',
    ),
    "a use limit of 0": (
        changed("most = 4", "most = 0"),
        "most = 0",
        "no use of Attending a local event counts in cycles from February 1, 2024 on: "
        "write a limit of 1 or more, or end its worth instead",
    ),
    "two moves of the same days": (
        changed("first = 2024-09-30", "first = 2024-09-01"),
        '[[move]]\nkey = "2025-one-year-later"',
        "2025-one-year-later and 2024-to-september both move what is due from September 1, 2024 to "
        "September 29, 2024: let each day be covered by one move",
    ),
    "a worth that is in force for no day": (
        changed("units = 20, source", 'units = 10, source = "x" }, { from = 2024-02-01, units = 20, source').replace(
            "worth = [{ from = 2024-02-01, units = 10, source", "worth = [{ from = 2020-01-01, units = 10, source"
        ),
        'worth = [{ from = 2020-01-01, units = 10, source = "x"',
        "this worth is in force for no day: the next holds from February 1, 2024, and activities count from "
        "February 1, 2024 on: leave it out",
    ),
    "a type worth nothing for ever": (
        changed("units = 20,", "units = 0,"),
        "worth = [{ from = 2024-02-01, units = 0",
        "Presenting at an event is worth nothing for ever: write what it is worth, or leave it out",
    ),
    "what a trace of an activity earns": (
        changed(
            "worth = [{ from = 2024-02-01, units = 20,",
            'measured_in = { one = "hour", many = "hours" }\nworth = [{ from = 2024-02-01, units = 1, plus = 2,',
            changed("step = 1\n", 'step = 1\nrounding = "down"\n'),
        ),
        "worth = [{ from = 2024-02-01, units = 1, plus = 2",
        "a thousandth of one hour of Presenting at an event already earns 2 CE units: "
        "write `at_least` in `measured_in`: fewer hours than that count for nothing",
    ),
    "more of a category than of all": (
        TEXT.replace("[activity.course]\n", '[activity.course]\ncategory = "ethics"\n')
        + CATEGORY
        + MINIMUM.replace("31", "51"),
        "ethics = [{ from",
        "51 CE units of Ethics are needed, and 50 in all: require as much in all, or less of it",
    ),
    "a minimum of whom no units are required": (
        TEXT.replace("[activity.course]\n", '[activity.course]\ncategory = "ethics"\n').replace(REQUIRES, EXEMPT)
        + CATEGORY
        + MINIMUM,
        "requires = [{ from",
        "no CE units are required here, but what is asked of Ethics still is: "
        "give each of these a value of 0 with the same `when`, if nothing is to be needed",
    ),
    "more in all years than in all": (
        TEXT + EACH_YEAR,
        "least = [{ from",
        "30 CE units in each of 2 years are 60, and 50 are needed in all: require as much in all, or less in each year",
    ),
    "a window after the deadline": (
        changed("[cycle]\n", "[cycle]\nopens_days = 20\n", TEXT + DEADLINE),
        "days = 30\nlater",
        "units renew in the last 20 days only, after the deadline 30 days before the end: everybody is late: "
        "write a later deadline, or more in `opens_days`",
    ),
    "a fee asked of whoever renews after the last day to renew": (
        TEXT + LATE_TALK.format(day=91),
        "late_from_day = 91",
        "nothing can be renewed 91 days late: 90 days late is the latest: "
        "write an earlier day, or a longer grace or suspension",
    ),
    "more units from a day on that comes after the last": (
        TEXT + DEADLINE.replace("from_day = 1", "from_day = 121"),
        "from_day = 121",
        "nothing can be renewed 121 days late: 120 days late is the latest: "
        "write an earlier day, or a longer grace or suspension",
    ),
    "a missed year that its own fee makes up for": (
        TEXT + YEARLY_TALK,
        "missed = {",
        "what is counted as Talks meets its own year, and makes up for a missed one at once: "
        "make up by a counter of its own, with a type of its own",
    ),
    "a requirement nobody can meet, whatever counts in a grace": (
        BOUNDED.replace('grace_activity = "ended cycle"', 'grace_activity = "next cycle"'),
        "requires = [{ from = 2024-02-01, units = 100",
        "100 CE units are required, and no more than 90 can be earned: require less, or widen a limit",
    ),
    "a requirement that limits of each calendar year keep from being met": (
        BY_CALENDAR,
        "requires = [{ from = 2024-02-01, units = 100",
        "100 CE units are required, and no more than 60 can be earned: require less, or widen a limit",
    ),
    "a counter that nothing asks for": (
        TEXT + TALKS,
        "[counter.talks]",
        "nothing asks for Talks, so what is counted as it makes no difference: "
        'ask for it, as with counter = "talks" in an `also` of a group or a way, or leave it out',
    ),
    "a circumstance that nothing names and that takes nothing off": (
        TEXT + ABROAD,
        "[[circumstance]]",
        "Abroad takes nothing off, and no condition and no relief names it: it makes no difference: "
        'name it, as in when = { is = ["abroad"] }, say what it removes, or leave it out',
    ),
    "a group without certifications": (
        TEXT + '[group.ace]\nname = "Expert"\nshort = "ACE"\n'
        'requires = [{ from = 2024-02-01, units = 9, source = "x" }]\n',
        "[group.ace]",
        'no certification is of Expert: write group = "ace" in a certification',
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_what_can_never_apply_is_said_with_its_line_and_what_to_do(name: str) -> None:
    text, words, expected = MADE[name]
    assert f"{line(text, words)}: {expected}" in warned(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT + CAP.format(most=69),
        TEXT + YEARLY,
        changed(REQUIRES, EXEMPT.replace("{ cycle_to = 1 }", '{ is = ["abroad"] }'), TEXT + ABROAD),
        TEXT + CAP.format(most=9000).replace('"local-event"', '"course"'),
        changed("units = 100,", "units = 90,", BOUNDED),
        changed("units = 31", "units = 30", GLOBAL_IS_ETHICS + CATEGORY + MINIMUM),
        changed("most = 4", "most = 1"),
        changed("[cycle]\n", "[cycle]\nopens_days = 20\n", TEXT + IN_TIME).replace('"ended cycle"', '"next cycle"'),
        changed("first = 2024-09-30", "first = 2024-09-30"),
        TEXT + LATE_TALK.format(day=90),
        TEXT + DEADLINE.replace("from_day = 1", "from_day = 120"),
        changed(REQUIRES, EXEMPT),
        changed(REQUIRES, EXEMPT, TEXT.replace("[activity.course]\n", '[activity.course]\ncategory = "ethics"\n'))
        + CATEGORY
        + MINIMUM.replace("}]", "}, " + NONE_AT_FIRST + "]"),
    ],
)
def test_what_may_apply_is_not_doubted(text: str) -> None:
    assert warned(text) == []


SCRUM = (PROGRAMS / "scrum-alliance" / "policy.toml").read_text()
BESIDE = """
[[group.scrum.also]]
key = "practice"
title = "Units of the last year"
kind = "last months"
carried_units = "don't count"
months = 12
before = "the cycle's end"
least = [{ from = 2019-02-04, units = 5, when = WHEN, source = "decided" }]
"""
STALE = (
    "what is held is looked at on a cycle's first day alone here, so a certification added later changes all that is "
    'required (`looked_at = "whenever it changes"`) and not this: write looked_at = "on the first day of a cycle", '
    "so that both change with the next one"
)


@pytest.mark.parametrize(
    "when", ['{ holds = ["CSP-SM"] }', '{ lacks = ["CSP-SM"] }', "{ held_from = 2 }", "{ held_to = 1 }"]
)
def test_what_follows_every_award_beside_what_the_first_day_decides_is_doubted(when: str) -> None:
    text = SCRUM + BESIDE.replace("WHEN", when)
    assert warned(text) == [f"{line(text, 'least = [{ from = 2019-02-04, units = 5')}: {STALE}"]
    assert warned(changed('"whenever it changes"', '"on the first day of a cycle"', text)) == []
    assert warned(text.replace(when, "{ cycle_from = 2 }")) == []
    months = BESIDE[BESIDE.index("kind =") : BESIDE.index("least")]
    fees = text.replace(months, 'kind = "counter"\ncounter = "fee"\n').replace("units = 5", "count = 5")
    assert warned(fees) == []


def test_a_minimum_by_what_is_held_is_doubted_where_an_award_raises_the_whole() -> None:
    minimum = MINIMUM.replace("aca", "scrum").replace("units = 31", 'units = 5, when = { holds = ["CSP-SM"] }')
    assert f"{line(SCRUM + CATEGORY + minimum, 'ethics = [')}: {STALE}" in warned(SCRUM + CATEGORY + minimum)


def due_from(*values: tuple[str, int]) -> str:
    """The reference program, with values of renewals that are due from a day on."""
    added = "".join(f', {{ ending_from = {day}, units = {units}, source = "decided" }}' for day, units in values)
    at = TEXT.index("]", TEXT.index("requires = [{ from = 2024-02-01, units = 50"))
    return f"{TEXT[:at]}{added}{TEXT[at:]}"


@pytest.mark.parametrize(
    ("move", "day", "since", "long"),
    [
        ("2024-to-september", "2024-09-30", "2024-02-02", ("February 2, 2024", "September 30, 2024")),
        ("2024-to-september", "2024-03-01", "2024-02-02", ("February 2, 2024", "March 1, 2024")),
        ("2025-one-year-later", "2025-10-15", "2024-10-15", ("October 15, 2024", "October 15, 2025")),
        ("2025-one-year-later", "2025-10-01", "2024-10-01", ("October 1, 2024", "October 1, 2025")),
        ("2025-one-year-later", "2026-02-28", "2025-02-28", ("February 28, 2025", "February 28, 2026")),
    ],
)
def test_a_move_to_days_from_which_another_value_holds_is_doubted_until_it_is_answered(
    move: str, day: str, since: str, long: tuple[str, str]
) -> None:
    text = due_from((day, 30))
    assert warned(text) == [
        f"{line(text, 'requires = [{ from = 2024-02-01, units = 50')}: {move} moves cycles that end on {long[0]} "
        f"or later to {long[1]} or later; for those under way the value before this one governs, as their end "
        f"counts as it was when they began: write a value with ending_from = {since} above it, which says what "
        "holds for these"
    ]
    assert warned(due_from((since, 30), (day, 30))) == []
    assert warned(due_from((since, 50), (day, 30))) == []


@pytest.mark.parametrize("day", ["2024-02-02", "2026-03-01"])
def test_a_move_that_crosses_no_day_from_which_a_value_holds_is_not_doubted(day: str) -> None:
    assert warned(due_from((day, 30))) == []
    assert warned(due_from(("2025-10-15", 30)).replace("ending_from", "from")) == []


AIA = (PROGRAMS / "aia" / "policy.toml").read_text()
LAST = 'source = "3, 4, 5: nothing in the calendar year of joining" },\n]\n\n[group.member.minimum]'


def raised(*more: str) -> str:
    """The AIA's policy with 20 units for everybody from 2027 on, and what more is said from then on."""
    values = ['{ from = 2027-01-01, units = 20, source = "decided" }', *more]
    written = LAST.replace("]\n", "".join(f"  {value},\n" for value in values) + "]\n", 1)
    return changed(LAST, written, AIA)


def from_2027(units: int, when: str) -> str:
    return f'{{ from = 2027-01-01, units = {units}, when = {when}, source = "as before" }}'


EXCEPTIONS = {
    "with “Architect Emeritus” on the first day of the cycle": from_2027(1, '{ is = ["emeritus"] }'),
    "with “Associate or Allied member” on the first day of the cycle": from_2027(0, '{ is = ["associate"] }'),
    "in the first cycle": from_2027(0, "{ cycle_to = 1 }"),
}


def test_a_later_value_for_everybody_that_ends_exceptions_is_doubted_until_they_are_written_again() -> None:
    at = line(raised(), "{ from = 2027-01-01")
    assert warned(raised()) == sorted(
        f"{at}: it ends the exception above it ({whom}): in cycles from January 1, 2027 on it holds for everybody: "
        "to keep the exception, write it again below this value with from = 2027-01-01; "
        "to end it, so with this value's amount"
        for whom in EXCEPTIONS
    )
    emeritus, *others = EXCEPTIONS.values()
    assert [said for said in warned(raised(*others)) if "Emeritus" not in said] == []
    assert len(warned(raised(*others))) == 1
    assert warned(raised(emeritus, *others)) == []
    assert warned(raised(from_2027(20, '{ is = ["emeritus"] }'), *others)) == []


def test_whoever_asks_of_everybody_what_an_exception_asked_is_not_warned_of_its_end() -> None:
    assert {said for said in warned(raised()) if "in the first cycle" in said}
    at_zero = raised().replace("from = 2027-01-01, units = 20", "from = 2027-01-01, units = 0")
    assert not [said for said in warned(at_zero) if "in the first cycle" in said]


def test_an_exception_of_one_cohort_may_end_where_the_next_has_its_own() -> None:
    joined = "{{ awarded_from = {}-01-01, awarded_before = {}-01-01 }}"
    now, then = (from_2027(5, joined.format(year, year + 1)) for year in (2025, 2028))
    old = now.replace("from = 2027", "from = 2026", 1)
    values = "requires = [{ from = 2024-02-01, units = 50"
    before = TEXT.index("]", TEXT.index(values))
    later = ', { from = 2027-01-01, units = 50, source = "x" }'
    assert len(warned(f"{TEXT[:before]}, {old}{later}{TEXT[before:]}")) == 1
    assert warned(f"{TEXT[:before]}, {old}{later}, {then}{TEXT[before:]}") == []


def test_what_is_carried_helps_to_meet_a_requirement() -> None:
    carry = (
        '[carry]\nmost = [{ from = 2024-02-01, units = 10, source = "x" }]\n'
        'carried_units = "are carried once"\nsatisfies = "the total alone"\n'
    )
    assert warned(BOUNDED.replace('surplus = "not carried"', 'surplus = "carried"') + carry) == []


def test_a_policy_with_a_kind_of_rule_that_is_not_understood_here_is_not_judged() -> None:
    @dataclass(frozen=True)
    class Doubling(ActivityType):
        first_time: int = 1

    policy = parse_policy(BOUNDED)
    assert isinstance(policy, Policy)
    kind = policy.types[0]
    values = {name: getattr(kind, name) for name in ActivityType.__slots__}
    assert len(list(doubts(policy))) == 1
    usual = replace(policy, types=(Doubling(**values), *policy.types[1:]))
    assert len(list(doubts(usual))) == 1
    doubled = replace(policy, types=(Doubling(**values, first_time=2), *policy.types[1:]))
    assert list(doubts(doubled)) == []


def test_limits_within_limits_bound_what_can_be_earned() -> None:
    """20 for both events, of which 5 for local ones, and 20 for presenting: 40 in all."""
    inner = CAP.format(most=5).replace('"global-event", ', "").replace('"events"', '"local"')
    assert any("no more than 40 can be earned" in said for said in warned(BOUNDED + CAP.format(most=20) + inner))


def test_the_command_prints_warnings_and_still_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy.toml").write_text(changed("most = 4", "most = 0"))
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "mine.toml").write_text(
        '[[case]]\nname = "A"\nrule = "B"\nas_of = 2025-06-01\nawards = ["2025-01-10 ACA-JSWE"]\n'
        'activities = ["2025-03-01 course: A, 3 hours"]\n[case.expect]\naca = { counted = 10 }\n'
    )
    assert run(["check", str(tmp_path)]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    at = line(TEXT, "most = 4")
    assert first.startswith(f"{tmp_path}/policy.toml:{at}: warning: no use of Attending a local event counts")
    assert second.startswith(f"{tmp_path}/cases/mine.toml:6: warning: Coursework is not measured")
    assert last == "0 problems, 2 warnings"


def test_values_are_compared_by_their_largest() -> None:
    kind = reference().policy.type("presenting")
    assert kind.worth[0].since == date(2024, 2, 1) and kind.worth[0].amount == Decimal(20)
    later = ', { from = 2030-01-01, units = 200, source = "x" }]\nuses'
    assert warned(BOUNDED.replace('presenting is 20 units" }]\nuses', f'presenting is 20 units" }}{later}')) == []


ETHICS = TEXT.replace('one = "course"', 'one = "course"\ncategory = "ethics"', 1) + CATEGORY
OF_ETHICS = '[group.aca.minimum]\nethics = [{ from = 2024-02-01, units = 20, source = "decided" }]\n'


def limited(*values: str) -> str:
    most = ", ".join(f'{{ {value}, source = "decided" }}' for value in values)
    return f'[[limit]]\nkey = "c"\ntitle = "Courses"\ntypes = ["course"]\neach = "cycle"\nmost = [{most}]\n'


UNDER = [
    (("from = 2024-02-01, units = 25", "from = 2027-01-01, units = 10"), "January 1, 2027"),
    (("from = 2024-02-01, units = 10", "from = 2027-01-01, units = 25"), "February 1, 2024"),
    (("from = 2024-02-01, unlimited = true", "ending_from = 2028-12-01, units = 10"), "December 1, 2026"),
]


@pytest.mark.parametrize(("values", "day"), UNDER)
def test_who_lowers_a_limit_under_a_minimum_for_some_years_is_warned(values: tuple[str, ...], day: str) -> None:
    (found,) = warned(ETHICS + OF_ETHICS + limited(*values))
    what = f"20 CE units of Ethics are required, and in cycles that begin on {day} or later no more than 10 can be"
    assert what in found


@pytest.mark.parametrize(
    "values",
    [
        ("from = 2024-02-01, units = 25", "from = 2027-01-01, units = 20"),
        ("from = 2024-02-01, units = 25", "from = 2026-06-01, units = 10", "from = 2026-07-01, units = 25"),
        ("from = 2024-02-01, units = 25", "from = 2027-01-01, units = 10, when = { cycle_to = 1 }"),
    ],
)
def test_who_keeps_a_limit_above_a_minimum_or_lowers_it_for_some_alone_is_not_warned(values: tuple[str, ...]) -> None:
    assert warned(ETHICS + OF_ETHICS + limited(*values)) == []


def test_who_writes_a_fraction_for_what_being_late_adds_is_asked_whether_it_is_meant() -> None:
    late = '[[late]]\nfrom_day = 1\npercent = 0.2\nsource = "decided"\n'
    rounded = changed("step = 1\n", 'step = 1\nrounding = "up"\n')
    what = "0.2 percent is less than a hundredth of what is required: write percent = 20 if that is meant"
    assert warned(rounded + late) == [f"{line(rounded + late, '[[late]]')}: {what}"]
    assert warned(rounded + late.replace("0.2", "20")) == []


@pytest.mark.parametrize(("key", "many"), [("opens_months", 24), ("opens_months", 30), ("opens_days", 744)])
def test_who_opens_a_window_before_the_cycle_begins_is_told_that_nothing_waits(key: str, many: int) -> None:
    (found,) = warned(changed("[cycle]\n", f"[cycle]\n{key} = {many}\n"))
    assert "and a cycle has 24 months: they always do" in found
    assert warned(changed("[cycle]\n", f"[cycle]\n{key} = 23\n")) == []


@pytest.mark.parametrize(
    "longer",
    [
        'first = { months = 60, ends = "same day" }',
        'ends = "end of year"',
        '[[cycle.earlier]]\nbefore = 2024-04-01\nmonths = 36\nsource = "then"',
    ],
)
def test_who_opens_a_window_for_all_of_a_cycle_but_not_of_a_longer_one_is_not_warned(longer: str) -> None:
    usual = changed("[cycle]\n", "[cycle]\nopens_months = 24\n")
    assert warned(usual) != []
    if longer.startswith("ends"):
        found = usual.replace('ends = "same day"', longer, 1)
    else:
        found = usual.replace("[counting]", f"{longer}\n[counting]", 1)
    assert found != usual
    assert warned(found) == []


def test_who_lets_a_list_begin_with_what_ends_from_a_day_on_is_told_that_it_holds_before() -> None:
    found = ETHICS + OF_ETHICS.replace("from =", "ending_from =")
    what = "the first value holds for earlier cycles too, so that from February 1, 2024 on is no matter"
    fix = "write above it what holds until then: a value of 0 with `from`, where nothing is asked"
    assert warned(found) == [f"{line(found, 'ethics = [{')}: {what}: {fix}"]
    none = OF_ETHICS.replace("[{ from", '[{ from = 2000-01-01, units = 0, source = "not asked" }, { ending_from')
    assert warned(ETHICS + none) == []


@pytest.mark.parametrize(("first", "exempt", "many"), [(2, False, 1), (1, False, 0), (2, True, 0)])
def test_who_counts_from_the_second_cycle_on_and_asks_in_the_first_is_warned(
    first: int, exempt: bool, many: int
) -> None:
    newcomers = '{ from = 2024-02-01, units = 0, when = { cycle_to = 1 }, source = "decided" },' if exempt else ""
    text = (
        TEXT
        + f"""
[[group.aca.also]]
key = "two"
title = "110 in two cycles"
kind = "several cycles"
cycles = 2
from_cycle = {first}
least = [{{ from = 2024-02-01, units = 110, source = "decided" }}, {newcomers}]
"""
    )
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    found = [doubt for doubt in doubts(policy) if doubt.place[-1] == "from_cycle"]
    assert len(found) == many
    if found:
        assert (
            found[0].what == "units count for “110 in two cycles” from cycle 2 on, and nobody can meet it before that"
        )


MINIMA = """
[category.law]
name = "Law"

[group.aca.minimum]
ethics = [{ from = 2024-02-01, units = 30, source = "decided" }]
law = [{ from = 2024-02-01, units = 25, source = "decided" }]
"""
LAW_AND_ETHICS = 'category = "law"\n'


def test_who_asks_more_of_categories_than_in_all_is_told_what_they_are_together() -> None:
    text = ETHICS + MINIMA
    law = text.replace("[activity.local-event]\n", "[activity.local-event]\n" + LAW_AND_ETHICS, 1)
    whole = next(value.amount for value in reference().policy.groups[0].required)
    assert whole < 55
    told = "30 of Ethics and 25 of Law are 55 CE units together, and 50 are needed in all"
    assert [each for each in warned(law) if told in each] != []
    within = law.replace('name = "Law"\n', 'name = "Law"\nwithin = "ethics"\n')
    less = law.replace("units = 25", "units = 20")
    both = law.replace(
        LAW_AND_ETHICS,
        LAW_AND_ETHICS + 'of_which.ethics = [{ from = 2024-02-01, units = 1, source = "decided" }]\n',
    )
    for other in (within, less, both):
        assert other != law
        assert [each for each in warned(other) if "are needed in all" in each] == []


CARRIED = """
[carry]
most = [{ from = 2024-02-01, units = 10, source = "decided" }]
earned_in_last_months = 6
carried_units = "are carried once"
satisfies = "the total alone"
"""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("months = 6", "months = 24", "in the last 24 months of a cycle is carried, and none has more than 24"),
        ("units = 10", "units = 0", "at most 0 CE units are carried, so nothing ever is"),
    ],
)
def test_who_carries_all_of_a_cycle_or_nothing_by_a_rule_that_says_otherwise_is_told(
    old: str, new: str, what: str
) -> None:
    text = changed('surplus = "not carried"', 'surplus = "carried"')
    assert warned(text + CARRIED) == []
    (found,) = warned(text + CARRIED.replace(old, new))
    assert what in found


def test_what_a_group_carries_of_its_own_is_not_nothing() -> None:
    text = changed('surplus = "not carried"', 'surplus = "carried"') + CARRIED.replace("units = 10", "units = 0")
    own = '[group.aca.carry]\nmost = [{ from = 2024-02-01, units = 5, source = "decided" }]\n'
    assert (len(warned(text)), warned(text + own)) == (1, [])


def test_how_late_the_latest_is_follows_from_days_on_which_cycles_end() -> None:
    """Three months of grace and nine of being suspended are a year where all of it ends with a month."""
    text = changed("grace_days = 90", "grace_months = 3").replace('ends = "same day"', 'ends = "end of month"', 1)
    back = """
[suspension]
months = 9
renewed_by = ["units"]
next_starts = "the day after the renewal"
activity = "ended cycle"
source = "decided"
[[late]]
from_day = 400
units = 5
source = "decided"
"""
    (found,) = warned(text + back)
    assert "nothing can be renewed 400 days late: 366 days late is the latest: write" in found


def test_who_requires_one_unit_that_cannot_be_earned_reads_of_one() -> None:
    text = ETHICS + OF_ETHICS.replace("units = 20", "units = 1") + limited("from = 2024-02-01, units = 0")
    assert any("1 CE unit of Ethics is required, and no more than 0 can be earned" in told for told in warned(text))
