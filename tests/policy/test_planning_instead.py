"""What of a long step has to be as it says, and what or when the rest of it may be."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product

import pytest

from recert.policy.cycles import Ends, Rhythm
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, History
from recert.policy.instead_words import instead
from recert.policy.model import Cap, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Other, Outlook, Way, Wish
from tests.policy.strategies import program
from tests.policy.test_planning import only, parts, renews, seen, uses


def first(name: str, code: str, awarded: date, on: date, wish: Wish | None = None) -> Way:
    history = History(awards=(Award(code, awarded),))
    best = only(seen(history, on=on, lowered=program(name), wish=wish or Wish())).best
    assert best is not None
    return best


def said(name: str, way: Way) -> list[str]:
    told = (instead(program(name).policy, step) for step in way.steps)
    return [str(each) for each in told if each is not None]


def test_of_forty_eight_hours_of_ethics_it_is_said_that_four_are_enough() -> None:
    way = first("oregon-cpa", "OR-CPA-EVEN", date(2025, 3, 10), date(2026, 4, 30))
    assert said("oregon-cpa", way) == [
        "It is enough if 4 hours of that are “Ethics”: the other 44 hours may be “Technical subject”."
    ]
    assert [(each.type, each.quantity) for each in way.steps] == [("ethics", Decimal(48))]


def test_whoever_takes_the_rest_of_another_type_that_is_named_renews_and_of_no_other() -> None:
    lowered, on = program("pmi"), date(2026, 11, 30)
    history = History(awards=(Award("PMP", date(2026, 7, 3)),))
    target = only(outlook(lowered, history, on))
    assert target.best is not None
    assert said("pmi", target.best) == [
        "It is enough if 8 hours of that are “Learning: Ways of Working”: "
        "the other 36 hours may be “Learning: Power Skills” or “Learning: Business Acumen”."
    ]
    at = next(at for at, step in enumerate(target.best.steps) if step.instead)
    said_so = target.best.steps[at].instead or pytest.fail()
    for kind in lowered.policy.types:
        if kind.measure and kind.measure.many == "hours" and kind.key != target.best.steps[at].type:
            other = said_so._replace(others=(Other(kind.key),))
            steps = (replace(step, instead=other) if step.instead else step for step in target.best.steps)
            done = uses(tuple(each for step in steps for each in parts(step)), last=True)
            assert renews(lowered, history, [target.goal], done, on) == (Other(kind.key) in said_so.others)


def test_whoever_takes_another_category_of_the_same_type_for_the_rest_renews() -> None:
    lowered, on = program("hrci"), date(2026, 11, 30)
    history = History(awards=(Award("aPHR", date(2026, 7, 3)),))
    found = outlook(lowered, history, on)
    best = only(found).best
    assert best is not None
    assert said("hrci", best) == [
        "It is enough if 1 hour of that is Ethics: "
        "the other 44 hours may be HR (general), Business, Global or California."
    ]
    holds(lowered, history, found, on)


def test_the_type_is_named_besides_where_the_rest_may_be_of_another_type() -> None:
    way = first("bacb", "BCBA", date(2026, 7, 3), date(2026, 11, 30))
    assert said("bacb", way) == [
        "It is enough if 200 minutes of that are “Learning: event of an authorized provider” (Ethics): the other 1400 "
        "minutes may be Behavior analysis, Supervision, “Learning: college or university course” or “Teaching”."
    ]


def test_where_no_other_type_may_be_all_of_the_rest_it_is_said_how_much_each_may_be() -> None:
    usual, on = program("oregon-cpa").policy, date(2026, 4, 30)
    cap = Cap("few", "Few", ("technical",), (), Period.CYCLE, (Value(date(2000, 1, 1), Decimal(20), ""),))
    lowered = plan(replace(usual, caps=(*usual.caps, cap)))
    history = History(awards=(Award("OR-CPA-EVEN", date(2025, 3, 10)),))
    found = outlook(lowered, history, on)
    best = only(found).best
    assert best is not None
    (step,) = best.steps
    assert str(instead(lowered.policy, step)) == (
        "It is enough if 19 hours of that are “Ethics”: "
        "the rest may be 20 hours of “Technical subject” and 9 hours of “Non-technical subject”."
    )
    holds(lowered, history, found, on)


def test_no_hour_is_lost_by_the_rounding_of_its_parts() -> None:
    way = first("cfp-board", program("cfp-board").policy.certifications[0].code, date(2026, 7, 1), date(2026, 11, 30))
    assert [each.split(":")[0] for each in said("cfp-board", way)] == [
        "It is enough if 100 minutes of that are “Ethics program approved by the board”"
    ]


def test_what_need_not_be_done_in_the_first_year_is_said_to_be_possible_later() -> None:
    code = program("isaca").policy.certifications[0].code
    way = first("isaca", code, date(2026, 7, 3), date(2026, 11, 30))
    assert said("isaca", way)[0] == (
        "It is enough if 20 hours of that are done by December 31, 2027: "
        "the other 60 hours may be done by December 31, 2029."
    )


def test_where_a_renewal_begins_its_own_rhythm_what_may_be_later_is_not_among_the_days_told() -> None:
    usual = program("isaca").policy
    lowered = plan(replace(usual, cycle=replace(usual.cycle, rhythm=Rhythm.RESTARTED, ends=Ends.SAME_DAY)))
    history = History(awards=(Award(usual.certifications[0].code, date(2026, 7, 3)),))
    found = outlook(lowered, history, date(2026, 11, 30))
    told = [str(line.text) for line in outlook_told(lowered.policy, found, Wish())]
    assert any("may be done by" in each for each in told)
    (when,) = [each for each in told if each.startswith("Done as soon as possible")]
    assert "; each step done in full on its last day, until " in when
    assert "these days" not in when


def test_it_stands_below_its_step() -> None:
    lowered = program("oregon-cpa")
    history = History(awards=(Award("OR-CPA-EVEN", date(2025, 3, 10)),))
    found = outlook(lowered, history, date(2026, 4, 30))
    lines = [(line.depth, str(line.text)) for line in outlook_told(lowered.policy, found, Wish())]
    assert lines[1][0] == 1
    assert lines[1][1].startswith("48 hours of “Ethics”")
    assert lines[2][0] == 2
    assert lines[2][1].startswith("It is enough if 4 hours")


def test_of_types_that_were_chosen_nothing_else_is_named() -> None:
    on = date(2026, 4, 30)
    way = first("oregon-cpa", "OR-CPA-EVEN", date(2025, 3, 10), on, Wish(types=("ethics", "non-technical")))
    assert all("Technical" not in each for each in said("oregon-cpa", way))


def test_with_costs_nothing_dearer_is_named() -> None:
    wish = Wish(costs={"ethics": Decimal(1), "technical": Decimal(5)})
    way = first("oregon-cpa", "OR-CPA-EVEN", date(2025, 3, 10), date(2026, 4, 30), wish)
    assert said("oregon-cpa", way) == []


def holds(lowered: Plan, history: History, found: Outlook, on: date) -> None:
    for target in found.targets:
        way = target.best
        if way is None or all(step.instead is None for step in way.steps):
            continue
        many = [len(step.instead.others) or 1 if step.instead else 1 for step in way.steps]
        for chosen in islice(product(*(range(each) for each in many)), 40):
            steps = tuple(each for step, at in zip(way.steps, chosen, strict=True) for each in parts(step, at))
            for last in (False, True):
                assert renews(lowered, history, [target.goal], uses(steps, last=last), on)


@pytest.mark.parametrize("name", ["bacb", "california-cpa", "cdr", "hrci", "isaca", "nbcot", "oregon-cpa", "pmi"])
@pytest.mark.parametrize("days", [30, 150, 400])
def test_all_that_is_said_of_several_steps_holds_at_once(name: str, days: int) -> None:
    lowered, on = program(name), date(2026, 11, 30)
    history = History(awards=(Award(lowered.policy.certifications[0].code, on - timedelta(days=days)),))
    holds(lowered, history, outlook(lowered, history, on), on)


def test_an_activity_on_record_is_not_needed_twice() -> None:
    history = History(
        awards=(Award("OR-CPA-EVEN", date(2025, 3, 10)),),
        activities=(Activity("1", "ethics", date(2026, 1, 5), "Ethics", quantity=Decimal(4)),),
    )
    way = only(seen(history, on=date(2026, 4, 30), lowered=program("oregon-cpa"))).best
    assert way is not None
    assert said("oregon-cpa", way) == []  # all of the rest may be of any type by itself
