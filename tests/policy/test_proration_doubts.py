"""Whoever prorates what nobody is asked, or down to nothing, is told so."""

import pytest

from tests.policy.test_prorated_demands import ALSO, EVERY, LESS, NEVER, SHARE, TALKS, WAY
from tests.policy.test_warn import TEXT, warned


def told(text: str) -> list[str]:
    return [each.split(": ", 1)[1] for each in warned(text)]


def test_a_rule_that_every_group_has_its_own_in_place_of_is_of_none() -> None:
    own = EVERY.replace("[proration]", "[group.acp.proration]")
    said = "every group says itself how its first cycles are prorated, so this is of none: leave it out"
    assert told(TEXT + SHARE + NEVER.format("aca") + own) == [said]
    assert told(TEXT + SHARE + NEVER.format("aca")) == []


def test_what_is_asked_of_no_first_cycle_shrinks_in_none() -> None:
    said = "“Talks” asks nothing of a first cycle, so it asks for no less: leave it out"
    for when, found in (("cycle_from = 2", [said]), ("every_cycles = 2", [said]), ("cycle_to = 3", [])):
        also = ALSO.replace("source", f"when = {{{{ {when} }}}}, source").format(least=4, less=LESS)
        assert told(TEXT + SHARE + TALKS + also) == found, when


@pytest.mark.parametrize(("rounding", "to", "most"), [("down", 4, "23"), ("nearest", 4, "11"), ("down", 3, "17")])
def test_a_share_that_is_rounded_to_nothing_in_half_a_cycle_or_more_is_no_share(
    rounding: str, to: int, most: str
) -> None:
    less = LESS.replace("up", rounding).replace("to = 1", f"to = {to}")
    found = told(TEXT + SHARE + TALKS + ALSO.format(least=4, less=less))
    if int(most) < 12:
        assert found == []
        return
    assert found == [
        f"“Talks” asks for nothing where no more than {most} of 24 months of Associate are left, as its share is "
        f'rounded to a multiple of {to}: write a smaller `to`, or rounding = "up", or leave it out to ask for all of it'
    ]


def test_a_way_that_comes_to_nothing_renews_at_once() -> None:
    less = LESS.replace("up", "down").replace("to = 1", "to = 5")
    (found,) = told(TEXT + SHARE + WAY.format(units=30, less=less))
    assert found.startswith(
        "“A short way” asks for nothing where no more than 3 of 24 months of Associate are left, as its share is "
        "rounded to a multiple of 5: such a cycle is renewed as it begins: write a smaller `to`"
    )
    assert (
        told(TEXT + SHARE.replace("minima", "nothing_up_to_months = 3\nminima") + WAY.format(units=30, less=less)) == []
    )
    assert told(TEXT + SHARE + WAY.format(units=30, less=LESS)) == []
