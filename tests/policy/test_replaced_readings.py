"""Two readings of what takes the place of others, over policies and histories made up at random."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from recert.policy.cycles import GraceActivity, Unmet
from recert.policy.history import Award, History
from recert.policy.lateness import DoneSuspended
from recert.policy.model import Policy
from recert.policy.replacements import Replacement
from recert.policy.several_days import SeveralDays
from tests.policy.test_two_readings import (
    EARLY,
    MORE,
    REFERENCE,
    Standing,
    agree,
    histories,
    lasting,
    late,
    policies,
    replacements,
    standings,
    thorough,
    thrice,
    unmets,
)

Rules = tuple[Replacement, ...]


@settings(thorough, max_examples=60 * MORE)
@given(policies(), replacements, standings(histories(granted=True, eased=True), late))
def test_two_readings_of_what_takes_the_place_of_others_agree(
    policy: Policy, rules: Rules, known: tuple[Standing, ...]
) -> None:
    for each in (replace(REFERENCE, replacements=rules), replace(policy, replacements=rules)):
        for history, as_of in known:
            agree(each, history if each is not REFERENCE else replace(history, circumstances=()), as_of)


@settings(thorough, max_examples=25 * MORE)
@given(policies(), replacements, thrice(unmets), standings(histories(granted=True), late))
def test_two_readings_of_replacements_agree_where_a_missed_cycle_ends_nothing(
    policy: Policy, rules: Rules, unmet: tuple[Unmet, ...], known: tuple[Standing, ...]
) -> None:
    for then, (history, as_of) in zip(unmet, known, strict=True):
        made = replace(policy, cycle=replace(policy.cycle, unmet=then), suspension=None, replacements=rules)
        agree(made, history, as_of)


@settings(thorough, max_examples=25 * MORE)
@given(policies(), replacements, standings(lasting(), late))
def test_two_readings_of_replacements_agree_where_activities_are_divided_by_days(
    policy: Policy, rules: Rules, known: tuple[Standing, ...]
) -> None:
    usual = replace(policy.cycle, grace_activity=GraceActivity.ENDED_CYCLE, before_award=False, renewed_next=False)
    rule = replace(policy.suspension, activity=DoneSuspended.AS_IN_GRACE) if policy.suspension else None
    made = replace(policy, cycle=usual, deadline=None, suspension=rule, several_days=SeveralDays.EACH_DAY, floor=EARLY)
    for history, as_of in known:
        agree(replace(made, replacements=rules), history, as_of)


def test_what_was_earned_first_replaces_nothing_that_is_awarded_later() -> None:
    rule = Replacement("up", "Up", ("ACP-JCA",), ("ACA-JSWE",), date(2020, 1, 1), "")

    history = History(awards=(Award("ACP-JCA", date(2024, 3, 1)), Award("ACA-JSWE", date(2024, 5, 1))))
    agree(replace(REFERENCE, replacements=(rule,)), history, date(2024, 9, 1))
