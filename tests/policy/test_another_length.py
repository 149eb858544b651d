"""One way, or the exam, renews for another length than the others: what dates come of it, and what people are told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState, Route
from recert.policy.cascades import Cascade, Trigger
from recert.policy.condition import Condition
from recert.policy.cycles import Ends, Rhythm, Unmet
from recert.policy.difference import differences
from recert.policy.explain import alternatives
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Cap, Counter, CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.own import OwnCycle
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.retake import CountedFrom, OwnRetake
from recert.policy.rule_words import asked
from recert.policy.story import story
from recert.policy.warn import doubts
from recert.policy.what_if import what_if
from tests.policy.strategies import PROGRAMS, reference

USUAL = reference().policy
AWARD, TALK = Award("ACA-JSWE", date(2025, 1, 10)), Activity("t", "presenting", date(2026, 2, 1), "A talk")
SINCE = date(2020, 1, 1)
FAR = date(2026, 12, 31)


def months(many: int, when: Condition | None = None, since: date = SINCE) -> Value:
    return Value(since, Decimal(many), "the handbook", when=when)


ONE_TALK = Demand("talk", "A talk", DemandKind.COUNTER, "talks", 0, 0, (Value(SINCE, Decimal(1), ""),))
SHORT = Way("short", "A talk", (), (ONE_TALK,), (months(12),))


def rules(*ways: Way, exam: tuple[Value, ...] = (), units: int = 50, **cycle: object) -> Policy:
    """The usual rules, with other ways for associates, and an exam for so many months."""
    assert USUAL.retake is not None
    value = Value(SINCE, Decimal(units), "")
    return replace(
        USUAL,
        counters=(Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),),
        groups=tuple(replace(g, required=(value,), ways=ways) if g.key == "aca" else g for g in USUAL.groups),
        retake=replace(USUAL.retake, renews_for=exam),
        cycle=replace(USUAL.cycle, **cycle),  # type: ignore[arg-type]
        moves=(),
    )


def courses(first: date, many: int = 5) -> list[Activity]:
    return [Activity(f"{first} {i}", "course", first.replace(day=1 + i), f"{first} {i}") for i in range(many)]


def cycles(policy: Policy, *facts: Activity | Exam, on: date = FAR, award: Award = AWARD) -> tuple[Cycle, ...]:
    exams = tuple(fact for fact in facts if isinstance(fact, Exam))
    activities = tuple(fact for fact in facts if isinstance(fact, Activity))
    return assess(plan(policy), History((award,), exams, activities), on).groups[0].cycles


@pytest.mark.parametrize(
    ("said", "end", "new"),
    [
        ({}, date(2027, 1, 10), date(2028, 1, 10)),
        ({"rhythm": Rhythm.RESTARTED}, date(2026, 2, 1), date(2027, 2, 1)),
        ({"rhythm": Rhythm.KEPT_LATE, "kept_months": 12}, date(2027, 1, 10), date(2028, 1, 10)),
        ({"rhythm": Rhythm.KEPT_LATE, "kept_months": 6}, date(2026, 2, 1), date(2027, 2, 1)),
        ({"rhythm": Rhythm.KEPT_END}, date(2026, 2, 1), date(2028, 1, 10)),
        ({"ends": Ends.END_OF_MONTH}, date(2027, 1, 31), date(2028, 1, 31)),
        ({"ends": Ends.END_OF_YEAR}, date(2027, 12, 31), date(2028, 12, 31)),
        ({"ends": Ends.DAY_BEFORE}, date(2027, 1, 9), date(2028, 1, 9)),
        ({"rhythm": Rhythm.RESTARTED, "ends": Ends.END_OF_YEAR}, date(2026, 2, 1), date(2027, 12, 31)),
    ],
)
def test_its_months_are_counted_from_where_all_others_are(said: dict[str, Any], end: date, new: date) -> None:
    cycle = cycles(rules(SHORT, **said), TALK)[0]
    assert (cycle.way, cycle.end, cycle.new_expiry) == ("short", end, new)


def test_units_give_the_usual_length_beside_it_and_the_exam_its_own() -> None:
    policy = rules(SHORT, exam=(months(60),))
    assert cycles(policy, *courses(date(2026, 2, 1)))[0].new_expiry == date(2029, 1, 10)
    by_exam = cycles(policy, Exam("ACA-JSWE", date(2026, 12, 1), True))[0]
    assert (by_exam.route, by_exam.new_expiry) == (Route.RETAKE, date(2032, 1, 10))


def test_a_renewal_in_the_grace_counts_from_the_end_too() -> None:
    late = replace(TALK, on=date(2027, 3, 1))
    assert cycles(rules(SHORT), late, on=date(2027, 3, 1))[0].new_expiry == date(2028, 1, 10)


def test_of_several_ways_that_are_met_on_one_day_the_longest_renews() -> None:
    long = replace(SHORT, key="long", title="A talk, too", renews_for=(months(36),))
    longest = replace(long, key="longest", renews_for=(months(36),))
    for ways, way, expiry in (
        ((SHORT, long, longest), "long", date(2030, 1, 10)),
        ((long, SHORT), "long", date(2030, 1, 10)),
        ((SHORT,), "short", date(2028, 1, 10)),
        ((replace(SHORT, renews_for=()), SHORT), "short", date(2029, 1, 10)),
    ):
        keyed = tuple(replace(each, key="short") if not each.renews_for else each for each in ways)
        found = cycles(rules(*keyed), TALK)[0]
        assert (found.way, found.new_expiry) == (way, expiry)


def test_a_longer_way_that_is_not_met_renews_nothing() -> None:
    two = replace(ONE_TALK, values=(Value(SINCE, Decimal(2), ""),))
    long = replace(SHORT, key="long", demands=(two,), renews_for=(months(36),))
    found = cycles(rules(SHORT, long), TALK)[0]
    assert (found.way, found.new_expiry) == ("short", date(2028, 1, 10))


def test_where_a_window_opens_the_units_do_not_shorten_what_a_longer_way_gives() -> None:
    long = replace(SHORT, renews_for=(months(36),))
    both = (TALK, *courses(date(2026, 3, 1)))
    opened = cycles(rules(long, opens_months=3), *both)[0]
    assert (opened.met_on, opened.way, opened.new_expiry) == (date(2026, 10, 10), "short", date(2030, 1, 10))
    units = cycles(rules(SHORT, opens_months=3), *both)[0]
    assert (units.way, units.new_expiry) == ("", date(2029, 1, 10))


def test_the_first_day_of_the_renewed_cycle_decides_and_for_whom_it_holds() -> None:
    later = (months(12), months(36, since=date(2026, 1, 1)))
    first, second = cycles(
        rules(replace(SHORT, renews_for=later)),
        TALK,
        Activity("u", "presenting", date(2027, 6, 1), "Another"),
        on=date(2027, 12, 31),
    )
    assert (first.new_expiry, second.new_expiry) == (date(2028, 1, 10), date(2031, 1, 10))
    newcomers = (months(12, Condition(cycle_from=2)),)
    usual = cycles(rules(replace(SHORT, renews_for=newcomers)), TALK)[0]
    assert usual.new_expiry == date(2029, 1, 10)  # as long as a cycle lasts


def test_nobody_is_shortened_by_a_short_way() -> None:
    held = History((AWARD, Award("ACA-ACF", date(2025, 1, 10), date(2029, 6, 1))), (), (TALK,))
    found = assess(plan(rules(SHORT)), held, FAR).groups[0]
    assert {h.certification: h.expires for h in found.holdings}["ACA-ACF"] == date(2029, 6, 1)
    assert found.cycles[0].new_expiry == date(2029, 6, 1)


def each_year(units: int) -> Demand:
    return Demand("yearly", "Every year", DemandKind.EACH_YEAR, "", 0, 0, (Value(SINCE, Decimal(units), ""),))


@pytest.mark.parametrize(("many", "years"), [(12, 1), (18, 1), (24, 2), (60, 5)])
def test_the_next_cycle_has_as_many_years_as_its_own_months(many: int, years: int) -> None:
    policy = rules(exam=(months(many),))
    asking = replace(policy, groups=tuple(replace(g, demands=(each_year(10),)) for g in policy.groups))
    passed = Exam("ACA-JSWE", date(2026, 12, 1), True)
    cycle = cycles(asking, passed, on=date(2027, 2, 1))[1]
    assert ({year.year for year in cycle.years}, cycle.months) == ({*range(years)}, many)


def test_after_a_long_way_it_has_as_many_years_too() -> None:
    policy = rules(replace(SHORT, renews_for=(months(60),)))
    asking = replace(policy, groups=tuple(replace(g, demands=(each_year(0),)) for g in policy.groups))
    assert [cycle.months for cycle in cycles(asking, TALK, on=date(2027, 2, 1))] == [24, 60]


def test_after_a_long_cycle_that_was_not_met_the_usual_one_begins() -> None:
    policy = rules(exam=(months(60),), unmet=Unmet.FORGIVEN, grace_days=0)
    found = cycles(policy, Exam("ACA-JSWE", date(2026, 12, 1), True), on=date(2032, 2, 1))
    assert [(cycle.months, cycle.state) for cycle in found] == [
        (24, CycleState.RENEWED),
        (60, CycleState.UNMET),
        (24, CycleState.OPEN),
    ]


def test_an_exam_after_another_renewal_counts_as_the_longer_of_the_two() -> None:
    assert USUAL.retake is not None
    again = replace(USUAL.retake, months=36, whole_group=True, renews_for=(months(60),))
    policy = replace(rules(SHORT), retake=again)
    found = cycles(policy, TALK, Exam("ACA-JSWE", date(2026, 12, 1), True), on=date(2027, 2, 1))
    assert [(cycle.months, cycle.end) for cycle in found] == [(24, date(2027, 1, 10)), (60, date(2033, 1, 10))]


def test_a_date_counted_from_the_pass_is_its_own_months_after_it() -> None:
    assert USUAL.retake is not None
    policy = replace(rules(), retake=replace(USUAL.retake, counted_from=CountedFrom.PASS, renews_for=(months(60),)))
    found = cycles(policy, Exam("ACA-JSWE", date(2026, 12, 1), True))
    assert found[0].new_expiry == date(2031, 12, 1)


def test_there_is_room_for_as_many_cycles_as_the_shortest_of_them_makes() -> None:
    window = rules(SHORT, months=20, opens_months=18, rhythm=Rhythm.RESTARTED)
    assert plan(window).tables.shortest_days == 2 * 28
    assert plan(rules(SHORT)).tables.shortest_days == 12 * 28


def test_a_limit_of_each_year_has_room_in_every_year_of_a_long_cycle() -> None:
    policy = rules(exam=(months(60),), units=200)
    cap = Cap("yearly", "Courses", ("course",), (), Period.CYCLE_YEAR, (Value(SINCE, Decimal(10), ""),))
    limited = replace(policy, caps=(cap,))
    done = [*courses(date(2027, 2, 1), 2), *courses(date(2029, 2, 1), 2), *courses(date(2031, 2, 1), 2)]
    passed = Exam("ACA-JSWE", date(2026, 12, 1), True)
    assert cycles(limited, passed, *done, on=date(2031, 3, 1))[1].counted == Decimal(30)
    short = rules(SHORT, units=200)
    found = cycles(replace(short, caps=(cap,)), TALK, *courses(date(2027, 2, 1), 2), on=date(2028, 1, 1))
    assert found[1].counted == Decimal(10)


def test_after_a_long_cycle_the_usual_one_has_its_usual_years_again() -> None:
    policy = rules(exam=(months(60),))
    done = courses(date(2030, 2, 1))
    found = cycles(policy, Exam("ACA-JSWE", date(2026, 12, 1), True), *done, on=date(2032, 2, 1))
    assert [cycle.months for cycle in found] == [24, 60, 24]


def test_a_cascade_by_its_own_length_gives_the_usual_one() -> None:
    cascade = Cascade("up", "Up", Trigger.RENEWED, ("ACA-JSWE",), ("ACP-JCA",), aligned=False, since=SINCE, source="")
    policy = replace(rules(SHORT), cascades=(cascade,))
    held = History((AWARD, Award("ACP-JCA", date(2025, 1, 10))), (), (TALK,))
    found = assess(plan(policy), held, FAR)
    assert {h.certification: h.expires for g in found.groups for h in g.holdings} == {
        "ACA-JSWE": date(2028, 1, 10),
        "ACP-JCA": date(2029, 1, 10),
    }
    taken_over = assess(plan(replace(policy, cascades=(replace(cascade, aligned=True),))), held, FAR)
    assert {h.expires for g in taken_over.groups for h in g.holdings} >= {date(2028, 1, 10)}


def test_whoever_reads_the_ways_is_told_for_how_long_each_renews() -> None:
    policy = rules(SHORT, exam=(months(60),))
    standing = assess(plan(policy), History((AWARD,)), date(2026, 3, 1)).groups[0]
    assert [str(each) for each in alternatives(policy, standing)][1:] == [
        "A talk: 1 talk by January 10, 2027. It renews for 12 months, not for 24.",
        "Retake the exam of a certification in the 6 months before it expires, or in its grace period. "
        "That renews that certification alone. It renews for 60 months, not for 24.",
    ]
    one = rules(replace(SHORT, renews_for=(months(1),)))
    standing = assess(plan(one), History((AWARD,)), date(2026, 3, 1)).groups[0]
    assert "It renews for one month, not for 24." in str(alternatives(one, standing)[1])
    same = rules(replace(SHORT, renews_for=(months(24),)))
    standing = assess(plan(same), History((AWARD,)), date(2026, 3, 1)).groups[0]
    assert str(alternatives(same, standing)[1]) == "A talk: 1 talk by January 10, 2027."


def planned(policy: Policy, *done: Activity) -> list[str]:
    history, on = History((AWARD,), (), done), date(2026, 3, 1)
    return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, on), Wish())]


def test_a_plan_says_until_when_its_way_renews_and_that_another_would_for_longer() -> None:
    told = planned(rules(SHORT))
    assert (
        "That renews Associate until January 10, 2028. By this way: A talk. It renews for 12 months, not for 24. "
        "Another way renews for longer."
    ) in told
    longer = planned(rules(replace(SHORT, renews_for=(months(36),))))
    assert (
        "That renews Associate until January 10, 2030. By this way: A talk. It renews for 36 months, not for 24."
    ) in longer
    nearly = planned(rules(replace(SHORT, renews_for=(months(36),))), *courses(date(2026, 2, 1), 4))
    assert any("until January 10, 2029. Another way renews for longer." in line for line in nearly) or (
        "That renews Associate until January 10, 2030. By this way: A talk. It renews for 36 months, not for 24."
        in nearly
    )


def test_of_a_type_alone_a_plan_says_for_how_long_its_way_renews() -> None:
    found = rules(SHORT, units=30)
    no_units = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in found.types)
    told = planned(replace(found, types=no_units))
    assert "That renews Associate until January 10, 2029." in told
    assert "One presentation, by January 10, 2027. By this way: A talk. It renews for 12 months, not for 24." in told


def test_whoever_asks_what_a_talk_would_do_reads_the_date_that_it_gives() -> None:
    found = what_if(plan(rules(SHORT)), History((AWARD,)), (TALK,), date(2026, 3, 1))
    assert {change.new for change in found.changes} == {date(2028, 1, 10)}


def test_the_story_has_the_dates_that_each_renewal_gave() -> None:
    policy = rules(SHORT)
    history = History((AWARD,), (), (TALK,))
    told = [str(line.text) for line in story(policy, history, assess(plan(policy), history, FAR))]
    assert any("“A talk”: from January 10, 2027 to January 10, 2028" in line for line in told)


def test_the_rules_say_for_how_long_each_way_renews() -> None:
    policy = rules(replace(SHORT, renews_for=(months(12), months(1, since=date(2027, 1, 1)))))
    rows = [(str(row.what), row.since) for row in asked(policy) if row.way == "A talk"]
    assert rows[-2:] == [("It renews for 12 months", SINCE), ("It renews for one month", date(2027, 1, 1))]


def said(before: Policy, after: Policy) -> list[str]:
    return [str(sentence) for sentence in differences(before, after)]


def test_a_length_that_changes_is_told_in_words() -> None:
    one, year, three = (rules(replace(SHORT, renews_for=lengths)) for lengths in ((), (months(12),), (months(36),)))
    assert said(one, year) == ["Associate, A talk: it renews for 12 months."]
    assert said(year, three) == [
        "Associate, A talk: the 12 months for which it renews become 36, in cycles that are over, too."
    ]
    assert said(year, one) == ["Associate, A talk: it renews for as long as a cycle lasts, instead of 12 months."]
    later = rules(replace(SHORT, renews_for=(months(12), months(36, since=date(2027, 1, 1)))))
    assert said(year, later) == [
        "Associate, A talk: the 12 months for which it renews become 36 in cycles that begin on January 1, 2027 or "
        "later."
    ]


def test_an_exam_whose_length_changes_or_that_is_new_is_told_with_it() -> None:
    usual, long = rules(), rules(exam=(months(60),))
    assert said(usual, long) == ["Passing the exam again renews for 60 months."]
    new = said(replace(usual, retake=None), long)
    assert new[-1] == "Passing the exam again renews for 60 months."
    assert "renews" in new[0]
    assert new[0] != new[-1]
    own = OwnRetake(renews=True, source="s", months=6, renews_for=(months(48),))
    of_own = replace(usual, groups=tuple(replace(g, own_retake=own) if g.key == "aca" else g for g in usual.groups))
    assert said(usual, of_own)[-1] == "Associate: passing the exam again renews for 48 months."
    assert len(said(usual, of_own)) > 1


def surely_not_meant(policy: Policy) -> list[str]:
    return [doubt.what for doubt in doubts(policy) if "month" in doubt.what]


def test_a_length_that_every_cycle_has_is_doubted() -> None:
    assert surely_not_meant(rules(replace(SHORT, renews_for=(months(24),)))) == [
        "a cycle has 24 months anyway, so this changes nothing"
    ]
    assert surely_not_meant(rules(exam=(months(24),))) == ["a cycle has 24 months anyway, so this changes nothing"]
    changed = (months(12), months(24, since=date(2027, 1, 1)))
    assert surely_not_meant(rules(replace(SHORT, renews_for=changed), exam=(months(60),))) == []
    own = OwnCycle("s", months=60)
    for of_some in (rules(exam=(months(24),)), rules(exam=(months(24), months(60, since=date(2027, 1, 1))))):
        groups = tuple(replace(g, own_cycle=own) if g.key == "acp" else g for g in of_some.groups)
        assert surely_not_meant(replace(of_some, groups=groups)) == []


def test_an_exception_that_a_later_length_ends_is_doubted() -> None:
    ending = (months(12), months(36, Condition(cycle_to=1)), months(18, since=date(2027, 1, 1)))
    found = [doubt.what for doubt in doubts(rules(replace(SHORT, renews_for=ending)))]
    assert any(what.startswith("it ends the exception above it") for what in found)


def test_a_length_that_is_over_before_the_last_day_to_renew_is_doubted() -> None:
    (told,) = surely_not_meant(rules(replace(SHORT, renews_for=(months(1),))))
    assert told.startswith("it can be renewed for more than 1 months after its end")
    assert surely_not_meant(rules(replace(SHORT, renews_for=(months(6),)))) == []
    assert surely_not_meant(rules(replace(SHORT, renews_for=(months(1),)), rhythm=Rhythm.RESTARTED)) == []


TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
A_WAY = """
[[group.aca.or]]
key = "less"
title = "Less"
requires = [{ from = 2024-02-01, units = 20, source = "s" }]
"""


def refused(more: str, text: str = TEXT) -> list[tuple[str, str]]:
    found = parse_policy(text + A_WAY + more)
    assert isinstance(found, Problems), found
    return [(problem.what, problem.fix) for problem in found.problems]


def test_a_way_for_another_length_is_read() -> None:
    text = TEXT + A_WAY + 'renews_for = [{ from = 2024-02-01, months = 12, when = { cycle_to = 1 }, source = "s" }]'
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    (value,) = found.group("aca").ways[0].renews_for
    assert (value.amount, value.when) == (Decimal(12), Condition(cycle_to=1))


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        (
            "renews_for = 12",
            "`renews_for` is 12",
            'write renews_for = [{ from = DATE, months = 12, source = "…" }]',
        ),
        (
            "months = 12",
            "`months` means nothing in [group.aca.or]",
            "did you mean `renews_for`?",
        ),
        (
            'renews_for = { from = 2024-02-01, months = 12, source = "s" }',
            "`renews_for` is one table, and must be a list of them",
            "put [ ] around it: renews_for = [{ … }]",
        ),
        (
            "renews_for = []",
            "it is not said for how many months",
            "write renews_for = [{ from = DATE, months = N, source = … }], or leave it out",
        ),
        (
            'renews_for = [{ from = 2024-02-01, months = 0, source = "s" }]',
            "0 months are no length of a cycle",
            'write 1 to 240, or "for life"',
        ),
        (
            'renews_for = [{ from = 2024-02-01, months = 1.5, source = "s" }]',
            "1.5 is no whole number of steps of 1",
            "round it, or make `step` smaller",
        ),
        (
            'renews_for = [{ from = 2024-02-01, years = 1, source = "s" }]',
            "`years` means nothing in [group.aca.or.renews_for]",
            "write months = 12",
        ),
        (
            "renews_for = [{ from = 2024-02-01, months = 12 }]",
            "`source` is missing in [group.aca.or.renews_for]",
            'write source = "…"',
        ),
    ],
)
def test_a_length_that_is_written_wrong_is_told_with_what_to_write(written: str, what: str, fix: str) -> None:
    assert (what, fix) in refused(written)


def test_periods_of_the_calendar_have_no_other_length() -> None:
    calendar = TEXT.replace('ends = "same day"', 'anchor = "calendar"')
    for group in ("aca", "acp", "ace"):
        calendar = calendar.replace(f"[group.{group}]\n", f"[group.{group}]\nperiods_from = 2024-01-01\n")
    length = 'renews_for = [{ from = 2024-02-01, months = 12, source = "s" }]'
    what = "periods of the calendar are as long for whoever renews, in whatever way"
    assert (what, "leave `renews_for` out") in refused(length, calendar)


def test_a_deadline_before_a_short_cycle_begins_is_none() -> None:
    text = f'{A_WAY}renews_for = [{{ from = 2024-02-01, months = 2, source = "s" }}]\n'
    deadline = '\n[deadline]\nmonths = 2\nlater = "counts"\nlate = true\nsource = "s"\n'
    found = parse_policy(TEXT + text + deadline)
    assert isinstance(found, Problems)
    assert "the deadline lies before the cycle begins" in [problem.what for problem in found.problems]
