"""Where two policies are being compared, and how a sentence about it shows a value and names a thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import EarlierGrace, Length
from recert.policy.designation import Need
from recert.policy.difference_called import CALLED
from recert.policy.difference_names import NOBODY, Names, named
from recert.policy.lateness import MoreOf
from recert.policy.model import (
    ActivityType,
    Cap,
    Counter,
    Demand,
    DemandKind,
    Group,
    Measure,
    Minimum,
    Policy,
    Way,
    Within,
)
from recert.policy.proration import EachOf
from recert.policy.relief import Relief
from recert.policy.relief_words import titles
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words
from recert.policy.serving import Reach
from recert.policy.year_words import day_of_year, either

ANY_OF: Final = frozenset(
    {("Cascade", "of"), ("Replacement", "of"), ("ActivityType", "providers"), ("Designation", "counts")}
)
"""Lists of which any one will do."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is being compared: its name for a reader, and the units in which the later policy counts.

    `has_grace`: whether a retake that is new may fall in a grace. `kinds`: the circumstances of both. `names`: what
    their keys are called. `several`: whether there are several groups, so that what is of one is told with its name.
    `every`: what all groups together are called, in the later policy.
    `no_units`: what renews the groups of the later one that no units by themselves renew, by their keys.
    `inside`: in what kind of item it is. `by_year`: the first day of each year decides there which values hold.
    """

    of: str | Sentence
    values: Mapping[str, Shown]
    counters: Mapping[str, Counter]
    has_grace: bool = False
    kinds: Sequence[CircumstanceKind] = ()
    names: Names = field(default_factory=dict)
    several: bool = False
    inside: type | None = None
    by_year: bool = False
    every: str | Sentence = ""
    no_units: Mapping[str, Sentence | None] = field(default_factory=dict)

    @property
    def of_some(self) -> bool:
        """Whether what is in it is of one way, or of one of several groups, instead of everybody's."""
        return self.inside is Way or (self.inside is Group and self.several)

    def say(self, text: str, **more: Shown) -> Sentence:
        """A sentence about it."""
        return Sentence(text, {"of": self.of, **self.values, **more})

    def shown(self, value: Any, key: tuple[str, str]) -> Shown:
        """A value of the model, under its key, as a sentence shows it: other things by their names."""
        if key in DAYS_OF_YEAR and value:
            return either([day_of_year(text) for text in (value if isinstance(value, tuple) else (value,))])
        return shown(named(value, key, self.names), key)

    def title(self, item: Any) -> str:
        """What people call an item."""
        return str(titles(item, self.kinds)) if isinstance(item, Relief) else title_of(item, self.names)

    def within(self, of: str | Sentence) -> "Place":
        """Something inside it."""
        return replace(self, of=of or self.of)

    def within_groups(self, groups: Sequence[Group], every: int) -> "Place":
        """Inside a group, or several that are told of together, of so many that there are."""
        inside = self.within_item(groups[0], "groups")
        if len(groups) == 1:
            return inside
        return inside.within(self.every if len(groups) == every else all_of([self.title(group) for group in groups]))

    def within_item(self, item: Any, field: str = "") -> "Place":
        """Inside an item: what is of a category or a need is told with what it is of, amounts in what they count."""
        of: str | Sentence = self.title(item)
        part = (type(item) in PARTS and field != "kept") or field == "choices"
        if part or (self.of_some and type(item) in {Demand, Way}):
            of = Sentence(PARTS.get(type(item), PART), {"of": self.of, "part": of})
        values = self.values
        if type(item) is Demand:
            values = looked_at(item, self.counters, values)
        if type(item) is ActivityType and isinstance(item.measure, Measure):
            values = {**values, "measure": item.measure.many}
        by_year = isinstance(item, Demand | Cap) and item.by_year
        return replace(self.within(of), values=values, inside=type(item), by_year=by_year)


DAYS_OF_YEAR: Final = frozenset({("CycleRule", "year_ends"), ("Missed", "on")})
"""Fields that name days of every year, as "05-31"."""
PART: Final = words("{of}, {part}")
PARTS: Final = {Need: words("{of}, of {part}"), Minimum: PART, Within: PART, MoreOf: PART, Relief: PART}
"""Items that are nothing by themselves: they are told with what they are of."""


def field_name(name: str) -> str:
    """A field as a sentence names it that has no words for it."""
    return name.replace("_", " ")


def shown(value: Any, key: tuple[str, str] = ("", "")) -> Shown:
    """A value of the model, under its key, as a sentence shows it."""
    if isinstance(value, Sentence):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if type(value) in CALLED:
        return Sentence(CALLED[type(value)][value])
    if isinstance(value, Enum):
        return value.name.lower().replace("_", " ")
    if isinstance(value, tuple | frozenset | set):
        together = any_of if key in ANY_OF else all_of
        return together([shown(each) for each in value]) if value else "nothing"
    if is_dataclass(value):
        return "; ".join(f"{each.name.replace('_', ' ')} {shown(getattr(value, each.name))}" for each in fields(value))
    if isinstance(value, date | Decimal | int | str):
        return value
    return "nothing" if value is None else str(value)


def looked_at(demand: Demand, counters: Mapping[str, Counter], units: Mapping[str, Shown]) -> Mapping[str, Shown]:
    """In what a demand counts, and one of it: what its counter counts, categories, or units."""
    if demand.kind is DemandKind.CATEGORIES:
        return {"unit": Sentence(words("categories")), "one": Sentence(words("category"))}
    counter = counters.get(demand.of) if demand.kind.of_counter else None
    return {"unit": counter.many, "one": counter.one} if counter else units


def title_of(item: Any, names: Names = NOBODY) -> str:
    """What people call an item of the model; what it has a key of alone by the name of that, where names are given."""
    if isinstance(item, Reach):
        return ", ".join(named(item.types, ("Reach", "types"), names))
    if isinstance(item, Relief):
        return ", ".join(item.circumstances)
    if isinstance(item, Need):
        return ", ".join(item.of)
    if isinstance(item, Length | EarlierGrace):
        return str(shown(Sentence(words("before {day}"), {"day": item.before})))
    if isinstance(item, Minimum | Within | MoreOf | EachOf):
        return str(named(item.category, (type(item).__name__, "category"), names))
    for name in ("title", "name", "code", "key"):
        if hasattr(item, name):
            title = str(getattr(item, name))
            return f"{item.code} {title}" if name == "title" and hasattr(item, "code") else title
    return str(shown(item))


def units_of(policy: Policy) -> dict[str, Shown]:
    """In what a policy counts, and one of it."""
    return {"unit": policy.units, "one": policy.unit}
