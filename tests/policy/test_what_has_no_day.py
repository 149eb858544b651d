"""Whoever changes an answer without a day reads that it changes what is over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.cycles import EarlierGrace, Rhythm, Unmet
from recert.policy.difference_past import differences_told
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Policy
from recert.terminal.policy import run
from tests.policy.strategies import PROGRAMS, reference

USUAL = reference().policy
BACK = Suspension(12, by_units=True, by_exam=False, restarts=True, source="s")
LATE = Surcharge(1, Decimal(5), False, 0, "s")


def last(before: Policy, after: Policy) -> str:
    return str(differences_told(before, after)[-1])


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        (replace(USUAL, cycle=replace(USUAL.cycle, unmet=Unmet.ADDED)), "the cycle"),
        (replace(USUAL, suspension=BACK), "being suspended"),
        (replace(USUAL, surcharges=(LATE,)), "being late"),
        (
            replace(USUAL, cycle=replace(USUAL.cycle, rhythm=Rhythm.RESTARTED), suspension=BACK, surcharges=(LATE,)),
            "the cycle, being suspended and being late",
        ),
    ],
)
def test_what_has_no_day_is_told_to_hold_for_what_is_over(changed: Policy, parts: str) -> None:
    said = (
        f"What is said here of {parts} has no day: it holds for cycles that are over, too, "
        "and may change what became of them."
    )
    assert last(USUAL, changed) == said
    assert last(changed, USUAL) == said


def test_of_what_has_a_day_or_is_but_a_source_nothing_is_added() -> None:
    group = USUAL.groups[0]
    raised = replace(group, required=(replace(group.required[0], amount=Decimal(60)),))
    for changed in (
        replace(USUAL, groups=(raised, *USUAL.groups[1:])),
        replace(USUAL, cycle=replace(USUAL.cycle, source="elsewhere")),
        replace(USUAL, cycle=replace(USUAL.cycle, months=36)),
    ):
        told = [str(sentence) for sentence in differences_told(USUAL, changed)]
        assert len(told) == 1 and "has no day" not in told[0]
    assert differences_told(USUAL, USUAL) == ()


def test_whoever_keeps_the_grace_of_what_ended_before_a_day_changes_nothing_that_is_over() -> None:
    shorter = replace(USUAL.cycle, grace_days=30)
    kept = replace(shorter, earlier_graces=(EarlierGrace(date(2027, 1, 1), 90, 0, "s"),))
    assert [str(sentence) for sentence in differences_told(USUAL, replace(USUAL, cycle=kept))] == [
        "The grace of 90 days becomes 30 days.",
        "What ended before January 1, 2027 can be renewed for 90 days after its end.",
    ]
    hint = "[[cycle.earlier_grace]] keeps a grace for what ended before a day."
    *_, told, without_day = map(str, differences_told(USUAL, replace(USUAL, cycle=shorter)))
    assert (told, "has no day" in without_day) == (hint, True)
    assert "has no day" in last(replace(USUAL, cycle=kept), replace(USUAL, cycle=shorter))


def test_the_command_says_it_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text()
    (tmp_path / "policy.toml").write_text(text.replace("grace_days = 90", "grace_days = 30"))
    assert run(["diff", str(PROGRAMS / "atlassian"), str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("What is said here of the cycle has no day:")
