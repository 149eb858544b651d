"""Whoever was renewed by another certification reads by which."""

from dataclasses import replace
from datetime import date

from recert.policy.assess import assess
from recert.policy.cascades import Cascade, Trigger
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.story import story
from tests.policy.strategies import reference

SINCE = date(2020, 1, 1)
HELD = Award("ACA-JSWE", date(2025, 1, 10))


def renewing(trigger: Trigger, *of: str, others: tuple[str, ...] = ("ACA-JSWE",), aligned: bool = True) -> Cascade:
    return Cascade("up", "Up", trigger, of, others, aligned, SINCE, "s")


def told(history: History, *cascades: Cascade, today: date = date(2026, 6, 1)) -> list[str]:
    policy: Policy = replace(reference().policy, cascades=cascades)
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, today))]


def test_who_earned_a_higher_certification_reads_that_it_renewed_the_other() -> None:
    history = History((HELD, Award("ACP-JCA", date(2026, 3, 1))))
    earned = renewing(Trigger.EARNED, "ACP-JA", "ACP-JCA")
    line = "Renewed on March 1, 2026 by earning ACP-JCA: from January 10, 2027 to March 1, 2028."
    assert line in told(history, earned)
    by_exam = History((HELD,), (Exam("ACP-JCA", date(2026, 3, 1), True),))
    assert line in told(by_exam, earned)


def test_who_renewed_one_reads_that_it_renewed_the_other() -> None:
    kinds = enumerate(("course", "global-event", "presenting"), 1)
    done = tuple(Activity(kind, kind, date(2026, 2, i), kind) for i, kind in kinds)
    history = History((HELD, Award("ACP-JCA", date(2025, 2, 1))), (), done)
    both = renewing(Trigger.RENEWED, "ACA-JSWE", "ACA-ACF", others=("ACP-JCA",))
    lines = told(history, both)
    assert any(line.startswith("Renewed on February 3, 2026 by renewing ACA-JSWE: ") for line in lines)


def test_several_of_one_day_are_all_named() -> None:
    day = date(2026, 3, 1)
    history = History((HELD, Award("ACP-JCA", day), Award("ACP-JA", day)))
    lines = told(history, renewing(Trigger.EARNED, "ACP-JA", "ACP-JCA"))
    assert any(line.startswith("Renewed on March 1, 2026 by earning ACP-JCA and ACP-JA: ") for line in lines)


def test_a_second_award_of_what_is_held_already_is_not_named() -> None:
    """It changes no date of its own, and renews the other all the same."""
    history = History((HELD, Award("ACP-JCA", date(2025, 3, 1)), Award("ACP-JCA", date(2026, 3, 1))))
    lines = told(history, renewing(Trigger.EARNED, "ACP-JCA", aligned=False))
    assert any(line.startswith("Renewed on March 1, 2026 by another certification: ") for line in lines)


def test_what_was_earned_and_what_was_renewed_on_one_day_are_told_apart() -> None:
    """Earning one renews the other, and that renews the third."""
    day = date(2026, 3, 1)
    lowest = Award("ACA-ACF", date(2025, 1, 20))
    usual = reference().policy
    first, *others = usual.groups
    apart = {"ACA-ACF": "low"}
    policy = replace(
        usual,
        groups=(first, replace(first, key="low", name="Low", short="Low"), *others),
        certifications=tuple(replace(each, group=apart.get(each.code, each.group)) for each in usual.certifications),
        cascades=(
            renewing(Trigger.EARNED, "ACP-JCA", others=("ACA-JSWE", "ACA-ACF")),
            replace(renewing(Trigger.RENEWED, "ACA-JSWE", others=("ACA-ACF",)), key="on"),
        ),
    )
    history = History((HELD, lowest, Award("ACP-JCA", day)))
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2026, 6, 1)))]
    assert any(line.startswith("Renewed on March 1, 2026 by earning ACP-JCA and renewing ACA-JSWE: ") for line in lines)
