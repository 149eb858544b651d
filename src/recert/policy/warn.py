"""What of a policy can never apply, ends unsaid, or is surely not meant otherwise. Only what is certain is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from recert.policy.auditing import Audit
from recert.policy.beyond import beyond
from recert.policy.circumstance_doubts import circumstance_doubts
from recert.policy.decided_early import decided_early
from recert.policy.demand_doubts import demand_doubts, unearnable
from recert.policy.designation import Designation
from recert.policy.earnable import earnable, highest, most_of_use, serving, understood
from recert.policy.exceptions import settings, silently_ended
from recert.policy.formula import Period
from recert.policy.last_year import last_year_doubts
from recert.policy.late_doubts import late_doubts
from recert.policy.length_doubts import length_doubts
from recert.policy.minima_doubts import minima_doubts
from recert.policy.model import ActivityType, Cap, Group, Policy, Value
from recert.policy.move_doubts import move_doubts
from recert.policy.move_words import due_days
from recert.policy.nesting import inside
from recert.policy.never_doubts import never_doubts
from recert.policy.out_of_reach import OutOfReach, out_of_reach
from recert.policy.period_words import IN
from recert.policy.positions import Path
from recert.policy.precedence import overtaken
from recert.policy.problem import Problem
from recert.policy.proration_doubts import proration_doubts
from recert.policy.reading.likes import filled, said_once, without_use
from recert.policy.recorded import least_that_counts
from recert.policy.relief_doubts import relief_doubts
from recert.policy.sentence import number, plain
from recert.policy.suspended_doubts import suspended_doubts
from recert.policy.toml import parse
from recert.policy.twice import twice
from recert.policy.unasked_choices import unasked_choices
from recert.policy.unreachable import unreachable
from recert.policy.unused_doubts import unused_doubts
from recert.policy.window_doubts import window_doubts


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is surely not meant, and at which place of the text it is written."""

    place: Path
    what: str
    fix: str


def warnings(policy: Policy, text: str, file: str) -> tuple[Problem, ...]:
    """What of a policy is surely not meant, in the order of the lines of its text."""
    document = filled(parse(text, file))
    found = list[Problem]()
    told = said_once(document, ((doubt.place, doubt.what, doubt.fix) for doubt in doubts(policy)))
    for place, what, fix in (*without_use(document), *told):
        at = place
        while at not in document.places:
            at = at[:-1]
        found.append(Problem(file, *document.places[at], what, fix))
    return tuple(sorted(found))


def doubts(policy: Policy) -> Iterator[Doubt]:
    """Everything of a policy that is surely not meant."""
    yield from _of_uses(policy)
    yield from _of_traces(policy)
    yield from _of_shares(policy)
    yield from _of_moves(policy)
    yield from _of_audit(policy)
    for designation in policy.designations:
        yield from _of_designation(policy, designation)
    yield from (
        Doubt(place, what, fix)
        for place, what, fix in (
            *silently_ended(policy),
            *overtaken(policy),
            *beyond(policy),
            *minima_doubts(policy),
            *relief_doubts(policy),
            *proration_doubts(policy),
            *decided_early(policy),
            *unreachable(policy),
            *length_doubts(policy),
            *late_doubts(policy),
            *last_year_doubts(policy),
            *suspended_doubts(policy),
            *window_doubts(policy),
            *demand_doubts(policy),
            *never_doubts(policy),
            *twice(policy),
            *unasked_choices(policy),
            *circumstance_doubts(policy),
            *move_doubts(policy),
            *unused_doubts(policy),
        )
    )
    if not understood(policy):
        return
    yield from (Doubt(place, what, fix) for place, what, fix in unearnable(policy))
    for kind in policy.types:
        yield from _of_type(policy, kind)
    for category in policy.categories:
        if not serving(policy, category.key):
            what = f"no type is of the category {category.name}, so nothing is ever counted for it"
            yield Doubt(("category", category.key), what, f'write category = "{category.key}" where a type is of it')
    for group in policy.groups:
        yield from _of_group(policy, group)
    for at, cap in enumerate(policy.caps):
        yield from _of_cap(policy, at, cap)


def _of_type(policy: Policy, kind: ActivityType) -> Iterator[Doubt]:
    place = ("activity", kind.key)
    counted = any(kind.key in counter.types for counter in policy.counters)
    if most_of_use(policy, kind) == 0 and not counted and any(group.required for group in policy.groups):
        fix = "write what it is worth, or leave it out"
        yield Doubt((*place, "worth"), f"{kind.title} is worth nothing for ever", fix)
    for at, (_, later) in enumerate(pairwise(kind.worth)):
        if later.since <= policy.floor:
            what = (
                f"this worth is in force for no day: the next holds from {plain(later.since)}, "
                f"and activities count from {plain(policy.floor)} on"
            )
            yield Doubt((*place, "worth", at), what, "leave it out")


def _of_uses(policy: Policy) -> Iterator[Doubt]:
    for kind in policy.types:
        for at, value in enumerate(kind.limit.uses if kind.limit else ()):
            if not value.amount and not value.unlimited:
                what = f"no use of {kind.title} counts in cycles from {plain(value.since)} on"
                fix = "write a limit of 1 or more, or end its worth instead"
                yield Doubt(("activity", kind.key, "uses", at), what, fix)


def _of_traces(policy: Policy) -> Iterator[Doubt]:
    """What is added to a rate is earned by however little there is, where no least is said."""
    for kind in policy.types:
        if kind.measure is None or least_that_counts(kind.measure):
            continue
        for at, value in enumerate(kind.worth):
            if value.formula and value.formula.plus:
                plus, unit = value.formula.plus, policy.unit if value.formula.plus == 1 else policy.units
                what = f"a thousandth of one {kind.measure.one} of {kind.title} already earns {number(plus)} {unit}"
                fix = f"write `at_least` in `measured_in`: fewer {kind.measure.many} than that count for nothing"
                yield Doubt(("activity", kind.key, "worth", at), what, fix)


def _of_shares(policy: Policy) -> Iterator[Doubt]:
    """Shares that are surely meant as parts of 1: 0.2 for 20 percent."""
    late = ((("late", at), row.amount, row.share) for at, row in enumerate(policy.surcharges))
    dated = (
        ((*place, at), value.amount, value.share) for place, found in settings(policy) for at, value in enumerate(found)
    )
    for place, amount, share in (*dated, *late):
        if share and 0 < amount < 1:
            what = f"{number(amount)} percent is less than a hundredth of what is required"
            yield Doubt(place, what, f"write percent = {number(amount * 100)} if that is meant")


def _of_group(policy: Policy, group: Group) -> Iterator[Doubt]:
    place = ("group", group.key)
    everything = tuple(kind.key for kind in policy.types)
    carried = highest(policy.carried_of(group.key))
    for found in out_of_reach(policy, group.key, group.required, everything, carried):
        yield Doubt((*place, "requires", found.at), _unreached(policy, group.required[found.at], found), LESS)
    for minimum in group.minima:
        types, kept = serving(policy, minimum.category), _kept(policy, group, minimum.category)
        of = f" of {policy.category(minimum.category).name}"
        for found in out_of_reach(policy, group.key, minimum.values, types, kept):
            what = _unreached(policy, minimum.values[found.at], found, of)
            yield Doubt((*place, "minimum", minimum.category, found.at), what, LESS)
    if all(certification.group != group.key for certification in policy.certifications):
        yield Doubt(place, f"no certification is of {group.name}", f'write group = "{group.key}" in a certification')


LESS: Final = "require less, or widen a limit"


def _unreached(policy: Policy, value: Value, found: OutOfReach, of: str = "") -> str:
    when = f"in cycles that begin on {plain(found.begin)} or later " if found.begin else ""
    required = f"{policy.unit}{of} is" if value.amount == 1 else f"{policy.units}{of} are"
    return f"{number(value.amount)} {required} required, and {when}no more than {number(found.most)} can be earned"


def _kept(policy: Policy, group: Group, category: str) -> Decimal:
    """How much of what a group carries may count for a category again."""
    kept = policy.carry.kept if policy.carry else ()
    here = inside(policy.categories, (category,))
    if policy.carry and policy.carry.counts_as in here:
        return highest(policy.carried_of(group.key))
    return max((highest(minimum.values) for minimum in kept if minimum.category in here), default=Decimal(0))


BY_CYCLES: Final = frozenset({Period.CYCLE, Period.EVER})
"""In what a limit doesn't have room again while a cycle lasts."""


def _of_cap(policy: Policy, at: int, cap: Cap) -> Iterator[Doubt]:
    if cap.period is Period.EVER:
        return  # several cycles may reach it
    if any(other.over in inside(policy.categories, cap.categories) for other in policy.caps if other.over):
        return  # what comes from elsewhere takes up its room too
    keys = cap.groups or tuple(group.key for group in policy.groups)
    bounds = [earnable(policy, key, cap.types, without=cap) for key in keys]
    if any(bound is None for bound in bounds):
        return
    bound = max((bound for bound in bounds if bound is not None), default=Decimal(0))
    # "0.6 a year, and 1.8 in three" is how programs say it, though the first alone would do
    by_years = any(other.period not in BY_CYCLES and set(other.types) <= set(cap.types) for other in policy.caps)
    for i, value in enumerate(cap.most):
        if (value.amount > bound or (value.amount == bound and not by_years)) and not value.share:
            what = (
                f"the limit “{cap.title}” of {number(value.amount)} {policy.units} {IN[cap.period]} never applies: "
                f"no more than {number(bound)} can be earned in a cycle"
            )
            yield Doubt(("limit", at, "most", i), what, "write a smaller one, or leave the limit out")


def _of_moves(policy: Policy) -> Iterator[Doubt]:
    for at, move in enumerate(policy.moves):
        for other in policy.moves[:at]:
            first, last = max(move.first, other.first), min(move.last, other.last)
            if first <= last:
                both = due_days(replace(move, first=first, last=last))
                what = f"{move.key} and {other.key} both move what is due {both}"
                yield Doubt(("move", at), what, "let each day be covered by one move")


def _of_audit(policy: Policy) -> Iterator[Doubt]:
    rule = policy.audit
    if rule is None:
        return
    if rule.widened and rule.widened.to <= min(_audited(policy, rule), default=rule.percent):
        what = f"{number(rule.widened.to)} percent is no more than is drawn anyway, so it is never widened"
        yield Doubt(("audit", "widened", "to"), what, "write more, or leave `widened` out")
    if rule.widened and rule.widened.when == 100:
        what = "more than 100 percent never fail, so it is never widened"
        yield Doubt(("audit", "widened", "when"), what, "write less, or leave `widened` out")
    if rule.candidates and not rule.candidates.percent:
        what = "nobody who renewed is ever drawn"
        yield Doubt(("audit", "candidates", "percent"), what, "write more than 0, or leave [audit.candidates] out")


def _of_designation(policy: Policy, found: Designation) -> Iterator[Doubt]:
    retired = {c.code: c.retired for c in policy.certifications if c.retired}
    for at, need in enumerate(found.needs):
        days = sorted(retired[code] for code in need.of if code in retired)
        spare = len(need.of) - need.at_least
        if len(days) > spare:
            what = f"from {plain(days[spare])} on fewer than {need.at_least} of these can be earned or renewed"
            yield Doubt(("designation", found.key, "needs", at), what, "name others, too, or need fewer")


def _audited(policy: Policy, rule: Audit) -> list[Decimal]:
    """How many percent of each type are drawn where too many have not failed."""
    return [rule.percent if kind.audited is None else kind.audited for kind in policy.types]


def as_warning(problem: Problem) -> str:
    """A warning as a line of the terminal."""
    return f"{problem.file}:{problem.line}: warning: {problem.what}: {problem.fix}"
