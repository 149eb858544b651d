"""An owner whose groups would each have to come before the other is told that both can't be had, in whatever order."""

import re

import pytest

from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
FIRST, SECOND = TEXT.index("[group.aca]"), TEXT.index("[group.acp]")
END = min(found.start() for found in re.finditer(r"^\[(?!group\.)", TEXT, re.MULTILINE) if found.start() > SECOND)
ACA, ACP = TEXT[FIRST:SECOND], TEXT[SECOND:END]
CASCADE = """
[[cascade]]
key = "up"
title = "Renewing ACP-JA renews ACA-JSWE"
by = "renewing"
of = ["ACP-JA"]
renews = ["ACA-JSWE"]
new_expiry = "with it"
from = 2024-02-01
source = "s"
"""
CONDITION = '{ from = 2024-02-01, units = 90, when = { holds = ["ACA-JSWE"] }, source = "s" }'


def asking(text: str, condition: str = CONDITION) -> str:
    """A group that asks for less of whoever holds a certification."""
    start = text.index("requires = [") + len("requires = [")
    end = text.index("]", start)
    return f"{text[:end].rstrip().rstrip(',')}, {condition}{text[end:]}"


def told(*groups: str, more: str = CASCADE) -> list[tuple[str, str, str]]:
    text = TEXT[:FIRST] + "".join(groups) + TEXT[END:] + more
    found = parse_policy(text)
    lines = text.splitlines()
    return [(lines[p.line - 1], p.what, p.fix) for p in found.problems] if isinstance(found, Problems) else []


BOTH = (
    "a condition of [group.acp] asks for ACA-JSWE, of [group.aca], and renewing ACP-JA renews ACA-JSWE there: each "
    "group would have to come before the other, so both can't be had",
    'ask for nothing of [group.aca] in a condition of [group.acp], or write by = "earning"',
)


def test_an_owner_is_told_of_a_circle_in_whatever_order_the_groups_stand() -> None:
    assert told(ACA, asking(ACP)) == [('renews = ["ACA-JSWE"]', *BOTH)]
    assert told(asking(ACP), ACA) == [("[group.acp]", *BOTH)]


@pytest.mark.parametrize("lacking", ["lacks", "holds"])
def test_an_owner_who_wants_but_one_of_the_two_is_told_how_to_have_it(lacking: str) -> None:
    asked = asking(ACP, CONDITION.replace("holds", lacking))
    order = ("a condition asks for ACA-JSWE, whose group aca comes later", "put [group.aca] above [group.acp]")
    assert told(asked, ACA, more="") == [("[group.acp]", *order)]
    assert told(ACA, asked, more="") == told(ACP, ACA) == []
    early = ("ACA-JSWE is assessed before what would renew it", 'put its group below, or write by = "earning"')
    assert told(ACA, ACP) == [('renews = ["ACA-JSWE"]', *early)]
    assert told(ACA, asked, more=CASCADE.replace('"renewing"', '"earning"')) == []
    assert told(asked, ACA, more=CASCADE.replace('"renewing"', '"earning"')) == [("[group.acp]", *order)]
    below = CASCADE.replace('["ACA-JSWE"]', '["ACP-JCA"]')
    assert ("[group.acp]", *order) in told(asked, ACA, more=below)
    within = CASCADE.replace('["ACP-JA"]', '["ACA-ACF"]')
    assert told(ACA, asked, more=within)[0][1:] == early
    assert told(asking(ACA), ACP, more=within)[0][1:] == early
