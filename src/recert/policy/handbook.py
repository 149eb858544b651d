"""A policy as a program owner reads it: what is required, how it is earned, when it ends, and who says so.

Every field of `model` is told. One for which there are no words here yet is told by its name, at the end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import partial
from inspect import getmro
from typing import Any, Final

from recert.policy.assumptions import Assumption
from recert.policy.blocks import Block, Grid, Heading, Listed, Paragraph
from recert.policy.condition_words import for_whom
from recert.policy.difference import anew, field_name, shown, title_of
from recert.policy.difference_words import ADDED, ALTERED, TURNED
from recert.policy.explain import quantity_of
from recert.policy.handbook_words import (
    ALL,
    COUNTED_FROM,
    CYCLE,
    DAYS,
    EACH_YEAR,
    EITHER,
    ENDS,
    EVIDENCE,
    FIRST_CYCLE,
    GRACE,
    KEPT_LATE,
    LAST_MONTHS,
    MOVED_BY,
    MOVED_TO,
    NO_CARRY,
    NO_GRACE,
    NO_LIMIT,
    NO_RETAKE,
    NO_UNITS,
    NUMBERS,
    OF_REQUIRED,
    ONLY_OF,
    OPENS,
    RETAKE_DAYS,
    ROUNDED,
    STEPS,
    TOGETHER,
    WHOLE_CYCLE,
)
from recert.policy.keys import POLICY_KEYS
from recert.policy.model import ActivityType, Carry, Group, Move, Policy, Proration, Value
from recert.policy.read import ANSWERED
from recert.policy.reading.cycles import ANCHORS, MONTHS, RHYTHMS, ROUNDINGS
from recert.policy.sentence import Sentence, Shown, number, plain

TOLD: Final[dict[str, str]] = {
    "Policy": "key name version time_zone unit units step rounding group_word id_prefix id_digits floor floor_source "
    "cycle retake groups certifications types moves digest categories caps carry proration",
    "CycleRule": "months grace_days shares_renewed_date source ends anchor first_months first_ends rhythm kept_months "
    "opens_months",
    "Retake": "months in_grace source days",
    "Proration": "counted first_month every units rounding to nothing_up_to categories source",
    "Condition": "cycle_from cycle_to every awarded_from awarded_before held_years held_from held_to holds lacks",
    "Group": "key name short required minima periods_from",
    "Minimum": "category values",
    "Category": "key name",
    "Certification": "code exam title group retired source",
    "ActivityType": "key title one many description evidence proof worth limit measure category",
    "Limit": "uses",
    "Measure": "one many least",
    "Cap": "key title types groups yearly most",
    "Carry": "most months categories again",
    "Move": "key title on first last to months source",
    "Value": "since amount source per when share",
}
"""The fields that have words here."""


def handbook(policy: Policy, assumed: Iterable[Assumption] = ()) -> tuple[Block, ...]:
    """The whole policy, part by part; `assumed` is what its text calls an assumption."""
    return (
        Heading(policy.name, 1),
        Paragraph(f"The rules of the program {policy.key}, version {policy.version}."),
        *_required(policy),
        *_earned(policy),
        *_limits(policy),
        *_cycle(policy),
        *_moves(policy),
        *_certifications(policy),
        *_counted(policy),
        *_names(policy),
        *_sources(policy),
        *_assumptions(assumed),
        *_rest(policy),
    )


def say(text: str, **values: Shown) -> str:
    """A sentence with its values."""
    return str(Sentence(text, values))


def _required(policy: Policy) -> Iterator[Block]:
    yield Heading("What is required")
    yield Paragraph(say(TOGETHER, word=policy.group_word))
    yield Listed(tuple(sentence for group in policy.groups for sentence in _of_group(policy, group)))


def _of_group(policy: Policy, group: Group) -> Iterator[str]:
    of = f"{group.name} ({group.short})"
    yield from _anew(policy, ("Group", "required"), of, group.required)
    if not group.required:
        yield say(NO_UNITS, of=of)
    for minimum in group.minima:
        within = f"{of}, {_named(policy.categories, minimum.category)}"
        yield from _anew(policy, ("Minimum", "values"), within, minimum.values)
    if group.periods_from:
        yield say(ALTERED["Group", "periods_from"].begins, of=of, new=group.periods_from)


def _anew(policy: Policy, key: tuple[str, str], of: str, values: Sequence[Value]) -> Iterator[str]:
    """Values with the days from which they hold, as a difference says what is new."""
    return map(str, anew(of, policy.units, key, values))


def _earned(policy: Policy) -> Iterator[Block]:
    yield Heading("How units are earned")
    rows = [
        (
            kind.title,
            _over_time(kind.worth, partial(_worth, policy, kind)),
            _over_time(kind.limit.uses, lambda value: number(value.amount)) if kind.limit else NO_LIMIT,
            *((_named(policy.categories, kind.category),) if policy.categories else ()),
        )
        for kind in policy.types
    ]
    head = ("Activity", "Worth", "Uses in a cycle", *(("Category",) if policy.categories else ()))
    yield Grid(head, tuple(rows))
    yield Listed(tuple(_evidence(kind) for kind in policy.types))
    measured = [
        say(ADDED["measure"], of=k.title, many=k.measure.many, least=k.measure.least) for k in policy.types if k.measure
    ]
    if measured:
        yield Listed(tuple(measured))


def _worth(policy: Policy, kind: ActivityType, value: Value) -> str:
    per = f" for {quantity_of(kind, value.per)}" if kind.measure else ""
    unit = policy.unit if value.amount == 1 else policy.units
    return f"{number(value.amount)} {unit}{per}"


def _evidence(kind: ActivityType) -> str:
    return say(EVIDENCE, title=kind.title, description=kind.description, evidence=kind.evidence, proof=kind.proof)


def _limits(policy: Policy) -> Iterator[Block]:
    if not policy.caps:
        return
    yield Heading("Limits in units")
    rows = [
        (
            cap.title,
            _over_time(
                cap.most, lambda value: f"{number(value.amount)} {OF_REQUIRED if value.share else policy.units}"
            ),
            EACH_YEAR if cap.yearly else WHOLE_CYCLE,
            ", ".join(_named(policy.types, key) for key in cap.types),
            ", ".join(_named(policy.groups, key) for key in cap.groups) or ALL,
        )
        for cap in policy.caps
    ]
    yield Grid(("Limit", "At most", "In", "Of these together", "For"), tuple(rows))


def _over_time(values: Sequence[Value], say_one: Callable[[Value], str]) -> str:
    """One value as it is; of several each later one with its day, and each that holds for some with for whom."""
    said = list[str]()
    for at, value in enumerate(values):
        since = f" from {plain(value.since)}" if at else ""
        whom = f", {for_whom(value.when)}" if value.when else ""
        said.append(say_one(value) + whom + since)
    return "; ".join(said)


def _cycle(policy: Policy) -> Iterator[Block]:
    cycle, retake = policy.cycle, policy.retake
    yield Heading("How long it lasts, and how it is renewed")
    said = [
        say(CYCLE, months=cycle.months, ends=ENDS[cycle.ends][0].lower() + ENDS[cycle.ends][1:]),
        say(GRACE, days=cycle.grace_days) if cycle.grace_days else NO_GRACE,
    ]
    if retake is None:
        said.append(NO_RETAKE)
    else:
        said.append(EITHER)
        within = RETAKE_DAYS if retake.days else ADDED["retake"]
        said.append(say(within, months=retake.months, days=retake.days, in_grace=str(shown(retake.in_grace))))
    if cycle.first_months:
        ends = ENDS[cycle.first_ends][0].lower() + ENDS[cycle.first_ends][1:]
        said.append(say(FIRST_CYCLE, months=cycle.first_months, ends=ends))
    if cycle.opens_months:
        said.append(say(OPENS, months=cycle.opens_months))
    if cycle.kept_months:
        said.append(say(KEPT_LATE, months=cycle.kept_months))
    if policy.proration:
        said.append(ADDED["proration"])
        said.append(TURNED["Proration", "first_month"][0 if policy.proration.first_month else 1])
    said.append(TURNED["CycleRule", "shares_renewed_date"][0 if cycle.shares_renewed_date else 1])
    said += _carried(policy, policy.carry) if policy.carry else (NO_CARRY,)
    yield Listed(tuple(said))


def _carried(policy: Policy, carry: Carry) -> Iterator[str]:
    yield from _anew(policy, ("Carry", "most"), "", carry.most)
    if carry.months:
        yield say(LAST_MONTHS, months=carry.months)
    if carry.categories:
        yield say(ONLY_OF, categories=", ".join(_named(policy.categories, key) for key in carry.categories))
    yield TURNED["Carry", "again"][0 if carry.again else 1]


def _moves(policy: Policy) -> Iterator[Block]:
    if policy.moves:
        yield Heading("Mass moves of expiry dates")
        yield Listed(tuple(_moved(move) for move in policy.moves))


def _moved(move: Move) -> str:
    values: dict[str, Shown] = {"title": move.title, "on": move.on, "first": move.first, "last": move.last}
    if move.to is not None:
        return say(MOVED_TO, **values, to=move.to)
    return say(MOVED_BY, **values, months=move.months)


def _certifications(policy: Policy) -> Iterator[Block]:
    yield Heading("Certifications")
    head = ("Code", "Title", "Exam", policy.group_word.capitalize(), "Retired")
    yield Grid(
        head,
        tuple(
            (c.code, c.title, c.exam, _named(policy.groups, c.group), plain(c.retired) if c.retired else "")
            for c in policy.certifications
        ),
    )


def _counted(policy: Policy) -> Iterator[Block]:
    yield Heading("How it is counted")
    example = policy.id_prefix + "1" * policy.id_digits
    yield Listed(
        (
            say(COUNTED_FROM, floor=policy.floor),
            say(STEPS, unit=policy.unit, units=policy.units, step=policy.step),
            ROUNDED[policy.rounding],
            say(DAYS, zone=policy.time_zone),
            say(NUMBERS, prefix=policy.id_prefix, digits=policy.id_digits, example=example),
        )
    )
    yield Grid(("Of", "Question", "Answer"), tuple(_answers(policy)))


def _answers(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """What a policy answers in so many words."""
    yield "cycle", POLICY_KEYS["cycle.anchor"], _word(ANCHORS, policy.cycle.anchor)
    yield "cycle", POLICY_KEYS["cycle.next_starts"], _word(RHYTHMS, policy.cycle.rhythm)
    for section, answers in ANSWERED.items():
        if section != "retake" or policy.retake:
            for key, answer in answers.items():
                yield section, POLICY_KEYS[f"{section}.{key}"], answer
    for key, answer in _shorter(policy, policy.proration) if policy.proration else ():
        yield "proration", POLICY_KEYS[f"proration.{key}"], answer


def _shorter(policy: Policy, rule: Proration) -> Iterator[tuple[str, str]]:
    yield "months_counted", _word(MONTHS, rule.counted)
    if rule.every:
        yield "every_months", str(rule.every)
        yield "units", number(rule.units)
    yield "to", number(rule.to)
    yield "rounding", _word(ROUNDINGS, rule.rounding)
    yield "nothing_up_to_months", str(rule.nothing_up_to)
    yield "minima", ", ".join(_named(policy.categories, key) for key in rule.categories) or "none"


def _word(options: Mapping[str, Any], value: Any) -> str:
    """The word with which a policy chooses a value."""
    return next(word for word, each in options.items() if each == value)


def _names(policy: Policy) -> Iterator[Block]:
    """What things are called in the file and in cases: for who reads this beside them."""
    yield Heading("Names in the file")
    rows = [(f"group.{group.key}", group.name) for group in policy.groups]
    rows += [(f"category.{category.key}", category.name) for category in policy.categories]
    for kind in policy.types:
        measure = f"; in {kind.measure.one}, {kind.measure.many}" if kind.measure else ""
        rows.append((f"activity.{kind.key}", f"{kind.title}: one {kind.one}, several {kind.many}{measure}"))
    rows += [(f"limit {cap.key}", cap.title) for cap in policy.caps]
    rows += [(f"move {move.key}", move.title) for move in policy.moves]
    yield Grid(("Key", "What it is"), tuple(rows))


def _sources(policy: Policy) -> Iterator[Block]:
    yield Heading("What is in force since when, and where it is written")
    yield Grid(("What", "Value", "Since", "Source"), tuple(_written(policy)))


def _written(policy: Policy) -> Iterator[tuple[str, str, str, str]]:
    for group in policy.groups:
        yield from _dated(f"Required for {group.name}", group.required)
        for minimum in group.minima:
            yield from _dated(f"Of it {_named(policy.categories, minimum.category)}", minimum.values)
    for kind in policy.types:
        yield from _dated(f"Worth of {kind.title}", kind.worth)
        yield from _dated(f"Uses of {kind.title}", kind.limit.uses if kind.limit else ())
    for cap in policy.caps:
        yield from _dated(f"Limit: {cap.title}", cap.most)
    yield from _dated("Carried", policy.carry.most if policy.carry else ())
    yield ("Cycle", f"{policy.cycle.months} months", "", policy.cycle.source)
    if policy.retake:
        within = f"{policy.retake.days} days" if policy.retake.days else f"{policy.retake.months} months"
        yield ("Retake", within, "", policy.retake.source)
    if policy.proration:
        yield ("A shorter first cycle", "", "", policy.proration.source)
    yield ("Activities count", "", plain(policy.floor), policy.floor_source)
    for move in policy.moves:
        yield (move.title, "", plain(move.on), move.source)
    for found in policy.certifications:
        if found.retired or found.source:
            yield (title_of(found), "retired", plain(found.retired) if found.retired else "", found.source)


def _dated(what: str, values: Iterable[Value]) -> Iterator[tuple[str, str, str, str]]:
    for value in values:
        per = " %" if value.share else "" if value.per == 1 else f" for {number(value.per)}"
        whom = f", {for_whom(value.when)}" if value.when else ""
        yield (what + whom, number(value.amount) + per, plain(value.since), value.source)


def _assumptions(assumed: Iterable[Assumption]) -> Iterator[Block]:
    told = tuple(f"Line {a.line}{f', {a.about}' if a.about else ''}: {a.words}" for a in assumed)
    if told:
        yield Heading("What is still an assumption")
        yield Listed(told)


def _rest(policy: Policy) -> Iterator[Block]:
    told = tuple(dict.fromkeys(_untold(policy.name, policy)))
    if told:
        yield Heading("Besides")
        yield Listed(told)


def _untold(of: str, item: Any) -> Iterator[str]:
    """What has a value, and no words here."""
    if isinstance(item, tuple):
        for each in item:
            yield from _untold(of, each)
    elif is_dataclass(item):
        within = title_of(item) if hasattr(item, "title") or hasattr(item, "name") else of
        kinds = [kind.__name__ for kind in getmro(type(item))]
        told = next((TOLD[kind] for kind in kinds if kind in TOLD), "").split()
        for each in fields(item):
            value = getattr(item, each.name)
            if each.name in told:
                yield from _untold(within, value)
            elif each.default is MISSING or value != each.default:
                yield f"{within}: “{field_name(each.name)}” is {plain(shown(value))}."


def _named(items: Iterable[Any], key: str) -> str:
    """What the thing under a key is called; the key where there is none."""
    return next((title_of(item) for item in items if item.key == key), key)
