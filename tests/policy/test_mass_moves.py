"""Mass moves of expiry: what is held on their day, and dates that are given later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import HoldingState
from recert.policy.cascades import Cascade, Trigger
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Award, Exam, Extension, History
from recert.policy.model import Policy
from recert.policy.moves import Move
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.retake import CountedFrom
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
DAY = date(2025, 4, 1)
NOTICE = Move("notice", "A year more", DAY, DAY, date(2027, 12, 31), None, 12, "a notice")
BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)
LATER = [True, False]


def policy(*moves: Move, later: bool) -> Policy:
    return replace(USUAL, moves=tuple(replace(move, later=later) for move in moves))


def due(rules: Policy, as_of: date = AFTER, **facts: object) -> dict[str, date]:
    history = History(**{"awards": (), **facts})  # type: ignore[arg-type]
    found = assess(plan(rules), history, as_of)
    return {h.certification: h.expires for standing in found.groups for h in standing.holdings}


@pytest.mark.parametrize(
    ("on", "later", "moved"),
    [
        (BEFORE, True, True),
        (BEFORE, False, True),
        (DAY, True, True),
        (DAY, False, True),
        (AFTER, True, True),
        (AFTER, False, False),
    ],
)
def test_what_is_awarded_after_a_notice_keeps_its_date_if_it_says_so(on: date, later: bool, moved: bool) -> None:
    years = 3 if moved else 2
    given = {"ACA-JSWE": on.replace(year=on.year + years)}
    assert due(policy(NOTICE, later=later), awards=(Award("ACA-JSWE", on),)) == given
    own = date(2026, 5, 5)
    assert due(policy(NOTICE, later=later), awards=(Award("ACA-JSWE", on, own),)) == {
        "ACA-JSWE": own.replace(year=2026 + moved)
    }
    assert due(policy(NOTICE, later=later), exams=(Exam("ACA-JSWE", on, True),)) == given


@pytest.mark.parametrize("later", LATER)
def test_what_is_in_its_grace_is_held_and_what_is_over_is_not(later: bool) -> None:
    rules = policy(replace(NOTICE, first=date(2025, 1, 1)), later=later)
    ended = DAY - timedelta(USUAL.cycle.grace_days)
    assert due(rules, awards=(Award("ACA-JSWE", date(2023, 1, 1), ended),)) == {"ACA-JSWE": ended.replace(year=2026)}
    over = ended - timedelta(1)
    found = assess(plan(rules), History((Award("ACA-JSWE", date(2023, 1, 1), over),)), AFTER)
    assert [h.state for standing in found.groups for h in standing.holdings] == [HoldingState.LAPSED]


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("on", [BEFORE, DAY, AFTER])
def test_a_pass_of_the_day_is_moved_once(on: date, later: bool) -> None:
    """What is due in June 2025 is due a year later by the move, and two by the pass, whichever comes first."""
    award, rules = Award("ACA-JSWE", date(2023, 6, 1)), policy(NOTICE, later=later)
    assert rules.retake is not None
    early = replace(rules, retake=replace(rules.retake, months=24))
    passed = (Exam("ACA-JSWE", on, True),)
    assert due(early, awards=(award,), exams=passed) == {"ACA-JSWE": date(2028, 6, 1)}
    anew = replace(rules, retake=replace(rules.retake, months=24, counted_from=CountedFrom.PASS))
    years = 3 if later or on < DAY else 2
    assert due(anew, awards=(award,), exams=passed) == {"ACA-JSWE": on.replace(year=2025 + years)}


@pytest.mark.parametrize("later", LATER)
def test_moves_chain_for_what_is_held_on_the_day_of_each(later: bool) -> None:
    """What is due on March 15, 2024 is due on September 30, 2024, and then on September 30, 2025."""
    rules = policy(*USUAL.moves, later=later)
    assert [(move.on < date(2024, 3, 15), move.months) for move in rules.moves] == [(True, 0), (False, 12)]
    award = Award("ACA-JSWE", date(2022, 3, 15))
    days = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 9, 29), date(2024, 9, 30)]
    ends = [date(2024, 3, 15), date(2024, 9, 30), date(2024, 9, 30), date(2025, 9, 30)]
    assert [due(rules, day, awards=(award,))["ACA-JSWE"] for day in days] == ends
    between = Award("ACA-JSWE", date(2024, 2, 2), date(2024, 3, 15))
    assert due(rules, date(2025, 1, 1), awards=(between,))["ACA-JSWE"] == (ends[-1] if later else between.expires)


@pytest.mark.parametrize("later", LATER)
def test_an_extension_after_a_move_stays(later: bool) -> None:
    award, given = Award("ACA-JSWE", date(2023, 6, 1)), date(2026, 9, 1)
    extension = Extension("aca", DAY, given)
    assert due(policy(NOTICE, later=later), awards=(award,), extensions=(extension,)) == {"ACA-JSWE": given}


@pytest.mark.parametrize(
    ("on", "later", "years"), [(DAY, True, 3), (DAY, False, 3), (AFTER, True, 3), (AFTER, False, 2)]
)
def test_what_another_certification_renews_has_the_date_of_its_award(on: date, later: bool, years: int) -> None:
    above = Cascade("above", "The higher one", Trigger.EARNED, ("ACP-JCA",), ("ACA-JSWE",), True, date(2020, 1, 1), "s")
    rules = replace(policy(NOTICE, later=later), cascades=(above,))
    awards = (Award("ACA-JSWE", date(2024, 1, 1)), Award("ACP-JCA", on))
    new = on.replace(year=on.year + years)
    assert due(rules, awards=awards) == {"ACA-JSWE": max(new, date(2027, 1, 1)), "ACP-JCA": new}
    by_itself = replace(rules, cascades=(replace(above, aligned=False),))
    assert due(by_itself, awards=awards)["ACA-JSWE"] == date(2029, 1, 1)


def test_the_rules_say_what_becomes_of_dates_that_are_given_later() -> None:
    moves = TEXT.replace(
        'months = 12\nsource = "Announcement', 'months = 12\ndates_given_later = "{}"\nsource = "Announcement'
    )
    stay, too = (parse_policy(moves.replace('"{}"', f'"{answer}"')) for answer in ("stay", "move too"))
    assert isinstance(stay, Policy) and isinstance(too, Policy)
    assert [move.later for move in stay.moves] == [True, False]
    assert replace(too, digest="") == replace(USUAL, digest="")
    shown = [" ".join(for_terminal(handbook(rules), 80, bold=False).split()) for rules in (stay, USUAL)]
    by_months = "what is due from September 30, 2024 to February 28, 2025 moves by 12 months."
    assert f"{by_months} Only what is held on that day moves; dates given after it stay." in shown[0]
    given = "Dates in these days that an award, a retake or another certification gives after it move too."
    assert f"{by_months} {given}" in shown[1]
    title = "Due September 30, 2024 to February 28, 2025: moved one year later"
    assert [str(sentence) for sentence in differences(USUAL, stay)] == [
        f"{title}: dates that are given after the day on which it takes effect stay as they are."
    ]
    assert [str(sentence) for sentence in differences(stay, USUAL)] == [
        f"{title}: dates in its days that are given after the day on which it takes effect move too."
    ]


def test_another_answer_is_refused_with_those_there_are() -> None:
    found = parse_policy(TEXT.replace("months = 12\nsource", 'months = 12\ndates_given_later = "no"\nsource'))
    assert isinstance(found, Problems)
    said = [(each.what, each.fix) for each in found.problems]
    assert said == [('`dates_given_later` is "no"', 'write one of "move too", "stay"')]
