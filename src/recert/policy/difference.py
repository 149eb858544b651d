"""Two policies → what differs between them, value by value, in sentences.

Every field of `model` is looked at. One for which there are no words here yet is told by its name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from recert.policy import own_words, relief_words
from recert.policy.cascades import Cascade
from recert.policy.condition import Condition
from recert.policy.condition_words import for_whom
from recert.policy.cycles import EarlierGrace
from recert.policy.difference_cycle import comparable
from recert.policy.difference_dated import (
    BY_BEGIN,
    DATED,
    EVER,
    FIRST_DAY,
    FOR_ALL,
    Dated,
    Decides,
    span,
    until_end,
    when_of,
)
from recert.policy.difference_items import (
    ADDED,
    ADDED_WITHIN,
    REMOVED,
    added_text,
    cascade,
    removed_text,
)
from recert.policy.difference_kinds import is_dated, is_items
from recert.policy.difference_late import amounts, begun_as, in_another_unit, of_all_ends, one_sided
from recert.policy.difference_names import names_of
from recert.policy.difference_place import Place, field_name, looked_at, shown, units_of
from recert.policy.difference_turned import TURNED
from recert.policy.difference_whom import HELD_FOR, ends, held_for_others
from recert.policy.difference_words import ALTERED, NAMED_BY, SOURCE, SOURCES
from recert.policy.first_values import first_values
from recert.policy.formula_words import in_short
from recert.policy.grace_words import earlier_grace
from recert.policy.handbook_words import MEASURED, RETAKE
from recert.policy.lateness import Surcharge
from recert.policy.model import (
    Demand,
    DemandKind,
    Measure,
    MonthsCounted,
    Policy,
    Proration,
    Value,
    in_force,
)
from recert.policy.own import OwnCycle
from recert.policy.relief import Relief
from recert.policy.retake import OwnRetake, Retake
from recert.policy.retake_words import besides, besides_of
from recert.policy.sentence import Sentence, Shown, all_of, plain, words

SHARE: Final = " %"
Amount = Decimal | Sentence | str | None
"""What holds on a day: an amount, one for so many of a measure ('1 for 50') and what else makes it, or nothing."""

UNSAID: Final = frozenset({"digest"})
"""What is no rule: the digest differs with every blank."""


def differences(before: Policy, after: Policy) -> tuple[Sentence, ...]:
    """What differs, in the order of the model's fields; empty where no rule does."""
    return tuple(_inside(place_of(before, after), before, after))


def place_of(before: Policy, after: Policy) -> Place:
    """Where two policies as a whole are compared."""
    counters = {counter.key: counter for counter in (*before.counters, *after.counters)}
    retaken = before.retake is None and after.retake is not None and after.has_grace
    kinds = (*before.circumstances, *after.circumstances)
    several = max(len(before.groups), len(after.groups)) > 1
    return Place(after.name, units_of(after), counters, retaken, kinds, names_of(before, after), several)


def _inside(place: Place, before: Any, after: Any, field: str = "") -> Iterator[Sentence]:
    before = comparable(before, after)
    if told := in_another_unit(place, before, after):
        yield told
        before = begun_as(before, after)
    for each in fields(after):
        if each.name not in UNSAID:
            key = key_of(after, each.name, field)
            yield from _field(place, key, getattr(before, each.name), getattr(after, each.name))
    if isinstance(after, Proration) and after.first_month and before.counted is MonthsCounted.FULL is not after.counted:
        yield place.say(TURNED["Proration", "first_month"][0])  # which nothing asks of full months


def _field(place: Place, key: tuple[str, str], before: Any, after: Any) -> Iterator[Sentence]:
    if before == after:
        return
    if is_dated(before, after):
        yield from _dated(place, key, before or (), after or ())
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
        return place.say(TURNED[key][0 if after else 1])
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


def _values_of_lengths(place: Place, rule: Retake | OwnRetake) -> Iterator[Sentence]:
    """For how many months an exam renews that renewed nothing."""
    if rule.renews_for:
        yield from _dated(place, key_of(rule, "renews_for"), (), rule.renews_for)


def _values_of(place: Place, item: Any) -> dict[str, Shown]:
    """Its plain values under their names, for sentences that mention them."""
    taken = {"of", "field", "new", "old", "unit", "item", "name"}
    kind = type(item).__name__
    return {e.name: place.shown(getattr(item, e.name), (kind, e.name)) for e in fields(item) if e.name not in taken}


def _items(place: Place, key: tuple[str, str], before: Sequence[Any], after: Sequence[Any]) -> Iterator[Sentence]:
    had, has = by_name(before), by_name(after)
    for name, item in had.items():
        if name not in has:
            yield place.say(removed_text(place, key[1]), item=place.title(item), name=name)
    for name, item in has.items():
        if name not in had:
            yield _added(place, key, name, item)
            if not isinstance(item, EarlierGrace | Relief):  # of which all is said
                yield from _values_of_new(place.within_item(item, key[1]), item, key[1])
        else:
            yield from _inside(place.within_item(item, key[1]), had[name], item, key[1])
    kept = [name for name in had if name in has]
    if kept != [name for name in has if name in had]:
        order = ", ".join(place.title(has[name]) for name in has)
        yield place.say(words("The order changes to: {order}."), order=order)


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
    if isinstance(item, EarlierGrace):
        return earlier_grace(item)
    if isinstance(item, Relief):
        return place.say("{of}: {told}", told=relief_words.rule(item, place.kinds))
    text = added_text(place, key[1], item)
    return place.say(text, item=place.title(item), name=name, **_values_of(place, item))


def _values_of_new(place: Place, item: Any, field: str = "") -> Iterator[Sentence]:
    """What is said of something that is new besides that it is: all that there are words for."""
    said = (ADDED_WITHIN if getattr(item, "within", "") else "") + ADDED.get(field, "")
    for each in fields(item):
        value, key = getattr(item, each.name), key_of(item, each.name, field)
        if is_dated((), value):
            yield from _dated(place, key, (), value)
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
            yield from _dated(place, key_of(item, each.name), getattr(item, each.name), ())


def key_of(item: Any, name: str, field: str = "") -> tuple[str, str]:
    """Under what the words for a field stand; of what a demand with choices asks for that it is so many of them.

    `field`: in which field the item stands, where that is known.
    """
    if name == "values" and isinstance(item, Demand) and item.kind is DemandKind.CHOICES:
        return "Demand", "values of choices"
    if name == "values" and field == "kept":
        return "Carry", "values of kept"
    if name == "of" and isinstance(item, Demand) and item.kind.of_counter:
        return "Demand", "of counter"
    return type(item).__name__, name


def by_name(items: Sequence[Any]) -> dict[str, Any]:
    """Items under the name that they keep; under their place where they have none."""
    return {str(next((getattr(i, n) for n in NAMED_BY if hasattr(i, n)), at)): i for at, i in enumerate(items)}


def _dated(place: Place, key: tuple[str, str], before: Sequence[Value], after: Sequence[Value]) -> Iterator[Sentence]:
    """A setting whose values hold from a day on, and some of them for some people: told for each kind of people."""
    before, renamed = held_for_others(before, after)
    for now, was, values in renamed:
        said = DATED.get(key, DATED["", ""])
        amounts = all_of([_alone(place, said, _on(place, [value], value.since), zero=True) for value in values])
        yield place.say(HELD_FOR, amounts=amounts, old=for_whom(was, place.kinds), new=for_whom(now, place.kinds))
    kinds = dict.fromkeys((value.when, value.by_end) for value in (*before, *after))
    for kind in kinds:
        yield from _kind(_of(place, kind[0]), key, before, after, kind)
    for when in dict.fromkeys(when for when, _ in kinds if when):
        yield from ends(_of(place, when), when, before, after)
    common = [[(value.when, value.by_end) for value in values] for values in (before, after)]
    if len(kinds) > 1 and sorted(map(repr, common[0])) == sorted(map(repr, common[1])) and common[0] != common[1]:
        yield place.say(words("{of}: which of its values is decisive changes: they stand in another order."))


def _of(place: Place, when: Condition | None) -> Place:
    """The same place, and for whom."""
    if when is None:
        return place
    return place.within(Sentence(words("{of}, {whom}"), {"of": place.of, "whom": for_whom(when, place.kinds)}))


def _kind(
    place: Place,
    key: tuple[str, str],
    before: Sequence[Value],
    after: Sequence[Value],
    kind: tuple[Condition | None, bool],
) -> Iterator[Sentence]:
    """The values that hold for the same people, decided by the same day of a cycle."""
    mine, other = ([v for v in values if (v.when, v.by_end) == kind] for values in (before, after))
    days = tuple(values[0].since for values in (mine, other) if values)
    held, first = [mine, other], False
    if DATED.get(key, DATED["", ""]).before_first:
        held = [_held_before(values, kind, min(days)) for values in (before, after)]
        first = _from_the_first(before, after, kind)
    beside = kind == (None, True) and any(value.when is None and not value.by_end for value in after)
    until_now = _otherwise(place, before, kind) if beside else None
    rest = (until_now if isinstance(until_now, Decimal) else None, _otherwise(place, after, kind))
    ended = None if before else _ended_by(after, kind)
    told = list(_by_day(place, key, held[0], held[1], (kind[1], first, ended), rest))
    yield from told
    if not told and min(days) != max(days):
        yield place.say(FIRST_DAY, old=days[0], new=days[1])
    yield from _sources(place, mine, other)


def anew(policy: Policy, of: str, key: tuple[str, str], values: Sequence[Value]) -> Iterator[Sentence]:
    """A setting that nothing came before: what holds from its days on, and for whom."""
    yield from _dated(Place(of, units_of(policy), {}, kinds=policy.circumstances), key, (), values)


def asked_anew(policy: Policy, of: str, demand: Demand) -> Iterator[Sentence]:
    """The same of what a demand asks for."""
    counters = {counter.key: counter for counter in policy.counters}
    values = looked_at(demand, counters, units_of(policy))
    place = Place(of, values, counters, kinds=policy.circumstances, by_year=demand.by_year)
    yield from _dated(place, key_of(demand, "values"), (), demand.values)


def _otherwise(place: Place, values: Sequence[Value], kind: tuple[Condition | None, bool]) -> Amount:
    """What holds where nothing of a kind does: by the other day of a cycle, or for everybody; None where nothing."""
    when, by_end = kind
    if when and any(value.when and value.when != when for value in values):
        return Sentence(FOR_ALL)  # which another exception may be
    for rest in (
        [value for value in values if value.when == when and value.by_end != by_end],
        [value for value in values if value.when is None and when is not None],
    ):
        amounts = [_on(place, [value], value.since) for value in rest]
        if amounts and all(each == amounts[0] for each in amounts):
            return amounts[0]
        if rest:
            return Sentence(BY_BEGIN if by_end and when is None else FOR_ALL)
    return None


def _by_day(
    place: Place,
    key: tuple[str, str],
    before: Sequence[Value],
    after: Sequence[Value],
    cycles: tuple[bool, bool, date | None],
    rest: tuple[Amount, Amount] = (None, None),
) -> Iterator[Sentence]:
    """Each day from which another amount holds than did.

    `cycles`: whether it is their end that decides, whether what holds first holds in all that come before too, and
    from which end on something else holds.
    `rest`: what held where nothing of this kind did, and what holds where what did is taken out.
    """
    until_now, otherwise = rest
    said = DATED.get(key, DATED["", ""])
    by_end, first, ended = cycles
    decides = Decides.YEAR if place.by_year else Decides(by_end)
    runs = list[tuple[date, Amount, Amount]]()
    for since in sorted({value.since for value in (*before, *after)}):
        old = _on(place, before, since) if in_force(tuple(before), since) else until_now
        new = _on(place, after, since) if in_force(tuple(after), since) else otherwise
        if not runs or runs[-1][1:] != (old, new):
            runs.append((since, old, new))
    for at, (since, old, new) in enumerate(runs):
        later = runs[at + 1] if at + 1 < len(runs) else None
        if old == new:
            continue
        always, unchanged = first and not at, later is not None and later[1] == later[2]
        when = when_of(said, since, later[0] if later else None, decides, always=always)
        when = until_end(said, when, ended) if ended and not later else when
        if always and not later and said.before_first and old is not None and new is not None:
            when = Sentence(EVER)
        if later and later[1:] == (old, old) and len(runs) == 2 and new is otherwise and isinstance(new, Sentence):
            when = when_of(said, later[0], None, decides, always=False)
            yield place.say(words("{of}: {old} only{when}."), when=when, old=_alone(place, said, old, zero=True))
        elif unchanged and always:
            was, becomes = _alone(place, said, old), _alone(place, said, new)
            yield place.say(words("{of}: {new} instead of {old}{when}."), when=when, old=was, new=becomes)
        else:
            yield _moved(place, key, said, (span(since, later[0] if later else None), when), old, new)


def _ended_by(values: Sequence[Value], kind: tuple[Condition | None, bool]) -> date | None:
    """The day from which on a value of the same people holds for cycles that end then, whenever they began."""
    days = [value.since for value in values if value.by_end and value.when == kind[0]]
    return min(days, default=None) if not kind[1] else None


def _alone(place: Place, said: Dated, amount: Amount, *, zero: bool = False) -> Sentence:
    """What holds, with its unit."""
    if amount is None or (amount == 0 and not zero):
        return Sentence(said.nothing if amount is None else words("none"))
    return (
        amount
        if isinstance(amount, Sentence)
        else Sentence(said.much, {"amount": amount, "unit": _unit(place, said, amount)})
    )


def _unit(place: Place, said: Dated, amount: Amount) -> Shown:
    """What stands behind an amount: what it counts, or of what it is a share."""
    if _is_share(amount) and place.values:
        return Sentence(said.share, place.values)
    one = place.values.get("one" if amount == 1 else "unit", "")
    return Sentence(said.part, {"unit": one}) if said.part else one


def _is_share(amount: Amount) -> bool:
    return isinstance(amount, str) and amount.endswith(SHARE)


def _held_before(values: Sequence[Value], kind: tuple[Condition | None, bool], day: date) -> list[Value]:
    """Those of one kind; one that holds before its own day holds from this day on too."""
    found = [value for value in values if (value.when, value.by_end) == kind]
    if found and found[0].since > day and _is_first(values, kind):
        found.insert(0, replace(found[0], since=day))
    return found


def _from_the_first(before: Sequence[Value], after: Sequence[Value], kind: tuple[Condition | None, bool]) -> bool:
    """Whether what both say of a kind holds before its own day; where one says nothing of it, what the other says."""
    of_kind = [[value for value in values if (value.when, value.by_end) == kind] for values in (before, after)]
    if before and after and not all(of_kind):
        return any(
            found[0] in first_values(values) for found, values in zip(of_kind, (before, after), strict=True) if found
        )
    return all(_is_first(values, kind) for values in (before, after) if values)


def _is_first(values: Sequence[Value], kind: tuple[Condition | None, bool]) -> bool:
    """Whether what stands first of a kind holds before its own day: nothing of everybody's before it, or of that day
    alone. Nothing of it is none.
    """
    at = next((at for at, value in enumerate(values) if (value.when, value.by_end) == kind), None)
    if at is None:
        return False
    return at < len(first_values(values)) or all(value.when for value in values[:at])


def _moved(
    place: Place, key: tuple[str, str], said: Dated, when: tuple[Shown, Sentence], old: Amount, new: Amount
) -> Sentence:
    if said.whole and (isinstance(old, Sentence) or isinstance(new, Sentence)):
        return _whole(place, said.whole, when[0], old, new)
    values: dict[str, Shown] = {"field": field_name(key[1]), "since": when[0], "old": shown(old), "new": shown(new)}
    if None not in (old, new) and _is_share(old) != _is_share(new):
        values["new"] = _alone(place, said, new)
    values |= {"when": when[1], "in": when[1] if when[1].many else said.always}
    if old is None:
        text, one, count = said.begins_none if said.begins_none and new == 0 else said.begins, said.begins_one, new
    elif new is None:
        text, one, count = said.ends, said.ends_one, old
    else:
        text, one, count = said.becomes, said.becomes_one, old
    return Sentence(
        text,
        {"of": place.of, **place.values, **values, "unit": _unit(place, said, count)},
        one=one,
        count=count if isinstance(count, Decimal) else None,
    )


def _whole(place: Place, texts: tuple[str, str, str], since: Shown, old: Amount, new: Amount) -> Sentence:
    """Where one of two amounts says by itself in what it is."""
    becomes, begins, ends = texts
    text = begins if old is None else ends if new is None else becomes
    plain_ones = DATED["ActivityType", "worth"]
    return place.say(text, since=since, old=_alone(place, plain_ones, old), new=_alone(place, plain_ones, new))


def _on(place: Place, values: Sequence[Value], day: date) -> Amount:
    found = in_force(tuple(values), day)
    if found is None or found.unlimited:
        return None
    if found.share:
        return plain(found.amount) + SHARE
    return found.amount if found.per == 1 and found.formula is None else in_short(found, place.values)


def _sources(place: Place, before: Sequence[Value], after: Sequence[Value]) -> Iterator[Sentence]:
    had = {value.since: value.source for value in before}
    text = words("{of}: the source of what holds from {since} reads “{new}” instead of “{old}”.")
    for value in after:
        old = had.get(value.since)
        if old is not None and old != value.source:
            yield place.say(text, since=value.since, old=old, new=value.source)
