"""Ways to renew, exams among them, that do more than renew their own certifications."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.cascades import Cascade, Trigger
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import ANY, outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Outlook, Sitting, Wish
from tests.policy.strategies import reference
from tests.policy.test_planning import uses

TODAY = date(2026, 6, 15)
SINCE = date(2020, 1, 1)


def covering(trigger: Trigger, of: tuple[str, ...] = ("ACP-JCA",), *, whole_group: bool = False) -> Plan:
    """The reference program, where earning a higher certification renews an associate one, or renewing that the other.

    What sets off a renewal by its own stands before what it renews.
    """
    usual = reference().policy
    assert usual.retake is not None
    of, renewed = (of, ("ACA-JSWE",)) if trigger is Trigger.EARNED else (("ACA-JSWE",), ("ACP-JCA",))
    rule = Cascade("up", "Up", trigger, of, renewed, False, SINCE, "s")
    return plan(replace(usual, cascades=(rule,), retake=replace(usual.retake, whole_group=whole_group)))


def lines(lowered: Plan, found: Outlook) -> list[str]:
    return [str(line.text) for line in outlook_told(lowered.policy, found, ANY)]


BOTH = History(awards=(Award("ACA-JSWE", date(2025, 11, 1)), Award("ACP-JCA", date(2025, 11, 1))))
ASSOCIATE = History(awards=(Award("ACA-JSWE", date(2025, 4, 3)),))


def expires(lowered: Plan, history: History, on: date) -> dict[str, date]:
    return {h.certification: h.expires for s in assess(lowered, history, on).groups for h in s.holdings}


def keeps_its_promise(lowered: Plan, history: History, sitting: Sitting) -> bool:
    """Whether the exam renews just what is said, on its first day and on its last."""
    for day in (sitting.first, sitting.last):
        before = expires(lowered, history, day)
        after = expires(lowered, replace(history, exams=(Exam(sitting.certification, day),)), day)
        later = {code for code in before if code != sitting.certification and after[code] > before[code]}
        if later != set(sitting.renews):
            return False
    return True


def test_an_exam_that_renews_another_certification_is_offered_for_both() -> None:
    lowered = covering(Trigger.RENEWED)
    found = outlook(lowered, BOTH, TODAY)
    told = lines(lowered, found)
    exam = "Pass the exam of ACA-JSWE again, between May 1, 2027 and November 1, 2027. That renews ACP-JCA, too."
    assert [told[at - 1] for at, line in enumerate(told) if line == exam] == [
        "Or by exam:",
        "Or by the exam of another certification:",
    ]
    for target in found.targets:
        assert all(keeps_its_promise(lowered, BOTH, each) for each in (*target.sittings, *target.higher))


def test_the_higher_exam_is_offered_to_who_never_passed_it() -> None:
    lowered = covering(Trigger.EARNED, of=("ACP-JCA", "ACP-JA", "ACP-OA"))
    (target,) = outlook(lowered, ASSOCIATE, TODAY).targets
    told = lines(lowered, outlook(lowered, ASSOCIATE, TODAY))
    assert told[-2:] == [
        "Or by the exam of another certification:",
        "Pass the exam of ACP-JCA or ACP-OA, by April 3, 2027. That renews ACA-JSWE.",  # ACP-JA is retired
    ]
    assert all(keeps_its_promise(lowered, ASSOCIATE, each) for each in target.higher)


def test_what_is_held_is_not_earned_again_and_what_renews_nothing_is_not_offered() -> None:
    earned = covering(Trigger.EARNED)
    assert not any(target.higher for target in outlook(earned, BOTH, TODAY).targets)
    renewed, alone = covering(Trigger.RENEWED), History(awards=BOTH.awards[1:])
    assert outlook(renewed, alone, TODAY).targets[0].higher == ()


def test_an_exam_that_is_retired_soon_is_offered_until_then() -> None:
    lowered = covering(Trigger.EARNED)
    retired = tuple(
        replace(each, retired=date(2026, 9, 1)) if each.code == "ACP-JCA" else each
        for each in lowered.policy.certifications
    )
    lowered = plan(replace(lowered.policy, certifications=retired))
    (target,) = outlook(lowered, ASSOCIATE, TODAY).targets
    assert [(each.first, each.last) for each in target.higher] == [(TODAY, date(2026, 8, 31))]
    assert outlook(lowered, ASSOCIATE, date(2026, 9, 1)).targets[0].higher == ()


def test_of_its_own_group_nothing_is_said_where_an_exam_renews_all_of_it() -> None:
    lowered = covering(Trigger.RENEWED, whole_group=True)
    history = replace(BOTH, awards=(*BOTH.awards, Award("ACA-ACF", date(2025, 12, 1))))
    associate = outlook(lowered, history, date(2027, 6, 1)).targets[0]
    assert associate.any_exam
    assert {each.certification: each.renews for each in associate.sittings} == {
        "ACA-JSWE": ("ACP-JCA",),
        "ACA-ACF": ("ACP-JCA",),  # for it renews the one that renews it
    }


def test_the_last_day_is_the_goal_s_where_the_other_exam_is_due_later() -> None:
    lowered = covering(Trigger.RENEWED)
    for due, windows in ((date(2025, 6, 20), [(date(2027, 5, 1), date(2027, 6, 20))]), (date(2025, 4, 3), [])):
        history = History(awards=(Award("ACP-JCA", due), Award("ACA-JSWE", date(2025, 11, 1))))
        (professional,) = (t for t in outlook(lowered, history, TODAY).targets if t.goal.group == "acp")
        assert [(each.first, each.last) for each in professional.higher] == windows
        assert all(keeps_its_promise(lowered, history, each) for each in professional.higher)


def without_units_of_professionals(lowered: Plan) -> Plan:
    """The same, where professional certifications have no units of their own."""
    groups = [replace(each, required=()) if each.key == "acp" else each for each in lowered.policy.groups]
    return plan(replace(lowered.policy, groups=tuple(groups)))


def test_what_is_proposed_for_one_is_told_to_renew_what_no_activities_of_its_own_renew() -> None:
    lowered = without_units_of_professionals(covering(Trigger.RENEWED))
    found = outlook(lowered, BOTH, TODAY)
    told = lines(lowered, found)
    assert "That renews ACP-JCA, too." in told
    assert any(line.endswith("What is proposed for Associate renews it, too.") for line in told)
    associate, professional = found.targets
    assert associate.best is not None
    for last in (False, True):
        doing = uses(associate.best.steps, last=last)
        done = [Activity(f"p{at}", kind, day, quantity=much) for at, (kind, day, much, *_) in enumerate(doing)]
        by = max(each.on for each in done)
        after = expires(lowered, replace(BOTH, activities=tuple(done)), by)
        assert after["ACP-JCA"] > expires(lowered, BOTH, by)["ACP-JCA"]
    assert professional.best is None


def test_what_is_proposed_is_not_told_to_renew_what_ends_before_it_may_be_done() -> None:
    lowered = without_units_of_professionals(covering(Trigger.RENEWED))
    sooner = History(awards=(Award("ACA-JSWE", date(2025, 11, 1)), Award("ACP-JCA", date(2024, 7, 1))))
    told = lines(lowered, outlook(lowered, sooner, TODAY))
    assert "That renews ACP-JCA, too." not in told
    assert not any("What is proposed" in line for line in told)


@pytest.mark.parametrize("wish", [ANY, Wish(types=("course",)), Wish(types=("course", "presenting"))])
def test_one_way_for_all_takes_no_more_than_the_one_that_renews_the_others(wish: Wish) -> None:
    lowered = covering(Trigger.RENEWED)
    found = outlook(lowered, BOTH, TODAY, wish)
    best = found.targets[0].best
    assert best is not None
    assert found.together is not None
    assert found.together.cost == best.cost
