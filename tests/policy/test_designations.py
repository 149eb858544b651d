"""What is held while enough certifications are."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from recert.policy import designation_words
from recert.policy.assess import assess
from recert.policy.cycles import Unmet
from recert.policy.designation import Counted, Lost
from recert.policy.designations import DesignationStanding, designations
from recert.policy.difference import differences
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.warn import warnings

USUAL = (Path(__file__).parents[2] / "programs" / "atlassian" / "policy.toml").read_text()
EXPERT = """
[designation.expert]
title = "Expert"
description = "Whoever keeps most of it."
counts = ["active", "grace"]
lost = "at once"
from = 2024-02-01
source = "the rule"

[[designation.expert.needs]]
of = ["ACP-JCA", "ACP-OA", "ACP-MJCP"]
at_least = 2
"""
ONE_MORE = """
[[designation.expert.needs]]
of = ["ACA-JSWE", "ACA-ACF"]
at_least = 1
"""
JCA, OA = Award("ACP-JCA", date(2024, 3, 1)), Award("ACP-OA", date(2024, 6, 1))


def text_of(*changes: tuple[str, str], more: str = "") -> str:
    text = EXPERT + more
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return USUAL + text


def read(*changes: tuple[str, str], more: str = "") -> Policy:
    found = parse_policy(text_of(*changes, more=more))
    assert isinstance(found, Policy), found
    return found


def refused(*changes: tuple[str, str], more: str = "") -> list[str]:
    found = parse_policy(text_of(*changes, more=more))
    assert isinstance(found, Problems)
    return [f"{problem.what}: {problem.fix}" for problem in found.problems]


def seen(
    on: date,
    *awards: Award,
    policy: Policy | None = None,
    exams: tuple[Exam, ...] = (),
    activities: tuple[Activity, ...] = (),
) -> DesignationStanding:
    made = plan(policy or read())
    (found,) = designations(made, assess(made, History(awards, exams, activities), on))
    return found


def told(found: DesignationStanding) -> list[str]:
    return [str(designation_words.state(found)), *map(str, designation_words.told(found))]


# Holding one.


def test_one_who_is_not_there_yet_reads_how_many_more_and_of_which() -> None:
    found = seen(date(2024, 5, 1), JCA)
    assert (found.begun, found.held, found.since, found.until, found.missing) == (True, False, None, None, 1)
    assert told(found) == ["Not held", "1 more of these: ACP-OA or ACP-MJCP."]
    assert told(seen(date(2024, 5, 1))) == ["Not held", "2 more of these: ACP-JCA, ACP-OA or ACP-MJCP."]


def test_it_is_held_from_the_day_of_the_award_that_makes_it_enough() -> None:
    assert not seen(date(2024, 5, 31), JCA, OA).held
    found = seen(date(2024, 6, 1), JCA, OA)
    assert (found.held, found.since, found.until) == (True, date(2024, 6, 1), date(2026, 5, 30))
    assert told(found) == [
        "Held until May 30, 2026",
        "Held since June 1, 2024.",
        "ACP-JCA counts until May 30, 2026, by the date that it has now. Without it too few are left.",
        "Others that would count: ACP-MJCP.",
    ]


def test_the_last_days_of_the_least_that_is_enough_decide_until_when() -> None:
    third = Award("ACP-MJCP", date(2025, 6, 1))
    assert seen(date(2025, 7, 1), JCA, OA, third).until == date(2026, 8, 30)  # the second to end
    retaken = Exam("ACP-JCA", date(2026, 1, 10), passed=True)
    found = seen(date(2026, 2, 1), JCA, OA, exams=(retaken,))
    assert (found.since, found.until) == (date(2024, 6, 1), date(2026, 8, 30))


def test_held_on_its_last_day_and_not_on_the_day_after() -> None:
    assert seen(date(2026, 5, 30), JCA, OA).held
    found = seen(date(2026, 5, 31), JCA, OA)
    assert (found.held, found.missing, found.needs[0].open) == (False, 1, ("ACP-JCA", "ACP-MJCP"))


def test_what_is_in_grace_counts_only_where_the_policy_says_so() -> None:
    strict = read(('["active", "grace"]', '["active"]'))
    assert seen(date(2026, 3, 1), JCA, OA, policy=strict).until == date(2026, 3, 1)
    assert not seen(date(2026, 3, 2), JCA, OA, policy=strict).held


def test_what_comes_back_begins_anew() -> None:
    again = Exam("ACP-JCA", date(2026, 7, 1), passed=True)
    found = seen(date(2026, 8, 1), JCA, OA, exams=(again,))
    assert (found.since, found.until) == (date(2026, 7, 1), date(2026, 8, 30))


def test_all_needs_must_be_met() -> None:
    policy = read(more=ONE_MORE)
    assert told(seen(date(2024, 7, 1), JCA, OA, policy=policy)) == ["Not held", "1 more of these: ACA-JSWE or ACA-ACF."]
    found = seen(date(2025, 1, 1), JCA, OA, Award("ACA-ACF", date(2024, 3, 15), date(2026, 1, 31)), policy=policy)
    assert (found.since, found.until) == (date(2024, 6, 1), date(2026, 5, 1))


def test_what_is_retired_counts_where_the_policy_says_so_and_cannot_be_earned() -> None:
    old = ('"ACP-JCA", ', '"ACP-JA", ')  # retired before 2024
    award = Award("ACP-JA", date(2023, 12, 1), date(2025, 12, 1))
    assert told(seen(date(2025, 1, 1), award, OA, policy=read(old))) == ["Not held", "Still missing: ACP-MJCP."]
    found = seen(date(2025, 1, 1), award, OA, policy=read(old, ('"grace"]', '"grace", "retired"]')))
    assert (found.held, found.until) == (True, date(2025, 12, 1))


def test_what_is_to_be_retired_counts_until_then_or_until_it_expires() -> None:
    usual = read()
    retiring = {"ACP-JCA": date(2025, 9, 1)}
    assert seen(date(2025, 1, 1), JCA, OA, policy=usual.retiring(retiring)).until == date(2025, 8, 31)
    counting = read(('"grace"]', '"grace", "retired"]')).retiring(retiring)
    assert seen(date(2025, 1, 1), JCA, OA, policy=counting).until == date(2026, 3, 1)
    late = usual.retiring({"ACP-JCA": date(2026, 4, 1)})  # inside its grace, which ends then
    assert seen(date(2025, 1, 1), JCA, OA, policy=late).until == date(2026, 3, 31)


def test_where_a_missed_cycle_ends_nothing_nothing_ends_it() -> None:
    usual = read()
    policy = replace(usual, cycle=replace(usual.cycle, unmet=Unmet.FORGIVEN))
    found = seen(date(2025, 1, 1), JCA, OA, policy=policy)
    assert (found.held, found.until) == (True, None)
    assert told(found) == ["Held", "Held since June 1, 2024."]
    strict = read(('["active", "grace"]', '["active"]'))
    strict = replace(strict, cycle=replace(strict.cycle, unmet=Unmet.FORGIVEN))
    assert seen(date(2025, 1, 1), JCA, OA, policy=strict).until == date(2026, 3, 1)  # then it is in grace
    courses = tuple(Activity(str(n), "course", date(2024, 8, n), str(n)) for n in range(1, 11))
    found = seen(date(2025, 1, 1), JCA, OA, policy=strict, activities=courses)
    assert (found.held, found.until) == (True, None)  # renewed: the next cycle begins on the day after


def test_too_few_that_can_still_be_earned_are_said_to_be_so() -> None:
    both = ('"ACP-JCA", "ACP-OA"', '"ACP-JA", "ACP-CA"')
    assert told(seen(date(2025, 1, 1), OA, policy=read(both)))[1] == (
        "2 more would be needed, and only ACP-MJCP can still be earned."
    )
    every = ('"ACP-JCA", "ACP-OA", "ACP-MJCP"', '"ACP-JA", "ACP-CA"')
    assert told(seen(date(2025, 1, 1), OA, policy=read(every)))[1] == (
        "2 more would be needed, and the others can't be earned any more."
    )


def test_before_its_first_day_it_is_not_held() -> None:
    later = read(("from = 2024-02-01", "from = 2025-02-01"))
    assert not seen(date(2025, 1, 31), JCA, OA, policy=later).held
    assert seen(date(2025, 2, 1), JCA, OA, policy=later).since == date(2025, 2, 1)


def test_kept_until_the_end_of_the_year() -> None:
    policy = read(('lost = "at once"', 'lost = "at the end of the year"'))
    assert seen(date(2026, 5, 30), JCA, OA, policy=policy).until == date(2026, 12, 31)
    found = seen(date(2026, 12, 31), JCA, OA, policy=policy)
    assert (found.held, found.met, found.since, found.until) == (True, False, date(2024, 6, 1), date(2026, 12, 31))
    assert told(found)[1:] == [
        "2 more of these: ACP-JCA, ACP-OA or ACP-MJCP.",
        "Held since June 1, 2024.",
        "Too few of its certifications count now. It is kept until December 31, 2026, and goes on if enough do by "
        "then.",
    ]
    assert not seen(date(2027, 1, 1), JCA, OA, policy=policy).held
    exams = tuple(Exam(code, date(2026, 12, 30), passed=True) for code in ("ACP-JCA", "ACP-OA"))
    assert seen(date(2027, 1, 1), JCA, OA, policy=policy, exams=exams).since == date(2024, 6, 1)


def test_a_certification_counts_for_every_need_that_names_it() -> None:
    twice = """in_several_needs = "counts for each"\n"""
    need = """
[[designation.expert.needs]]
of = ["ACP-OA", "ACP-MJSPC"]
at_least = 1
"""
    policy = read(('source = "the rule"\n', f'source = "the rule"\n{twice}'), more=need)
    assert seen(date(2024, 7, 1), JCA, OA, policy=policy).held


def test_a_program_without_any_looks_at_nothing() -> None:
    usual = parse_policy(USUAL)
    assert isinstance(usual, Policy)
    assert designations(plan(usual), assess(plan(usual), History((JCA,)), date(2025, 1, 1))) == ()


# Writing one.


def test_what_is_written_is_read() -> None:
    (found,) = read(('["active", "grace"]', '["grace", "active"]')).designations
    assert (found.key, found.counts, found.lost) == ("expert", (Counted.ACTIVE, Counted.GRACE), Lost.AT_ONCE)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('"ACP-OA", ', '"ACP-OAA", '), 'there is no certification "ACP-OAA": did you mean "ACP-OA"?'),
        (('"ACP-OA", ', '"ACP-JCA", '), "ACP-JCA stands in it 2 times: write each certification once"),
        (("at_least = 2", "at_least = 4"), "4 of 3 can never be held: write at_least = 3 or less, or name more"),
        (('["ACP-JCA", "ACP-OA", "ACP-MJCP"]', "[]"), 'it names no certification: write of = ["CODE"]'),
        (
            ('counts = ["active", "grace"]\n', ""),
            'it is not said in which standing a certification counts: write counts = ["active"], and "grace", '
            '"suspended" or "retired" beside it where those count too',
        ),
        (('"active", "grace"', '"actve"'), '"actve" is no standing of a certification: did you mean "active"?'),
        (
            ('"active", "grace"', '"lost"'),
            '"lost" is no standing of a certification: write one of active, grace, suspended, retired',
        ),
        (('"active", "grace"', '"grace"'), 'what is active does not count: write "active", too'),
        (('"active", "grace"', '"active", "active"'), '"active" stands in it twice: leave it out once'),
        (
            ('"active", "grace"', '"active", "grace", "suspended"'),
            'nothing is suspended by these rules: take "suspended" out, or write [suspension]',
        ),
        (
            ('lost = "at once"\n', ""),
            '`lost` is missing in [designation.expert]: write lost = "at once" or "at the end of the year"',
        ),
        (("expert]", "aca]"), "aca names two things: give each its own name"),
        (
            ('source = "the rule"\n', 'source = "the rule"\nin_several_needs = "counts for each"\n'),
            "no certification stands in several needs: leave it out",
        ),
    ],
)
def test_a_mistake_is_said_with_what_to_do(change: tuple[str, str], sentence: str) -> None:
    more = (("designation.expert.needs", "designation.aca.needs"),) if change[1] == "aca]" else ()
    assert sentence in refused(change, *more)


def test_whoever_names_one_in_two_needs_is_asked_what_it_counts_for() -> None:
    assert refused(more=ONE_MORE.replace("ACA-ACF", "ACP-OA")) == [
        'ACP-OA stands in several needs: write in_several_needs = "counts for each", or take it out of one of them'
    ]


def test_one_that_needs_nothing_is_refused() -> None:
    without = EXPERT[EXPERT.index("[[") :]
    assert refused((without, "")) == ['it needs nothing: write [[designation.expert.needs]] with of = ["CODE"]']


def test_grace_counts_only_where_there_is_one() -> None:
    found = parse_policy(text_of().replace("grace_days = 90", "grace_days = 0"))
    assert isinstance(found, Problems)
    assert "there is no grace in these rules" in [problem.what for problem in found.problems]


def test_one_that_too_much_retires_to_be_held_is_doubted() -> None:
    text = text_of(('"ACP-JCA", "ACP-OA"', '"ACP-JA", "ACP-CA"'))
    policy = parse_policy(text)
    assert isinstance(policy, Policy)
    assert [(w.what.split(" on ")[1], w.fix) for w in warnings(policy, text, "p")] == [
        ("fewer than 2 of these can be earned or renewed", "name others, too, or need fewer")
    ]


def test_a_difference_names_what_is_new_and_what_is_gone() -> None:
    usual, after = parse_policy(USUAL), read()
    assert isinstance(usual, Policy)
    assert list(map(str, differences(usual, after))) == [
        "Expert is added: a designation, from February 1, 2024 on. What counts for it: active or in grace. "
        "It is lost at once when too few do.",
        "Expert: it takes 2 of ACP-JCA, ACP-OA, ACP-MJCP.",
    ]
    assert list(map(str, differences(after, usual))) == ["Expert is taken out: nobody holds it any more."]
    assert list(map(str, differences(after, read(("at_least = 2", "at_least = 3"))))) == [
        "Expert, of ACP-JCA, ACP-OA, ACP-MJCP: it takes 3 of them instead of 2."
    ]
    assert list(map(str, differences(after, read(('["active", "grace"]', '["active"]'))))) == [
        "Expert: what is active counts for it, instead of what is active or in grace."
    ]
    assert list(map(str, differences(after, read(more=ONE_MORE)))) == ["Expert: it takes 1 of ACA-JSWE, ACA-ACF."]


def test_the_rule_is_said_in_words() -> None:
    (found,) = read(more=ONE_MORE.replace("at_least = 1", "at_least = 2")).designations
    assert str(designation_words.rule(found)) == (
        "Expert: Whoever keeps most of it. Held from February 1, 2024 on while these count: at least 2 of ACP-JCA, "
        "ACP-OA and ACP-MJCP; all of ACA-JSWE and ACA-ACF. A certification counts while it is active or in grace. "
        "It ends when too few count."
    )
