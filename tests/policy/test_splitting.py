"""One activity counts for several categories: by its type, or as its holder splits it."""

from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Reason
from recert.policy.history import Activity, Award, History, Part
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import parse_policy
from recert.policy.serving_words import of_type, of_which
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
DAY = date(2025, 3, 1)
COURSE = 'title = "Coursework"'
CATEGORIES = """
[category.tax]
name = "Tax"
[category.accounting]
name = "Accounting"
[category.law]
name = "Law"
"""
CHOSEN = """
categories = ["tax", "accounting"]
split = "by parts"
increments = "each part"
measured_in = { one = "hour", many = "hours" }
"""
LIMITED = """
[[limit]]
key = "courses"
title = "Courses"
types = ["course"]
each = "cycle"
most = [{ from = 2024-02-01, units = 10, source = "s" }]
"""
OF_TAX = LIMITED.replace('types = ["course"]', 'categories = ["tax"]')
TWO = '\nof_which = { tax = [{ from = 2024-02-01, units = 2, source = "s" }] }'
ONE_OF_TWO = '\ncategories = ["tax", "accounting"]\nsplit = "not allowed"'


def text_of(course: str, more: str = "") -> str:
    """The reference policy with courses that are otherwise."""
    text = TEXT.replace(COURSE, COURSE + course, 1).replace("step = 1\n", 'step = 0.5\nrounding = "down"\n', 1)
    return text + CATEGORIES + more


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def told(text: str) -> list[str]:
    found = parse_policy(text)
    return [] if isinstance(found, Policy) else [f"{problem.what}: {problem.fix}" for problem in found.problems]


def course(quantity: str = "1", *parts: str, ref: str = "course", on: date = DAY) -> Activity:
    named = tuple(Part(key, Decimal(much)) for key, _, much in (part.partition(":") for part in parts))
    return Activity(ref, "course", on, ref, quantity=Decimal(quantity), parts=named)


def seen(policy: Policy, *activities: Activity) -> Assessment:
    return assess(plan(policy), History((Award("ACA-JSWE", date(2025, 1, 10)),), (), activities), date(2025, 12, 31))


def given(policy: Policy, *activities: Activity) -> dict[str, Decimal]:
    """What each category gave, and under no name the total."""
    cycle = seen(policy, *activities).groups[0].cycles[0]
    return {"": cycle.counted, **{total.category: total.amount for total in cycle.categories}}


def why(policy: Policy, *activities: Activity) -> list[str]:
    standing = seen(policy, *activities).groups[0]
    known = {activity.ref: activity for activity in activities}
    return [str(explain.entry(policy, standing, entry, known)) for entry in standing.entries]


def test_what_of_an_exam_is_ethics_counts_once() -> None:
    policy = read(text_of(TWO))
    assert given(policy, course()) == {"": 10, "tax": 2}
    assert why(policy, course()) == [
        "10 CE units for Associate, in the cycle January 10, 2025 to January 10, 2027. Of that 2 Tax."
    ]
    assert [str(said) for said, _, _ in of_which(policy, policy.type("course"))] == ["2 CE units of it of Tax"]


def test_a_limit_leaves_every_category_its_share() -> None:
    half = TWO.replace("units = 2", "percent = 50")
    policy = read(text_of(half, LIMITED.replace("units = 10", "units = 13")))
    assert given(policy, course(ref="one"), course(ref="two")) == {"": 13, "tax": Decimal("6.5")}


def test_what_is_of_which_follows_the_day_and_is_never_more_than_all() -> None:
    policy = read(text_of(TWO.replace("}]", '}, { from = 2025-06-01, units = 30, source = "s" }]')))
    assert given(policy, course(), course(ref="late", on=date(2025, 7, 1))) == {"": 20, "tax": 12}


def test_each_part_counts_for_its_category() -> None:
    policy, parts = read(text_of(CHOSEN)), course("2.5", "tax:1.5", "accounting:1")
    assert given(policy, parts) == {"": 25, "tax": 15, "accounting": 10}
    assert why(policy, parts) == [
        "25 CE units for Associate, in the cycle January 10, 2025 to January 10, 2027. Of that 15 Tax, 10 Accounting."
    ]


def test_rounding_each_part_loses_what_rounding_the_whole_keeps() -> None:
    parts = course("2.06", "tax:1.03", "accounting:1.03")
    assert given(read(text_of(CHOSEN)), parts) == {"": 20, "tax": 10, "accounting": 10}
    whole = read(text_of(CHOSEN.replace('"each part"', '"the whole"')))
    assert given(whole, parts) == {"": Decimal("20.5"), "tax": 10, "accounting": Decimal("10.5")}


def test_a_limit_cuts_parts_so_that_they_add_up() -> None:
    policy = read(text_of(CHOSEN, LIMITED))
    assert given(policy, course("3", "tax:1", "accounting:2")) == {"": 10, "tax": 3, "accounting": 7}


def test_without_a_choice_the_first_category_has_it() -> None:
    policy = read(text_of(CHOSEN))
    assert given(policy, course("1")) == {"": 10, "tax": 10}
    assert why(policy, course("1")) == [
        "10 CE units for Associate, in the cycle January 10, 2025 to January 10, 2027. "
        "Of that 10 Tax: no choice was made between Tax and Accounting."
    ]


def test_an_activity_that_may_not_be_split_is_of_the_one_that_was_chosen() -> None:
    policy = read(text_of(ONE_OF_TWO))
    assert given(policy, course("1", "accounting:1")) == {"": 10, "accounting": 10}
    assert why(policy, course("1", "accounting:0.5", "tax:0.5")) == [
        "0 for Associate. Coursework can't be split, and its parts are 0.5 Accounting, 0.5 Tax. "
        "Choose Tax or Accounting. You can correct it."
    ]
    told = "Tax or Accounting: the holder chooses one; Tax without a choice"
    assert str(of_type(policy, policy.type("course"))) == told


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("tax:1", "law:1.5"), "Coursework can be of Tax or Accounting, and its parts are 1 Tax, 1.5 Law."),
        (("tax:1", "accounting:1"), "Its parts are 1 Tax, 1 Accounting, which is not 2.5 together."),
        (
            ("tax:1.2", "accounting:1.3"),
            "Its parts are 1.2 Tax, 1.3 Accounting: all of them have to be in steps of 0.2 or 0.5 hours, one and the "
            "same for all.",
        ),
    ],
)
def test_parts_that_are_wrong_count_nothing_and_it_is_said_why(parts: tuple[str, ...], sentence: str) -> None:
    policy = read(text_of(CHOSEN + "parts_in = [0.2, 0.5]"))
    standing = seen(policy, course("2.5", *parts)).groups[0]
    assert [entry.reason for entry in standing.entries] == [Reason.MISDIVIDED]
    assert standing.cycles[0].counted == 0
    assert why(policy, course("2.5", *parts)) == [f"0 for Associate. {sentence} You can correct it."]


def test_parts_of_a_type_that_serves_one_category_are_not_read() -> None:
    policy = read(text_of('\ncategory = "tax"'))
    assert given(policy, course("1", "law:7")) == {"": 10, "tax": 10}


@pytest.mark.parametrize(
    ("course", "more", "said"),
    [
        ('\ncategories = ["tax", "accounting"]', "", "`split` is missing in [activity.course]"),
        (
            '\ncategories = ["tax", "accounting"]\nsplit = "by parts"\nincrements = "the whole"',
            "",
            "what counts by use has no parts",
        ),
        (CHOSEN.replace('increments = "each part"\n', ""), "", "`increments` is missing in [activity.course]"),
        (
            ONE_OF_TWO.replace(', "accounting"', ""),
            "",
            "`categories` are those of which a holder chooses, and fewer than two are named",
        ),
        (ONE_OF_TWO.replace("accounting", "acounting"), "", 'did you mean "accounting"?'),
        (CHOSEN + 'category = "law"', "", "`category` stands beside `categories`"),
        (CHOSEN + "parts_in = [0]", "", "0 is no increment"),
        (CHOSEN + 'parts_in = ["half"]', "", 'the text "half" stands in a list of numbers'),
        ('\ncategory = "tax"' + TWO, "", "the activity is of tax already"),
        (CHOSEN, OF_TAX, "are of these categories only in part"),
        (TWO, OF_TAX, "are of these categories only in part"),
    ],
)
def test_what_a_policy_leaves_open_is_asked(course: str, more: str, said: str) -> None:
    assert any(said in problem for problem in told(text_of(course, more))), told(text_of(course, more))


def test_a_share_of_an_activity_asks_how_it_is_rounded() -> None:
    text = text_of(TWO.replace("units = 2", "percent = 20"))
    assert any("rounded" in each for each in told(text.replace('rounding = "down"\n', "", 1)))


def test_parts_are_worth_nothing_by_themselves_where_only_the_whole_activity_has_a_worth() -> None:
    worth = next(line for line in text_of(CHOSEN).splitlines() if line.startswith("worth = "))
    first = worth.replace("units = ", 'first_time = { times = 2, of = "ever" }, units = ', 1)
    assert any("only the whole activity has this worth" in each for each in told(text_of(CHOSEN).replace(worth, first)))
