"""What demands and other ways ask for in a first cycle that is prorated, and who has a rule of their own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import cycle_words, proration_words, rule_words
from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.blocks import Grid
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Circumstance, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.what_if import what_if
from tests.policy.test_circumstances import ADVISOR, policy_of
from tests.policy.test_read import TEXT, problems
from tests.policy.test_what_is_told import told

SHARE = """
[proration]
months_counted = "full"
by = "share"
rounding = "up"
to = 5
minima = []
source = "s"
"""
EVERY = """
[proration]
months_counted = "full"
by = "for every"
every_months = 6
units = 10
source = "s"
"""
NEVER = '[group.{}.proration]\nprorated = "never"\nsource = "s"\n'
TALKS = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]
"""
ALSO = """
[[group.aca.also]]
key = "talks"
title = "Talks"
kind = "counter"
counter = "talks"
least = [{{ from = 2024-02-01, count = {least}, source = "s" }}]
{less}
"""
WAY = """
[[group.aca.or]]
key = "short"
title = "A short way"
requires = [{{ from = 2024-02-01, units = {units}, source = "s" }}]
{less}
"""
AWARDED = date(2026, 1, 10)
TALK = Activity("1", "presenting", date(2026, 2, 1), "Boards")


def demanding(less: str, by: str = SHARE, least: int = 7, more: str = "") -> Policy:
    return policy_of(TEXT + by + TALKS + ALSO.format(least=least, less=less) + more)


def first_of(policy: Policy, months: int, *activities: Activity, on: date = AWARDED) -> Cycle:
    """The first cycle of whoever was certified with so many months to go."""
    (standing,) = assess(plan(policy), history_of(months, *activities), on).groups
    return standing.cycles[0]


def history_of(months: int, *activities: Activity) -> History:
    ends = date(2026 + (months // 12), 1 + months % 12, 9)
    return History(awards=(Award("ACA-JSWE", AWARDED, expires=ends),), activities=activities)


def asked(policy: Policy, months: int) -> Decimal:
    return first_of(policy, months).demands[0].required


def test_so_many_uses_shrink_to_whole_ones_as_their_own_rounding_says() -> None:
    for rounding, found in (("up", [1, 2, 4, 7, 7]), ("down", [0, 1, 3, 6, 7]), ("nearest", [0, 2, 4, 7, 7])):
        policy = demanding(f'shorter_first_cycle = {{ rounding = "{rounding}", to = 1, source = "s" }}')
        assert [asked(policy, months) for months in (1, 6, 12, 23, 24)] == found, rounding
    assert [asked(demanding(""), months) for months in (1, 6, 24)] == [7, 7, 7]


def test_hours_shrink_to_halves_of_one_whatever_units_are_rounded_to() -> None:
    hours = TALKS.replace('"uses"', '"quantity"').replace('"presenting"', '"local-event"')
    measured = TEXT.replace(
        "[activity.local-event]\n", '[activity.local-event]\nmeasured_in = { one = "h", many = "h" }\n'
    )
    less = 'shorter_first_cycle = { rounding = "up", to = 0.5, source = "s" }'
    text = measured.replace("step = 1\n", 'step = 1\nrounding = "down"\n') + SHARE + hours
    policy = policy_of(text + ALSO.format(least=4, less=less))
    assert [asked(policy, months) for months in (1, 6, 10, 24)] == [Decimal("0.5"), 1, 2, 4]
    assert first_of(policy, 6).required == 15


def test_so_much_for_every_so_many_months_is_never_more_than_the_whole() -> None:
    policy = demanding("shorter_first_cycle = { count = 3, source = 's' }", by=EVERY)
    assert [asked(policy, months) for months in (5, 6, 17, 18, 23, 24)] == [0, 3, 6, 7, 7, 7]


def test_up_to_so_many_months_nothing_is_asked_of_it_either() -> None:
    by = SHARE.replace("minima", "nothing_up_to_months = 4\nminima")
    policy = demanding('shorter_first_cycle = { rounding = "up", to = 1, source = "s" }', by=by)
    assert [asked(policy, months) for months in (4, 5)] == [0, 2]
    assert [first_of(policy, months).required for months in (4, 5)] == [0, 15]


def test_who_renews_by_another_way_needs_its_share_too_and_all_of_it_afterwards() -> None:
    way = WAY.format(units=30, less='shorter_first_cycle = { rounding = "up", to = 1, source = "s" }')
    policy = policy_of(TEXT + SHARE.replace("to = 5", "to = 50") + way)
    for months, needed in ((6, 8), (12, 15), (24, 30)):
        (found,) = first_of(policy, months).ways
        assert found.required == needed
    cycle = first_of(policy, 12, TALK, on=date(2026, 2, 1))
    assert (cycle.way, cycle.met_on) == ("short", TALK.on)
    (standing,) = assess(plan(policy), history_of(12, TALK), date(2027, 2, 1)).groups
    assert [each.ways[0].required for each in standing.cycles] == [15, 30]


def test_a_closed_way_stays_closed_in_a_shorter_cycle() -> None:
    way = WAY.format(units=30, less='shorter_first_cycle = { rounding = "up", to = 1, source = "s" }')
    closed = way.replace("units = 30", "closed = true").replace(
        "}]", '}, { from = 2027-01-01, units = 30, source = "s" }]'
    )
    assert first_of(policy_of(TEXT + SHARE + closed), 6).ways == ()


def test_a_demand_of_a_way_shrinks_by_itself() -> None:
    way = WAY.format(units=30, less="") + ALSO.replace("aca.also", "aca.or.also").format(
        least=4, less='shorter_first_cycle = { rounding = "up", to = 1, source = "s" }'
    )
    cycle = first_of(policy_of(TEXT + SHARE + TALKS + way), 6)
    (demanded,) = cycle.demands
    assert (demanded.way, int(demanded.required)) == ("short", 1)
    assert [each.required for each in cycle.ways] == [30]


def test_a_group_with_a_rule_of_its_own_follows_that_and_one_without_any_owes_all() -> None:
    own = EVERY.replace("[proration]", "[group.aca.proration]")
    assert [first_of(policy_of(TEXT + text), 6).required for text in ("", SHARE, SHARE + own, own)] == [50, 15, 10, 10]
    whole = policy_of(TEXT + SHARE + NEVER.format("aca"))
    assert first_of(whole, 6).required == 50
    assert first_of(whole, 6).share is None
    award = Award("ACP-JCA", AWARDED, expires=date(2026, 7, 9))
    (standing,) = assess(plan(whole), History((award,)), AWARDED).groups
    assert standing.cycles[0].required == 25


ETHICS = """
[category.ethics]
name = "Ethics"

[category.law]
name = "Law"

[group.aca.minimum]
ethics = [{ from = 2024-02-01, units = 8, source = "s" }]
law = [{ from = 2024-02-01, units = 8, source = "s" }]
"""
OF_ETHICS = EVERY.replace("units = 10", "units = 10\nminima = { ethics = 3 }")


def test_so_much_of_a_category_for_every_so_many_months_and_all_of_another() -> None:
    policy = policy_of(TEXT + OF_ETHICS + ETHICS)
    needed = {months: [each.required for each in first_of(policy, months).categories] for months in (5, 6, 12, 18, 24)}
    assert needed == {5: [8], 6: [3, 8], 12: [6, 8], 18: [8, 8], 24: [8, 8]}
    (line,) = [line for line in told(policy, history_of(6), AWARDED) if "shorter" in line]
    assert line.endswith("10 CE units instead of 50. What it requires of Ethics follows from its months, too.")
    assert str(proration_words.of_all(policy)).endswith("For each of these it requires 3 CE units of Ethics.")
    nothing = policy_of(TEXT + OF_ETHICS.replace("= 3", "= 0") + ETHICS)
    assert str(proration_words.of_all(nothing)).endswith("For each of these it requires nothing of Ethics.")
    assert [str(each) for each in differences(policy, nothing)] == [
        "Ethics: 0 CE units for each step of months in a shorter first cycle, instead of 3."
    ]
    assert [str(each) for each in differences(policy_of(TEXT + EVERY + ETHICS), policy)] == [
        "A shorter first cycle: 3 of Ethics for each step of months."
    ]


def test_who_names_a_category_that_there_is_not_or_a_list_is_told_how_much_is_to_be_said() -> None:
    (found,) = problems(TEXT + OF_ETHICS.replace("{ ethics", "{ ethic") + ETHICS)
    assert found == 'there is no category "ethic": did you mean "ethics"?'
    (found,) = problems(TEXT + OF_ETHICS.replace("{ ethics = 3 }", '["ethics"]') + ETHICS)
    assert found.startswith('`minima` is a list, and by = "for every" takes so much of each')


def test_what_becomes_so_of_somebody_in_a_shorter_cycle_is_asked_for_in_its_share() -> None:
    more = ', {{ from = 2024-02-01, count = 12, when = {{ is = ["advisor"], on = "any day" }}, source = "s" }}]'
    also = ALSO.replace("}}]", "}}" + more).format(least=4, less=LESS)
    policy = policy_of(TEXT + SHARE + TALKS + ADVISOR + also)
    history = replace(history_of(12), circumstances=(Circumstance("advisor", date(2026, 3, 1)),))
    for on, needed in ((date(2026, 2, 1), 2), (date(2026, 4, 1), 6)):
        assert assess(plan(policy), history, on).groups[0].cycles[0].demands[0].required == needed
    lines = told(policy, history, date(2026, 4, 1))
    (line,) = [line for line in lines if line.startswith("Talks: 6 talks, since March 1, 2026")]
    assert "On the first day of this cycle: Talks: 2 talks." in line
    assert any(line.endswith("and 6 of 12 talks for “Talks”.") or "6 of 12 talks" in line for line in lines)


LESS = 'shorter_first_cycle = { rounding = "up", to = 1, source = "s" }'


def test_whoever_is_new_reads_what_else_is_less_and_how_much_it_was() -> None:
    way = WAY.format(units=30, less=LESS)
    policy = demanding(LESS, more=way)
    lines = [line for line in told(policy, history_of(6), AWARDED) if "shorter" in line or "same reason" in line]
    assert lines == [
        "This first cycle is shorter than a whole one: for 6 of 24 months it requires 15 of 50 CE units.",
        "For the same reason it takes 8 of 30 CE units for “A short way” and 2 of 7 talks for “Talks”.",
    ]


def test_who_owes_no_fewer_units_reads_why_a_demand_asks_for_less() -> None:
    lines = told(demanding(LESS, by=SHARE.replace("to = 5", "to = 50")), history_of(6), AWARDED)
    said = "This first cycle is shorter than a whole one: for 6 of 24 months it takes 2 of 7 talks for “Talks”."
    assert lines.count(said) == 1
    assert not any("shorter" in line for line in told(demanding(LESS), history_of(24), AWARDED))


def test_a_plan_and_what_if_count_on_what_is_asked_of_the_shorter_cycle() -> None:
    policy = demanding(LESS)
    found = outlook(plan(policy), history_of(6), AWARDED)
    (step,) = [step for step in found.targets[0].best.steps if step.type == "presenting"]  # type: ignore[union-attr]
    assert step.times == 2
    assert any("2 " in str(line.text) for line in outlook_told(policy, found, Wish()))
    talks = (TALK, replace(TALK, ref="2", name="Sprints", on=date(2026, 2, 2)))
    (group,) = what_if(plan(policy), history_of(6), talks, AWARDED).groups
    assert group.cycles[0].renews
    assert group.cycles[0].cycle.met_on == date(2026, 2, 2)


def test_the_rules_page_says_by_how_much_and_where_that_is_written() -> None:
    policy = demanding(LESS, more=WAY.format(units=30, less=LESS.replace("up", "nearest")))
    rows = [(row.way, str(row.what)) for row in rule_words.asked(policy) if "shorter" in str(row.what)]
    assert rows == [
        (
            "",
            "Of “Talks”: In a shorter first cycle it takes the share of the months that count, rounded up to a "
            "multiple of 1.",
        ),
        (
            "A short way",
            "In a shorter first cycle it takes the share of the months that count, rounded to the nearest multiple "
            "of 1.",
        ),
    ]
    every = demanding("shorter_first_cycle = { count = 1, source = 's' }", by=EVERY)
    (row,) = [str(row.what) for row in rule_words.asked(every) if "shorter" in str(row.what)]
    assert row == (
        "Of “Talks”: In a shorter first cycle it takes 1 talk for every 6 of the months that count, nothing for fewer "
        "left over, and never more than in a whole one."
    )
    own = policy_of(TEXT + SHARE + NEVER.format("acp") + EVERY.replace("[proration]", "[group.aca.proration]"))
    lines = [str(sentence) for sentence, _ in cycle_words.particulars(own)]
    assert lines[-2:] == [
        "Associate: A shorter first cycle requires 10 CE units for every 6 of its full months; fewer than 6 left over "
        "require nothing. It never requires more than a whole one.",
        "Professional: A first cycle that is shorter than the others requires as much as they do.",
    ]


def test_the_table_of_answers_has_those_that_the_policy_gave() -> None:
    """By so many months nothing is rounded to a share."""
    share, every = (set(answers_of_proration(TEXT + rule)) for rule in (SHARE, EVERY))
    assert share - every == {
        "The amount of which a share is a multiple.",
        "How a share is rounded.",
    }
    assert every - share == {"For every so many months that count.", "So many units are required for each of them."}


def answers_of_proration(text: str) -> list[str]:
    grids = [block for block in handbook(policy_of(text)) if isinstance(block, Grid)]
    return [row[1] for grid in grids for row in grid.rows if row[0] == "proration"]


def test_a_difference_says_what_shrinks_by_what_rule_in_which_group() -> None:
    own = EVERY.replace("[proration]", "[group.aca.proration]")
    texts = [TEXT + SHARE + more for more in ("", NEVER.format("aca"), own, own.replace("= 6", "= 3"))]
    usual, never, by_six, by_three = map(policy_of, texts)
    assert [str(each) for each in differences(usual, never)] == [
        "Associate: A first cycle that is shorter than the others requires as much as they do."
    ]
    assert [str(each) for each in differences(by_six, by_three)] == [
        "Associate: A shorter first cycle: counted in steps of 3 months instead of 6."
    ]
    by_share = policy_of(TEXT + SHARE + SHARE.replace("[proration]", "[group.aca.proration]"))
    assert [str(each) for each in differences(by_share, by_six)] == [
        "Associate: A shorter first cycle requires 10 CE units for every 6 of its full months; fewer than 6 left over "
        "require nothing. It never requires more than a whole one."
    ]
    assert [str(each) for each in differences(by_six, by_share)] == [
        "Associate: A shorter first cycle requires the share of its full months, rounded up to a multiple of 5."
    ]
    (again,) = [str(each) for each in differences(by_six, usual)]
    assert again == "Associate: A shorter first cycle requires again what the program says of all."
    (own_rule,) = [str(each) for each in differences(never, by_six)]
    assert own_rule.startswith("Associate: A shorter first cycle requires 10 CE units for every 6 of its full")
    whole, less = demanding(""), demanding(LESS)
    assert [str(each) for each in differences(whole, less)] == [
        "Associate, Talks: In a shorter first cycle it takes the share of the months that count, rounded up to a "
        "multiple of 1."
    ]
    assert [str(each) for each in differences(less, whole)] == [
        "Associate, Talks: in a first cycle that is shorter than the others it takes as much as in a whole one."
    ]


OF_ANOTHER_KIND = [
    ("each year", 'years = "of the cycle"\ncarried_units = "don\'t count"', "units = 5", "fewer full years"),
    (
        "last months",
        'months = 6\nbefore = "the cycle\'s end"\ncarried_units = "don\'t count"',
        "units = 5",
        "so many months",
    ),
    ("several cycles", "cycles = 2", "units = 5", "several cycles together"),
    ("categories", "", "count = 1", "how many categories"),
    ("counter", 'counter = "card"', "count = 1", "card is valid or not"),
    ("counter", 'counter = "talks"\nlate_from_day = 1', "count = 1", "what being late takes"),
]


@pytest.mark.parametrize(("kind", "more", "least", "said"), OF_ANOTHER_KIND)
def test_what_does_not_follow_from_months_is_refused_with_what_to_write(
    kind: str, more: str, least: str, said: str
) -> None:
    card = TALKS.replace("talks]", "card]").replace('"uses"', '"valid"\nvalid_months = 12')
    also = f"""
[[group.aca.also]]
key = "more"
title = "More"
kind = "{kind}"
{more}
least = [{{ from = 2024-02-01, {least}, source = "s" }}]
{LESS}
"""
    (found,) = problems(TEXT + SHARE + TALKS + card + also)
    assert said in found
    assert ": leave it out" in found


def test_one_of_several_choices_stays_whole() -> None:
    choices = "".join(
        ALSO.replace("aca.also", "aca.also.choice")
        .replace('"talks"\ntitle', f'"{key}"\ntitle')
        .format(least=2, less=less)
        for key, less in (("a", LESS), ("b", ""))
    )
    either = ALSO.replace('"counter"\ncounter = "talks"', '"choices"').replace('"talks"\ntitle', '"either"\ntitle')
    text = either.replace("count = {least}", "count = 1").format(least=1, less="") + choices
    (found,) = problems(TEXT + SHARE + TALKS + text)
    assert found.startswith("a choice that came to nothing would be none any more")


@pytest.mark.parametrize(
    ("by", "less", "said"),
    [
        ("", LESS, "this group's first cycles are not prorated: write [proration], or [group.aca.proration], or leave"),
        (SHARE + NEVER.format("aca"), LESS, "this group's first cycles are not prorated: "),
        (EVERY, LESS, 'by = "for every" asks for so much for each 6 months, and this says how a share is rounded'),
        (SHARE, "shorter_first_cycle = { count = 1, source = 's' }", 'by = "share" takes the share of the months'),
        (SHARE, LESS.replace("to = 1", "to = 0.5"), "0.5 is no whole number of steps of 1: write a multiple"),
        (SHARE, LESS.replace("to = 1", "to = 0"), "0 is no whole number of steps of 1: write a multiple"),
        (EVERY, "shorter_first_cycle = { count = 0.5, source = 's' }", "0.5 is no whole number of steps of 1"),
        (
            EVERY,
            "shorter_first_cycle = { count = 1, to = 1, source = 's' }",
            "`to` goes with a share, and `count` with",
        ),
        (SHARE, LESS.replace("source", "sourse"), "`sourse` means nothing in [group.aca.also.shorter_first_cycle]"),
    ],
)
def test_who_says_how_it_shrinks_otherwise_than_the_rule_goes_is_told(by: str, less: str, said: str) -> None:
    (found,) = problems(TEXT + by + TALKS + ALSO.format(least=4, less=less))
    assert found.startswith(said)


def test_a_way_without_units_has_none_that_could_be_fewer() -> None:
    way = WAY.replace('requires = [{{ from = 2024-02-01, units = {units}, source = "s" }}]', "requires = []")
    also = ALSO.replace("aca.also", "aca.or.also").format(least=1, less="")
    (found,) = problems(TEXT + SHARE + TALKS + way.format(less=LESS) + also)
    assert found == "this way asks for no units, so it can't ask for fewer: leave it out"


def test_who_says_of_a_group_that_it_is_never_prorated_says_nothing_else_and_of_something() -> None:
    (found,) = problems(TEXT + SHARE + NEVER.format("aca") + 'by = "share"\n')
    assert found == 'by prorated = "never" a first cycle requires all: leave `by` or `prorated` out'
    (found,) = problems(TEXT + NEVER.format("aca"))
    assert found == "no first cycle is prorated: there is no [proration] that would be of this group: leave it out"
    (found,) = problems(TEXT + NEVER.format("aca").replace("never", "nver") + SHARE)
    assert found == '`prorated` is "nver": did you mean "never"?'


def test_a_requirement_that_changes_in_a_cycle_is_prorated_in_no_group() -> None:
    held = TEXT.replace("[group.acp]", "[group.ap]")[:0] + TEXT
    start = held.index("requires", held.index("[group.aca]"))
    text = held[:start] + held[held.index("]\n", start) + 2 :]
    text = text.replace('group = "aca"\n', 'group = "aca"\nalone = 40\nadded = 20\n')
    text += '[group.aca.portfolio]\nlooked_at = "whenever it changes"\nsource = "s"\n'
    (found,) = problems(text + SHARE)
    assert found == (
        "what changes during a cycle can't be prorated: write looked_at = "
        '"on the first day of a cycle", or prorated = "never" in [group.aca.proration]'
    )
    assert problems(text + SHARE + NEVER.format("aca")) == []
