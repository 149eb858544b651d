"""What `handbook` tells of sources: every value with the day from which it holds, and where it is written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from recert.policy import relief_words
from recert.policy.blocks import Block, Grid, Heading
from recert.policy.cycles import FOR_LIFE
from recert.policy.difference_place import title_of
from recert.policy.exceptions import whom
from recert.policy.first_values import first_values
from recert.policy.formula_words import worth
from recert.policy.late_words import renewed
from recert.policy.lateness import Surcharge
from recert.policy.likeness import ANYBODY, Named, Part, called, shared
from recert.policy.model import ActivityType, Demand, Group, Policy, Value, Way
from recert.policy.proration import NotProrated
from recert.policy.retake import Retake
from recert.policy.sentence import number, plain
from recert.policy.telling import listed, named
from recert.policy.toml import LIFE

Row = tuple[str, str, str, str]


def sources(policy: Policy) -> Iterator[Block]:
    """The table of all values that say where they are written."""
    yield Heading("What is in force since when, and where it is written")
    rows = (
        *_shared(policy, partial(_of_group, policy)),
        *_earned(policy),
        *_carried(policy),
        *_cycle(policy),
        *_dates(policy),
    )
    yield Grid(("What", "Value", "Since", "Source"), rows)


def _shared(policy: Policy, parts: Callable[[Group], Iterable[Part[Row]]]) -> Iterator[Row]:
    """Rows about groups: what is the same of several once."""
    for groups, part in shared(policy.groups, parts, ANYBODY):
        yield from part(called(policy, groups, lambda group: group.name))


def _of_group(policy: Policy, group: Group) -> Iterator[Part[Row]]:
    yield partial(_required, policy, group)
    if group.portfolio:
        source = group.portfolio.source
        yield lambda of: [(f"Required for {of.within}", "by what is held", "", source)]
    yield from (partial(_asked_besides, policy, demand) for demand in group.demands)
    yield from (partial(_way, policy, way) for way in group.ways)


def _required(policy: Policy, group: Group, of: Named) -> Iterator[Row]:
    yield from _dated(policy, f"Required for {of.within}", group.required)
    for minimum in group.minima:
        yield from _dated(policy, f"Of it {named(policy.categories, minimum.category)}", minimum.values)


def _asked_besides(policy: Policy, demand: Demand, of: Named) -> Iterator[Row]:
    yield from _demanded(policy, of.first, demand)


def _way(policy: Policy, way: Way, of: Named) -> Iterator[Row]:
    yield from _dated(policy, f"{of.first}: {way.title}", way.required)
    yield from _less(f"{of.first}: {way.title}", way)
    for demand in way.demands:
        yield from _demanded(policy, way.title, demand)
    yield from _dated(policy, f"{of.first}: months by {way.title}", way.renews_for)


def _demanded(policy: Policy, of: str, demand: Demand) -> Iterator[Row]:
    yield from _dated(policy, f"{of}: {demand.title}", demand.values, by_year=demand.by_year)
    yield from _relieved(policy, f"{of}: {demand.title}", demand)
    yield from _less(f"{of}: {demand.title}", demand)
    if demand.missed:
        yield (f"{of}: {demand.title}: a missed year", "", "", demand.missed.source)
    for choice in demand.choices:
        yield from _dated(policy, f"{of}: {demand.title}: {choice.title}", choice.values)
        yield from _relieved(policy, f"{of}: {demand.title}: {choice.title}", choice)


def _less(of: str, asked: Demand | Way) -> Iterator[Row]:
    if asked.shrinks:
        yield (f"{of}: in a shorter first cycle", "", "", asked.shrinks.source)


def _relieved(policy: Policy, of: str, demand: Demand) -> Iterator[Row]:
    for relief in demand.reliefs:
        yield (f"{of}: {relief_words.titles(relief, policy.circumstances)}", "", "", relief.source)


def _earned(policy: Policy) -> Iterator[Row]:
    for kind in policy.types:
        yield from _worth(policy, kind)
        for within in kind.of_which:
            yield from _on_days(
                policy, f"{kind.title}, of it {named(policy.categories, within.category)}", within.values
            )
        yield from _dated(policy, f"Uses of {kind.title}", kind.limit.uses if kind.limit else ())
    if policy.allocation:
        yield ("What an activity serves", f"at most {policy.allocation.most}", "", policy.allocation.source)
        for reach in policy.allocation.reaches:
            of = listed(policy.types, reach.types)
            yield (f"What an activity serves of {of}", f"at most {reach.most}", "", reach.source)
    for cap in policy.caps:
        yield from _dated(policy, f"Limit: {cap.title}", cap.most, by_year=cap.by_year)


def _worth(policy: Policy, kind: ActivityType) -> Iterator[Row]:
    """What a type is worth; of what no rate decides, in words."""
    for row, value in zip(_on_days(policy, f"Worth of {kind.title}", kind.worth), kind.worth, strict=True):
        by_rate = value.formula is None or not (value.formula.required or value.formula.tiers)
        yield row if by_rate else (row[0], str(worth(policy, kind, value)), row[2], row[3])


def _carried(policy: Policy) -> Iterator[Row]:
    if policy.carry:
        yield from _dated(policy, "Carried", policy.carry.most)
        yield from _shared(policy, lambda group: (partial(_own_carried, policy, group),))
        for kept in policy.carry.kept:
            yield from _dated(policy, f"Carried for {named(policy.categories, kept.category)}", kept.values)


def _cycle(policy: Policy) -> Iterator[Row]:
    yield ("Cycle", _long(policy.cycle.months), "", policy.cycle.source)
    for length in policy.cycle.earlier:
        yield (f"Cycle before {plain(length.before)}", _long(length.months), "", length.source)
    for grace in policy.cycle.earlier_graces:
        long = f"{grace.months} months" if grace.months else f"{grace.days} days"
        yield (f"Grace of what ended before {plain(grace.before)}", long, "", grace.source)
    if policy.retake:
        yield ("Retake", _within(policy.retake), "", policy.retake.source)
        yield from _dated(policy, "Months by the exam", policy.retake.renews_for)
    yield from _shared(
        policy, lambda group: [partial(own, policy, group) for own in (_own_cycle, _own_retake, _own_first)]
    )
    if policy.suspension:
        rule = policy.suspension
        long = f"{rule.months} months" if rule.months else f"{rule.days} days"
        yield ("Suspension", long, "", rule.source)
    for late in policy.surcharges:
        yield (str(renewed(policy, late)), _more(policy, late), "", late.source)
    if policy.deadline:
        before = f"{policy.deadline.months} months" if policy.deadline.months else f"{policy.deadline.days} days"
        yield ("Deadline", f"{before} before the end", "", policy.deadline.source)
    if policy.proration:
        yield ("A shorter first cycle", "", "", policy.proration.source)


def _long(months: int) -> str:
    return LIFE if months == FOR_LIFE else f"{months} months"


def _more(policy: Policy, late: Surcharge) -> str:
    """What being late takes more: in all, and of categories."""
    of_some = [f"{number(more.amount)} of {named(policy.categories, more.category)}" for more in late.more_of]
    in_all = [number(late.amount) + (" %" if late.share else "")] if late.amount or not of_some else []
    return ", ".join([*in_all, *of_some])


def _own_carried(policy: Policy, group: Group, of: Named) -> Iterator[Row]:
    yield from _dated(policy, f"Carried, {of.within}", group.own_carry.most if group.own_carry else ())


def _own_cycle(policy: Policy, group: Group, of: Named) -> Iterator[Row]:
    if group.own_cycle:
        yield (f"Cycle, {of.within}", _long(policy.months_of(group.key)), "", group.own_cycle.source)


def _own_retake(policy: Policy, group: Group, of: Named) -> Iterator[Row]:
    retake = policy.retake_of(group.key)
    if group.own_retake:
        yield (f"Retake, {of.within}", _within(retake) if retake else "renews nothing", "", group.own_retake.source)
        yield from _dated(policy, f"Months by the exam, {of.within}", group.own_retake.renews_for)


def _own_first(_policy: Policy, group: Group, of: Named) -> Iterator[Row]:
    if group.own_proration:
        left = "requires all" if isinstance(group.own_proration, NotProrated) else ""
        yield (f"A shorter first cycle, {of.within}", left, "", group.own_proration.source)


def _within(retake: Retake) -> str:
    return f"{retake.days} days" if retake.days else f"{retake.months} months"


def _dates(policy: Policy) -> Iterator[Row]:
    if policy.has_activities:
        yield ("Activities count", "", plain(policy.floor), policy.floor_source)
    for cascade in policy.cascades:
        yield (cascade.title, "", plain(cascade.since), cascade.source)
    for rule in policy.replacements:
        yield (rule.title, "", plain(rule.since), rule.source)
    for designation in policy.designations:
        yield (designation.title, "", plain(designation.since), designation.source)
    for kind in policy.circumstances:
        yield (kind.title, "", "", kind.source)
    if policy.audit:
        yield ("Audits", f"{number(policy.audit.percent)} %", "", policy.audit.source)
    for move in policy.moves:
        yield (move.title, "", plain(move.on), move.source)
    for found in policy.certifications:
        if found.retired or found.source:
            yield (title_of(found), "retired", plain(found.retired) if found.retired else "", found.source)


def _dated(policy: Policy, what: str, values: Sequence[Value], *, by_year: bool = False) -> Iterator[Row]:
    """Values that a cycle or a year decides: what holds first does so in those that began before its day as well."""
    first = [*first_values(values)] if values and values[0].since > policy.floor else []
    for row, value in zip(_on_days(policy, what, values, by_year=by_year), values, strict=True):
        yield (row[0], row[1], f"{row[2]}, and before", row[3]) if value in first else row


def _on_days(policy: Policy, what: str, values: Sequence[Value], *, by_year: bool = False) -> Iterator[Row]:
    """Values that hold on each day from theirs on."""
    for at, value in enumerate(values):
        per = (" %" if value.share else "") + ("" if value.per == 1 else f" for {number(value.per)}")
        some = whom(values, at, policy.circumstances, by_year=by_year)
        yield (f"{what}, {some}" if some else what, number(value.amount) + per, plain(value.since), value.source)
