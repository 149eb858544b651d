"""What can be earned at the most in a cycle: an upper bound, None where there is none."""

from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from inspect import getmro
from typing import Any, Final

from recert.policy.cycles import Anchor
from recert.policy.formula import Formula, Period
from recert.policy.lengths import longest
from recert.policy.model import ActivityType, Cap, Policy, Value
from recert.policy.nesting import around, of_type

Bound = Decimal | None
MONTHS: Final = 12
KNOWN: Final[dict[str, frozenset[str]]] = {
    "Policy": frozenset(
        [
            "key",
            "name",
            "version",
            "time_zone",
            "unit",
            "units",
            "step",
            "rounding",
            "group_word",
            "id_prefix",
            "id_digits",
            "floor",
            "floor_source",
            "cycle",
            "retake",
            "groups",
            "certifications",
            "types",
            "moves",
            "digest",
            "categories",
            "caps",
            "carry",
            "proration",
            "counters",
            "cascades",
            "replacements",
            "suspension",
            "surcharges",
            "circumstances",
            "allocation",
            "audit",
            "several_days",
            "days_rounding",
            "deadline",
        ]
    ),
    "Group": frozenset(
        [
            "key",
            "name",
            "short",
            "required",
            "minima",
            "periods_from",
            "demands",
            "ways",
            "portfolio",
            "own_cycle",
            "own_retake",
            "own_carry",
            "own_proration",
        ]
    ),
    "OwnCycle": frozenset(
        [
            *("source", "months", "grace_days", "grace_months", "ends", "first_months", "first_ends", "never_renewed"),
            *("rhythm", "kept_months", "opens_months", "opens_days"),
        ]
    ),
    "OwnCarry": frozenset({"most"}),
    "Suspension": frozenset({"months", "days", "by_units", "by_exam", "restarts", "joins", "source", "activity"}),
    "Minimum": frozenset({"category", "values"}),
    "ActivityType": frozenset(
        [
            "key",
            "title",
            "one",
            "many",
            "description",
            "evidence",
            "proof",
            "worth",
            "limit",
            "measure",
            "category",
            "again",
            "again_months",
            "providers",
            "division",
            "of_which",
            "audited",
            "step",
            "rounding",
            "by_staff",
        ]
    ),
    "Limit": frozenset({"uses"}),
    "Measure": frozenset({"one", "many", "least", "step"}),
    "Cap": frozenset(
        ["key", "title", "types", "groups", "period", "most", "categories", "over", "of_provider", "by_year"]
    ),
    "Carry": frozenset({"most", "months", "categories", "carried_in", "kept", "over_limits", "in_time", "counts_as"}),
    "CycleRule": frozenset(
        [
            "months",
            "grace_days",
            "grace_months",
            "shares_renewed_date",
            "source",
            "ends",
            "anchor",
            "first_months",
            "first_ends",
            "rhythm",
            "kept_months",
            "opens_months",
            "opens_days",
            "grace_activity",
            "renewed_next",
            "renewed_next_from",
            "earlier",
            "earlier_graces",
            "never_renewed",
            "unmet",
            "from_month",
            "before_award",
        ]
    ),
    "Value": frozenset({"since", "amount", "source", "per", "when", "share", "formula", "unlimited", "by_end"}),
    "Formula": frozenset({"plus", "most", "tiers", "required", "times", "each_cycle"}),
    "Tier": frozenset({"least", "amount"}),
    "Category": frozenset({"key", "name", "within"}),
}
"""What is understood here. Where a policy uses more, it may give more or ask for less: then nothing is certain."""


APART: Final = frozenset(
    [
        "Certification",
        "Move",
        "Retake",
        "OwnRetake",
        "Condition",
        "Counter",
        "Demand",
        "Way",
        "Portfolio",
        "Proration",
        "NotProrated",
        "Cascade",
        "Replacement",
        "Surcharge",
        "Length",
        "EarlierGrace",
        "Deadline",
        "CircumstanceKind",
        "Allocation",
        "Reach",
        "Division",
        "Within",
        "Audit",
    ]
)
"""What adds nothing to what an activity gives: it asks for more, for less of some, or says which of it counts."""


def understood(item: Any) -> bool:
    """Whether a policy, or a part of it, uses nothing but what is known here."""
    if isinstance(item, tuple):
        return all(understood(each) for each in item)
    kinds = [kind.__name__ for kind in getmro(type(item))]
    if not is_dataclass(item) or kinds[0] in APART:
        return True
    known = next((KNOWN[kind] for kind in kinds if kind in KNOWN), frozenset())
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name not in known and (each.default is MISSING or value != each.default):
            return False
        if not understood(value):
            return False
    return True


def most_of_use(policy: Policy, kind: ActivityType) -> Bound:
    """What one activity of a type is worth at the most; none is known where any quantity counts, or all is given."""
    return highest_of([_worth(policy, kind, value) for value in kind.worth])


def _worth(policy: Policy, kind: ActivityType, value: Value) -> Bound:
    formula = value.formula or Formula()
    if formula.required:
        return None
    alone: Bound = value.amount
    if formula.tiers:
        alone = max(tier.amount for tier in formula.tiers)
    elif kind.measure is not None and value.amount:
        alone = None
    if alone is None:
        return formula.most or None
    found = (alone + formula.plus) * max(formula.times, Decimal(1))
    step = policy.step_of(kind)
    found = found if found % step == 0 else found + step  # it may be rounded up
    return min(found, formula.most) if formula.most else found


def most_of_type(policy: Policy, kind: ActivityType) -> Bound:
    """What uses of a type give in a cycle, if only its own limit held."""
    worth = most_of_use(policy, kind)
    if worth == 0:
        return Decimal(0)
    uses = kind.limit.uses if kind.limit else ()
    if worth is None or not uses or any(value.unlimited for value in uses):
        return None
    return worth * highest(uses)


def most_of_cap(policy: Policy, cap: Cap) -> Bound:
    """What a limit in units allows in a whole cycle; none is known where it has room again with each day, month or
    quarter, or for another provider, follows from what is required, or doesn't hold for everybody.
    """
    if any(value.unlimited or value.share for value in cap.most) or cap.of_provider:
        return None
    times, for_all = _times(policy, cap.period), any(value.when is None for value in cap.most)
    return highest(cap.most) * times if for_all and times else None


def _times(policy: Policy, period: Period) -> int:
    """How often a limit has room again in a cycle at the most, the first time counted; 0 where that isn't known."""
    years = max(1, -(-longest(policy) // MONTHS))
    open_ended = policy.cycle.renewed_next or any(kind.extends for kind in policy.circumstances)
    if period == Period.YEAR and not open_ended:
        return years + _years_beside(policy)
    return {Period.CYCLE: 1, Period.EVER: 1, Period.CYCLE_YEAR: years}.get(period, 0)


def _years_beside(policy: Policy) -> int:
    """How many more years of the calendar the activities of a cycle may lie in than it has: it may begin within one,
    and what is done in a grace or a suspension may be of the cycle before, or of the next.
    """
    cycle, found = policy.cycle, 0
    begins = {(group.periods_from.month, group.periods_from.day) for group in policy.groups if group.periods_from}
    if cycle.anchor is not Anchor.CALENDAR or begins != {(1, 1)} or longest(policy) % MONTHS:
        found += 1
    if policy.suspension or policy.has_grace:
        own = [policy.cycle_of(group.key) for group in policy.groups]
        late = max(rule.grace_days + 31 * rule.grace_months for rule in own)
        earlier = (grace.days + 31 * grace.months for grace in cycle.earlier_graces)
        late = max(late, *earlier) if cycle.earlier_graces else late
        late += policy.suspension.days + 31 * policy.suspension.months if policy.suspension else 0
        found += -(-late // 365)
    return found


def serving(policy: Policy, category: str) -> tuple[str, ...]:
    """The types that may give a category anything: of it, or where what is over their limits counts for it."""
    over = {key for cap in policy.caps if category in around(policy.categories, cap.over) for key in cap.types}
    return tuple(kind.key for kind in policy.types if kind.key in over or category in of_type(policy, kind))


def earnable(policy: Policy, group: str, types: tuple[str, ...], without: Cap | None = None) -> Bound:
    """What these types give a group in a cycle at the most, by all limits (but one) that lie within them.

    A limit doesn't bound what it shares with one whose excess counts elsewhere.
    """
    leaking = {key for cap in policy.caps if cap.over for key in cap.types}
    holding = [cap for cap in policy.caps if (not cap.groups or group in cap.groups) and not leaking & set(cap.types)]
    wide = [cap for cap in holding if set(cap.types) <= set(types) and cap is not without]
    return _bound(policy, types, sorted(wide, key=lambda cap: -len(cap.types)))


def _bound(policy: Policy, types: tuple[str, ...], caps: list[Cap]) -> Bound:
    """Limits lie within each other or apart: the widest first, what lies within it inside, and the others beside."""
    if not caps:
        return total([most_of_type(policy, policy.type(key)) for key in types])
    widest, others = caps[0], caps[1:]
    inside = [cap for cap in others if set(cap.types) <= set(widest.types)]
    beside = [cap for cap in others if not set(cap.types) & set(widest.types)]
    within = _bound(policy, widest.types, inside)
    allowed = most_of_cap(policy, widest)
    rest = tuple(key for key in types if key not in widest.types)
    known = [bound for bound in (allowed, within) if bound is not None]
    return total([min(known) if known else None, _bound(policy, rest, beside)])


def total(bounds: list[Bound]) -> Bound:
    """The sum, none where a part has no bound."""
    return None if any(bound is None for bound in bounds) else sum((b for b in bounds if b is not None), Decimal(0))


def highest(values: tuple[Value, ...]) -> Decimal:
    """The largest amount that ever holds."""
    return max((value.amount for value in values), default=Decimal(0))


def highest_of(bounds: list[Bound]) -> Bound:
    """The largest, none where one has no bound."""
    return (
        None
        if any(bound is None for bound in bounds)
        else max((b for b in bounds if b is not None), default=Decimal(0))
    )
