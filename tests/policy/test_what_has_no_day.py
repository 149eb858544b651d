"""Whoever changes an answer without a day reads that it changes what is over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.cycles import EarlierGrace, Rhythm, Unmet
from recert.policy.difference_past import differences_told
from recert.policy.formula import Period
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Cap, Demand, DemandKind, Policy, Value
from recert.terminal.policy import run
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_difference import mutations, read, with_conditions, with_designations

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


def test_whoever_changes_anything_without_a_day_reads_that_it_has_none() -> None:
    """Every field of every table, but for what is only called, written or looked at otherwise, or is a day itself."""
    pmi = read((PROGRAMS / "pmi" / "policy.toml").read_text())
    wrong = list[str]()
    for policy in (pmi, with_conditions(), with_designations()):
        for path, changed in mutations(policy):
            where = path.split()
            if where[-1] in {"CycleRule.grace_days", "CycleRule.grace_months"} and policy.cycle.earlier_graces:
                continue  # which says until when another grace held
            noted = "has no day" in last(policy, changed)
            if noted != (not any(step in HAS_DAY or step.split(".")[1] in ONLY_CALLED for step in where)):
                wrong.append(path)
    assert wrong == []


ONLY_CALLED = frozenset(
    ["name", "short", "title", "description", "evidence", "proof", "one", "many", "source", "floor_source"]
)
HAS_DAY = frozenset(
    [
        *("Group.required", "Way.required", "Way.renews_for", "Minimum.values", "Demand.values", "Within.values"),
        *("OwnRetake.renews_for", "OwnCarry.most", "Carry.most", "Cap.most", "Limit.uses", "ActivityType.worth"),
        *(
            "CycleRule.months",
            "Length.before",
            "EarlierGrace.before",
            "Surcharge.ended_before",
            "CycleRule.renewed_next_from",
            "Certification.retired",
        ),
        *("Cascade.since", "Designation.since", "ActivityType.by_staff", "ActivityType.audited", "Policy.audit"),
        *("Policy.key", "Policy.version", "Policy.unit", "Policy.units", "Policy.group_word", "Policy.id_prefix"),
        *("Policy.id_digits", "Retake.renews_for", "ActivityType.worth formula"),
    ]
)
"""Fields that have a day, or a sentence of their own about what has begun, or change nothing of what counts."""


def test_whoever_says_from_which_day_on_the_next_cycle_has_what_follows_a_renewal_changes_nothing_before() -> None:
    day = date(2027, 1, 1)
    always = replace(USUAL, cycle=replace(USUAL.cycle, renewed_next=True))
    from_a_day, from_another = (
        replace(USUAL, cycle=replace(always.cycle, renewed_next_from=each)) for each in (day, date(2028, 1, 1))
    )
    quiet = [(USUAL, from_a_day), (from_a_day, from_another)]
    assert ["has no day" in last(*pair) for pair in quiet] == [False, False]
    told = [(USUAL, always), (always, USUAL), (from_a_day, USUAL), (from_a_day, always), (always, from_a_day)]
    assert ["has no day" in last(*pair) for pair in told] == [True] * 5


@pytest.mark.parametrize("title", ["Penalty fee", "Teaching"])
def test_whoever_takes_out_or_adds_what_is_asked_or_limited_reads_it_too(title: str) -> None:
    group, *others = USUAL.groups
    asks = (Value(date(2024, 1, 1), Decimal(1), "s"),)
    fee = Demand("fee", title, DemandKind.UNITS, "", 0, 0, asks, from_day=91)
    asked = replace(USUAL, groups=(replace(group, demands=(fee,)), *others))
    limit = Cap("limit", title, ("course",), (), Period.CYCLE, asks)
    limited = replace(USUAL, caps=(limit,))
    for changed, name in ((asked, f"{group.name}, {title}"), (limited, title)):
        for one, other in ((USUAL, changed), (changed, USUAL)):
            assert last(one, other).startswith(f"What is said here of “{name}” has no day")
    free = (replace(asks[0], unlimited=True), replace(asks[0], since=date(2030, 1, 1)))
    later = (replace(asks[0], amount=Decimal(0)), replace(asks[0], since=date(2030, 1, 1)))
    for changed in (
        replace(USUAL, caps=(replace(limit, most=free),)),
        replace(USUAL, groups=(replace(group, demands=(replace(fee, values=later),)), *others)),
    ):
        assert "has no day" not in last(USUAL, changed)


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
    hint = "To keep the grace that was for what ended before a day: [[cycle.earlier_grace]] with days = 90."
    *_, told, without_day = map(str, differences_told(USUAL, replace(USUAL, cycle=shorter)))
    assert (told, "has no day" in without_day) == (hint, True)
    assert "has no day" in last(replace(USUAL, cycle=kept), replace(USUAL, cycle=shorter))
    of_months = replace(USUAL, cycle=replace(shorter, grace_days=0, grace_months=3))
    *_, told, _ = map(str, differences_told(of_months, USUAL))
    assert told == hint.replace("days = 90", "months = 3")


def test_the_command_says_it_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text()
    (tmp_path / "policy.toml").write_text(text.replace("grace_days = 90", "grace_days = 30"))
    assert run(["diff", str(PROGRAMS / "atlassian"), str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("What is said here of the cycle has no day:")
