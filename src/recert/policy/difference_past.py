"""What differs between two policies, and which of it has no day, so that it holds for what is over as well."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any, Final

from recert.policy.cascades import Cascade
from recert.policy.certification import Certification
from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import CycleRule
from recert.policy.designation import Designation
from recert.policy.difference import by_name, differences, place_of
from recert.policy.difference_cycle import comparable
from recert.policy.difference_late import oldest
from recert.policy.difference_place import Place
from recert.policy.first_values import first_values
from recert.policy.likeness import shared
from recert.policy.model import ActivityType, Category, Counter, Group, Policy, Value
from recert.policy.moves import Move
from recert.policy.replacements import Replacement
from recert.policy.sentence import Sentence, all_of, words

WITHOUT_DAY: Final = {
    "time_zone": words("the time zone"),
    "step": words("the unit"),
    "rounding": words("rounding"),
    "floor": words("what counts at all"),
    "several_days": words("activities of several days"),
    "days_rounding": words("activities of several days"),
    "cycle": words("the cycle"),
    "retake": words("renewing by the exam"),
    "proration": words("a shorter first cycle"),
    "allocation": words("assigned activities"),
    "suspension": words("being suspended"),
    "surcharges": words("being late"),
    "deadline": words("the deadline"),
    "carry": words("what is carried"),
}
"""Parts of a policy whose answers hold whenever, by their field, as a sentence calls them."""
ITEMS: Final = frozenset(
    {
        "certifications",
        "types",
        "categories",
        "caps",
        "counters",
        "cascades",
        "replacements",
        "circumstances",
        "designations",
        "moves",
    }
)
"""Parts of a policy that are several things, each told by its own name; but for groups, of which several may be."""
OF_PEOPLE: Final = frozenset(
    {
        "key",
        "name",
        "short",
        "title",
        "description",
        "evidence",
        "proof",
        "one",
        "many",
        "source",
        "audited",
        "by_staff",
    }
)
"""Fields of whatever it is that change nothing that was counted: what things are called, where they are written, and
who records and looks at them.
"""
OTHERWISE_SAID: Final[dict[type, frozenset[str]]] = {
    # have a day, or it is said with what differs
    CycleRule: frozenset(
        {
            "months",
            "earlier",
            "renewed_next",
            "renewed_next_from",
            "grace_days",
            "grace_months",
            "earlier_graces",
        }
    ),
    Certification: frozenset({"retired"}),
    Cascade: frozenset({"since"}),
    Replacement: frozenset({"since"}),
    Designation: frozenset({"since"}),
}
NEW_FROM_NOW: Final = (
    ActivityType,
    Cascade,
    Category,
    Certification,
    CircumstanceKind,
    Counter,
    Designation,
    Group,
    Move,
    Replacement,
)
"""What changes nothing that is over by being added: nobody had anything of it, or it has its own day."""


def differences_told(before: Policy, after: Policy) -> tuple[Sentence, ...]:
    """What differs, and at the end what of it changes cycles that are over."""
    parts = {str(part): part for part in _parts(before, after)}
    found = differences(before, after)
    if _oldest_grace(before.cycle) != _oldest_grace(after.cycle):
        found = (*found, _kept(before.cycle))
    if oldest(before.surcharges) and oldest(before.surcharges) != oldest(after.surcharges):
        found = (*found, Sentence(KEPT_LATE))
    return (*found, Sentence(HOLDS, {"parts": all_of([*parts.values()])})) if parts else found


HOLDS: Final = words(
    "What is said here of {parts} has no day: it holds for cycles that are over, too, and may change what became of "
    "them."
)


KEPT_LATE: Final = words(
    "To keep what being late took of what ended before a day: its rows in [[late]], with ended_before."
)


def _kept(rule: CycleRule) -> Sentence:
    """How the grace that was is kept for what ended before a day."""
    days, months = _oldest_grace(rule)
    text = words("To keep the grace that was for what ended before a day: [[cycle.earlier_grace]] with {key} = {many}.")
    return Sentence(text, {"key": "months" if months else "days", "many": months or days})


def _parts(before: Policy, after: Policy) -> Iterator[Sentence]:
    """What differs without a day, as a sentence calls it."""
    place, before = place_of(before, after), comparable(before, after)
    for each in fields(Policy):
        had, has = getattr(before, each.name), getattr(after, each.name)
        if each.name == "surcharges":
            had, has = oldest(had), oldest(has)
        if each.name in WITHOUT_DAY and _differs(had, has):
            yield Sentence(WITHOUT_DAY[each.name])
        elif each.name == "groups":
            yield from _of_groups(place, had, has)
        elif each.name in ITEMS:
            yield from (_quoted(place.title(other or one)) for one, other in _pairs(had, has) if _differs(one, other))
    if _names(before.caps, after.caps) != _names(after.caps, before.caps):
        yield Sentence(words("the order of limits"))


ASKED: Final = frozenset({"minima", "demands", "ways"})
"""What groups ask that has a name of its own."""


def _of_groups(place: Place, had: Sequence[Group], has: Sequence[Group]) -> Iterator[Sentence]:
    """The same of groups; of several together what differs in them alike."""
    before = {group.key: group for group in had}
    kept = [group for group in has if group.key in before]
    for one, other in _pairs(had, has):
        if (one is None or other is None) and _differs(one, other):
            yield _quoted(place.title(other or one))
    if kept:
        anybody = place.within_groups(kept[:1], 1).within("…")
        for groups, part in shared(kept, lambda group: _of_group(before[group.key], group), anybody):
            yield from part(place.within_groups(groups, len(has)))


def _of_group(before: Group, after: Group) -> Iterator[Callable[[Place], Iterable[Sentence]]]:
    """The same of a group: what is asked is told by its own name, what it has of its own by the group's."""
    for each in fields(Group):
        had, has = getattr(before, each.name), getattr(after, each.name)
        if each.name in ASKED:
            items = (other or one for one, other in _pairs(had, has) if _differs(one, other))
            yield from (partial(_of_item, item=item, name=each.name) for item in items)
    own = (each.name for each in fields(Group) if each.name not in {*OF_PEOPLE, *ASKED})
    if any(_differs(getattr(before, name), getattr(after, name)) for name in own):
        yield lambda place: (_quoted(place.of),)


def _of_item(place: Place, item: Any, name: str) -> Iterator[Sentence]:
    yield _quoted(place.within_item(item, name).of)


def _quoted(name: str | Sentence) -> Sentence:
    return Sentence("“{name}”", {"name": name})


def _differs(before: Any, after: Any) -> bool:
    """Whether anything differs that has no day of its own."""
    if _are_values(before) or _are_values(after):
        return bool(before) and not after
    if _are_items(before) and _are_items(after):
        ordered = _names(before, after) != _names(after, before)
        return ordered or any(_differs(one, other) for one, other in _pairs(before, after))
    if before is None or after is None:
        there = before if after is None else after
        if not is_dataclass(there):
            return there is not None
        return not (before is None and isinstance(there, NEW_FROM_NOW)) and not _is_nothing(there)
    if is_dataclass(before) and type(before) is type(after):
        return any(_differs(*pair) for pair in _answers(before, after))
    return bool(before != after)


def _answers(before: Any, after: Any) -> Iterator[tuple[Any, Any]]:
    """What both say, field by field, but for what has a day or is for people alone."""
    unsaid = OF_PEOPLE | OTHERWISE_SAID.get(type(after), frozenset())
    for each in fields(after):
        if each.name not in unsaid:
            yield getattr(before, each.name), getattr(after, each.name)
    if isinstance(before, CycleRule):
        yield _oldest_grace(before), _oldest_grace(after)
        yield from _of_cycles_before(before, after)


def _of_cycles_before(before: CycleRule, after: CycleRule) -> Iterator[tuple[Any, Any]]:
    """What is said of a day that both name, and of what is done after a renewal unless that begins with a day."""
    for name in ("earlier", "earlier_graces"):
        had, has = ({each.before: each for each in getattr(rule, name)} for rule in (before, after))
        yield from ((each, has[day]) for day, each in had.items() if day in has)
    if before.renewed_next or after.renewed_next_from is None:
        yield _renewed_next(before), _renewed_next(after)


def _renewed_next(rule: CycleRule) -> tuple[bool, bool]:
    """Whether what is done after a renewal is of the next cycle, and on whatever day."""
    return rule.renewed_next, rule.renewed_next and rule.renewed_next_from is None


def _is_nothing(item: Any) -> bool:
    """Whether something asks or limits nothing before a day of its values, so that it changes nothing by itself."""
    dated = [value for each in fields(item) if _are_values(value := getattr(item, each.name))]
    return bool(dated) and all(
        value.unlimited or (value.amount == 0 and not hasattr(item, "period"))
        for values in dated
        for value in first_values(values)
    )


def _are_values(found: Any) -> bool:
    return isinstance(found, tuple) and any(isinstance(each, Value) for each in found)


def _are_items(found: Any) -> bool:
    return isinstance(found, tuple) and all(is_dataclass(each) for each in found)


def _pairs(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Items that are the same, by what they are known by; None where one of the two has none."""
    had, has = by_name(before), by_name(after)
    for name in dict.fromkeys((*had, *has)):
        yield had.get(name), has.get(name)


def _names(items: Sequence[Any], others: Sequence[Any]) -> list[str]:
    """What is among both, in the order of the first."""
    known = by_name(others)
    return [name for name in by_name(items) if name in known]


def _oldest_grace(rule: CycleRule) -> tuple[int, int]:
    """The grace in days and months of what ended before any day that is named."""
    for grace in rule.earlier_graces:
        return grace.days, grace.months
    return rule.grace_days, rule.grace_months
