"""The drawing of a cycle."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState, Entry, GroupStanding, Piece, Reason, Route
from recert.policy.deadline import Deadline, Later
from recert.policy.history import Activity
from recert.policy.model import Policy
from recert.portal.timeline import FLOOR, LastDay, timeline
from tests.policy.strategies import reference

CYCLE = Cycle(
    number=1,
    start=date(2025, 4, 3),
    end=date(2027, 4, 3),
    grace_until=date(2027, 7, 2),
    renewable_until=date(2027, 7, 2),
    required=Decimal(50),
    counted=Decimal(40),
    state=CycleState.OPEN,
    route=Route.NONE,
    met_on=None,
    new_expiry=None,
    types=(),
)
ACTIVITIES = {
    "a": Activity("a", "course", date(2025, 9, 1), "Boards"),
    "b": Activity("b", "global-event", date(2026, 5, 6), "Team"),
    "c": Activity("c", "global-event", date(2026, 6, 1), "Unleash"),
}
STANDING = GroupStanding(
    group="aca",
    cycles=(CYCLE,),
    entries=(
        Entry("b", 1, Decimal(30), Reason.COUNTED),
        Entry("a", 1, Decimal(10), Reason.COUNTED),
        Entry("c", 1, Decimal(0), Reason.OVER_LIMIT),
    ),
    holdings=(),
)


def test_units_pile_up_in_the_order_of_their_days() -> None:
    line = timeline(STANDING, CYCLE, ACTIVITIES, date(2026, 6, 15))
    lower, upper = line.blocks
    assert float(lower.y) + float(lower.height) == FLOOR
    assert abs(float(upper.y) + float(upper.height) - float(lower.y)) < 0.2
    assert float(upper.height) > 2.9 * float(lower.height)
    assert float(line.required_y) < float(upper.y)


def test_every_activity_is_marked_also_one_that_counts_nothing() -> None:
    line = timeline(STANDING, CYCLE, ACTIVITIES, date(2026, 6, 15))
    assert [(mark.name, mark.amount) for mark in line.marks] == [
        ("Boards", Decimal(10)),
        ("Team", Decimal(30)),
        ("Unleash", Decimal(0)),
    ]


def test_days_stand_in_their_order_and_inside_the_drawing() -> None:
    line = timeline(STANDING, CYCLE, ACTIVITIES, date(2026, 6, 15))
    assert line.today is not None
    places = [float(x.rstrip("%")) for x in (line.start.x, line.marks[0].x, line.today.x, line.end.x, line.after.x)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 100)


def test_today_is_not_drawn_outside_the_cycle() -> None:
    assert timeline(STANDING, CYCLE, ACTIVITIES, date(2028, 1, 1)).today is None


def test_a_part_of_an_activity_is_marked_on_its_own_last_day() -> None:
    some = Entry("c", 1, Decimal(5), Reason.COUNTED, piece=Piece(date(2026, 5, 26), date(2026, 5, 29), 7, Decimal(10)))
    line = timeline(STANDING._replace(entries=(some,)), CYCLE, ACTIVITIES, date(2026, 6, 15))
    assert [mark.on for mark in line.marks] == [date(2026, 5, 29)]
    whole = timeline(STANDING._replace(entries=(some._replace(piece=None),)), CYCLE, ACTIVITIES, date(2026, 6, 15))
    assert line.marks[0].x != whole.marks[0].x


def marked(rule: Deadline, cycle: Cycle = CYCLE, today: date = date(2026, 6, 15)) -> LastDay | None:
    policy: Policy = replace(reference().policy, deadline=rule)
    return timeline(STANDING, cycle, ACTIVITIES, today, policy).deadline


def test_the_deadline_is_marked_before_the_end_with_what_it_means() -> None:
    rule = Deadline(3, 0, Later.NEXT_CYCLE, (), True, "")
    found = marked(rule)
    assert found is not None
    assert (found.label.on, found.earn, found.late, found.over) == (date(2027, 1, 3), True, True, False)
    assert str(found.told) == (
        "The deadline: the last day to earn it. What is done after it is of the next cycle. Renewed after it, it is "
        "renewed late."
    )
    some = marked(Deadline(3, 0, Later.NOTHING, ("course",), False, ""), today=date(2027, 2, 1))
    assert some is not None
    assert (some.earn, some.late, some.over) == (False, False, True)
    assert str(some.told) == "The deadline: the last day for Coursework. Done after it, they count for nothing."


def test_the_words_of_today_and_of_the_deadline_keep_out_of_each_others_way() -> None:
    rule = Deadline(1, 0, Later.NEXT_CYCLE, (), True, "")
    policy = replace(reference().policy, deadline=rule)
    days = (date(2026, 6, 15), date(2027, 2, 20), date(2027, 3, 10), date(2027, 6, 20))
    lines = [timeline(STANDING, CYCLE, ACTIVITIES, day, policy).today for day in days]
    assert [line.anchor if line else "" for line in lines] == ["middle", "end", "start", "end"]


def test_what_is_renewed_has_no_deadline_any_more() -> None:
    rule = Deadline(3, 0, Later.NEXT_CYCLE, (), True, "")
    met = CYCLE._replace(state=CycleState.RENEWED, met_on=date(2026, 6, 1), new_expiry=date(2029, 4, 3))
    assert marked(rule, met) is None
    assert marked(replace(rule, months=36)) is None
    assert timeline(STANDING, CYCLE, ACTIVITIES, date(2026, 6, 15), reference().policy).deadline is None
