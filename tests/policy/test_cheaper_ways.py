"""Ways in which less of one thing is enough once another is decided: by another way, with costs, and by tiers."""

from datetime import date
from decimal import Decimal

import pytest

from recert.policy.history import Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.read import parse_policy

TODAY = date(2026, 11, 29)
HELD = History(awards=(Award("A", date(2025, 6, 1)),))

TEXT = """
program = "example"
name = "Example"
version = "1"
time_zone = "UTC"

[unit]
one = "unit"
many = "units"
step = 1
rounding = "down"  # assumption

[candidate]
prefix = "EXAM"
digits = 6
source = "assumption"

[groups]
word = "certification"

[group.main]
name = "Main"
short = "Main"
requires = [{ from = 2015-01-01, units = 40, source = "the rule" }]

[counter.fee]
name = "Fees"
one = "dollar"
many = "dollars"
counts = "quantity"
types = ["fee"]

[counter.hours]
name = "Practice"
one = "hour"
many = "hours"
counts = "quantity"
types = ["practice"]

[counter.talk]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["talk"]

[[group.main.also]]
key = "fee"
title = "Fee"
kind = "counter"
counter = "fee"
least = [{ from = 2015-01-01, count = 100, source = "the rule" }]

[[group.main.also]]
key = "two"
title = "Two of three"
kind = "choices"
least = [{ from = 2015-01-01, count = 2, source = "the rule" }]

[[group.main.also.choice]]
key = "talks"
title = "Two talks"
kind = "counter"
counter = "talk"
least = [{ from = 2015-01-01, count = 2, source = "the rule" }]

[[group.main.also.choice]]
key = "hours"
title = "400 hours"
kind = "counter"
counter = "hours"
least = [{ from = 2015-01-01, count = 400, source = "the rule" }]

[[group.main.also.choice]]
key = "units"
title = "20 units of ethics"
kind = "units"
category = "eth"
carried_units = "don't count"
least = [{ from = 2015-01-01, units = 20, source = "the rule" }]

[category.eth]
name = "Ethics"

[[group.main.or]]
key = "practice"
title = "Ten units and 1000 hours"
requires = [{ from = 2015-01-01, units = 10, source = "the rule" }]
[[group.main.or.also]]
key = "thousand"
title = "1000 hours"
kind = "counter"
counter = "hours"
least = [{ from = 2015-01-01, count = 1000, source = "the rule" }]

[cycle]
months = 24
grace_days = 90
source = "the rule"
ends = "same day"
last_day = "included"
end = "earliest expiry"
new_expiry = "same date for all, at least the latest"
award_after_early_renewal = "keeps its own date"
next_starts = "where the last one ended"
grace_activity = "ended cycle"
surplus = "not carried"

[counting]
from = 2015-01-01
source = "assumption"
when = "submitted"
worth_governed_by = "activity date"
limits_governed_by = "cycle start"
requirement_governed_by = "cycle start"
over_limit = "counts 0"
which_uses = "worth most"
same_day_again = "refused"
other_day_again = "warned"
several_days = "last day"

[activity.course]
title = "Course"
one = "course"
many = "courses"
description = "A course."
evidence = "A document."
proof = "completion"
measured_in = { one = "hour", many = "hours" }
worth = [{ from = 2015-01-01, units = 1, source = "the guide" }]

[activity.eth]
title = "Ethics course"
one = "ethics course"
many = "ethics courses"
description = "Ethics course."
evidence = "A document."
proof = "completion"
category = "eth"
measured_in = { one = "hour", many = "hours" }
worth = [{ from = 2015-01-01, units = 1, source = "the guide" }]

[activity.talk]
title = "Talk"
one = "talk"
many = "talks"
description = "Talk."
evidence = "A document."
proof = "completion"
uses = [{ from = 2015-01-01, most = 3, source = "the guide" }]
worth = [{ from = 2015-01-01, units = 5, source = "the guide" }]

[activity.practice]
title = "Practice"
one = "practice"
many = "practices"
description = "Practice."
evidence = "A document."
proof = "completion"
measured_in = { one = "hour", many = "hours" }
worth = []

[activity.fee]
title = "Fee"
one = "fee"
many = "fees"
description = "Fee."
evidence = "A document."
proof = "completion"
measured_in = { one = "dollar", many = "dollars" }
worth = []

[certification.A]
exam = "A"
title = "Certification A"
group = "main"
"""


def policy_of(text: str = TEXT) -> Policy:
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Policy), found
    return found


def lines(policy: Policy, history: History = HELD, **wish: object) -> list[str]:
    """What is planned for somebody, with these costs or with these types alone."""
    costs = {key: Decimal(str(value)) for key, value in wish.items() if key != "only"}
    asked = Wish(types=(str(wish["only"]),) if "only" in wish else (), costs=costs)
    return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, TODAY, asked), asked)]


def test_of_two_ways_with_as_many_activities_the_one_with_less_time_is_taken() -> None:
    told = lines(policy_of())
    assert told[1:6] == [
        "40 hours of “Ethics course”, by June 1, 2027",
        "It is enough if 20 hours of that are “Ethics course”: the other 20 hours may be “Course”.",
        "100 dollars of “Fee”, by June 1, 2027",
        "400 hours of “Practice”, by June 1, 2027",
        "That renews Main until June 1, 2029.",
    ]


def test_with_costs_the_cheaper_way_is_taken_though_the_dearer_has_less_of_what_costs_most() -> None:
    told = lines(policy_of(), eth=10, practice=1, fee=1, course=5)
    assert told[1:11] == [
        "20 hours of “Course”, by June 1, 2027",
        "That costs 100.",
        "20 hours of “Ethics course”, by June 1, 2027",
        "That costs 200.",
        "100 dollars of “Fee”, by June 1, 2027",
        "That costs 100.",
        "400 hours of “Practice”, by June 1, 2027",
        "That costs 400.",
        "That renews Main until June 1, 2029.",
        "It costs 800. There may be a way for less, but none for less than 700.",
    ]


UNITS_ALONE = TEXT[: TEXT.index("[[group.main.also]]")] + TEXT[TEXT.index("[cycle]") :].replace(
    'category = "eth"\n', ""
)
WEBCAST = """
[activity.webcast]
title = "Webcast"
one = "webcast"
many = "webcasts"
description = "A webcast."
evidence = "A document."
proof = "completion"
measured_in = { one = "minute", many = "minutes" }
worth = [{ from = 2015-01-01, tiers = [{ at_least = 30, units = 1 }, { at_least = 90, units = 2 }], source = "guide" }]
"""
READING = """
[activity.reading]
title = "Reading"
one = "reading"
many = "readings"
description = "A reading."
evidence = "A document."
proof = "completion"
measured_in = { one = "article", many = "articles" }
worth = [{ from = 2015-01-01, units = 1, source = "the guide" }]

[[limit]]
key = "reading"
title = "Reading"
types = ["reading"]
each = "year of the cycle"
most = [{ from = 2015-01-01, units = 10, source = "the guide" }]
"""


def test_where_a_minute_costs_each_tier_is_looked_at() -> None:
    told = lines(policy_of(UNITS_ALONE + WEBCAST), webcast=1)
    assert "40 times 30 minutes of “Webcast”, by June 1, 2027" in told
    assert "It costs 1200. There may be a way for less." in told
    free = lines(policy_of(UNITS_ALONE + WEBCAST), only="webcast")
    assert "20 times 90 minutes of “Webcast”, by June 1, 2027" in free, "the fewest activities"


def test_what_is_dear_is_done_no_more_often_than_is_needed_beside_the_rest() -> None:
    """Ten readings are the cheapest; the webcasts give the rest, and not all that they would give alone."""
    told = lines(policy_of(UNITS_ALONE + WEBCAST + READING), webcast=1, reading=2)
    assert "30 times 30 minutes of “Webcast”, by June 1, 2027" in told
    assert "10 articles of “Reading”, by May 31, 2027" in told or "10 articles of “Reading”, by June 1, 2027" in told
    assert any(line.startswith("It costs 920.") for line in told)


@pytest.mark.parametrize("others", ["", WEBCAST])
def test_with_one_type_alone_it_is_known_that_there_is_no_way_whatever_others_are_worth(others: str) -> None:
    told = lines(policy_of(UNITS_ALONE + others + READING), only="reading")
    assert told[1:] == [
        "With these activities there is no way by June 1, 2027: 30 units stay missing.",
        "It can still be renewed late, until August 30, 2027, but no way was found for that either.",
    ]


def test_nobody_is_told_to_choose_fewer_types_than_one() -> None:
    limited = WEBCAST + READING.replace('types = ["reading"]', 'types = ["webcast"]')
    told = lines(policy_of(UNITS_ALONE + limited), only="webcast")
    assert told[1:] == [
        "With this type alone no way was found, though not all that may be done of it was tried.",
        "It can still be renewed late, until August 30, 2027, but no way was found for that either.",
    ]


A_YEAR = """
[[limit]]
key = "a-year"
title = "All together"
types = ["course", "eth", "talk"]
each = "calendar year"
most = [{ from = 2015-01-01, units = 15, source = "the rule" }]
"""


def test_what_a_limit_of_each_year_leaves_no_room_for_is_said_to_stay_missing() -> None:
    told = lines(policy_of(UNITS_ALONE + A_YEAR))
    assert told[1] == "There is no way by June 1, 2027: 10 units stay missing."
    assert lines(policy_of(UNITS_ALONE + A_YEAR.replace("15", "20")))[1:3] == [
        "20 hours of “Course”, by December 31, 2026",
        "20 hours of “Course”, between January 1, 2027 and June 1, 2027",
    ]


def test_the_least_that_stays_missing_is_told_not_what_the_first_type_leaves() -> None:
    """Whoever does courses first has no room left for ethics; who does ethics alone lacks ten units, not twenty."""
    minimum = '[group.main.minimum]\neth = [{ from = 2015-01-01, units = 20, source = "the rule" }]\n'
    category = '[category.eth]\nname = "Ethics"\n[category.any]\nname = "Any"\n'
    text = UNITS_ALONE.replace("[counter.fee]", minimum + category + "[counter.fee]")
    text = text.replace("[activity.eth]", '[activity.eth]\ncategory = "eth"')
    for kind in ("course", "talk", "practice", "fee"):
        text = text.replace(f"[activity.{kind}]", f'[activity.{kind}]\ncategory = "any"')
    assert lines(policy_of(text + A_YEAR))[1] == "There is no way by June 1, 2027: 10 units stay missing."
