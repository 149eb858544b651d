"""Two policies → what differs between them, value by value, in sentences.

Every field of `model` is looked at. One for which there are no words here yet is told by its name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, Final

from recert.policy import own_words, relief_words
from recert.policy.altered import MONTHS
from recert.policy.cascades import Cascade
from recert.policy.cycles import FOR_LIFE, EarlierGrace, Length
from recert.policy.difference_cycle import AS_OTHERS_AGAIN, BEGINS_FOR_LIFE, ENDS_FOR_LIFE, FOR_LIFE_BEFORE, comparable
from recert.policy.difference_items import ADDED, ADDED_WITHIN, REMOVED, added_text, cascade, removed_text, replacement
from recert.policy.difference_kinds import is_dated, is_items
from recert.policy.difference_late import amounts, begun_as, in_another_unit, of_all_ends, one_sided
from recert.policy.difference_names import names_of
from recert.policy.difference_place import Place, field_name, looked_at, shown, units_of
from recert.policy.difference_together import said_together
from recert.policy.difference_turned import TURNED, TURNED_FROM
from recert.policy.difference_values import dated
from recert.policy.difference_words import ALTERED, NAMED_BY, SOURCE, SOURCES
from recert.policy.grace_words import earlier_grace
from recert.policy.handbook_words import MEASURED, NO_UNITS, NOTHING_RENEWS, RETAKE
from recert.policy.lateness import Surcharge
from recert.policy.likeness import EVERY, shared
from recert.policy.model import Demand, Group, Measure, MonthsCounted, Policy, Value
from recert.policy.move_words import due_days
from recert.policy.moves import Move
from recert.policy.never_words import is_never_renewed
from recert.policy.own import OwnCycle
from recert.policy.proration import NotProrated, OwnProration, Proration, Shrinking
from recert.policy.proration_words import WHOLE, less, shorter
from recert.policy.relief import Relief
from recert.policy.renewing_words import without_units
from recert.policy.replacements import Replacement
from recert.policy.retake import OwnRetake, Retake
from recert.policy.retake_words import besides, besides_of
from recert.policy.sentence import Sentence, Shown, all_of, words

UNSAID: Final = frozenset({"digest", "of_years"})
"""What is no rule, or said by another: the digest differs with every blank."""


def differences(before: Policy, after: Policy) -> tuple[Sentence, ...]:
    """What differs, in the order of the model's fields; empty where no rule does."""
    return tuple(_inside(place_of(before, after), before, after))


def place_of(before: Policy, after: Policy) -> Place:
    """Where two policies as a whole are compared."""
    counters = {counter.key: counter for counter in (*before.counters, *after.counters)}
    retaken = before.retake is None and after.retake is not None and after.has_grace
    kinds = (*before.circumstances, *after.circumstances)
    several = max(len(before.groups), len(after.groups)) > 1
    every = Sentence(EVERY, {"word": after.group_word})
    place = Place(after.name, units_of(after), counters, retaken, kinds, names_of(before, after), several)
    alone = [group for group in after.groups if not (group.required or group.portfolio)]
    no_units = {group.key: without_units(after, group) for group in alone if not is_never_renewed(after, group.key)}
    return replace(place, every=every, no_units=no_units)


def _inside(place: Place, before: Any, after: Any, field: str = "") -> Iterator[Sentence]:
    before = comparable(before, after)
    if told := in_another_unit(place, before, after):
        yield told
        before = begun_as(before, after)
    if isinstance(after, Proration) and (before.every > 0) != (after.every > 0):
        yield _proration(place, after)  # of which nothing compares with a share
        before = replace(after, source=before.source)
    together, said = said_together(place, before, after)
    yield from together
    for each in fields(after):
        if each.name not in UNSAID | said:
            key = key_of(after, each.name, field)
            yield from _field(place, key, getattr(before, each.name), getattr(after, each.name))
    if isinstance(after, Proration) and after.first_month and before.counted is MonthsCounted.FULL is not after.counted:
        yield place.say(TURNED["Proration", "first_month"][0])  # which nothing asks of full months


def _field(place: Place, key: tuple[str, str], before: Any, after: Any) -> Iterator[Sentence]:
    if before == after:
        return
    if is_dated(before, after):
        yield from dated(place, key, before or (), after or ())
    elif key == ("Group", "own_proration"):
        yield from _own_proration(place, before, after)
    elif key == ("Policy", "surcharges"):
        yield from _late(place, before, after)
    elif is_items(before, after):
        yield from _items(place, key, before, after)
    elif is_dataclass(before) and is_dataclass(after):
        yield from _inside(place, before, after)
    elif is_dataclass(before) or is_dataclass(after):
        yield from _optional(place, key, before, after)
    else:
        yield _scalar(place, key, before, after)


def _scalar(place: Place, key: tuple[str, str], before: Any, after: Any) -> Sentence:
    if key[1] in SOURCES:
        return place.say(SOURCE.text(before, after), old=before, new=after)
    if isinstance(after, bool) and key in TURNED:
        told = TURNED_FROM.get(key) if before is False else None
        return place.say(told or TURNED[key][0 if after else 1])
    if key[1] == "months" and FOR_LIFE in (before, after):
        text = (BEGINS_FOR_LIFE if after == FOR_LIFE else ENDS_FOR_LIFE)[key[0]] if after else AS_OTHERS_AGAIN
        return place.say(text, new=_counted(place, MONTHS, after or 0))
    texts = ALTERED.get(key)
    old, new = place.shown(before, key), place.shown(after, key)
    if texts is None:
        return place.say(
            words("{of}: “{field}” was {old} and becomes {new}."), field=field_name(key[1]), old=old, new=new
        )
    text = texts.text(before, after)
    if texts.counted and "{new}" in text:
        new = _counted(place, texts.counted, after)
    elif texts.counted:
        old = _counted(place, texts.counted, before)
    return place.say(text, old=old, new=new)


def _counted(place: Place, texts: tuple[str, str], many: int | Decimal) -> Sentence:
    """So many of something: '6 months'."""
    return Sentence(texts[0], {**place.values, "n": many}, one=texts[1], count=many)


def _optional(place: Place, key: tuple[str, str], before: Any, after: Any) -> Iterator[Sentence]:
    """Something that only one of the two has; of what is new, its values are told too."""
    there = after if before is None else before
    if isinstance(there, OwnCycle):
        unsaid = OwnCycle(there.source)
        yield from _inside(place, before or unsaid, after or unsaid)
        return
    exam = isinstance(there, Retake | OwnRetake)
    if not exam and any(is_dated(getattr(there, each.name), ()) for each in fields(there)):
        yield from _values_of_new(place, there) if before is None else _values_of_old(place, there)
        return
    if before is None and isinstance(there, Proration):
        yield _proration(place, there)
        return
    if before is None and isinstance(there, Shrinking):
        yield place.say("{of}: {told}", told=less(there, 0, place.values["unit"], place.values["one"]))
        return
    if before is None and isinstance(there, OwnRetake):
        yield own_words.retake(place.of, there, has_grace=there.in_grace)
        yield from besides_of(place.of, there)
        yield from _values_of_lengths(place, there)
        return
    text = (ADDED if before is None else REMOVED).get(key[1])
    if before is None and isinstance(there, Measure):
        text = MEASURED[there.least > 0, there.step > 0]
    if before is None and isinstance(there, Retake):
        text = RETAKE[there.days > 0, there.in_grace if place.has_grace else None]
    fallback = words("{of}: “{field}” is added: {new}.") if before is None else words("{of}: “{field}” is taken out.")
    yield place.say(text or fallback, field=field_name(key[1]), new=shown(there), **_values_of(place, there))
    if before is None and isinstance(there, Retake):
        yield from besides(there)
        yield from _values_of_lengths(place, there)
    elif before is None and not isinstance(there, Measure):
        yield from _values_of_new(place, there, key[1])


def _proration(place: Place, rule: Proration) -> Sentence:
    """What shorter first cycles require that required as much as others."""
    return shorter(rule, place.values["unit"], place.values["one"], place.names.get("categories", {}))


def _own_proration(place: Place, before: OwnProration | None, after: OwnProration | None) -> Iterator[Sentence]:
    """What shorter first cycles of a group require otherwise, where that is or was its own."""
    if type(before) is type(after):
        told = _inside(place.within(Sentence(words("a shorter first cycle"))), before, after)
    elif after is None:
        told = iter([Sentence(REMOVED["own_proration"])])
    else:
        told = iter([Sentence(WHOLE) if isinstance(after, NotProrated) else _proration(place, after)])
    yield from (place.say("{of}: {told}", told=each) for each in told)


def _values_of_lengths(place: Place, rule: Retake | OwnRetake) -> Iterator[Sentence]:
    """For how many months an exam renews that renewed nothing."""
    if rule.renews_for:
        yield from dated(place, key_of(rule, "renews_for"), (), rule.renews_for)


def _values_of(place: Place, item: Any) -> dict[str, Shown]:
    """Its plain values under their names, for sentences that mention them."""
    taken = {"of", "field", "new", "old", "unit", "item", "name"}
    kind = type(item).__name__
    return {e.name: place.shown(getattr(item, e.name), (kind, e.name)) for e in fields(item) if e.name not in taken}


def _items(place: Place, key: tuple[str, str], before: Sequence[Any], after: Sequence[Any]) -> Iterator[Sentence]:
    had, has = by_name(before), by_name(after)
    for name, item in had.items():
        if name not in has:
            yield place.say(removed_text(place, key[1], item, after), item=place.title(item), name=name)
    for name, item in has.items():
        if name not in had:
            yield _added(place, key, name, item)
            if not isinstance(item, EarlierGrace | Relief):  # of which all is said
                yield from _values_of_new(place.within_item(item, key[1]), item, key[1])
        elif not isinstance(item, Group) and key[0] != "Policy":
            yield from _inside(place.within_item(item, key[1]), had[name], item, key[1])
    if key[0] == "Policy" and key[1] != "groups":
        yield from _alike(place, key[1], [(had[name], item) for name, item in has.items() if name in had])
    if key == ("Policy", "groups") and not had.keys().isdisjoint(has):
        yield from _groups(place, had, has)
    kept = [name for name in had if name in has]
    if kept != [name for name in has if name in had]:
        order = ", ".join(place.title(has[name]) for name in has)
        yield place.say(words("The order changes to: {order}."), order=order)


def _alike(place: Place, field: str, pairs: Sequence[tuple[Any, Any]]) -> Iterator[Sentence]:
    """What differs in items that both have; what differs alike in several, once, of all of them."""
    found = dict[tuple[str, int], list[tuple[Any, Any, int]]]()
    for had, has in pairs:
        times = Counter[str]()
        for at, told in enumerate(_inside(place.within_item(has, field).within("…"), had, has, field)):
            text = str(told)
            found.setdefault((text, times[text]), []).append((had, has, at))
            times[text] += 1
    for several in found.values():
        had, has, at = several[0]
        here = place.within_item(has, field)
        here = here.within(all_of([place.title(each) for _, each, _ in several])) if len(several) > 1 else here
        yield from islice(_inside(here, had, has, field), at, at + 1)


def _groups(place: Place, had: Mapping[str, Group], has: Mapping[str, Group]) -> Iterator[Sentence]:
    """What differs in groups that both have; what differs alike in several, once."""

    def parts(group: Group) -> Iterator[Callable[[Place], Iterable[Sentence]]]:
        for each in fields(group):
            key, before = key_of(group, each.name), had[group.key]
            if each.name == "required" and before.required and group.key in place.no_units:
                yield partial(_no_units, ways=place.no_units[group.key])
                continue
            yield partial(_field, key=key, before=getattr(before, each.name), after=getattr(group, each.name))

    kept = [group for name, group in has.items() if name in had]
    for groups, part in shared(kept, parts, place.within_groups(kept[:1], 1).within("…")):
        yield from part(place.within_groups(groups, len(has)))


def _no_units(place: Place, ways: Sentence | None) -> Iterator[Sentence]:
    """That units renewed what they don't any more: that nothing is needed would say that it renews by itself."""
    yield place.say(NO_UNITS, ways=ways) if ways else place.say(NOTHING_RENEWS)


def _late(place: Place, before: Sequence[Surcharge], after: Sequence[Surcharge]) -> Iterator[Sentence]:
    """What being late takes otherwise, whenever that is."""
    for stretch in of_all_ends(before, after):
        if isinstance(stretch, Sentence):
            yield stretch
            continue
        late, had, has = stretch
        here = replace(place.within(late), inside=Surcharge)
        if had is None or has is None:
            yield one_sided(here, had, has)
            continue
        if told := amounts(here, had, has):
            yield told
        yield from _inside(here, replace(had, amount=has.amount, share=has.share), has, "surcharges")


def _added(place: Place, key: tuple[str, str], name: str, item: Any) -> Sentence:
    if isinstance(item, Cascade):
        return cascade(place, item)
    if isinstance(item, Replacement):
        return replacement(place, item)
    if isinstance(item, EarlierGrace):
        return earlier_grace(item)
    if isinstance(item, Relief):
        return place.say("{of}: {told}", told=relief_words.rule(item, place.kinds))
    text, values = added_text(place, key[1], item), _values_of(place, item)
    if isinstance(item, Length) and item.months == FOR_LIFE:
        text = FOR_LIFE_BEFORE
    if isinstance(item, Move):
        values["days"] = due_days(item)
    return place.say(text, item=place.title(item), name=name, **values)


def _values_of_new(place: Place, item: Any, field: str = "") -> Iterator[Sentence]:
    """What is said of something that is new besides that it is: all that there are words for."""
    said = (ADDED_WITHIN if getattr(item, "within", "") else "") + ADDED.get(field, "")
    for each in fields(item):
        value, key = getattr(item, each.name), key_of(item, each.name, field)
        if is_dated((), value):
            yield from dated(place, key, (), value)
        elif is_dataclass(value):
            yield from _optional(place, key, None, value)
        elif is_items((), value):
            yield from _items(place, key, (), value)
        elif value is True and key in TURNED:
            yield place.say(TURNED[key][0])
        elif key in ALTERED and ALTERED[key].is_told(value) and f"{{{each.name}}}" not in said:
            yield _scalar(place, key, None, value)


def _values_of_old(place: Place, item: Any) -> Iterator[Sentence]:
    """What held of something that is there no more, and holds no longer."""
    for each in fields(item):
        if is_dated(getattr(item, each.name), ()):
            yield from dated(place, key_of(item, each.name), getattr(item, each.name), ())


def key_of(item: Any, name: str, field: str = "") -> tuple[str, str]:
    """Under what the words for a field stand; of what a demand with choices asks for that it is so many of them.

    `field`: in which field the item stands, where that is known.
    """
    if name == "values" and isinstance(item, Demand) and item.choices:
        return "Demand", "values of choices"
    if name == "values" and field == "kept":
        return "Carry", "values of kept"
    if name == "of" and isinstance(item, Demand) and item.kind.of_counter:
        return "Demand", "of counter"
    if name == "months" and isinstance(item, Demand) and item.kind.of_beginning:
        return "Demand", "all but the last months" if item.kind.before_last else "first months"
    return type(item).__name__, name


def by_name(items: Sequence[Any]) -> dict[str, Any]:
    """Items under the name that they keep; under their place where they have none."""
    return {str(next((getattr(i, n) for n in NAMED_BY if hasattr(i, n)), at)): i for at, i in enumerate(items)}


def anew(policy: Policy, of: str, key: tuple[str, str], values: Sequence[Value]) -> Iterator[Sentence]:
    """A setting that nothing came before: what holds from its days on, and for whom."""
    yield from dated(Place(of, units_of(policy), {}, kinds=policy.circumstances), key, (), values)


def asked_anew(policy: Policy, of: str, demand: Demand) -> Iterator[Sentence]:
    """The same of what a demand asks for."""
    counters = {counter.key: counter for counter in policy.counters}
    values = looked_at(demand, counters, units_of(policy))
    place = Place(of, values, counters, kinds=policy.circumstances, by_year=demand.by_year)
    yield from dated(place, key_of(demand, "values"), (), demand.values)
