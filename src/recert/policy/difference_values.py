"""What differs between the values of a setting, which hold from a day on, and some of them for some people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.condition import Condition
from recert.policy.condition_words import for_whom
from recert.policy.difference_dated import (
    BY_BEGIN,
    DATED,
    EVER,
    FIRST_DAY,
    FOR_ALL,
    OPEN_TO_SOME,
    Dated,
    Decides,
    span,
    until_end,
    when_of,
)
from recert.policy.difference_place import Place, field_name, shown
from recert.policy.difference_whom import (
    BY_OTHER_DAY,
    Moved,
    by_other_day,
    closed_to_others,
    ends,
    held_for_others,
    is_for_some,
    open_without_units,
)
from recert.policy.first_values import first_values
from recert.policy.formula_words import in_short
from recert.policy.model import Value, in_force
from recert.policy.sentence import Sentence, Shown, all_of, plain, words

SHARE: Final = " %"
CARRIED: Final = ("Carry", "most")
CARRIED_OF_SOME: Final = ("Carry", "most of some")
"""How much is carried, and that where it is not the same for all."""
Amount = Decimal | Sentence | str | None
"""What holds on a day: an amount, one for so many of a measure ('1 for 50') and what else makes it, or nothing."""


def dated(place: Place, key: tuple[str, str], before: Sequence[Value], after: Sequence[Value]) -> Iterator[Sentence]:
    """A setting whose values hold from a day on, and some of them for some people: told for each kind of people."""
    if key == CARRIED and any(value.when or value.by_end for value in (*before, *after)):
        key, place = CARRIED_OF_SOME, place.within(Sentence(words("What is carried into the next cycle")))
    before, turned = by_other_day(before, after)
    for old_value, value in turned:
        said = DATED.get(key, DATED["", ""])
        amount = _alone(place, said, _on(place, said, [old_value], value.since), zero=True)
        yield _of(place, value.when).say(BY_OTHER_DAY[value.by_end], amount=amount, day=value.since)
    renamed, moved = held_for_others(before, after)
    of_some = OPEN_TO_SOME if is_for_some(key, before) and is_for_some(key, after) else key
    for each in moved:
        yield from _for_others(place, DATED.get(of_some, DATED["", ""]), each, (before, after))
    before = renamed
    kinds = dict.fromkeys((value.when, value.by_end) for value in (*before, *after))
    yield from _kinds(place, key, before, after)
    for when in dict.fromkeys(when for when, _ in kinds if when):
        yield from ends(_of(place, when), when, before, after)
    common = [[(value.when, value.by_end) for value in values] for values in (before, after)]
    if len(kinds) > 1 and sorted(map(repr, common[0])) == sorted(map(repr, common[1])) and common[0] != common[1]:
        yield place.say(words("{of}: which of its values is decisive changes: they stand in another order."))


def _kinds(place: Place, key: tuple[str, str], before: Sequence[Value], after: Sequence[Value]) -> Iterator[Sentence]:
    """The values of each kind of people; of a way that is open for some alone also that it is closed for others."""
    was, now = is_for_some(key, before), is_for_some(key, after)
    day = min((value.since for value in (*before[:1], *after[:1])), default=date.min)
    had = closed_to_others(before, day) if was else before
    has = closed_to_others(after, day) if now else open_without_units(after) if was else after
    kinds = dict.fromkeys((value.when, value.by_end) for value in (*had, *has))
    for kind in sorted(kinds, key=lambda kind: now and kind[0] is None):
        others = (was or now) and kind[0] is None
        yield from _kind(_of(place, kind[0]), OPEN_TO_SOME if others else key, had, has, kind)


def _for_others(
    place: Place, said: Dated, moved: Moved, both: tuple[Sequence[Value], Sequence[Value]]
) -> Iterator[Sentence]:
    """That values are for others than they were, and in which cycles; nothing where these are the same people."""
    old, new = for_whom(moved.was, place.kinds), for_whom(moved.now, place.kinds)
    amounts, had = (
        all_of([_alone(place, said, _on(place, said, [value], value.since), zero=True) for value in values])
        for values in (moved.says, moved.said)
    )
    kinds = ((when, moved.said[0].by_end) for when in (moved.was, moved.now))
    always = any(_is_first(values, kind) for values, kind in zip(both, kinds, strict=True))
    decides = Decides.YEAR if place.by_year else Decides(moved.said[0].by_end)
    when = when_of(said, moved.said[0].since, None, decides, always=False)
    when = Sentence(EVER) if always and said.before_first else when
    if moved.says != moved.said:
        yield place.say(said.others[1], amounts=amounts, had=had, old=old, new=new, when=when)
    elif old != new:  # of every so many cycles it may begin elsewhere, and be the same ones
        yield place.say(said.others[0], amounts=amounts, old=old, new=new, when=when)


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
    held, first, said = [mine, other], False, DATED.get(key, DATED["", ""])
    if said.before_first:
        held = [_held_before(values, kind, min(days)) for values in (before, after)]
        first = _from_the_first(before, after, kind)
    beside = kind == (None, True) and any(value.when is None and not value.by_end for value in after)
    until_now = _otherwise(place, said, before, kind) if beside else None
    rest = (until_now if isinstance(until_now, Decimal) else None, _otherwise(place, said, after, kind))
    ended = None if before else _ended_by(after, kind)
    told = list(_by_day(place, key, held[0], held[1], (kind[1], first, ended), rest))
    yield from told
    if not told and min(days) != max(days):
        yield place.say(FIRST_DAY, old=days[0], new=days[1])
    yield from _sources(place, mine, other)


def _otherwise(place: Place, said: Dated, values: Sequence[Value], kind: tuple[Condition | None, bool]) -> Amount:
    """What holds where nothing of a kind does: by the other day of a cycle, or for everybody; None where nothing."""
    when, by_end = kind
    if when and any(value.when and value.when != when for value in values):
        return Sentence(FOR_ALL)  # which another exception may be
    for rest in (
        [value for value in values if value.when == when and value.by_end != by_end],
        [value for value in values if value.when is None and when is not None],
    ):
        amounts = [_on(place, said, [value], value.since) for value in rest]
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
        old = _on(place, said, before, since) if in_force(tuple(before), since) else until_now
        new = _on(place, said, after, since) if in_force(tuple(after), since) else otherwise
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
        return _whole(place, said, said.whole, when, old, new)
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


def _whole(
    place: Place, said: Dated, texts: tuple[str, str, str], when: tuple[Shown, Sentence], old: Amount, new: Amount
) -> Sentence:
    """Where one of two amounts says by itself in what it is; no units beside what is `closed` are told as nothing."""
    becomes, begins, ends = texts
    closed, plain_ones = said.closed, said if said.much else DATED["ActivityType", "worth"]
    if closed and closed in {str(old), str(new)}:
        old, new = old or None, new or None
    text = begins if old is None else ends if new is None else becomes
    amounts = {"old": _alone(place, plain_ones, old), "new": _alone(place, plain_ones, new)}
    return place.say(text, since=when[0], when=when[1], **amounts)


def _on(place: Place, said: Dated, values: Sequence[Value], day: date) -> Amount:
    found = in_force(tuple(values), day)
    if found is None or found.unlimited:
        return Sentence(said.closed) if found and said.closed else None
    if found.share:
        return plain(found.amount) + SHARE
    return found.amount if found.per == 1 and found.formula is None else in_short(found, place.values)


def _sources(place: Place, before: Sequence[Value], after: Sequence[Value]) -> Iterator[Sentence]:
    had = {value.since: value.source for value in before}
    text = words("{of}: the source of what holds from {since} reads “{new}” instead of “{old}”.")
    for value in after:
        old = had.get(value.since)
        if old and value.source and old != value.source:  # that a way is closed to others stands nowhere
            yield place.say(text, since=value.since, old=old, new=value.source)
