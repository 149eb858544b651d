"""Somebody reads what differs between two policies, and finds things called as people call them."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

from recert.policy.difference import differences
from recert.policy.difference_names import KEYS_OF, names_of
from recert.policy.lateness import Surcharge
from recert.policy.model import Policy
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def changed(program: str, old: str, new: str) -> list[str]:
    text = (PROGRAMS / program / "policy.toml").read_text()
    assert old in text
    return [str(each) for each in differences(read(text), read(text.replace(old, new, 1)))]


@pytest.mark.parametrize(
    ("program", "old", "new", "sentence"),
    [
        (
            "isc2",
            "group-a = [{ from = 2018-01-01, units = 90",
            "group-a = [{ from = 2018-01-01, units = 91",
            "Certified Information Systems Security Professional, Group A: 90 CPE credits needed in a cycle become 91, "
            "in cycles that are over, too.",
        ),
        (
            "isc2",
            'categories = ["group-a"]',
            "categories = []",
            "Units of whatever category are carried, instead of Group A alone.",
        ),
        (
            "isc2",
            'category = "group-a"',
            "",
            "Security education and contributions (Group A): no longer of the category “Group A”, nor of any other.",
        ),
        (
            "isc2",
            'title = "Information Systems Security Management Professional"\ngroup = "concentration"',
            'title = "Information Systems Security Management Professional"\ngroup = "cissp"',
            "ISSMP Information Systems Security Management Professional: belongs to Certified Information Systems "
            "Security Professional instead of ISSAP, ISSEP and ISSMP.",
        ),
        (
            "giac",
            'of = ["sans-training", "gold-paper"]',
            'of = ["sans-training"]',
            "What one activity may serve at most is so of SANS training instead of SANS training and GIAC Gold paper.",
        ),
    ],
)
def test_a_key_is_told_by_the_name_of_what_it_stands_for(program: str, old: str, new: str, sentence: str) -> None:
    assert sentence in changed(program, old, new)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "earned_in_last_months = 6 ",
            "earned_in_last_months = 1 ",
            "Only what is earned in the last 1 month of a cycle is carried, instead of 6.",
        ),
        (
            "earned_in_last_months = 6 ",
            "",
            "All surplus is carried, instead of only what is earned in the last 6 months of a cycle.",
        ),
        ("grace_days = 0", "grace_days = 1", "There is a grace of 1 day."),
    ],
)
def test_nothing_and_one_are_told_in_words_of_their_own(old: str, new: str, sentence: str) -> None:
    assert sentence in changed("isc2", old, new)


@pytest.mark.parametrize(
    ("program", "old", "new", "sentence"),
    [
        (
            "iapp",
            'of = ["group-a", "group-b"]',
            "",
            "Activities of every type are assigned, instead of those of Privacy education about your designation and "
            "Other privacy education, and professional development alone.",
        ),
        (
            "nremt",
            'groups = ["aemt"]',
            "",
            "AEMT: distributive education of the national component: holds for all, instead of for Advanced Emergency "
            "Medical Technician alone.",
        ),
        (
            "abim",
            'category = "medical-knowledge"',
            "",
            "Longitudinal Knowledge Assessment (LKA): no longer of the category “Medical knowledge”, nor of any other.",
        ),
    ],
)
def test_what_held_for_some_holds_for_all(program: str, old: str, new: str, sentence: str) -> None:
    assert sentence in changed(program, old, new)


def test_a_worth_is_told_with_what_it_is_for() -> None:
    less = changed("nasba", "units = 1, per = 50", "units = 2, per = 50")
    assert less == [
        "Group program: 2 credits for 50 minutes from September 1, 2016, instead of 1 credit for 50 minutes."
    ]


def test_a_worth_by_tiers_is_told_with_units() -> None:
    assert changed("shrm", "at_least = 50, units = 10", "at_least = 51, units = 10") == [
        "Organization: work project: 10 PDCs from 51 hours on, 20 from 100 on from January 1, 2015 to "
        "December 31, 2020, instead of 10 PDCs from 50 hours on, 20 from 100 on.",
    ]


def test_a_day_of_every_year_is_told_as_people_say_it() -> None:
    assert changed("isa-arborist", 'year_ends = ["06-30", "12-31"]', 'year_ends = ["05-31", "12-31"]') == [
        "A year in which cycles end ends on May 31 or December 31 instead of June 30 or December 31."
    ]


def test_being_late_that_takes_more_is_told_in_units() -> None:
    more = read((PROGRAMS / "atlassian" / "policy.toml").read_text())
    rows = (
        Surcharge(1, Decimal(1), share=False, every_months=0, source="s"),
        Surcharge(31, Decimal(10), share=True, every_months=1, source="s"),
    )
    assert [str(each) for each in differences(more, replace(more, surcharges=rows))] == [
        "Renewed 1 to 30 days late: it takes 1 CE unit more.",
        "Renewed 31 days late or later: it takes 10 % more for every month begun.",
    ]


POLICIES = {folder.name: read((folder / "policy.toml").read_text()) for folder in sorted(PROGRAMS.iterdir())}


def items_of(found: Any) -> Iterator[Any]:
    """Everything within a policy that has fields."""
    if isinstance(found, tuple):
        for each in found:
            yield from items_of(each)
    elif is_dataclass(found):
        yield found
        for each in fields(found):
            yield from items_of(getattr(found, each.name))


@pytest.mark.parametrize("program", POLICIES)
def test_no_field_holds_keys_of_which_a_difference_does_not_know(program: str) -> None:
    policy = POLICIES[program]
    names = names_of(policy, policy)
    # what is renewed or counted is told by codes, and what a case or a counter of audits says is no key of these
    told = {"key", "code", "program", "proof", "renewed", "one", "many"}
    for item in items_of(policy):
        for each in fields(item):
            kind, value = (type(item).__name__, each.name), getattr(item, each.name)
            keys = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple | frozenset) else set()
            texts = {one for one in keys if isinstance(one, str) and "-" in one}
            known = set().union(*names.values())
            if each.name not in told and kind not in KEYS_OF:
                assert not texts & known, (kind, texts & known)


@pytest.mark.parametrize("program", POLICIES)
def test_no_key_stands_in_a_difference_where_there_is_a_name(program: str) -> None:
    policy = POLICIES[program]
    names = names_of(policy, policy)
    shown = " ".join(name for known in names.values() for name in known.values())
    keys = {key for known in names.values() for key in known if "-" in key and key not in shown}
    emptied = replace(
        policy,
        groups=tuple(replace(g, minima=(), demands=()) for g in policy.groups),
        types=tuple(replace(t, category="", division=None, of_which=()) for t in policy.types),
        caps=tuple(replace(c, types=(), groups=(), categories=(), over="") for c in policy.caps),
        counters=tuple(replace(c, types=()) for c in policy.counters),
        categories=tuple(replace(c, within="") for c in policy.categories),
        allocation=None,
        deadline=None,
        carry=None,
    )
    for before, after in ((policy, emptied), (emptied, policy)):
        for sentence in map(str, differences(before, after)):
            standing = {key for key in keys if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", sentence)}
            assert not standing, (sentence, standing)


WAY = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.or]]
key = "exam"
title = "The newer exam"
requires = [{ from = 2024-02-01, units = 0, source = "decided" }]

[[group.aca.or.also]]
key = "talk"
title = "A recent talk"
kind = "last months"
counter = "talks"
months = 12
before = "the renewal"
least = [{ from = 2024-02-01, count = 1, source = "decided" }]
"""


def test_a_new_way_is_told_with_all_that_it_takes() -> None:
    assert changed("atlassian", "[certification.ACA-JSWE]", WAY + "[certification.ACA-JSWE]") == [
        "Associate: The newer exam is added: another way to renew.",
        "Associate, The newer exam: no CE units are needed.",
        "Associate, The newer exam: A recent talk is added: this way takes it too.",
        "Associate, The newer exam, A recent talk: what counts is Talks.",
        "Associate, The newer exam, A recent talk: at least 1 talk.",
        "Associate, The newer exam, A recent talk: looks at the last 12 months alone.",
        "Associate, The newer exam, A recent talk: its months are those before the day of the renewal.",
        "Talks is added: it is counted besides units, from Presenting at an event.",
    ]


def test_what_carried_units_count_for_again_is_no_requirement() -> None:
    carried = '[carry.category]\nhsw = [{ from = 2009-01-01, units = 8, source = "2: including 8 of HSW" }]'
    assert changed("aia", carried, carried.replace("units = 8", "units = 9")) == [
        "Health, Safety and Welfare (HSW): at most 8 LUs of what is carried, that count for it again, become 9, "
        "in cycles that are over, too.",
    ]


def test_a_new_group_is_told_with_its_minima() -> None:
    before = POLICIES["isc2"]
    new = replace(before.groups[0], key="sscp", name="Systems Security Certified Practitioner")
    said = [str(each) for each in differences(before, replace(before, groups=(*before.groups, new)))]
    assert "Systems Security Certified Practitioner: 120 CPE credits are needed in a cycle." in said
    assert "Systems Security Certified Practitioner, Group A: 90 CPE credits are needed in a cycle." in said


def test_surplus_that_is_carried_from_now_on_is_told_without_what_it_is_not() -> None:
    before = replace(POLICIES["isc2"], carry=None)
    assert [str(each) for each in differences(before, POLICIES["isc2"])] == [
        "At most 40 CPE credits are carried into the next cycle.",
        "Only what is earned in the last 6 months of a cycle is carried.",
        "Only units of Group A are carried.",
    ]
