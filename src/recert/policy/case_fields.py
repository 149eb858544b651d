"""What a case may expect of a cycle under the names of the policy: of categories, demands, limits, years and so on."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from recert.policy.assessment import Cycle, DemandTotal
from recert.policy.demand_years import has_begun, years_of
from recert.policy.explain_demands import rule_of
from recert.policy.model import Demand, Policy
from recert.policy.relief import is_eased
from recert.policy.yearly_choices import chooses_by_year


def named_fields(policy: Policy, group: str, cycle: Cycle) -> dict[str, Any]:
    """Their values: `ethics`, `ethics_needed`, `group-a_most`, `group-a_used`, `leave_off`.

    Where years can be met until days of their own, several are asked together, or each meets choices by itself, also
    `fee_had_2026`, and as `missed` and `suspended` the demand and the year; where less may be asked of some years, or
    for choices, `fee_needed_2026`. Of years that
    begin after a renewal ended the cycle nothing.
    """
    found: dict[str, Any] = {}
    for category in policy.categories:
        found |= {category.key: Decimal(0), f"{category.key}_needed": Decimal(0)}
    for total in cycle.categories:
        found |= {total.category: total.amount, f"{total.category}_needed": total.required}
    for demand in cycle.demands:
        rule = rule_of(policy.group(group), demand)
        key = f"{demand.way}.{demand.demand}" if demand.way else demand.demand
        found |= _of_demand(policy, cycle, rule, demand, key)
        for looked_at, choice in zip(rule.choices, demand.choices, strict=True):
            found |= _of_demand(policy, cycle, looked_at, choice, f"{key}.{choice.demand}")
    found["missed"] = f"{cycle.missed.demand} {cycle.missed.year.year}" if cycle.missed else ""
    found["suspended"] = f"{cycle.pause.demand} {cycle.pause.year.year}" if cycle.pause else ""
    for year in cycle.years:
        name = year.year if year.of_calendar else year.year + 1
        if has_begun(policy, cycle, name, of_calendar=year.of_calendar):
            found[f"{year.category or year.counter}_year_{name}".removeprefix("_")] = year.amount
    for kind in policy.circumstances:
        found[f"{kind.key}_off"] = Decimal(0)
    for easing in cycle.eased:
        found[f"{easing.circumstance}_off"] = easing.units or easing.months
    for limit in cycle.limits:
        found |= {f"{limit.limit}_most": limit.most, f"{limit.limit}_used": limit.used}
    return found


def _of_demand(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal, key: str) -> dict[str, Decimal]:
    return {key: total.amount, f"{key}_needed": total.required, **dict(_of_years(policy, cycle, rule, total, key))}


def _of_years(
    policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal, key: str
) -> Iterator[tuple[str, Decimal]]:
    of_calendar = rule.kind.of_shared_years
    gave = total.gave
    if chooses_by_year(rule) and not total.years:
        gave = tuple(year.amount for year in years_of(cycle, rule, total))
    for year in total.years:
        if has_begun(policy, cycle, year.year, of_calendar=of_calendar):
            yield f"{key}_had_{year.year}", year.amount
    for place, asked in enumerate(() if is_eased(rule) else total.asked):
        if has_begun(policy, cycle, asked.year, of_calendar=of_calendar):
            yield f"{key}_needed_{asked.year}", asked.amount
            if gave:
                yield f"{key}_had_{asked.year}", gave[place]
